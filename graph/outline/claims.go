package outline

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
)

// claims reads what each claim says.
func (r *reader) claims() error {
	iris, err := r.sn.IRIs(r.v.ClaimPrefix())
	if err != nil {
		return err
	}
	iris = slices.DeleteFunc(iris, func(n store.Named) bool { return !r.isClaim[n.Number] })
	all := make([]graph.Claim, len(iris))
	c := &columns{reader: r, claim: newNumbered[graph.Claim](numbersOf(iris))}
	for i, n := range iris {
		all[i].ID, _ = r.v.ClaimID(n.IRI)
		all[i].Polarity = graph.Positive
		c.claim.set(n.Number, &all[i])
	}
	if err := c.read(); err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b graph.Claim) int { return cmp.Compare(a.ID, b.ID) })
	for i := range all {
		if c := &all[i]; c.Subject == nil || !slices.Contains(graph.Statuses, c.Status) || c.Evidence.Document == "" {
			return fmt.Errorf("claim %s has no subject, no status or no document", c.ID)
		}
	}
	r.g.Claims = all
	return nil
}

// columns fills in the claims, one predicate after the other.
type columns struct {
	*reader
	claim *numbered[graph.Claim]
}

func (r *columns) read() error {
	return cmp.Or(
		r.entityOf(graph.QSubject, func(c *graph.Claim, a *graph.Argument) { c.Subject = a }),
		r.entityOf(graph.QObject, func(c *graph.Claim, a *graph.Argument) { c.Object = a }),
		r.entityOf(graph.QAttributedTo, func(c *graph.Claim, a *graph.Argument) { c.Speaker = &a.Entity }),
		r.entityOf(graph.QPlace, func(c *graph.Claim, a *graph.Argument) {
			c.Place = &graph.Place{ID: a.ID, Name: a.Name, Type: a.Type}
		}),
		r.relation(),
		r.text(graph.QOpen, func(c *graph.Claim, s string) { c.Open = s }),
		r.text(graph.QValue, func(c *graph.Claim, s string) { c.Value = s }),
		r.text(graph.QRule, func(c *graph.Claim, s string) { c.Rule = s }),
		r.text(graph.QStatus, func(c *graph.Claim, s string) { c.Status = graph.Status(s) }),
		r.text(graph.QPolarity, func(c *graph.Claim, s string) { c.Polarity = s }),
		r.text(graph.QTime, func(c *graph.Claim, s string) { timeOf(c).Text = s }),
		r.text(graph.QFrom, func(c *graph.Claim, s string) { timeOf(c).From = s }),
		r.text(graph.QTo, func(c *graph.Claim, s string) { timeOf(c).To = s }),
		r.confidence(),
		r.decided(),
		r.source(),
		r.place(graph.Start, func(c *graph.Claim, n int) { c.Evidence.Start = n }),
		r.place(graph.QSentence, func(c *graph.Claim, n int) { c.Evidence.Sentence = n }),
	)
}

// decided reads what a person decided of claims, and how these were read.
func (r *columns) decided() error {
	of := func(c *graph.Claim) *graph.Decided {
		if c.Decided == nil {
			c.Decided = &graph.Decided{}
		}
		return c.Decided
	}
	return cmp.Or(
		r.text(graph.QDecided, func(c *graph.Claim, s string) { of(c).Verdict = graph.Verdict(s) }),
		r.text(graph.QReadStatus, func(c *graph.Claim, s string) { of(c).Status = graph.Status(s) }),
		r.text(graph.QBecause, func(c *graph.Claim, s string) { of(c).Because = s }),
		r.text(graph.QReadConfidence, func(c *graph.Claim, s string) {
			of(c).Confidence, _ = strconv.ParseFloat(s, 64)
		}),
	)
}

func timeOf(c *graph.Claim) *graph.Time {
	if c.Time == nil {
		c.Time = &graph.Time{}
	}
	return c.Time
}

// of returns what calls take for each claim among the subjects.
func (r *columns) of(take func(*graph.Claim)) func(subject uint64) {
	return func(subject uint64) {
		if c := r.claim.get(subject); c != nil {
			take(c)
		}
	}
}

func (r *columns) entityOf(p quad.IRI, take func(*graph.Claim, *graph.Argument)) error {
	var a *graph.Argument
	return r.column(p, func(object uint64) { a = r.entity.get(object) }, r.of(func(c *graph.Claim) {
		if a != nil {
			take(c, a)
		}
	}))
}

func (r *columns) relation() error {
	var id *string
	return r.values(graph.QRelation, func(x quad.Value) {
		id = nil
		if s, ok := r.v.RelationID(x); ok {
			id = &s
		}
	}, r.of(func(c *graph.Claim) { c.Relation = id }))
}

func (r *columns) text(p quad.IRI, take func(*graph.Claim, string)) error {
	var s string
	return r.values(p, func(x quad.Value) { s = graph.Lexical(x) }, r.of(func(c *graph.Claim) { take(c, s) }))
}

func (r *columns) confidence() error {
	var f float64
	return r.values(graph.QConfidence, func(x quad.Value) {
		f, _ = strconv.ParseFloat(graph.Lexical(x), 64)
	}, r.of(func(c *graph.Claim) { c.Confidence = f }))
}

// place reads where the evidence stands, by which claims are put in reading order.
func (r *columns) place(p quad.IRI, take func(*graph.Claim, int)) error {
	var n int
	return r.values(p, func(x quad.Value) { n, _ = strconv.Atoi(graph.Lexical(x)) }, r.of(func(c *graph.Claim) { take(c, n) }))
}

// source reads from which document each claim is, and by which name that is shown.
func (r *columns) source() error {
	names := map[string]string{}
	for i := range r.g.Documents {
		if d := &r.g.Documents[i]; len(d.Sources) > 0 {
			names[d.ID] = d.Sources[0]
		}
	}
	var e graph.Evidence
	return r.values(graph.DerivedFrom, func(x quad.Value) {
		e.Document, _ = r.v.DocumentID(x)
		e.Source = names[e.Document]
	}, r.of(func(c *graph.Claim) { c.Evidence.Document, c.Evidence.Source = e.Document, e.Source }))
}
