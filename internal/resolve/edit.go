package resolve

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Edits are those of a person's decisions that bear on what a document says:
// claims that are accepted, rejected or added, and words that mean somebody else
// than was read. They go by what the document itself says, and by its own names for
// its entities or the schema's, whoever these are in the graph; so they can be
// carried out on each document by itself, before anybody knows who is who. An Edits
// is immutable and safe for concurrent use.
type Edits struct {
	resolver *Resolver
	all      []edit
	byName   map[string][]int // those of one document, by what they call it
	anywhere []int
	schema   string // its fingerprint, which tells who goes by a name
	prefixes []int  // how long the names are that may be beginnings of IDs
}

type edit struct {
	ledger.Decision
	key string
}

// Edited is what became of a document.
type Edited struct {
	// Print tells the decisions that bear on the document from others; "" for none.
	Print string
	// Hits are the keys of those that were followed, sorted.
	Hits []string
	// Rejected are the claims that were taken out of it.
	Rejected []text.Claim
}

// Edits returns those of the decisions that bear on documents.
func (x *Resolver) Edits(decisions []ledger.Decision) *Edits {
	e := &Edits{resolver: x, byName: map[string][]int{}}
	for _, d := range decisions {
		if !d.AboutClaims() && (d.Do != ledger.Split || len(d.Parts)+len(d.Mentions) == 0) {
			continue
		}
		if e.schema == "" {
			e.schema = x.schema.Fingerprint()
		}
		i := len(e.all)
		e.all = append(e.all, edit{d, d.Key()})
		if len(d.In) == 0 {
			e.anywhere = append(e.anywhere, i)
		}
		for _, name := range d.In {
			e.byName[name] = append(e.byName[name], i)
			if n := len(name); n >= shortestID && !slices.Contains(e.prefixes, n) {
				e.prefixes = append(e.prefixes, n)
			}
		}
	}
	return e
}

// shortestID is how much of a document's ID names it.
const shortestID = 8

// isDocument reports whether a decision's name for a document is that of one.
func isDocument(name, id string, sources []text.Source) bool {
	return len(name) >= shortestID && strings.HasPrefix(id, name) ||
		slices.ContainsFunc(sources, func(s text.Source) bool { return s.Name == name || s.Origin == name && name != "" })
}

// of returns the decisions that bear on a document, in order. Those that name no
// document bear on the ones that speak of whom they name.
func (e *Edits) of(id string, sources []text.Source, speaks func(name string) bool) []int {
	if len(e.all) == 0 {
		return nil
	}
	var found []int
	for _, s := range sources {
		found = append(found, e.byName[s.Name]...)
		if s.Origin != "" {
			found = append(found, e.byName[s.Origin]...)
		}
	}
	for _, n := range e.prefixes {
		if n <= len(id) {
			found = append(found, e.byName[id[:n]]...)
		}
	}
	for _, i := range e.anywhere {
		if speaks(e.all[i].Names[0]) {
			found = append(found, i)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// Prints returns a function that says what Apply will return as Edited.Print for a
// document with these sources, and with entities that are asked for where they matter.
// It remembers names, and is for one goroutine.
func (e *Edits) Prints() func(id string, sources []text.Source, entities func() ([]Local, error)) (string, error) {
	f := folds{}
	return func(id string, sources []text.Source, entities func() ([]Local, error)) (string, error) {
		var locals []Local
		if len(e.anywhere) > 0 {
			var err error
			if locals, err = entities(); err != nil {
				return "", err
			}
		}
		return e.print(e.of(id, sources, func(name string) bool {
			return slices.ContainsFunc(locals, func(l Local) bool {
				return e.resolver.answers(f, f.of(name), l.Name, l.Type, l.Aliases)
			})
		})), nil
	}
}

func (e *Edits) print(edits []int) string {
	if len(edits) == 0 {
		return ""
	}
	h := sha256.New()
	fmt.Fprintln(h, e.schema)
	for _, i := range edits {
		fmt.Fprintf(h, "%s %q\n", e.all[i].key, e.all[i].Because)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// answers reports whether an entity of a document goes by a folded name: its own,
// an alias, or one that the schema lists for it.
func (x *Resolver) answers(f folds, folded, name, typ string, aliases []string) bool {
	if folded == "" {
		return false
	}
	own := f.of(name)
	if own == folded || slices.ContainsFunc(aliases, func(a string) bool { return f.of(a) == folded }) {
		return true
	}
	family := familyOf(x.schema, typ)
	known := x.known.find(key{family: family, name: own})
	return known != nil && known == x.known.find(key{family: family, name: folded})
}

// folds is Fold with a memory: a document says the same names again and again.
type folds map[string]string

func (f folds) of(s string) string {
	folded, ok := f[s]
	if !ok {
		folded = Fold(s)
		f[s] = folded
	}
	return folded
}

// Apply carries the decisions out on a document as it was read, in their order,
// and changes it. Of several decisions about one claim the last one holds.
func (e *Edits) Apply(d *text.Document) Edited {
	f := folds{}
	edits := e.of(d.ID, d.Sources, func(name string) bool {
		return slices.ContainsFunc(d.Entities, func(l text.Entity) bool {
			return e.resolver.answers(f, f.of(name), l.Name, l.Type, l.Aliases)
		})
	})
	out := Edited{Print: e.print(edits)}
	if len(edits) == 0 {
		return out
	}
	w := &editor{x: e.resolver, d: d, folds: f}
	for _, i := range edits {
		if w.carryOut(&e.all[i]) {
			out.Hits = append(out.Hits, e.all[i].key)
		}
	}
	slices.Sort(out.Hits)
	out.Hits = slices.Compact(out.Hits)
	out.Rejected = w.settle()
	return out
}

// editor changes one document.
type editor struct {
	x     *Resolver
	d     *text.Document
	folds folds
	// Made when first needed: the text to find quotations in, and the claims by their
	// folded relations.
	flat       *flatText
	byRelation map[string][]int
}

// carryOut reports whether a decision could be followed.
func (w *editor) carryOut(e *edit) bool {
	switch e.Do {
	case ledger.Split:
		return w.cutOut(e)
	case ledger.Add:
		return w.add(e)
	}
	return w.judge(e)
}

// answers reports whether the document's entity i goes by a name.
func (w *editor) answers(i int, name string) bool {
	e := &w.d.Entities[i]
	return w.x.answers(w.folds, w.folds.of(name), e.Name, e.Type, e.Aliases)
}
