package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"
)

// Reason is the kind of thing that is wrong with a URL.
type Reason string

// Why a URL may not be fetched.
const (
	BadURL      Reason = "bad address"
	NoHost      Reason = "no such host"
	Unreachable Reason = "unreachable" // refused, reset, no way to it
	Slow        Reason = "slow"
	Insecure    Reason = "insecure" // TLS
	Status      Reason = "status"
	WrongType   Reason = "wrong type"
	TooLarge    Reason = "too large"
	Redirects   Reason = "redirects"
	Downgrade   Reason = "downgrade" // from https to http
	Private     Reason = "private"
)

// Error says why a URL could not be fetched.
type Error struct {
	URL    string // as it was asked for, without credentials
	Final  string // where redirects had led, "" where they had not
	Reason Reason
	Code   int   // of the answer, where the reason is its status
	Err    error // what the network said; nil where it is not its fault

	why, hint string
}

func (e *Error) Error() string {
	s := e.URL + ": " + e.why
	if e.Final != "" {
		s += ", after redirects to " + e.Final
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// Hint says what to do, "" where nobody knows.
func (e *Error) Hint() string { return e.hint }

// statusError is an answer other than the one that was hoped for.
type statusError struct {
	code int
	wait time.Duration // how long the server asks one to wait, 0 where it does not say
}

func (e *statusError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("the server answers %d %s", e.code, http.StatusText(e.code)))
}

// hint says what an answer mostly means, and what helps then.
func (e *statusError) hint() string {
	const save = "open it in a browser and save the page: build takes saved pages"
	switch {
	case e.code == http.StatusUnauthorized, e.code == http.StatusForbidden, e.code == http.StatusUnavailableForLegalReasons, e.code == http.StatusNotAcceptable:
		return "it wants a login, or no programs: " + save
	case e.code == http.StatusPaymentRequired:
		return "it wants to be paid for: if you are a subscriber, " + save
	case e.code == http.StatusNotFound, e.code == http.StatusGone:
		return "look for a slip in the address; web.archive.org may have kept the page"
	case e.code == http.StatusProxyAuthRequired:
		return "give the proxy's user and password in HTTP_PROXY and HTTPS_PROXY"
	case e.wait > 0:
		return fmt.Sprintf("it asks to be left alone for %v: build it again after that", e.wait.Round(time.Second))
	case e.code == http.StatusTooManyRequests:
		return "it was asked too much: build it again later"
	case e.code >= 500:
		return "the fault is the server's: build it again later"
	}
	return ""
}

// brokenOff is an answer that ended before its end.
type brokenOff struct {
	err   error
	after int64 // bytes
}

func (e *brokenOff) Error() string { return e.err.Error() }
func (e *brokenOff) Unwrap() error { return e.err }

func tooLarge(limit int64) *Error {
	return &Error{Reason: TooLarge, why: "it is larger than " + sizeOf(limit), hint: "build --max-size takes more: --max-size 1GB"}
}

func sizeOf(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// Unfit returns the error that a URL holds something else than text, which shows in
// its bytes alone.
func Unfit(address, what, hint string) *Error {
	return &Error{URL: Clean(address), Reason: WrongType, why: "it is " + what, hint: hint}
}

// unreadable refuses what its media type says to have no text, or none that anybody
// means.
func unreadable(kind string) error {
	wrong := func(what, hint string) error {
		return &Error{Reason: WrongType, why: fmt.Sprintf("it is %s (%s)", what, kind), hint: hint}
	}
	class, sub, _ := strings.Cut(kind, "/")
	switch {
	case class == "image":
		return wrong("a picture", "give the address of the page that shows it")
	case class == "audio":
		return wrong("sound", "")
	case class == "video":
		return wrong("a film", "")
	case class == "font", sub == "javascript", sub == "css":
		return wrong("a part of a web page, and no text", "give the address of the page itself")
	case sub == "rss+xml", sub == "atom+xml", sub == "rdf+xml":
		return wrong("a feed, and no text", "give the addresses of its articles; --files-from takes a list")
	}
	return nil
}

// explain puts into a person's words what went wrong.
func (t *trip) explain(ctx context.Context, err error) *Error {
	e := t.reason(ctx, err)
	e.URL = t.asked
	if final := bare(t.at); len(t.via) > 0 && e.Reason != Redirects && final != t.asked {
		e.Final = final
	}
	return e
}

func (t *trip) reason(ctx context.Context, err error) *Error {
	var own *Error
	var slow *errSlow
	var private *privateError
	var status *statusError
	var dns *net.DNSError
	var broken *brokenOff
	var disk *fs.PathError
	var call *net.OpError
	host := t.at.Hostname()
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(context.Cause(ctx), &slow):
		return &Error{
			Reason: Slow, why: fmt.Sprintf("it was not there within %v", slow.limit),
			hint: "build --timeout waits longer: --timeout 2m",
		}
	case errors.As(err, &private):
		e := &Error{Reason: Private, Err: err, hint: "--allow-private fetches from there all the same"}
		if e.why = private.Error() + ", where nothing is fetched from"; private.address != host {
			e.why = fmt.Sprintf("its host %s has the address %s, which is that of %s, where nothing is fetched from", host, private.address, private.what)
		}
		return e
	case errors.As(err, &status):
		return &Error{Reason: Status, Code: status.code, why: status.Error(), hint: status.hint()}
	case errors.As(err, &call) && call.Op == "proxyconnect":
		return &Error{
			Reason: Unreachable, Err: err, why: fmt.Sprintf("the proxy for it cannot be reached: %v", plainly(call)),
			hint: "see HTTP_PROXY and HTTPS_PROXY in the environment",
		}
	case errors.As(err, &dns) && dns.IsNotFound:
		return &Error{
			Reason: NoHost, Err: err, why: "there is no host " + dns.Name,
			hint: "look for a slip in the address, and whether this machine is connected",
		}
	case errors.As(err, &dns):
		return &Error{
			Reason: NoHost, Err: err, why: fmt.Sprintf("the name of its host %s could not be looked up: %s", dns.Name, dns.Err),
			hint: "see whether this machine is connected",
		}
	case errors.Is(err, http.ErrSchemeMismatch):
		return &Error{Reason: Insecure, Err: err, why: "its host speaks http, not https", hint: "where that is meant, give the address with http://"}
	case isTLS(err):
		return &Error{
			Reason: Insecure, Err: err, why: fmt.Sprintf("nothing proves that it is %s which answers: %v", host, plainly(err)),
			hint: "where you trust it all the same, save the page with a browser: build takes saved pages",
		}
	case errors.Is(err, syscall.ECONNREFUSED):
		return &Error{
			Reason: Unreachable, Err: err, why: "its host " + t.at.Host + " takes no connections there",
			hint: "look for a slip in the address, or build it again later",
		}
	case errors.As(err, &disk):
		return &Error{Reason: Unreachable, Err: err, why: fmt.Sprintf("it found no room on this machine: %v", err)}
	case errors.As(err, &broken):
		return &Error{Reason: Unreachable, Err: err, why: fmt.Sprintf("it broke off after %d bytes: %v", broken.after, plainly(err)), hint: "build it again"}
	case errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return &Error{Reason: Unreachable, Err: err, why: "its host " + t.at.Host + " hung up without an answer", hint: "build it again later"}
	}
	return &Error{Reason: Unreachable, Err: err, why: fmt.Sprintf("it could not be fetched: %v", plainly(err))}
}

// isTLS reports whether it is the other side's identity that is in doubt, or how it
// is proved.
func isTLS(err error) bool {
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var name x509.HostnameError
	return errors.As(err, &certificate) || errors.As(err, &record) || errors.As(err, &alert) || errors.As(err, &name)
}

// plainly takes off an error what is a programmer's: the method and the URL, which
// may have credentials in it, and the system's call.
func plainly(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		switch err.(type) {
		case interface{ Timeout() bool }, *brokenOff: // *url.Error, *net.OpError
			err = inner
		case *tls.CertificateVerificationError:
			err = inner
		default:
			return err
		}
	}
}
