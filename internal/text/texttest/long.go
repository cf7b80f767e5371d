// Package texttest writes texts for tests that need long ones.
package texttest

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

var (
	given     = strings.Fields("James Mary Robert Linda John Susan Michael Karen David Helen Paul Emily Peter Anna")
	onset     = strings.Fields("Bar Kel Mor Tan Vel Dor Hal Lin Mar Nor Per Ros Sel Tor Ul Var Wes Yar")
	coda      = strings.Fields("den ford ham ley low man nick ridge son ston well wick worth berg dale field")
	cities    = strings.Fields("Kabul Paris Berlin Cairo Baghdad Damascus Tehran London Madrid Rome Vienna")
	countries = strings.Fields("Russia France Germany Egypt Iraq Syria Iran Britain Japan Spain Italy Norway")
	bodies    = strings.Fields("Front Group Movement Council Agency Company Bank Party Union Institute")
)

// asides are sentences of which little can be claimed; texts are full of them.
var asides = []string{
	"It was a long and rather cold afternoon in late autumn, and for hours there was nothing but rain.",
	"Nobody knew why.",
	"By then it had become clear that it would take a good deal longer than had at first been hoped.",
	"Much remains unclear, as so often in such cases, and more may never be known.",
	"All this was long ago, in the years before the flood, when things were quieter on both sides of the river.",
	"There was, of course, more to it than that – though not very much.",
}

// Long writes a text of so many bytes, or a little more, in paragraphs: some
// thousand people and bodies, and a claim to every dozen words. It is the same for
// the same size.
func Long(size int) string {
	r := rand.New(rand.NewPCG(1, 2))
	of := func(list []string) string { return list[r.IntN(len(list))] }
	surname := func() string { return of(onset) + of(coda) }
	var b strings.Builder
	for b.Len() < size {
		name, org, city, one, two := surname(), surname()+" "+of(bodies), of(cities), of(countries), of(countries)
		fmt.Fprintf(&b, "%s %s, the leader of the %s, met %s %s in %s on Friday. ", of(given), name, org, of(given), surname(), city)
		b.WriteString(of(asides) + " ")
		fmt.Fprintf(&b, "%s said that he had accused %s of attacking the village – and that %s would not withdraw its troops. ", name, one, two)
		b.WriteString(of(asides) + " " + of(asides) + " ")
		switch r.IntN(3) {
		case 0:
			fmt.Fprintf(&b, "The group attacked the harbour of %s in 2019, killing %d people, and it later claimed that the police had fired first. ", city, r.IntN(90)+2)
		case 1:
			fmt.Fprintf(&b, "They had worked for the company for %d years, but the report denied that she was ever paid. ", r.IntN(20)+2)
		case 2:
			fmt.Fprintf(&b, "An analyst of the %s told reporters that the talks between %s and %s had failed. ", org, one, two)
		}
		b.WriteString(of(asides) + " " + of(asides) + " ")
		fmt.Fprintf(&b, "The attack was condemned by the government of %s.\n\n", one)
	}
	return b.String()
}
