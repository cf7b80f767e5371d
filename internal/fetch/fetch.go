// Package fetch reads what a URL holds. It is the one package that opens a
// connection, and opens it only for an address that a person gave. Begin at
// Client.Get.
//
// Whoever asks servers of strangers is patient with them and suspicious of them. A
// host is asked for one thing at a time, with a pause between two. Nothing is tried
// more than twice. Time, size and redirects are bounded, and no address of a private
// network is dialled unless that is allowed, wherever a name or a redirect leads.
// robots.txt is for programs that follow links of their own accord, and is not read:
// an address that a person names is that person's request.
package fetch

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"

	"golang.org/x/net/http/httpproxy"
)

const (
	// DefaultTimeout bounds one URL with all its redirects; a page takes a second or two.
	DefaultTimeout = 30 * time.Second
	// DefaultMaxBytes is the most that one URL may hold: as much as a file, 200 MB.
	DefaultMaxBytes = 200 << 20
	// mostRedirects is what browsers take for a circle at twice the number.
	mostRedirects = 10
	// DefaultPause is how long a host is left alone between two URLs.
	DefaultPause = 500 * time.Millisecond
	// longestWait is how long a server may have one wait that is busy.
	longestWait = 10 * time.Second
	// mostHeader bounds the head of an answer, in bytes.
	mostHeader = 256 << 10
)

// Options say how URLs are fetched. The zero value and nil are the defaults.
type Options struct {
	// Timeout bounds one URL: connecting, redirects, and the answer to its end, but
	// not waiting for its turn. 0 is DefaultTimeout.
	Timeout time.Duration
	// MaxBytes is the size from which a URL is refused, in bytes when unpacked; 0 is
	// DefaultMaxBytes.
	MaxBytes int64
	// AllowPrivate fetches from this machine and from private networks as well.
	AllowPrivate bool
	// Pause is how long a host is left alone between two URLs. 0 is DefaultPause; less
	// is no pause, for hosts of one's own.
	Pause time.Duration
	// Agent is how the program introduces itself: "quadrille/v1.2 (+https://…)".
	// Default: "quadrille".
	Agent string
	// Proxies are asked instead of the hosts themselves. Default: none.
	Proxies Proxies
}

// Proxies are the addresses of proxies, as HTTP_PROXY, HTTPS_PROXY and NO_PROXY have
// them. A proxy may lie in a private network, for a person chose it. It looks up
// the names of hosts itself: what is private is then told by the address as
// written alone.
type Proxies struct{ HTTP, HTTPS, None string }

// Client fetches URLs. It may be used from any number of goroutines.
type Client struct {
	opt             Options
	proxyOf         func(*url.URL) (*url.URL, error)
	direct, proxied *http.Transport
	hosts           hosts
}

// New returns a client; opts may be nil.
func New(opts *Options) *Client {
	c := &Client{hosts: hosts{known: map[string]*host{}}}
	if opts != nil {
		c.opt = *opts
	}
	if c.hosts.pause = c.opt.Pause; c.opt.Pause == 0 {
		c.hosts.pause = DefaultPause
	}
	if c.opt.Timeout <= 0 {
		c.opt.Timeout = DefaultTimeout
	}
	if c.opt.MaxBytes <= 0 {
		c.opt.MaxBytes = DefaultMaxBytes
	}
	if c.opt.Agent == "" {
		c.opt.Agent = "quadrille"
	}
	proxies := httpproxy.Config{HTTPProxy: c.opt.Proxies.HTTP, HTTPSProxy: c.opt.Proxies.HTTPS, NoProxy: c.opt.Proxies.None}
	c.proxyOf = proxies.ProxyFunc()
	c.direct = transport(&net.Dialer{Control: c.guard})
	c.proxied = transport(&net.Dialer{})
	c.proxied.Proxy = func(r *http.Request) (*url.URL, error) { return c.proxyOf(r.URL) }
	return c
}

func transport(d *net.Dialer) *http.Transport {
	return &http.Transport{
		DialContext:            d.DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           32,
		IdleConnTimeout:        10 * time.Second,
		MaxResponseHeaderBytes: mostHeader,
		DisableCompression:     true, // it is unpacked here, where it is weighed
	}
}

// Close lets go of connections that are kept for the next request.
func (c *Client) Close() {
	c.direct.CloseIdleConnections()
	c.proxied.CloseIdleConnections()
}

// sender is a function as an http.RoundTripper.
type sender func(*http.Request) (*http.Response, error)

func (s sender) RoundTrip(r *http.Request) (*http.Response, error) { return s(r) }

// send sends a request to its host or to the proxy for it.
func (c *Client) send(r *http.Request) (*http.Response, error) {
	proxy, err := c.proxyOf(r.URL)
	switch {
	case err != nil:
		return nil, err
	case proxy == nil:
		return c.direct.RoundTrip(r)
	}
	if what := privateName(r.URL.Hostname()); what != "" && !c.opt.AllowPrivate {
		return nil, &privateError{address: r.URL.Hostname(), what: what}
	}
	return c.proxied.RoundTrip(r)
}

// guard refuses to dial an address of a private network. It sees what is dialled in
// the end, so that no name that resolves to such an address, and none that resolves
// otherwise the second time, gets by.
func (c *Client) guard(_, address string, _ syscall.RawConn) error {
	if c.opt.AllowPrivate {
		return nil
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	if what := private(host); what != "" {
		return &privateError{address: host, what: what}
	}
	return nil
}

// Resource is what a URL holds. Its bytes are there to be read at any place, by any
// number of goroutines, until it is closed.
type Resource struct {
	URL      string // as it was asked for; see Clean
	Final    string // where its redirects ended, without fragment and credentials
	Type     string // its media type, "text/html"; "" where neither server nor bytes tell it
	Charset  string // of its media type, small letters; "" for none
	Filename string // by which the server would have it saved; "" for none
	*spool
}

// Get fetches a URL. Errors are *Error, or ctx's own.
func (c *Client) Get(ctx context.Context, address string) (*Resource, error) {
	u, err := parse(address)
	if err != nil {
		return nil, err
	}
	t := &trip{Client: c, asked: Clean(address), at: u}
	return t.run(ctx)
}
