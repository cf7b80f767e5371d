package resolve

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
)

// The rules by which names are joined, or namesakes held apart.
const (
	byAlias    = graph.ByAlias
	byLink     = graph.ByLink
	bySurname  = graph.BySurname
	byAcronym  = graph.ByAcronym
	byCompany  = graph.ByCompany
	byFame     = graph.ByFame
	byDecision = graph.ByDecision
	byDoubt    = graph.ByDoubt
)

// reason is why two names are taken for one entity's, or held apart.
type reason struct {
	rule       string
	name, with string
	docs       []int
	company    tally // it is not changed
	note       string
}

// reasons are those of one entity, each once: what several documents give is one
// reason with all of these documents.
type reasons map[[4]string]*reason

func (rs *reasons) add(w reason) {
	if *rs == nil {
		*rs = reasons{}
	}
	k := [4]string{w.rule, w.name, w.with, w.note}
	o := (*rs)[k]
	if o == nil {
		o = &reason{rule: w.rule, name: w.name, with: w.with, note: w.note}
		(*rs)[k] = o
	}
	o.docs = append(o.docs, w.docs...)
	o.company = o.company.with(w.company)
}

// tellingDocs is how many documents a reason names of those that gave it.
const tellingDocs = 5

// of returns a reason as the graph has it.
func (r *groups) reasonOf(w *reason) graph.Reason {
	out := graph.Reason{Name: w.name, With: w.with, Rule: w.rule, Note: w.note}
	docs := slices.Clone(w.docs)
	slices.Sort(docs)
	docs = slices.Compact(docs)
	if len(docs) > tellingDocs {
		out.Count, docs = len(docs), docs[:tellingDocs]
	}
	for _, d := range docs {
		out.Documents = append(out.Documents, r.docs[d].ID)
	}
	if len(w.company) > 0 {
		out.Company = r.most(w.company)
	}
	return out
}

// reasonsOf returns why an entity's names are one's, sorted.
func (r *groups) reasonsOf(g *group) []graph.Reason {
	var out []graph.Reason
	for _, w := range g.joined {
		out = append(out, r.reasonOf(w))
	}
	slices.SortFunc(out, compareReasons)
	return out
}

// partingsOf returns from whom an entity is held apart and why, sorted.
func (r *groups) partingsOf(g *group) []graph.Reason {
	seen := map[string]graph.Reason{}
	for _, p := range g.apart {
		o := r.all[r.find(p.other)]
		if o == g || len(o.members) == 0 {
			continue // a person decided otherwise
		}
		w := p.why
		w.with = o.id
		x := r.reasonOf(&w)
		if old, ok := seen[o.id]; !ok || compareReasons(x, old) < 0 {
			seen[o.id] = x
		}
	}
	out := slices.Collect(maps.Values(seen))
	slices.SortFunc(out, compareReasons)
	return out
}

func compareReasons(a, b graph.Reason) int {
	return cmp.Or(
		strings.Compare(a.Name, b.Name), strings.Compare(a.With, b.With),
		strings.Compare(a.Rule, b.Rule), strings.Compare(a.Note, b.Note),
	)
}
