package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/quadrille-kg/quadrille/graph/ingest"
)

// summary is what a build ends with: what was done, what the graph holds now,
// and what to try next.
type summary struct {
	global  *global
	report  *ingest.Report
	stats   *ingest.Stats
	created bool
}

func (s *summary) write(env *Env) {
	p := pen(env.colour())
	fmt.Fprintln(env.Stdout, s.done())
	made := "The graph in"
	if s.created {
		made = "Made"
	}
	fmt.Fprintf(env.Stdout, "%s %s:\n\n", made, p.bold(s.global.dir()))
	writeStats(env, s.stats)
	s.writeNext(env)
}

// done says what became of the inputs: "2 documents added, 1 unchanged; 1,204
// words in 0.4 s".
func (s *summary) done() string {
	r := s.report
	var parts []string
	for _, c := range []struct {
		n    int
		word string
	}{{r.Added, "added"}, {r.Changed, "changed"}, {r.Unchanged, "unchanged"}, {r.Removed, "removed"}, {r.Failed, "failed"}} {
		if c.n == 0 {
			continue
		}
		part := fmt.Sprintf("%s %s", number(c.n), c.word)
		if len(parts) == 0 {
			part = fmt.Sprintf("%s %s", plural(c.n, "document"), c.word)
		}
		parts = append(parts, part)
	}
	line := strings.Join(parts, ", ")
	if r.Reread > 0 {
		line += fmt.Sprintf("; %s read anew, as the schema or the program changed", plural(r.Reread, "document"))
	}
	if r.Added+r.Changed+r.Reread+r.Removed == 0 {
		return line + "; nothing to do."
	}
	if r.Words > 0 {
		line += "; " + plural(r.Words, "word")
	}
	return line + " in " + duration(r.Elapsed) + "."
}

// duration is a time as people say it.
func duration(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < 2*time.Minute:
		return fmt.Sprintf("%.0f s", d.Seconds())
	}
	return d.Round(time.Second).String()
}

// writeStats prints the sizes of a graph.
func writeStats(env *Env, st *ingest.Stats) {
	block(env, "documents", fmt.Sprintf("%s (%s)", number(st.Documents), plural(st.Words, "word")))
	block(env, "entities", number(st.Entities)+inBrackets(st.Types, env, nil))
	block(env, "claims", number(st.Claims)+inBrackets(st.Statuses, env, statusPen))
	var busy []string
	for _, b := range named(st.Busiest) {
		busy = append(busy, fmt.Sprintf("%s %d", clean(short(b.Name, longestName)), b.Mentions))
	}
	block(env, "busiest", strings.Join(busy, ", "))
}

// named leaves out dates, numbers and sums, which are mentioned often and tell
// nobody what a text is about.
func named(busy []ingest.Busy) []ingest.Busy {
	return slices.DeleteFunc(slices.Clone(busy), func(b ingest.Busy) bool {
		return b.Type == "Date" || b.Type == "Quantity" || b.Type == "Money"
	})
}

// longestName is how much of a name a summary shows, in characters.
const longestName = 60

// mostTypes is how many types a person is told of.
const mostTypes = 8

// inBrackets writes counts after their sum: " (Person 8, Country 7)".
func inBrackets(counts []ingest.Count, env *Env, paint func(pen, string) string) string {
	if len(counts) == 0 {
		return ""
	}
	parts := make([]string, min(len(counts), mostTypes))
	for i, c := range counts[:len(parts)] {
		name := c.Name
		if name == "" {
			name = "untyped"
		}
		if paint != nil {
			name = paint(pen(env.colour()), name)
		}
		parts[i] = fmt.Sprintf("%s %s", name, number(c.N))
	}
	if left := len(counts) - len(parts); left > 0 {
		parts = append(parts, plural(left, "other type"))
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// writeNext suggests commands that work on what was just read.
func (s *summary) writeNext(env *Env) {
	busiest := slices.DeleteFunc(named(s.stats.Busiest), func(b ingest.Busy) bool { return short(b.Name, longestName) != b.Name })
	if len(busiest) == 0 {
		return
	}
	g := ""
	if dir := s.global.dir(); filepath.Clean(dir) != defaultGraph && env.getenv(graphVar) == "" {
		g = " -g " + quoteArg(dir)
	}
	name := quoteArg(busiest[0].Name)
	fmt.Fprintf(env.Stdout, "\nNext, try:\n")
	for _, line := range []string{"show" + g + " " + name, "explain" + g + " " + name, "export" + g + " -o graph.svg"} {
		fmt.Fprintf(env.Stdout, "  quadrille %s\n", line)
	}
}
