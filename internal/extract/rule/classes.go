package rule

import (
	_ "embed"
	"strings"
)

//go:embed classes.txt
var classTable string

// classes are the sets of words of classes.txt by name, signatures their signs.
var classes, signatures = readClasses(classTable)

// sign says whether an infinitive happened, as classes.txt has it.
type sign byte

const (
	happened sign = '+'
	undone   sign = '-'
	unsure   sign = '?'
	ifPast   sign = '<'
)

// signature is what a word says of its infinitive.
type signature struct{ affirmed, negated sign }

// readClasses reads the format that classes.txt explains at its head. A table that
// breaks it is a mistake of ours, which the package's tests find.
func readClasses(table string) (map[string]map[string]bool, map[string]signature) {
	classes, signs := map[string]map[string]bool{}, map[string]signature{}
	name, own := "", signature{}
	for line := range strings.Lines(table) {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || strings.HasPrefix(f[0], "#"):
		case strings.HasPrefix(f[0], "["):
			f = strings.Fields(strings.Trim(strings.TrimSpace(line), "[]"))
			name, own = f[0], signature{}
			if len(f) == 3 {
				own = signature{sign(f[1][0]), sign(f[2][0])}
			}
			classes[name] = map[string]bool{}
		default:
			for _, w := range f {
				classes[name][w] = true
				if _, known := signs[w]; own != (signature{}) && !known {
					signs[w] = own
				}
			}
		}
	}
	return classes, signs
}

// Verbs, nouns and words beside them by what they do to what stands below.
var (
	saying    = classes["saying"]
	quoting   = classes["quoting"]
	blaming   = classes["blaming"]
	factive   = classes["factive"]
	doubting  = classes["doubting"]
	attempts  = classes["attempts"]
	denying   = classes["denying"]
	thwarting = classes["thwarting"]
	deedless  = classes["deedless"]
	absence   = classes["absence"]
	telling   = classes["telling"]

	displaying = classes["displaying"]

	proof    = classes["proof"]
	surety   = classes["surety"]
	untrue   = classes["untrue"]
	isTrue   = classes["true"]
	alleged  = classes["alleged"]
	viewing  = classes["viewing"]
	hedging  = classes["hedging"]
	hedges   = classes["hedges"]
	negators = classes["negators"]
	unreal   = classes["unreal"]
	grounds  = classes["grounds"]
)
