// Package cli is the command line: one file for each command, with its usage
// text, its flags and its run method. Begin at Run, then at the list of commands.
//
// Data goes to standard output and talk to standard error. Where standard output
// is a terminal, people get tables; in a pipe, programs get JSON lines. Nothing
// here knows how a graph is made: a command opens a workspace, asks the library
// under it, and prints.
package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/agnivade/levenshtein"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commands lists them in the order of the help text.
var commands = []func(*global) *cobra.Command{
	newBuild,
	newExtract,
	newLoad,
	newImport,
	newClaims,
	newEntities,
	newShow,
	newExplain,
	newContradictions,
	newStats,
	newQuery,
	newPath,
	newCompare,
	newRank,
	newCommunities,
	newTimeline,
	newExport,
	newMerge,
	newSplit,
	newRename,
	newType,
	newAccept,
	newReject,
	newReview,
	newDecisions,
	newUndo,
	newBrat,
	newRemove,
	newReindex,
	newSchema,
	newAnnotate,
	newEval,
	newVersion,
}

// groups are the headings of the help text.
var groups = []*cobra.Group{
	{ID: "make", Title: "Make a graph"},
	{ID: "look", Title: "Look at it"},
	{ID: "ask", Title: "Ask it"},
	{ID: "carry", Title: "Carry it away"},
	{ID: "keep", Title: "Keep it right"},
	{ID: "tool", Title: "Under the bonnet"},
}

// global is what every command shares: the machine, and the flags before it.
type global struct {
	env   *Env
	graph string // --graph

	failed, inputs int // of --from: how many could not be read, and have been named
}

// dir is the workspace's folder.
func (g *global) dir() string {
	if g.graph != "" {
		return g.graph
	}
	if dir := g.env.getenv(graphVar); dir != "" {
		return dir
	}
	return defaultGraph
}

// runner is what a command does.
type runner func(ctx context.Context, env *Env, args []string) error

// command joins a command to what it does: its output is buffered, and flushed
// when it is done.
func (g *global) command(c *cobra.Command, run runner) *cobra.Command {
	c.RunE = func(cmd *cobra.Command, args []string) error {
		env := *g.env
		out := bufio.NewWriterSize(env.Stdout, 64<<10)
		env.Stdout = out
		err := run(cmd.Context(), &env, args)
		if err == nil {
			err = unread(g.failed, g.inputs)
		}
		if e := out.Flush(); err == nil {
			err = e
		}
		return err
	}
	return c
}

// Run carries out one call and returns its exit code. It never panics: what goes
// wrong inside is told in a sentence.
func Run(ctx context.Context, env *Env) (code int) {
	defer func() {
		if p := recover(); p != nil {
			code = env.report(fmt.Errorf("this is a bug in quadrille, please report it with the command you gave: %v", p))
		}
	}()
	own := *env
	own.warned = &sync.Map{}
	if own.Stdin != nil {
		own.Stdin = &patient{ctx: ctx, under: env.Stdin}
	}
	root := newRoot(&global{env: &own})
	root.SetArgs(env.Args)
	return env.report(root.ExecuteContext(ctx))
}

func newRoot(g *global) *cobra.Command {
	cobra.EnableCommandSorting = false // in the order of the list above
	root := &cobra.Command{
		Use:   "quadrille",
		Short: "Turn text into a knowledge graph that can prove every edge",
		Long: `Quadrille reads text and makes a knowledge graph of it: who did what to whom,
who says so, whether it is denied, when and where. Every edge leads back to the
exact words it was read from.`,
		Example: `  quadrille build article.txt notes/     read files into ./quadrille.kg
  quadrille show "IS-K"                  all that is known of one entity
  quadrille explain IS-K opposes         the sentences behind an edge
  quadrille query '?who opposes Taliban'
  quadrille export -f svg -o graph.svg`,
		SilenceErrors:              true,
		SilenceUsage:               true,
		DisableAutoGenTag:          true,
		Args:                       cobra.ArbitraryArgs,
		SuggestionsMinimumDistance: 2,
	}
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		return unknownCommand(cmd, args[0])
	}
	root.SetIn(g.env.Stdin)
	root.SetOut(g.env.Stdout)
	root.SetErr(g.env.Stderr)
	root.SetHelpTemplate(helpTemplate)
	root.SetUsageTemplate(usageTemplate)
	root.SetFlagErrorFunc(wrongFlag)
	root.PersistentFlags().StringVarP(&g.graph, "graph", "g", "",
		"the workspace `DIR` (default $"+graphVar+", or ./"+defaultGraph+")")
	root.PersistentFlags().BoolP("help", "h", false, "say what the command does")
	root.AddGroup(groups...)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetHelpCommandGroupID("tool")
	for _, add := range commands {
		root.AddCommand(add(g))
	}
	root.InitDefaultHelpCmd()
	if help, _, err := root.Find([]string{"help"}); err == nil {
		help.Long = `The same as "quadrille COMMAND --help".`
		help.RunE = func(_ *cobra.Command, args []string) error { return helpOf(root, args) }
	}
	return root
}

// helpOf prints the help of a command, which may be one of another's.
func helpOf(root *cobra.Command, args []string) error {
	c, rest, err := root.Find(args)
	switch {
	case err != nil || c == root && len(rest) > 0:
		return unknownCommand(root, args[0])
	case len(rest) > 0:
		return misuse("there is no command %q", strings.Join(args, " ")).hinted("see %q", c.CommandPath()+" --help")
	}
	return c.Help()
}

// oneOf is what a command does that is nothing without one of its own commands.
func oneOf(c *cobra.Command, args []string) error {
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	if len(args) > 0 {
		return noSuch("command of "+c.Name(), args[0], names)
	}
	return misuse("%s needs to know what to do", c.Name()).hinted("it is %s", either(names))
}

func unknownCommand(root *cobra.Command, name string) error {
	f := misuse("there is no command %q", name)
	if near := root.SuggestionsFor(name); len(near) > 0 {
		return f.hinted("did you mean %q?", "quadrille "+near[0])
	}
	return f.hinted(`"quadrille help" lists the commands`)
}

// wrongFlag says what is wrong with a flag, in other words than the library's, which
// are a programmer's.
func wrongFlag(cmd *cobra.Command, err error) error {
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var strange *pflag.NotExistError
	see := cmd.CommandPath() + " --help"
	switch {
	case errors.As(err, &missing):
		what, _ := pflag.UnquoteUsage(missing.GetFlag())
		return misuse("--%s needs its %s", missing.GetFlag().Name, what).hinted("see %q", see)
	case errors.As(err, &invalid):
		flag := invalid.GetFlag()
		return misuse("--%s is %s, not %q", flag.Name, kindOf(flag), invalid.GetValue()).hinted("see %q", see)
	case errors.As(err, &strange) && strange.GetSpecifiedShortnames() != "":
		return misuse("unknown flag: -%s", strange.GetSpecifiedName()).hinted("see %q", see)
	}
	f := misuse("%w", err)
	name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !unknown {
		return f.hinted("see %q", see)
	}
	best, distance := "", 3 // a slip of the fingers changes one letter or two
	cmd.Flags().VisitAll(func(flag *pflag.Flag) {
		if d := levenshtein.ComputeDistance(name, flag.Name); d < distance {
			best, distance = flag.Name, d
		}
	})
	if best != "" {
		return f.hinted("did you mean --%s?", best)
	}
	return f.hinted("see %q", see)
}

// kindOf says what a flag's value has to be.
func kindOf(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "int":
		return "a whole number"
	case "float64":
		return "a number"
	case "duration":
		return "a time, as in 30s or 5m"
	case "size":
		return "a size, as in 800kB or 50MB"
	case "bool":
		return "true or false"
	}
	return "another kind of value"
}

// between checks the number of arguments and says what they are.
func between(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		var f *fault
		switch {
		case len(args) < least && least == most && len(args) > 0:
			f = misuse("%s needs %s; %d given", cmd.CommandPath(), what, len(args))
		case len(args) < least:
			f = misuse("%s needs %s", cmd.CommandPath(), what)
		case most >= 0 && len(args) > most && most == 0:
			f = misuse("%s takes no arguments; got %q", cmd.CommandPath(), args[0])
		case most >= 0 && len(args) > most:
			f = misuse("%s takes %s; %q is too many", cmd.CommandPath(), what, args[most])
		default:
			return nil
		}
		return f.hinted("see %q", cmd.CommandPath()+" --help")
	}
}

// helpTemplate begins with the line that the list of commands has, too.
const helpTemplate = `{{.Short}}.
{{with .Long}}
{{. | trimTrailingWhitespaces}}
{{end}}
{{.UsageString}}`

// usageTemplate is cobra's, in our words.
const usageTemplate = `Usage:
  {{if .HasAvailableSubCommands}}{{.CommandPath}} COMMAND [flags]{{else}}{{.UseLine}}{{end}}
{{- if .HasExample}}

Examples:
{{.Example}}
{{- end}}
{{- if .HasAvailableSubCommands}}
{{- $cmds := .Commands}}
{{- if eq (len .Groups) 0}}

Commands:
{{- range $cmds}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}
{{- else}}
{{- range $group := .Groups}}

{{.Title}}:
{{- range $cmds}}{{if (and (eq .GroupID $group.ID) (or .IsAvailableCommand (eq .Name "help")))}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}
{{- end}}
{{- end}}
{{- end}}
{{- if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}
{{- end}}
{{- if .HasAvailableInheritedFlags}}

Everywhere:
{{.InheritedFlags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}
{{- end}}
`
