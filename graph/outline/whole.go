package outline

import (
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
)

// claims returns the claims of these numbers, sorted, with all their words; of what they
// name they have the IDs alone. What is no claim is passed over.
func (x *gatherer) claims(ctx context.Context, v graph.Vocabulary, numbers []store.ID) ([]graph.Claim, error) {
	roles, err := x.predicates(graph.QSubjectMention, graph.QObjectMention)
	if err != nil {
		return nil, err
	}
	claims := make([]graph.Claim, 0, len(numbers))
	for some := range slices.Chunk(numbers, batch) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := x.subjects(some); err != nil {
			return nil, err
		}
		rows := x.rows
		var mentions []store.ID
		for _, r := range rows {
			if slices.Contains(roles, r[store.Predicate]) {
				mentions = append(mentions, r[store.Object])
			}
		}
		words, err := x.words(mentions)
		if err != nil {
			return nil, err
		}
		quads, err := x.quads(rows)
		if err != nil {
			return nil, err
		}
		var all []quad.Quad // of one claim and its mentions
		for begin := 0; begin < len(quads); {
			end := begin
			all = all[:0]
			for ; end < len(quads) && rows[end][store.Subject] == rows[begin][store.Subject]; end++ {
				all = append(all, quads[end])
				if slices.Contains(roles, rows[end][store.Predicate]) {
					all = append(all, words[rows[end][store.Object]]...)
				}
			}
			id, is := v.ClaimID(quads[begin].Subject)
			begin = end
			if !is {
				continue
			}
			c, err := v.ClaimFrom(all)
			if err != nil {
				return nil, fmt.Errorf("reading claim %s: %w", id, err)
			}
			claims = append(claims, *c)
		}
	}
	return claims, nil
}

// words returns the quads of the words of mentions, by the numbers of these.
func (x *gatherer) words(mentions []store.ID) (map[store.ID][]quad.Quad, error) {
	exact, err := x.id(graph.Exact)
	if exact == 0 || err != nil {
		return nil, err
	}
	slices.Sort(mentions)
	mentions = slices.Compact(mentions)
	rows, err := x.sn.Rows(nil, mentions)
	if err != nil {
		return nil, err
	}
	if err := x.count(len(mentions)); err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(r [4]store.ID) bool { return r[store.Predicate] != exact })
	quads, err := x.quads(rows)
	words := make(map[store.ID][]quad.Quad, len(mentions))
	for i := range quads {
		m := rows[i][store.Subject]
		if words[m] == nil {
			words[m] = quads[i : i+1 : i+1]
		} else {
			words[m] = append(words[m], quads[i])
		}
	}
	return words, err
}

// ofEntity are the predicates that tell of an entity itself.
var ofEntity = []quad.IRI{graph.RDFType, graph.PrefLabel, graph.AltLabel, graph.QStandsFor, graph.ExactMatch, graph.QLink}

// Mentioned returns an entity with its links and where it is mentioned, as
// graph.Vocabulary.GraphFrom has it but for the names of the documents; known is false
// where the graph does not speak of it. It takes a few microseconds a mention.
func Mentioned(s *store.Store, v graph.Vocabulary, id string) (p *graph.Profile, known bool, err error) {
	err = gathering(s, func(x *gatherer) error {
		e, err := x.id(v.EntityIRI(id))
		if e == 0 || err != nil {
			return err
		}
		if p, err = x.profile(v, e); p == nil || err != nil {
			return err
		}
		p.Mentions, err = x.mentions(v, e)
		return err
	})
	return p, p != nil, err
}

// profile returns what is known of an entity itself; nil for nothing.
func (x *gatherer) profile(v graph.Vocabulary, e store.ID) (*graph.Profile, error) {
	predicates, err := x.predicates(ofEntity...)
	if err != nil {
		return nil, err
	}
	rows, err := x.own(nil, e, predicates)
	if err != nil {
		return nil, err
	}
	quads, err := x.quads(rows)
	if err != nil {
		return nil, err
	}
	g, err := v.GraphFrom(slices.Values(quads))
	if len(quads) == 0 || err != nil {
		return nil, err
	}
	return &g.Entities[0], nil
}

// mentions returns where an entity is mentioned, in the order of a profile.
func (x *gatherer) mentions(v graph.Vocabulary, e store.ID) ([]graph.SourcedMention, error) {
	refers, err := x.id(graph.QRefersTo)
	if err != nil {
		return nil, err
	}
	numbers, err := x.whose(nil, refers, e)
	if err != nil {
		return nil, err
	}
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	mentions := make([]graph.SourcedMention, 0, len(numbers))
	for some := range slices.Chunk(numbers, batch) {
		words, err := x.words(some)
		if err == nil {
			err = x.bring(some)
		}
		if err != nil {
			return nil, err
		}
		for _, m := range some {
			if document, start, end, is := v.MentionOf(x.values[m]); is {
				mentions = append(mentions, graph.SourcedMention{Document: document, Start: start, End: end, Text: least(words[m])})
			}
		}
	}
	graph.SortMentions(mentions)
	return mentions, nil
}

// least returns the least of the texts that quads have for objects: mostly there is one.
func least(quads []quad.Quad) (text string) {
	var of quad.Value
	for _, q := range quads {
		if of == nil || q.Object.String() < of.String() {
			of = q.Object
		}
	}
	return graph.Lexical(of)
}
