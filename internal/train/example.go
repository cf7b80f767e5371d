package train

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// example is a sentence as the network reads it, with what it should answer.
type example struct {
	forms   []*form
	tags    []int32 // empty without trees, as are heads and labels
	heads   []int32
	labels  []int32
	allowed []set // empty without names
	soft    *soft // what teachers think of it; nil without
}

func (e *example) len() int { return len(e.forms) }

// tag, head, label and name return what the corpus says of word i, -1 or the empty
// set for nothing, and what teachers think of it.
func (e *example) tag(i int) (int32, []share) {
	if e.soft == nil {
		return e.tags[i], nil
	}
	return e.own(e.tags, i), e.soft.tags[i]
}

func (e *example) head(i int) (int32, []share) {
	if e.soft == nil {
		return e.heads[i], nil
	}
	if len(e.tags) == 0 {
		return -1, e.soft.arcs[i] // the heads are the teachers' too
	}
	return e.heads[i], e.soft.arcs[i]
}

func (e *example) label(i int) (int32, []share) {
	if e.soft == nil {
		return e.labels[i], nil
	}
	return e.own(e.labels, i), e.soft.labels[i]
}

func (e *example) own(list []int32, i int) int32 {
	if len(list) == 0 {
		return -1
	}
	return list[i]
}

func (e *example) name(i int) (set, []share) {
	var right set
	if len(e.allowed) > 0 {
		right = e.allowed[i]
	}
	if e.soft == nil {
		return right, nil
	}
	return right, e.soft.names[i]
}

// example makes an example of a sentence, changed at random as headlines and
// chatter are: other capitals, no full stop. r may be nil for none of that.
func (n *net) example(s *Sentence, r *rand.Rand) *example {
	end, change := len(s.Forms), func(w string, _ int) string { return w }
	if r != nil {
		if bare(s) && r.Float32() < 0.10 {
			end--
		}
		switch p := r.Float32(); {
		case p < 0.03:
			change = func(w string, _ int) string { return strings.ToLower(w) }
		case p < 0.06:
			change = func(w string, _ int) string { return strings.ToUpper(w) }
		case p < 0.10:
			change = title
		}
	}
	e := &example{}
	for i, w := range s.Forms[:end] {
		e.forms = append(e.forms, n.lookup(change(w, i)))
	}
	for i := range min(end, len(s.Tags)) {
		head := s.Heads[i]
		if int(head) == len(s.Forms) {
			head = int32(end)
		}
		e.tags = append(e.tags, n.tagID[s.Tags[i]])
		e.heads = append(e.heads, head)
		e.labels = append(e.labels, n.labelID[s.Labels[i]])
	}
	if s.Allowed != nil {
		e.allowed = s.Allowed[:end]
	}
	if s.soft != nil {
		e.soft = s.soft
		if end < len(s.Forms) {
			e.soft = s.soft.cut(end)
		}
		if len(e.heads) == 0 {
			e.heads = e.soft.heads
		}
	}
	return e
}

// bare reports whether a sentence stands without its last mark: nothing hangs on it.
func bare(s *Sentence) bool {
	last := len(s.Forms) - 1
	if last < 3 || !strings.Contains(".!?", s.Forms[last]) {
		return false
	}
	for _, h := range s.Heads {
		if int(h) == last {
			return false
		}
	}
	return true
}

// title writes a word as headlines do: all but the small ones with a capital.
func title(w string, at int) string {
	switch w {
	case "a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "and", "or", "but", "as", "with", "from", "n't", "'s", "'m", "'re", "'ve", "'ll", "'d":
		if at > 0 {
			return w
		}
	}
	r, size := utf8.DecodeRuneInString(w)
	return string(unicode.ToUpper(r)) + w[size:]
}
