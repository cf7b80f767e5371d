package graph

import "strings"

// EventRule begins the rule of a claim that gives a part of an event, where the event
// was made of the words that tell of a deed and the part stands in an edge of its own
// as well.
const EventRule = "frame "

// EventOf returns the ID of the event that the claim gives a part of by an EventRule; ""
// for any other claim.
func (c *Claim) EventOf() string {
	if e := c.Event(); e != nil {
		return e.ID
	}
	return ""
}

// Event returns the end of the claim that is the event of which it gives a part by an
// EventRule; nil for any other claim.
func (c *Claim) Event() *Argument {
	switch {
	case !strings.HasPrefix(c.Rule, EventRule):
		return nil
	case c.RelationOf() == "participated-in" && c.Object != nil:
		return c.Object
	}
	return c.Subject
}
