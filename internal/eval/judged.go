package eval

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
)

// Judged is a list of claims that somebody has read beside their texts, and found
// right or wrong. It holds none of the words: a claim is found again by where it
// stands. A line, its fields parted by tabs, is
//
//	verdict  source                subject  relation  object   status    note
//	y        GUM_news_crane.txt    120-128  attacked  131-140  asserted
//	n        GUM_news_crane.txt    310-317  has-role  =0f3a91  reported  the role is his father's
//
// Spans count code points. The object of a claim with a plain value is "=" and the
// beginning of the value's SHA-256, and the relation of an open claim "~" and that of
// its words. A line that begins with "#" is a comment, but for
//
//	# draw 100 spring
//
// by which the list is about a hundred asserted relations that are drawn by chance:
// those whose key, with that seed, has the least SHA-256. So another reading of the
// texts draws the same claims, as far as it still has them, and others in the place of
// those that it no longer makes.
type Judged struct {
	verdicts map[string]verdict // by key
	draw     int                // 0: the list is what was judged, no draw
	seed     string
}

type verdict struct {
	right bool
	note  string
}

// LoadJudged reads a list.
func LoadJudged(name string) (*Judged, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	g := &Judged{verdicts: map[string]verdict{}}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if rest, ok := strings.CutPrefix(line, "# draw "); ok {
			if _, err := fmt.Sscan(rest, &g.draw, &g.seed); err != nil {
				return nil, fmt.Errorf("%s: line %d: %q: expected a number and a seed after \"# draw\"", name, n, line)
			}
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) < 6 || fields[0] != "y" && fields[0] != "n" {
			return nil, fmt.Errorf("%s: line %d: expected y or n, source, subject, relation, object and status, with tabs between", name, n)
		}
		v := verdict{right: fields[0] == "y"}
		if len(fields) > 6 {
			v.note = fields[6]
		}
		key := strings.Join(fields[1:6], "\t")
		if _, twice := g.verdicts[key]; twice {
			return nil, fmt.Errorf("%s: line %d: this claim is judged twice", name, n)
		}
		g.verdicts[key] = v
	}
	return g, lines.Err()
}

// LoadJudgedDir reads the lists of a folder that end in .tsv, but for those that are
// about a draw: they measure, and nothing is to be fitted to them.
func LoadJudgedDir(dir string) ([]*Judged, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.tsv"))
	if err != nil {
		return nil, err
	}
	var lists []*Judged
	for _, name := range names {
		g, err := LoadJudged(name)
		if err != nil {
			return nil, err
		}
		if g.draw == 0 {
			lists = append(lists, g)
		}
	}
	return lists, nil
}

// Verdict returns what was found of the claim with a key.
func (g *Judged) Verdict(key string) (right, known bool) {
	v, known := g.verdicts[key]
	return v.right, known
}

// Len is how many claims are judged.
func (g *Judged) Len() int { return len(g.verdicts) }

// Key returns the fields by which a list names a claim.
func Key(c *graph.Claim) string {
	relation, object := c.RelationOf(), "-"
	if relation == "" {
		relation = "~" + fingerprint(c.Open)
	}
	switch {
	case c.Object != nil:
		object = span(&c.Object.Mention)
	case c.Value != "":
		object = "=" + fingerprint(c.Value)
	}
	return strings.Join([]string{c.Evidence.Source, span(&c.Subject.Mention), relation, object, string(c.Status)}, "\t")
}

func span(m *graph.Mention) string { return strconv.Itoa(m.Start) + "-" + strconv.Itoa(m.End) }

// fingerprint is enough of a hash to tell apart what one sentence can say.
func fingerprint(words string) string {
	h := sha256.Sum256([]byte(words))
	return hex.EncodeToString(h[:3])
}

// Drawn returns the claims that the list is about: those of the draw, in the order of
// their hashes, or all that are judged, in reading order.
func (g *Judged) Drawn(read *Reading) []*graph.Claim {
	var all []*graph.Claim
	for i := range read.Claims {
		c := &read.Claims[i]
		if _, known := g.verdicts[Key(c)]; known && g.draw == 0 || g.draw > 0 && c.Relation != nil && c.Status == graph.Asserted {
			all = append(all, c)
		}
	}
	if g.draw == 0 {
		return all
	}
	lot := func(c *graph.Claim) string {
		h := sha256.Sum256([]byte(g.seed + "\n" + Key(c)))
		return string(h[:])
	}
	slices.SortFunc(all, func(a, b *graph.Claim) int { return strings.Compare(lot(a), lot(b)) })
	return all[:min(g.draw, len(all))]
}

// Score gives the share of right claims, of all that were drawn and by their
// confidence. A claim that nobody has judged counts as no claim, and is a mistake of
// the list.
func (g *Judged) Score(read *Reading) *Report {
	r := &Report{}
	right, said := 0, 0
	bins := make([]bin, len(binFrom))
	for _, c := range g.Drawn(read) {
		v, known := g.verdicts[Key(c)]
		if !known {
			r.mistake(Mistake{Kind: "not judged", Got: short(c), Want: "?\t" + Key(c), Text: c.Evidence.Text, Source: c.Evidence.Source})
			continue
		}
		b := &bins[binOf(c.Confidence)]
		b.said++
		b.sure += c.Confidence
		said++
		if v.right {
			right++
			b.right++
			continue
		}
		r.mistake(Mistake{Kind: "wrong", Cost: c.Confidence, Want: v.note, Got: short(c), Text: c.Evidence.Text, Source: c.Evidence.Source})
	}
	r.Scores = append(r.Scores, Score{What: "claims judged", Precision: ratio(right, said), Right: right, Said: said})
	for i, b := range bins {
		if b.said > 0 {
			what := fmt.Sprintf("confidence from %.2f, mean %.2f", binFrom[i], b.sure/float64(b.said))
			r.Scores = append(r.Scores, Score{What: what, Precision: ratio(b.right, b.said), Right: b.right, Said: b.said})
		}
	}
	return r.sorted()
}

// bin counts the claims of like confidence.
type bin struct {
	said, right int
	sure        float64
}

// binFrom are the least confidences of the bins, the surest first.
var binFrom = []float64{0.9, 0.8, 0.7, 0.6, 0.5, 0}

func binOf(confidence float64) int {
	return slices.IndexFunc(binFrom, func(from float64) bool { return confidence >= from })
}
