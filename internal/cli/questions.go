package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
)

// questions gathers what is doubtful and not decided yet.
func (k *review) questions(ctx context.Context, env *Env) ([]question, error) {
	v, err := k.open(ctx, env, nil)
	if err != nil {
		return nil, err
	}
	defer v.close()
	made, err := v.ws.Decisions()
	if err != nil {
		return nil, err
	}
	var all []question
	if !k.claims {
		if all, err = v.whoIsWho(made); err != nil {
			return nil, err
		}
	}
	if !k.merges {
		claims, err := k.doubtful(env, v)
		if err != nil {
			return nil, err
		}
		all = append(all, claims...)
	}
	if k.limit > 0 {
		all = all[:min(k.limit, len(all))]
	}
	return all, nil
}

// whoIsWho asks of joins by surname, fame, company and acronym, and of names that
// may be somebody's and are held apart since nothing tells.
func (v *sight) whoIsWho(made []ledger.Decision) ([]question, error) {
	slight := []string{graph.BySurname, graph.ByFame, graph.ByCompany, graph.ByAcronym}
	var out []question
	ask := func(p *graph.Profile, name, why string, docs []string, mentions []graph.SourcedMention) error {
		if isDecided(made, p, name) {
			return nil
		}
		q, err := v.sameAs(p, name, why, docs, mentions)
		out = append(out, q)
		return err
	}
	for i := range v.graph.Entities {
		p := &v.graph.Entities[i]
		for j := range p.Joined {
			r := &p.Joined[j]
			if !slices.Contains(slight, r.Rule) || r.Name == r.With {
				continue
			}
			var docs []string
			if r.Count == 0 {
				docs = r.Documents
			}
			if err := ask(p, r.Name, v.because(r), docs, p.Mentions); err != nil {
				return nil, err
			}
		}
		for j := range p.Apart {
			r := &p.Apart[j]
			if other := v.profile(r.With); r.Rule == graph.ByDoubt && other != nil {
				if err := ask(other, p.Name, "may be meant, but no company tells", documentsOf(p), p.Mentions); err != nil {
					return nil, err
				}
			}
		}
	}
	return out, nil
}

// documentsOf lists the documents that mention an entity.
func documentsOf(p *graph.Profile) []string {
	var ids []string
	for _, m := range p.Mentions {
		ids = append(ids, m.Document)
	}
	return unique(ids)
}

// isDecided reports whether a person said already whether a name is an entity's.
func isDecided(made []ledger.Decision, p *graph.Profile, name string) bool {
	folded := resolve.Fold(name)
	isP := func(s string) bool {
		f := resolve.Fold(s)
		return s == p.ID || f == resolve.Fold(p.Name) || slices.ContainsFunc(p.Aliases, func(a string) bool { return resolve.Fold(a) == f })
	}
	return slices.ContainsFunc(made, func(d ledger.Decision) bool {
		if d.AboutClaims() || !isP(d.Names[0]) {
			return false
		}
		return slices.ContainsFunc(slices.Concat(d.Names[1:], d.Parts), func(s string) bool { return resolve.Fold(s) == folded })
	})
}

// sameAs asks whether a name, in some documents or any, is an entity's.
func (v *sight) sameAs(p *graph.Profile, name, why string, docs []string, mentions []graph.SourcedMention) (question, error) {
	var in []string
	for _, id := range docs {
		n, err := v.ws.DocumentName(id)
		if err != nil {
			return question{}, err
		}
		in = append(in, n)
	}
	entity := p.ID
	if found, _ := v.names.Entity(p.Name); len(found) == 1 && found[0].ID == p.ID {
		entity = p.Name
	}
	q := question{
		head:  fmt.Sprintf("Is “%s” %s (%s)?", clean(name), clean(p.Name), p.Type),
		lines: []string{why},
		choices: []choice{
			{'y', "yes", ledger.Decision{Do: ledger.Merge, Names: []string{entity, name}, In: in}},
			{'n', "no", ledger.Decision{Do: ledger.Split, Names: []string{entity}, Parts: []string{name}, In: in}},
		},
	}
	folded := resolve.Fold(name)
	shown := 0
	sentences := sentences{v: v}
	for _, m := range mentions {
		if shown == 2 || resolve.Fold(m.Text) != folded || len(docs) > 0 && !slices.Contains(docs, m.Document) {
			continue
		}
		line, err := sentences.around(&m)
		if err != nil {
			return q, err
		}
		q.lines = append(q.lines, line)
		shown++
	}
	for _, m := range p.Mentions {
		if resolve.Fold(m.Text) == resolve.Fold(p.Name) && resolve.Fold(p.Name) != folded {
			line, err := sentences.around(&m)
			if err != nil {
				return q, err
			}
			q.lines = append(q.lines, line)
			break
		}
	}
	return q, nil
}

// around is the sentence in which an entity is mentioned, the words marked.
func (s *sentences) around(m *graph.SourcedMention) (string, error) {
	c := graph.Claim{
		Subject:  &graph.Argument{Mention: graph.Mention{Text: m.Text, Start: m.Start, End: m.End}},
		Evidence: graph.Evidence{Document: m.Document, Source: m.Source, Text: m.Text, Start: m.Start, End: m.End, Sentence: -1},
	}
	at, err := s.of(&c)
	if err != nil {
		return "", err
	}
	for _, sent := range s.doc.Sentences {
		if sent.Span.Start <= m.Start && m.End <= sent.Span.End {
			at = graph.Mention{Text: s.text.Slice(sent.Span), Start: sent.Span.Start, End: sent.Span.End}
		}
	}
	return clean(m.Source) + ": " + marked(at, &c, false), nil
}

// doubtful asks of the claims that were read least surely, those first.
func (k *review) doubtful(env *Env, v *sight) ([]question, error) {
	sel, err := k.of(v)
	if err != nil {
		return nil, err
	}
	sel.Limit = 0
	claims := slices.Clone(view.Of(v.graph, sel).Graph.Claims)
	claims = slices.DeleteFunc(claims, func(c graph.Claim) bool { return c.Decided != nil || c.Confidence >= k.below })
	slices.SortStableFunc(claims, func(a, b graph.Claim) int {
		return cmp.Or(cmp.Compare(a.Confidence, b.Confidence), view.InReadingOrder(&a, &b))
	})
	var out []question
	sentences := sentences{v: v}
	for i := range claims {
		q, err := ofClaim(env, v.ws, &claims[i], &sentences)
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

// ofClaim asks whether a text says so.
func ofClaim(env *Env, ws *ingest.Workspace, c *graph.Claim, sentences *sentences) (question, error) {
	p := pen(env.colour())
	s, err := sentences.of(c)
	if err != nil {
		return question{}, err
	}
	accept, err := ws.ForClaim(ledger.Accept, c)
	if err != nil {
		return question{}, err
	}
	reject := accept
	reject.Do = ledger.Reject
	said := fmt.Sprintf("%s, sentence %d; confidence %.2f", clean(c.Evidence.Source), c.Evidence.Sentence+1, c.Confidence)
	if c.Time != nil {
		said += "; when: " + timeWords(c)
	}
	if c.Place != nil {
		said += "; where: " + placeName(c)
	}
	q := question{
		head:  fmt.Sprintf("%s %s %s  (%s)", p.bold(clean(c.Subject.Name)), relationWords(c), p.bold(clean(objectName(c))), statusWords(c, p)),
		lines: []string{marked(s, c, p), said},
	}
	if c.Status == graph.Asserted {
		q.choices = []choice{{'y', "right", accept}}
	} else {
		asRead := accept
		asRead.As = string(c.Status)
		q.choices = []choice{{'y', "right, as " + string(c.Status), asRead}, {'a', "right, and true", accept}}
	}
	q.choices = append(q.choices, choice{'n', "wrong", reject})
	return q, nil
}
