package resolve

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// judge accepts or rejects the claims that a decision means.
func (w *editor) judge(e *edit) bool {
	claims := w.meant(&e.Decision)
	verdict := text.Rejected
	if e.Do == ledger.Accept {
		verdict = text.Accepted
	}
	for _, i := range claims {
		w.pass(i, verdict, e)
	}
	return len(claims) > 0
}

// pass gives judgement on the document's claim i.
func (w *editor) pass(i int, v text.Verdict, e *edit) {
	c := &w.d.Claims[i]
	j := asRead(c)
	j.Verdict, j.Because = v, e.Because
	c.Judged = &j
	c.Status, c.Negative, c.Confidence = j.Status, j.Negative, j.Confidence
	if v != text.Accepted {
		return
	}
	c.Status, c.Confidence = text.Asserted, 1
	if e.As != "" {
		c.Status = text.Status(e.As)
		c.Negative = j.Negative || c.Status == text.Denied
	}
}

// asRead returns how a claim was read before anybody judged it.
func asRead(c *text.Claim) text.Judgement {
	if c.Judged != nil {
		return *c.Judged
	}
	return text.Judgement{Status: c.Status, Negative: c.Negative, Confidence: c.Confidence}
}

// settle takes the rejected claims out of the document, and returns them.
func (w *editor) settle() []text.Claim {
	var out []text.Claim
	var kept []text.Claim
	for _, c := range w.d.Claims {
		if c.Judged != nil && c.Judged.Verdict == text.Rejected {
			out = append(out, c)
		} else {
			kept = append(kept, c)
		}
	}
	if len(out) > 0 {
		w.d.Claims = kept
	}
	return out
}

// meant returns the claims that a decision means: those of its subject, relation,
// object and status whose evidence is what it quotes. Where a newer reading takes
// other words for the evidence, those that stand where it quotes.
func (w *editor) meant(d *ledger.Decision) []int {
	var all []int
	for _, i := range w.related(d.Names[1]) {
		if w.says(&w.d.Claims[i], d) {
			all = append(all, i)
		}
	}
	if d.Quote == "" || len(all) == 0 {
		return all
	}
	index := text.NewIndex(w.d.Text)
	quote := flat(d.Quote)
	var exact []int
	for _, i := range all {
		if s := w.d.Claims[i].Span; s.Start >= 0 && s.Start < s.End && flat(index.Slice(s)) == quote {
			exact = append(exact, i)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	places := w.quoted(quote)
	return slices.DeleteFunc(all, func(i int) bool {
		return !slices.ContainsFunc(places, w.d.Claims[i].Span.Overlaps)
	})
}

// related returns the claims of a relation, or of a phrase, in order.
func (w *editor) related(name string) []int {
	if w.byRelation == nil {
		w.byRelation = map[string][]int{}
		for i := range w.d.Claims {
			w.relate(i)
		}
	}
	return slices.Clone(w.byRelation[w.folds.of(name)])
}

func (w *editor) relate(i int) {
	relation, open := w.folds.of(w.d.Claims[i].Relation), w.folds.of(w.d.Claims[i].Open)
	w.byRelation[relation] = append(w.byRelation[relation], i)
	if open != relation {
		w.byRelation[open] = append(w.byRelation[open], i)
	}
}

// says reports whether a claim of a decision's relation is of its subject, object
// and status.
func (w *editor) says(c *text.Claim, d *ledger.Decision) bool {
	if d.Status != "" && string(asRead(c).Status) != d.Status {
		return false
	}
	if !w.isMention(c.Subject, d.Names[0]) {
		return false
	}
	if len(d.Names) < 3 {
		return c.Object < 0 && c.Value == ""
	}
	return w.isMention(c.Object, d.Names[2]) || c.Value != "" && w.folds.of(c.Value) == w.folds.of(d.Names[2])
}

// isMention reports whether mention i is of an entity that goes by a name.
func (w *editor) isMention(i int, name string) bool {
	if i < 0 || i >= len(w.d.Mentions) {
		return false
	}
	e := w.d.Mentions[i].Entity
	return e >= 0 && e < len(w.d.Entities) && w.answers(e, name)
}

// add makes a claim that the reader missed. Where it reads the claim by now, the
// reading stands.
func (w *editor) add(e *edit) bool {
	if claims := w.meant(&e.Decision); len(claims) > 0 {
		for _, i := range claims {
			w.pass(i, text.Accepted, &edit{Decision: ledger.Decision{As: string(asRead(&w.d.Claims[i]).Status), Because: e.Because}})
		}
		return true
	}
	places := w.quoted(e.Quote)
	if len(places) == 0 {
		return false
	}
	relation := w.x.schema.Relation(e.Names[1])
	c := text.Claim{
		Sentence: w.sentence(places[0]), Open: e.Names[1], Object: -1, Speaker: -1, Place: -1,
		Status: text.Asserted, Confidence: 1, Extractor: e.By, Rule: "decision", Span: places[0],
	}
	var from, to []string
	if relation != nil {
		c.Relation, c.Open, from, to = relation.ID, "", relation.From, relation.To
	}
	if e.Status != "" {
		c.Status = text.Status(e.Status)
	}
	if e.By == "" {
		c.Extractor = "person"
	}
	c.Negative = c.Status == text.Denied
	if c.Subject = w.mention(e.Names[0], places[0], from); c.Subject < 0 {
		return false
	}
	switch c.Object = w.known(e.Names[2], places[0]); {
	case c.Object >= 0:
	case relation != nil && len(to) == 0 && !capital(e.Names[2]):
		c.Value = e.Names[2] // "has-role" leads to words
	default:
		if c.Object = w.mention(e.Names[2], places[0], to); c.Object < 0 {
			return false
		}
	}
	if e.Speaker != "" {
		c.Speaker = w.anywhere(e.Speaker)
	}
	c.Judged = &text.Judgement{Verdict: text.Added, Status: c.Status, Negative: c.Negative, Confidence: 1, Because: e.Because}
	w.d.Claims = append(w.d.Claims, c)
	w.relate(len(w.d.Claims) - 1)
	return true
}

// sentence returns the index of the sentence in which a span begins.
func (w *editor) sentence(s text.Span) int {
	for i := range w.d.Sentences {
		if s.Start < w.d.Sentences[i].Span.End {
			return i
		}
	}
	return max(0, len(w.d.Sentences)-1)
}

// known returns a mention within a place that has these words, or else one of an
// entity that goes by them; -1 where there is none.
func (w *editor) known(words string, place text.Span) int {
	folded, found := w.folds.of(words), -1
	for i := range w.d.Mentions {
		m := &w.d.Mentions[i]
		switch {
		case m.Entity < 0 || !place.Contains(m.Span):
		case flat(m.Text) == flat(words):
			return i
		case found < 0 && (w.folds.of(m.Text) == folded || w.isMention(i, words)):
			found = i
		}
	}
	return found
}

// anywhere returns the first mention of an entity that goes by a name, or -1.
func (w *editor) anywhere(name string) int {
	return slices.IndexFunc(w.d.Mentions, func(m text.Mention) bool {
		return m.Entity >= 0 && m.Entity < len(w.d.Entities) && w.answers(m.Entity, name)
	})
}

// mention returns the mention of these words within a place, made where there is
// none; of a new entity one of the types a relation allows is assumed. It is -1
// where the words do not stand there.
func (w *editor) mention(words string, place text.Span, types []string) int {
	if i := w.known(words, place); i >= 0 {
		return i
	}
	at := slices.IndexFunc(w.quoted(words), place.Contains)
	if at < 0 {
		return -1
	}
	span := w.quoted(words)[at]
	kind := text.Nominal
	if capital(words) {
		kind = text.Name
	}
	entity := -1
	for i := range w.d.Entities {
		if entity < 0 && w.answers(i, words) {
			entity = i
		}
	}
	if entity < 0 {
		entity = len(w.d.Entities)
		w.d.Entities = append(w.d.Entities, text.Entity{Name: bareName(words), Type: w.typeOf(words, types)})
	}
	n := len(w.d.Mentions)
	w.d.Mentions = append(w.d.Mentions, text.Mention{
		Sentence: w.sentence(span), Span: span, Text: text.NewIndex(w.d.Text).Slice(span), Kind: kind,
		Type: w.d.Entities[entity].Type, Entity: entity,
	})
	w.d.Entities[entity].Mentions = append(w.d.Entities[entity].Mentions, n)
	return n
}

// typeOf is the type of a new entity: the schema's, where it lists the name, or the
// first that the relation allows.
func (w *editor) typeOf(words string, types []string) string {
	folded := Fold(words)
	for f := agents; f <= others; f++ {
		if known := w.x.known.find(key{family: f, name: folded}); known != nil {
			return known.Type
		}
	}
	for _, t := range types {
		if w.x.schema.Type(t) != nil {
			return t
		}
	}
	return conceptType
}

// capital reports whether words begin with a capital letter, as names do.
func capital(words string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(words))
	return unicode.IsUpper(r)
}

// bareName returns a phrase without the article or pronoun before it.
func bareName(words string) string {
	words = flat(words)
	first, rest, more := strings.Cut(words, " ")
	if more && determiners[strings.ToLower(first)] {
		return rest
	}
	return words
}
