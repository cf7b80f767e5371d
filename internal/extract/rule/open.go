package rule

import (
	"sort"
	"strings"
)

// Verbs whose clause or report says more than they do: no open claim of their
// own.
var bare = set("be have do say seem appear let")

// readOpen records what a verb says that no relation of the schema covers, as
// open claims: one for each argument, "the suspects appeared in court" giving
// (suspects, appear in, court).
func (s *sentence) readOpen(v int) {
	if !s.verbal(v) || s.opinion(v) || s.denies(v) || (bare[s.lemma(v)] && s.child(v, "obj") < 0) {
		return
	}
	fs := s.fillers(v)
	var subjects []argument
	for _, f := range fs {
		if f.slot == slotSubj {
			subjects = append(subjects, s.plain(f.tok)...)
		}
	}
	passive := false
	if len(subjects) == 0 && s.passive(v) {
		passive = true
		for _, f := range fs {
			if f.slot == slotObj {
				subjects = append(subjects, s.plain(f.tok)...)
			}
		}
	}
	if len(subjects) == 0 {
		return
	}
	sort.SliceStable(fs, func(i, j int) bool { return fs[i].tok < fs[j].tok })
	base := s.particles(v)
	object := ""
	for _, f := range fs {
		switch {
		case f.slot == slotSubj || (passive && f.slot == slotObj) || company[f.slot]:
			continue
		case f.slot == slotObj || f.slot == slotIobj:
			if s.spent(v, f.tok) {
				return
			}
			if s.asking(f.tok) {
				return
			}
			if s.idiom[f.tok] {
				object = s.phrase(f.tok)
				continue
			}
			if s.predicates(v, fs) {
				return
			}
			if f.slot == slotObj {
				object = s.resolved(f.tok)
			}
			if f.slot == slotIobj {
				if o := s.child(v, "obj"); o >= 0 && o != f.tok {
					s.open(v, base+" "+s.phrase(o)+" to", subjects, f.tok, 0.7)
				}
				continue
			}
			s.openObject(v, base, subjects, f.tok, 0.8)
		case s.timely(f.tok) || s.asking(f.tok) || strings.HasPrefix(f.slot, "accord") || f.slot == slotThat || examples[f.slot] || s.manner(f.slot, f.tok):
			continue
		default:
			phrase := base
			if passive {
				phrase = "be " + s.toks[v].Form + strings.TrimPrefix(base, s.lemma(v))
				phrase = strings.ToLower(phrase)
			}
			if object != "" {
				phrase += " " + object
			}
			s.openObject(v, phrase+" "+f.slot, subjects, f.tok, 0.6)
		}
	}
}

// open records one open claim for each subject, with the object's mention where
// it has one and its words otherwise.
func (s *sentence) open(v int, phrase string, subjects []argument, tok int, base float64) {
	f := &finding{rule: "open", open: phrase, anchor: v, words: []int{tok}, base: base}
	objects := s.plain(tok)
	for _, a := range subjects {
		if len(objects) == 0 {
			if w := s.phrase(tok); w != "" && s.toks[tok].UPOS != "PRON" {
				s.claim(f, "", a.mention, -1, w, a.sure)
			}
			continue
		}
		for _, b := range objects {
			if s.entity(a.mention) == s.entity(b.mention) || s.told(v, a.mention, b.mention) {
				continue
			}
			if value(s.typeOf(b.mention)) {
				s.claim(f, "", a.mention, -1, s.words(b.mention), a.sure*b.sure)
				continue
			}
			s.claim(f, "", a.mention, b.mention, "", a.sure*b.sure)
		}
	}
}

// particles is a verb's lemma with its particles: "carry out".
func (s *sentence) particles(v int) string {
	w := s.lemma(v)
	for _, k := range s.tree.Children(v) {
		if s.is(k, "compound:prt") {
			w += " " + s.lemma(k)
		}
	}
	return w
}

// asking reports whether a token is a question word, which says nothing.
func (s *sentence) asking(tok int) bool {
	switch s.lemma(tok) {
	case "what", "who", "whom", "which", "how", "why", "where", "when":
		return true
	}
	return false
}

// timely reports whether a token heads an expression of time.
func (s *sentence) timely(tok int) bool {
	for _, t := range s.doc.Sentences[s.n].Times {
		if t.First <= tok && tok < t.End {
			return true
		}
	}
	return false
}

// opinion reports whether a verb only introduces what somebody holds: "views
// Russia as an ally".
func (s *sentence) opinion(v int) bool {
	if !viewing[s.lemma(v)] {
		return false
	}
	for _, k := range s.tree.Children(v) {
		if s.is(k, "xcomp", "ccomp") || s.marker(k, "case") == "as" || s.marker(k, "mark") == "as" {
			return true
		}
	}
	return false
}

// spent reports whether the object of a verb is an event that a relation was
// read from: "carried out attacks on" says attacked and no more.
func (s *sentence) spent(v, object int) bool {
	for _, n := range s.joined(object) {
		for _, c := range s.claims {
			if c.Relation != "" && strings.HasPrefix(c.Rule, "event ") && c.Span.Contains(s.toks[n].Span) && c.Span.Contains(s.toks[v].Span) && lightVerbs[s.lemma(v)] {
				return true
			}
		}
	}
	return false
}
