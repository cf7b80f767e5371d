package graph

import (
	"iter"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// NS is the namespace of the vocabulary's own words, "q:".
const NS = "https://w3id.org/quadrille/ns#"

const (
	nsDC   = "http://purl.org/dc/terms/"
	nsOA   = "http://www.w3.org/ns/oa#"
	nsProv = "http://www.w3.org/ns/prov#"
	nsRDF  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsSKOS = "http://www.w3.org/2004/02/skos/core#"
	nsXSD  = "http://www.w3.org/2001/XMLSchema#"
)

// The predicates and classes that quads are written with.
const (
	RDFType quad.IRI = nsRDF + "type"

	// Of an entity.
	PrefLabel  quad.IRI = nsSKOS + "prefLabel"
	AltLabel   quad.IRI = nsSKOS + "altLabel"
	ExactMatch quad.IRI = nsSKOS + "exactMatch" // a link that is an IRI
	QLink      quad.IRI = NS + "link"           // a link that is none
	QStandsFor quad.IRI = NS + "standsFor"      // of a seat of government

	// Of a claim.
	QClaim          quad.IRI = NS + "Claim"
	QSubject        quad.IRI = NS + "subject"
	QRelation       quad.IRI = NS + "relation"
	QObject         quad.IRI = NS + "object"
	QValue          quad.IRI = NS + "value"
	QOpen           quad.IRI = NS + "open"
	QStatus         quad.IRI = NS + "status"
	QPolarity       quad.IRI = NS + "polarity" // of a negative claim
	QConfidence     quad.IRI = NS + "confidence"
	QExtractor      quad.IRI = NS + "extractor"
	QRule           quad.IRI = NS + "rule"
	QAttributedTo   quad.IRI = NS + "attributedTo"
	QTime           quad.IRI = NS + "time" // the words
	QFrom           quad.IRI = NS + "from" // the first day
	QTo             quad.IRI = NS + "to"   // the last day
	QPlace          quad.IRI = NS + "place"
	QSentence       quad.IRI = NS + "sentence"
	QSubjectMention quad.IRI = NS + "subjectMention"
	QObjectMention  quad.IRI = NS + "objectMention"
	DerivedFrom     quad.IRI = nsProv + "wasDerivedFrom"
	Exact           quad.IRI = nsOA + "exact" // also of a mention
	Start           quad.IRI = nsOA + "start"
	End             quad.IRI = nsOA + "end"
	// Of a claim that a person judged.
	QDecided        quad.IRI = NS + "decided"        // "accepted", "added"
	QReadStatus     quad.IRI = NS + "readStatus"     // what was read
	QReadConfidence quad.IRI = NS + "readConfidence" // how sure that was
	QBecause        quad.IRI = NS + "because"        // the person's reason

	// Of a mention and a document.
	QRefersTo quad.IRI = NS + "refersTo"
	QDocument quad.IRI = NS + "SourceDocument"
	QSource   quad.IRI = NS + "source"
	Title     quad.IRI = nsDC + "title"
	Date      quad.IRI = nsDC + "date"
	Creator   quad.IRI = nsDC + "creator"  // the author's name
	Language  quad.IRI = nsDC + "language" // BCP 47
	PageURL   quad.IRI = nsDC + "source"   // where it was published; an IRI where it is one
)

// The datatypes of literals.
const (
	xsdInteger quad.IRI = nsXSD + "integer"
	xsdDecimal quad.IRI = nsXSD + "decimal"
	xsdDate    quad.IRI = nsXSD + "date"
	xsdMonth   quad.IRI = nsXSD + "gYearMonth"
	xsdYear    quad.IRI = nsXSD + "gYear"
)

// Claim returns the quads of a claim. Where the author states it, the first is
// the edge itself, labelled with the claim that supports it:
//
//	id:is-k rel:opposes id:taliban claim:5f1c… .
//
// The rest tell of the claim, whatever its status, and are labelled with the
// document. A denied, doubted or merely reported claim has no edge, and neither
// has an open claim or one whose object is a value, so that a plain traversal
// never repeats as a fact what the text does not state.
func (v Vocabulary) Claim(c *Claim) []quad.Quad {
	w := writer{subject: v.ClaimIRI(c.ID), label: v.DocumentIRI(c.Evidence.Document), quads: make([]quad.Quad, 0, 24)}
	if c.HasEdge() {
		w.quads = append(w.quads, quad.Quad{
			Subject: v.EntityIRI(c.Subject.ID), Predicate: v.RelationIRI(*c.Relation),
			Object: v.EntityIRI(c.Object.ID), Label: w.subject,
		})
	}
	w.add(RDFType, QClaim)
	v.arguments(&w, c)
	v.qualifiers(&w, c)
	w.text(QExtractor, c.Extractor)
	w.text(QRule, c.Rule)
	w.add(DerivedFrom, w.label)
	w.text(Exact, c.Evidence.Text)
	w.integer(Start, c.Evidence.Start)
	w.integer(End, c.Evidence.End)
	w.integer(QSentence, c.Evidence.Sentence)
	if d := c.Decided; d != nil {
		w.text(QDecided, string(d.Verdict))
		w.text(QReadStatus, string(d.Status))
		w.add(QReadConfidence, decimal(d.Confidence))
		w.text(QBecause, d.Because)
	}
	return w.quads
}

// HasEdge reports whether the claim is written as a direct edge: the author
// states it, it is positive, and it ties two entities by a relation. That an entity
// goes by other words, which are the claim's value, is a claim but no edge.
func (c *Claim) HasEdge() bool {
	return c.Status == Asserted && c.Polarity != Negative && c.Relation != nil && c.Subject != nil && c.Object != nil && !c.Renames()
}

// Renames reports whether the claim says by what other words its subject goes: its
// object is the same entity, and its value those words.
func (c *Claim) Renames() bool {
	return c.Value != "" && c.Subject != nil && c.Object != nil && c.Subject.ID == c.Object.ID
}

func (v Vocabulary) arguments(w *writer, c *Claim) {
	v.argument(w, QSubject, QSubjectMention, c.Subject, c)
	if c.Relation != nil {
		w.add(QRelation, v.RelationIRI(*c.Relation))
	}
	v.argument(w, QObject, QObjectMention, c.Object, c)
	w.text(QValue, c.Value)
	w.text(QOpen, c.Open)
}

func (v Vocabulary) argument(w *writer, role, mention quad.IRI, a *Argument, c *Claim) {
	if a == nil {
		return
	}
	w.add(role, v.EntityIRI(a.ID))
	if a.Mention == (Mention{}) {
		return
	}
	at := v.MentionIRI(c.Evidence.Document, a.Mention.Start, a.Mention.End)
	w.add(mention, at)
	m := writer{subject: at, label: w.label}
	m.text(Exact, a.Mention.Text)
	w.quads = append(w.quads, m.quads...)
}

func (v Vocabulary) qualifiers(w *writer, c *Claim) {
	w.text(QStatus, string(c.Status))
	if c.Polarity == Negative {
		w.text(QPolarity, Negative)
	}
	w.add(QConfidence, decimal(c.Confidence))
	if c.Speaker != nil {
		w.add(QAttributedTo, v.EntityIRI(c.Speaker.ID))
	}
	if c.Time != nil {
		w.text(QTime, c.Time.Text)
		w.date(QFrom, c.Time.From)
		w.date(QTo, c.Time.To)
	}
	if c.Place != nil {
		w.add(QPlace, v.EntityIRI(c.Place.ID))
	}
}

// Entity returns the quads that name and type an entity. They have no label:
// what an entity is called comes of all documents together, and whom a seat of
// government stands for is no document's word. Its mentions are left to Mention.
func (v Vocabulary) Entity(p *Profile) []quad.Quad {
	w := writer{subject: v.EntityIRI(p.ID)}
	if p.Type != "" {
		w.add(RDFType, TypeIRI(p.Type))
	}
	w.text(PrefLabel, p.Name)
	for _, a := range p.Aliases {
		w.text(AltLabel, a)
	}
	for _, l := range p.Links {
		if iri, ok := linkIRI(l); ok {
			w.add(ExactMatch, iri)
		} else {
			w.text(QLink, l)
		}
	}
	for _, id := range p.StandsFor {
		w.add(QStandsFor, v.EntityIRI(id))
	}
	return w.quads
}

// Mention returns the quads of one place that mentions an entity, labelled with
// the document.
func (v Vocabulary) Mention(entity string, m *SourcedMention) []quad.Quad {
	w := writer{subject: v.MentionIRI(m.Document, m.Start, m.End), label: v.DocumentIRI(m.Document)}
	w.add(QRefersTo, v.EntityIRI(entity))
	w.text(Exact, m.Text)
	return w.quads
}

// Document returns the quads that describe a document, labelled with itself.
func (v Vocabulary) Document(d *Document) []quad.Quad {
	iri := v.DocumentIRI(d.ID)
	w := writer{subject: iri, label: iri}
	w.add(RDFType, QDocument)
	w.text(Title, d.Title)
	w.date(Date, d.Date)
	w.text(Creator, d.Author)
	w.text(Language, d.Language)
	if d.URL != "" {
		w.add(PageURL, address(d.URL))
	}
	for _, s := range d.Sources {
		w.text(QSource, s)
	}
	return w.quads
}

// Graph returns every quad of a graph: documents, entities with their mentions,
// claims and inferences, each in the graph's order. A mention that several claims share comes
// more than once; a store keeps it once.
func (v Vocabulary) Graph(g *Graph) iter.Seq[quad.Quad] {
	return func(yield func(quad.Quad) bool) {
		give := func(qs []quad.Quad) bool {
			for _, q := range qs {
				if !yield(q) {
					return false
				}
			}
			return true
		}
		for i := range g.Documents {
			if !give(v.Document(&g.Documents[i])) {
				return
			}
		}
		for i := range g.Entities {
			p := &g.Entities[i]
			if !give(v.Entity(p)) {
				return
			}
			for j := range p.Mentions {
				if !give(v.Mention(p.ID, &p.Mentions[j])) {
					return
				}
			}
		}
		for i := range g.Claims {
			if !give(v.Claim(&g.Claims[i])) {
				return
			}
		}
		for i := range g.Inferences {
			if !give(v.Inference(&g.Inferences[i])) {
				return
			}
		}
	}
}

// writer gathers quads of one subject and label. What is empty is not written.
type writer struct {
	subject quad.Value
	label   quad.Value // nil for none
	quads   []quad.Quad
}

func (w *writer) add(p quad.IRI, o quad.Value) {
	q := quad.Quad{Subject: w.subject, Predicate: p, Object: o}
	if w.label != nil {
		q.Label = w.label
	}
	w.quads = append(w.quads, q)
}

func (w *writer) text(p quad.IRI, s string) {
	if s != "" {
		w.add(p, quad.String(strings.ToValidUTF8(s, "\uFFFD")))
	}
}

func (w *writer) integer(p quad.IRI, n int) {
	w.add(p, quad.TypedString{Value: quad.String(strconv.Itoa(n)), Type: xsdInteger})
}

// date types what is as long as a date, a month or a year as such, and leaves
// anything else a plain string.
func (w *writer) date(p quad.IRI, s string) {
	types := map[int]quad.IRI{len("2006-01-02"): xsdDate, len("2006-01"): xsdMonth, len("2006"): xsdYear}
	t, ok := types[len(s)]
	if !ok || strings.Trim(s, "-0123456789") != "" {
		w.text(p, s)
		return
	}
	w.add(p, quad.TypedString{Value: quad.String(s), Type: t})
}

// decimal writes a number without exponent, in as few digits as give it back.
func decimal(f float64) quad.Value {
	return quad.TypedString{Value: quad.String(strconv.FormatFloat(f, 'f', -1, 64)), Type: xsdDecimal}
}

// wikidata is the one prefix of links that everybody knows.
const (
	wikidataPrefix = "wikidata:"
	wikidataIRI    = "http://www.wikidata.org/entity/"
)

// linkIRI returns a link as an IRI where it is one that can be written safely.
func linkIRI(link string) (quad.IRI, bool) {
	if id, ok := strings.CutPrefix(link, wikidataPrefix); ok && id != "" && escapeIRI(id) == id {
		return quad.IRI(wikidataIRI + id), true
	}
	if !isWebIRI(link) || strings.HasPrefix(link, wikidataIRI) {
		return "", false
	}
	return quad.IRI(link), true
}

// isWebIRI reports whether an address of the web can be written as an IRI as it is.
func isWebIRI(s string) bool {
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || strings.ContainsRune("<>\"{}|^`\\\uFFFD", r) || r >= 0x7f && !staysInIRI(r)
	})
}

// address returns where a document was published as an IRI, or as a plain string where
// it is none that can be written safely.
func address(url string) quad.Value {
	if isWebIRI(url) {
		return quad.IRI(url)
	}
	return quad.String(strings.ToValidUTF8(url, "\uFFFD"))
}

// linkOf returns the link that linkIRI made an IRI of.
func linkOf(iri quad.IRI) string {
	if id, ok := strings.CutPrefix(string(iri), wikidataIRI); ok {
		return wikidataPrefix + id
	}
	return string(iri)
}
