package eval

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Carb is CaRB (Bhardwaj, Aggarwal, Mausam: "CaRB: A Crowdsourced Benchmark for
// Open IE", EMNLP 2019): sentences, each with the tuples that people took from it.
// The file has a tuple a line, parts kept apart by tabs: the sentence in the tokens
// of the Penn Treebank, the relation, the subject, and further arguments.
//
//	Mr. Baker found an opening under the house .	found	Mr. Baker	an opening	under the house
//
// The measure is that of the paper's section 3. Two tuples are compared slot by slot,
// relation with relation, subject with subject, all further arguments together; the
// words of a slot match whatever their order. Precision is the share of the words of the
// system's tuple that match, recall that of the gold's. Tuples whose relations
// share no word do not match at all. Every gold tuple takes the best recall that any
// tuple of the system gives it; for precision each of the system's tuples is paired
// with one of the gold at most, the best pairs first, and those left over count as
// nought. Taking the tuples from each confidence upwards gives the curve of precision
// and recall; its area, from precision 1 at recall 0, is the AUC, and the best F1 on
// it the F1.
type Carb struct {
	sentences []string // in the order of the file
	gold      map[string][]Tuple
}

// Tuple is a relation and its arguments in words, the subject first.
type Tuple struct {
	Relation   string
	Args       []string
	Confidence float64 // 1 in a gold file
}

func (t Tuple) String() string {
	return "(" + strings.Join(append([]string{t.subject(), t.Relation}, t.Args[min(1, len(t.Args)):]...), "; ") + ")"
}

func (t Tuple) subject() string {
	if len(t.Args) == 0 {
		return ""
	}
	return t.Args[0]
}

// LoadCarb reads a gold file.
func LoadCarb(name string) (*Carb, error) {
	g := &Carb{gold: map[string][]Tuple{}}
	err := tupleLines(name, func(f []string) error {
		if len(f) < 2 {
			return fmt.Errorf("a sentence and a relation are wanted, apart by a tab")
		}
		sentence := strings.TrimSpace(f[0])
		if g.gold[sentence] == nil {
			g.sentences = append(g.sentences, sentence)
		}
		g.gold[sentence] = append(g.gold[sentence], newTuple(f[1], f[2:], 1))
		return nil
	})
	return g, err
}

func newTuple(relation string, args []string, confidence float64) Tuple {
	t := Tuple{Relation: strings.TrimSpace(relation), Confidence: confidence}
	for _, a := range args {
		t.Args = append(t.Args, strings.TrimSpace(a))
	}
	return t
}

func tupleLines(name string, take func(fields []string) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		if err := take(strings.Split(strings.TrimSpace(lines.Text()), "\t")); err != nil {
			return fmt.Errorf("%s: line %d: %w", name, n, err)
		}
	}
	return lines.Err()
}

// Sentences returns the sentences, their tokens apart by blanks.
func (g *Carb) Sentences() []string { return g.sentences }

// LoadTuples reads what another program took from the sentences, in the form of
// OpenIE 5: confidence, context, subject, relation, further arguments, sentence,
// apart by tabs.
//
//	0.97		SimpleArgument(Mr. Baker,List([0, 9)))	Relation(found,List([10, 15)))	SimpleArgument(an opening,List([16, 26))); SpatialArgument(...)	Mr. Baker found ...
func LoadTuples(name string) (map[string][]Tuple, error) {
	said := map[string][]Tuple{}
	err := tupleLines(name, func(f []string) error {
		if len(f) < 6 {
			return fmt.Errorf("%d fields, want 6", len(f))
		}
		confidence, err := strconv.ParseFloat(f[0], 64)
		if err != nil {
			return err
		}
		if f[2] == "" || f[3] == "" || f[4] == "" {
			return nil // without a second argument it is no tuple
		}
		subject, relation := inBrackets(f[2]), inBrackets(f[3])
		if context := inBrackets(f[1]); context != "" && !strings.HasPrefix(subject+" "+relation, context) {
			subject = context + " " + subject
		}
		args := []string{subject}
		for _, a := range strings.Split(f[4], ");") {
			args = append(args, inBrackets(a))
		}
		said[f[5]] = append(said[f[5]], newTuple(relation, args, confidence))
		return nil
	})
	return said, err
}

// inBrackets returns the words of "SimpleArgument(Mr. Baker,List([0, 9)))".
func inBrackets(s string) string {
	_, s, _ = strings.Cut(s, "(")
	if i := strings.Index(s, ",List("); i >= 0 {
		s = s[:i]
	}
	return s
}

// match is how well a tuple of the system fits one of the gold.
type match struct{ precision, recall float64 }

// carbMatch compares a tuple of the gold with one of the system.
func carbMatch(gold, said Tuple) match {
	m := slots(gold, said)
	// "..., said Ann": who speaks and what is said change places freely.
	for _, w := range []string{"said", "told", "adds", "added", "says"} {
		if strings.Contains(gold.Relation, w) && len(said.Args) >= 2 {
			turned := Tuple{Relation: said.Relation, Args: []string{rest(said), said.Args[0]}}
			if o := slots(gold, turned); cmp.Or(cmp.Compare(o.precision, m.precision), cmp.Compare(o.recall, m.recall)) > 0 {
				return o
			}
			break
		}
	}
	return m
}

func rest(t Tuple) string { return strings.Join(t.Args[1:], " ") }

// forms of "be", one of which a bare "be" of the system stands for.
var beForms = strings.Fields("be is am are was were been being")

// slots compares relation, subject and the rest.
func slots(gold, said Tuple) match {
	want, got := strings.Fields(gold.Relation), strings.Fields(said.Relation)
	same, left := common(want, got)
	if slices.Contains(left, "be") && slices.ContainsFunc(beForms, func(f string) bool { return slices.Contains(want, f) }) {
		same++
	}
	if same == 0 || min(len(said.Args), 2) < min(len(gold.Args), 2) {
		return match{}
	}
	golds, saids := len(want), len(got)
	slot := func(gold, said string) {
		want, got := strings.Fields(gold), strings.Fields(said)
		n, _ := common(want, got)
		same += n
		golds += len(want)
		saids += len(got)
	}
	if len(gold.Args) > 0 {
		slot(gold.Args[0], said.Args[0])
	}
	if len(gold.Args) > 1 {
		slot(rest(gold), rest(said))
	}
	return match{float64(same) / float64(saids), float64(same) / float64(golds)}
}

// common counts the words that two slots share, and returns those that the second
// has left.
func common(want, got []string) (n int, left []string) {
	left = slices.Clone(got)
	for _, w := range want {
		if i := slices.Index(left, w); i >= 0 {
			n++
			left = slices.Delete(left, i, i+1)
		}
	}
	return n, left
}

// point is a place on the curve: what is precise and what is recalled of the
// tuples from a confidence upwards.
type point struct{ confidence, precision, recall float64 }

// Score compares the tuples of a system, by sentence, with the gold.
func (g *Carb) Score(said map[string][]Tuple) *Report {
	r := &Report{}
	bySentence := map[string][]Tuple{}
	for _, s := range slices.Sorted(maps.Keys(said)) {
		bySentence[sentenceKey(s)] = append(bySentence[sentenceKey(s)], said[s]...)
	}
	c := newCurve(bySentence)
	n, gold, right := 0, 0, 0
	for _, s := range g.sentences {
		tuples := bySentence[sentenceKey(s)]
		n += len(tuples)
		gold += len(g.gold[s])
		matches := table(g.gold[s], tuples)
		c.add(matches, tuples)
		right += carbMistakes(r, s, g.gold[s], tuples, matches)
	}
	points := c.points()
	var best point
	for _, p := range points {
		if harmonic(p.precision, p.recall) > harmonic(best.precision, best.recall) {
			best = p
		}
	}
	f, auc := harmonic(best.precision, best.recall), area(points)
	r.Scores = append(r.Scores, Score{
		What: fmt.Sprintf("best, confidence %.2f", best.confidence), Precision: &best.precision, Recall: &best.recall, F1: &f, AUC: &auc, Said: n, Gold: gold,
	})
	if len(points) > 0 {
		all := points[0]
		f := harmonic(all.precision, all.recall)
		r.Scores = append(r.Scores, Score{What: "all tuples", Precision: &all.precision, Recall: &all.recall, F1: &f, Right: right, Said: n, Gold: gold})
	}
	return r.sorted()
}

// brackets as the Penn Treebank writes them.
var brackets = strings.NewReplacer("-LRB-", "(", "-RRB-", ")", "-LSB-", "[", "-RSB-", "]", "-LCB-", "{", "-RCB-", "}")

// sentenceKey is a sentence without blanks and punctuation, by which systems that
// split words otherwise find it.
func sentenceKey(s string) string {
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsPunct(r) || unicode.IsSymbol(r)) || r == ' ' {
			return -1
		}
		return r
	}, brackets.Replace(s))
}

// table is the match of every gold tuple, by row, with every tuple of the system.
func table(gold, said []Tuple) [][]match {
	t := make([][]match, len(gold))
	for i := range gold {
		t[i] = make([]match, len(said))
		for j := range said {
			t[i][j] = carbMatch(gold[i], said[j])
		}
	}
	return t
}

// curve adds up the sentences, at every confidence that a tuple has.
type curve struct {
	at                          []float64 // confidences, rising
	precision, said, hits, gold []float64
}

func newCurve(said map[string][]Tuple) *curve {
	c := &curve{}
	for _, tuples := range said {
		for _, t := range tuples {
			c.at = append(c.at, t.Confidence)
		}
	}
	slices.Sort(c.at)
	c.at = slices.Compact(c.at)
	n := len(c.at)
	c.precision, c.said, c.hits, c.gold = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	return c
}

// add counts one sentence: between two of its own confidences nothing changes.
func (c *curve) add(matches [][]match, said []Tuple) {
	own := make([]float64, len(said))
	for j, t := range said {
		own[j] = t.Confidence
	}
	slices.Sort(own)
	from := 0
	for _, confidence := range slices.Compact(own) {
		var taken []int
		for j, t := range said {
			if t.Confidence >= confidence {
				taken = append(taken, j)
			}
		}
		precision, hits := 0.0, 0.0
		for _, j := range single(matches, taken) {
			precision += j.precision
		}
		for i := range matches {
			best := 0.0
			for _, j := range taken {
				best = max(best, matches[i][j].recall)
			}
			hits += best
		}
		upto, _ := slices.BinarySearch(c.at, confidence)
		for i := from; i <= upto; i++ {
			c.precision[i] += precision
			c.said[i] += float64(len(taken))
			c.hits[i] += hits
			c.gold[i] += float64(len(matches))
		}
		from = upto + 1
	}
	for i := from; i < len(c.at); i++ {
		c.gold[i] += float64(len(matches))
	}
}

// single pairs rows with columns, the most precise pair first, each used once.
func single(matches [][]match, columns []int) []match {
	rows := map[int]bool{}
	taken := map[int]bool{}
	var pairs []match
	for len(pairs) < min(len(matches), len(columns)) {
		row, column, best := -1, -1, -1.0
		for i := range matches {
			for _, j := range columns {
				if !rows[i] && !taken[j] && matches[i][j].precision > best {
					row, column, best = i, j, matches[i][j].precision
				}
			}
		}
		rows[row], taken[column] = true, true
		pairs = append(pairs, matches[row][column])
	}
	return pairs
}

func (c *curve) points() []point {
	var ps []point
	for i, confidence := range c.at {
		p := point{confidence: confidence, precision: 1}
		if c.said[i] > 0 {
			p.precision = c.precision[i] / c.said[i]
		}
		if c.gold[i] > 0 {
			p.recall = c.hits[i] / c.gold[i]
		}
		ps = append(ps, p)
	}
	return ps
}

// area is that under the curve, by trapezoids, from precision 1 at recall 0.
func area(points []point) float64 {
	sum, last := 0.0, point{precision: 1}
	for _, p := range slices.Backward(points) {
		sum += (p.recall - last.recall) * (p.precision + last.precision) / 2
		last = p
	}
	return sum
}

// carbMistakes notes the gold tuples of which no tuple recalls half, and the
// system's that fit none. It returns how many of the gold are left.
func carbMistakes(r *Report, sentence string, gold, said []Tuple, matches [][]match) (right int) {
	for i, t := range gold {
		best, at := 0.0, -1
		for j := range said {
			if matches[i][j].recall > best {
				best, at = matches[i][j].recall, j
			}
		}
		if best >= 0.5 {
			right++
			continue
		}
		m := Mistake{Kind: missedTuple(t, said), Cost: 1 - best, Want: t.String(), Text: sentence}
		if at >= 0 {
			m.Got = said[at].String()
		}
		r.mistake(m)
	}
	for j, t := range said {
		best := 0.0
		for i := range gold {
			best = max(best, matches[i][j].precision)
		}
		if best < 0.3 {
			r.mistake(Mistake{Kind: "in no gold tuple", Cost: t.Confidence * (1 - best), Got: t.String(), Text: sentence})
		}
	}
	return right
}

// missedTuple says what kind of a tuple was missed.
func missedTuple(t Tuple, said []Tuple) string {
	relation := strings.Fields(t.Relation)
	if slices.ContainsFunc(said, func(o Tuple) bool {
		n, _ := common(relation, strings.Fields(o.Relation))
		return n > 0 && len(relation) < 3*n
	}) {
		return "missed: relation found, arguments not"
	}
	verb := slices.DeleteFunc(relation, func(w string) bool { return slices.Contains(beForms, w) || w == "has" || w == "have" || w == "had" })
	switch {
	case len(verb) == 0 && strings.HasPrefix(t.Relation, "ha"):
		return "missed: has"
	case len(verb) == 0:
		return "missed: is"
	}
	return "missed: another relation"
}
