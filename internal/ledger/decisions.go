package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// decisions.yaml is a list of what a person decided, replayed in order at every
// build. Each item stands on lines of its own, so that git merges two people's:
//
//   - merge: [IS-K, ISIS Khorasan]
//     because: the same group under two names
//   - merge: [Russia's FSB, "FSB, the"]
//
// merge names two or more entities, as people write them; the first one's name
// and type stay. because is kept with the entity as the reason.
const decisionsFile = "decisions.yaml"

// Decision is one item of decisions.yaml.
type Decision struct {
	Do      Action
	Names   []string // what it is about, as people write it
	Because string   // the reason, in a person's words; "" for none
	Line    int      // in decisions.yaml, from 1; 0 where it stands in no file
}

// Action is what a decision does.
type Action string

// Merge makes the named entities one; the first one's name and type stay.
const Merge Action = "merge"

// actions are the keys of decisions.yaml that say what to do, with the least
// number of names each takes.
var actions = []struct {
	do    Action
	least int
}{
	{Merge, 2},
}

// String returns the decision as its first line in decisions.yaml has it.
func (d Decision) String() string {
	names := make([]string, len(d.Names))
	for i, n := range d.Names {
		names[i] = scalar(n)
	}
	return fmt.Sprintf("%s: [%s]", d.Do, strings.Join(names, ", "))
}

// Decisions reads decisions.yaml. No file is no decisions; a mistake in it is a
// *SyntaxError.
func (l *Ledger) Decisions() ([]Decision, error) {
	data, err := l.decisions()
	if err != nil {
		return nil, err
	}
	list, _, err := parseDecisions(data, filepath.Join(l.dir, decisionsFile))
	return list, err
}

// decisions returns the file's bytes, none where there is no file.
func (l *Ledger) decisions() ([]byte, error) {
	data, err := l.files.read(decisionsFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading decisions: %w", err)
	}
	return data, nil
}

// Decide adds a decision at the end of decisions.yaml, whose other lines,
// comments and all, stay as they are.
func (l *Ledger) Decide(d Decision) error {
	return l.editDecisions(func(data []byte, list []Decision, items []ast.Node) ([]byte, error) {
		if err := d.check(); err != nil {
			return nil, err
		}
		if len(list) == 0 {
			data = withoutEmptyList(data)
		} else if flow(data, items) {
			data = render(list) // [ {merge: …} ] on one line: nothing can be appended to that
			items = nil
		}
		if len(data) > 0 && !bytes.HasSuffix(data, []byte("\n")) {
			data = append(data, '\n')
		}
		return append(data, d.lines(indent(data, items))...), nil
	})
}

// Undo takes the last decision out of decisions.yaml and returns it. It fails
// with ErrNoDecision where there is none.
func (l *Ledger) Undo() (Decision, error) {
	var last Decision
	err := l.editDecisions(func(data []byte, list []Decision, items []ast.Node) ([]byte, error) {
		if len(list) == 0 {
			return nil, ErrNoDecision
		}
		last = list[len(list)-1]
		if flow(data, items) {
			return render(list[:len(list)-1]), nil
		}
		return cut(data, last.Line), nil
	})
	return last, err
}

// editDecisions replaces decisions.yaml by what edit makes of it, after making
// sure that this can still be read.
func (l *Ledger) editDecisions(edit func([]byte, []Decision, []ast.Node) ([]byte, error)) error {
	if l.readOnly {
		return ErrReadOnly
	}
	data, err := l.decisions()
	if err != nil {
		return err
	}
	path := filepath.Join(l.dir, decisionsFile)
	list, items, err := parseDecisions(data, path)
	if err != nil {
		return err
	}
	data, err = edit(slices.Clone(data), list, items)
	if err != nil {
		return err
	}
	if _, _, err := parseDecisions(data, path); err != nil {
		return fmt.Errorf("changing decisions: %w", err)
	}
	if err := l.files.write(decisionsFile, data); err != nil {
		return fmt.Errorf("writing decisions: %w", err)
	}
	return nil
}

// check reports what keeps a decision from being written.
func (d Decision) check() error {
	for _, a := range actions {
		if a.do != d.Do {
			continue
		}
		if len(d.Names) < a.least {
			return fmt.Errorf("%s needs at least %d names", d.Do, a.least)
		}
		for _, n := range d.Names {
			if strings.TrimSpace(n) == "" {
				return fmt.Errorf("%s: a name is empty", d.Do)
			}
		}
		return nil
	}
	return fmt.Errorf("unknown decision %q", d.Do)
}

// lines returns the decision as it stands in the file.
func (d Decision) lines(indent string) string {
	s := indent + "- " + d.String() + "\n"
	if d.Because != "" {
		s += indent + "  because: " + scalar(d.Because) + "\n"
	}
	return s
}

func render(list []Decision) []byte {
	var b bytes.Buffer
	for _, d := range list {
		b.WriteString(d.lines(""))
	}
	return b.Bytes()
}

// parseDecisions returns the decisions and the nodes they were read from.
func parseDecisions(data []byte, path string) ([]Decision, []ast.Node, error) {
	f := file{path}
	root, err := f.parse(data)
	if err != nil {
		return nil, nil, err
	}
	if root == nil || root.Type() == ast.NullType || root.Type() == ast.CommentType {
		return nil, nil, nil
	}
	seq, ok := root.(*ast.SequenceNode)
	if !ok {
		return nil, nil, f.mistake(root, "expected a list of decisions, each as in \"- merge: [IS-K, ISIS-K]\"", "")
	}
	var list []Decision
	for _, n := range seq.Values {
		d, err := f.decision(n)
		if err != nil {
			return nil, nil, err
		}
		list = append(list, d)
	}
	return list, seq.Values, nil
}

// decision reads one item.
func (f file) decision(n ast.Node) (Decision, error) {
	if n == nil || n.Type() == ast.NullType {
		return Decision{}, f.mistake(n, "expected a decision, as in \"- merge: [IS-K, ISIS-K]\"", "")
	}
	var d Decision
	known := map[string]func(ast.Node) error{
		"because": func(v ast.Node) (err error) { d.Because, err = f.string(v); return },
	}
	for _, a := range actions {
		known[string(a.do)] = func(v ast.Node) (err error) {
			if d.Do != "" {
				return f.mistake(v, fmt.Sprintf("one item both to %s and to %s", d.Do, a.do), "")
			}
			d.Do = a.do
			if d.Names, err = f.strings(v); err != nil {
				return err
			}
			if err := d.check(); err != nil {
				return f.mistake(v, err.Error(), "")
			}
			return nil
		}
	}
	if err := f.fields(n, known); err != nil {
		return Decision{}, err
	}
	if d.Do == "" {
		return Decision{}, f.mistake(n, "this item decides nothing: it needs a \"merge: […]\"", "")
	}
	d.Line = lineOf(n)
	return d, nil
}

// lineOf returns the line of an item's first key.
func lineOf(n ast.Node) int {
	switch n := n.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 && !n.IsFlowStyle {
			return n.Values[0].Key.GetToken().Position.Line
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken().Position.Line
	}
	return n.GetToken().Position.Line
}

// flow reports whether the list is not one item a line.
func flow(data []byte, items []ast.Node) bool {
	lines := bytes.Split(data, []byte("\n"))
	for _, n := range items {
		if i := lineOf(n) - 1; i >= len(lines) || !bytes.HasPrefix(bytes.TrimLeft(lines[i], " "), []byte("- ")) {
			return true
		}
	}
	return false
}

// indent returns the white space before the items' dashes.
func indent(data []byte, items []ast.Node) string {
	if len(items) == 0 {
		return ""
	}
	line := bytes.Split(data, []byte("\n"))[lineOf(items[0])-1]
	return string(line[:len(line)-len(bytes.TrimLeft(line, " "))])
}

// withoutEmptyList leaves an empty file's comments, and drops a "[]" or "null".
func withoutEmptyList(data []byte) []byte {
	var out []byte
	for line := range bytes.Lines(data) {
		if t := bytes.TrimSpace(line); len(t) == 0 || t[0] == '#' {
			out = append(out, line...)
		}
	}
	return out
}

// cut takes out the item that begins on a line: it ends where a comment or
// another item begins at its own depth or less.
func cut(data []byte, line int) []byte {
	lines := bytes.SplitAfter(data, []byte("\n"))
	from := line - 1
	depth := len(lines[from]) - len(bytes.TrimLeft(lines[from], " "))
	to := from + 1
	for to < len(lines) {
		rest := bytes.TrimLeft(lines[to], " ")
		if d := len(lines[to]) - len(rest); len(bytes.TrimSpace(rest)) > 0 && d <= depth {
			break
		}
		to++
	}
	return slices.Concat(bytes.Join(lines[:from], nil), bytes.Join(lines[to:], nil))
}
