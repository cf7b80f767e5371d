package eval

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/schema"
)

// Gold is what a careful reader takes from one text. An excerpt of such a file:
//
//	{"document": "crocus.txt",
//	 "entities": [{"id": "is-k", "type": "ArmedGroup", "names": ["IS-K", "Islamic State-Khorasan"]}, ...],
//	 "statements": [
//	   {"s": "is-k", "r": ["opposes", "hostile-to"], "o": "taliban", "tier": "core",
//	    "attribution": ["us"], "time": "2022", "place": "kabul", "evidence": "the words that say it"},
//	   {"s": "is-k", "alias": "Islamic State-Khorasan", "tier": "core", "evidence": "..."}, ...],
//	 "forbidden": [{"s": "is-k", "r": ["allied-with"], "o": "*", "why": "it is an enemy"}, ...]}
//
// A statement is found by a claim whose relation is one of r and whose subject and
// object bear a name of s and o; "*" is anybody. Tier "core" is what one would draw
// on a whiteboard, "more" what is stated, but minor or hard. What is forbidden must
// not come out as a plain assertion.
type Gold struct {
	Entities []struct {
		ID    string
		Names []string
	}
	Statements []Fact
	Forbidden  []Fact

	known map[string]nameSet
}

// Fact is a statement of a Gold, or one that it forbids.
type Fact struct {
	S, O        string
	R           []string
	Alias       string // in place of R and O: another name of S
	Tier        string
	Attribution []string
	Time, Place string
	Evidence    string
	Why         string // of a forbidden one
}

func (f *Fact) String() string {
	if f.Alias != "" {
		return fmt.Sprintf("%s is also called %s", f.S, f.Alias)
	}
	return fmt.Sprintf("%s %s %s", f.S, strings.Join(f.R, "|"), f.O)
}

// LoadGold reads a gold file.
func LoadGold(name string) (*Gold, error) {
	g := &Gold{known: map[string]nameSet{}}
	if err := readJSON(name, g); err != nil {
		return nil, err
	}
	for _, e := range g.Entities {
		g.known[e.ID] = nameSet{}
		g.known[e.ID].add(e.Names...)
	}
	for _, f := range slices.Concat(g.Statements, g.Forbidden) {
		ids := append([]string{f.S}, f.Attribution...)
		if f.Alias == "" {
			ids = append(ids, f.O)
		}
		if f.Place != "" {
			ids = append(ids, f.Place)
		}
		for _, id := range ids {
			if id != anybody && g.known[id] == nil {
				return nil, fmt.Errorf("%s: the statement %q names %q, which is no entity of it", name, f.String(), id)
			}
		}
	}
	return g, nil
}

// anybody matches every subject or object.
const anybody = "*"

func readJSON(name string, into any) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	return nil
}

// Costs of mistakes, the worst first: what is said and must not be, what one
// would draw and is missing, what is minor, what a claim lacks.
const (
	costForbidden = 4
	costCore      = 3
	costMore      = 2
	costPart      = 1
	costUnlisted  = 0.5 // a find, or a mistake: it has to be read
)

// Score compares the claims of one text with its gold.
func (g *Gold) Score(read *Reading, s *schema.Schema) *Report {
	r := &Report{}
	tiers := map[string]*tally{"core": {}, "more": {}}
	parts := map[string]*tally{"attribution": {}, "time": {}, "place": {}}
	used := map[int]bool{}
	for i := range g.Statements {
		f := &g.Statements[i]
		t := tiers[f.Tier]
		if t == nil {
			t = &tally{}
			tiers[f.Tier] = t
		}
		t.gold++
		if f.Alias != "" {
			if g.calls(f, read) {
				t.right++
			} else {
				r.missed(f)
			}
			continue
		}
		var found []*graph.Claim
		for j := range read.Claims {
			if c := &read.Claims[j]; g.says(c, f, s) {
				found = append(found, c)
				used[j] = true
			}
		}
		g.parts(f, found, parts, r)
		if len(found) > 0 {
			t.right++
		} else {
			r.missed(f)
		}
	}
	forbidden := g.forbidden(read, r)
	g.unlisted(read, used, r)
	for _, tier := range []string{"core", "more"} {
		r.Scores = append(r.Scores, recall(tier, tiers[tier].right, tiers[tier].gold))
	}
	for _, part := range []string{"attribution", "time", "place"} {
		r.Scores = append(r.Scores, recall(part, parts[part].right, parts[part].gold))
	}
	r.Scores = append(r.Scores, Score{What: "forbidden", Said: forbidden}, Score{What: "claims", Said: len(read.Claims)})
	return r.sorted()
}

// tally counts how many of the gold were found.
type tally struct{ right, gold int }

func (r *Report) missed(f *Fact) {
	cost := float64(costMore)
	if f.Tier == "core" {
		cost = costCore
	}
	r.mistake(Mistake{Kind: "missed " + f.Tier, Cost: cost, Want: f.String(), Text: f.Evidence})
}

func (g *Gold) same(id string, names nameSet) bool {
	return id == anybody || g.known[id].meets(names)
}

func (g *Gold) matches(f *Fact, c *graph.Claim, subject, object *graph.Argument) bool {
	return c.Relation != nil && slices.Contains(f.R, *c.Relation) && g.same(f.S, namesOf(subject)) && g.same(f.O, namesOf(object))
}

// says reports whether a claim says a fact, and does not deny it.
func (g *Gold) says(c *graph.Claim, f *Fact, s *schema.Schema) bool {
	if c.Polarity == graph.Negative || c.Status == graph.Denied {
		return false
	}
	if g.matches(f, c, c.Subject, c.Object) {
		return true
	}
	rel := s.Relation(c.RelationOf())
	return rel != nil && rel.Symmetric && g.matches(f, c, c.Object, c.Subject)
}

// calls reports whether an entity bears the alias beside another name of its own.
func (g *Gold) calls(f *Fact, read *Reading) bool {
	alias := plainName(f.Alias)
	both := func(names nameSet) bool {
		for n := range g.known[f.S] {
			if n != alias && names[n] && names[alias] {
				return true
			}
		}
		return false
	}
	for i := range read.Entities {
		names := nameSet{}
		names.add(read.Entities[i].Name)
		names.add(read.Entities[i].Aliases...)
		if both(names) {
			return true
		}
	}
	return slices.ContainsFunc(read.Claims, func(c graph.Claim) bool { return both(namesOf(c.Subject)) || both(namesOf(c.Object)) })
}

// parts looks whether a fact was found with who says so, when and where.
func (g *Gold) parts(f *Fact, found []*graph.Claim, parts map[string]*tally, r *Report) {
	part := func(what, want string, has func(*graph.Claim) bool) {
		parts[what].gold++
		if slices.ContainsFunc(found, has) {
			parts[what].right++
		} else if len(found) > 0 {
			r.mistake(Mistake{Kind: "without its " + what, Cost: costPart, Want: f.String() + ", " + want, Got: short(found[0]), Text: f.Evidence})
		}
	}
	if f.Attribution != nil {
		part("attribution", "says "+strings.Join(f.Attribution, "|"), func(c *graph.Claim) bool {
			return c.Status == graph.Reported && slices.ContainsFunc(f.Attribution, func(id string) bool { return g.isEntity(id, c.Speaker) })
		})
	}
	if f.Time != "" {
		from, _, _ := strings.Cut(f.Time, "/")
		part("time", f.Time, func(c *graph.Claim) bool {
			return c.Time != nil && (strings.Contains(c.Time.Text, from) || strings.Contains(c.Time.From, from) || strings.Contains(c.Time.To, from))
		})
	}
	if f.Place != "" {
		part("place", f.Place, func(c *graph.Claim) bool {
			if c.Place == nil {
				return false
			}
			names := nameSet{}
			names.add(c.Place.Name)
			return g.same(f.Place, names)
		})
	}
}

func (g *Gold) isEntity(id string, e *graph.Entity) bool {
	names := nameSet{}
	if e != nil {
		names.add(e.Name)
		names.add(e.Aliases...)
	}
	return g.same(id, names)
}

// forbidden counts the assertions that must not be made.
func (g *Gold) forbidden(read *Reading, r *Report) (n int) {
	for i := range g.Forbidden {
		f := &g.Forbidden[i]
		for j := range read.Claims {
			c := &read.Claims[j]
			if asserted(c) && g.matches(f, c, c.Subject, c.Object) {
				n++
				r.mistake(Mistake{Kind: "forbidden", Cost: costForbidden, Want: f.Why, Got: short(c), Text: c.Evidence.Text})
			}
		}
	}
	return n
}

func asserted(c *graph.Claim) bool {
	return c.Status == graph.Asserted && c.Polarity != graph.Negative
}

// unlisted notes the assertions between entities of the gold that it does not
// list.
func (g *Gold) unlisted(read *Reading, used map[int]bool, r *Report) {
	for i := range read.Claims {
		c := &read.Claims[i]
		if used[i] || c.Status != graph.Asserted || c.Relation == nil {
			continue
		}
		if g.knows(c.Subject) && g.knows(c.Object) {
			r.mistake(Mistake{Kind: "not in the gold", Cost: costUnlisted * c.Confidence, Got: short(c), Text: c.Evidence.Text})
		}
	}
}

func (g *Gold) knows(a *graph.Argument) bool {
	names := namesOf(a)
	for _, known := range g.known {
		if known.meets(names) {
			return true
		}
	}
	return false
}
