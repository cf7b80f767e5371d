// Package persons knows what English knows of people's names: which words are
// titles, and which given names are mostly women's or men's. Begin at Bare.
package persons

import (
	_ "embed" // the list of given names
	"strings"
	"sync"
)

// titles are the words that stand before a person's name as a title.
var titles = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(`mr mrs ms miss mx dr prof professor sir dame lord lady baron baroness count countess
	duke duchess prince princess king queen emperor empress tsar sultan emir sheikh shaikh sheik imam ayatollah mullah mufti
	pope cardinal archbishop bishop father rabbi reverend rev brother sister saint st president vice-president premier
	chancellor minister secretary senator sen congressman congresswoman representative rep governor gov mayor councillor
	deputy ambassador envoy commissioner judge justice attorney general gen lieutenant lt colonel col major maj captain capt
	sergeant sgt corporal private admiral commander marshal brigadier officer detective inspector chief spokesman spokeswoman
	spokesperson chairman chairwoman chair director coach commandant leader comrade mp mep advisor adviser master hajj haji
	maulana mawlana sayyid hojatoleslam commodore spc pvt lance-corporal chargé pm datuk
	premier-designate vizier monsignor congressperson rapporteur`) {
		set[w] = true
	}
	return set
})

// IsTitle reports whether a word is a title of persons, in any case, with or
// without its full stop.
func IsTitle(word string) bool { return titles()[strings.ToLower(strings.TrimSuffix(word, "."))] }

// Bare returns a person's name without the titles before it: of "Russian Foreign
// Minister Sergei Lavrov" it is "Sergei Lavrov". A name that is all title stays.
func Bare(name string) string {
	fields := strings.Fields(name)
	cut := 0
	for i, w := range fields[:max(0, len(fields)-1)] {
		if IsTitle(w) {
			cut = i + 1
		}
	}
	return strings.Join(fields[cut:], " ")
}

// givenFile has two lines, "f:" and "m:", each with names parted by blanks.
//
//go:embed given.txt
var givenFile string

var given = sync.OnceValue(func() map[string]byte {
	m := make(map[string]byte, 2048)
	for line := range strings.Lines(givenFile) {
		for name := range strings.FieldsSeq(line[2:]) {
			if old, ok := m[name]; ok && old != line[0] {
				m[name] = 'n'
				continue
			}
			m[name] = line[0]
		}
	}
	return m
})

// Given returns 'f' for a given name of women, 'm' for one of men, 'n' for one of
// either, and 0 for a word that is no given name it knows. Names are written with
// a capital.
func Given(word string) byte { return given()[word] }
