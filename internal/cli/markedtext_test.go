package cli

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
)

// said makes claims about the words that stand between brackets in a text, "[1 Łódź] is",
// and returns the text without them.
func said(t *testing.T, marked string) (string, []graph.Claim) {
	t.Helper()
	var words []rune
	var claims []graph.Claim
	var open []int
	runes := []rune(marked)
	for i := 0; i < len(runes); i++ {
		switch runes[i] {
		case '<':
			relation := "opposes"
			open = append(open, len(claims))
			claims = append(claims, graph.Claim{
				Subject: &graph.Argument{Entity: graph.Entity{Name: "Alpha"}}, Relation: &relation, Object: &graph.Argument{Entity: graph.Entity{Name: "Beta"}},
				Status: graph.Asserted, Polarity: graph.Positive, Confidence: 0.8, Evidence: graph.Evidence{Start: len(words)},
			})
		case '>': // the first that is open ends, so that two may overlap
			claims[open[0]].Evidence.End = len(words)
			open = open[1:]
		default:
			words = append(words, runes[i])
		}
	}
	return string(words), claims
}

func printed(t *testing.T, marked string, width int, p pen) string {
	t.Helper()
	words, claims := said(t, marked)
	var b strings.Builder
	if err := newMarkedText(words, claims, p).write(&b, width); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func claimLine(n int) string {
	return fmt.Sprintf("%4d  Alpha opposes Beta (asserted; confidence 0.80)\n", n)
}

// Between < and > stand the words that a claim was read from.
func TestMarkedText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"one claim", "Then <Alpha fled>, they say.\n", "Then [Alpha fled][1], they say.\n\n" + claimLine(1) + "\n"},
		{"two side by side", "<Alpha fled>, <Beta stayed>.", "[Alpha fled][1], [Beta stayed][2].\n\n" + claimLine(1) + claimLine(2) + "\n"},
		{"two that touch", "<Alpha ><fled>", "[Alpha ][1][fled][2]\n\n" + claimLine(1) + claimLine(2) + "\n"},
		{"two that overlap", "<Alpha <fled> from> Beta.", "[Alpha fled from][1,2] Beta.\n\n" + claimLine(1) + claimLine(2) + "\n"},
		{"three of the same words", "<<<Alpha fled>>>.", "[Alpha fled][1–3].\n\n" + claimLine(1) + claimLine(2) + claimLine(3) + "\n"},
		{"over a line's end", "<Alpha\nfled>.\n\nNo more.", "[Alpha\nfled][1].\n\n" + claimLine(1) + "\nNo more.\n"},
		{"over a paragraph's end", "<Alpha\n\nfled>.", "[Alpha\n\nfled][1].\n\n" + claimLine(1) + "\n"},
		{"letters of any alphabet", "Łódź 東京 𝔾: <Ünïted \u0416>, e\u0301.", "Łódź 東京 𝔾: [Ünïted \u0416][1], e\u0301.\n\n" + claimLine(1) + "\n"},
		{"many empty lines", "\n\n\nOne.\n\n\n\nTwo.\n\n", "One.\n\nTwo.\n\n"},
		{"what would colour the terminal", "<\x1b[31mAlpha\u202e fled>", "[ [31mAlpha  fled][1]\n\n" + claimLine(1) + "\n"},
		{"nothing", "", ""},
		{"a long line is a paragraph", strings.Repeat("word ", 30) + "<Alpha fled>.\n<Beta stayed>.", strings.TrimRight(strings.Repeat("word ", 16), " ") + "\n" +
			strings.Repeat("word ", 14) + "[Alpha\nfled][1].\n\n" + claimLine(1) + "\n[Beta stayed][2].\n\n" + claimLine(2) + "\n"},
	} {
		if diff := cmp.Diff(c.want, printed(t, c.in, 80, false)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// On a terminal the words are in bold, and no sequence of colour runs over a line's end.
func TestMarkedTextInColour(t *testing.T) {
	got := printed(t, "Then <Alpha fled> home.", 80, true)
	if want := "Then \x1b[1mAlpha\x1b[0m \x1b[1mfled\x1b[0m\x1b[2m[1]\x1b[0m home.\n"; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for line := range strings.SplitSeq(printed(t, strings.Repeat("Then <Alpha fled> home. ", 50), 40, true), "\n") {
		if wide(line) > 40 || strings.Count(line, "\x1b[0m")*2 != strings.Count(line, "\x1b[") {
			t.Errorf("the line %q is too wide, or is not closed", line)
		}
	}
}

// A text of two million letters is there at once, as one line, too.
func TestMarkedTextIsQuick(t *testing.T) {
	for _, end := range []string{"\n\n", " "} {
		words, claims := said(t, strings.Repeat("Then <Alpha fled> to the <town of <Beta> there>, as was said, by night and by day."+end, 20000))
		start := time.Now()
		var b strings.Builder
		if err := newMarkedText(words, claims, true).write(&b, 80); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%d letters with %d claims take %v", len(words), len(claims), took)
		} else {
			t.Logf("%d letters with %d claims: %v", len(words), len(claims), took.Round(time.Millisecond))
		}
	}
}
