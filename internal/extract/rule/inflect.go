package rule

import "strings"

// inflected maps the regular forms of the schema's verbs back to them: "blockaded"
// to "blockade". The lemma table guesses at endings and may guess a researcher's
// own verb wrongly; what a schema names must not be missed for that.
func inflected(verbs map[string][]*pattern) map[string]string {
	forms := map[string]string{}
	for verb := range verbs {
		for _, form := range regularForms(verb) {
			// Where two verbs share a form ("bombed" of "bomb" and "bombe"), the shorter
			// one has it, whatever order the map is walked in.
			if had, taken := forms[form]; !taken || len(verb) < len(had) || len(verb) == len(had) && verb < had {
				forms[form] = verb
			}
		}
	}
	return forms
}

// regularForms lists the -s, -ed and -ing forms that spelling allows for a verb.
func regularForms(verb string) []string {
	n := len(verb)
	if n < 3 {
		return nil
	}
	stem, last := verb[:n-1], verb[n-1]
	switch {
	case last == 'e':
		return []string{verb + "s", verb + "d", stem + "ing"}
	case last == 'y' && !vowel(verb[n-2]):
		return []string{stem + "ies", stem + "ied", verb + "ing"}
	case strings.HasSuffix(verb, "s") || strings.HasSuffix(verb, "sh") || strings.HasSuffix(verb, "ch") || strings.HasSuffix(verb, "x"):
		return []string{verb + "es", verb + "ed", verb + "ing"}
	case last == 'c':
		return []string{verb + "s", verb + "ked", verb + "king"}
	}
	forms := []string{verb + "s", verb + "ed", verb + "ing"}
	if !vowel(last) && last != 'w' && last != 'x' && vowel(verb[n-2]) {
		forms = append(forms, verb+string(last)+"ed", verb+string(last)+"ing")
	}
	return forms
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
