package mention

import (
	_ "embed" // the list of given names
	"strings"
	"sync"
)

// The list of given names says whether people of that name are mostly women or
// men: two lines, "f:" and "m:", each with names in capitals and small letters.
//
//go:embed given.txt
var givenFile string

var given = sync.OnceValue(func() map[string]byte {
	m := make(map[string]byte, 2048)
	for line := range strings.Lines(givenFile) {
		for name := range strings.FieldsSeq(line[2:]) {
			if old, ok := m[name]; ok && old != line[0] {
				m[name] = 'n' // either
				continue
			}
			m[name] = line[0]
		}
	}
	return m
})

// GivenName returns 'f' for a given name of women, 'm' for one of men, 'n' for
// one of either, and 0 for a word that is no given name it knows.
func GivenName(word string) byte { return given()[word] }
