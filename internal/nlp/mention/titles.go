package mention

import "strings"

// titled are the words that stand before a person's name as a title.
var titled = words(`mr mrs ms miss mx dr prof professor sir dame lord lady baron baroness count countess duke duchess prince princess king
	queen emperor empress tsar sultan emir sheikh shaikh sheik imam ayatollah mullah mufti pope cardinal archbishop bishop father rabbi reverend rev
	brother sister saint st president vice-president premier chancellor minister secretary senator sen congressman congresswoman
	representative rep governor gov mayor councillor deputy ambassador envoy commissioner judge justice attorney general gen
	lieutenant lt colonel col major maj captain capt sergeant sgt corporal private admiral commander marshal brigadier officer
	detective inspector chief spokesman spokeswoman spokesperson chairman chairwoman chair director coach commandant leader comrade
	mp mep advisor adviser master hajj haji maulana mawlana sayyid hojatoleslam`)

// isTitle reports whether a word is a title of persons, with or without its
// full stop.
func isTitle(word string) bool { return titled[strings.ToLower(strings.TrimSuffix(word, "."))] }

// Bare returns a person's name without the titles before it: of "Russian Foreign
// Minister Sergei Lavrov" it is "Sergei Lavrov". A name that is all title stays.
func Bare(name string) string {
	fields := strings.Fields(name)
	cut := 0
	for i, w := range fields[:max(0, len(fields)-1)] {
		if isTitle(w) {
			cut = i + 1
		}
	}
	return strings.Join(fields[cut:], " ")
}
