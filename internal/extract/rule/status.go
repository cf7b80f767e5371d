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
	for _, k := range s.kids[p] {
		if s.is(k, "advmod", "neg", "det", "cc", "discourse") && negators[s.lemma(k)] && k != p {
			st.negative = true
			st.cues = append(st.cues, k)
		}
		if s.is(k, "advmod") && s.lemma(k) == "longer" && s.child(k, "advmod", "det") >= 0 {
			st.negative = true
			st.cues = append(st.cues, k)
		}
		if s.is(k, "nsubj", "obj", "nsubj:pass") {
			for _, d := range s.kids[k] {
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
	for _, k := range s.kids[p] {
		w := s.lemma(k)
		if (s.is(k, "aux") && (hedging[w] || hedging[strings.ToLower(s.toks[k].Form)])) || (s.is(k, "advmod") && hedges[w]) {
			st.possible = true
			st.cues = append(st.cues, k)
		}
	}
}

// framed looks for words beside a predicate that hand it to a speaker: "according
// to X", "in X's view", ", X said". What the climb comes from is none of them.
func (s *sentence) framed(p, from int, st *stance) {
	if st.reported {
		return
	}
	for _, k := range s.kids[p] {
		switch {
		case k == from:
		case s.is(k, "obl", "nmod", "advcl", "advmod", "dep"):
			m := s.marker(k, "case")
			if strings.HasPrefix(m, "accord") || m == "per" {
				if w := s.best(k); w >= 0 && s.speaks(w) {
					s.saidBy(k, st)
				}
				return
			}
			if telling[s.lemma(k)] && (m == "in" || m == "by" || m == "from" || m == "to") {
				if w := s.child(k, "nmod:poss"); w >= 0 {
					s.saidBy(w, st)
					return
				}
			}
			if s.lemma(k) == "accord" {
				if o := s.child(k, "obl", "nmod"); o >= 0 {
					s.saidBy(o, st)
					return
				}
			}
		case s.is(k, "parataxis") && quoting[s.lemma(k)] && !s.saysMore(k):
			if w := s.child(k, "nsubj"); w >= 0 {
				st.cues = append(st.cues, k)
				s.saidBy(w, st)
				return
			}
		}
	}
}

// saysMore reports whether a verb of saying has words of its own after it, before
// any semicolon: then it quotes those, not what stands before.
func (s *sentence) saysMore(k int) bool {
	c := s.child(k, "ccomp", "obj", "xcomp", "advcl")
	if c < 0 || s.lemma(k) == "tell" && s.is(c, "obj") { // "he told reporters"
		return false
	}
	for i := k + 1; i < c; i++ {
		if s.toks[i].Form == ";" {
			return false
		}
	}
	return true
}

// saidBy makes the stance a report of whoever token w is.
func (s *sentence) saidBy(w int, st *stance) {
	m := s.best(s.referent(w))
	if m >= 0 && !s.speaks(m) {
		st.possible = true
		return
	}
	st.reported = true
	if m >= 0 && st.speaker < 0 {
		st.speaker = m
		st.cues = append(st.cues, w)
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

// control judges a verb by what governs it: "plans to attack", "failed to stop",
// "is said to have attacked", "seems to support".
func (s *sentence) control(i, up int, w string, st *stance) {
	switch {
	case failing[w] || thwarting[w]:
		st.negative = true
		st.cues = append(st.cues, up)
	case s.passive(up) && (saying[w] || w == "know") && w != "know":
		st.reported = true
		for _, k := range s.kids[up] {
			if s.is(k, "obl:agent") || (s.is(k, "obl") && s.marker(k, "case") == "by") {
				s.saidBy(k, st)
			}
		}
	case (saying[w] || w == "profess" || w == "purport") && s.toks[up].UPOS == "VERB":
		for _, t := range s.actors(up, 0) {
			s.saidBy(t, st)
			break
		}
		st.reported = true
	case attempts[w] || doubting[w] || seeming[w]:
		st.possible = true
		st.cues = append(st.cues, up)
	}
}

// complement judges a clause by the verb it completes: "X says that", "X denied
// that", "X hopes that".
func (s *sentence) complement(i, up int, w string, st *stance) {
	if m := s.marker(i, "mark"); m == "if" || m == "whether" {
		st.possible = true
	}
	switch {
	case denying[w]:
		st.negative = true
		st.cues = append(st.cues, up)
		s.speak(up, st)
	case saying[w] && !st.reported:
		st.cues = append(st.cues, up)
		s.speak(up, st)
		if !st.reported {
			st.possible = true
		}
		var own stance
		s.negations(up, &own)
		if own.negative { // "nobody said that"
			st.possible = true
		}
	case thwarting[w]:
		st.negative = true
	case doubting[w]:
		st.possible = true
		st.cues = append(st.cues, up)
	case factive[w]:
		// "the footage shows", "we know": the author goes along with it.
	}
}

// speak makes the subject of a verb of saying the speaker.
func (s *sentence) speak(verb int, st *stance) {
	if s.passive(verb) {
		for _, k := range s.kids[verb] {
			if s.is(k, "obl:agent") {
				s.saidBy(k, st)
			}
		}
		return
	}
	for _, t := range s.actors(verb, 0) {
		for _, a := range s.plain(t) {
			if s.speaks(a.mention) {
				s.saidBy(s.headToken(a.mention, t), st)
				return
			}
		}
	}
}

// headToken returns the head of a mention of this sentence, else the token.
func (s *sentence) headToken(m, tok int) int {
	if s.doc.Mentions[m].Sentence == s.n {
		return s.doc.Mentions[m].Head
	}
	return tok
}

// speaks reports whether a mention can state something: an agent, a state, a
// document; "evidence" and "footage" do not speak for anybody.
func (s *sentence) speaks(m int) bool {
	if s.doc.Mentions[m].Kind == text.Name {
		return true
	}
	return s.x.schema.IsAny(s.typeOf(m), []string{"Agent", "Country", "City", "Document", "Region"})
}

// adverbial judges a clause by its conjunction: "if", "unless", "without", a
// purpose.
func (s *sentence) adverbial(i, up int, w string, st *stance) {
	m := s.marker(i, "mark")
	first, _, _ := strings.Cut(m, " ")
	switch {
	case unreal[first] || m == "as if" || m == "in case" || m == "as though":
		st.possible = true
	case first == "without" || m == "instead of" || m == "rather than":
		st.negative = true
	case first == "to" || m == "in order to" || m == "so that":
		st.possible = true
	}
	if blaming[w] && (first == "of" || first == "with") && !st.reported {
		st.reported = true
		for _, t := range s.actors(up, 0) {
			if !s.passive(up) {
				s.saidBy(t, st)
				break
			}
		}
	}
	if thwarting[w] && first == "from" {
		st.negative = true
	}
	if viewing[w] && first == "as" && !st.relative {
		s.viewedBy(up, st)
	}
}

// nounClause judges a clause by the noun it explains: "plans to attack", "the
// claim that", "no evidence that".
func (s *sentence) nounClause(i, up int, w string, st *stance) {
	toInfinitive := s.marker(i, "mark") == "to"
	if n := s.attempted(up); n >= 0 && toInfinitive {
		up, w = n, s.lemma(n)
	}
	switch {
	case w == "failure" || w == "refusal" || w == "inability":
		st.negative = true
	case telling[w]:
		st.reported = true
		if k := s.child(up, "nmod:poss"); k >= 0 {
			s.saidBy(k, st)
		} else if k := s.child(up, "nmod"); k >= 0 && (s.marker(k, "case") == "by" || s.marker(k, "case") == "from") {
			s.saidBy(k, st)
		} else {
			st.possible = true
		}
	case deedless[w] && toInfinitive:
		st.possible = true
		st.cues = append(st.cues, up)
	}
	if d := s.child(up, "det"); d >= 0 && s.lemma(d) == "no" {
		st.negative = true
		st.cues = append(st.cues, d)
	}
}

// within judges a noun predicate by what holds it: "the threat of an attack", "to
// prevent attacks on", "denied involvement in".
func (s *sentence) within(i, up int, w string, st *stance) {
	if m := s.at[i]; m >= 0 && s.x.schema.IsAny(s.typeOf(m), []string{"Agent", "Place"}) {
		return // somebody is, whatever is wanted of him
	}
	switch {
	case s.is(i, "nmod", "compound") && deedless[w]:
		st.possible = true
		st.cues = append(st.cues, up)
	case s.is(i, "obj", "obl", "nsubj:pass") && (thwarting[w] || w == "head" || w == "deny"):
		st.negative = w == "deny" || st.negative
		st.possible = st.possible || w != "deny"
		st.cues = append(st.cues, up)
	case s.is(i, "obj") && (attempts[w] || doubting[w] || deedless[w]):
		st.possible = true
		st.cues = append(st.cues, up)
	}
	if s.verbal(up) && s.is(i, "obj", "nsubj:pass") && lightVerbs[w] {
		s.negations(up, st)
		s.modals(up, st)
	}
}

// Verbs of "X views Y as Z", which is X's opinion.
var viewing = set("view regard see consider describe portray treat label call deem perceive denounce brand depict characterize characterise classify think believe find judge accuse")

// viewedBy makes whoever views the speaker: the subject, or of a passive the
// agent.
func (s *sentence) viewedBy(v int, st *stance) {
	st.reported = true
	if s.passive(v) {
		for _, k := range s.kids[v] {
			if s.is(k, "obl:agent") || (s.is(k, "obl") && s.marker(k, "case") == "by") {
				s.saidBy(k, st)
			}
		}
		return
	}
	for _, t := range s.actors(v, 0) {
		s.saidBy(t, st)
		return
	}
}
