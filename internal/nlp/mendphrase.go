package nlp

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree"
)

// mendPhrases hangs descriptions, clauses and subjects on what they are of.
func mendPhrases(toks []text.Token) {
	followMembers(toks)
	nameMembers(toks)
	liftClauses(toks)
	liftDeeds(toks)
	nameKin(toks)
	relateClauses(toks)
	relateParts(toks)
	giveToStates(toks)
	freeSubjects(toks)
}

// followMembers mends "Ann Berg, Tom Lee, the king of Jordan, and Eva Moser", where
// the parser hangs the king on the first of the list: a description in the singular is
// of the name that it follows.
func followMembers(toks []text.Token) {
	for n := range toks {
		h := toks[n].Head
		if toks[n].Deprel != "appos" || toks[n].UPOS != "NOUN" || h < 0 || h > n || many(&toks[n]) || several[strings.ToLower(toks[n].Form)] {
			continue
		}
		comma := n - 1
		for comma > h && toks[comma].UPOS != "PUNCT" {
			comma--
		}
		if toks[comma].Form == ";" || toks[comma].Form == ":" {
			continue
		}
		if m := memberBefore(toks, comma, h); m >= 0 {
			toks[n].Head = m
		}
	}
}

// nameMembers mends "the bloc's members, Mali, Kenya and Niger, met", where the parser
// makes one list of the members and their names: the comma after the last name says
// that the names tell who the members are.
func nameMembers(toks []text.Token) {
	for n := range toks {
		if toks[n].XPOS != "NNS" || n+2 >= len(toks) || toks[n+1].Form != "," {
			continue
		}
		first, last, named := -1, -1, true
		for k := n + 2; k < len(toks); k++ {
			if toks[k].Head != n || toks[k].Deprel != "conj" {
				continue
			}
			if first < 0 {
				first = k
			}
			last = k
			named = named && toks[k].UPOS == "PROPN"
		}
		if first == last || !named || toks[last-1].UPOS != "CCONJ" && toks[last-1].UPOS != "DET" && toks[last-1].Deprel != "compound" && toks[last-1].Deprel != "amod" || marked(toks, n+2, first) {
			continue
		}
		end := last + 1
		for end < len(toks) && toks[end].Deprel == "flat" {
			end++
		}
		if end+1 >= len(toks) || toks[end].Form != "," || !finite(&toks[end+1]) && toks[end+1].UPOS != "AUX" {
			continue
		}
		toks[first].Deprel = "appos"
		for k := first + 1; k <= last; k++ {
			if toks[k].Head == n && toks[k].Deprel == "conj" {
				toks[k].Head = first
			}
		}
	}
}

// several are nouns in the singular for more than one.
var several = wordSet("team trio pair duo group couple band family brothers sisters part")

// memberBefore returns the name that ends right before a comma and is joined to the
// list that token first begins, where it is another; -1 for none.
func memberBefore(toks []text.Token, comma, first int) int {
	for p := comma - 1; p > first; p = toks[p].Head {
		if toks[p].Deprel == "conj" && toks[p].UPOS == "PROPN" && toks[p].Head == first {
			return p
		}
		if toks[p].Head >= comma {
			break
		}
	}
	return -1
}

// liftClauses mends "Acme, a maker of drones founded by Ann Lee", "a unit of the army
// based in Kursk" and "a group of rebels that controls the town", where the parser
// hangs what is said of the first noun on the second. A name cannot be told from
// others by a participle, a plural is no subject of a verb in the singular, and it is
// bodies, not their members, that one founds, leads or keeps somewhere.
func liftClauses(toks []text.Token) {
	for v := range toks {
		if toks[v].Deprel != "acl" && toks[v].Deprel != "acl:relcl" {
			continue
		}
		h := toks[v].Head
		if h < 0 || toks[h].Deprel != "nmod" || h > v || !(toks[h].UPOS == "NOUN" || toks[h].UPOS == "PROPN") || marked(toks, h+1, v) {
			continue
		}
		n := toks[h].Head
		if n < 0 || n > h || toks[n].UPOS != "NOUN" || !ofPhrase(toks, n, h) {
			continue
		}
		if toks[v].Deprel == "acl" && toks[v].XPOS == "VBN" && (toks[h].UPOS == "PROPN" || foundings[toks[v].Form] && collectives[toks[n].Form]) ||
			toks[v].Deprel == "acl:relcl" && many(&toks[h]) && !many(&toks[n]) && singular(toks, h, v) {
			toks[v].Head = n
		}
	}
}

// liftDeeds mends "accused the navy of attacking its ships", where the parser makes the
// attack a kind of navy, and so a fact: it is what the navy is accused of.
func liftDeeds(toks []text.Token) {
	for v := range toks {
		h := toks[v].Head
		if toks[v].Deprel != "acl" || toks[v].XPOS != "VBG" || h < 0 || h > v || toks[h].Deprel != "obj" {
			continue
		}
		by := layingWith[toks[toks[h].Head].Form]
		for i := h + 1; by != "" && i < v; i++ {
			if toks[i].Head == v && toks[i].Form == by && (toks[i].Deprel == "mark" || toks[i].Deprel == "case") {
				toks[v].Head, toks[v].Deprel = toks[h].Head, "advcl"
				break
			}
		}
	}
}

// layingWith is the word that brings in a deed, by the verbs that lay it to their objects
// alone: one criticises a plan for building dams, or criticises a man for building them.
var layingWith = func() map[string]string {
	by := map[string]string{}
	for w := range wordSet("accuse accuses accused accusing convict convicts convicted convicting acquit acquits acquitted acquitting") {
		by[w] = "of"
	}
	for w := range wordSet("charge charges charged charging") {
		by[w] = "with"
	}
	return by
}()

var (
	foundings   = wordSet("founded based headquartered led headed commanded run chaired owned established")
	collectives = wordSet("group maker company firm chain network coalition alliance party movement unit organisation organization agency charity band team club association federation union producer manufacturer operator supplier provider subsidiary school bank army militia brigade force faction publisher retailer website newspaper consortium syndicate")
)

// marked reports whether a comma or other mark stands among some tokens.
func marked(toks []text.Token, from, to int) bool {
	for i := from; i < to; i++ {
		if toks[i].UPOS == "PUNCT" && toks[i].Form != "-" {
			return true
		}
	}
	return false
}

// ofPhrase reports whether "of" stands between a noun and its complement.
func ofPhrase(toks []text.Token, n, h int) bool {
	for i := n + 1; i < h; i++ {
		if toks[i].Form == "of" && toks[i].Head == h {
			return true
		}
	}
	return false
}

// singular reports whether a relative clause after token h has "which" or "that" for
// its subject and a verb in the singular.
func singular(toks []text.Token, h, v int) bool {
	subject := false
	for i := h + 1; i <= v; i++ {
		if w := toks[i].Form; toks[i].Head == v && strings.HasPrefix(toks[i].Deprel, "nsubj") {
			subject = w == "which" || w == "that"
		}
		if i == v || toks[i].Head == v && (strings.HasPrefix(toks[i].Deprel, "aux") || toks[i].Deprel == "cop") {
			if w := toks[i].Form; toks[i].XPOS == "VBZ" || w == "was" {
				return subject
			}
		}
	}
	return false
}

// nameKin mends "whose brother Luis fought", where the parser gives the verb two
// subjects: the name says who the brother is.
func nameKin(toks []text.Token) {
	for n := 1; n+1 < len(toks); n++ {
		if toks[n].UPOS == "NOUN" && strings.HasPrefix(toks[n].Deprel, "nsubj") && toks[n+1].UPOS == "PROPN" &&
			toks[n+1].Deprel == toks[n].Deprel && toks[n+1].Head == toks[n].Head && toks[n-1].Deprel == "nmod:poss" && toks[n-1].Head == n {
			toks[n+1].Head, toks[n+1].Deprel = n, "appos"
		}
	}
}

// relateClauses mends "the Visegrad Group, to which Poland belongs, met", where the
// parser makes an adverbial of the clause: it is of the name that it follows.
func relateClauses(toks []text.Token) {
	for w := 2; w < len(toks); w++ {
		v := toks[w].Head
		if f := toks[w].Form; f != "which" && f != "whom" || toks[w].Deprel != "obl" || v <= w || toks[v].Deprel != "advcl" ||
			toks[w-1].UPOS != "ADP" || toks[w-2].Form != "," || w < 3 {
			continue
		}
		p := w - 3
		for toks[p].Head >= 0 && toks[p].Head < w-2 && (toks[p].Deprel == "flat" || toks[p].Deprel == "compound" || toks[p].Deprel == "nmod") {
			p = toks[p].Head
		}
		if noun(&toks[p]) {
			toks[v].Head, toks[v].Deprel = p, "acl:relcl"
		}
	}
}

// relateParts mends "Romania and Bulgaria, both of which are members, agreed", where
// the parser makes no relative clause of it.
func relateParts(toks []text.Token) {
	for w := 4; w < len(toks); w++ {
		if f := toks[w].Form; f != "which" && f != "whom" || toks[w-1].Form != "of" || toks[w-3].Form != "," || toks[w].Head != w-2 {
			continue
		}
		v := toks[w-2].Head
		if v <= w || toks[v].Deprel == "acl:relcl" || toks[v].Deprel == "root" || !strings.HasPrefix(toks[w-2].Deprel, "nsubj") {
			continue
		}
		p := w - 4
		for toks[p].Head >= 0 && toks[p].Head < w-3 && (toks[p].Deprel == "flat" || toks[p].Deprel == "compound" || toks[p].Deprel == "conj" || toks[p].Deprel == "nmod" && toks[w-2].Form != "both") {
			p = toks[p].Head
		}
		if noun(&toks[p]) {
			toks[v].Head, toks[v].Deprel = p, "acl:relcl"
		}
	}
}

// giveToStates mends "Israel sold Azerbaijan drones", where the parser makes the
// drones Azerbaijan's: its own would be Azerbaijani, and this is who gets them.
func giveToStates(toks []text.Token) {
	for v := 0; v+2 < len(toks); v++ {
		if toks[v].UPOS != "VERB" || !giving[toks[v].Form] || !strings.HasSuffix(toks[v+1].Name, "Place") {
			continue
		}
		p := v + 1
		for p+1 < len(toks) && toks[p].Head == p+1 && strings.HasSuffix(toks[p+1].Name, "Place") {
			p++
		}
		k := toks[p].Head
		if k > p && toks[p].Deprel == "compound" && (toks[k].XPOS == "NNS" || gifts[toks[k].Form]) && toks[k].Deprel == "obj" && toks[k].Head == v && toks[p+1].UPOS != "PROPN" && toks[p+1].UPOS != "NUM" {
			toks[p].Head, toks[p].Deprel = v, "iobj"
		}
	}
}

var gifts = wordSet("help aid assistance support money ammunition food oil gas grain asylum")

var giving = wordSet("sell sells sold selling send sends sent sending give gives gave given giving lend lends lent lending offer offers offered offering grant grants granted granting hand hands handed handing")

// freeSubjects mends "Because its ally, Iran, armed the rebels, Syria won" and "After
// their union, the IG Metall, rejected the offer, the workers left", where the parser
// gives the subject of the first clause to the second, or hangs it on the first as an
// adverbial.
func freeSubjects(toks []text.Token) {
	for v := 2; v < len(toks); v++ {
		if !finite(&toks[v]) || toks[v-1].Form != "," {
			continue
		}
		switch h := toks[v].Head; {
		case toks[v].Deprel == "advcl" && h > v:
			takeSubject(toks, v, h)
		default:
			unseatName(toks, v)
		}
	}
}

// takeSubject gives the verb v of a clause with a conjunction the first of two
// subjects of the clause after it.
func takeSubject(toks []text.Token, v, h int) {
	t := tree.Of(toks)
	mark := t.Child(v, "mark", "advmod")
	if mark < 0 || mark > v || t.Child(v, "nsubj", "nsubj:pass") >= 0 {
		return
	}
	own, next := -1, -1
	for _, k := range t.Children(h) {
		if tree.Is(toks[k].Deprel, "nsubj", "nsubj:pass") {
			if k > mark && k < v {
				own = k
			} else if k > v {
				next = k
			}
		}
	}
	if own >= 0 && next >= 0 {
		toks[own].Head = v
	}
}

// unseatName makes a name between commas, right before the verb whose subject it was
// taken for, the apposition of the noun before it, and that noun the subject.
func unseatName(toks []text.Token, v int) {
	t := tree.Of(toks)
	k, u := t.Child(v, "nsubj"), t.Child(v, "obl")
	if k < 0 || u < 0 || u+2 > k || toks[u+1].Form != "," || toks[k].UPOS != "PROPN" {
		return
	}
	start, end := t.Edges(k)
	mark := t.Child(u, "case")
	if start != u+2 || end != v-2 && end != v-1 || marked(toks, start, v-1) || mark < 0 || !conjunctions[strings.ToLower(toks[mark].Form)] {
		return
	}
	for _, w := range t.Children(v) {
		if w > v && tree.Is(toks[w].Deprel, "parataxis", "ccomp", "conj") && t.Child(w, "nsubj", "nsubj:pass") > v && t.Child(w, "cc") < 0 {
			toks[w].Head, toks[w].Deprel = toks[v].Head, toks[v].Deprel
			toks[v].Head, toks[v].Deprel = w, "advcl"
			toks[u].Deprel = "nsubj"
			toks[k].Head, toks[k].Deprel = u, "appos"
			toks[mark].Head, toks[mark].Deprel = v, "mark"
			return
		}
	}
}

// conjunctions are the prepositions that bring in clauses as well.
var conjunctions = wordSet("after before until since")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}
