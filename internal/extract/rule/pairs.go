package rule

// pairs holds the subjects and objects that a word has tied already, so that one
// word says one relation of a pair: the first, which is the most specific.
type pairs map[[2]int]bool

// untold returns the objects that some subject is not tied to yet.
func (p pairs) untold(subjects, objects []argument) []argument {
	var left []argument
	for _, b := range objects {
		fresh := false
		for _, a := range subjects {
			fresh = fresh || !p[[2]int{a.mention, b.mention}]
		}
		if fresh {
			left = append(left, b)
		}
	}
	return left
}

// add records that every subject is tied to every object.
func (p pairs) add(subjects, objects []argument) {
	for _, a := range subjects {
		for _, b := range objects {
			p[[2]int{a.mention, b.mention}] = true
		}
	}
}
