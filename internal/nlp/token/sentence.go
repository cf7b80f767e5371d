package token

import "strings"

// breaks returns the ends of the sentences among the pieces gathered, as indexes
// into them. Unless the block is at its end, the last sentence waits for the rest.
func (s *scanner) breaks(atEnd bool) []int {
	ends := s.ends[:0]
	from := 0
	line := s.dateline()
	for i := 1; i < len(s.pieces); i++ {
		if i == line || i-from >= maxSentence || s.signOff(from, i) || s.rule(i-1) || s.rule(i) || i > line && s.candidate(i) && !s.opens(from, i) && s.model.score(s.features(from, i)) > s.margin(i) {
			ends = append(ends, i)
			from = i
		}
	}
	if atEnd && from < len(s.pieces) {
		ends = append(ends, len(s.pieces))
	}
	s.ends = ends
	return ends
}

// candidate reports whether a sentence could end before piece i: there is a space
// or a full stop, and not merely a small letter after a word.
func (s *scanner) candidate(i int) bool {
	prev, next := s.looks[i-1].shape, s.looks[i].shape
	if prev < firstMark && (next == stop || next == bang) || prev == short && titles[s.form(s.pieces[i-1])] {
		return false
	}
	if s.pieces[i].joined || s.pieces[i].gap == none && (prev != stop && prev != bang && prev != dots || next == closing) {
		return false
	}
	if s.pieces[i].gap < newline && s.face(i) {
		return false
	}
	return next != lower || prev >= firstMark || s.face(i-1)
}

// face reports whether piece i is an emoticon. It belongs to the sentence before.
func (s *scanner) face(i int) bool {
	p := s.pieces[i]
	return p.end-p.start <= longestFace && strings.IndexByte(faceStarts, s.doc[p.start]) >= 0 && faces[s.form(p)]
}

// signOff reports whether the words from one to i take leave at the end of a letter,
// and a name follows: "Best regards, Ann". They are a sentence, and the name another.
func (s *scanner) signOff(from, i int) bool {
	if i-from < 2 || i-from > 4 || s.looks[i-1].shape != comma || s.looks[i].shape != title || s.looks[from].shape != title {
		return false
	}
	return farewells[s.form(s.pieces[i-2])] && (i+1 == len(s.pieces) || s.looks[i+1].shape != comma)
}

// rule reports whether piece i is a line drawn between two parts of a text that has
// lost its line ends: "_______".
func (s *scanner) rule(i int) bool {
	p := s.pieces[i]
	if p.end-p.start < shortestRule || !drawn(s.form(p)) {
		return false
	}
	return (i == 0 || p.gap > none) && (i+1 == len(s.pieces) || s.pieces[i+1].gap > none)
}

// shortestRule is the least length of a drawn line, in bytes; "----" may be a dash.
const shortestRule = 8

// opens reports whether all that stands between from, where the block begins, and
// i is the mark of an item, a quotation or a bracket: it belongs to what follows.
// "--" parts a signature from a letter, and stands alone.
func (s *scanner) opens(from, i int) bool {
	if from > 0 || i > 1 || !s.fresh || s.pieces[0].to-s.pieces[0].from > 1 {
		return false
	}
	switch s.looks[0].shape {
	case item, dash, opening, quote:
		return true
	}
	return false
}

// Scores are counted in steps of the quantised weights. After a full stop a break is
// made even on a little doubt, and without one on good evidence alone: two words
// with capitals are more often a name than the seam of two sentences, and a
// sentence cut in two says things that were never said.
const (
	beforeStarter = -250 // "in the U.S. They", which the treebanks seldom have
	afterStop     = -20
	elsewhere     = 15
	inHeading     = 80
	afterHanging  = 120
)

// margin is the score that a break before piece i must reach.
func (s *scanner) margin(i int) int32 {
	prev := s.looks[i-1].shape
	if i > 1 && (prev == closing || prev == quote) {
		prev = s.looks[i-2].shape
	}
	switch prev {
	case short:
		if starters[s.form(s.pieces[i])] && strings.Contains(s.form(s.pieces[i-1]), ".") && !titles[s.form(s.pieces[i-1])] {
			return beforeStarter
		}
		return afterStop
	case stop, bang, dots:
		return afterStop
	}
	switch {
	case hanging[s.form(s.pieces[i-1])]:
		return afterHanging
	case s.face(i - 1):
		return afterStop
	case s.heading:
		return inHeading
	}
	return elsewhere
}

// longestDateline is the most tokens a dateline has.
const longestDateline = 16

// dateline returns where the dateline ends that opens the block, 0 where none does:
// "KABUL (AP) —", "TEHRAN, Jan. 12, 2024 –", "Moscow, 3 March (TASS) -", "(CNN)". It is a
// sentence of its own in the treebanks.
func (s *scanner) dateline() int {
	if !s.fresh || len(s.looks) < 4 {
		return 0
	}
	if s.looks[0].shape == opening {
		return s.source()
	}
	loose := s.agency() // after a comma or a bracket, too, capitals need not go on
	switch s.looks[0].shape {
	case upper:
		// "UN - ..." is no place; "NEW YORK" is.
		if !loose && s.pieces[0].to-s.pieces[0].from < 4 && s.looks[1].shape != upper {
			return 0
		}
	case title:
		if !loose {
			return 0
		}
	default:
		return 0
	}
	for i := 1; i < len(s.looks)-1 && i < longestDateline; i++ {
		gap := s.pieces[i].gap
		switch sh := s.looks[i].shape; {
		case sh == dash && gap > none && s.pieces[i+1].gap > none:
			if next := s.looks[i+1].shape; next == lower || next == upper && !loose && i+2 < len(s.looks) && s.looks[i+2].shape == upper {
				return 0 // a label, a line all in capitals
			}
			return i + 1
		case sh == comma, sh == opening, sh == closing:
			loose = true
		case sh == upper:
		case gap == none && s.pieces[i+1].gap == none && sh != stop && sh != colon: // PORT-AU-PRINCE, MINSK/KYIV
		case !loose || sh == lower && gap > none || sh >= firstMark && gap > none:
			return 0
		}
	}
	return 0
}

// source returns where the block's first brackets end with the dash behind them,
// where they name who reports: "(CNN) —", "(New Scientist)". 0 for others.
func (s *scanner) source() int {
	i := 1
	for i < min(len(s.looks), shortSource) && (s.looks[i].shape == title || s.looks[i].shape == upper) {
		i++
	}
	if i == 1 || i+2 >= len(s.looks) || s.looks[i].shape != closing {
		return 0
	}
	i++
	if s.looks[i].shape == dash {
		i++
	}
	if sh := s.looks[i].shape; sh != title && sh != upper && sh != initial && sh != quote && sh != opening || s.pieces[i].gap == none {
		return 0
	}
	return i
}

// shortSource bounds the tokens of a source in brackets.
const shortSource = 6

// agency reports whether the first free dash of the block follows a bracket, as it
// does where an agency is named: "Minsk, Belarus (Reuters) -".
func (s *scanner) agency() bool {
	for i := 2; i < len(s.looks)-1 && i < longestDateline; i++ {
		switch s.looks[i].shape {
		case dash:
			if s.pieces[i].gap > none {
				return s.looks[i-1].shape == closing
			}
		case stop, bang, dots, colon, quote:
			return false
		case lower:
			if s.pieces[i].gap > none {
				return false
			}
		}
	}
	return false
}
