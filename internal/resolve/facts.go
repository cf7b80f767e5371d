package resolve

import (
	"slices"
	"strings"
)

// facts are what documents say of a person by which namesakes can be told
// apart: what they are, and of which country.
type facts struct {
	roles     votes // words: "senator", "footballer"
	countries votes // folded names
}

func newFacts() facts { return facts{votes{}, votes{}} }

func (f facts) add(o facts) {
	f.roles.add(o.roles)
	f.countries.add(o.countries)
}

// any reports whether anything is known at all.
func (f facts) any() bool { return len(f.roles)+len(f.countries) > 0 }

// contradict reports whether two are known for different things, or are of
// different countries.
func (f facts) contradict(o facts) bool {
	return apart(f.roles, o.roles) || apart(f.countries, o.countries)
}

// agree counts what two are both known for.
func (f facts) agree(o facts) (n int) {
	for s := range f.roles {
		if o.roles[s] > 0 {
			n++
		}
	}
	for s := range f.countries {
		if o.countries[s] > 0 {
			n++
		}
	}
	return n
}

// apart reports whether both say something, and nothing that the other says.
func apart(a, b votes) bool {
	for s := range a {
		if b[s] > 0 {
			return false
		}
	}
	return len(a) > 0 && len(b) > 0
}

// factsOf returns what a document says of one of its persons.
func (r *groups) factsOf(m member) facts {
	f, e := newFacts(), r.rest(m)
	for _, role := range e.roles {
		for w := range strings.FieldsSeq(r.folded(role)) {
			if nation := r.known.nations[w]; nation != "" {
				f.countries[nation]++
			} else if !idle[w] {
				f.roles[w]++
			}
		}
	}
	for _, o := range e.of {
		if r.schema.Is(r.text(r.ents[o].typ), countryType) {
			f.countries[r.countryName(o)]++
		}
	}
	return f
}

// countryName is the folded name of a document's country.
func (r *groups) countryName(m member) string {
	if x := r.at[m]; x >= 0 {
		return r.entries[x].key.name
	}
	return r.folded(r.ents[m].name)
}

// factsOfAll returns what is said of a group. It is remembered as its company is.
func (r *groups) factsOfAll(g int) facts {
	if f, ok := r.near.facts[g]; ok {
		return f
	}
	f := newFacts()
	for _, m := range r.all[g].members {
		if r.told(m) {
			f.add(r.factsOf(m))
		}
	}
	r.near.facts[g] = f
	return f
}

// contradict reports whether two persons cannot well be one: what is said of
// them does not agree, and nobody is named beside both.
func (r *groups) contradict(a, b int) bool {
	if r.all[a].key.family != persons || r.all[b].key.family != persons {
		return false
	}
	return r.factsOfAll(a).contradict(r.factsOfAll(b)) && !r.meet(a, b)
}

// idle are words of roles that tell nobody from anybody.
var idle = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`a an the of in for from to at and or by with on as his her their its former ex late then
		acting current new old longtime long time senior junior first second third top one mr mrs ms miss mx dr sir dame lord
		lady man woman member person people`) {
		m[w] = true
	}
	return m
}()

// words are the countries and roles told most often, as a reason shows them.
func (f facts) words() string {
	var out []string
	for _, v := range []votes{f.countries, f.roles} {
		words := make([]string, 0, len(v))
		for s := range v {
			words = append(words, s)
		}
		slices.SortFunc(words, func(a, b string) int {
			if v[a] != v[b] {
				return v[b] - v[a]
			}
			return strings.Compare(a, b)
		})
		out = append(out, words[:min(tellingMost, len(words))]...)
	}
	return strings.Join(out, ", ")
}
