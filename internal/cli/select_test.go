package cli

import (
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A command that selects has all the flags by which one selects, and they mean the
// same everywhere.
func TestSelectionFlagsAreTheSameEverywhere(t *testing.T) {
	want := &cobra.Command{Use: "want"}
	(&selecting{}).flags(want)
	selects := 0
	for _, c := range everyCommand() {
		if c.Flags().Lookup("entity") == nil {
			continue
		}
		selects++
		want.Flags().VisitAll(func(f *pflag.Flag) {
			got := c.Flags().Lookup(f.Name)
			switch {
			case got == nil:
				t.Errorf("%s has no --%s", c.CommandPath(), f.Name)
			case got.Usage != f.Usage || got.Shorthand != f.Shorthand || got.DefValue != f.DefValue:
				t.Errorf("%s says of --%s: %s (-%s), elsewhere it is %s (-%s)", c.CommandPath(), f.Name, got.Usage, got.Shorthand, f.Usage, f.Shorthand)
			}
		})
	}
	if selects < 9 {
		t.Errorf("%d commands select", selects)
	}
	for _, name := range []string{"claims", "entities", "show", "explain", "path", "export", "contradictions", "review", "accept", "reject", "rank", "communities", "timeline", "compare"} {
		c, _, err := newRoot(&global{env: &Env{}}).Find([]string{name})
		if err != nil || c.Flags().Lookup("entity") == nil {
			t.Errorf("%s does not select: %v", name, err)
		}
	}
}
