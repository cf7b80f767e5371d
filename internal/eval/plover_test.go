package eval

import (
	"testing"

	"github.com/quadrille-kg/quadrille/graph"
)

func TestPlover(t *testing.T) {
	const attack, aid, meeting, refusal = "Rebels shelled Kabul.", "Japan will help Laos.", "Iran and Iraq met.", "Ann refused to meet Bob."
	g, err := LoadPlover(file(t, "plover.json", `[
		{"id": "DOCUMENT", "event": "DOCUMENT", "eventText": "about the file"},
		{"id": "1", "event": "FIGHT", "eventText": "shelled", "text": "`+attack+`", "source": [{"actorText": "Rebels"}], "target": [{"actorText": "Kabul"}]},
		{"id": "2", "event": "AGREE", "eventText": "will help", "text": "`+aid+`", "source": [{"actorText": "Japan"}], "target": [{"actorText": "Laos"}]},
		{"id": "3", "event": "CONSULT", "eventText": "met", "text": "`+meeting+`", "source": [{"actorText": "Iran"}, {"actorText": "Iraq"}]},
		{"id": "4", "event": "REJECT", "eventText": "refused", "text": "`+refusal+`", "source": [{"actorText": "Ann"}], "target": [{"actorText": "Bob"}]},
		{"id": "5", "event": "PROTEST", "eventText": "no target", "text": "They marched.", "source": [{"actorText": "They"}], "target": ""}]`))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(g.Texts()); n != 4 {
		t.Fatalf("%d texts, want the 4 that have source and target", n)
	}
	in := func(name, text string) func(*graph.Claim) {
		return func(c *graph.Claim) { c.Evidence.Source = name; at(text)(c) }
	}
	for _, c := range []struct {
		says  string
		claim graph.Claim
		right int
	}{
		{"the older FIGHT is ASSAULT", said("Rebels bombed Kabul", in("000.txt", attack)), 1},
		{"source and target change places", said("Kabul bombed Rebels", in("000.txt", attack)), 0},
		{"a harm denied is none", said("Rebels bombed Kabul", in("000.txt", attack), status(graph.Denied)), 0},
		{"help that is meant is AGREE", said("Japan assisted Laos", in("001.txt", aid), status(graph.Possible)), 1},
		{"help that is given is not", said("Japan assisted Laos", in("001.txt", aid)), 0},
		{"two sources do it to each other", said("Iran met-with Iraq", in("002.txt", meeting)), 1},
		{"who does not meet rejects", said("Ann met-with Bob", in("003.txt", refusal), status(graph.Denied)), 1},
		{"the claim of another text", said("Ann met-with Bob", in("002.txt", refusal), status(graph.Denied)), 0},
	} {
		r := g.Score(&Reading{Claims: []graph.Claim{c.claim}}, conflict(t))
		if got := score(t, r, "source, target and class").Right; got != c.right {
			t.Errorf("%s: %d found, want %d", c.says, got, c.right)
		}
	}
	// Help where there was harm: the pair is found, its polarity is not.
	r := g.Score(&Reading{Claims: []graph.Claim{said("Rebels praised Kabul", in("000.txt", attack))}}, conflict(t))
	if s := score(t, r, "helps or harms, of these"); s.Right != 0 || s.Gold != 1 || r.Mistakes[0].Kind != "ASSAULT taken for SUPPORT" {
		t.Errorf("polarity %d of %d, worst mistake %q", s.Right, s.Gold, r.Mistakes[0].Kind)
	}
}

func TestActorsOfSeveralParts(t *testing.T) {
	sentence := "Bosnian Serbs said their  forces left, and Serbs wept."
	for words, want := range map[string]int{"Bosnian Serbs ... forces": 2, "Serbs": 2, "their forces": 1, "Bosnian-Serb army": 3, "Croats": 0} {
		if got := places(words, sentence); len(got) != want {
			t.Errorf("%q stands at %v, want %d places", words, got, want)
		}
	}
}
