package date

import "strings"

// Words that show that what hangs on them is still to come.
var (
	willBe  = wordSet("will wo 'll shall")
	planned = wordSet(`scheduled slated due planned set expected plan plans planning hope hopes hoping intend intends want wants expect expects
		vow vows vowed pledge pledges pledged promise promises promised`)
	toward = wordSet("for on in by to at")
)

// ahead reports whether the sentence looks forward to the time at token i: "will meet
// on Friday", "is scheduled for May", "plans to leave in June".
func (f *finder) ahead(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if planned[f.words[k]] && k+1 < i && toward[f.words[k+1]] {
			return true
		}
	}
	for n, v := 0, f.head(i); v >= 0 && n < 6; n, v = n+1, f.head(v) {
		if f.toks[v].UPOS != "VERB" && !f.copular(v) {
			continue
		}
		return f.future(v)
	}
	return false
}

func (f *finder) head(i int) int {
	if h := f.toks[i].Head; h < len(f.toks) {
		return h
	}
	return -1
}

// copular reports whether token v is a predicate with a form of "be".
func (f *finder) copular(v int) bool {
	for k := range f.toks {
		if f.toks[k].Head == v && f.toks[k].Deprel == "cop" {
			return true
		}
	}
	return false
}

// future reports whether a verb has "will", or "to" behind a verb of planning.
func (f *finder) future(v int) bool {
	to := false
	for k := range f.toks {
		if f.toks[k].Head != v {
			continue
		}
		if strings.HasPrefix(f.toks[k].Deprel, "aux") && willBe[f.words[k]] {
			return true
		}
		to = to || f.toks[k].Deprel == "mark" && f.words[k] == "to"
	}
	h := f.head(v)
	return to && h >= 0 && planned[f.words[h]]
}
