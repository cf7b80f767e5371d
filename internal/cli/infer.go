package cli

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/infer"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// inferring is the flag of commands that also show what follows by the schema
// from what the texts assert.
type inferring struct{ inferred bool }

func (k *inferring) flag(c *cobra.Command) {
	c.Flags().BoolVar(&k.inferred, "inferred", false, "also what follows by the schema from what is asserted, marked as inferred")
}

// bring brings the claims about the selection's entities to one who has names alone;
// and all claims where those are asked for that follow, for a chain may lead through
// any.
func (k *inferring) bring(ctx context.Context, v *sight, sel *view.Selection) error {
	if k.inferred {
		return v.whole(ctx)
	}
	return v.about(ctx, max(sel.Hops, 1)-1, sel.Entities...)
}

// infer gives the graph that is looked at what follows of the selection's claims,
// where that was asked for: a copy, for what is inferred is kept nowhere.
func (k *inferring) infer(env *Env, v *sight, sel *view.Selection) {
	if !k.inferred {
		return
	}
	e := infer.New(view.Grounds(v.graph, sel), v.schema, nil)
	var found []graph.Inference
	var left infer.Left
	add := func(more []graph.Inference, l infer.Left) {
		found = append(found, more...)
		left.Add(l)
	}
	switch {
	case len(sel.Entities) > 0 && sel.Hops <= 1:
		for _, id := range sel.Entities {
			add(e.About(id))
		}
	case len(sel.Relations) > 0:
		for _, r := range sel.Relations {
			add(e.Match("", r, ""))
		}
	default:
		add(e.All())
	}
	v.follows(found)
	env.leftOut(v, &left)
}

// follows puts inferences into a copy of the graph, each once.
func (v *sight) follows(found []graph.Inference) {
	slices.SortFunc(found, compareInferences)
	g := *v.graph
	g.Inferences = slices.CompactFunc(found, func(a, b graph.Inference) bool { return compareInferences(a, b) == 0 })
	v.graph = &g
}

func compareInferences(a, b graph.Inference) int {
	return cmp.Or(cmp.Compare(a.Subject.ID, b.Subject.ID), cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.Object.ID, b.Object.ID))
}

// leftOut says what the bounds of inference left out.
func (e *Env) leftOut(v *sight, left *infer.Left) {
	var what []string
	if n := len(left.Hubs); n > 0 {
		const most = 5
		var names []string
		for _, id := range left.Hubs[:min(n, most)] {
			_, name := v.thing(id)
			names = append(names, clean(name))
		}
		if n > most {
			names = append(names, "…")
		}
		what = append(what, "what leads through "+strings.Join(names, ", ")+" (tied to too many on both sides)")
	}
	if left.Long > 0 {
		what = append(what, "longer chains from "+plural(left.Long, "entity"))
	}
	if left.Inferences > 0 {
		what = append(what, "the "+number(left.Inferences)+" least sure inferences")
	}
	if left.Unsearched > 0 {
		what = append(what, "what follows of "+plural(left.Unsearched, "entity")+" more, for the graph is large")
	}
	if len(what) > 0 {
		e.warn("--inferred left out %s", strings.Join(what, "; "))
	}
}

// inferredWords say in place of a status how an inference follows.
func inferredWords(i *graph.Inference, p pen) string {
	return statusName(graph.Inferred, p) + ": " + string(i.How)
}

// inferenceTime is when an inference holds, in the words of its claim, or the days
// that its claims share.
func inferenceTime(i *graph.Inference) string {
	if i.Time == nil {
		return ""
	}
	return cmp.Or(clean(i.Time.Text), strings.Trim(dates(i.Time), " ()"))
}

// grounds are an inference's claims in a line: "Kabul located-in Afghanistan,
// Afghanistan located-in Asia".
func grounds(i *graph.Inference) string {
	var said []string
	for _, c := range i.Claims {
		said = append(said, clean(c.Subject.Name+" "+c.RelationOf()+" "+c.Object.Name))
	}
	return strings.Join(said, ", ")
}

// explainedInference is what "explain --format jsonl" prints of an inference: its
// line with the claims that it rests on, explained.
type explainedInference struct {
	graph.Inference
	Because []explained
}

// MarshalJSON adds the claims to the inference's own keys.
func (e explainedInference) MarshalJSON() ([]byte, error) {
	line, err := e.Inference.MarshalJSON()
	if err != nil {
		return nil, err
	}
	because, err := unescaped(e.Because)
	return slices.Concat(bytes.TrimSuffix(bytes.TrimSpace(line), []byte("}")), []byte(`,"because":`), because, []byte("}")), err
}

// unescaped is JSON in which "<" and "&" stand as they are.
func unescaped(x any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(x)
	return bytes.TrimSpace(b.Bytes()), err
}

func explainedLine(env *Env, i *graph.Inference, sentences *sentences) error {
	line := explainedInference{Inference: *i}
	for _, c := range i.Claims {
		s, err := sentences.of(c)
		if err != nil {
			return err
		}
		line.Because = append(line.Because, explained{*c, s, c.Rule})
	}
	return jsonLines(env, []explainedInference{line})
}

// follows returns the inferences that the arguments of explain name. What they rest on
// is looked for in an outline, and only the claims that are shown get their words.
func (k *explain) follows(ctx context.Context, env *Env, v *sight, sel *view.Selection, a *asked) ([]graph.Inference, error) {
	if a.relation != "-" && a.id == "" {
		return nil, nil // the words of an open claim, which the schema knows nothing of
	}
	seeing := *v
	if v.part {
		var err error
		if seeing.graph, err = v.ws.Outline(ctx); err != nil {
			return nil, err
		}
	}
	e := infer.New(view.Grounds(seeing.graph, sel), v.schema, nil)
	var left infer.Left
	var found []graph.Inference
	if a.directed {
		found, left = e.Match(a.subject.ID, a.id, a.object)
	} else {
		found, left = e.About(a.subject.ID)
	}
	env.leftOut(v, &left)
	seeing.follows(found)
	found = view.Of(seeing.graph, sel).Graph.Inferences
	for i := range found {
		if !v.part {
			break
		}
		full, err := v.words(found[i].Claims...)
		if err != nil {
			return nil, err
		}
		found[i].Claims = make([]*graph.Claim, len(full))
		for j := range full {
			found[i].Claims[j] = &full[j]
		}
	}
	return found, nil
}

// explainInference prints an inference, and under it every claim that it rests on.
func explainInference(env *Env, i *graph.Inference, sentences *sentences, more bool) error {
	p := pen(env.colour())
	if more {
		fmt.Fprintln(env.Stdout)
	}
	fmt.Fprintf(env.Stdout, "%s %s %s  (%s)\n", p.bold(clean(i.Subject.Name)), i.Relation, p.bold(clean(i.Object.Name)), inferredWords(i, p))
	says := fmt.Sprintf("No text says so; it follows from %s; confidence %.2f", plural(i.Hops(), "claim"), i.Confidence)
	if t := inferenceTime(i); t != "" {
		says += "; when: " + t
	}
	for _, line := range wrap(says+":", env.width()-2) {
		fmt.Fprintf(env.Stdout, "  %s\n", p.faint(line))
	}
	for _, c := range i.Claims {
		s, err := sentences.of(c)
		if err != nil {
			return err
		}
		explainClaim(env, c, s, "  ")
	}
	return nil
}
