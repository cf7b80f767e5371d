package coref

import (
	"github.com/quadrille-kg/quadrille/internal/tree"
)

// judging are verbs that pass judgement on somebody for what he himself is or did:
// what follows "for" is his. See Garvey and Caramazza (1974), "Implicit causality in
// verbs".
var judging = wordSet("admire applaud arrest berate blame castigate censure chide commend condemn criticise criticize denounce despise detest dislike envy excuse fault fine forgive hate honour honor jail lambast laud loathe love mock penalise penalize praise prosecute punish rebuke reprimand reproach resent respect reward ridicule sanction scold slam sue thank try")

// judged reports whether mention j is whom a verb judges for what pronoun i owns:
// "they hate Russia for its support", "Mali was blamed for its failure".
func (d *reading) judged(j, i int) bool {
	m, o := &d.doc.Mentions[i], &d.doc.Mentions[j]
	if d.info[i].role != owner || m.Sentence != o.Sentence {
		return false
	}
	t := d.trees[m.Sentence]
	cause := t.Head(m.Head)
	if cause < 0 || !tree.Is(t.Tokens[cause].Deprel, "obl", "advcl", "nmod") {
		return false
	}
	if mark := t.Child(cause, "case", "mark"); mark < 0 || t.Tokens[mark].Lemma != "for" {
		return false
	}
	// Where the parser hangs the cause on the object, the verb is one further up.
	verb := t.Head(cause)
	if verb == o.Head {
		verb = t.Head(verb)
	}
	if verb < 0 || !judging[t.Tokens[verb].Lemma] || t.Head(o.Head) != verb {
		return false
	}
	return tree.Is(t.Tokens[o.Head].Deprel, "obj") || t.Tokens[o.Head].Deprel == "nsubj:pass"
}
