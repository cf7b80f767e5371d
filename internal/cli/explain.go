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
	format string
}

func newExplain(g *global) *cobra.Command {
	k := &explain{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "explain SUBJECT [RELATION [OBJECT]]",
		Short:   "Show the sentences behind an edge, the words marked",
		GroupID: "look",
		Long: `For each claim that fits: the sentence it was read from with the words that
stand for subject and object marked, the document, who says so, when and where,
how sure the reading is and which rule read it. "-" for the relation means any.`,
		Example: `  quadrille explain IS-K opposes Taliban
  quadrille explain IS-K attacked
  quadrille explain Russia - Ukraine`,
		Args: between(1, 3, "a subject, a relation and an object"),
	}
	k.selecting.flags(c)
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
	v, err := k.open(ctx, env, nil)
	if err != nil {
		return err
	}
	defer v.close()
	found, err := k.find(v, args)
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
			err = explainClaim(env, &found[i], s, i > 0)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// find returns the claims that the arguments name, in reading order.
func (k *explain) find(v *sight, args []string) ([]graph.Claim, error) {
	subject, err := v.entity(args[0])
	if err != nil {
		return nil, err
	}
	sel, err := k.of(v)
	if err != nil {
		return nil, err
	}
	sel.Entities = append(sel.Entities, subject.ID)
	relation := "-"
	if len(args) > 1 {
		relation = args[1]
	}
	id, near := v.names.Relation(relation)
	object := ""
	if len(args) > 2 {
		e, err := v.entity(args[2])
		if err != nil {
			return nil, err
		}
		object = e.ID
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
	switch {
	case len(found) > 0:
		return found, nil
	case relation != "-" && id == "" && !saidOpenly:
		return nil, unknown("relation", relation, near)
	}
	f := nothing("no claim says that %s", strings.Join(args, " "))
	if others := relationsOf(v, subject.ID); len(others) > 0 {
		return nil, f.hinted("of %s it is said: %s", subject.Name, strings.Join(others, ", "))
	}
	return nil, f
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

func explainClaim(env *Env, c *graph.Claim, s graph.Mention, more bool) error {
	p := pen(env.colour())
	if more {
		fmt.Fprintln(env.Stdout)
	}
	fmt.Fprintf(env.Stdout, "%s %s %s  (%s)\n", p.bold(clean(c.Subject.Name)), relationWords(c), p.bold(clean(objectName(c))), statusWords(c, p))
	for _, line := range wrap(marked(s, c, p), env.width()-2) {
		fmt.Fprintf(env.Stdout, "  %s\n", line)
	}
	said := fmt.Sprintf("%s, sentence %d", clean(c.Evidence.Source), c.Evidence.Sentence+1)
	if c.Time != nil {
		said += "; when: " + timeWords(c) + dates(c.Time)
	}
	if c.Place != nil {
		said += "; where: " + placeName(c)
	}
	said += fmt.Sprintf("; confidence %.2f", c.Confidence)
	if c.Rule != "" {
		said += "; read by: " + c.Rule
	}
	for _, line := range wrap(said, env.width()-2) {
		fmt.Fprintf(env.Stdout, "  %s\n", p.faint(line))
	}
	return nil
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
