package cli

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// everyCommand lists the commands and their subcommands.
func everyCommand() []*cobra.Command {
	var all []*cobra.Command
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		all = append(all, c)
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(newRoot(&global{env: &Env{}}))
	return all
}

func TestHelpFitsATerminalOf80Columns(t *testing.T) {
	for _, c := range everyCommand() {
		var out bytes.Buffer
		c.SetOut(&out)
		if err := c.Help(); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(out.String(), "\n") {
			if n := utf8.RuneCountInString(line); n > 80 {
				t.Errorf("%s: %d columns: %s", c.CommandPath(), n, line)
			}
		}
	}
}

func TestHelpNamesWhatAFlagTakesInWords(t *testing.T) {
	for _, c := range everyCommand() {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Value.Type() != "bool" && !strings.Contains(f.Usage, "`") {
				t.Errorf("%s: --%s takes a %s, says the help", c.CommandPath(), f.Name, f.Value.Type())
			}
		})
	}
}

// What is wrong with a flag is said in a person's words.
func TestWrongFlags(t *testing.T) {
	for _, test := range []struct{ call, want string }{
		{"claims --min-confidence high", `--min-confidence is a number, not "high"`},
		{"claims --limit many", `--limit is a whole number, not "many"`},
		{"query --timeout 5 x", `--timeout is a time, as in 30s or 5m, not "5"`},
		{"claims --rejected=perhaps", `--rejected is true or false, not "perhaps"`},
		{"claims --entity", "--entity needs its NAME"},
		{"claims -e", "--entity needs its NAME"},
		{"stats -d one.txt", "unknown flag: -d"},
		{"claims --entty x", "did you mean --entity?"},
	} {
		var errors bytes.Buffer
		code := Run(t.Context(), &Env{Args: strings.Fields(test.call), Stdout: &bytes.Buffer{}, Stderr: &errors})
		if code != Misused || !strings.Contains(errors.String(), test.want) || strings.Contains(errors.String(), "strconv") {
			t.Errorf("%s: code %d, %q, want %q", test.call, code, errors.String(), test.want)
		}
	}
}
