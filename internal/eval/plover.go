package eval

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Plover is PLOVER's gold standard records: sentences of news, each with one event
// of political science, who did it (source), to whom (target), and its class. An
// excerpt:
//
//	[{"id": "PLOVER-GSR01-FIGHT-0002", "event": "FIGHT", "eventText": "shelled",
//	  "source": [{"actorText": "Afghan rebels", ...}], "target": [{"actorText": "Kabul", ...}],
//	  "text": "Afghan rebels shelled Kabul.", ...}, ...]
//
// Two sources without a target did it to each other. The record DOCUMENT, and
// those that name no one or only one, are left out: there is no whom.
//
// An event is found by a claim whose relation the schema maps to its class, and
// whose subject and object stand, by their words or by a name of theirs, for source and
// target. A claim that is denied is none; one that is only possible counts, for most
// of PLOVER's classes are words, not deeds.
type Plover struct {
	events []ploverEvent
}

type ploverEvent struct {
	ID, Event, EventText, Text string
	// Most are lists of actors; a few are a bare string, which names none.
	Source, Target json.RawMessage

	sources, targets []actor
	name             string // of its text
}

// actor is who acts or is acted on: the words, and where they stand.
type actor struct {
	words string
	spans []text.Span
}

// ploverNames are the classes of later versions by their names in the gold.
var ploverNames = map[string]string{
	"DEMAND": "REQUEST", "CONCEDE": "YIELD", "RETREAT": "YIELD", "FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE",
}

func ploverClass(name string) string { return cmp.Or(ploverNames[name], name) }

// helps are the classes that do the target good; the others harm it.
var helps = map[string]bool{"AGREE": true, "CONSULT": true, "SUPPORT": true, "COOPERATE": true, "AID": true, "YIELD": true}

// LoadPlover reads a file of records.
func LoadPlover(name string) (*Plover, error) {
	var records []ploverEvent
	if err := readJSON(name, &records); err != nil {
		return nil, err
	}
	g := &Plover{}
	named := map[string]string{} // a sentence that has several events is read once
	for _, e := range records {
		e.sources, e.targets = actors(e.Source, e.Text), actors(e.Target, e.Text)
		if len(e.sources) == 2 && len(e.targets) == 0 {
			e.targets = e.sources
		}
		if e.Text != "" && len(e.sources) > 0 && len(e.targets) > 0 {
			e.Event = ploverClass(e.Event)
			e.name = cmp.Or(named[e.Text], fmt.Sprintf("%03d.txt", len(named))) // an ID may be given twice
			named[e.Text] = e.name
			g.events = append(g.events, e)
		}
	}
	if len(g.events) == 0 {
		return nil, fmt.Errorf("%s holds no event with source and target", name)
	}
	return g, nil
}

func actors(raw json.RawMessage, sentence string) []actor {
	var list []struct{ ActorText string }
	if json.Unmarshal(raw, &list) != nil {
		return nil
	}
	var out []actor
	for _, a := range list {
		if a.ActorText != "" {
			out = append(out, actor{a.ActorText, places(a.ActorText, sentence)})
		}
	}
	return out
}

// places finds an actor's words in the sentence. "Bosnian Serbs ... forces" stands
// in parts; where the words do not stand there together, all of them are looked for.
func places(words, sentence string) []text.Span {
	var spans []text.Span
	find := func(part string) bool {
		pattern, err := regexp.Compile(`\b` + strings.Join(quoted(strings.Fields(part)), `\s+`))
		if err != nil {
			return false
		}
		at := pattern.FindAllStringIndex(sentence, -1)
		for _, a := range at {
			start := utf8.RuneCountInString(sentence[:a[0]])
			spans = append(spans, text.Span{Start: start, End: start + utf8.RuneCountInString(sentence[a[0]:a[1]])})
		}
		return len(at) > 0
	}
	for _, part := range strings.Split(words, "...") {
		if strings.TrimSpace(part) == "" || find(part) {
			continue
		}
		for _, w := range strings.FieldsFunc(part, func(r rune) bool { return r == ' ' || r == '(' || r == ')' || r == '-' }) {
			if strings.ToLower(w) != w { // a name, at least in part
				find(w)
			}
		}
	}
	return spans
}

func quoted(words []string) []string {
	for i, w := range words {
		words[i] = regexp.QuoteMeta(w)
	}
	return words
}

// is reports whether a claim's argument stands for the actor: where its words are,
// or by a name that occurs in them.
func (a *actor) is(arg *graph.Argument) bool {
	span := spanOf(arg)
	if slices.ContainsFunc(a.spans, span.Overlaps) {
		return true
	}
	words := " " + plainName(a.words) + " "
	for n := range namesOf(arg) {
		if strings.Contains(words, " "+n+" ") {
			return true
		}
	}
	return false
}

func among(actors []actor, arg *graph.Argument) int {
	if arg == nil {
		return -1
	}
	return slices.IndexFunc(actors, func(a actor) bool { return a.is(arg) })
}

// Texts returns the sentences, each a text of its own.
func (g *Plover) Texts() []Text {
	var texts []Text
	for _, e := range g.events {
		if t := (Text{e.name, e.Text}); !slices.Contains(texts, t) {
			texts = append(texts, t)
		}
	}
	return texts
}

// Score looks for each event among the claims of its sentence.
func (g *Plover) Score(read *Reading, s *schema.Schema) *Report {
	r := &Report{}
	by := read.bySource()
	per := map[string]*tally{}
	var all, pairs, polar tally
	for i := range g.events {
		e := &g.events[i]
		if per[e.Event] == nil {
			per[e.Event] = &tally{}
		}
		best := e.best(by[e.name], s)
		all.gold++
		pairs.gold++
		per[e.Event].gold++
		if best.claim != nil {
			pairs.right++
			polar.gold++
			if best.helps() == helps[e.Event] {
				polar.right++
			}
		}
		if best.right {
			all.right++
			per[e.Event].right++
			continue
		}
		r.mistake(e.mistake(best, by[e.name], read))
	}
	classes := slices.Sorted(maps.Keys(per))
	slices.SortStableFunc(classes, func(a, b string) int { return per[b].gold - per[a].gold })
	r.Scores = append(r.Scores, recall("source, target and class", all.right, all.gold),
		recall("source and target", pairs.right, pairs.gold), recall("helps or harms, of these", polar.right, polar.gold))
	for _, c := range classes {
		r.Scores = append(r.Scores, recall(c, per[c].right, per[c].gold))
	}
	return r.sorted()
}

// coded is what the claims make of an event.
type coded struct {
	claim *graph.Claim // the surest that ties source to target under a class; nil for none
	class []string     // its classes
	right bool         // whether it or another such claim has the right one
}

func (c *coded) helps() bool { return helps[c.class[0]] }

// best returns what the claims of its sentence make of an event.
func (e *ploverEvent) best(claims []*graph.Claim, s *schema.Schema) coded {
	var best coded
	for _, c := range claims {
		rel := s.Relation(c.RelationOf())
		if rel == nil || c.Object == nil || !e.ties(c, rel.Symmetric) {
			continue
		}
		class := classes(rel, c.Status)
		if len(class) == 0 {
			continue
		}
		best.right = best.right || slices.Contains(class, e.Event)
		if best.claim == nil || c.Confidence > best.claim.Confidence {
			best.claim, best.class = c, class
		}
	}
	return best
}

// deeds are the classes that can be announced before they are done.
var deeds = map[string]bool{"SANCTION": true, "COERCE": true, "ASSAULT": true, "MOBILIZE": true}

// classes returns the classes of a claim: those of its relation, or what PLOVER makes
// of one that is not done. Who only means to do another good agrees to it ("will
// send aid"), who means to harm him threatens ("will break off relations"), and who
// does not do him good rejects it ("refused to meet"). A harm that is denied is none.
// A claim that is possible keeps its class beside that, for it may be possible
// because the text is not sure.
func classes(rel *schema.Relation, status graph.Status) (class []string) {
	for _, name := range rel.Maps["plover"] {
		name = ploverClass(name)
		switch {
		case status == graph.Denied && helps[name]:
			class = append(class, "REJECT")
		case status == graph.Denied:
		case status == graph.Possible && helps[name]:
			class = append(class, "AGREE", name)
		case status == graph.Possible && deeds[name]:
			class = append(class, "THREATEN", name)
		default:
			class = append(class, name)
		}
	}
	return class
}

// ties reports whether subject and object of a claim are source and target, or,
// where direction says nothing, the other way round.
func (e *ploverEvent) ties(c *graph.Claim, symmetric bool) bool {
	straight := func(subject, object *graph.Argument) bool {
		from, to := among(e.sources, subject), among(e.targets, object)
		if from < 0 || to < 0 {
			return false
		}
		return e.sources[from].words != e.targets[to].words || spanOf(subject) != spanOf(object)
	}
	return straight(c.Subject, c.Object) || symmetric && straight(c.Object, c.Subject)
}

// mistake says what stands in place of the event.
func (e *ploverEvent) mistake(best coded, claims []*graph.Claim, read *Reading) Mistake {
	var got []string
	for _, c := range claims {
		got = append(got, short(c))
	}
	m := Mistake{
		Want: fmt.Sprintf("%s(%s, %s): %s", e.Event, wordsOf(e.sources), wordsOf(e.targets), e.EventText),
		Got:  strings.Join(got, "; "), Text: e.Text, Source: e.ID,
	}
	switch {
	case best.claim != nil && best.helps() != helps[e.Event]:
		m.Kind, m.Cost = fmt.Sprintf("%s taken for %s", e.Event, best.class[0]), 1
		m.Got = short(best.claim)
	case best.claim != nil:
		m.Kind, m.Cost = fmt.Sprintf("%s taken for %s", e.Event, best.class[0]), 0.8
		m.Got = short(best.claim)
	default:
		m.Kind, m.Cost = e.Event+": "+e.lack(claims, read), 0.6
	}
	return m
}

// lack says how near the claims came to tying source to target.
func (e *ploverEvent) lack(claims []*graph.Claim, read *Reading) string {
	for _, c := range claims {
		if c.Object != nil && e.ties(c, true) {
			if c.RelationOf() == "" {
				return "an open claim ties them"
			}
			return "a relation of no class ties them"
		}
	}
	source := e.mentioned(e.sources, read)
	target := e.mentioned(e.targets, read)
	switch {
	case !source && !target:
		return "neither is a mention"
	case !source:
		return "the source is no mention"
	case !target:
		return "the target is no mention"
	}
	ofSource := slices.ContainsFunc(claims, func(c *graph.Claim) bool { return among(e.sources, c.Subject) >= 0 })
	if ofSource {
		return "other claims of the source"
	}
	return "no claim of the source"
}

func (e *ploverEvent) mentioned(actors []actor, read *Reading) bool {
	for i := range read.Entities {
		p := &read.Entities[i]
		for _, m := range p.Mentions {
			if m.Source != e.name {
				continue
			}
			arg := &graph.Argument{Entity: p.Entity, Mention: graph.Mention{Text: m.Text, Start: m.Start, End: m.End}}
			if among(actors, arg) >= 0 {
				return true
			}
		}
	}
	return false
}

func wordsOf(actors []actor) string {
	var words []string
	for _, a := range actors {
		words = append(words, a.words)
	}
	return strings.Join(words, " and ")
}
