package resolve

import (
	"slices"

	"github.com/quadrille-kg/quadrille/schema"
)

// Metonyms: "Moscow", "the Kremlin". A seat of government stays an entity of its
// own, for a city is bombed that no state is; it is linked with whose government
// it is, by the schema's word and no text's.

// standsFor returns the IDs of those whom a group's name stands for in the press,
// sorted, as far as the documents speak of them.
func (r *groups) standsFor(g *group) []string {
	if g.local || g.key.sense != "" || g.key.family != agents && g.key.family != places || r.schema.Is(r.text(g.typ), "Company") {
		return nil
	}
	var ids []string
	for _, name := range schema.StandsFor(r.text(g.name)) {
		for _, f := range []family{places, agents} {
			x := r.entryNamed(f, Fold(name))
			if x < 0 || r.entries[x].group < 0 {
				continue
			}
			if o := r.all[r.find(r.entries[x].group)]; o != g && len(o.members) > 0 && !slices.Contains(ids, o.id) {
				ids = append(ids, o.id)
			}
		}
	}
	slices.Sort(ids)
	return ids
}
