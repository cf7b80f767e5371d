package coref

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree"
)

// abbreviation joins both sides of "X is an abbreviation of Y", "X, short for Y",
// "X, also known as Y".
func (d *reading) abbreviation(i int) {
	m := &d.doc.Mentions[i]
	t := d.trees[m.Sentence]
	switch h := t.Head(m.Head); {
	case m.Kind != text.Name || h < 0:
	case sayingNames[t.Tokens[h].Lemma] && tree.Is(t.Tokens[m.Head].Deprel, "nmod", "obl"):
		subj := t.Child(h, "nsubj")
		if subj < 0 {
			subj = t.Head(h) // "IS-K, an abbreviation of Islamic State-Khorasan"
		}
		if j := d.headed(m.Sentence, subj); j >= 0 && d.info[j].kind == text.Name && subj != m.Head {
			d.join(j, i)
		}
	case t.Tokens[h].Lemma == "know" && t.Tokens[h].XPOS == "VBN" && t.Child(m.Head, "case") >= 0 && strings.EqualFold(t.Tokens[t.Child(m.Head, "case")].Form, "as"):
		j := d.headed(m.Sentence, t.Child(h, "nsubj:pass"))
		if j < 0 {
			j = d.headed(m.Sentence, t.Head(h))
		}
		if j >= 0 && (d.info[j].kind == text.Name || d.agree(i, j)) {
			d.join(j, i)
		}
	}
}

var sayingNames = wordSet("abbreviation acronym short nickname alias")

// joinAliases joins the names of one person that share too little to be known for
// one, where the text says so: "Zaha Hadid" over a text that begins "Dame Zaha
// Mohammad Hadid was an architect"; "Jenna Mourey, better known as Jenna Marbles";
// "Marilyn Monroe (born Norma Jeane Mortenson)".
func (d *reading) joinAliases() {
	d.joinLead()
	for s := range d.at {
		first := -1 // the sentence's first person
		for _, i := range d.at[s] {
			switch {
			case d.info[i].kind != text.Name || !d.is(d.doc.Mentions[i].Type, "Person"):
			case first < 0:
				first = i
			case d.introduced(i):
				d.force(first, i)
			}
		}
	}
}

// introduced reports whether the words before a name say that it is another of
// somebody's: "born", "also known as", "better known by her pseudonym", or such a
// name and "and".
func (d *reading) introduced(i int) bool {
	m := &d.doc.Mentions[i]
	toks := d.doc.Sentences[m.Sentence].Tokens
	k := m.First - 1
	for ; k > 0 && (toks[k].UPOS == "DET" || toks[k].UPOS == "PRON" || toks[k].UPOS == "NOUN" || toks[k].UPOS == "ADJ" || toks[k].UPOS == "PUNCT" && toks[k].Form != "," && toks[k].Form != "("); k-- {
	}
	if k < 0 {
		return false
	}
	switch w := strings.ToLower(toks[k].Form); w {
	case "born", "née", "nee", "né", "aka":
		return k == m.First-1
	case "as", "by":
		return k > 0 && strings.EqualFold(toks[k-1].Form, "known")
	case "and", "or":
		j := d.headed(m.Sentence, d.trees[m.Sentence].Head(m.Head))
		return j >= 0 && j < i && toks[m.Head].Deprel == "conj" && d.info[j].kind == text.Name && d.introduced(j)
	}
	return false
}

// joinLead joins the person whose name stands alone over the text to the person
// that the text begins with, if they share a name: what one looks up in a book of
// lives is seldom the whole name that it then gives.
func (d *reading) joinLead() {
	if len(d.at) < 2 || len(d.at[0]) == 0 || len(d.at[1]) == 0 {
		return
	}
	title, lead := d.at[0][0], d.at[1][0]
	a, b := &d.doc.Mentions[title], &d.doc.Mentions[lead]
	alone := a.First == 0 && a.End == len(d.doc.Sentences[0].Tokens)
	if !alone || a.Kind != text.Name || b.Kind != text.Name || b.First > 0 || !d.is(b.Type, "Person") {
		return
	}
	for _, w := range d.info[title].words {
		for _, o := range d.info[lead].words {
			if w == o && len(w) > 2 {
				d.force(title, lead)
				return
			}
		}
	}
}

// force joins two names that the text says are one person's, although they differ.
func (d *reading) force(i, j int) {
	a, b := d.find(i), d.find(j)
	if d.facts[a].listed == nil && d.facts[b].listed == nil && (d.facts[a].gender == 0 || d.facts[b].gender == 0 || d.facts[a].gender == d.facts[b].gender) {
		d.facts[b].person = ""
		d.join(i, j)
	}
}
