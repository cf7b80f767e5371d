package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Descendants returns the type and all below it, in the order of Types; none
// for an unknown type.
func (s *Schema) Descendants(id string) []string {
	var out []string
	for _, t := range s.Types {
		if s.Is(t.ID, id) {
			out = append(out, t.ID)
		}
	}
	return out
}

// Inverses returns the relations that say of two things, the other way round, what
// the given one says: the one that it names as its inverse, and those that name it.
func (s *Schema) Inverses(id string) []*Relation {
	var out []*Relation
	of := s.Relation(id)
	for _, r := range s.Relations {
		if of != nil && (r.Inverse == id || of.Inverse == r.ID) {
			out = append(out, r)
		}
	}
	return out
}

// Suggest returns the id nearest to a word that is none, for "did you mean", or
// "" where nothing is near. The kind is "relation" or "type".
func (s *Schema) Suggest(kind, word string) string {
	return nearest(word, s.ids(refKind(kind)))
}

func (s *Schema) ids(kind refKind) []string {
	var out []string
	switch kind {
	case typeRef:
		for _, t := range s.Types {
			out = append(out, t.ID)
		}
	case relationRef:
		for _, r := range s.Relations {
			out = append(out, r.ID)
		}
	}
	return out
}

// Fingerprint is a hash of all that the resolved schema holds, in hex, so that
// documents are read again when it changes. Comments, layout and line numbers do
// not enter. It takes about a millisecond.
func (s *Schema) Fingerprint() string {
	h := sha256.New()
	e := json.NewEncoder(h)
	write := func(v any) {
		if err := e.Encode(v); err != nil {
			panic(err) // strings, lists and maps with string keys always encode
		}
	}
	write(s.Name)
	for _, t := range s.Types {
		write(t)
	}
	for _, r := range s.Relations {
		plain := *r
		plain.Triggers = make([]Trigger, len(r.Triggers))
		for i, t := range r.Triggers {
			t.Line, t.File = 0, ""
			plain.Triggers[i] = t
		}
		write(plain)
	}
	for _, n := range s.Names {
		write(n)
	}
	return hex.EncodeToString(h.Sum(nil))
}
