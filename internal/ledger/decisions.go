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
// build. Each item, and each thing that is said in it, stands on a line of its own,
// so that git merges two people's:
//
//   - merge: [IS-K, ISIS Khorasan]
//     because: the same group under two names
//   - reject: [IS-K, attacked, Kabul airport]
//     in: crocus.txt
//     quote: a blast that IS-K is said to have planned
//     status: asserted
//
// actions.go lists what can be decided, and what each item may say. because is a
// person's reason. What names a document is its source's name or the beginning of
// its ID; entities and claims are named as people read them, never by a hash alone,
// so that a decision outlives a newer reading of the text in which the same is
// still said.
const decisionsFile = "decisions.yaml"

// String returns the decision as its first line in decisions.yaml has it.
func (d Decision) String() string {
	a := actionOf(d.Do)
	if a != nil && a.one && len(d.Names) == 1 {
		return fmt.Sprintf("%s: %s", d.Do, scalar(d.Names[0]))
	}
	return fmt.Sprintf("%s: %s", d.Do, list(d.Names))
}

// list writes names as YAML has a list on one line.
func list(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = scalar(n)
	}
	return "[" + strings.Join(out, ", ") + "]"
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

// Decide adds decisions at the end of decisions.yaml, whose other lines, comments
// and all, stay as they are.
func (l *Ledger) Decide(decisions ...Decision) error {
	return l.editDecisions(func(data []byte, list []Decision, items []ast.Node) ([]byte, error) {
		for _, d := range decisions {
			if err := d.check(); err != nil {
				return nil, err
			}
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
		before := indent(data, items)
		for _, d := range decisions {
			data = append(data, d.lines(before)...)
		}
		return data, nil
	})
}

// Undo takes a decision out of decisions.yaml and returns it: the one that stands
// on a line, from 1, or the last one for 0. It fails with ErrNoDecision where there
// is none.
func (l *Ledger) Undo(line int) (Decision, error) {
	var gone Decision
	err := l.editDecisions(func(data []byte, list []Decision, items []ast.Node) ([]byte, error) {
		i, err := at(data, list, items, line)
		if err != nil {
			return nil, err
		}
		gone = list[i]
		if flow(data, items) {
			return render(slices.Delete(list, i, i+1)), nil
		}
		return cut(data, gone.Line), nil
	})
	return gone, err
}

// at returns the index of the decision that stands on a line; of the last for 0.
func at(data []byte, list []Decision, items []ast.Node, line int) (int, error) {
	if len(list) == 0 {
		return 0, ErrNoDecision
	}
	if line == 0 {
		return len(list) - 1, nil
	}
	found := -1
	for i, d := range list {
		switch {
		case d.Line > line:
		case d.Line == line && found >= 0 && list[found].Line == line:
			return 0, fmt.Errorf("several decisions stand on line %d: put each on a line of its own", line)
		case flow(data, items) && d.Line != line:
		case line < d.Line+bytes.Count(data, []byte("\n"))-bytes.Count(cut(data, d.Line), []byte("\n")) || d.Line == line:
			found = i
		}
	}
	if found < 0 {
		return 0, fmt.Errorf("%w on line %d", ErrNoDecision, line)
	}
	return found, nil
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
