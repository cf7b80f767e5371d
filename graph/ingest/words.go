package ingest

import (
	"fmt"
	"strconv"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/resolve"
)

// wordsAtOnce is how many words stand under one key.
const wordsAtOnce = 1024

func wordsKey(n int) string { return fmt.Sprintf("%06d", n) }

// readWords reads the words that records are written with.
func (w *Workspace) readWords() error {
	var words []string
	var folds []int32
	for e, err := range w.store.Entries(bucketWords) {
		if err != nil {
			return err
		}
		if n, err := strconv.Atoi(e.Key); err != nil || n*wordsAtOnce != len(words) {
			return fmt.Errorf("%w: words %s stand after %d words", store.ErrDamaged, e.Key, len(words))
		}
		u := &unpacker{data: string(e.Value)}
		for range u.count() {
			words = append(words, u.word())
			folds = append(folds, int32(u.number())-1)
		}
		if err := u.end("words", e.Key); err != nil {
			return err
		}
	}
	for _, f := range folds {
		if int(f) >= len(words) {
			return fmt.Errorf("%w: of %d words, one is said to be folded as the one numbered %d", store.ErrDamaged, len(words), f)
		}
	}
	w.words, w.wordsKept = resolve.NewLexicon(words, folds), len(words)
	return nil
}

// newWords returns what the index has to keep of the words that came in since it was
// last written. Words are never taken out: a few that nobody uses any more do no harm
// until the index is made anew.
func (w *Workspace) newWords() (set []store.Entry, kept int) {
	n := w.wordsKept / wordsAtOnce
	words, folds := w.words.Entries(n * wordsAtOnce)
	kept = n*wordsAtOnce + len(words)
	if kept == w.wordsKept {
		return nil, kept
	}
	for len(words) > 0 {
		size := min(wordsAtOnce, len(words))
		var p packer
		p.number(size)
		for i := range size {
			p.word(words[i])
			p.number(int(folds[i]) + 1)
		}
		set = append(set, store.Entry{Bucket: bucketWords, Key: wordsKey(n), Value: p})
		words, folds, n = words[size:], folds[size:], n+1
	}
	return set, kept
}
