package cli

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/internal/fetch"
)

// privateFlag lets a command fetch from private networks.
func privateFlag(f *pflag.FlagSet, to *bool) {
	f.BoolVar(to, "allow-private", false, "fetch URLs from this machine and private networks too")
}

// fetchFlags bound how URLs are fetched.
func fetchFlags(f *pflag.FlagSet, opt *ingest.FetchOptions) {
	opt.MaxBytes = fetch.DefaultMaxBytes
	f.DurationVar(&opt.Timeout, "timeout", fetch.DefaultTimeout, "give a URL up after so `LONG`, with all its redirects")
	f.Var((*sizeFlag)(&opt.MaxBytes), "max-size", "of a URL, refuse what is larger than `SIZE`, as in 50MB")
	privateFlag(f, &opt.AllowPrivate)
}

// onlyFiles refuses URLs, in the words of a command that takes files alone.
func onlyFiles(command string, args []string) error {
	for _, a := range args {
		if fetch.Is(a) {
			return misuse("%s takes files, and %s is a URL", command, fetch.Clean(a)).hinted("save what it holds in a file; URLs are for build and --from")
		}
	}
	return nil
}

// proxies returns the proxies that the environment names.
func (e *Env) proxies() fetch.Proxies {
	get := func(name string) string { return cmp.Or(e.getenv(strings.ToLower(name)), e.getenv(name)) }
	return fetch.Proxies{HTTP: get(httpProxyVar), HTTPS: get(httpsProxyVar), None: get(noProxyVar)}
}

// sizeFlag is a number of bytes: "50MB", "800k", "1.5 GB".
type sizeFlag int64

var sizeUnits = []struct {
	name  string
	bytes float64
}{{"g", 1 << 30}, {"m", 1 << 20}, {"k", 1 << 10}, {"", 1}}

func (s *sizeFlag) String() string {
	for _, u := range sizeUnits {
		if n := float64(*s) / u.bytes; n >= 1 || u.name == "" {
			return strconv.FormatFloat(n, 'f', -1, 64) + strings.ToUpper(u.name) + "B"
		}
	}
	return ""
}

func (s *sizeFlag) Set(value string) error {
	number := strings.TrimSuffix(strings.ToLower(strings.TrimSpace(value)), "b")
	for _, u := range sizeUnits {
		if rest, ok := strings.CutSuffix(number, u.name); ok {
			n, err := strconv.ParseFloat(strings.TrimSpace(rest), 64)
			if err != nil || !(n*u.bytes >= 1 && n*u.bytes < 1<<62) {
				return fmt.Errorf("%q is no size", value)
			}
			*s = sizeFlag(n * u.bytes)
			return nil
		}
	}
	return nil
}

func (s *sizeFlag) Type() string { return "size" }
