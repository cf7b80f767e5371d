package schema

import (
	"slices"
	"strings"
)

// kinds lists the keys of which a trigger has exactly one.
var kinds = []Kind{Verb, Noun, Event, Adjective, Phrase, Demonym, Possessive}

// statuses are the values of a trigger's status.
var statuses = []string{"possible", "denied", "reported"}

// slots are the keys for parts of a sentence that no preposition marks.
var slots = []string{"subj", "obj", "iobj", "poss", "compound", "that"}

// prepositions are the words of which a slot's key has at least one: enough of
// English that a key without any is a slip of the pen.
var prepositions = strings.Fields(`aboard about above across after against ahead along alongside amid amidst among
	amongst around as at atop away because before behind below beneath beside besides between beyond by concerning
	despite down due during except following for from in inside instead into like near next of off on onto opposite
	out outside over past per regarding since than through throughout till to together toward towards under
	underneath unlike until unto up upon versus via vs with within without`)

func isSlot(key string) bool {
	return slices.Contains(slots, key) || slices.ContainsFunc(strings.Fields(key), func(w string) bool {
		return slices.Contains(prepositions, w)
	})
}

// triggerKeys are all the single words that a key can be, for hints.
var triggerKeys = func() []string {
	var out []string
	for _, k := range kinds {
		out = append(out, string(k))
	}
	out = append(out, "takes", "status")
	return append(append(out, slots...), prepositions...)
}()

// decodeTrigger reads one entry of a relation's triggers, with its slots made
// whole. A trigger with a mistake is reported and not ok.
func (b *builder) decodeTrigger(n *node) (Trigger, bool) {
	t := Trigger{Line: n.at.line, File: n.at.file}
	if n.kind != mapping {
		b.r.add(n.at, "write it as verb: [oppose, resist]", "a trigger is written as keys and values, and this is %s", n.kind)
		return t, false
	}
	before := len(b.r.errs)
	for _, p := range n.pairs {
		b.triggerField(&t, p)
	}
	switch {
	case len(b.r.errs) > before:
		return t, false
	case t.Kind == "":
		b.r.add(n.at, "it has one of "+joinKinds(), "a trigger without a kind")
		return t, false
	}
	t.Slots = wholeSlots(t)
	b.checkTrigger(t, n.at)
	return t, len(b.r.errs) == before
}

func (b *builder) triggerField(t *Trigger, p pair) {
	switch {
	case slices.Contains(kinds, Kind(p.key)):
		if t.Kind != "" {
			b.r.add(p.at, "write two triggers", "a trigger of two kinds, %s and %s", t.Kind, p.key)
			return
		}
		t.Kind = Kind(p.key)
		b.triggerWords(t, p)
	case p.key == "takes":
		t.Takes = texts(b.words(p.value, p.key))
	case p.key == "status":
		w := b.text(p.value, p.key)
		t.Status = w.text
		if w.text != "" && !slices.Contains(statuses, w.text) {
			b.r.add(w.at, didYouMean(w.text, statuses), "unknown status %q", w.text)
		}
	case !isSlot(p.key):
		b.r.add(p.at, triggerHint(p.key), "unknown key %q in a trigger", p.key)
	default:
		b.slot(t, p)
	}
}

// triggerHint offers the nearest key, and no preposition to a long guess.
func triggerHint(key string) string {
	if near := nearest(key, triggerKeys); near != "" {
		return `did you mean "` + near + `"?`
	}
	return "it is a kind (" + joinKinds() + "), takes, status, or a slot: " + strings.Join(slots, ", ") + " or a preposition"
}

func (b *builder) triggerWords(t *Trigger, p pair) {
	ws := b.words(p.value, p.key)
	t.Lemmas = texts(ws)
	if t.Kind == Demonym || t.Kind == Possessive {
		for _, w := range ws {
			b.refs = append(b.refs, reference{typeRef, w})
		}
		return
	}
	if len(ws) == 0 {
		b.r.add(p.at, "", "%s has no words", p.key)
	}
}

func (b *builder) slot(t *Trigger, p pair) {
	w := b.text(p.value, p.key)
	role := Role(w.text)
	if w.text == "" {
		return
	}
	if role != Subject && role != Object {
		b.r.add(w.at, didYouMean(w.text, []string{string(Subject), string(Object)}), "slot %q is filled by subject or object, not %q", p.key, w.text)
		return
	}
	if t.Slots == nil {
		t.Slots = map[string]Role{}
	}
	t.Slots[strings.Join(strings.Fields(p.key), " ")] = role
}

// wholeSlots returns a trigger's slots with those that go without saying.
func wholeSlots(t Trigger) map[string]Role {
	s := map[string]Role{}
	given := map[Role]bool{}
	for k, role := range t.Slots {
		s[k], given[role] = role, true
	}
	put := func(key string, role Role) {
		if _, taken := s[key]; !taken {
			s[key] = role
		}
	}
	switch t.Kind {
	case Verb: // "IS-K attacked the embassy"
		if !given[Subject] {
			put("subj", Subject)
		}
		if !given[Object] && len(t.Takes) == 0 {
			put("obj", Object)
		}
	case Noun: // "an ally of Russia", "Russia's ally"
		if len(given) == 0 {
			put("of", Object)
		}
		if role, ok := s["of"]; ok {
			put("poss", role)
		}
	case Event: // "the occupation of the town by Russia", "Russia's occupation of the town"
		if !given[Object] {
			put("of", Object)
		}
		put("by", Subject)
		put("poss", Subject)
	case Adjective: // "hostile to Russia"
		if len(given) == 0 {
			put("to", Object)
		}
	}
	if len(s) == 0 {
		return nil
	}
	return s
}

// checkTrigger reports a trigger that could never make a claim.
func (b *builder) checkTrigger(t Trigger, at place) {
	if len(t.Takes) > 0 && t.Kind != Verb {
		b.r.add(at, "", "takes is for verbs, and this trigger is of kind %s", t.Kind)
	}
	if t.Kind != Verb {
		return
	}
	filled := map[Role]bool{}
	for _, role := range t.Slots {
		filled[role] = true
	}
	for _, role := range []Role{Subject, Object} {
		if !filled[role] {
			b.r.add(at, "add a slot such as of: "+string(role), "no slot of this trigger is filled by the %s", role)
		}
	}
}

func joinKinds() string {
	var out []string
	for _, k := range kinds {
		out = append(out, string(k))
	}
	return strings.Join(out, ", ")
}

func texts(ws []word) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.text
	}
	return out
}

// isTriggerKey reports whether a key can stand in a trigger.
func isTriggerKey(key string) bool {
	return slices.Contains(kinds, Kind(key)) || key == "takes" || key == "status" || isSlot(key)
}
