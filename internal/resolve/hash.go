package resolve

import (
	"math/bits"

	"github.com/quadrille-kg/quadrille/graph"
)

// FNV-1a of 64 bits, which is the same on every machine and at every time.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// Hash returns a hash of a word.
func Hash(s string) uint64 { return hashOf(fnvOffset, s) }

func hashOf(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return (h ^ 0xff) * fnvPrime // no word holds this byte: it ends one
}

func hashAll(h uint64, list []string) uint64 {
	for _, s := range list {
		h = hashOf(h, s)
	}
	return (h ^ 0xfe) * fnvPrime
}

// Hash tells an entity from others in all that Equal compares.
func (e *Entity) Hash() uint64 {
	h := hashAll(fnvOffset, []string{e.ID, e.Name, e.Type})
	h = hashAll(hashAll(hashAll(h, e.Aliases), e.Links), e.StandsFor)
	if e.Local {
		h = (h ^ 1) * fnvPrime
	}
	for _, reasons := range [][]graph.Reason{e.Joined, e.Apart} {
		for i := range reasons {
			w := &reasons[i]
			h = hashAll(h, []string{w.Name, w.With, w.Rule, w.Note})
			h = hashAll(hashAll(h, w.Documents), w.Company)
			h = (h ^ uint64(w.Count)) * fnvPrime
		}
		h = (h ^ 0xfd) * fnvPrime
	}
	return h
}

// Print tells what IDs returns for a document from what it returned before: 0 for a
// document that is not there.
func (m *Mapping) Print(doc string) uint64 {
	i, ok := m.doc(doc)
	if !ok {
		return 0
	}
	h := uint64(fnvOffset) ^ uint64(m.world.sizes[i])
	for k, to := m.world.members(i); k < to; k++ {
		if g := m.of[k]; g >= 0 {
			h = (bits.RotateLeft64(h, 7) ^ uint64(m.world.ents[k].index)) * fnvPrime
			h = (h ^ m.prints[g]) * fnvPrime
		}
	}
	return h
}

// Use is a shared entity, its hash, how often it is mentioned, and in how many
// documents.
type Use struct {
	*Entity
	Hash                uint64
	Mentions, Documents int
}

// Uses returns how often the shared entities are mentioned.
func (m *Mapping) Uses() []Use {
	uses, last := make([]Use, len(m.shared)), make([]int32, len(m.shared))
	for i, e := range m.shared {
		uses[i].Entity, uses[i].Hash = e, m.hashes[i]
	}
	for k, g := range m.of {
		if g < 0 {
			continue
		}
		i := m.speaks[g]
		uses[i].Mentions += int(m.world.ents[k].weight)
		if doc := m.world.docOf[k] + 1; last[i] != doc {
			last[i] = doc
			uses[i].Documents++
		}
	}
	return uses
}
