package graph

import "strings"

// EventOf returns the ID of the event that the claim gives a part of, where the event
// was made of the words that tell of a deed and the part stands in an edge of its own
// as well; "" for any other claim.
func (c *Claim) EventOf() string {
	if !strings.HasPrefix(c.Rule, "frame ") {
		return ""
	}
	if c.RelationOf() == "participated-in" && c.Object != nil {
		return c.Object.ID
	}
	return c.Subject.ID
}
