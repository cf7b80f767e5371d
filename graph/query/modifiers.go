package query

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Order is one thing that answers are sorted by.
type Order struct {
	Var  string // "" is the number of answers, in a query that counts
	Desc bool
}

// modifierWords begin what may follow the triples. In capitals they may do so without a
// semicolon before them.
var modifierWords = []string{"order", "limit", "count"}

// splitModifiers parts the triples from what follows them.
func splitModifiers(ts []token) (triples, rest []token) {
	depth := 0
	for i, t := range ts {
		switch {
		case t.kind == opening:
			depth++
		case t.kind == closing:
			depth--
		case depth > 0:
		case t.kind == semicolon:
			return ts[:i], ts[i:]
		case i > 0 && t.kind == word && !t.quoted && slices.Contains(modifierWords, strings.ToLower(t.text)) && t.text == strings.ToUpper(t.text):
			return ts[:i], ts[i:]
		}
	}
	return ts, nil
}

// modifiers reads "; order by ?x desc; limit 10; count by ?y".
func (p *parser) modifiers(q *Query, ts []token) error {
	for len(ts) > 0 {
		if ts[0].kind == semicolon {
			ts = ts[1:]
			continue
		}
		n := 1
		for n < len(ts) && ts[n].kind != semicolon && !(ts[n].kind == word && ts[n].text == strings.ToUpper(ts[n].text) && slices.Contains(modifierWords, strings.ToLower(ts[n].text))) {
			n++
		}
		var err error
		switch strings.ToLower(ts[0].text) {
		case "order", "sort":
			err = p.order(q, ts[:n])
		case "limit":
			err = p.limit(q, ts[:n])
		case "count":
			err = p.count(q, ts[:n])
		default:
			err = p.fail(ts[0], nearest(ts[0].text, modifierWords), "%q is not understood after the pattern", ts[0].written())
		}
		if err != nil {
			return err
		}
		ts = ts[n:]
	}
	for _, o := range q.Order {
		if o.Var == "" && !q.Count {
			return p.fail(token{column: p.endColumn()}, nil, "only a query that counts is ordered by count")
		}
		if o.Var != "" && !slices.Contains(q.Vars, o.Var) || q.Count && o.Var != "" && !slices.Contains(q.By, o.Var) {
			at := strings.LastIndex(p.text, "?"+o.Var)
			return p.fail(token{column: utf8.RuneCountInString(p.text[:at]) + 1}, nil, "?%s is not among what is answered", o.Var)
		}
	}
	return nil
}

// order reads "order by ?x desc, ?y".
func (p *parser) order(q *Query, ts []token) error {
	items := ts[1:]
	if len(items) > 0 && strings.EqualFold(items[0].text, "by") {
		items = items[1:]
	}
	for len(items) > 0 {
		switch t := items[0]; {
		case t.kind == comma:
		case t.kind == variable && named(t.text):
			q.Order = append(q.Order, Order{Var: t.text})
		case t.kind == word && strings.EqualFold(t.text, "count"):
			q.Order = append(q.Order, Order{})
		case t.kind == word && len(q.Order) > 0 && (strings.EqualFold(t.text, "desc") || strings.EqualFold(t.text, "asc")):
			q.Order[len(q.Order)-1].Desc = strings.EqualFold(t.text, "desc")
		default:
			return p.fail(t, nil, "answers are ordered by variables, as in 'order by ?who desc', not by %q", t.written())
		}
		items = items[1:]
	}
	if len(q.Order) == 0 {
		return p.fail(ts[0], nil, "order needs a variable, as in 'order by ?who desc'")
	}
	return nil
}

func (p *parser) limit(q *Query, ts []token) error {
	if len(ts) == 2 {
		if n, err := strconv.Atoi(ts[1].text); err == nil && n > 0 {
			q.Limit = n
			return nil
		}
	}
	return p.fail(ts[0], nil, "limit needs a number above zero, as in 'limit 10'")
}

// count reads "count" or "count by ?x, ?y".
func (p *parser) count(q *Query, ts []token) error {
	q.Count = true
	ts = ts[1:]
	if len(ts) > 0 && strings.EqualFold(ts[0].text, "by") {
		ts = ts[1:]
	}
	for _, t := range ts {
		switch {
		case t.kind == comma:
		case t.kind == variable && slices.Contains(q.Vars, t.text):
			q.By = append(q.By, t.text)
		case t.kind == variable:
			return p.fail(t, nil, "%s is not in the pattern", t.written())
		default:
			return p.fail(t, nil, "answers are counted by variables, as in 'count by ?who', not by %q", t.written())
		}
	}
	return nil
}

// nearest returns the words that one is most probably a slip of.
func nearest(s string, words []string) []string {
	var near []string
	least := 2
	for _, w := range words {
		switch d := levenshtein.ComputeDistance(strings.ToLower(s), strings.ToLower(w)); {
		case d > least || len(w) < 3:
		case d < least:
			near, least = []string{w}, d
		default:
			near = append(near, w)
		}
	}
	return near
}
