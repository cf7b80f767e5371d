package resolve

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

// Fold returns what two spellings of one name have in common: "the Al-Qaeda",
// "al Qaeda" and "AL‑QAEDA" all are "al qaeda". It drops case, accents, full
// stops and apostrophes, writes Latin letters as English does, takes any other
// punctuation for a space, and drops a leading "the". The script stays. A name without letters or digits is "".
func Fold(name string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFKD.String(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			if r >= utf8.RuneSelf && unicode.Is(unicode.Latin, r) {
				b.WriteString(strings.ToLower(unidecode.Unidecode(string(r)))) // ł, ø, ß
				continue
			}
			b.WriteRune(unicode.ToLower(r))
		case unicode.Is(unicode.Mn, r) || r == '.' || r == '\'' || r == '’' || r == '\u00ad':
		default:
			space = true
		}
	}
	s := b.String()
	if rest, ok := strings.CutPrefix(s, "the "); ok {
		return rest
	}
	return s
}

// longestSlug is where a slug is cut, so that an IRI stays readable however long
// the name; a hash then stands for the rest.
const longestSlug = 64

// slug returns a name as an ID has it: ASCII letters and digits, and hyphens.
func slug(folded string) string {
	if isPlain(folded) {
		return strings.ReplaceAll(folded, " ", "-")
	}
	ascii := strings.ToLower(unidecode.Unidecode(folded))
	words := strings.FieldsFunc(ascii, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	s := strings.Join(words, "-")
	switch {
	case s == "":
		return "e-" + hash(folded, 8)
	case len(s) > longestSlug:
		return strings.TrimSuffix(s[:longestSlug], "-") + "-" + hash(folded, 8)
	}
	return s
}

// isPlain reports whether a name is short and has nothing but words of ASCII letters
// and digits, with single spaces, as most have.
func isPlain(folded string) bool {
	space := true
	for i := range len(folded) {
		c := folded[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			space = false
		case c == ' ' && !space:
			space = true
		default:
			return false
		}
	}
	return !space && len(folded) <= longestSlug
}

// hash returns the first digits of a string's SHA-256 in hex.
func hash(s string, digits int) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])[:digits]
}

// localDigits is how much of its document's ID a local entity's ID ends with:
// enough that two documents of a million hardly ever share it.
const localDigits = 12

// IsLocalOf reports whether an ID has the form of that of what a document describes.
func IsLocalOf(id, doc string) bool {
	return looksLocal(id) && strings.HasPrefix(doc, id[len(id)-localDigits:])
}

// looksLocal reports whether an ID has the form of a local entity's.
func looksLocal(id string) bool {
	i := strings.LastIndexByte(id, '-')
	return i > 0 && len(id)-i-1 == localDigits && strings.Trim(id[i+1:], "0123456789abcdef") == ""
}
