package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/ingest"
)

type stats struct {
	looking
	format string
}

func newStats(g *global) *cobra.Command {
	k := &stats{looking: looking{global: g, quads: true}}
	c := &cobra.Command{
		Use:     "stats",
		Short:   "Say what the workspace holds, and list its documents",
		GroupID: "look",
		Args:    noneButFiles(&k.looking),
	}
	k.looking.flags(c)
	formatFlag(c, &k.format, "text")
	return g.command(c, k.run)
}

// statsLine is what "stats --format jsonl" prints.
type statsLine struct {
	Documents  int            `json:"documents"`
	Words      int            `json:"words"`
	Entities   int            `json:"entities"`
	Types      map[string]int `json:"types"`
	Claims     int            `json:"claims"`
	Statuses   map[string]int `json:"statuses"`
	Quads      int64          `json:"quads"`
	IndexBytes int64          `json:"index_bytes"`
	Damaged    []string       `json:"damaged,omitempty"`
}

func (k *stats) run(ctx context.Context, env *Env, args []string) error {
	jsonl, err := env.jsonl(k.format, "text")
	if err != nil {
		return err
	}
	ws, err := k.workspace(ctx, env, args)
	if err != nil {
		return err
	}
	defer ws.Close()
	st, err := ws.Stats()
	if err != nil {
		return err
	}
	if jsonl {
		return jsonLines(env, []statsLine{{
			Documents: st.Documents, Words: st.Words, Entities: st.Entities, Types: counted(st.Types),
			Claims: st.Claims, Statuses: counted(st.Statuses), Quads: st.Quads, IndexBytes: st.IndexBytes, Damaged: st.Damaged,
		}})
	}
	writeStats(env, st)
	index := number(int(st.Quads)) + " quads"
	if st.IndexBytes > 0 {
		index += fmt.Sprintf(" in %s", size(st.IndexBytes))
	}
	block(env, "index", index)
	for _, d := range st.Damaged {
		block(env, "damaged", clean(d))
	}
	docs, err := ws.Documents()
	if err != nil || len(docs) == 0 {
		return err
	}
	fmt.Fprintln(env.Stdout)
	return documentsTable(env, docs)
}

func documentsTable(env *Env, docs []ingest.DocumentInfo) error {
	t := grid{columns: []column{
		{head: "DOCUMENT", least: 10},
		{head: "SOURCE"},
		{head: "TITLE"},
		{head: "DATE", least: 10},
		{head: "WORDS", right: true, least: 5},
		{head: "CLAIMS", right: true, least: 6},
	}}
	for _, d := range docs {
		var names []string
		for _, s := range d.Sources {
			names = append(names, clean(s.Name))
		}
		t.add(d.ID[:min(10, len(d.ID))], strings.Join(unique(names), ", "), clean(d.Title), d.Date, number(d.Words), number(d.Claims))
	}
	return t.write(env.Stdout, env.width(), pen(env.colour()))
}

func counted(counts []ingest.Count) map[string]int {
	m := map[string]int{}
	for _, c := range counts {
		m[c.Name] = c.N
	}
	return m
}

// statusPen colours the name of a status.
func statusPen(p pen, name string) string { return statusName(graph.Status(name), p) }

// size is a number of bytes as people say it.
func size(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d bytes", n)
	case n < 1<<20:
		return fmt.Sprintf("%.0f KB", float64(n)/(1<<10))
	case n < 1<<30:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
}
