package morph

import "strings"

// with returns features with one more, "Typo=Yes", in its place of the alphabet.
// One of the same name is replaced.
func with(feats, one string) string {
	if feats == "" || one == "" {
		return feats + one
	}
	name := key(one)
	at := 0
	for at < len(feats) {
		end := len(feats)
		if n := strings.IndexByte(feats[at:], '|'); n >= 0 {
			end = at + n
		}
		switch have := key(feats[at:end]); {
		case have == name:
			return feats[:at] + one + feats[end:]
		case after(have, name):
			return feats[:at] + one + "|" + feats[at:]
		}
		at = end + 1
	}
	return feats + "|" + one
}

// join returns the features of both; where they disagree, those of more.
func join(feats, more string) string {
	if feats == "" || more == "" {
		return feats + more
	}
	for one := range strings.SplitSeq(more, "|") {
		feats = with(feats, one)
	}
	return feats
}

// without returns features less those of the names given.
func without(feats string, names ...string) string {
	var out []string
next:
	for one := range strings.SplitSeq(feats, "|") {
		for _, name := range names {
			if key(one) == name {
				continue next
			}
		}
		out = append(out, one)
	}
	return strings.Join(out, "|")
}

func key(one string) string {
	name, _, _ := strings.Cut(one, "=")
	return name
}

// after reports whether feature a stands after b: capitals and small letters are
// one in the alphabet of Universal Dependencies, so that Number comes before
// NumForm.
func after(a, b string) bool { return strings.ToLower(a) > strings.ToLower(b) }
