package token

import "strings"

// breaks returns the ends of the sentences among the pieces gathered, as indexes
// into them. Unless the block is at its end, the last sentence waits for the rest.
func (s *scanner) breaks(atEnd bool) []int {
	ends := s.ends[:0]
	from := 0
	line := s.dateline()
	for i := 1; i < len(s.pieces); i++ {
		if i == line || i-from >= maxSentence || i > line && s.candidate(i) && s.model.score(s.features(from, i)) > s.margin(i) {
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
	if s.pieces[i].joined || s.pieces[i].gap == none && (prev != stop && prev != bang && prev != dots || next == closing) {
		return false
	}
	return next != lower || prev >= firstMark
}

// Scores are counted in steps of the quantised weights. After a full stop a break is
// made even on a little doubt, and without one on good evidence alone: two words
// with capitals are more often a name than the seam of two sentences, and a
// sentence cut in two says things that were never said.
const (
	beforeStarter = -90 // "in the U.S. They", which the treebanks seldom have
	afterStop     = -20
	elsewhere     = 15
	inHeading     = 80
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
	if s.heading {
		return inHeading
	}
	return elsewhere
}

// longestDateline is the most tokens a dateline has.
const longestDateline = 16

// dateline returns where the dateline ends that opens the block, 0 where none does:
// "KABUL (AP) —", "TEHRAN, Jan. 12, 2024 –". It is a sentence of its own in the
// treebanks.
func (s *scanner) dateline() int {
	if !s.fresh || len(s.looks) < 4 || s.looks[0].shape != upper || s.pieces[0].to-s.pieces[0].from < 4 {
		return 0
	}
	loose := false // after a comma or a bracket capitals need not go on
	for i := 1; i < len(s.looks)-1 && i < longestDateline; i++ {
		p := s.pieces[i]
		switch sh := s.looks[i].shape; {
		case sh == dash && p.gap > none && s.pieces[i+1].gap > none:
			if next := s.looks[i+1].shape; next == lower || next == upper && !loose && i+2 < len(s.looks) && s.looks[i+2].shape == upper {
				return 0 // a label, a line all in capitals
			}
			return i + 1
		case sh == comma, sh == opening, sh == closing:
			loose = true
		case sh == upper:
		case !loose || sh == lower || sh >= firstMark && p.gap > none:
			return 0
		}
	}
	return 0
}
