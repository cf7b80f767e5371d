package token

import (
	"strings"
	"unicode/utf8"
)

// address returns the length of the URL, e-mail address, host or file name at the
// head of w, 0 where there is none. Hosts and files are looked for at the start of
// a word alone.
func address(w string, start bool) int {
	if !strings.ContainsAny(w, ".@") || len(w) < 4 {
		return 0
	}
	if scheme(w) {
		return len(trimStops(w))
	}
	if !start && !isLetter(w[0]) && !isDigit(w[0]) {
		return 0
	}
	n := 0
	for n < len(w) && hostByte(w[n]) {
		n++
	}
	host := strings.TrimRight(w[:n], ".-+%/")
	switch {
	case mail(host):
		return len(host)
	case start && named(host):
		return len(host)
	}
	return 0
}

// scheme reports whether w begins as a URL does.
func scheme(w string) bool {
	if len(w) > 4 && strings.EqualFold(w[:4], "www.") {
		return true
	}
	for _, p := range [...]string{"http:/", "https:/", "ftp:/", "mailto:"} {
		if len(w) > len(p) && strings.EqualFold(w[:len(p)], p) {
			return true
		}
	}
	return false
}

// trimStops takes the punctuation off a URL that belongs to the sentence around it.
// Where a URL was cut short for display, the dots are its own: "http://a.b/c-...".
func trimStops(w string) string {
	for {
		for _, cut := range [...]string{"-...", "/...", "-…", "/…"} {
			if strings.HasSuffix(w, cut) {
				return w
			}
		}
		r, n := utf8.DecodeLastRuneInString(w)
		if !strings.ContainsRune(`.,;:!?'"’”>]}»`, r) && (r != ')' || strings.Contains(w, "(")) {
			return w
		}
		w = w[:len(w)-n]
	}
}

func hostByte(c byte) bool {
	return isLetter(c) || isDigit(c) || strings.IndexByte("._-+%@/", c) >= 0
}

// mail reports whether w is an e-mail address.
func mail(w string) bool {
	user, host, ok := strings.Cut(w, "@")
	return ok && user != "" && strings.Contains(host, ".") && !strings.Contains(host, "@")
}

// named reports whether w is the name of a host or a file: labels joined by full
// stops, the last one well known; or of a newsgroup or a package, three labels or
// more in small letters. A path may follow a host.
func named(w string) bool {
	host, _, _ := strings.Cut(w, "/")
	i := strings.LastIndexByte(host, '.')
	if i < 1 || strings.Contains(host, "..") || strings.ContainsAny(host, "@%+") {
		return false
	}
	if labelled(host) {
		return true
	}
	last := host[i+1:]
	if strings.EqualFold(last, "com") {
		return true
	}
	return suffixes[strings.ToLower(last)] && !(isUpper(last[0]) && !isUpper(last[len(last)-1]))
}

// labelled reports whether a name is made of three labels or more, in small letters:
// "alt.animals.cat". Two may as well be the seam of two sentences: "over.then".
func labelled(name string) bool {
	labels := 0
	for label := range strings.SplitSeq(name, ".") {
		if len(label) < 2 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz-") != "" {
			return false
		}
		labels++
	}
	return labels > 2
}

// emoticon returns the length of the face at the head of w, 0 where there is none.
// free says that no word touches it on the left.
func emoticon(w string, free bool) int {
	if !free || len(w) < 2 || strings.IndexByte(faceStarts, w[0]) < 0 {
		return 0
	}
	best := 0
	for _, e := range emoticons {
		if len(e) > best && strings.HasPrefix(w, e) {
			best = len(e)
		}
	}
	if best < len(w) && (isLetter(w[best]) || isDigit(w[best])) || best == 2 && w[:1] == "(" && len(w) > 2 {
		return 0
	}
	return best
}
