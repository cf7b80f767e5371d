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
}{{"GB", 1 << 30}, {"MB", 1 << 20}, {"kB", 1 << 10}, {"B", 1}}

func (s *sizeFlag) String() string {
	for _, u := range sizeUnits {
		if n := float64(*s) / u.bytes; n >= 1 {
			return strconv.FormatFloat(n, 'f', -1, 64) + u.name
		}
	}
	return "0"
}

func (s *sizeFlag) Set(value string) error {
	number, factor := strings.TrimSuffix(strings.ToLower(strings.TrimSpace(value)), "b"), 1.0
	for _, u := range sizeUnits[:3] {
		if rest, ok := strings.CutSuffix(number, strings.ToLower(u.name[:1])); ok {
			number, factor = rest, u.bytes
			break
		}
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || !(n*factor >= 1 && n*factor < 1<<62) {
		return fmt.Errorf("%q is no size", value)
	}
	*s = sizeFlag(n * factor)
	return nil
}

func (s *sizeFlag) Type() string { return "size" }
