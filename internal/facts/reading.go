package facts

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// reading makes a document of what a file states. The readers of the forms count
// bytes; a document counts code points.
type reading struct {
	*Options
	content string
	rule    string
	lines   []int // byte at which each line begins
	runes   []int // code points before each step-th byte

	doc      text.Document
	entities map[string]int // by what names them in the file
	mentions map[mentionKey]int
	mistakes []Mistake
	unknown  map[string]int // relations that the schema has not, and how often
	said     []string
}

// span is a part of the content, in bytes.
type span struct{ start, end int }

type mentionKey struct {
	span
	entity int
}

// step is how many bytes lie between two marks of reading.runes.
const step = 1 << 10

func newReading(content string, o *Options) *reading {
	r := &reading{
		Options: o, entities: map[string]int{}, mentions: map[mentionKey]int{}, unknown: map[string]int{},
	}
	r.setContent(content)
	return r
}

// setContent sets the document's text.
func (r *reading) setContent(content string) {
	r.content, r.doc.Text = content, content
	r.lines, r.runes = []int{0}, nil
	n := 0
	for i := range len(content) {
		if i%step == 0 {
			r.runes = append(r.runes, n)
		}
		if utf8.RuneStart(content[i]) {
			n++
		}
		if content[i] == '\n' {
			r.lines = append(r.lines, i+1)
		}
	}
	r.runes = append(r.runes, n)
}

// rune returns how many code points stand before a byte.
func (r *reading) rune(at int) int {
	mark := at / step
	if mark*step >= len(r.content) {
		return r.runes[len(r.runes)-1]
	}
	n := r.runes[mark]
	for i := mark * step; i < at; i++ { // a mark may stand within a character
		if utf8.RuneStart(r.content[i]) {
			n++
		}
	}
	return n
}

func (r *reading) span(s span) text.Span {
	return text.Span{Start: r.rune(s.start), End: r.rune(s.end)}
}

// line returns the number of the line of a byte, from 1.
func (r *reading) line(at int) int {
	return sort.Search(len(r.lines), func(i int) bool { return r.lines[i] > at })
}

// mistake notes a line that is passed over.
func (r *reading) mistake(at int, format string, args ...any) {
	r.mistakes = append(r.mistakes, Mistake{r.line(at), fmt.Sprintf(format, args...)})
}

// entity returns the index of the entity that the file names so, made where there is
// none yet.
func (r *reading) entity(key, name, typ string) int {
	i, ok := r.entities[key]
	if !ok {
		i = len(r.doc.Entities)
		r.entities[key] = i
		r.doc.Entities = append(r.doc.Entities, text.Entity{Name: name, Type: typ, Mentions: []int{}})
	}
	return i
}

// mention returns the index of a mention of an entity.
func (r *reading) mention(entity int, s span, kind text.Kind) int {
	key := mentionKey{s, entity}
	i, ok := r.mentions[key]
	if !ok {
		i = len(r.doc.Mentions)
		r.mentions[key] = i
		r.doc.Mentions = append(r.doc.Mentions, text.Mention{
			Sentence: r.line(s.start) - 1, Span: r.span(s), Text: r.content[s.start:s.end], Kind: kind, Entity: entity,
		})
	}
	return i
}

// claim adds a claim; what its relation is comes of relate. A rule that it has already
// is that of another workspace, which tells how it was read there.
func (r *reading) claim(c text.Claim, evidence span) {
	c.Sentence, c.Span, c.Extractor, c.Rule = r.line(evidence.start)-1, r.span(evidence), Extractor, cmp.Or(c.Rule, r.rule)
	r.doc.Claims = append(r.doc.Claims, c)
}

// newClaim returns a claim that says nothing yet.
func newClaim() text.Claim {
	return text.Claim{Subject: -1, Object: -1, Speaker: -1, Place: -1, Status: text.Asserted, Confidence: 1}
}

// relate sets a claim's relation: the schema's where it has one of that name, and
// otherwise the words, as an open claim's.
func (r *reading) relate(c *text.Claim, name string) {
	id := kebab(name)
	c.Open = strings.ReplaceAll(id, "-", " ")
	if r.Schema != nil && r.Schema.Relation(id) != nil {
		c.Relation = id
		return
	}
	if r.Schema != nil && r.Schema.Relation(name) != nil {
		c.Relation = name
		return
	}
	r.unknown[c.Open]++
}

// typeOf returns the schema's type of that name, in any case; "" where there is none.
func (r *reading) typeOf(name string) string {
	if r.Schema == nil {
		return ""
	}
	for _, t := range r.Schema.Types {
		if strings.EqualFold(t.ID, name) || strings.EqualFold(t.ID, strings.ReplaceAll(kebab(name), "-", "")) {
			return t.ID
		}
	}
	return ""
}

// document returns what was read. Its sentences are the lines of the text, so that
// what stands in the twelfth line stands in sentence twelve.
func (r *reading) document() *text.Document {
	d := &r.doc
	for i, start := range r.lines {
		end := len(r.content)
		if i+1 < len(r.lines) {
			end = r.lines[i+1] - 1
		}
		d.Sentences = append(d.Sentences, text.Sentence{Span: r.span(span{start, end})})
	}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		e := &d.Entities[m.Entity]
		m.Type = e.Type
		e.Mentions = append(e.Mentions, i)
	}
	for i := range d.Entities {
		e := &d.Entities[i]
		slices.SortStableFunc(e.Mentions, func(a, b int) int {
			return cmp.Compare(d.Mentions[a].Span.Start, d.Mentions[b].Span.Start)
		})
		slices.Sort(e.Aliases)
		e.Aliases = slices.DeleteFunc(slices.Compact(e.Aliases), func(a string) bool { return a == e.Name })
		slices.Sort(e.Links)
		e.Links = slices.Compact(e.Links)
	}
	r.guessTypes()
	return d
}

// guessTypes gives an entity whose type the file leaves out the one that its
// relations ask for, where they ask for a single one: who is a capital is a city.
func (r *reading) guessTypes() {
	if r.Schema == nil {
		return
	}
	asked := map[int]map[string]bool{}
	ask := func(mention int, types []string) {
		if mention < 0 || len(types) != 1 {
			return
		}
		e := r.doc.Mentions[mention].Entity
		if asked[e] == nil {
			asked[e] = map[string]bool{}
		}
		asked[e][types[0]] = true
	}
	for i := range r.doc.Claims {
		c := &r.doc.Claims[i]
		if rel := r.Schema.Relation(c.Relation); rel != nil {
			ask(c.Subject, rel.From)
			ask(c.Object, rel.To)
		}
	}
	for i := range r.doc.Entities {
		e := &r.doc.Entities[i]
		if types := slices.Sorted(maps.Keys(asked[i])); e.Type == "" && len(types) == 1 && types[0] != "Agent" {
			e.Type = types[0]
		}
	}
	for i := range r.doc.Mentions {
		r.doc.Mentions[i].Type = r.doc.Entities[r.doc.Mentions[i].Entity].Type
	}
}

// notes adds, to what was said already, which relations the schema does not have.
func (r *reading) notes() []string {
	if len(r.unknown) == 0 {
		return r.said
	}
	names := slices.SortedFunc(maps.Keys(r.unknown), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.unknown[b], r.unknown[a]), cmp.Compare(a, b))
	})
	more := ""
	if len(names) > 5 {
		more = fmt.Sprintf(" and %d more", len(names)-5)
		names = names[:5]
	}
	return append(r.said, "the schema has no relation for "+strings.Join(quoted(names), ", ")+more+": kept as open claims")
}

func quoted(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = fmt.Sprintf("%q", w)
	}
	return out
}
