package sparql

import (
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	engine "github.com/tggo/goRDFlib/sparql"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/query"
)

// text is a query as the engine's parser takes it, with what has to be known of it
// beside. The parser knows names in ASCII alone, no DESCRIBE, and skips FROM, what
// stands after the end, and prefixes that nobody declared; so these are looked at here.
type text struct {
	written string
	form    Form
	from    []string
	out     strings.Builder
	// ahead is how much of out stands before written; moves are where the two part:
	// from a byte of out on, it is so much further than in written.
	moves [][2]int
	names map[string]string // variables as they are written, by what the parser is given
}

// RDFS is declared beside the prefixes of a graph's own quads.
const rdfs = "http://www.w3.org/2000/01/rdf-schema#"

// Prefixes returns the prefixes that every query may use without declaring them.
func Prefixes(v graph.Vocabulary) []graph.Prefix {
	return append(v.Prefixes(), graph.Prefix{Name: "rdfs", IRI: rdfs})
}

// Looks reports whether a text is plainly a SPARQL query: it begins as one does.
func Looks(s string) bool {
	ts, err := scan(s)
	if err != nil || len(ts) < 2 {
		return false
	}
	switch first, second := ts[0], ts[1]; {
	case first.is("PREFIX"):
		return second.kind == name
	case first.is("BASE"):
		return second.kind == iri
	case first.is("SELECT"):
		return second.is("DISTINCT", "REDUCED") || second.kind == variable || second.kind == mark
	case first.is("ASK", "CONSTRUCT", "DESCRIBE"):
		return strings.Contains(s, "{") || second.kind == iri || second.kind == name
	}
	return false
}

// prepare checks a query's form and writes it for the parser.
func prepare(s string, v graph.Vocabulary) (*text, error) {
	t := &text{written: s, names: map[string]string{}}
	ts, err := scan(s)
	if err != nil {
		return nil, err
	}
	declared := map[string]string{}
	for _, p := range Prefixes(v) {
		declared[p.Name] = p.IRI
		t.out.WriteString("PREFIX " + p.Name + ": <" + p.IRI + ">\n")
	}
	t.moved(0)
	start, err := t.prologue(ts, declared)
	if err != nil {
		return nil, err
	}
	if err := t.check(ts[start:], declared); err != nil {
		return nil, err
	}
	t.write(ts, start, declared)
	return t, nil
}

// moved notes that what follows in out stands for what is at a byte of written.
func (t *text) moved(at int) { t.moves = append(t.moves, [2]int{t.out.Len(), t.out.Len() - at}) }

// at returns where a byte of out stands in what was written.
func (t *text) at(out int) int {
	by := 0
	for _, m := range t.moves {
		if m[0] <= out {
			by = m[1]
		}
	}
	return min(max(out-by, 0), len(t.written))
}

// name returns a variable as it was written.
func (t *text) name(parsed string) string {
	if written, ok := t.names[parsed]; ok {
		return written
	}
	return parsed
}

func (t *text) fault(at token, format string, args ...any) *query.SyntaxError {
	return query.FaultAt(t.written, at.begin, format, args...)
}

// prologue reads PREFIX and BASE, and returns where the query itself begins.
func (t *text) prologue(ts []token, declared map[string]string) (int, error) {
	i := 0
	for i < len(ts) {
		switch {
		case ts[i].is("PREFIX"):
			if i+2 >= len(ts) || ts[i+1].kind != name || !strings.HasSuffix(ts[i+1].text, ":") || ts[i+2].kind != iri {
				return 0, t.fault(ts[i], "a prefix is declared like this: PREFIX ex: <https://example.org/>")
			}
			declared[strings.TrimSuffix(ts[i+1].text, ":")] = strings.Trim(ts[i+2].text, "<>")
			i += 3
		case ts[i].is("BASE"):
			if i+1 >= len(ts) || ts[i+1].kind != iri {
				return 0, t.fault(ts[i], "a base is declared like this: BASE <https://example.org/>")
			}
			i += 2
		case ts[i].is("VERSION") && i+1 < len(ts):
			i += 2
		default:
			return i, t.setForm(ts[i])
		}
	}
	return 0, query.FaultAt(t.written, len(t.written), "SELECT, ASK, CONSTRUCT or DESCRIBE is missing")
}

func (t *text) setForm(at token) error {
	for _, f := range []Form{Select, Ask, Construct, Describe} {
		if at.is(string(f)) {
			t.form = f
			return nil
		}
	}
	if at.is("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH") {
		return t.fault(at, "a query changes nothing here: %s is an update", strings.ToUpper(at.text))
	}
	err := t.fault(at, "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with %q", at.text)
	err.Near = closest(at.text, []string{string(Select), string(Ask), string(Construct), string(Describe)})
	return err
}

// closest returns the words that a word is most probably a slip of.
func closest(s string, words []string) (near []string) {
	least := 2
	for _, w := range words {
		switch d := levenshtein.ComputeDistance(strings.ToUpper(s), strings.ToUpper(w)); {
		case d < least:
			near, least = []string{w}, d
		case d == least:
			near = append(near, w)
		}
	}
	return near
}

// tail are the keywords that may stand after the pattern.
var tail = strings.Fields("GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET VALUES BINDINGS")

// tailToo are the words that may stand among those.
var tailToo = append(strings.Fields("AS UNDEF IN NOT EXISTS DISTINCT SEPARATOR TRUE FALSE A"), tail...)

// check finds what the parser would pass over.
func (t *text) check(ts []token, declared map[string]string) error {
	var open []token
	pattern := false // whether the pattern has been read
	for i, k := range ts {
		switch {
		case k.kind == name:
			prefix, _, _ := strings.Cut(k.text, ":")
			if _, ok := declared[prefix]; !ok {
				err := t.fault(k, "the prefix %q is not declared", prefix+":")
				var known []string
				for p := range declared {
					known = append(known, p+":")
				}
				slices.Sort(known)
				if err.Near = closest(prefix+":", known); err.Near == nil {
					err.Advice = "these are: " + strings.Join(known, " ")
				}
				return err
			}
		case k.text == "<<":
			err := t.fault(k, "the graph has no triples about triples")
			err.Advice = "ask for the claims: ?c q:subject ?s ; q:relation ?r ; q:object ?o"
			return err
		case k.is("SERVICE"):
			return t.fault(k, "SERVICE asks another server; nothing here goes over the network")
		case k.kind == mark && strings.Contains("({[", k.text):
			open = append(open, k)
		case k.kind == mark && strings.Contains(")}]", k.text):
			if len(open) == 0 || strings.Index("({[", open[len(open)-1].text) != strings.Index(")}]", k.text) {
				return t.fault(k, "%q closes nothing", k.text)
			}
			if len(open) == 1 && k.text == "}" && (t.form != Construct || !t.templateEnds(ts[:i+1])) {
				pattern = true
			}
			open = open[:len(open)-1]
		case pattern && len(open) == 0 && k.kind == word && !slices.ContainsFunc(tailToo, func(w string) bool { return k.is(w) }):
			if i+1 < len(ts) && ts[i+1].text == "(" {
				continue // a function
			}
			err := t.fault(k, "%q is not understood here", k.text)
			err.Near = closest(k.text, tail)
			return err
		}
	}
	if len(open) > 0 {
		return t.fault(open[len(open)-1], "%q is never closed", open[len(open)-1].text)
	}
	return nil
}

// templateEnds reports whether the tokens up to a closing brace are CONSTRUCT and its
// template.
func (t *text) templateEnds(ts []token) bool {
	return len(ts) > 1 && ts[1].text == "{" && strings.Count(joined(ts), "{") == 1
}

func joined(ts []token) string {
	var b strings.Builder
	for _, t := range ts {
		if t.kind == mark {
			b.WriteString(t.text)
		}
	}
	return b.String()
}

// write gives the parser the query: what it cannot read is written otherwise.
func (t *text) write(ts []token, start int, declared map[string]string) {
	at := 0
	put := func(k token, s string) {
		t.out.WriteString(t.written[at:k.begin])
		t.out.WriteString(s)
		at = k.end()
		t.moved(at)
	}
	body := ts[start:]
	depth := 0
	for i := 0; i < len(body); i++ {
		k := body[i]
		switch {
		case i == 0 && t.form == Describe:
			i = t.describe(body, declared, put)
		case k.kind == mark && k.text == "{":
			depth++
		case k.kind == mark && k.text == "}":
			depth--
		case depth == 0 && k.is("FROM") && i+1 < len(body):
			next := body[i+1]
			if named := next.is("NAMED"); !named {
				if prefix, local, ok := strings.Cut(next.text, ":"); next.kind == name && ok {
					t.from = append(t.from, declared[prefix]+unescapeLocal(local))
				} else if next.kind == iri {
					t.from = append(t.from, strings.Trim(next.text, "<>"))
				}
			}
		case k.kind == name && !plain(k.text):
			prefix, local, _ := strings.Cut(k.text, ":")
			put(k, "<"+declared[prefix]+unescapeLocal(local)+">")
		case k.kind == variable && !plain(k.text[1:]):
			put(k, t.variable(k))
		}
	}
	t.out.WriteString(t.written[at:])
}

// plain reports whether the parser can read a name: it is in ASCII, and its prefix
// has no hyphen.
func plain(s string) bool {
	prefix, _, ok := strings.Cut(s, ":")
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) && (!ok || !strings.ContainsAny(prefix, "-."))
}

// describe writes DESCRIBE as the SELECT of what is to be described, and returns the
// last token that it has dealt with.
func (t *text) describe(body []token, declared map[string]string, put func(token, string)) int {
	last, variables := 0, false
	for i := 1; i < len(body) && !body[i].is("WHERE", "FROM") && body[i].text != "{"; i++ {
		last = i
		variables = variables || body[i].kind == variable || body[i].text == "*"
	}
	full := func(k token) string {
		if prefix, local, ok := strings.Cut(k.text, ":"); k.kind == name && ok {
			return "<" + declared[prefix] + unescapeLocal(local) + ">"
		}
		return k.text
	}
	if last < len(body)-1 || variables {
		put(body[0], "SELECT")
		for i, k := range body[1 : last+1] {
			switch k.kind {
			case iri, name:
				put(k, "("+full(k)+" AS ?resource"+strconv.Itoa(i)+")")
			case variable:
				put(k, t.variable(k))
			}
		}
		return last
	}
	put(body[0], "SELECT ?resource { VALUES ?resource {")
	for i, k := range body[1:] {
		end := ""
		if i == last-1 {
			end = " } }"
		}
		put(k, full(k)+end)
	}
	return last
}

// variable returns a variable as the parser can read it.
func (t *text) variable(k token) string {
	written := k.text[1:]
	if plain(written) {
		return k.text
	}
	parsed := "u" + hex.EncodeToString([]byte(written))
	t.names[parsed] = written
	return "?" + parsed
}

var position = regexp.MustCompile(`^sparql parse error(?: at pos (\d+))?: (.*)$`)

var mentioned = regexp.MustCompile(`\?\w+`)

// parse has the engine parse the query, and words its errors.
func (t *text) parse(base string) (*engine.ParsedQuery, error) {
	q, err := engine.Parse(t.out.String())
	if err != nil {
		m := position.FindStringSubmatch(strings.ReplaceAll(err.Error(), "\n", " "))
		if m == nil {
			return nil, query.FaultAt(t.written, 0, "%v", err)
		}
		at := 0
		if m[1] != "" {
			pos, _ := strconv.Atoi(m[1]) // the pattern lets digits through alone
			at = t.at(pos)
		} else if v := mentioned.FindString(m[2]); v != "" {
			at = max(0, strings.LastIndex(t.written, "?"+t.name(v[1:])))
		}
		return nil, query.FaultAt(t.written, at, "%s", m[2])
	}
	if q.BaseURI == "" {
		q.BaseURI = base
	}
	return q, nil
}
