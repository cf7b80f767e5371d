package persons

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// surnames are family names that so many bear that one document's Smith is
// hardly ever another's. They are in small letters.
var surnames = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(`smith johnson williams brown jones miller davis wilson anderson taylor thomas moore martin
	jackson thompson white harris clark lewis robinson walker hall allen young king wright scott green baker adams nelson hill
	campbell mitchell roberts carter phillips evans turner parker collins edwards stewart morris murphy cook rogers morgan
	peterson cooper reed bailey bell gomez kelly howard ward cox diaz richardson wood watson brooks bennett gray james hughes
	price myers long foster sanders ross powell sullivan russell ortiz jenkins perry butler barnes fisher henderson coleman
	simmons patterson jordan reynolds hamilton graham wallace woods cole west owens gibson ellis stevens murray ford marshall
	harrison kennedy wells mason hunt black palmer mills nichols grant knight rose stone hawkins dunn perkins hudson spencer
	gardner payne pierce berry arnold wagner willis ray watkins olson carroll duncan snyder hart cunningham bradley lane
	andrews ruiz harper fox riley armstrong carpenter weaver greene lawrence elliott sims austin peters kelley franklin lawson
	davies davidson dixon shaw simpson chapman webb rice robertson burns burke gordon crawford henry freeman newman craig lloyd
	barker stephens fletcher atkinson pearson ball day walsh byrne ryan doyle mccarthy gallagher mackenzie macdonald mcdonald
	watts savage godfrey leonard carr barlow ferguson douglas reid todd kane miles gilbert barrett fuller
	garcia rodriguez hernandez martinez lopez gonzalez perez sanchez ramirez torres flores rivera silva santos oliveira souza
	costa pereira ferreira fernandez alvarez romero rossi russo ferrari bianchi muller schmidt schneider fischer weber meyer
	becker hoffmann dubois durand bernard petit moreau laurent dupont hansen larsen olsen nielsen jensen andersen johansson
	ivanov smirnov kuznetsov popov petrov volkov sokolov kowalski nowak novak horvat
	lee kim park choi jung kang cho wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo lin he gao nguyen tran
	pham hoang singh kumar sharma patel khan ahmed ali hussain hussein hassan shah malik iqbal rahman islam mohamed mohammed
	muhammad ahmad ibrahim abdullah yusuf omar osman abdi sato suzuki takahashi tanaka watanabe ito yamamoto nakamura
	kobayashi kaya demir yilmaz cohen levy`) {
		set[w] = true
	}
	return set
})

// IsCommon reports whether a word, in any case, is a family name that a great
// many bear, or a given name.
func IsCommon(word string) bool {
	word = strings.ToLower(word)
	first, size := utf8.DecodeRuneInString(word)
	return surnames()[word] || Given(string(unicode.ToUpper(first))+word[size:]) != 0
}
