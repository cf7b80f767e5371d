package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/schema"
)

// defaultSchema is what a new workspace is built with.
const defaultSchema = "conflict"

func newSchema(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:     "schema",
		Short:   "See, check or begin a schema: what may come out of a text",
		GroupID: "tool",
		Long: `A schema is a YAML file that lists the types of entity, the relations between
them, the words by which English says each, and names known beforehand. Two are
built in: "general" for any text, and "conflict", which extends it and is the
default. A file of your own extends either; build with it by --schema FILE.`,
		Args: cobra.ArbitraryArgs,
		RunE: oneOf,
	}
	c.AddCommand(newSchemaShow(g), newSchemaCheck(g), newSchemaInit(g))
	return c
}

type schemaShow struct{ format string }

func newSchemaShow(g *global) *cobra.Command {
	s := &schemaShow{}
	c := &cobra.Command{
		Use:   "show [SCHEMA] [ENTRY]",
		Short: "List a schema's types and relations, or show one of them or a name",
		Example: `  quadrille schema show
  quadrille schema show opposes
  quadrille schema show mine.yaml ArmedGroup
  quadrille schema show IS-K`,
		Args: between(0, 2, "a schema and one of its types, relations or names"),
	}
	formatFlag(c, &s.format, "table")
	return g.command(c, s.run)
}

func (s *schemaShow) run(_ context.Context, env *Env, args []string) error {
	name, entry := defaultSchema, ""
	switch len(args) {
	case 2:
		name, entry = args[0], args[1]
	case 1:
		if isSchema(args[0]) {
			name = args[0]
		} else {
			entry = args[0]
		}
	}
	sch, err := schema.Load(name)
	if err != nil {
		return err
	}
	if entry != "" {
		return showEntry(env, sch, entry)
	}
	jsonl, err := env.jsonl(s.format, "table")
	if err != nil {
		return err
	}
	if jsonl {
		return schemaLines(env, sch)
	}
	return schemaTables(env, sch)
}

// isSchema reports whether a word names a schema rather than an entry of one.
func isSchema(word string) bool {
	if slices.Contains(schema.Builtin(), word) || strings.HasSuffix(word, ".yaml") || strings.HasSuffix(word, ".yml") {
		return true
	}
	_, err := os.Stat(word)
	return err == nil
}

func schemaTables(env *Env, sch *schema.Schema) error {
	p := pen(env.colour())
	types := grid{columns: []column{{head: "TYPE"}, {head: "SAYS"}}}
	for _, t := range sch.Types {
		types.add(strings.Repeat("  ", depth(sch, t))+t.ID, t.Says)
	}
	if err := types.write(env.Stdout, env.width(), p); err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout)
	relations := grid{columns: []column{{head: "RELATION", least: 26}, {head: "FROM"}, {head: "TO"}, {head: "SAYS", least: 16}}}
	for _, r := range sch.Relations {
		relations.add(r.ID+symbol(r), anyOf(r.From), anyOf(r.To), r.Says)
	}
	if err := relations.write(env.Stdout, env.width(), p); err != nil {
		return err
	}
	_, err := fmt.Fprintf(env.Stdout, "\n%s. s: symmetric, t: transitive.\n", counts(sch))
	return err
}

// depth is how far a type stands below its root.
func depth(sch *schema.Schema, t *schema.Type) int {
	n := 0
	for p := sch.Type(t.Parent); p != nil; p = sch.Type(p.Parent) {
		n++
	}
	return n
}

func symbol(r *schema.Relation) string {
	s := ""
	if r.Symmetric {
		s += " s"
	}
	if r.Transitive {
		s += " t"
	}
	return s
}

func anyOf(types []string) string {
	if len(types) == 0 {
		return "any"
	}
	return strings.Join(types, ", ")
}

func counts(sch *schema.Schema) string {
	triggers := 0
	for _, r := range sch.Relations {
		triggers += len(r.Triggers)
	}
	return fmt.Sprintf("%s: %s, %s with %s, %s", sch.Name, plural(len(sch.Types), "type"),
		plural(len(sch.Relations), "relation"), plural(triggers, "trigger"), plural(len(sch.Names), "name"))
}

// schemaEntry is a line of "schema show --format jsonl".
type schemaEntry struct {
	Type       string              `json:"type,omitempty"`
	Is         string              `json:"is,omitempty"`
	Nouns      []string            `json:"nouns,omitempty"`
	Relation   string              `json:"relation,omitempty"`
	From       []string            `json:"from,omitempty"`
	To         []string            `json:"to,omitempty"`
	Says       string              `json:"says,omitempty"`
	Symmetric  bool                `json:"symmetric,omitempty"`
	Transitive bool                `json:"transitive,omitempty"`
	Inverse    string              `json:"inverse,omitempty"`
	Maps       map[string][]string `json:"maps,omitempty"`
}

func schemaLines(env *Env, sch *schema.Schema) error {
	enc := json.NewEncoder(env.Stdout)
	enc.SetEscapeHTML(false)
	for _, t := range sch.Types {
		if err := enc.Encode(schemaEntry{Type: t.ID, Is: t.Parent, Says: t.Says, Nouns: t.Nouns, Maps: t.Maps}); err != nil {
			return err
		}
	}
	for _, r := range sch.Relations {
		if err := enc.Encode(schemaEntry{
			Relation: r.ID, From: r.From, To: r.To, Says: r.Says, Maps: r.Maps,
			Symmetric: r.Symmetric, Transitive: r.Transitive, Inverse: r.Inverse,
		}); err != nil {
			return err
		}
	}
	return nil
}

// showEntry prints one type, relation or name, wrapped to the terminal.
func showEntry(env *Env, sch *schema.Schema, id string) error {
	var b strings.Builder
	if err := sch.Show(&b, id); err != nil {
		message, hint, _ := strings.Cut(err.Error(), "; ")
		f := nothing("%s", message)
		if hint == "" {
			hint = `"quadrille schema show" lists them`
		}
		return f.hinted("%s", hint)
	}
	for line := range strings.Lines(b.String()) {
		words := strings.TrimSpace(line)
		indent := strings.Repeat(" ", max(0, len(line)-len(strings.TrimLeft(line, " "))-2))
		for i, part := range wrap(words, env.width()-len(indent)-2) {
			if i > 0 {
				part = "  " + part
			}
			fmt.Fprintf(env.Stdout, "%s%s\n", indent, part)
		}
	}
	return nil
}

func newSchemaCheck(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:   "check FILE...",
		Short: "Say whether a schema file is right, and if not, where",
		Args:  between(1, -1, "a schema file"),
	}
	return g.command(c, runSchemaCheck)
}

func runSchemaCheck(_ context.Context, env *Env, args []string) error {
	var all []error
	for _, file := range args {
		sch, err := schema.Load(file)
		if err != nil {
			all = append(all, err)
			continue
		}
		fmt.Fprintf(env.Stdout, "%s is right. %s\n", file, counts(sch))
	}
	return errors.Join(all...)
}

func newSchemaInit(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:   "init [FILE]",
		Short: "Write a schema file to begin with, ./schema.yaml if not said",
		Args:  between(0, 1, "one file"),
	}
	return g.command(c, runSchemaInit)
}

func runSchemaInit(_ context.Context, env *Env, args []string) error {
	file := "schema.yaml"
	if len(args) > 0 {
		file = args[0]
	}
	if file == "-" {
		_, err := fmt.Fprint(env.Stdout, schema.Starter())
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return (&fault{err: fmt.Errorf("%s is there already", file), code: Failed}).hinted("give another name, or move it away")
	} else if err != nil {
		return err
	}
	_, err = f.WriteString(schema.Starter())
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	fmt.Fprintf(env.Stderr, "wrote %s; change it, then try:\n  quadrille schema check %s\n  quadrille build --schema %s FILE...\n", file, file, file)
	return nil
}
