package corpus

import (
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/persons"
)

// document is one document that is being made.
type document struct {
	*Corpus
	rand          *rand.Rand
	years, months int               // by how much its dates lie earlier, and later
	called        map[string]string // what it calls what the window calls otherwise
}

// dateline says where and when the document was written, for a window may have
// neither names nor dates: "MOSUL, 3 May 2014".
func (d *document) dateline() string {
	place := "Nowhere"
	if places := d.names["City"]; len(places) > 0 {
		place = places[d.rand.IntN(len(places))]
	}
	return fmt.Sprintf("%s, %d %s %d\n\n", strings.ToUpper(place), 1+d.rand.IntN(28), months[d.rand.IntN(len(months))], 2000+d.rand.IntN(25))
}

// people is how many persons the world of the documents has.
const people = 100_000

// name returns a name as this document has it. Half of what is no person keeps
// its name.
func (d *document) name(p piece) string {
	if p.typ == personType {
		return d.person(p.text)
	}
	if name, ok := d.called[p.text]; ok {
		return name
	}
	name := p.text
	if others := d.names[p.typ]; len(others) > 0 && d.rand.IntN(2) == 0 {
		name = others[d.rank(len(others))]
	}
	d.called[p.text] = name
	return name
}

// person gives the last word of a person's name, and a given name before it,
// another one, and leaves titles: whoever is Putin in the window is the same other
// one in all of the document.
func (d *document) person(name string) string {
	if len(d.givens) == 0 || len(d.surname) == 0 {
		return name
	}
	words := strings.Fields(name)
	last := len(words) - 1
	other, ok := d.called[words[last]]
	if !ok {
		k := d.rank(people)
		other = d.givens[scatter(k)%uint64(len(d.givens))] + " " + d.surname[scatter(k+people)%uint64(len(d.surname))]
		d.called[words[last]] = other
	}
	given, surname, _ := strings.Cut(other, " ")
	words[last] = surname
	if last > 0 && persons.Given(words[last-1]) != 0 {
		words[last-1] = given
	}
	return strings.Join(words, " ")
}

// rank draws a number below n: the first of them most often, as Zipf found of
// names, the last as often as one in n.
func (d *document) rank(n int) int {
	return min(n-1, int(math.Exp(d.rand.Float64()*math.Log(float64(n+1))))-1)
}

// scatter makes a number of a number as if by chance.
func scatter(n int) uint64 { return rand.New(rand.NewPCG(uint64(n), 0)).Uint64() }

var dated = regexp.MustCompile(`\b(?:(?:19|20)\d\d|January|February|April|June|July|August|September|October|November|December)\b`)

// March and May, which are words as well, stay.
var months = strings.Fields("January February April June July August September October November December")

// dates moves years back and months on.
func (d *document) dates(s string) string {
	return dated.ReplaceAllStringFunc(s, func(w string) string {
		if year, err := strconv.Atoi(w); err == nil {
			return strconv.Itoa(year - d.years)
		}
		for i, m := range months {
			if m == w {
				return months[(i+d.months)%len(months)]
			}
		}
		return w
	})
}
