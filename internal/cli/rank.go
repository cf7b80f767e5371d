package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/shape"
)

type rank struct {
	looking
	selecting
	format  string
	by      string
	sources int
}

func newRank(g *global) *cobra.Command {
	k := &rank{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "rank",
		Short:   "Say who stands in the middle of things",
		GroupID: "ask",
		Long: `By pagerank, those come first who are tied to others who rank high; by degree,
those who are tied to most others; by betweenness, those over whom most of the
shortest ways between others lead. Claims count in either direction, and denied
ones only where --status asks for them.

In a large graph, betweenness is estimated from the ways of some entities,
always the same; --sources 0 takes all.`,
		Example: `  quadrille rank
  quadrille rank --by betweenness --type Person -n 10
  quadrille rank --relation met-with,told --since 2022`,
		Args: noneButFiles(&k.looking),
	}
	c.Flags().StringVar(&k.by, "by", string(shape.PageRank), "the `MEASURE`: "+strings.Join(measureNames(), ", "))
	c.Flags().IntVar(&k.sources, "sources", 400, "by betweenness, follow the ways from `N` entities; 0 from all")
	k.selecting.flags(c)
	k.looking.flags(c)
	formatFlag(c, &k.format, "table")
	return g.command(c, k.run)
}

func measureNames() []string {
	var names []string
	for _, m := range shape.Measures {
		names = append(names, string(m))
	}
	return names
}

// rankLine is what "rank --format jsonl" prints.
type rankLine struct {
	Rank int `json:"rank"`
	graph.Entity
	Measure    shape.Measure `json:"measure"`
	Score      float64       `json:"score"`
	Neighbours int           `json:"neighbours"`
	Claims     int           `json:"claims"`
}

// rankRows is how many a person is shown who asks for no number.
const rankRows = 20

func (k *rank) run(ctx context.Context, env *Env, args []string) error {
	jsonl, err := env.jsonl(k.format, "table")
	if err != nil {
		return err
	}
	by := shape.Measure(strings.ToLower(k.by))
	if !slices.Contains(shape.Measures, by) {
		return noSuch("measure", k.by, measureNames())
	}
	if k.sources < 0 {
		return misuse("--sources must be 0 or more")
	}
	v, n, limit, err := k.net(ctx, env, &k.selecting, args)
	if err != nil {
		return err
	}
	defer v.close()
	ranked, err := n.Rank(ctx, by, k.sources)
	if err != nil {
		return err
	}
	shown := ranked
	if limit == 0 && !jsonl {
		limit = rankRows
	}
	if limit > 0 {
		shown = ranked[:min(limit, len(ranked))]
	}
	if jsonl {
		lines := make([]rankLine, len(shown))
		for i, r := range shown {
			lines[i] = rankLine{i + 1, r.Entity, by, r.Score, r.Neighbours, r.Claims}
		}
		return jsonLines(env, lines)
	}
	estimated := ""
	if by == shape.Betweenness && k.sources > 0 && k.sources < len(ranked) {
		estimated = fmt.Sprintf("; estimated from the ways of %s", number(k.sources))
	}
	return rankTable(env, by, shown, len(ranked), estimated)
}

func rankTable(env *Env, by shape.Measure, shown []shape.Ranked, all int, note string) error {
	p := pen(env.colour())
	t := grid{columns: []column{{head: "", right: true, least: 3}, {head: "ENTITY", least: 16}, {head: "TYPE", least: 12}}}
	if by != shape.Degree {
		t.columns = append(t.columns, column{head: strings.ToUpper(string(by)), right: true, least: 8})
	}
	t.columns = append(t.columns, column{head: "TIED TO", right: true, least: 7}, column{head: "CLAIMS", right: true, least: 6})
	for i, r := range shown {
		row := []string{number(i + 1), clean(r.Name), r.Type}
		if by != shape.Degree {
			row = append(row, fmt.Sprintf("%.4f", r.Score))
		}
		t.add(append(row, number(r.Neighbours), number(r.Claims))...)
	}
	if err := t.write(env.Stdout, env.width(), p); err != nil {
		return err
	}
	_, err := fmt.Fprintf(env.Stdout, "\n%s%s\n", ofAll(len(shown), all, "tied entity"), note)
	return err
}
