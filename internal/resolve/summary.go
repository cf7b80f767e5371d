package resolve

import (
	"slices"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Summary is what resolution needs to know of a document.
type Summary struct {
	ID       string
	Sources  []text.Source
	Entities []Local // as in text.Document.Entities
	// Hits are the keys of the decisions that were carried out on the document itself.
	Hits []string
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
	Roles   []string `json:"r,omitempty"` // what a person is said to be: "senator"
	Of      []int    `json:"o,omitempty"` // indexes of the entities a person belongs to: a state, a party
	Scope   Scope    `json:"s,omitempty"`
	Split   string   `json:"x,omitempty"` // the decision that took it out of another
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
	s := &Summary{ID: d.ID, Sources: d.Sources, Entities: make([]Local, len(d.Entities))}
	for i := range d.Entities {
		e := &d.Entities[i]
		s.Entities[i] = Local{
			Name: e.Name, Type: e.Type, Aliases: e.Aliases, Links: e.Links,
			Weight: len(e.Mentions), Scope: scopeOf(d, e), Split: e.Split,
		}
	}
	s.affiliate(d)
	s.identify()
	return s
}

// belonging are the relations that tell a person's own country or organisation.
var belonging = map[string]bool{
	"leader-of": true, "citizen-of": true, "originates-from": true, "works-for": true, "member-of": true,
	"spokesperson-of": true, "born-in": true,
}

// affiliate notes what the claims say of who persons are, and the titles that
// stand before their names.
func (s *Summary) affiliate(d *text.Document) {
	for i := range d.Claims {
		c := &d.Claims[i]
		if c.Negative || c.Status == text.Denied || c.Subject < 0 {
			continue
		}
		e := &s.Entities[d.Mentions[c.Subject].Entity]
		if e.Type != "Person" || e.Scope != Named {
			continue
		}
		switch {
		case c.Relation == "has-role" && c.Value != "":
			e.Roles = append(e.Roles, c.Value)
		case belonging[c.Relation] && c.Object >= 0:
			e.Of = append(e.Of, d.Mentions[c.Object].Entity)
		}
	}
	for i := range s.Entities {
		e := &s.Entities[i]
		if e.Type == "Person" {
			for _, a := range e.Aliases {
				if title, ok := strings.CutSuffix(a, " "+e.Name); ok {
					e.Roles = append(e.Roles, title)
				}
			}
		}
		slices.Sort(e.Roles)
		e.Roles = slices.Compact(e.Roles)
		slices.Sort(e.Of)
		e.Of = slices.Compact(e.Of)
	}
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
		words := slug(folded)
		seen[words]++
		e.ID = localID(words, seen[words], s.ID)
	}
}

// localID is the ID of the nth entity that a document describes by words of one slug.
func localID(slug string, n int, doc string) string {
	if n > 1 {
		slug += "-" + strconv.Itoa(n)
	}
	return slug + "-" + doc[:min(localDigits, len(doc))]
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
