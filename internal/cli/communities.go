package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/shape"
)

type communities struct {
	looking
	selecting
	format     string
	resolution float64
	members    int
}

func newCommunities(g *global) *cobra.Command {
	k := &communities{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "communities",
		Short:   "Find groups that have most to do with each other",
		GroupID: "ask",
		Long: `Whom claims tie closely stands together, whatever the claims say: a war makes a
community of those who fight it. The method is Louvain's; the same graph is
divided the same way every time. The members who tell most of a group come
first: those who have much to do with it, and little with others.`,
		Example: `  quadrille communities
  quadrille communities --relation allied-with,supports,cooperates-with
  quadrille communities --resolution 2 --members 20`,
		Args: noneButFiles(&k.looking),
	}
	c.Flags().Float64Var(&k.resolution, "resolution", 1, "how finely: an `R` above 1 makes more and smaller groups, below 1 fewer")
	c.Flags().IntVar(&k.members, "members", 0, "name no more than `N` members of each (default: 8 in a table, all in a pipe)")
	k.selecting.flags(c)
	k.looking.flags(c)
	formatFlag(c, &k.format, "table")
	return g.command(c, k.run)
}

// communityLine is what "communities --format jsonl" prints.
type communityLine struct {
	Community int          `json:"community"`
	Entities  int          `json:"entities"`
	Inside    int          `json:"inside"`  // claims between members
	Outside   int          `json:"outside"` // claims that tie members to others
	Members   []memberLine `json:"members"`
}

type memberLine struct {
	graph.Entity
	Inside  int `json:"inside"`
	Outside int `json:"outside"`
}

// What a person is shown who asks for no numbers.
const (
	communityRows = 15
	memberNames   = 8
)

func (k *communities) run(ctx context.Context, env *Env, args []string) error {
	jsonl, err := env.jsonl(k.format, "table")
	if err != nil {
		return err
	}
	if k.resolution <= 0 {
		return misuse("--resolution must be above 0")
	}
	if k.members < 0 {
		return misuse("--members must be 1 or more")
	}
	v, n, limit, err := k.net(ctx, env, &k.selecting, args)
	if err != nil {
		return err
	}
	defer v.close()
	d, err := n.Communities(ctx, k.resolution)
	if err != nil {
		return err
	}
	shown := d.Communities
	if limit == 0 && !jsonl {
		limit = communityRows
	}
	if limit > 0 {
		shown = shown[:min(limit, len(shown))]
	}
	if jsonl {
		return jsonLines(env, k.lines(shown))
	}
	return k.table(env, &d, shown)
}

func (k *communities) lines(shown []shape.Community) []communityLine {
	lines := make([]communityLine, len(shown))
	for i, c := range shown {
		lines[i] = communityLine{Community: i + 1, Entities: len(c.Members), Inside: c.Inside, Outside: c.Outside}
		for _, m := range c.Members {
			if k.members > 0 && len(lines[i].Members) == k.members {
				break
			}
			lines[i].Members = append(lines[i].Members, memberLine(m))
		}
	}
	return lines
}

func (k *communities) table(env *Env, d *shape.Division, shown []shape.Community) error {
	most := k.members
	if most == 0 {
		most = memberNames
	}
	t := grid{columns: []column{
		{head: "", right: true, least: 3},
		{head: "MEMBERS"},
		{head: "ENTITIES", right: true},
		{head: "CLAIMS INSIDE", right: true},
		{head: "OUTSIDE", right: true},
	}}
	entities := 0
	for _, c := range d.Communities {
		entities += len(c.Members)
	}
	for i, c := range shown {
		var names []string
		for _, m := range c.Members[:min(most, len(c.Members))] {
			names = append(names, clean(m.Name))
		}
		words := strings.Join(names, ", ")
		if more := len(c.Members) - most; more > 0 {
			words += fmt.Sprintf(" and %s more", number(more))
		}
		t.add(number(i+1), words, number(len(c.Members)), number(c.Inside), number(c.Outside))
	}
	if err := t.write(env.Stdout, env.width(), pen(env.colour())); err != nil {
		return err
	}
	_, err := fmt.Fprintf(env.Stdout, "\n%s of %s; modularity %.2f\n",
		ofAll(len(shown), len(d.Communities), "community"), plural(entities, "tied entity"), d.Modularity)
	return err
}
