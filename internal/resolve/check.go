package resolve

import (
	"fmt"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Check fails where Claims would, and keeps nothing: what a long document's claims
// come to in the graph is several times what they are in the document.
func Check(d *text.Document) error {
	ents := make([]*Entity, len(d.Entities))
	one := &Entity{}
	for i := range ents {
		ents[i] = one
	}
	c := converter{doc: d, ents: ents, index: text.NewIndex(d.Text)}
	for i := range d.Claims {
		if _, err := c.claim(&d.Claims[i]); err != nil {
			return fmt.Errorf("document %s: claim %d (%s): %w", d.ID, i, d.Claims[i].Rule, err)
		}
	}
	return nil
}
