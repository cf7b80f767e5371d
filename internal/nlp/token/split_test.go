package token_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/conllu/conllutest"
	"github.com/quadrille-kg/quadrille/internal/nlp/token"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// show writes sentences in short: tokens parted by spaces, a joined one by "_", a
// heading marked "#", sentences parted by " / ".
func show(sents []text.Sentence) string {
	var out []string
	for _, s := range sents {
		var b strings.Builder
		if s.Heading {
			b.WriteString("# ")
		}
		for i, tok := range s.Tokens {
			switch {
			case tok.Joined:
				b.WriteByte('_')
			case i > 0:
				b.WriteByte(' ')
			}
			b.WriteString(tok.Form)
		}
		out = append(out, b.String())
	}
	return strings.Join(out, " / ")
}

func check(t *testing.T, tests [][2]string) {
	t.Helper()
	for _, c := range tests {
		if got := show(token.Split(c[0])); got != c[1] {
			t.Errorf("%q\n got  %s\n want %s", c[0], got, c[1])
		}
	}
}

func TestTokens(t *testing.T) {
	check(t, [][2]string{
		// Clitics and words written as one.
		{"They don't know Russia's plan, can't they?", "They do_n't know Russia_'s plan , ca_n't they ?"},
		{"We cannot say; it’s gonna be the drivers' fault.", "We can_not say ; it_’s gon_na be the drivers_' fault ."},
		{"I'd've gone, y'all couldn't; it ain't over.", "I_'d_'ve gone , y'_all could_n't ; it ai_n't over ."},
		{"Wanna stay? Gotta go, lemme out, dunno why, 'tis late.", "Wan_na stay ? / Got_ta go , lem_me out , du_n_no why , 't_is late ."},
		{"They rock 'n' roll at James' and the Smiths' house.", "They rock 'n' roll at James_' and the Smiths_' house ."},
		{"CAN'T STOP: HE CANNOT, SHE WON'T.", "CA_N'T STOP : HE CAN_NOT , SHE WO_N'T ."},
		{"Your a star; your house is big.", "You_r a star ; your house is big ."},
		{"Its a trap, and its walls are high.", "It_s a trap , and its walls are high ."},
		{"Its not his, and if its in the garden its roots are deep.", "It_s not his , and if it_s in the garden its roots are deep ."},
		{"Your going on your own, your so brave.", "You_r going on your own , you_r so brave ."},
		{"At five o'clock the '90s ended, in the 1990's.", "At five o'clock the '90s ended , in the 1990's ."},
		// Hyphens: affixes keep theirs, everything else is cut, so that a name in a
		// compound is a span of its own.
		{"IS-K and al-Qaeda-linked men re-entered the anti-war camp.", "IS-K and al - Qaeda - linked men re-entered the anti-war camp ."},
		{"Fought from 1979-89; call 713-853-3989 or 4-7788.", "Fought from 1979 - 89 ; call 713-853-3989 or 4-7788 ."},
		// Abbreviations.
		{"Gen. Ali of the U.S. met Mr. J. P. Roe at 5 p.m. on Jan. 3.", "Gen. Ali of the U.S. met Mr. J. P. Roe at 5 p.m. on Jan. 3 ."},
		{"He lives at No. 5.", "He lives at No. 5 ."},
		{"He bought tanks, guns, etc.", "He bought tanks , guns , etc ."},
		{"He left Acme Inc.. It paid Roe.", "He left Acme Inc. . / It paid Roe ."},
		{"ROE GAS PVT. LTD. is at S. 10th and W. 3rd Sts., near Rd. 7.", "ROE GAS PVT. LTD. is at S. 10th and W. 3rd Sts. , near Rd. 7 ."},
		{"He left b/c of that, w/o a word.", "He left b/c of that , w/o a word ."},
		{"He came by rail, i.e. late, from Gulu Hosp., Uganda.", "He came by rail , i.e. late , from Gulu Hosp. , Uganda ."},
		// Numbers, money and units.
		{"It cost $1,200.50 (€5m), up 3.5% at 17:40.", "It cost $ 1,200.50 ( € 5 m ) , up 3.5 % at 17:40 ."},
		{"He ran 15km on 26/3/2024 and/or rested.", "He ran 15 km on 26/3/2024 and / or rested ."},
		{"He paid $$$ for 5G b/c it weighs 5g; call 5-3264.", "He paid $$$ for 5G b/c it weighs 5 g ; call 5-3264 ."},
		// Addresses and faces.
		{"See https://example.org/a_(b)?x=1, or write to a.b@example.org.", "See https://example.org/a_(b)?x=1 , or write to a.b@example.org ."},
		{"Read example.com :-) or report.pdf.", "Read example.com :-) or report.pdf ."},
		{"He posts to rec.gardens.roses, and \"example.com\" and Example.Com have it.", "He posts to rec.gardens.roses , and \" example.com \" and Example.Com have it ."},
		{"The site (example.com) has alt.pets.cats; see https://example.org/how-to-...", "The site ( example.com ) has alt.pets.cats ; see https://example.org/how-to-..."},
		{"Great, thanks:) (Bring a friend:) now.", "Great , thanks :) ( Bring a friend : ) now ."},
		// Marks.
		{"“It was [...] the $$$.”", "“ It was [ ... ] the $$$ . ”"},
		{"“Yes,” he said — “no”... Why?!", "“ Yes , ” he said — “ no ” ... / Why ?!"},
		{"AT&T said--again--that it won.", "AT&T said -- again -- that it won ."},
	})
}

func TestSentences(t *testing.T) {
	check(t, [][2]string{
		{"He left.She stayed.", "He left . / She stayed ."},
		{"“We won.” The crowd cheered. (It was late.) Then it rained.", "“ We won . ” / The crowd cheered . / ( It was late . ) / Then it rained ."},
		{"Dr. Smith and Gen. Roe met in Washington, D.C. They talked.", "Dr. Smith and Gen. Roe met in Washington , D.C. / They talked ."},
		{"KABUL (AP) — Gunmen attacked a convoy.", "# KABUL ( AP ) — / Gunmen attacked a convoy ."},
		{"MOSCOW, Jan. 3, 2024 - NATO is no threat, he said.", "# MOSCOW , Jan. 3 , 2024 - / NATO is no threat , he said ."},
		{"NATO is no threat - he said so.", "NATO is no threat - he said so ."},
		{"It was seized in 2015.[3] The army took it back.", "It was seized in 2015 . [ 3 ] / The army took it back ."},
	})
}

func TestLayout(t *testing.T) {
	check(t, [][2]string{
		// A headline and a byline stand alone, with or without blank lines.
		{
			"Gunmen Attack Theatre\nBy Ann Roe\nGunmen attacked a theatre in Moscow on Friday evening, and more than a hundred people were killed there.\n",
			"# Gunmen Attack Theatre / # By Ann Roe / Gunmen attacked a theatre in Moscow on Friday evening , and more than a hundred people were killed there .",
		},
		{"Image caption,\n\nThe venue after the attack\n\nIt burned.", "# Image caption , / # The venue after the attack / It burned ."},
		{"  • By Ann Roe\n  • Security correspondent\n", "# • By Ann Roe / # • Security correspondent"},
		// A paragraph wrapped at a width is one paragraph.
		{
			"The ministers of both countries met in the capital on Monday and\nagreed that the border would be opened again within two weeks. The\nArmy will leave.",
			"The ministers of both countries met in the capital on Monday and agreed that the border would be opened again within two weeks . / The Army will leave .",
		},
		{"\n \t\n", ""},
	})
}

// TestLongLine splits a line without spaces or full stops, as damaged files have
// them, in time that grows no faster than the text.
func TestLongLine(t *testing.T) {
	for _, unit := range []string{"a", "a ", "é", "(", "'", "word-", "1,", "a.b/"} {
		doc := strings.Repeat(unit, 1<<18/len(unit))
		start := time.Now()
		n := 0
		for s := range token.Sentences(doc) {
			if len(s.Tokens) > 256 {
				t.Fatalf("%q repeated: a sentence of %d tokens", unit, len(s.Tokens))
			}
			n += len(s.Tokens)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q repeated: %d tokens took %v", unit, n, took)
		}
	}
}

// FuzzSplit holds what is promised for any string at all: tokens are in order,
// inside the text, on the borders of code points, and have the text's own words.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{
		"", "He left. “So?” she said.", "it's\r\nkaputt\x00\xff\xfe", "U.S. - a.b.c www.x.y @z #q +1 '90s 's", "\u200b\ufeffa\u0301 \u2028b",
		"KABUL (AP) — A.\n- b\n- c\n\n\n1. d", "[...]...?!--==__** :-) <3", "etc.", "(CNN) A ________ b\n<c> Inc..", "Best, Ann thx:) '’\n",
		"I'd've 'tis rock 'n' roll dunno http://a.b/c-... x.y.z\n-\n", "ann: a\nbob: b\n\xe2\x80 (\x80.c '",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		x := text.NewIndex(doc)
		at := 0
		for _, s := range token.Split(doc) {
			if len(s.Tokens) == 0 || len(s.Tokens) > 257 {
				t.Fatalf("a sentence of %d tokens", len(s.Tokens))
			}
			for _, tok := range s.Tokens {
				if tok.Span.Start < at || tok.Span.End <= tok.Span.Start || tok.Span.End > x.Len() {
					t.Fatalf("token %q at %v after %d in a text of %d", tok.Form, tok.Span, at, x.Len())
				}
				if got := x.Slice(tok.Span); got != tok.Form {
					t.Fatalf("text at %v is %q, form is %q", tok.Span, got, tok.Form)
				}
				at = tok.Span.End
			}
			if first, last := s.Tokens[0], s.Tokens[len(s.Tokens)-1]; s.Span != first.Span.Cover(last.Span) {
				t.Fatalf("sentence at %v, its tokens from %v to %v", s.Span, first.Span, last.Span)
			}
		}
		whole(t, doc)
	})
}

// whole checks that nothing but white space and invisible marks is left out, bytes
// that are no UTF-8 among the rest.
func whole(t *testing.T, doc string) {
	var words, want strings.Builder
	for _, s := range token.Split(doc) {
		for _, tok := range s.Tokens {
			words.WriteString(tok.Form)
		}
	}
	for i := 0; i < len(doc); {
		r, n := utf8.DecodeRuneInString(doc[i:])
		if visible(r) {
			want.WriteString(doc[i : i+n])
		}
		i += n
	}
	if words.String() != want.String() {
		t.Fatalf("tokens spell %q, want %q", words.String(), want.String())
	}
}

func visible(r rune) bool {
	return !strings.ContainsRune("\u0085\u00a0\u1680\u200b\ufeff\u200e\u200f\u2028\u2029\u202f\u205f\u3000", r) &&
		r > ' ' && (r < 0x7f || r > 0x9f) && (r < 0x2000 || r > 0x200a) && (r < 0x202a || r > 0x202e) && (r < 0x2066 || r > 0x2069)
}

func BenchmarkSplit(b *testing.B) {
	docs := conllutest.Treebank(b, "gum/dev/*news*.conllu")
	var all strings.Builder
	for _, doc := range docs {
		all.WriteString(doc.Text + "\n\n")
	}
	doc := all.String()
	words := len(strings.Fields(doc))
	b.ReportAllocs()
	for b.Loop() {
		for range token.Sentences(doc) {
		}
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}
