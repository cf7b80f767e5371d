package morph

import "strings"

// phi is what a finite verb agrees with its subject in: person and number. The
// zero value is the third person singular.
type phi struct {
	plural bool
	person person
}

type person uint8

const (
	third person = iota
	first
	second
)

// paradigm holds the features of a finite form for each number and person.
type paradigm [2][3]string

var (
	present         = newParadigm("Ind", "Pres")
	past            = newParadigm("Ind", "Past")
	subjunctive     = newParadigm("Sub", "Pres")
	pastSubjunctive = newParadigm("Sub", "Past")
)

func newParadigm(mood, tense string) (p paradigm) {
	for n, number := range []string{"Sing", "Plur"} {
		for k, person := range []string{"3", "1", "2"} {
			p[n][k] = "Mood=" + mood + "|Number=" + number + "|Person=" + person + "|Tense=" + tense + "|VerbForm=Fin"
		}
	}
	return p
}

func (p *paradigm) of(a phi) string {
	if a.plural {
		return p[1][a.person]
	}
	return p[0][a.person]
}

// agree returns the person and number of a finite verb: its own form's, where that
// shows them, or its subject's.
func (s *sentence) agree(i int) phi {
	form := strings.ToLower(s.toks[i].Form)
	p := s.predicate(i)
	subj, clause := s.subject(p)
	var a phi
	switch {
	case form == "am" || form == "'m" || form == "’m":
		a.person = first
	case subj >= 0:
		a = s.phi(subj, clause)
	case s.toks[p].Deprel == "acl:relcl" && s.head(p) >= 0: // "what happened"
		a = s.sum(s.head(p))
	default: // "Hope this helps", "Went there last week"
		a.person = first
	}
	switch {
	case form == "was" && (a.plural || subj < 0):
		return phi{}
	case s.toks[i].XPOS == "VBP" && a == (phi{}):
		return phi{plural: true} // "the police are", "a lot of us think"
	}
	return a
}

// subject returns the subject of a predicate, or that of what it is joined to, and
// the predicate that it is the subject of; -1 for none.
func (s *sentence) subject(p int) (subj, clause int) {
	for steps := 0; steps < len(s.toks); steps++ {
		if subj := s.parts[p].subject; subj >= 0 {
			return subj, p
		}
		h := s.head(p)
		if h < 0 || s.label(p) != "conj" {
			break
		}
		p = h
	}
	return -1, -1
}

// phi returns the person and number of a subject, "you and I" taken together. The
// pronoun of a relative clause has those of what the clause is about.
func (s *sentence) phi(subj, clause int) phi {
	tok := &s.toks[subj]
	if tok.XPOS == "WDT" || tok.XPOS == "WP" {
		clause = s.first(clause)
		if a := s.head(clause); a >= 0 && a != subj && s.toks[clause].Deprel == "acl:relcl" {
			return s.sum(a)
		}
		return phi{}
	}
	if s.label(subj) == "csubj" {
		return phi{}
	}
	return s.sum(subj)
}

// sum returns the person and number of a noun or pronoun with what "and" joins to
// it.
func (s *sentence) sum(i int) phi {
	a := s.own(i)
	last := s.parts[i].last
	if last < 0 || !s.parts[last].and {
		return a
	}
	b := s.own(last)
	switch {
	case a.person == first || b.person == first:
		a.person = first
	case a.person == second || b.person == second:
		a.person = second
	}
	a.plural = a.person != second // the treebanks have no plural "you"
	return a
}

// own returns the person and number of one word.
func (s *sentence) own(i int) phi {
	tok := &s.toks[i]
	switch tok.XPOS {
	case "NNS", "NNPS":
		return phi{plural: true}
	case "NN", "NNP":
		return phi{}
	}
	switch low := strings.ToLower(tok.Form); low {
	case "i", "me", "myself":
		return phi{person: first}
	case "we", "us", "ourselves":
		return phi{true, first}
	case "you", "u", "ya", "yourself":
		return phi{person: second}
	case "they", "them", "these", "those", "both", "many", "few", "several", "all", "some", "most", "others", "themselves":
		return phi{plural: true}
	default:
		return phi{plural: tok.UPOS == "NUM" && low != "one" && low != "1"}
	}
}
