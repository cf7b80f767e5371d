package infer

import "github.com/quadrille-kg/quadrille/graph"

// window is the days from the first to the last, both inclusive, that a claim or
// all of a chain hold, as far as the texts tell.
type window struct{ from, to string }

// end is later than any day, as strings are compared; "" is earlier.
const end = "~"

// always is the window of a claim whose text gives no time.
var always = window{"", end}

func windowOf(t *graph.Time) window {
	w := always
	if t != nil && t.From != "" {
		w.from = graph.FirstDay(t.From)
	}
	if t != nil && t.To != "" {
		w.to = graph.LastDay(t.To)
	}
	if w.from > w.to {
		return always // nobody can mean that
	}
	return w
}

// meet returns the days of both windows, and false where there are none.
func (w window) meet(o window) (window, bool) {
	m := window{max(w.from, o.from), min(w.to, o.to)}
	return m, m.from <= m.to
}

// covers reports whether all days of o are days of w.
func (w window) covers(o window) bool { return w.from <= o.from && o.to <= w.to }

// time is the window as a claim has it, nil for always.
func (w window) time() *graph.Time {
	if w == always {
		return nil
	}
	t := &graph.Time{From: w.from, To: w.to}
	if w.to == end {
		t.To = ""
	}
	return t
}
