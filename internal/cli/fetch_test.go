package cli

import (
	"testing"

	"github.com/quadrille-kg/quadrille/internal/fetch"
)

func TestSizesAsPeopleWriteThem(t *testing.T) {
	for written, want := range map[string]struct {
		bytes int64
		shown string
	}{
		"50MB": {50 << 20, "50MB"}, "800k": {800 << 10, "800kB"}, "1.5 GB": {3 << 29, "1.5GB"}, "1gb": {1 << 30, "1GB"}, "700": {700, "700B"}, "700 b": {700, "700B"},
	} {
		var s sizeFlag
		if err := s.Set(written); err != nil || int64(s) != want.bytes || s.String() != want.shown {
			t.Errorf("%q is %d bytes, shown as %s, %v; want %d, %s", written, int64(s), s.String(), err, want.bytes, want.shown)
		}
	}
	for _, written := range []string{"", "much", "-1MB", "0", "MB", "1e30GB", "NaN", "5 TB"} {
		var s sizeFlag
		if err := s.Set(written); err == nil {
			t.Errorf("%q was taken for %d bytes", written, int64(s))
		}
	}
}

func TestProxiesComeFromTheEnvironment(t *testing.T) {
	vars := map[string]string{"HTTP_PROXY": "http://a", "https_proxy": "http://b", "HTTPS_PROXY": "http://c", "NO_PROXY": "example.org"}
	e := &Env{Getenv: func(name string) string { return vars[name] }}
	if got, want := e.proxies(), (fetch.Proxies{HTTP: "http://a", HTTPS: "http://b", None: "example.org"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
