package schema

import (
	_ "embed" // the gazetteer's files
	"strings"
	"sync"
)

// The gazetteer: countries, regions, cities and peoples, and organisations that
// the world's news takes as known. Each line of its files has up to five
// columns parted by tabs, the last ones left out where they are empty:
//
//	name <tab> type <tab> aliases <tab> adjectives and peoples <tab> the place that holds it
//
// with the items of a column parted by "|":
//
//	Tajikistan	Country	Republic of Tajikistan	Tajik|Tajikistani|Tajiks	Central Asia
//
// Namesakes lie in different places; the first of them is the one that texts are
// read to mean, until their documents are seen together. What lies in the second
// has both names in its last column: "Georgia, United States".
var (
	//go:embed places.tsv
	placesFile string
	//go:embed organizations.tsv
	organizationsFile string
)

// readPlaces reads both files once for the whole program.
var readPlaces = sync.OnceValue(func() []*Name {
	names := make([]*Name, 0, 1024)
	for _, file := range []string{placesFile, organizationsFile} {
		for line := range strings.Lines(file) {
			if line = strings.TrimRight(line, "\r\n"); line != "" {
				names = append(names, placeOf(line))
			}
		}
	}
	return names
})

// places returns the gazetteer in the order of its files. Its names are shared:
// nobody may change them.
func places() []*Name { return readPlaces() }

// placeOf reads one line of the gazetteer.
func placeOf(line string) *Name {
	var col [5]string
	copy(col[:], strings.SplitN(line, "\t", len(col)))
	return &Name{Name: col[0], Type: col[1], Aliases: items(col[2]), Demonyms: items(col[3]), In: col[4]}
}

// items splits a column; an empty one has no items.
func items(col string) []string {
	if col == "" {
		return nil
	}
	return strings.Split(col, "|")
}
