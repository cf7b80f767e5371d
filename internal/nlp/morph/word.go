package morph

import (
	"strings"
	"unicode/utf8"
)

// wordFeats returns what the form of a word, in small letters, and its tags say of
// its features.
func wordFeats(low, upos, xpos string) string {
	feats := tagFeats(low, upos, xpos)
	if (upos == "ADV" || upos == "ADJ" || upos == "INTJ") && drawn(low) {
		feats = with(feats, "Style=Expr")
	}
	return feats
}

// drawn reports whether a word is drawn out: "sooo".
func drawn(low string) bool {
	for i := 2; i < len(low); i++ {
		if low[i] == low[i-1] && low[i] == low[i-2] && low[i] >= 'a' && low[i] <= 'z' {
			return true
		}
	}
	return false
}

// tagFeats returns what words of a tag have, and those that are figures or little
// words of grammar.
func tagFeats(low, upos, xpos string) string {
	switch upos {
	case "NOUN", "PROPN", "SYM":
		return noun(low, upos, xpos)
	case "ADJ":
		return adjective(low, xpos)
	case "ADV":
		switch xpos {
		case "RBR":
			return "Degree=Cmp"
		case "RBS":
			return "Degree=Sup"
		}
	case "NUM":
		return number(low)
	case "PRON":
		return pronoun(low, xpos)
	case "DET":
		return articles[low]
	case "PART":
		if xpos == "RB" {
			return "Polarity=Neg"
		}
	case "X":
		if xpos == "FW" {
			return "Foreign=Yes"
		}
	}
	return ""
}

func noun(low, upos, xpos string) string {
	switch xpos {
	case "NN", "NNP":
		if xpos == "NN" && ordinal(low) {
			return "Number=Sing|NumForm=Combi|NumType=Ord"
		}
		return "Number=Sing"
	case "NNS", "NNPS":
		if upos == "NOUN" && figure(low) { // "the 1990s"
			return "Number=Ptan|NumForm=Combi|NumType=Card"
		}
		return "Number=Plur"
	}
	return ""
}

func adjective(low, xpos string) string {
	switch {
	case xpos == "JJR":
		return "Degree=Cmp"
	case xpos == "JJS":
		return "Degree=Sup"
	case ordinal(low):
		return "Degree=Pos|NumForm=Combi|NumType=Ord"
	case ordinals[low]:
		return "Degree=Pos|NumForm=Word|NumType=Ord"
	}
	return "Degree=Pos"
}

// figure reports whether a word begins with a figure.
func figure(low string) bool { return low != "" && low[0] >= '0' && low[0] <= '9' }

// ordinal reports whether a word is a number with an ending: "21st", "5th".
func ordinal(low string) bool {
	n := len(low) - 2
	if n < 1 || !figure(low) {
		return false
	}
	switch low[n:] {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}

var ordinals = set("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth millionth")

// number tells figures from words and a whole number from a fraction.
func number(low string) string {
	switch {
	case strings.ContainsAny(low, "0123456789½¼¾⅓⅔"):
		if fraction(low) {
			return "NumForm=Digit|NumType=Frac"
		}
		return "NumForm=Digit|NumType=Card"
	case low != "" && strings.Trim(low, "ivx") == "":
		return "NumForm=Roman|NumType=Card"
	case utf8.RuneCountInString(low) == 1:
		return "Abbr=Yes|NumForm=Word|NumType=Card" // "5 m", "10 k"
	}
	return "NumForm=Word|NumType=Card"
}

// fraction reports whether a number is one as the treebanks have it: "1.5" and
// "1/2" are, but "3,202.61", "6.2.1" and the day "9/11" are whole.
func fraction(low string) bool {
	if strings.ContainsAny(low, "½¼¾⅓⅔") {
		return true
	}
	if a, b, ok := strings.Cut(low, "/"); ok {
		return len(a) == 1 && len(b) == 1 && a < b && "0" < a && b <= "9"
	}
	whole, part, ok := strings.Cut(low, ".")
	return ok && part != "" && strings.Trim(whole+part, "0123456789") == ""
}

var articles = map[string]string{
	"the": "Definite=Def|PronType=Art", "a": "Definite=Ind|PronType=Art", "an": "Definite=Ind|PronType=Art",
	"this": "Number=Sing|PronType=Dem", "that": "Number=Sing|PronType=Dem",
	"these": "Number=Plur|PronType=Dem", "those": "Number=Plur|PronType=Dem",
	"all": "PronType=Tot", "both": "PronType=Tot", "each": "PronType=Tot", "every": "PronType=Tot",
	"no": "PronType=Neg", "neither": "PronType=Neg",
	"some": "PronType=Ind", "any": "PronType=Ind", "another": "PronType=Ind", "either": "PronType=Ind",
	"such": "PronType=Ind", "quite": "PronType=Ind", "many": "PronType=Ind",
}

// pronoun returns the features of a pronoun; "you" and "it" get their case from the
// clause, and words in wh- their type.
func pronoun(low, xpos string) string {
	if xpos == "PRP" {
		switch low {
		case "her":
			return "Case=Acc|Gender=Fem|Number=Sing|Person=3|PronType=Prs"
		case "his":
			return "Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs"
		}
	}
	if feats, ok := pronouns[low]; ok {
		return feats
	}
	for _, one := range [][2]string{{"some", "Ind"}, {"any", "Ind"}, {"every", "Tot"}, {"no", "Neg"}} {
		if rest, ok := strings.CutPrefix(low, one[0]); ok && (rest == "thing" || rest == "one" || rest == "body") {
			return "Number=Sing|PronType=" + one[1]
		}
	}
	return ""
}

var pronouns = map[string]string{
	"i": "Case=Nom|Number=Sing|Person=1|PronType=Prs", "me": "Case=Acc|Number=Sing|Person=1|PronType=Prs",
	"we": "Case=Nom|Number=Plur|Person=1|PronType=Prs", "us": "Case=Acc|Number=Plur|Person=1|PronType=Prs",
	"'s": "Case=Acc|Number=Plur|Person=1|PronType=Prs", "’s": "Case=Acc|Number=Plur|Person=1|PronType=Prs",
	"he": "Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs", "him": "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Prs",
	"she":  "Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs",
	"they": "Case=Nom|Number=Plur|Person=3|PronType=Prs", "them": "Case=Acc|Number=Plur|Person=3|PronType=Prs",
	"'em": "Case=Acc|Number=Plur|Person=3|PronType=Prs", "’em": "Case=Acc|Number=Plur|Person=3|PronType=Prs",
	"my": "Case=Gen|Number=Sing|Person=1|Poss=Yes|PronType=Prs", "your": "Case=Gen|Person=2|Poss=Yes|PronType=Prs",
	"our": "Case=Gen|Number=Plur|Person=1|Poss=Yes|PronType=Prs", "their": "Case=Gen|Number=Plur|Person=3|Poss=Yes|PronType=Prs",
	"one": "Number=Sing|Person=3|PronType=Prs",
	"his": "Case=Gen|Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
	"her": "Case=Gen|Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
	"its": "Case=Gen|Gender=Neut|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
	"you": "Case=Nom|Person=2|PronType=Prs", "it": "Case=Nom|Gender=Neut|Number=Sing|Person=3|PronType=Prs",
	"this": "Number=Sing|PronType=Dem", "that": "Number=Sing|PronType=Dem",
	"these": "Number=Plur|PronType=Dem", "those": "Number=Plur|PronType=Dem",
	"myself":     "Case=Acc|Number=Sing|Person=1|PronType=Prs|Reflex=Yes",
	"yourself":   "Case=Acc|Number=Sing|Person=2|PronType=Prs|Reflex=Yes",
	"himself":    "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Prs|Reflex=Yes",
	"herself":    "Case=Acc|Gender=Fem|Number=Sing|Person=3|PronType=Prs|Reflex=Yes",
	"itself":     "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs|Reflex=Yes",
	"ourselves":  "Case=Acc|Number=Plur|Person=1|PronType=Prs|Reflex=Yes",
	"yourselves": "Case=Acc|Number=Plur|Person=2|PronType=Prs|Reflex=Yes",
	"themselves": "Case=Acc|Number=Plur|Person=3|PronType=Prs|Reflex=Yes",
	"mine":       "Number=Sing|Person=1|Poss=Yes|PronType=Prs", "yours": "Person=2|Poss=Yes|PronType=Prs",
	"ours": "Number=Plur|Person=1|Poss=Yes|PronType=Prs", "theirs": "Number=Plur|Person=3|Poss=Yes|PronType=Prs",
	"hers":  "Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
	"whose": "Poss=Yes|PronType=Rel", "none": "PronType=Neg",
}

func set(list string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}
