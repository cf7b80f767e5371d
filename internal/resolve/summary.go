package resolve

import (
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Summary is what resolution needs to know of a document: little enough to keep
// those of a hundred thousand in memory.
type Summary struct {
	ID       string
	Entities []Local // as in text.Document.Entities
}

// Local is an entity of one document.
type Local struct {
	// ID is that of a described entity: its words and its document's ID. It has
	// no other, unless a person merges it with one.
	ID string `json:"i,omitempty"`

	Name    string   `json:"n"`
	Type    string   `json:"t,omitempty"`
	Aliases []string `json:"a,omitempty"`
	Links   []string `json:"l,omitempty"`
	Weight  int      `json:"w,omitempty"` // how many mentions it has
	Scope   Scope    `json:"s,omitempty"`
}

// Scope says how far an entity's name reaches.
type Scope int

// The scopes.
const (
	Described Scope = iota // "the group": known to its document alone
	Named                  // "IS-K"
	Generic                // "terrorism": an idea, spoken of in general
)

// Summarize returns a document's summary.
func Summarize(d *text.Document) *Summary {
	s := &Summary{ID: d.ID, Entities: make([]Local, len(d.Entities))}
	for i := range d.Entities {
		e := &d.Entities[i]
		s.Entities[i] = Local{
			Name: e.Name, Type: e.Type, Aliases: e.Aliases, Links: e.Links,
			Weight: len(e.Mentions), Scope: scopeOf(d, e),
		}
	}
	s.identify()
	return s
}

// identify gives the described entities their IDs, in the document's order:
// "gunmen-9ab2c1d0e3f4", "gunmen-2-9ab2c1d0e3f4". A name without any letter or
// digit cannot be met again, and counts as a description.
func (s *Summary) identify() {
	seen := map[string]int{}
	for i := range s.Entities {
		e := &s.Entities[i]
		folded := Fold(e.Name)
		if e.Scope != Described && folded != "" {
			continue
		}
		e.Scope = Described
		e.ID = slug(folded)
		seen[e.ID]++
		if n := seen[e.ID]; n > 1 {
			e.ID += "-" + strconv.Itoa(n)
		}
		e.ID += "-" + s.ID[:min(localDigits, len(s.ID))]
	}
}

// conceptType is the type of ideas. A described concept is taken as generic
// where some mention of it stands without any determiner ("terrorism",
// "democratic values"), as English speaks of ideas and kinds, so that documents
// meet in what they are about; "the statement" and "this view" are one document's
// own, and so are nouns that say nothing by themselves ("part", "other reasons"),
// in which all documents would meet.
const conceptType = "Concept"

func scopeOf(d *text.Document, e *text.Entity) Scope {
	scope := Described
	for _, i := range e.Mentions {
		if i < 0 || i >= len(d.Mentions) {
			continue
		}
		switch m := &d.Mentions[i]; {
		case m.Kind == text.Name || m.Kind == text.Adjective:
			return Named
		case m.Kind == text.Nominal && e.Type == conceptType && bare(m.Text):
			scope = Generic
		}
	}
	return scope
}

// determiners are the words that point: what they begin is not spoken of in
// general.
var determiners = map[string]bool{
	"a": true, "an": true, "the": true, "this": true, "that": true, "these": true, "those": true,
	"my": true, "your": true, "his": true, "her": true, "its": true, "our": true, "their": true,
	"some": true, "any": true, "no": true, "every": true, "each": true, "another": true, "such": true,
	"both": true, "either": true, "all": true, "many": true, "several": true, "few": true, "most": true,
	"one": true, "two": true, "three": true, "four": true, "five": true, "other": true,
}

// shells are nouns that a sentence fills: "the fact that", "a part of". By
// themselves, in the singular or plural, they name no idea.
var shells = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`
		account act action addition amount aspect attempt basis bit case cause chance change choice circumstance claim
		condition context course day deal decision degree detail difference effect effort end example exception extent
		fact factor form front ground half hand idea instance issue job kind level line list lot manner matter means
		measure member method minute moment month mention name nature need number one opportunity option order part
		piece place point position possibility problem process purpose question range rate reason respect rest result
		role scale section sense series set shape share side sign situation sort spot stage start state step story
		style task term thing time topic turn type unit use version view way week whole work year`) {
		m[w], m[w+"s"] = true, true
	}
	m["possibilities"], m["opportunities"], m["circumstances"] = true, true, true
	return m
}()

// bare reports whether a noun phrase names an idea by itself: it begins without
// determiner, number or possessor ("Russia's policy"), and is no shell.
func bare(phrase string) bool {
	words := strings.Fields(phrase)
	if len(words) == 0 {
		return false
	}
	first, last := strings.ToLower(words[0]), strings.ToLower(words[len(words)-1])
	if shells[last] {
		return false
	}
	if determiners[first] || first[0] >= '0' && first[0] <= '9' {
		return false
	}
	return !strings.Contains(phrase, "'s ") && !strings.Contains(phrase, "’s ")
}
