package cli

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// formatFlag gives a command its --format: people's form ("table" or "text") or
// "jsonl". Empty chooses by where the output goes.
func formatFlag(c *cobra.Command, format *string, people string) {
	c.Flags().StringVar(format, "format", "", fmt.Sprintf("the `FORM` of the output: %s or jsonl (default: %s on a terminal, jsonl in a pipe)", people, people))
}

// jsonl reports whether a command is to write JSON lines rather than people's form.
func (e *Env) jsonl(format, people string) (bool, error) {
	switch format {
	case "":
		return !e.terminal(), nil
	case "jsonl", "json": // a line is JSON, and some commands write but one
		return true, nil
	case people:
		return false, nil
	}
	return false, noSuch("format", format, []string{people, "jsonl"})
}

// jsonLines writes one value a line.
func jsonLines[T any](env *Env, values []T) error {
	enc := newLines(env)
	for i := range values {
		if err := enc.Encode(&values[i]); err != nil {
			return err
		}
	}
	return nil
}

// newLines returns what writes values, one a line.
func newLines(env *Env) *json.Encoder {
	enc := json.NewEncoder(env.Stdout)
	enc.SetEscapeHTML(false)
	return enc
}

// labelWidth is the room for the words on the left of a block.
const labelWidth = 12

// block prints a label and its words, wrapped beside it; nothing for no words.
func block(env *Env, label, words string) {
	if words == "" {
		return
	}
	p := pen(env.colour())
	lines := wrap(words, env.width()-labelWidth)
	for i, line := range lines {
		left := label
		if i > 0 {
			left = ""
		}
		fmt.Fprintf(env.Stdout, "%s%s\n", p.faint(fmt.Sprintf("%-*s", labelWidth, left)), line)
	}
}

// blocks prints several lines under one label.
func blocks(env *Env, label string, lines []string) {
	for i, line := range lines {
		if i > 0 {
			label = " "
		}
		block(env, label, line)
	}
}

// footer breaks what stands below a table where the terminal ends.
func footer(env *Env, words string) string { return strings.Join(wrap(words, env.width()), "\n") }

// plural writes a number and its noun: "1 claim", "1,204 claims".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	switch {
	case strings.HasSuffix(noun, "y"):
		noun = noun[:len(noun)-1] + "ies"
	default:
		noun += "s"
	}
	return number(n) + " " + noun
}

// ofAll says how many there are, and how many are shown.
func ofAll(shown, all int, noun string) string {
	if shown < all {
		return fmt.Sprintf("%s, %s shown", plural(all, noun), number(shown))
	}
	return plural(all, noun)
}

// number writes thousands apart: 1,204.
func number(n int) string { return text.Thousands(n) }
