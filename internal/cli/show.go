package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

type show struct {
	looking
	selecting
	inferring
	format string
}

func newShow(g *global) *cobra.Command {
	k := &show{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "show ENTITY|DOCUMENT",
		Short:   "Show all that is known of one entity, or read a document",
		GroupID: "look",
		Long: `Names are found as people write them: any alias, any case, with or without
"the"; part of a name where only one entity has it. What made one entity of
names in several documents stands under "joined", namesakes that are others
under "apart", each with the reason; "quadrille merge" sets right what is wrong
there. With --hops 2, what is known of those whom it is tied to follows, and so
on.

A document is named by its file, path, address, ID or title. Its text is printed
with the words marked that its claims were read from: in bold, or between
brackets where there is no colour, the numbers of the claims behind them; these
follow each paragraph. --status, --relation, --entity and the like choose among
them. --document without an entity shows a document whose name an entity has.`,
		Example: `  quadrille show IS-K
  quadrille show putin --status asserted
  quadrille show taliban --hops 2
  quadrille show moscow.txt --status reported --min-confidence 0.7`,
		Args: between(0, 1, "one entity or document"),
	}
	k.selecting.flags(c)
	k.inferring.flag(c)
	k.looking.flags(c)
	formatFlag(c, &k.format, "text")
	return g.command(c, k.run)
}

// shown is what "show --format jsonl" prints: the entity and its claims.
type shown struct {
	graph.Profile
	Claims []graph.Claim `json:"claims"`
	// Inferred is what follows from these and others, with --inferred.
	Inferred []graph.Inference `json:"inferred,omitempty"`
}

func (k *show) run(ctx context.Context, env *Env, args []string) error {
	jsonl, err := env.jsonl(k.format, "text")
	if err != nil {
		return err
	}
	if len(args) == 0 && len(k.documents) == 0 {
		return misuse("quadrille show needs one entity or document").hinted("see %q", "quadrille show --help")
	}
	v, err := k.openNames(ctx, env, nil)
	if err != nil {
		return err
	}
	defer v.close()
	documents, err := k.meant(env, v, args)
	if err != nil {
		return err
	}
	if len(documents) > 0 {
		return k.showDocuments(ctx, env, v, documents, jsonl)
	}
	e, err := v.entity(args[0])
	if err != nil {
		return err
	}
	k.entities = append(k.entities, args[0])
	sel, err := k.of(v)
	if err != nil {
		return err
	}
	sel.Open = true
	if len(sel.Statuses) == 0 {
		sel.Statuses = graph.Statuses
	}
	if err := cmp.Or(k.bring(ctx, v, sel), v.introduce(e.ID)); err != nil {
		return err
	}
	k.infer(env, v, sel)
	seen := view.Of(v.graph, sel)
	profile := v.profile(e.ID)
	for i := range seen.Graph.Entities { // whose mentions are those of the documents asked for
		if seen.Graph.Entities[i].ID == e.ID {
			profile = &seen.Graph.Entities[i]
		}
	}
	if jsonl {
		claims := seen.Graph.Claims
		if claims == nil {
			claims = []graph.Claim{}
		}
		return jsonLines(env, []shown{{*profile, claims, seen.Graph.Inferences}})
	}
	return showEntity(env, v, profile, seen)
}

func showEntity(env *Env, v *sight, e *graph.Profile, seen *view.View) error {
	p := pen(env.colour())
	fmt.Fprintf(env.Stdout, "%s  %s\n", p.bold(clean(e.Name)), e.Type)
	block(env, "also", clean(strings.Join(e.Aliases, ", ")))
	block(env, "links", clean(strings.Join(e.Links, ", ")))
	block(env, "stands for", v.standsFor(e))
	block(env, "seats", v.seats(e))
	blocks(env, "mentioned", mentionWords(e.Mentions))
	blocks(env, "joined", v.joined(e))
	blocks(env, "apart", v.apart(e))
	if len(seen.Edges)+len(seen.Graph.Inferences) == 0 {
		_, err := fmt.Fprintln(env.Stdout, "\nNothing is said of it but its name.")
		return err
	}
	all := rings(seen, e.ID)
	for i, ring := range all {
		fmt.Fprintln(env.Stdout)
		if len(all) > 1 {
			fmt.Fprintf(env.Stdout, "%s\n", p.faint(plural(i+1, "step")+" away"))
		}
		var inferred []graph.Inference
		if len(all) == 1 {
			inferred = seen.Graph.Inferences
		}
		if err := edgesTable(env, seen, ring, inferred); err != nil {
			return err
		}
	}
	if len(all) == 1 || len(seen.Graph.Inferences) == 0 {
		return nil
	}
	fmt.Fprintf(env.Stdout, "\n%s\n", p.faint("what follows"))
	return edgesTable(env, seen, nil, seen.Graph.Inferences)
}

func edgesTable(env *Env, seen *view.View, edges []*view.Edge, inferred []graph.Inference) error {
	p := pen(env.colour())
	t := grid{columns: []column{{head: "SUBJECT"}, {head: "RELATION"}, {head: "OBJECT"}, {head: "STATUS"}, {head: "WHEN"}, {head: "CLAIMS", right: true, least: 6}}}
	for _, edge := range edges {
		t.add(nodeName(seen, edge.From), edgeLabel(edge), nodeName(seen, edge.To), edgeStatus(edge, p), edgeTime(edge), number(edge.Weight()))
	}
	for i := range inferred {
		// That an alliance holds both ways is seen in the line of the alliance.
		if f := &inferred[i]; f.How != graph.Symmetric {
			t.add(clean(f.Subject.Name), f.Relation, clean(f.Object.Name), inferredWords(f, p), inferenceTime(f), number(f.Hops()))
		}
	}
	return t.write(env.Stdout, env.width(), p)
}

// inOrder sorts the edges of an entity: what it does before what is done to it, and
// what relations cover before the text's own words.
func inOrder(seen *view.View, id string, edges []*view.Edge) []*view.Edge {
	rank := func(e *view.Edge) int {
		n := 0
		if e.From != id {
			n = 2
		}
		if e.Relation == "" {
			n++
		}
		return n
	}
	slices.SortStableFunc(edges, func(a, b *view.Edge) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Label(), b.Label()), cmp.Compare(nodeName(seen, a.To), nodeName(seen, b.To)))
	})
	return edges
}

// mentionWords counts the words by which each document speaks of an entity, the
// most frequent first: "moscow.txt  IS-K 13, it 5, the group 3".
func mentionWords(mentions []graph.SourcedMention) []string {
	var sources []string
	words := map[string][]string{}
	for _, m := range mentions {
		if words[m.Source] == nil {
			sources = append(sources, m.Source)
		}
		words[m.Source] = append(words[m.Source], clean(m.Text))
	}
	lines := make([]string, len(sources))
	for i, s := range sources {
		lines[i] = clean(s) + ": " + strings.Join(tally(words[s]), ", ")
	}
	return lines
}

func nodeName(v *view.View, id string) string {
	if n := v.Node(id); n != nil {
		return clean(n.Name)
	}
	return clean(id)
}

func edgeLabel(e *view.Edge) string {
	if e.Relation != "" {
		return e.Relation
	}
	return "“" + clean(e.Open) + "”"
}

func edgeStatus(e *view.Edge, p pen) string {
	if e.Inference != nil {
		return inferredWords(e.Inference, p)
	}
	s := statusName(e.Status, p)
	if len(e.Speakers) > 0 {
		s += " by " + clean(strings.Join(e.Speakers, ", "))
	}
	if e.Negative && e.Status != graph.Denied {
		s += ", negative"
	}
	return s
}

// edgeTime is when the claims of an edge hold, in the words of the texts.
func edgeTime(e *view.Edge) string {
	var times []string
	for _, c := range e.Claims {
		if w := timeWords(c); w != "" {
			times = append(times, w)
		}
	}
	return strings.Join(unique(times), ", ")
}
