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
}

func (e *example) len() int { return len(e.forms) }

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
