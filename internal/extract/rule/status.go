package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// stance is how far the text stands behind a predicate.
type stance struct {
	negative bool
	possible bool
	reported bool
	question bool
	relative bool  // the climb has left a relative clause
	speaker  int   // mention of who says so, -1 when the text names nobody
	cues     []int // tokens that say it: "not", "may", the speaker
}

// status orders what the stance holds: a denial outweighs doubt, and doubt
// outweighs a report.
func (st *stance) status() text.Status {
	switch {
	case st.negative:
		return text.Denied
	case st.possible:
		return text.Possible
	case st.reported:
		return text.Reported
	}
	return text.Asserted
}

// Verbs and nouns by what they do to the clause or infinitive below them.
var (
	saying    = set("say tell state claim report announce declare argue maintain insist suggest believe think allege assert warn acknowledge admit confess note add explain write contend estimate conclude reckon assume charge accuse confirm reveal stress emphasize reiterate testify remark observe describe indicate imply hint view consider regard see predict assess judge feel tweet repeat agree concede boast swear understand complain caution speculate")
	quoting   = set("say tell report announce declare claim argue maintain insist suggest believe think allege warn acknowledge admit note add explain write reveal confirm stress testify remark observe tweet state conclude estimate recall ask")
	blaming   = set("accuse suspect charge convict")
	factive   = set("know realize realise discover find learn show prove demonstrate recall remember forget regret mean ensure notice")
	doubting  = set("hope fear want expect suspect doubt wish wonder hypothesize worry ask propose recommend demand urge call order require request advise consider imagine pretend suppose prefer insist")
	attempts  = set("want plan try attempt seek hope intend threaten vow promise pledge aim wish need like expect prepare propose offer agree decide consider mean ready able likely willing set order tell ask urge force allow encourage call demand require advise advocate pose")
	seeming   = set("seem appear")
	denying   = set("deny reject dismiss refute dispute disbelieve disprove doubt")
	failing   = set("fail refuse decline neglect forget hesitate cease")
	thwarting = set("prevent stop avert foil thwart avoid deter block forbid prohibit ban bar hinder discourage")
	deedless  = set("plan plot attempt effort bid threat desire hope ability chance fear risk warning possibility danger proposal intention willingness wish demand call appeal request decision need capacity potential readiness refusal failure prospect pledge promise")
	telling   = set("claim allegation report suggestion accusation belief statement view theory speculation rumor rumour assertion charge notion idea argument suspicion opinion narrative propaganda")
	hedging   = set("may might could would should must can will shall")
	hedges    = set("perhaps maybe possibly probably likely allegedly reportedly apparently supposedly seemingly purportedly potentially presumably")
	negators  = set("not never n't no neither nor hardly scarcely barely nowhere")
	unreal    = set("if unless whether lest")
)

// stanceOf climbs from a predicate to the root and gathers what each step does
// to it: negation and modals at the predicate, verbs of saying, wanting and
// failing above it, "if" and "without" on the way.
func (s *sentence) stanceOf(p int) stance {
	st := stance{speaker: -1}
	s.negations(p, &st)
	s.modals(p, &st)
	low := true // still in the predicate's own clause
	for i, from, n := p, -1, 0; i >= 0 && n <= len(s.toks); n++ {
		s.framed(i, from, &st)
		up := s.toks[i].Head
		if up < 0 || up == i || s.loose(i, up) {
			break
		}
		st.relative = st.relative || strings.HasSuffix(s.toks[i].Deprel, ":relcl")
		low = s.step(i, up, low, &st)
		i, from = up, i
	}
	if t := s.toks[len(s.toks)-1].Form; t == "?" || (len(s.toks) > 1 && s.toks[len(s.toks)-2].Form == "?") {
		st.question, st.possible = true, true
	}
	return st
}

// loose reports whether the arc from a clause with a subject of its own to what is
// above it is one the parser doubts: nothing above it is trusted to judge the
// clause, but a verb of saying.
func (s *sentence) loose(i, up int) bool {
	if w := s.lemma(up); s.is(i, "ccomp") && s.verbal(up) && s.child(i, "nsubj", "nsubj:pass") >= 0 && !clausal(w) {
		return true // "to support that theory and the US has confirmed": no part of it
	}
	a := s.toks[i].ArcScore
	return a > 0 && a < 0.5 && s.child(i, "nsubj", "nsubj:pass") >= 0 && !saying[s.lemma(up)]
}

// clausal reports whether a verb takes a clause that it may judge.
func clausal(w string) bool {
	return saying[w] || factive[w] || doubting[w] || attempts[w] || seeming[w] || denying[w] || failing[w] || thwarting[w] || viewing[w] || quoting[w] || blaming[w]
}

// negations looks for "not", "never", "no ..." among the words of a clause.
func (s *sentence) negations(p int, st *stance) {
	for _, k := range s.tree.Children(p) {
		if s.is(k, "advmod", "neg", "det", "cc", "discourse") && negators[s.lemma(k)] && k != p {
			st.negative = true
			st.cues = append(st.cues, k)
		}
		if s.is(k, "advmod") && s.lemma(k) == "longer" && s.child(k, "advmod", "det") >= 0 {
			st.negative = true
			st.cues = append(st.cues, k)
		}
		if s.is(k, "nsubj", "obj", "nsubj:pass") {
			for _, d := range s.tree.Children(k) {
				if s.is(d, "det") && (s.lemma(d) == "no" || s.lemma(d) == "neither") {
					st.negative = true
					st.cues = append(st.cues, d)
				}
			}
			if w := s.lemma(k); w == "nobody" || w == "none" || w == "nothing" {
				st.negative = true
				st.cues = append(st.cues, k)
			}
		}
		if s.is(k, "mark", "case") && s.lemma(k) == "without" {
			st.negative = true
			st.cues = append(st.cues, k)
		}
	}
}

// modals looks for "may", "will", "perhaps" in a clause.
func (s *sentence) modals(p int, st *stance) {
	for _, k := range s.tree.Children(p) {
		w := s.lemma(k)
		if (s.is(k, "aux") && (hedging[w] || hedging[strings.ToLower(s.toks[k].Form)])) || (s.is(k, "advmod") && hedges[w]) {
			st.possible = true
			st.cues = append(st.cues, k)
		}
	}
}

// step takes one arc upwards, from i to up. low says that i is still the
// predicate itself or a verb it leans on, to which a negation reaches down.
func (s *sentence) step(i, up int, low bool, st *stance) bool {
	w := s.lemma(up)
	switch {
	case s.is(i, "xcomp"):
		s.control(i, up, w, st)
		if low && w != "take" {
			s.negations(up, st)
			s.modals(up, st)
		}
		return low
	case s.is(i, "ccomp", "csubj"):
		s.complement(i, up, w, st)
		return false
	case s.is(i, "advcl"):
		s.adverbial(i, up, w, st)
		return false
	case s.is(i, "acl:relcl"):
		return false
	case s.is(i, "acl"):
		s.nounClause(i, up, w, st)
		return false
	case s.is(i, "conj") && s.verbal(up) && s.verbal(i) && low:
		// "may attack and kill": an auxiliary before the first verb holds for the
		// second as well, unless that has a subject of its own.
		if s.child(i, "nsubj", "nsubj:pass") < 0 {
			s.modals(up, st)
		}
		return low
	case s.is(i, "parataxis"):
		return false
	case s.is(i, "obj", "obl", "nmod", "nsubj", "nsubj:pass", "conj", "compound"):
		if !s.verbal(i) {
			s.within(i, up, w, st)
			return false
		}
	}
	return low && s.is(i, "root")
}
