package mention

import (
	"strings"
)

// entitling are the words after which what stands in quotes is a title.
var entitling = words("titled entitled called named dubbed")

// quoted finds titles of works: the film "Winter Harbour", an essay titled "The Empty
// Chair", the author of "A History of Salt". What is quoted without such a noun or
// word before it is what somebody said, or how; and a title has its long words in
// capitals.
func (s *scan) quoted() []name {
	var out []name
	typ := ""
	for i := 0; i < len(s.toks); i++ {
		if !quote(s.toks[i].Form) {
			continue
		}
		end := i + 1
		for end < len(s.toks) && !quote(s.toks[end].Form) {
			end++
		}
		if end == len(s.toks) {
			break
		}
		if t := s.work(i - 1); t != "" {
			typ = t
		} else if len(out) == 0 || out[len(out)-1].end < i-3 || !s.conjoined(out[len(out)-1].end+1, i) {
			typ = ""
		}
		first, last := i+1, end
		for last > first && s.toks[last-1].UPOS == "PUNCT" && s.toks[last-1].Form != "?" && s.toks[last-1].Form != "!" {
			last--
		}
		if typ != "" && s.titled(first, last) {
			out = append(out, name{first: first, end: last, typ: typ, sure: true, settled: true})
		}
		i = end
	}
	return out
}

// conjoined reports whether only commas and conjunctions stand between two quoted
// titles, which then are of one kind.
func (s *scan) conjoined(first, end int) bool {
	for i := first; i < end; i++ {
		if s.toks[i].UPOS != "CCONJ" && s.toks[i].Form != "," {
			return false
		}
	}
	return true
}

// work returns the type of the work or document whose title may follow token i: the
// token is its noun, a verb that gives names after it, or the "of" of its maker.
func (s *scan) work(i int) string {
	if i >= 0 && s.toks[i].Form == "," {
		i--
	}
	if i < 0 {
		return ""
	}
	form := strings.ToLower(s.toks[i].Form)
	switch {
	case s.toks[i].UPOS == "NOUN" && s.onPaper(i) != "":
		return s.onPaper(i)
	case entitling[form]:
		for k := i - 1; k >= 0 && k >= i-3; k-- {
			if typ := s.onPaper(k); typ != "" && s.nominal(k) {
				return typ
			}
		}
	case form == "of" && i > 0 && makers[s.lemma(i-1)], composing[s.lemma(i)] && s.toks[i].UPOS == "VERB":
		return "Work"
	}
	return ""
}

var (
	makers    = words("author writer director editor composer translator publication performance recording adaptation version edition")
	composing = words("write publish direct compose author record paint")
)

// onPaper is the type of the noun at token i where that is a work or a document, or
// what else has a title.
func (s *scan) onPaper(i int) string {
	if typ := s.known(max(0, i-2), i); s.schema.IsAny(typ, []string{"Work", "Document"}) {
		return typ
	}
	return ""
}

// titled reports whether tokens are written as a title is: a capital at the head, and
// on every word of more than four letters.
func (s *scan) titled(first, end int) bool {
	if end <= first || end-first > 12 || !capital(s.toks[first].Form) {
		return false
	}
	for i := first; i < end; i++ {
		if form := s.toks[i].Form; len(form) > 4 && !capital(form) && letters(form) {
			return false
		}
	}
	return true
}
