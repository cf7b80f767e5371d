package nlp

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/persons"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// lowerHeadlines writes the words of headlines that are set in capital initials as
// the rest of the text would, so that the tagger sees "Terror group targets
// Moscow" for "Terror Group Targets Moscow". The function that it returns puts the
// forms back.
//
// A word keeps its capital if the text has it so inside sentences, or if nothing
// is known of it; it loses it if the text has it small, in any ending, or if the
// schema knows it as a noun.
func (a *Analyser) lowerHeadlines(doc *text.Document) (restore func()) {
	type change struct {
		tok  *text.Token
		form string
	}
	var changes []change
	var seen map[string]int
	for i := range doc.Sentences {
		toks := doc.Sentences[i].Tokens
		if !doc.Sentences[i].Heading || !titleCase(toks) {
			continue
		}
		if seen == nil {
			seen = cases(doc)
		}
		for j := range toks {
			// Between two that keep theirs a word keeps its own: "Moscow Concert
			// Hall".
			if j == 0 || !a.small(seen, toks[j].Form) || j+1 < len(toks) && a.kept(seen, &toks[j-1]) && a.kept(seen, &toks[j+1]) {
				continue
			}
			changes = append(changes, change{&toks[j], toks[j].Form})
			toks[j].Form = strings.ToLower(toks[j].Form)
		}
	}
	return func() {
		for _, c := range changes {
			c.tok.Form = c.form
		}
	}
}

// titleCase reports whether a heading's long words have capital initials, nearly
// all of them, and are three at the least.
func titleCase(toks []text.Token) bool {
	upper, all := 0, 0
	for i := range toks {
		if utf8.RuneCountInString(toks[i].Form) < 4 || !letter(toks[i].Form) {
			continue
		}
		all++
		if initial(toks[i].Form) {
			upper++
		}
	}
	return upper > 2 && upper*5 >= all*4
}

// cases counts, for each word in small letters, how often sentences of the text
// have it with a small initial (down) and with a capital (up).
func cases(doc *text.Document) map[string]int {
	seen := map[string]int{}
	for i := range doc.Sentences {
		if doc.Sentences[i].Heading {
			continue
		}
		for j := range doc.Sentences[i].Tokens {
			form := doc.Sentences[i].Tokens[j].Form
			switch {
			case j == 0 || !letter(form):
			case initial(form):
				seen[strings.ToLower(form)]++
			default:
				seen[form]--
			}
		}
	}
	return seen
}

// small reports whether a headline's word would have a small initial elsewhere.
func (a *Analyser) small(seen map[string]int, form string) bool {
	if !initial(form) || strings.ToUpper(form) == form {
		return false
	}
	low := strings.ToLower(form)
	if n := seen[low]; n != 0 {
		return n < 0
	}
	if persons.Given(form) != 0 {
		return false
	}
	for _, suffix := range []string{"s", "es", "ed", "d", "ing"} {
		if stem, ok := strings.CutSuffix(low, suffix); ok && seen[stem] < 0 {
			return true
		}
	}
	return a.mentions.Noun(low) || a.mentions.Noun(strings.TrimSuffix(low, "s")) || headlineVerbs[low]
}

// kept reports whether a headline's word has a capital and keeps it.
func (a *Analyser) kept(seen map[string]int, tok *text.Token) bool {
	return initial(tok.Form) && !a.small(seen, tok.Form)
}

// headlineVerbs are verbs that headlines live on, as they stand in them.
var headlineVerbs = verbSet("say tell kill hit warn target attack seek urge vow plan win lose face fall rise end begin start launch accuse blame deny reject back slam condemn arrest charge jail free hold meet visit sign agree approve ban block call claim close cut demand die fight fire flee find force gain get give help injure invade join kidnap lead leave make move name offer open order pass pay pledge push quit raise reach recall release resign reveal send set shoot show shut spark stop storm strike strike suspend take threaten try turn use want withdraw wound unveil mark mourn remember view regard see support oppose bomb raid shell praise criticize criticise rescue fund train arm sanction rule")

// verbSet holds each verb with its "s".
func verbSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w], set[w+"s"], set[w+"es"] = true, true, true
		set[strings.TrimSuffix(w, "y")+"ies"] = true
	}
	return set
}

func letter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

func initial(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
