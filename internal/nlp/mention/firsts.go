package mention

import (
	"strings"
	"sync"

	"github.com/quadrille-kg/quadrille/internal/tree"
)

// firsts are words that begin names and say by it what bears them: "Camp Hurriya",
// "Hurricane Marta", "Jaish al-Badr".
var firsts = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for typ, list := range map[string]string{
		"Facility":          "Camp Fort Hotel Villa Château Palazzo",
		"Region":            "Mount Mt Lake Cape Jabal Jebel Wadi Lac Isla Ile",
		"City":              "Port Tel Tall Tal Deir Dayr Beit Bayt Kafr Kfar Ain Ayn",
		"Disaster":          "Hurricane Typhoon Cyclone",
		"Event":             "Operation",
		"MediaOrganization": "Radio Télé Agence",
		"Company":           "Banco Banca Banque Air",
		"PoliticalParty":    "Partido Parti Partito Partai Hizb-i",
		"Vehicle":           "HMS USS FS INS HMCS HMAS HMNZS USNS RFA USCGC",
		"ArmedGroup":        "Jaish Harakat Jabhat Liwa Kataib Kata'ib Lashkar Jund Saraya Katibat Tehrik-i Tehreek-e Jamaat Jama'at",
	} {
		for w := range strings.FieldsSeq(list) {
			m[w] = typ
		}
	}
	return m
})

// begun finds names that begin with such a word: it and the capitalised words of
// names right after it, unless their last word says something else: "Camp David
// Accords", "Hotel Group".
func (s *scan) begun() []name {
	var out []name
	for i := 0; i+1 < len(s.toks); i++ {
		typ := firsts()[strings.TrimSuffix(s.toks[i].Form, ".")]
		if typ == "" || i > 0 && s.toks[i-1].UPOS == "PROPN" && s.toks[i].Deprel == "flat" {
			continue
		}
		end := i + 1
		for end < len(s.toks) && (s.wordOfName(end) || s.bridges(end)) {
			end++
		}
		if end == i+1 || typ != "Vehicle" && s.ownNoun(i, end-1) != "" && s.ownNoun(i, end-1) != typ {
			continue
		}
		if typ == "ArmedGroup" && !s.particle(i+1) && !strings.Contains(s.toks[i].Form, "-") && s.toks[i+1].Form != "-" {
			continue
		}
		out = append(out, name{first: i, end: end, typ: typ, sure: true, settled: true})
		i = end - 1
	}
	return out
}

// wordOfName reports whether token i is a capitalised word that the tagger or its tag
// takes for a name's.
func (s *scan) wordOfName(i int) bool {
	return capital(s.toks[i].Form) && (s.toks[i].UPOS == "PROPN" || s.toks[i].Name != "") && !s.times(i)
}

// worldWars finds "World War I" and "World War Two": their last word is a pronoun or a
// number to the tagger.
func (s *scan) worldWars() []name {
	var out []name
	for i := 0; i+1 < len(s.toks); i++ {
		if s.toks[i].Form != "World" || s.toks[i+1].Form != "War" {
			continue
		}
		first, end := i, i+2
		if i > 0 && (s.toks[i-1].Form == "First" || s.toks[i-1].Form == "Second") {
			first--
		}
		if end < len(s.toks) && tree.Is(s.toks[end].Form, "I", "II", "1", "2", "One", "Two") {
			end++
		}
		if end-first > 2 {
			out = append(out, name{first: first, end: end, typ: "War", sure: true, settled: true})
		}
	}
	return out
}

// bridges reports whether token i is a particle or hyphen between words of a name.
func (s *scan) bridges(i int) bool {
	if i+1 >= len(s.toks) {
		return false
	}
	next := s.wordOfName(i+1) || plain(s.toks[i+1].Form) == "-" && i+2 < len(s.toks) && s.wordOfName(i+2)
	return next && (s.particle(i) || plain(s.toks[i].Form) == "-" && s.toks[i].Span.Start == s.toks[i-1].Span.End)
}
