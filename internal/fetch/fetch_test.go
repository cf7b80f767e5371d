package fetch

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// client returns a client that may fetch from this machine, without pauses.
func client(opt Options) *Client {
	opt.AllowPrivate, opt.Pause = true, cmp.Or(opt.Pause, -1)
	return New(&opt)
}

// serve returns a server on loopback.
func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// content returns all that a resource holds.
func content(t *testing.T, r *Resource) string {
	t.Helper()
	b, err := io.ReadAll(io.NewSectionReader(r, 0, r.Size()))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// fails fetches what cannot be fetched, and returns why.
func fails(t *testing.T, c *Client, address string) *Error {
	t.Helper()
	r, err := c.Get(context.Background(), address)
	if err == nil {
		t.Fatalf("%s was fetched: %d bytes", address, r.Size())
	}
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%s: the error is a %T: %v", address, err, err)
	}
	return e
}

func TestAPageIsFetchedByAnHonestProgram(t *testing.T) {
	var got http.Header
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Header
		w.Header().Set("Content-Type", `text/HTML; charset="Windows-1251"`)
		w.Header().Set("Content-Disposition", `inline; filename="../raid.html"`)
		io.WriteString(w, "<p>Alpha</p>")
	})
	r, err := client(Options{Agent: "quadrille/v1 (+https://example.org)"}).Get(context.Background(), s.URL+"/a?b=c#d")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if want := s.URL + "/a?b=c"; r.URL != want || r.Final != want {
		t.Errorf("it is %s at %s, want %s for both", r.URL, r.Final, want)
	}
	if r.Type != "text/html" || r.Charset != "windows-1251" || r.Filename != "raid.html" || content(t, r) != "<p>Alpha</p>" {
		t.Errorf("type %q, charset %q, name %q: %q", r.Type, r.Charset, r.Filename, content(t, r))
	}
	if got.Get("User-Agent") != "quadrille/v1 (+https://example.org)" || got.Get("Referer") != "" {
		t.Errorf("it introduced itself so: %v", got)
	}
}

func TestRedirectsAreFollowedAndCounted(t *testing.T) {
	var cookies int
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var n int
		switch {
		case r.URL.Path == "/cookie" && r.Header.Get("Cookie") == "":
			cookies++
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
			http.Redirect(w, r, "/cookie", http.StatusFound)
		case r.URL.Path == "/circle":
			http.Redirect(w, r, "/circle", http.StatusFound)
		case r.URL.Path == "/ftp":
			http.Redirect(w, r, "ftp://user:secret@example.org/a", http.StatusFound)
		case fmtScan(r.URL.Path, &n) && n > 0:
			http.Redirect(w, r, fmt.Sprintf("/%d#part", n-1), http.StatusMovedPermanently)
		default:
			io.WriteString(w, "Alpha")
		}
	})
	c := client(Options{})
	r, err := c.Get(context.Background(), s.URL+"/10")
	if err != nil || r.Final != s.URL+"/0" || r.URL != s.URL+"/10" {
		t.Errorf("ten redirects: %+v, %v", r, err)
	}
	if _, err := c.Get(context.Background(), s.URL+"/cookie"); err != nil || cookies != 1 {
		t.Errorf("a server that wants its cookie back: %v after %d", err, cookies)
	}
	if e := fails(t, c, s.URL+"/11"); e.Reason != Redirects || !strings.Contains(e.Error(), "more than 10 redirects: "+s.URL+"/10 → "+s.URL+"/9") {
		t.Errorf("eleven: %v", e)
	}
	if e := fails(t, c, s.URL+"/circle"); e.Reason != Redirects || !strings.HasSuffix(e.Error(), s.URL+"/circle and so on") {
		t.Errorf("a circle: %v", e)
	}
	if e := fails(t, c, s.URL+"/ftp"); e.Reason != BadURL || strings.Contains(e.Error(), "secret") {
		t.Errorf("to another scheme: %v", e)
	}
}

func fmtScan(path string, n *int) bool {
	_, err := fmt.Sscanf(path, "/%d", n)
	return err == nil
}

func TestFromHttpsToHttpIsRefused(t *testing.T) {
	plain := serve(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "Alpha") })
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/down" {
			http.Redirect(w, r, plain.URL, http.StatusFound)
			return
		}
		io.WriteString(w, r.Proto)
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	c := client(Options{})
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // of those who do not trust it
	if e := fails(t, c, s.URL+"/"); e.Reason != Insecure || !strings.Contains(e.Error(), "nothing proves that it is 127.0.0.1") || e.Hint() == "" {
		t.Errorf("a certificate of nobody: %v", e)
	}
	if e := fails(t, c, strings.Replace(plain.URL, "http:", "https:", 1)); e.Reason != Insecure || !strings.Contains(e.Error(), "speaks http, not https") {
		t.Errorf("https of a host that speaks http: %v", e)
	}
	c = client(Options{})
	c.direct.TLSClientConfig = s.Client().Transport.(*http.Transport).TLSClientConfig
	if r, err := c.Get(context.Background(), s.URL+"/"); err != nil || content(t, r) != "HTTP/2.0" {
		t.Errorf("a certificate that is known: %v", err)
	}
	if e := fails(t, c, s.URL+"/down"); e.Reason != Downgrade || !strings.Contains(e.Hint(), "http://") {
		t.Errorf("to http: %v", e)
	}
}

func TestCredentialsAreSentAndNeverShown(t *testing.T) {
	other := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			t.Error("another host was sent the credentials")
		}
		w.WriteHeader(http.StatusTeapot)
	})
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		switch {
		case user != "ann" || password != "p@ss/w":
			w.WriteHeader(http.StatusUnauthorized)
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "http://"+r.Host+"/a", http.StatusFound)
		case r.URL.Path == "/other":
			http.Redirect(w, r, strings.Replace(other.URL, "127.0.0.1", "localhost", 1), http.StatusFound)
		}
	})
	with := strings.Replace(s.URL, "http://", "http://ann:p%40ss%2Fw@", 1)
	c := client(Options{})
	for _, path := range []string{"/a", "/moved"} {
		r, err := c.Get(context.Background(), with+path)
		if err != nil {
			t.Fatal(err)
		}
		if r.URL != s.URL+path || r.Final != s.URL+"/a" {
			t.Errorf("it is %s at %s", r.URL, r.Final)
		}
	}
	for _, address := range []string{
		with + "/other", strings.Replace(with, "p%40ss", "secret", 1) + "/a", "http://ann:p%40ss@127.0.0.1:1/", "http://ann:p@ss/w@127.0.0.1/",
		"http://ann:p%zzss@example.org/", "http://ann:pass@", "http://ann:pass@exam ple.org/",
	} {
		e := fails(t, c, address)
		for _, said := range []string{e.Error(), e.Hint(), fmt.Sprint(e.URL, e.Final)} {
			for _, secret := range []string{"ann", "ss@", "pass", "p%", "secret"} {
				if strings.Contains(said, secret) {
					t.Errorf("%s is told as %q", address, said)
				}
			}
		}
	}
}

func TestWhatIsTooLargeIsRefused(t *testing.T) {
	large := strings.Repeat("Alpha attacked Beta. ", 1<<16)
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/gzip":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			io.WriteString(z, large)
			z.Close()
		case "/stream":
			for i := range 64 {
				io.WriteString(w, large[i*len(large)/64:(i+1)*len(large)/64])
				w.(http.Flusher).Flush()
			}
		case "/odd":
			w.Header().Set("Content-Encoding", "br")
			io.WriteString(w, "?")
		case "/empty":
			w.Header().Set("Content-Encoding", "gzip")
		default:
			w.Header().Set("Content-Length", fmt.Sprint(len(large)))
			io.WriteString(w, large)
		}
	})
	small := client(Options{MaxBytes: 100_000})
	for _, path := range []string{"/", "/gzip", "/stream"} {
		e := fails(t, small, s.URL+path)
		if e.Reason != TooLarge || !strings.Contains(e.Error(), "larger than 97 kB") || !strings.Contains(e.Hint(), "--max-size") {
			t.Errorf("%s: %v", path, e)
		}
		r, err := client(Options{}).Get(context.Background(), s.URL+path)
		if err != nil {
			t.Fatal(err)
		}
		if r.file == nil || len(r.held) > 0 {
			t.Errorf("%s fills memory with %d bytes", path, r.Size())
		}
		if got := content(t, r); got != large {
			t.Errorf("%s: %d bytes of %d", path, len(got), len(large))
		}
		r.Close()
	}
	if e := fails(t, small, s.URL+"/odd"); e.Reason != WrongType || !strings.Contains(e.Error(), `"br"`) {
		t.Errorf("a packing that was not asked for: %v", e)
	}
	if r, err := small.Get(context.Background(), s.URL+"/empty"); err != nil || r.Size() != 0 {
		t.Errorf("nothing, packed: %v", err)
	}
}

func TestTimeIsBounded(t *testing.T) {
	stop := make(chan bool)
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/drip" {
			io.WriteString(w, "A")
			w.(http.Flusher).Flush()
		}
		select {
		case <-r.Context().Done():
		case <-stop:
		}
	})
	defer close(stop)
	c := client(Options{Timeout: 100 * time.Millisecond})
	for _, path := range []string{"/silent", "/drip"} {
		if e := fails(t, c, s.URL+path); e.Reason != Slow || !strings.Contains(e.Error(), "not there within 100ms") || !strings.Contains(e.Hint(), "--timeout") {
			t.Errorf("%s: %v", path, e)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	begin := time.Now()
	if _, err := client(Options{}).Get(ctx, s.URL+"/silent"); !errors.Is(err, context.Canceled) {
		t.Errorf("after it was cancelled: %v", err)
	}
	if waited := time.Since(begin); waited > 5*time.Second {
		t.Errorf("it went on for %v after it was cancelled", waited)
	}
}

func TestWaitingForOthersIsNotCounted(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(60 * time.Millisecond)
		io.WriteString(w, "Alpha")
	})
	c := client(Options{Timeout: 2 * time.Second})
	var group sync.WaitGroup
	for range 40 { // 2.4 s one after the other
		group.Go(func() {
			if _, err := c.Get(context.Background(), s.URL); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func TestAHostIsAskedForOneThingAtATimeWithPauses(t *testing.T) {
	var now, most atomic.Int32
	var mutex sync.Mutex
	var times []time.Time
	h := func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), now.Add(1)))
		mutex.Lock()
		times = append(times, time.Now())
		mutex.Unlock()
		time.Sleep(10 * time.Millisecond)
		now.Add(-1)
	}
	s := serve(t, h)
	c := client(Options{Pause: 30 * time.Millisecond})
	var group sync.WaitGroup
	for range 5 {
		group.Go(func() {
			if _, err := c.Get(context.Background(), s.URL); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	slices.SortFunc(times, time.Time.Compare)
	for i := 1; i < len(times); i++ {
		if apart := times[i].Sub(times[i-1]); apart < 30*time.Millisecond {
			t.Errorf("requests %d and %d are %v apart", i, i+1, apart)
		}
	}
	if most.Load() != 1 {
		t.Errorf("%d requests at once", most.Load())
	}
}

func TestSeveralHostsAnswerAtOnce(t *testing.T) {
	both := make(chan bool, 2)
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		both <- true
		for len(both) < 2 && r.Context().Err() == nil {
			time.Sleep(time.Millisecond)
		}
	})
	c := client(Options{Timeout: 10 * time.Second})
	var group sync.WaitGroup
	for _, address := range []string{s.URL, strings.Replace(s.URL, "127.0.0.1", "localhost", 1)} {
		group.Go(func() {
			if _, err := c.Get(context.Background(), address); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func TestNothingIsTriedMoreThanTwice(t *testing.T) {
	var asked atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n := asked.Add(1)
		switch r.URL.Path {
		case "/busy", "/busy-once":
			if n == 1 || r.URL.Path == "/busy" {
				w.Header().Set("Retry-After", "0")
				w.WriteHeader(http.StatusTooManyRequests)
			}
		case "/later":
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusServiceUnavailable)
		case "/hangs-up", "/hangs-up-once":
			if n == 1 || r.URL.Path == "/hangs-up" {
				conn, _, _ := w.(http.Hijacker).Hijack()
				conn.Close()
			}
		case "/broken":
			w.WriteHeader(http.StatusInternalServerError)
		}
	})
	for _, want := range []struct {
		path   string
		asked  int32
		reason Reason
		says   string
	}{
		{"/busy-once", 2, "", ""},
		{"/hangs-up-once", 2, "", ""},
		{"/busy", 2, Status, "429 Too Many Requests"},
		{"/later", 1, Status, "503 Service Unavailable"},
		{"/hangs-up", 2, Unreachable, "hung up without an answer"},
		{"/broken", 1, Status, "500 Internal Server Error"},
	} {
		asked.Store(0)
		c := client(Options{})
		r, err := c.Get(context.Background(), s.URL+want.path)
		var e *Error
		switch {
		case asked.Load() != want.asked:
			t.Errorf("%s was asked for %d times, want %d", want.path, asked.Load(), want.asked)
		case want.reason == "" && err != nil:
			t.Errorf("%s: %v", want.path, err)
		case want.reason != "" && (!errors.As(err, &e) || e.Reason != want.reason || !strings.Contains(e.Error(), want.says)):
			t.Errorf("%s: got %v, %v, want %s, %q", want.path, r, err, want.reason, want.says)
		}
		if want.path == "/later" && (e == nil || !strings.Contains(e.Hint(), "1h0m0s")) {
			t.Errorf("%s: the hint is %q", want.path, e.Hint())
		}
	}
}

// withoutNames has a client look up no name of the world's, which tests must not.
func withoutNames(c *Client) {
	dial := c.direct.DialContext
	c.direct.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		host, _, _ := net.SplitHostPort(address)
		switch host {
		case "nobody.invalid":
			return nil, &net.OpError{Op: "dial", Net: network, Err: &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}}
		case "lost.invalid":
			return nil, &net.OpError{Op: "dial", Net: network, Err: &net.DNSError{Err: "no name server", Name: host}}
		}
		return dial(ctx, network, address)
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/missing":
			w.WriteHeader(http.StatusNotFound)
		case "/gone":
			http.Redirect(w, r, "/missing", http.StatusFound)
		case "/login":
			w.WriteHeader(http.StatusForbidden)
		case "/cut":
			w.Header().Set("Content-Length", "100")
			io.WriteString(w, "Alpha")
		default:
			w.Header().Set("Content-Type", strings.TrimPrefix(r.URL.Path, "/"))
		}
	})
	closed := httptest.NewServer(nil)
	closed.Close()
	c := client(Options{})
	withoutNames(c)
	for _, want := range []struct {
		address    string
		reason     Reason
		says, hint string
	}{
		{s.URL + "/missing", Status, s.URL + "/missing: the server answers 404 Not Found", "web.archive.org"},
		{s.URL + "/gone", Status, "404 Not Found, after redirects to " + s.URL + "/missing", "slip in the address"},
		{s.URL + "/login", Status, "403 Forbidden", "build takes saved pages"},
		{s.URL + "/cut", Unreachable, "broke off after 5 bytes", "again"},
		{s.URL + "/image/png", WrongType, "a picture (image/png)", "page that shows it"},
		{s.URL + "/application/rss+xml", WrongType, "a feed", "addresses of its articles"},
		{closed.URL, Unreachable, "takes no connections there", "later"},
		{"http://", BadURL, "names no host", ""},
		{"http://[::1", BadURL, "no address", ""},
		{"http://nobody.invalid/a", NoHost, "there is no host nobody.invalid", "slip in the address"},
		{"http://lost.invalid/a", NoHost, "the name of its host lost.invalid could not be looked up: no name server", "connected"},
	} {
		e := fails(t, c, want.address)
		if e.Reason != want.reason || !strings.Contains(e.Error(), want.says) || !strings.Contains(e.Hint(), want.hint) {
			t.Errorf("%s\ngot  %s: %s (%s)\nwant %s: %s (%s)", want.address, e.Reason, e, e.Hint(), want.reason, want.says, want.hint)
		}
	}
}

func TestSpoolsReadLikeFiles(t *testing.T) {
	want := bytes.Repeat([]byte("0123456789"), heldBytes/8)
	s := &spool{}
	for i := 0; i < len(want); i += 77_777 {
		s.Write(want[i:min(i+77_777, len(want))])
		if s.Size() != int64(min(i+77_777, len(want))) {
			t.Fatalf("%d bytes at %d", s.Size(), i)
		}
		if got, err := io.ReadAll(io.NewSectionReader(s, 3, s.Size())); err != nil || !bytes.Equal(got, want[3:s.Size()]) {
			t.Fatalf("at %d: %v", i, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// through is a proxy that answers by itself, and what it was asked for.
func through(t *testing.T) (*httptest.Server, *[]string) {
	var asked []string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.RequestURI)
		io.WriteString(w, "Alpha")
	})
	return s, &asked
}

func TestProxiesAreAskedInsteadOfHosts(t *testing.T) {
	proxy, asked := through(t)
	c := New(&Options{Proxies: Proxies{HTTP: proxy.URL, HTTPS: proxy.URL, None: "lost.invalid"}}) // a proxy may be private
	withoutNames(c)
	r, err := c.Get(context.Background(), "http://nobody.invalid/a")
	if err != nil || content(t, r) != "Alpha" {
		t.Fatal(err)
	}
	if want := []string{"GET http://nobody.invalid/a"}; !slices.Equal(*asked, want) {
		t.Errorf("the proxy was asked for %q, want %q", *asked, want)
	}
	for _, address := range []string{"http://10.0.0.1/", "http://[fd00::1]/", "http://169.254.169.254/", "http://2130706433/", "http://printer.local/", "http://127.0.0.1:1/", "http://localhost:1/"} {
		if e := fails(t, c, address); e.Reason != Private {
			t.Errorf("%s by a proxy: %v", address, e)
		}
	}
	if e := fails(t, c, "http://lost.invalid/"); e.Reason != NoHost {
		t.Errorf("a host that is asked directly: %v", e)
	}
	if len(*asked) != 1 {
		t.Errorf("the proxy was asked for %q", *asked)
	}
	proxy.Close()
	if e := fails(t, New(&Options{Proxies: Proxies{HTTP: proxy.URL}}), "http://nobody.invalid/a"); e.Reason != Unreachable || !strings.Contains(e.Error(), "the proxy for it cannot be reached") {
		t.Errorf("a proxy that is not there: %v", e)
	}
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	var asked atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { asked.Add(1) })
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	c := New(nil)
	for _, host := range []string{"127.0.0.1", "localhost", "127.1.2.3", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "[64:ff9b::7f00:1]"} {
		e := fails(t, c, "http://"+host+port)
		if e.Reason != Private && !(e.Reason == NoHost || e.Reason == Unreachable) || e.Reason == Private && !strings.Contains(e.Hint(), "--allow-private") {
			t.Errorf("%s: %v (%s)", host, e, e.Hint())
		}
	}
	if asked.Load() > 0 {
		t.Errorf("it was asked %d times", asked.Load())
	}
	if e := fails(t, c, "http://localhost"+port); e.Reason != Private || !strings.Contains(e.Error(), "its host localhost has the address") || !strings.Contains(e.Error(), "this machine") {
		t.Errorf("a name of this machine: %v", e)
	}
}

// A name that is public when it is looked at and private when it is dialled, or that
// redirects to one, is stopped where connections are made.
func TestNoNameLeadsToAPrivateAddress(t *testing.T) {
	c := New(nil)
	d := &net.Dialer{Control: c.guard}
	for _, address := range []string{"127.0.0.1:80", "[::1]:80", "10.1.2.3:443"} {
		_, err := d.Dial("tcp", address)
		var p *privateError
		if !errors.As(err, &p) {
			t.Errorf("%s: %v", address, err)
		}
	}
	redirects := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://192.168.0.1/", http.StatusFound)
	})
	c = New(&Options{Proxies: Proxies{HTTP: redirects.URL}})
	if e := fails(t, c, "http://example.org/"); e.Reason != Private || !strings.Contains(e.Error(), "192.168.0.1") {
		t.Errorf("a redirect: %v", e)
	}
}
