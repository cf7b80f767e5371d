// Package graph is Quadrille's model of a knowledge graph that can prove its
// edges: entities, claims with their evidence, and the statements that claims
// support; and the quads they are written as. Begin at Claim.
package graph

import (
	"fmt"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Status says how far a text stands behind a claim.
type Status = text.Status

// The statuses, strongest first.
const (
	Asserted = text.Asserted
	Reported = text.Reported
	Possible = text.Possible
	Denied   = text.Denied
)

// Statuses lists them, strongest first.
var Statuses = []Status{Asserted, Reported, Possible, Denied}

// Time is when a claim is said to hold: the words, and the days they span.
type Time = text.Time

// The polarities of a claim.
const (
	Positive = "positive"
	Negative = "negative"
)

// Claim is what one sentence says, about entities. Its JSON form, with the keys
// in this order, is what `quadrille claims` prints, one object a line.
type Claim struct {
	Subject    *Argument `json:"subject"`
	Relation   *string   `json:"relation"` // null for an open claim
	Open       string    `json:"open"`     // the words, normalised: "oppose"
	Object     *Argument `json:"object"`   // null where the object is a plain value
	Value      string    `json:"value,omitempty"`
	Status     Status    `json:"status"`
	Polarity   string    `json:"polarity"`
	Speaker    *Entity   `json:"speaker"` // who says so, of a reported claim
	Time       *Time     `json:"time"`
	Place      *Place    `json:"place"`
	Confidence float64   `json:"confidence"` // 0 to 1
	Extractor  string    `json:"extractor"`
	Evidence   Evidence  `json:"evidence"`
	// Decided is what a person decided of the claim, nil for nothing. Status, polarity
	// and confidence are then what was decided, and Decided has what was read.
	Decided *Decided `json:"decided,omitempty"`

	// ID is the claim's own name, the local part of its IRI: a hash of document,
	// span, relation, subject, object and status.
	ID string `json:"-"`
	// Rule is the pattern that found the claim.
	Rule string `json:"-"`
}

// Decided is a person's judgement of a claim, and how the claim was read.
type Decided struct {
	Verdict Verdict `json:"verdict"`
	// Status and Confidence are those that were read; of a claim that was added, those
	// that it was given.
	Status     Status  `json:"status"`
	Confidence float64 `json:"confidence"`
	Because    string  `json:"because,omitempty"`
}

// String says what was decided: "accepted by a person, read as reported, 0.74,
// because: he was there".
func (d *Decided) String() string {
	s := fmt.Sprintf("%s by a person, read as %s, %.2f", d.Verdict, d.Status, d.Confidence)
	if d.Because != "" {
		s += ", because: " + d.Because
	}
	return s
}

// Verdict is what a person thinks of a claim.
type Verdict = text.Verdict

// The verdicts. Rejected claims are in no graph; a workspace lists them by
// themselves.
const (
	Accepted = text.Accepted
	Rejected = text.Rejected
	Added    = text.Added
)

// Argument is a claim's subject or object: an entity, and the words that stand
// for it in this claim.
type Argument struct {
	Entity
	Mention Mention `json:"mention"`
}

// Entity is somebody or something that mentions in any number of documents are
// about. ID is the local part of its IRI: "is-k".
type Entity struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Type    string   `json:"type"`
	Aliases []string `json:"aliases"` // sorted; [] for none
}

// Place is where a claim is said to hold.
type Place struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"`
}

// Mention is a span of a document's text, in code points.
type Mention struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Evidence is the exact words a claim was read from: Text is
// text[Start:End] of the document, in code points.
type Evidence struct {
	Document string `json:"document"` // the document's ID
	Source   string `json:"source"`   // the file's or URL's own name
	Sentence int    `json:"sentence"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Text     string `json:"text"`
}

// Profile is an entity with every place that mentions it. Its JSON form is what
// `quadrille entities` prints, one object a line.
type Profile struct {
	Entity
	Mentions []SourcedMention `json:"mentions"`
	Links    []string         `json:"links"`

	// StandsFor are the IDs of whom the press means by this seat of government,
	// sorted: "Moscow" for Russia. The schema says so, and no text; it is no claim.
	StandsFor []string `json:"stands_for,omitempty"`
	// Joined says why its names are names of one entity, Apart which namesakes are
	// others and why. Neither is written as quads.
	Joined []Reason `json:"joined,omitempty"`
	Apart  []Reason `json:"apart,omitempty"`
}

// SourcedMention is a mention and the document it stands in.
type SourcedMention struct {
	Document string `json:"document"`
	Source   string `json:"source"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Text     string `json:"text"`
}

// Document is what the graph knows of a source text.
type Document struct {
	ID, Title, Date string
	Sources         []string // names, sorted
	Author          string   // as the source names them, "Ann Roe, Ben Low"; "" when unknown
	URL             string   // where it was published, as the source says; "" when unknown
	Language        string   // BCP 47: "en"
}

// Graph is a whole graph, or a selection of one, in memory. Documents, Entities
// and Claims are sorted by ID, so that equal graphs are equal byte for byte.
type Graph struct {
	Documents []Document
	Entities  []Profile
	Claims    []Claim
	// Inferences are what follows from the claims, where that was asked for, sorted
	// by subject, relation and object. What is read back from quads has none.
	Inferences []Inference
}

// RelationOf returns the claim's relation, or "" for an open claim.
func (c *Claim) RelationOf() string {
	if c.Relation == nil {
		return ""
	}
	return *c.Relation
}
