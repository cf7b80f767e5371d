package graph

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// ClaimFrom reads back the one claim that the quads tell of. Names and types of
// its entities, and its source, are filled in where the quads of those entities
// and of the document are among them; direct edges are passed over.
func (v Vocabulary) ClaimFrom(quads []quad.Quad) (*Claim, error) {
	g, err := v.GraphFrom(slices.Values(quads))
	if err != nil {
		return nil, err
	}
	if len(g.Claims) != 1 {
		return nil, fmt.Errorf("the quads tell of %d claims, not of one", len(g.Claims))
	}
	return &g.Claims[0], nil
}

// GraphFrom reads back a graph from quads in any order: what Graph wrote comes
// back equal, but for inferences. These are passed over with their edges, as are quads
// that are not of the vocabulary: who wants them has them made of the claims again.
func (v Vocabulary) GraphFrom(quads iter.Seq[quad.Quad]) (*Graph, error) {
	r := reader{v: v, nodes: map[quad.IRI]node{}}
	for q := range quads {
		r.take(q)
	}
	return r.graph()
}

// node is what the quads say of one subject.
type node map[quad.IRI][]quad.Value

// reader gathers quads by subject.
type reader struct {
	v     Vocabulary
	nodes map[quad.IRI]node
	// mentions are the quads that say what a mention refers to.
	mentions []quad.Quad
}

func (r *reader) take(q quad.Quad) {
	s, ok1 := q.Subject.(quad.IRI)
	p, ok2 := q.Predicate.(quad.IRI)
	if _, edge := r.v.RelationID(p); !ok1 || !ok2 || edge {
		return
	}
	n := r.nodes[s]
	if n == nil {
		n = node{}
		r.nodes[s] = n
	}
	if slices.Contains(n[p], q.Object) {
		return
	}
	n[p] = append(n[p], q.Object)
	if p == QRefersTo {
		r.mentions = append(r.mentions, q)
	}
}

func (r *reader) graph() (*Graph, error) {
	g := &Graph{}
	profiles := map[string]*Profile{}
	var claims []string
	for _, s := range r.subjects() {
		if id, ok := r.v.DocumentID(s); ok {
			g.Documents = append(g.Documents, r.document(id, r.nodes[s]))
		}
		if id, ok := r.v.EntityID(s); ok {
			profiles[id] = &Profile{Entity: r.entity(id), Links: links(r.nodes[s]), StandsFor: r.standsFor(r.nodes[s])}
		}
		if id, ok := r.v.ClaimID(s); ok {
			claims = append(claims, id)
		}
	}
	sort.Slice(g.Documents, func(i, j int) bool { return g.Documents[i].ID < g.Documents[j].ID })
	r.addMentions(profiles)
	for _, p := range profiles {
		g.Entities = append(g.Entities, *p)
	}
	sort.Slice(g.Entities, func(i, j int) bool { return g.Entities[i].ID < g.Entities[j].ID })
	sort.Strings(claims)
	for _, id := range claims {
		c, err := r.claim(id)
		if err != nil {
			return nil, fmt.Errorf("claim %s: %w", id, err)
		}
		g.Claims = append(g.Claims, *c)
	}
	return g, nil
}

func (r *reader) subjects() []quad.IRI {
	subjects := make([]quad.IRI, 0, len(r.nodes))
	for s := range r.nodes {
		subjects = append(subjects, s)
	}
	slices.Sort(subjects)
	return subjects
}

func (r *reader) document(id string, n node) Document {
	return Document{
		ID: id, Title: n.text(Title), Date: n.text(Date), Sources: n.texts(QSource),
		Author: n.text(Creator), Language: n.text(Language), URL: AddressOf(n.first(PageURL)),
	}
}

// source returns the name by which a document's evidence is shown: the first.
func (r *reader) source(document string) string {
	sources := r.nodes[r.v.DocumentIRI(document)].texts(QSource)
	if len(sources) == 0 {
		return ""
	}
	return sources[0]
}

func (r *reader) entity(id string) Entity {
	n := r.nodes[r.v.EntityIRI(id)]
	e := Entity{ID: id, Name: n.text(PrefLabel), Aliases: n.texts(AltLabel)}
	if e.Aliases == nil {
		e.Aliases = []string{}
	}
	if t, ok := n.first(RDFType).(quad.IRI); ok {
		if local, ok := strings.CutPrefix(string(t), NS); ok {
			e.Type = unescapeIRI(local)
		}
	}
	return e
}

func links(n node) []string {
	all := []string{}
	for _, x := range n[ExactMatch] {
		if iri, ok := x.(quad.IRI); ok {
			all = append(all, linkOf(iri))
		}
	}
	all = append(all, n.texts(QLink)...)
	slices.Sort(all)
	return all
}

func (r *reader) standsFor(n node) []string {
	var ids []string
	for _, x := range n[QStandsFor] {
		if id, ok := r.v.EntityID(x); ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func (r *reader) addMentions(profiles map[string]*Profile) {
	for _, q := range r.mentions {
		doc, start, end, ok1 := r.v.MentionOf(q.Subject)
		id, ok2 := r.v.EntityID(q.Object)
		p := profiles[id]
		if !ok1 || !ok2 || p == nil {
			continue
		}
		p.Mentions = append(p.Mentions, SourcedMention{
			Document: doc, Source: r.source(doc), Start: start, End: end,
			Text: r.nodes[q.Subject.(quad.IRI)].text(Exact),
		})
	}
	for _, p := range profiles {
		if p.Mentions == nil {
			p.Mentions = []SourcedMention{}
		}
		SortMentions(p.Mentions)
	}
}

// SortMentions puts mentions in the order in which a Profile holds them: by
// document, then by place.
func SortMentions(ms []SourcedMention) {
	sort.Slice(ms, func(i, j int) bool {
		a, b := &ms[i], &ms[j]
		if a.Document != b.Document {
			return a.Document < b.Document
		}
		if a.Start != b.Start {
			return a.Start < b.Start
		}
		return a.End < b.End
	})
}

func (r *reader) claim(id string) (*Claim, error) {
	n := r.nodes[r.v.ClaimIRI(id)]
	c := &Claim{
		ID: id, Open: n.text(QOpen), Value: n.text(QValue), Status: Status(n.text(QStatus)), Polarity: Positive,
		Extractor: n.text(QExtractor), Rule: n.text(QRule), Time: timeOf(n),
	}
	if p := n.text(QPolarity); p != "" {
		c.Polarity = p
	}
	if rel, ok := r.v.RelationID(n.first(QRelation)); ok {
		c.Relation = &rel
	}
	c.Subject = r.argument(n, QSubject, QSubjectMention)
	c.Object = r.argument(n, QObject, QObjectMention)
	if s, ok := r.v.EntityID(n.first(QAttributedTo)); ok {
		e := r.entity(s)
		c.Speaker = &e
	}
	if p, ok := r.v.EntityID(n.first(QPlace)); ok {
		e := r.entity(p)
		c.Place = &Place{ID: e.ID, Name: e.Name, Type: e.Type}
	}
	return c, cmp.Or(check(c), r.evidence(n, c), decided(n, c))
}

// decided reads what a person decided of a claim.
func decided(n node, c *Claim) error {
	v := Verdict(n.text(QDecided))
	if v == "" {
		return nil
	}
	c.Decided = &Decided{Verdict: v, Status: Status(n.text(QReadStatus)), Because: n.text(QBecause)}
	var err error
	c.Decided.Confidence, err = strconv.ParseFloat(n.text(QReadConfidence), 64)
	return err
}

// check reports what no claim can be without.
func check(c *Claim) error {
	if c.Subject == nil {
		return errors.New("it has no subject")
	}
	if !slices.Contains(Statuses, c.Status) {
		return fmt.Errorf("its status is %q", c.Status)
	}
	return nil
}

func timeOf(n node) *Time {
	t := Time{Text: n.text(QTime), From: n.text(QFrom), To: n.text(QTo)}
	if t == (Time{}) {
		return nil
	}
	return &t
}

func (r *reader) argument(n node, role, mention quad.IRI) *Argument {
	id, ok := r.v.EntityID(n.first(role))
	if !ok {
		return nil
	}
	a := &Argument{Entity: r.entity(id)}
	at := n.first(mention)
	if _, start, end, ok := r.v.MentionOf(at); ok {
		a.Mention = Mention{Text: r.nodes[at.(quad.IRI)].text(Exact), Start: start, End: end}
	}
	return a
}

func (r *reader) evidence(n node, c *Claim) error {
	doc, ok := r.v.DocumentID(n.first(DerivedFrom))
	if !ok {
		return errors.New("it derives from no document")
	}
	var errs [4]error
	c.Confidence, errs[0] = strconv.ParseFloat(n.text(QConfidence), 64)
	c.Evidence = Evidence{Document: doc, Source: r.source(doc), Text: n.text(Exact)}
	c.Evidence.Start, errs[1] = strconv.Atoi(n.text(Start))
	c.Evidence.End, errs[2] = strconv.Atoi(n.text(End))
	c.Evidence.Sentence, errs[3] = strconv.Atoi(n.text(QSentence))
	return cmp.Or(errs[:]...)
}

// first returns the least of a predicate's objects, so that a graph that gives
// two where one belongs is read the same way every time.
func (n node) first(p quad.IRI) quad.Value {
	var least quad.Value
	for _, x := range n[p] {
		if least == nil || x.String() < least.String() {
			least = x
		}
	}
	return least
}

func (n node) text(p quad.IRI) string { return lexical(n.first(p)) }

func (n node) texts(p quad.IRI) []string {
	var all []string
	for _, x := range n[p] {
		all = append(all, lexical(x))
	}
	slices.Sort(all)
	return all
}

// lexical returns the characters of a literal, without its datatype or language.
func lexical(x quad.Value) string {
	switch x := x.(type) {
	case quad.String:
		return string(x)
	case quad.TypedString:
		return string(x.Value)
	case quad.LangString:
		return string(x.Value)
	case quad.Int:
		return strconv.FormatInt(int64(x), 10)
	case quad.Float:
		return strconv.FormatFloat(float64(x), 'f', -1, 64)
	}
	return ""
}
