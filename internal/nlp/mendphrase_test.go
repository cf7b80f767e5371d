package nlp

import (
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// sentence makes tokens of "form/UPOS/XPOS/head/deprel", with heads counted from 1 as
// CoNLL-U counts them.
func sentence(t *testing.T, words string) []text.Token {
	t.Helper()
	var toks []text.Token
	for w := range strings.FieldsSeq(words) {
		f := strings.Split(w, "/")
		head := 0
		for _, c := range f[3] {
			head = 10*head + int(c-'0')
		}
		toks = append(toks, text.Token{Form: f[0], UPOS: f[1], XPOS: f[2], Head: head - 1, Deprel: f[4]})
	}
	return toks
}

// TestGiveToStates gives drones to the state that the parser makes a part of their name.
func TestGiveToStates(t *testing.T) {
	toks := sentence(t, "Israel/PROPN/NNP/2/nsubj sold/VERB/VBD/0/root Azerbaijan/PROPN/NNP/4/compound drones/NOUN/NNS/2/obj")
	toks[2].Name = "B-Place"
	mendPhrases(toks)
	if toks[2].Deprel != "iobj" || toks[2].Head != 1 {
		t.Errorf("Azerbaijan hangs on %d as %s, want 1 as iobj", toks[2].Head, toks[2].Deprel)
	}
}

// TestHiddenRelative finds the verb of a relative clause that was taken for a noun.
func TestHiddenRelative(t *testing.T) {
	toks := sentence(t, "Algeria/PROPN/NNP/0/root ,/PUNCT/,/4/punct which/DET/WDT/4/det borders/NOUN/NNS/1/appos Niger/PROPN/NNP/4/nsubj")
	if j := hiddenRelative(toks); j != 3 {
		t.Errorf("the verb is token %d, want 3", j)
	}
	if j := hiddenRelative(toks[2:]); j >= 0 {
		t.Errorf("which borders Niger, without a comma, has verb %d", j)
	}
}

// TestMendPhrases says where descriptions, clauses and subjects are hung that the
// parser hangs elsewhere.
func TestMendPhrases(t *testing.T) {
	for _, c := range []struct {
		is, words string
		token     int // counted from 1
		deprel    string
		head      int
	}{
		{
			"the king is the one he follows in the list",
			"Ann/PROPN/NNP/8/nsubj ,/PUNCT/,/3/punct Tom/PROPN/NNP/1/conj ,/PUNCT/,/6/punct the/DET/DT/6/det king/NOUN/NN/1/appos ,/PUNCT/,/1/punct left/VERB/VBD/0/root",
			6, "appos", 3,
		},
		{
			"two groups are the whole list",
			"Hamas/PROPN/NNP/8/nsubj and/CCONJ/CC/3/cc Hezbollah/PROPN/NNP/1/conj ,/PUNCT/,/6/punct two/NUM/CD/6/nummod groups/NOUN/NNS/1/appos ,/PUNCT/,/1/punct met/VERB/VBD/0/root",
			6, "appos", 1,
		},
		{
			"the maker was founded, not the drones",
			"Acme/PROPN/NNP/10/nsubj ,/PUNCT/,/4/punct a/DET/DT/4/det maker/NOUN/NN/1/appos of/ADP/IN/6/case drones/NOUN/NNS/4/nmod founded/VERB/VBN/6/acl by/ADP/IN/9/case Ann/PROPN/NNP/7/obl:agent fell/VERB/VBD/0/root",
			7, "acl", 4,
		},
		{
			"the drones were shot down, not the maker",
			"Acme/PROPN/NNP/8/nsubj ,/PUNCT/,/4/punct a/DET/DT/4/det maker/NOUN/NN/1/appos of/ADP/IN/6/case drones/NOUN/NNS/4/nmod flown/VERB/VBN/6/acl fell/VERB/VBD/0/root",
			7, "acl", 6,
		},
		{
			"the group controls the town, for the rebels would control it",
			"a/DET/DT/2/det group/NOUN/NN/8/nsubj of/ADP/IN/4/case rebels/NOUN/NNS/2/nmod that/PRON/WDT/6/nsubj controls/VERB/VBZ/4/acl:relcl Goma/PROPN/NNP/6/obj fled/VERB/VBD/0/root",
			6, "acl:relcl", 2,
		},
		{
			"it is what the navy is accused of, and no kind of navy",
			"Mali/PROPN/NNP/2/nsubj accused/VERB/VBD/0/root the/DET/DT/4/det navy/NOUN/NN/2/obj of/SCONJ/IN/6/mark attacking/VERB/VBG/4/acl ships/NOUN/NNS/6/obj",
			6, "advcl", 2,
		},
		{
			"a plan may be one for building dams",
			"Mali/PROPN/NNP/2/nsubj criticised/VERB/VBD/0/root the/DET/DT/4/det plan/NOUN/NN/2/obj for/SCONJ/IN/6/mark building/VERB/VBG/4/acl dams/NOUN/NNS/6/obj",
			6, "acl", 4,
		},
		{
			"Luis is the brother",
			"Pedro/PROPN/NNP/7/nsubj ,/PUNCT/,/6/punct whose/PRON/WP$/4/nmod:poss brother/NOUN/NN/6/nsubj Luis/PROPN/NNP/6/nsubj fought/VERB/VBD/1/acl:relcl left/VERB/VBD/0/root",
			5, "appos", 4,
		},
		{
			"the clause is of the group",
			"the/DET/DT/2/det Group/PROPN/NNP/8/nsubj ,/PUNCT/,/7/punct to/ADP/IN/5/case which/PRON/WDT/7/obl Poland/PROPN/NNP/7/nsubj belongs/VERB/VBZ/8/advcl met/VERB/VBD/0/root",
			7, "acl:relcl", 2,
		},
		{
			"Mali, Kenya and Niger are the members",
			"members/NOUN/NNS/8/nsubj ,/PUNCT/,/3/punct Mali/PROPN/NNP/1/conj ,/PUNCT/,/5/punct Kenya/PROPN/NNP/1/conj and/CCONJ/CC/7/cc Niger/PROPN/NNP/1/conj met/VERB/VBD/0/root",
			3, "conj", 1, // without a comma after the last they are met by Mali and the others
		},
		{
			"Mali, Kenya and Niger are the members",
			"members/NOUN/NNS/9/nsubj ,/PUNCT/,/3/punct Mali/PROPN/NNP/1/conj ,/PUNCT/,/5/punct Kenya/PROPN/NNP/1/conj and/CCONJ/CC/7/cc Niger/PROPN/NNP/1/conj ,/PUNCT/,/1/punct met/VERB/VBD/0/root",
			7, "conj", 3,
		},
		{
			"the clause is of both states",
			"Romania/PROPN/NNP/12/nsubj and/CCONJ/CC/3/cc Bulgaria/PROPN/NNP/1/conj ,/PUNCT/,/9/punct both/DET/DT/9/nsubj of/ADP/IN/7/case which/PRON/WDT/5/nmod are/AUX/VBP/9/cop members/NOUN/NNS/12/ccomp of/ADP/IN/11/case NATO/PROPN/NNP/9/nmod agreed/VERB/VBD/0/root",
			9, "acl:relcl", 1,
		},
		{
			"the ally armed the rebels",
			"Because/SCONJ/IN/6/mark its/PRON/PRP$/3/nmod:poss ally/NOUN/NN/10/nsubj Iran/PROPN/NNP/3/appos ,/PUNCT/,/3/punct armed/VERB/VBD/10/advcl rebels/NOUN/NNS/6/obj ,/PUNCT/,/6/punct Syria/PROPN/NNP/10/nsubj won/VERB/VBD/0/root",
			3, "nsubj", 6,
		},
		{
			"the guild is the union that voted",
			"After/ADP/IN/3/case their/PRON/PRP$/3/nmod:poss union/NOUN/NN/8/obl ,/PUNCT/,/3/punct the/DET/DT/6/det Guild/PROPN/NNP/8/nsubj ,/PUNCT/,/3/punct voted/VERB/VBD/0/root ,/PUNCT/,/11/punct workers/NOUN/NNS/11/nsubj left/VERB/VBD/8/parataxis",
			6, "appos", 3,
		},
	} {
		t.Run(c.is, func(t *testing.T) {
			toks := sentence(t, c.words)
			mendPhrases(toks)
			if tok := toks[c.token-1]; tok.Deprel != c.deprel || tok.Head != c.head-1 {
				t.Errorf("%q hangs on %d as %s, want %d as %s", tok.Form, tok.Head+1, tok.Deprel, c.head, c.deprel)
			}
		})
	}
}
