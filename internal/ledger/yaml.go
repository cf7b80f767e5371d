package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// file reads a YAML file that people edit; its methods put line and column to
// every mistake.
type file struct{ path string }

// parse returns the root of the file's only document, nil for an empty file.
func (f file) parse(data []byte) (ast.Node, error) {
	if line := conflict(data); line > 0 {
		return nil, &SyntaxError{File: f.path, Line: line, Column: 1, Message: "a merge conflict of git is still to be resolved here"}
	}
	parsed, err := parser.ParseBytes(data, 0)
	if err != nil {
		var e *yaml.SyntaxError
		if errors.As(err, &e) && e.Token != nil {
			return nil, &SyntaxError{File: f.path, Line: e.Token.Position.Line, Column: e.Token.Position.Column, Message: e.Message}
		}
		return nil, &SyntaxError{File: f.path, Message: err.Error()}
	}
	switch len(parsed.Docs) {
	case 0:
		return nil, nil
	case 1:
		return parsed.Docs[0].Body, nil
	}
	return nil, f.mistake(parsed.Docs[1].Body, "there is a second YAML document", "")
}

// conflict returns the line of git's first conflict mark, 0 when there is none.
func conflict(data []byte) int {
	for i, line := range bytes.Split(data, []byte("\n")) {
		if bytes.HasPrefix(line, []byte("<<<<<<< ")) || bytes.HasPrefix(line, []byte(">>>>>>> ")) {
			return i + 1
		}
	}
	return 0
}

// fields hands each value of a mapping to the function of its key, in file
// order. All are called before the first error is returned, save that an
// unknown key, or one given twice, is the first error where it stands.
func (f file) fields(n ast.Node, known map[string]func(ast.Node) error) error {
	var values []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	default:
		return f.mistake(n, "expected keys and values, as in \"format: 1\"", "")
	}
	var first error
	seen := map[string]bool{}
	for _, v := range values {
		key := v.Key.String()
		read, ok := known[key]
		var err error
		switch {
		case !ok:
			err = f.mistake(v.Key, fmt.Sprintf("unknown key %q", key), nearest(key, slices.Sorted(maps.Keys(known))))
		case seen[key]:
			err = f.mistake(v.Key, fmt.Sprintf("key %q is given twice", key), "")
		default:
			err = read(v.Value)
		}
		seen[key] = true
		if first == nil {
			first = err
		}
	}
	return first
}

func (f file) string(n ast.Node) (string, error) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, nil
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, nil // a name like 1937 or Yes
	}
	return "", f.mistake(n, "expected a word or a text", "")
}

func (f file) integer(n ast.Node) (int, error) {
	if n, ok := n.(*ast.IntegerNode); ok {
		if i, err := strconv.Atoi(n.GetToken().Value); err == nil {
			return i, nil
		}
	}
	return 0, f.mistake(n, "expected a whole number", "")
}

// strings reads a list of names.
func (f file) strings(n ast.Node) ([]string, error) {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return nil, f.mistake(n, "expected a list of names, as in [IS-K, ISIS-K]", "")
	}
	var out []string
	for _, v := range list.Values {
		s, err := f.string(v)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// mistake returns a SyntaxError at a node, which may be nil.
func (f file) mistake(n ast.Node, message, hint string) error {
	e := &SyntaxError{File: f.path, Message: message, Hint: hint}
	if n != nil && n.GetToken() != nil {
		at := n.GetToken().Position
		e.Line, e.Column = at.Line, at.Column
	}
	return e
}

// nearest returns the word that was probably meant, quoted; "" when none is near.
func nearest(word string, known []string) string {
	best, least := "", len(word)/2+1
	for _, k := range known {
		if d := levenshtein.ComputeDistance(strings.ToLower(word), k); d < least {
			best, least = strconv.Quote(k), d
		}
	}
	return best
}

// plain matches a text that YAML takes for a string without quotes, anywhere.
var plain = regexp.MustCompile(`^[\pL][\pL\pN]*([ ._/'’:-]?[\pL\pN/]+)*/?$`)

// scalar writes a string as YAML, quoted where it must be.
func scalar(s string) string {
	switch strings.ToLower(s) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
	default:
		if plain.MatchString(s) {
			return s
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b) // every JSON string is a YAML string
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return strconv.Quote(s)
	}
	return strings.TrimSuffix(b.String(), "\n")
}
