package facts

import (
	"net/url"
	"strings"
	"unicode"
)

// kebab writes a name as the schema writes relations: "foundedBy", "founded_by" and
// "Founded by" are "founded-by".
func kebab(name string) string {
	var b strings.Builder
	gap, small := false, false
	for _, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap = true
			continue
		case unicode.IsUpper(r) && small:
			gap = true
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap, small = false, unicode.IsLower(r)
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// local returns the last part of an IRI, which mostly is a name: what follows the
// last "#", "/" or ":".
func local(iri string) string {
	iri = strings.TrimRight(iri, "/#")
	name := iri[strings.LastIndexAny(iri, "#/:")+1:]
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	return name
}

// readable makes words of the last part of an IRI.
func readable(iri string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(local(iri), "_", " ")), " ")
}
