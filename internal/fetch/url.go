package fetch

import (
	"net/url"
	"path"
	"strings"
	"unicode"
)

// Is reports whether what stands where a path may stand is a URL that is fetched.
func Is(s string) bool {
	scheme, _, ok := strings.Cut(strings.TrimSpace(s), "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// parse returns the URL of an address, with its credentials and no fragment.
func parse(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil { // its words may be part of a password
		return nil, &Error{URL: Clean(address), Reason: BadURL, why: "this is no address that can be understood"}
	}
	if u.Hostname() == "" {
		return nil, &Error{URL: Clean(address), Reason: BadURL, why: "the address names no host"}
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// Clean returns a URL without its fragment, which is a place in what it holds, and
// without user name and password, which nobody is shown and nothing keeps. It is
// what tells one source from another.
func Clean(address string) string {
	address = strings.TrimSpace(address)
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return bare(u)
	}
	// It is no URL, and is shown as it was given, as far as that may be shown.
	scheme, rest, _ := strings.Cut(address, "://")
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		return Clean(scheme + "://" + rest[i+1:])
	}
	return address
}

func bare(u *url.URL) string {
	c := *u
	c.User, c.Fragment, c.RawFragment = nil, "", ""
	return c.String()
}

// longestName is how many letters of a URL make a name.
const longestName = 100

// Name returns what people call what a URL holds: the last part of its path, or its
// host, with the question where that is what tells it from others:
// "moscow-attack", "report.pdf", "example.org", "article.php?id=17".
func Name(address string) string {
	u, err := url.Parse(Clean(address))
	if err != nil {
		return printable(Clean(address))
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	name := path.Base(path.Clean("/" + u.Path))
	ext := strings.ToLower(path.Ext(name))
	switch {
	case name == "/":
		name = host
		if u.RawQuery != "" {
			name += "?" + u.RawQuery
		}
	case scripts[ext] && u.RawQuery != "":
		name += "?" + u.RawQuery
	case strings.HasPrefix(name, "index.") || strings.HasPrefix(name, "default."):
		if name = path.Base(path.Dir(path.Clean("/" + u.Path))); name == "/" {
			name = host
		}
	}
	if name = printable(name); name == "" {
		return printable(host)
	}
	return name
}

// printable returns a name on one line of no more than longestName letters.
func printable(name string) string {
	name = strings.Join(strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }), " ")
	if letters := []rune(name); len(letters) > longestName {
		name = string(letters[:longestName])
	}
	return name
}

// scripts end the names of programs that answer, one for many pages.
var scripts = map[string]bool{".php": true, ".asp": true, ".aspx": true, ".jsp": true, ".cgi": true, ".pl": true, ".do": true, ".cfm": true}
