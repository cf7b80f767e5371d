package resolve

import (
	"encoding/binary"
	"errors"
	"slices"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Digest is a document as resolution takes it: what may be met elsewhere, in the
// numbers of a lexicon. What is only described stays in Locals, which are asked for
// where a decision is about them.
type Digest struct {
	ID      string
	Sources []text.Source
	// Hits are the keys of the decisions that were carried out on the document itself.
	Hits []string
	// Packed is what Pack made.
	Packed string
	// Locals returns all entities of the document, as in text.Document.Entities.
	Locals func() ([]Local, error)
}

// Pack writes those of a document's entities that others may speak of too, and whom
// persons belong to:
//
//	how many entities the document has, how many of them follow
//	each: index after that of the one before, name, type, weight,
//	      scope and which of the lists follow
//	lists: aliases, links, roles as words, of as indexes, split as a word
//
// All are varints, words as the lexicon numbers them.
func (x *Lexicon) Pack(locals []Local) string {
	if slices.ContainsFunc(locals, func(e Local) bool { return e.Split != "" }) {
		return x.packAll(locals) // of which decisions speak
	}
	keep := make([]bool, len(locals))
	n := 0
	for i := range locals {
		e := &locals[i]
		keep[i] = keep[i] || e.Scope != Described
		for _, j := range e.Of {
			if j >= 0 && j < len(keep) {
				keep[j] = true
			}
		}
	}
	for _, k := range keep {
		if k {
			n++
		}
	}
	b := binary.AppendUvarint(nil, uint64(len(locals)))
	b = binary.AppendUvarint(b, uint64(n))
	last := 0
	for i := range locals {
		if !keep[i] {
			continue
		}
		e := &locals[i]
		b = binary.AppendUvarint(b, uint64(i-last))
		last = i
		b = x.appendLocal(b, e, len(locals))
	}
	return string(b)
}

// The lists that a packed entity may have; the scope stands in the lowest bits.
const (
	hasAliases = 4 << iota
	hasLinks
	hasRoles
	hasOf
	hasSplit
)

func (x *Lexicon) appendLocal(b []byte, e *Local, size int) []byte {
	of := slices.DeleteFunc(slices.Clone(e.Of), func(j int) bool { return j < 0 || j >= size })
	flags := uint64(e.Scope)
	for _, f := range []struct {
		has bool
		bit uint64
	}{
		{len(e.Aliases) > 0, hasAliases},
		{len(e.Links) > 0, hasLinks},
		{len(e.Roles) > 0, hasRoles},
		{len(of) > 0, hasOf},
		{e.Split != "", hasSplit},
	} {
		if f.has {
			flags |= f.bit
		}
	}
	word := func(s string, number func(string) int32) { b = binary.AppendUvarint(b, uint64(number(s))) }
	words := func(list []string, number func(string) int32) {
		if len(list) > 0 {
			b = binary.AppendUvarint(b, uint64(len(list)))
			for _, s := range list {
				word(s, number)
			}
		}
	}
	word(e.Name, x.name)
	word(e.Type, x.id)
	b = binary.AppendUvarint(b, uint64(e.Weight))
	b = binary.AppendUvarint(b, flags)
	words(e.Aliases, x.name)
	words(e.Links, x.id)
	words(e.Roles, x.name)
	if len(of) > 0 {
		b = binary.AppendUvarint(b, uint64(len(of)))
		for _, j := range of {
			b = binary.AppendUvarint(b, uint64(j))
		}
	}
	if e.Split != "" {
		word(e.Split, x.id)
	}
	return b
}

// ErrPacked says that bytes are not what Pack writes.
var ErrPacked = errors.New("a document's entities are damaged")

// packAll is Pack for all entities.
func (x *Lexicon) packAll(locals []Local) string {
	b := binary.AppendUvarint(nil, uint64(len(locals)))
	b = binary.AppendUvarint(b, uint64(len(locals)))
	for i := range locals {
		b = binary.AppendUvarint(b, uint64(min(i, 1)))
		b = x.appendLocal(b, &locals[i], len(locals))
	}
	return string(b)
}
