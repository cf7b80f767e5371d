package fetch

import (
	"context"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// trip is the way to what one URL holds, through its redirects.
type trip struct {
	*Client
	asked  string   // what people are told
	at     *url.URL // where it has come to
	via    []string // the redirects it followed
	again  bool     // something was tried a second time already
	client http.Client
	clock  *clock
}

// run goes the way to its end.
func (t *trip) run(ctx context.Context) (*Resource, error) {
	inner, clock, cancel := limited(ctx, t.opt.Timeout)
	defer cancel()
	t.clock = clock
	// Some servers send one round until their cookie comes back. It is kept no longer.
	jar, _ := cookiejar.New(nil)
	t.client = http.Client{
		Transport:     sender(t.send),
		Jar:           jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	for {
		r, err := t.step(inner)
		if r == nil && err == nil {
			continue
		}
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			return nil, t.explain(inner, err)
		}
		return r, nil
	}
}

// step makes one request. It returns what the URL holds; an error; or neither, where
// the way goes on.
func (t *trip) step(ctx context.Context) (*Resource, error) {
	leave, err := t.hosts.enter(ctx, strings.ToLower(t.at.Hostname()), len(t.via) > 0)
	if err != nil {
		return nil, err
	}
	t.clock.run()
	defer func() {
		t.clock.stop()
		leave()
	}()
	answer, err := t.client.Do(t.request(ctx))
	if err != nil {
		return nil, t.perhapsAgain(ctx, err, time.Second)
	}
	defer answer.Body.Close()
	switch code := answer.StatusCode; {
	case code >= 300 && code < 400 && answer.Header.Get("Location") != "":
		return nil, t.follow(answer)
	case code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable:
		err := &statusError{code: code, wait: retryAfter(answer.Header)}
		if err.wait <= 0 || err.wait > longestWait {
			return nil, err
		}
		return nil, t.perhapsAgain(ctx, err, err.wait)
	case code < 200 || code >= 300:
		return nil, &statusError{code: code}
	}
	return t.take(answer)
}

func (t *trip) request(ctx context.Context) *http.Request {
	return (&http.Request{Method: http.MethodGet, URL: t.at, Host: t.at.Host, Header: http.Header{
		"User-Agent":      {t.opt.Agent},
		"Accept":          {"text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.8"},
		"Accept-Language": {"en,*;q=0.5"},
		"Accept-Encoding": {"gzip"},
	}}).WithContext(ctx)
}

// perhapsAgain waits, for the step to be made again, where the failure may pass by
// itself and nothing was tried twice yet.
func (t *trip) perhapsAgain(ctx context.Context, err error, wait time.Duration) error {
	var status *statusError
	if t.again || wait >= t.clock.remaining() || !errors.As(err, &status) && !brief(err) || sleep(ctx, wait) != nil {
		return err
	}
	t.again = true
	return nil
}

// brief reports whether a connection failed in a way that may pass by itself.
func brief(err error) bool {
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns):
		return dns.IsTemporary && !dns.IsNotFound
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return true
	}
	return false
}

// retryAfter returns how long a server asks one to wait (RFC 9110, section 10.2.3), 0
// where it does not say.
func retryAfter(h http.Header) time.Duration {
	s := strings.TrimSpace(h.Get("Retry-After"))
	if n, err := strconv.Atoi(s); err == nil && n >= 0 {
		return time.Duration(min(n, 1<<20))*time.Second + time.Millisecond // 0 is an answer, too
	}
	if at, err := http.ParseTime(s); err == nil {
		return max(time.Millisecond, time.Until(at))
	}
	return 0
}

// shortBody is what is read of an answer that nobody wants, in bytes.
const shortBody = 2 << 10

// follow goes to where an answer redirects.
func (t *trip) follow(answer *http.Response) error {
	if answer.ContentLength <= shortBody { // so that the connection may be used again
		_, _ = io.CopyN(io.Discard, answer.Body, shortBody)
	}
	to, err := t.at.Parse(answer.Header.Get("Location"))
	if err != nil || to.Hostname() == "" {
		return &Error{Reason: BadURL, why: "it redirects to what is no address"}
	}
	to.Fragment, to.RawFragment = "", ""
	if to.User == nil && to.Scheme == t.at.Scheme && to.Host == t.at.Host {
		to.User = t.at.User
	}
	t.via = append(t.via, bare(to))
	switch {
	case len(t.via) > mostRedirects:
		return &Error{Reason: Redirects, why: "more than " + strconv.Itoa(mostRedirects) + " redirects: " + t.chain()}
	case to.Scheme != "http" && to.Scheme != "https":
		return &Error{Reason: BadURL, why: "it redirects to " + bare(to) + ", which is not fetched"}
	case t.at.Scheme == "https" && to.Scheme == "http":
		return &Error{
			Reason: Downgrade, why: "it redirects from https to " + bare(to) + ", which anybody on the way could read and change",
			hint: "where that is meant, give the address with http:// itself",
		}
	}
	t.at = to
	return nil
}

// chain names where redirects led, a few of them where they are in a circle.
func (t *trip) chain() string {
	seen := map[string]bool{t.asked: true}
	var names []string
	for _, v := range t.via {
		names = append(names, v)
		if seen[v] {
			return strings.Join(names, " → ") + " and so on"
		}
		seen[v] = true
	}
	return strings.Join(names, " → ")
}

// take reads an answer to its end.
func (t *trip) take(answer *http.Response) (*Resource, error) {
	r := &Resource{URL: t.asked, Final: bare(t.at)}
	kind, params, err := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	if err == nil || errors.Is(err, mime.ErrInvalidMediaParameter) {
		r.Type, r.Charset = kind, strings.ToLower(params["charset"])
	}
	if _, params, err := mime.ParseMediaType(answer.Header.Get("Content-Disposition")); err == nil && params["filename"] != "" {
		r.Filename = filepath.Base(filepath.ToSlash(params["filename"]))
	}
	if err := unreadable(r.Type); err != nil {
		return nil, err
	}
	body, packed, err := unpacked(answer)
	if err != nil {
		return nil, err
	}
	if !packed && answer.ContentLength > t.opt.MaxBytes {
		return nil, tooLarge(t.opt.MaxBytes)
	}
	r.spool = &spool{}
	n, err := io.Copy(r.spool, io.LimitReader(body, t.opt.MaxBytes+1))
	if err == nil && n > t.opt.MaxBytes {
		err = tooLarge(t.opt.MaxBytes)
	}
	if err != nil {
		r.Close()
		return nil, &brokenOff{err: err, after: n}
	}
	if r.Type == "" && strings.HasPrefix(http.DetectContentType(r.held), "text/html") {
		r.Type = "text/html" // as browsers see it, too: a page may begin without its head
	}
	return r, nil
}
