package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

type explain struct {
	looking
	selecting
	inferring
	format string
	also   []graph.Claim // claims to find that the graph does not hold
}

func newExplain(g *global) *cobra.Command {
	k := &explain{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "explain SUBJECT [RELATION [OBJECT]]",
		Short:   "Show the sentences behind an edge, the words marked",
		GroupID: "look",
		Long: `For each claim that fits: the sentence it was read from with the words that
stand for subject and object marked, the document, who says so, when and where,
how sure the reading is and which rule read it. "-" for the relation means any.
Where no claim fits but one follows by the schema from what is asserted, it is
shown as inferred, with each claim that it rests on.`,
		Example: `  quadrille explain IS-K opposes Taliban
  quadrille explain IS-K attacked
  quadrille explain Russia - Ukraine`,
		Args: between(1, 3, "a subject, a relation and an object"),
	}
	k.selecting.flags(c)
	k.inferring.flag(c)
	k.looking.flags(c)
	formatFlag(c, &k.format, "text")
	return g.command(c, k.run)
}

// explained is what "explain --format jsonl" prints: a claim with its sentence.
type explained struct {
	graph.Claim
	Sentence graph.Mention `json:"sentence"`
	Rule     string        `json:"rule"`
}

func (k *explain) run(ctx context.Context, env *Env, args []string) error {
	jsonl, err := env.jsonl(k.format, "text")
	if err != nil {
		return err
	}
	v, err := k.openNames(ctx, env, nil)
	if err != nil {
		return err
	}
	defer v.close()
	found, follow, err := k.find(ctx, env, v, args)
	if err != nil {
		return err
	}
	sentences := sentences{v: v}
	for i := range found {
		s, err := sentences.of(&found[i])
		if err != nil {
			return err
		}
		if jsonl {
			err = jsonLines(env, []explained{{found[i], s, found[i].Rule}})
		} else {
			if i > 0 {
				fmt.Fprintln(env.Stdout)
			}
			explainClaim(env, &found[i], s, "")
		}
		if err != nil {
			return err
		}
	}
	for i := range follow {
		if jsonl {
			err = explainedLine(env, &follow[i], &sentences)
		} else {
			err = explainInference(env, &follow[i], &sentences, i > 0 || len(found) > 0)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// asked is what the arguments ask for.
type asked struct {
	subject  *graph.Entity
	relation string // as it was written; "-" for any
	id       string // the relation's; "" for any, or for one that is none
	object   string // an ID; "" for any
	directed bool   // whether a relation was named, which has a direction
}

// find returns the claims that the arguments name, in reading order; and what is
// inferred, where that was asked for or there is no claim.
func (k *explain) find(ctx context.Context, env *Env, v *sight, args []string) ([]graph.Claim, []graph.Inference, error) {
	subject, err := v.entity(args[0])
	if err != nil {
		return nil, nil, err
	}
	sel, err := k.of(v)
	if err != nil {
		return nil, nil, err
	}
	limit := sel.Limit
	sel.Limit = 0 // it is one of the claims that fit
	sel.Entities = append(sel.Entities, subject.ID)
	relation := "-"
	if len(args) > 1 {
		relation = args[1]
	}
	var id string
	var near []string
	if relation != "-" {
		if id, near, err = v.relation(relation); err != nil {
			return nil, nil, err
		}
	}
	object := ""
	if len(args) > 2 {
		e, err := v.entity(args[2])
		if err != nil {
			return nil, nil, err
		}
		object = e.ID
	}
	if err := v.about(ctx, max(sel.Hops, 1)-1, sel.Entities...); err != nil {
		return nil, nil, err
	}
	if err := v.add(k.also); err != nil {
		return nil, nil, err
	}
	var found []graph.Claim
	saidOpenly := false // whether some open claim has these words
	for _, c := range view.Of(v.graph, sel).Graph.Claims {
		open := c.Relation == nil && strings.EqualFold(c.Open, relation)
		saidOpenly = saidOpenly || open
		fits := relation == "-" || open || id != "" && c.RelationOf() == id
		if fits && leads(v, &c, subject.ID, object, len(args) > 1) {
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(a, b graph.Claim) int { return view.InReadingOrder(&a, &b) })
	var follow []graph.Inference
	if k.inferred || len(found) == 0 {
		follow, err = k.follows(ctx, env, v, sel, &asked{subject, relation, id, object, len(args) > 1})
		if err != nil {
			return nil, nil, err
		}
	}
	if limit > 0 {
		found = found[:min(limit, len(found))]
		follow = follow[:min(limit-len(found), len(follow))]
	}
	switch {
	case len(found)+len(follow) > 0:
		return found, follow, nil
	case relation != "-" && id == "" && !saidOpenly:
		return nil, nil, unknown("relation", relation, near)
	}
	f := nothing("no claim says that %s", strings.Join(args, " "))
	if others := relationsOf(v, subject.ID); len(others) > 0 {
		return nil, nil, f.hinted("of %s it is said: %s", subject.Name, strings.Join(others, ", "))
	}
	return nil, nil, f
}

// relationsOf lists the relations of which an entity is the subject, sorted.
func relationsOf(v *sight, id string) []string {
	var all []string
	for i := range v.graph.Claims {
		if c := &v.graph.Claims[i]; c.Subject.ID == id && c.Relation != nil {
			all = append(all, *c.Relation)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// leads reports whether a claim leads from the subject to the object ("" for
// any). A symmetric relation has no direction, and where only an entity was
// given, both its ends count.
func leads(v *sight, c *graph.Claim, subject, object string, directed bool) bool {
	from, to := c.Subject.ID, ""
	if c.Object != nil {
		to = c.Object.ID
	}
	if from == subject && (object == "" || to == object) {
		return true
	}
	if r := v.schema.Relation(c.RelationOf()); directed && (r == nil || !r.Symmetric) {
		return false
	}
	return to == subject && (object == "" || from == object)
}

// explainClaim prints a claim with its sentence, each line behind the indent.
func explainClaim(env *Env, c *graph.Claim, s graph.Mention, indent string) {
	p := pen(env.colour())
	fmt.Fprintf(env.Stdout, "%s%s %s %s  (%s)\n", indent, p.bold(clean(c.Subject.Name)), relationWords(c), p.bold(clean(objectName(c))), statusWords(c, p))
	width := env.width() - 2 - len(indent)
	for _, line := range wrap(marked(s, c, p), width) {
		fmt.Fprintf(env.Stdout, "%s  %s\n", indent, line)
	}
	said := fmt.Sprintf("%s, sentence %d", clean(c.Evidence.Source), c.Evidence.Sentence+1)
	if c.Time != nil {
		said += "; when: " + timeWords(c) + dates(c.Time)
	}
	if c.Place != nil {
		said += "; where: " + placeName(c)
	}
	said += fmt.Sprintf("; confidence %.2f", c.Confidence)
	if d := c.Decided; d != nil {
		said += "; " + clean(d.String())
	}
	if c.Rule != "" {
		said += "; read by: " + c.Rule
	}
	for _, line := range wrap(said, width) {
		fmt.Fprintf(env.Stdout, "%s  %s\n", indent, p.faint(line))
	}
}

// marked is a claim's sentence with the words marked that stand for subject and
// object, and the evidence in bold.
func marked(s graph.Mention, c *graph.Claim, p pen) string {
	var b strings.Builder
	for _, piece := range view.Mark(s.Text, s.Start, c) {
		words := clean(piece.Text)
		switch {
		case piece.Marks&(view.InSubject|view.InObject) != 0 && !bool(p):
			b.WriteString(p.mark(words))
		case piece.Marks&(view.InSubject|view.InObject) != 0:
			b.WriteString(eachWord(words, p.mark))
		case piece.Marks&view.InEvidence != 0:
			b.WriteString(eachWord(words, p.bold))
		default:
			b.WriteString(words)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// eachWord paints word by word, so that a line may break between them.
func eachWord(s string, paint func(string) string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		words[i] = paint(w)
	}
	return strings.Join(words, " ")
}

// dates writes the days that a time spans.
func dates(t *graph.Time) string {
	switch {
	case t.From == "" && t.To == "":
		return ""
	case t.From == t.To:
		return " (" + t.From + ")"
	case t.From == "":
		return " (to " + t.To + ")"
	case t.To == "":
		return " (from " + t.From + ")"
	}
	return " (" + t.From + " to " + t.To + ")"
}
