package resolve

import "sync"

// Lexicon numbers words, so that what a hundred thousand documents say of who is who
// fits into memory, and is compared by number. Number 0 is "". What is resolved does
// not depend on which number a word has. It is safe for concurrent use.
type Lexicon struct {
	mu    sync.RWMutex
	words []string
	folds []int32 // the number of the folded word; -1 where nobody has asked yet
	ids   map[string]int32
}

// NewLexicon returns a lexicon of words, numbered from 0, with the numbers of their
// folded forms, or -1, as Entries gave them; both may be nil.
func NewLexicon(words []string, folds []int32) *Lexicon {
	if len(words) == 0 {
		words, folds = []string{""}, []int32{0}
	}
	x := &Lexicon{words: words, folds: folds, ids: make(map[string]int32, len(words)+len(words)/8)}
	for i, w := range words {
		x.ids[w] = int32(i)
	}
	return x
}

// Len returns how many words it has.
func (x *Lexicon) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.words)
}

// Entries returns the words from a number on, and their folded forms' numbers, -1
// for one that is not known. Both are copies.
func (x *Lexicon) Entries(from int) (words []string, folds []int32) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return append(words, x.words[from:]...), append(folds, x.folds[from:]...)
}

// id returns the number of a word, which it gets where it has none.
func (x *Lexicon) id(word string) int32 {
	x.mu.RLock()
	i, ok := x.ids[word]
	x.mu.RUnlock()
	if ok {
		return i
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.add(word)
}

func (x *Lexicon) add(word string) int32 {
	if i, ok := x.ids[word]; ok {
		return i
	}
	i := int32(len(x.words))
	x.words = append(x.words, word)
	x.folds = append(x.folds, -1)
	x.ids[word] = i
	return i
}

// word returns the word of a number.
func (x *Lexicon) word(i int32) string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.words[i]
}

// fold returns the number of a word's folded form.
func (x *Lexicon) fold(i int32) int32 {
	x.mu.RLock()
	f, w := x.folds[i], x.words[i]
	x.mu.RUnlock()
	if f >= 0 {
		return f
	}
	folded := Fold(w)
	x.mu.Lock()
	defer x.mu.Unlock()
	f = x.add(folded)
	x.folds[i] = f
	return f
}

// name returns the number of a name, and makes sure that its folded form is known.
func (x *Lexicon) name(word string) int32 {
	i := x.id(word)
	x.fold(i)
	return i
}

// find returns the number of a word, if it has one.
func (x *Lexicon) find(word string) (int32, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	i, ok := x.ids[word]
	return i, ok
}
