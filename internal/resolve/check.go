package resolve

import "github.com/quadrille-kg/quadrille/internal/text"

// Check fails where Claims would, and keeps nothing: what a long document's claims
// come to in the graph is several times what they are in the document.
func Check(d *text.Document) error {
	ents := make([]*Entity, len(d.Entities))
	one := &Entity{}
	for i := range ents {
		ents[i] = one
	}
	c, err := NewConverter(d, ents)
	if err != nil {
		return err
	}
	for i := range d.Claims {
		if _, err := c.Claim(i); err != nil {
			return err
		}
	}
	return nil
}
