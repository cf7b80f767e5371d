package fetch

import (
	"strings"
	"testing"
	"unicode"
)

func TestURLsAreKeptWithoutFragmentAndCredentials(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/a?b=c#d":          "https://example.org/a?b=c",
		"https://ann:secret@example.org/a":     "https://example.org/a",
		"HTTPS://ann@Example.org:8443/a":       "https://Example.org:8443/a",
		"https://ann:se%zzcret@example.org/a":  "https://example.org/a",
		"https://ann:se/cr:et@example.org/a":   "https://example.org/a",
		" https://example.org ":                "https://example.org",
		"https://example.org/a%20b/%C3%BC?x=y": "https://example.org/a%20b/%C3%BC?x=y",
	} {
		if got := Clean(address); got != want {
			t.Errorf("%s is kept as %s, want %s", address, got, want)
		}
	}
}

func TestWhatIsAURL(t *testing.T) {
	for address, want := range map[string]bool{
		"https://example.org": true, "HTTP://example.org": true, " https://example.org ": true, "http://": true, "ftp://example.org": false,
		"www.example.org/x": false, "a/b.txt": false, "http:/example.org": false, "file:///a": false,
	} {
		if Is(address) != want {
			t.Errorf("%s is a URL: %v", address, !want)
		}
	}
}

func TestNamesThatPeopleRecognise(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.example.org/news/2024/moscow-attack": "moscow-attack",
		"https://example.org/news/moscow-attack/":         "moscow-attack",
		"https://en.example.org/wiki/Crocus_City_Hall#x":  "Crocus_City_Hall",
		"https://example.org/a%20report.pdf?download=1":   "a report.pdf",
		"https://www.Example.org":                         "example.org",
		"https://example.org/?p=123":                      "example.org?p=123",
		"https://example.org/index.html":                  "example.org",
		"https://example.org/raid/index.html":             "raid",
		"https://example.org/article.php?id=17":           "article.php?id=17",
		"https://example.org/%0Aa%1b[31m":                 "a [31m",
		"https://ann:secret@example.org/":                 "example.org",
	} {
		if got := Name(address); got != want {
			t.Errorf("%s is called %q, want %q", address, got, want)
		}
	}
}

// Whatever is given for an address, what is kept of it is kept the same way again.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"https://ann:secret@example.org/a?b=c#d", "http://[::1%25eth0]/", "https://a@b@c/%zz", "http://", "://", "https://example.org/%0a\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		clean := Clean(s)
		if again := Clean(clean); Is(s) && again != clean {
			t.Errorf("%q is kept as %q, and that as %q", s, clean, again)
		}
		if name := Name(s); strings.ContainsFunc(name, unicode.IsControl) {
			t.Errorf("%q is called %q", s, name)
		}
	})
}
