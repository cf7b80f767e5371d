package schema

import (
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// kindOf is what a piece of YAML is.
type kindOf string

const (
	null    kindOf = "nothing"
	scalar  kindOf = "a single value"
	list    kindOf = "a list"
	mapping kindOf = "a mapping"
)

// node is a piece of YAML with its place: what is left of a syntax tree once
// only its shape and its words matter. Scalars keep the text as written, so
// that "on" and "no" are words rather than truth values.
type node struct {
	kind  kindOf
	at    place
	text  string  // of a scalar
	items []*node // of a list
	pairs []pair  // of a mapping, in file order
}

type pair struct {
	key   string
	at    place // of the key
	value *node
}

// Bounds on a file: far above any schema, far below what would exhaust the stack.
const (
	maxFile  = 8 << 20
	maxDepth = 100
)

// readYAML returns the tree of a file, or nil where it cannot be read, the
// mistake being in r. An empty file is a null node.
func readYAML(file string, data []byte, r *report) (root *node) {
	if len(data) > maxFile {
		r.add(place{file: file}, "", "the file is larger than %d MB: this cannot be a schema", maxFile>>20)
		return nil
	}
	src := strings.TrimPrefix(string(data), "\ufeff")
	if !plausible(file, src, r) {
		return nil
	}
	text := newYAMLText(src)
	defer func() { // the library's parser is not ours to prove
		if p := recover(); p != nil {
			r.add(place{file: file, line: 1, col: 1}, "", "this is not readable as YAML (%v)", p)
			root = nil
		}
	}()
	tokens := lexer.Tokenize(text.src)
	if at, deep := tooDeep(tokens); deep {
		at = text.place(file, at.line, at.col)
		r.add(at, "", "nested more than %d deep", maxDepth)
		return nil
	}
	tree, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		syntaxError(file, text, err, r)
		return nil
	}
	c := converter{file: file, text: text, r: r, anchors: map[string]*node{}}
	root = &node{kind: null, at: place{file, 1, 1}}
	seen := false
	for _, doc := range tree.Docs {
		if doc.Body == nil {
			continue
		}
		n := c.node(doc.Body)
		if seen {
			r.add(n.at, "take out the line ---", "a second document begins here, and a schema is one")
			break
		}
		root, seen = n, true
	}
	return root
}

// tooDeep finds the place where brackets or dashes nest past maxDepth.
func tooDeep(tokens token.Tokens) (place, bool) {
	flow, dashes, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			line, dashes = t.Position.Line, 0
		}
		switch t.Type {
		case token.MappingStartType, token.SequenceStartType:
			flow++
		case token.MappingEndType, token.SequenceEndType:
			flow--
		case token.SequenceEntryType, token.MappingKeyType, token.TagType, token.AnchorType:
			dashes++
		}
		if flow > maxDepth || dashes > maxDepth || t.Position.IndentNum > 4*maxDepth {
			return place{line: t.Position.Line, col: t.Position.Column}, true
		}
	}
	return place{}, false
}

// converter turns the library's tree into nodes.
type converter struct {
	file    string
	text    *yamlText
	r       *report
	anchors map[string]*node
}

func (c *converter) at(t *token.Token) place {
	if t == nil || t.Position == nil {
		return place{c.file, 1, 1}
	}
	return c.text.place(c.file, t.Position.Line, t.Position.Column)
}

func (c *converter) node(n ast.Node) *node {
	switch n := n.(type) {
	case *ast.MappingNode:
		return c.mapping(n)
	case *ast.MappingValueNode:
		m := &node{kind: mapping}
		c.pair(m, n, map[string]int{})
		m.at = m.pairs[0].at
		return m
	case *ast.SequenceNode:
		s := &node{kind: list, at: c.at(n.Start)}
		for _, v := range n.Values {
			s.items = append(s.items, c.node(v))
		}
		return s
	case *ast.NullNode:
		return &node{kind: null, at: c.at(n.Token)}
	case *ast.StringNode:
		return &node{kind: scalar, at: c.at(n.Token), text: n.Value}
	case *ast.LiteralNode:
		return &node{kind: scalar, at: c.at(n.Start), text: n.Value.Value}
	case *ast.AnchorNode:
		v := c.node(n.Value)
		c.anchors[n.Name.GetToken().Value] = v
		return v
	case *ast.AliasNode:
		return c.alias(n)
	case *ast.TagNode:
		c.r.add(c.at(n.Start), "leave the tag out", "a schema has no use for the tag %s", n.Start.Value)
		return c.node(n.Value)
	case nil:
		return &node{kind: null, at: place{c.file, 1, 1}}
	}
	return &node{kind: scalar, at: c.at(n.GetToken()), text: n.GetToken().Value}
}

func (c *converter) mapping(n *ast.MappingNode) *node {
	m := &node{kind: mapping, at: c.at(n.Start)}
	lines := make(map[string]int, len(n.Values))
	for _, v := range n.Values {
		c.pair(m, v, lines)
	}
	if !n.IsFlowStyle && len(m.pairs) > 0 {
		m.at = m.pairs[0].at
	}
	return m
}

// pair adds a key and its value to m. A key given twice is a mistake: the first
// counts. The lines are those of the keys so far.
func (c *converter) pair(m *node, n *ast.MappingValueNode, lines map[string]int) {
	t := n.Key.GetToken()
	p := pair{key: t.Value, at: c.at(t), value: c.node(n.Value)}
	if p.value.kind == null {
		p.value.at = p.at
	}
	if line, given := lines[p.key]; given {
		c.r.add(p.at, "", "%q is given twice: it stands on line %d already", p.key, line)
		return
	}
	lines[p.key] = p.at.line
	m.pairs = append(m.pairs, p)
}

func (c *converter) alias(n *ast.AliasNode) *node {
	name := n.Value.GetToken().Value
	v := c.anchors[name]
	if v == nil {
		c.r.add(c.at(n.Start), "", "*%s refers to nothing above", name)
		return &node{kind: null, at: c.at(n.Start)}
	}
	return v
}

// plausible reports whether src is text indented with spaces, which the YAML
// parser does not tell apart from worse.
func plausible(file, src string, r *report) bool {
	ok := true
	for i, line := range strings.Split(src, "\n") {
		body := strings.TrimLeft(line, " \t")
		indent := line[:len(line)-len(body)]
		tab := strings.IndexByte(indent, '\t')
		if tab >= 0 && strings.TrimSpace(body) != "" && body[0] != '#' {
			r.add(place{file, i + 1, tab + 1}, "indent with spaces", "a tab in the indentation")
			ok = false
		}
		if strings.ContainsRune(line, 0) || !utf8.ValidString(line) {
			r.add(place{file, i + 1, 1}, "save the file as UTF-8 text", "this is not text")
			return false
		}
	}
	return ok
}

// syntaxError words what the YAML parser says.
func syntaxError(file string, text *yamlText, err error, r *report) {
	at := place{file: file, line: 1, col: 1}
	msg := err.Error()
	if e, ok := err.(interface {
		GetToken() *token.Token
		GetMessage() string
	}); ok {
		msg = e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			at = text.place(file, t.Position.Line, t.Position.Column)
		}
	}
	hint := syntaxHint(text.src, at, msg)
	r.add(at, hint, "not readable as YAML: %s", msg)
}
