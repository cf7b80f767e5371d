package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/cayleygraph/quad"
)

// Inferred is the status of an inference in what is printed. No claim has it, and
// it is none of Statuses, so that whoever asks for what texts assert never gets
// what only follows from it.
const Inferred Status = "inferred"

// How says by which property of its relation an inference follows.
type How string

// The ways to infer.
const (
	Symmetric  How = "symmetric"  // A is allied with B: B is allied with A
	Inverse    How = "inverse"    // A is a child of B: B is a parent of A
	Transitive How = "transitive" // A lies in B, B lies in C: A lies in C
)

// Inference is a statement that no text makes and that follows, by the schema,
// from claims that texts make. It is computed on demand (graph/infer) and kept
// nowhere: neither a document nor an index ever holds one.
type Inference struct {
	Subject, Object Entity
	Relation        string
	How             How
	// Claims are what it rests on, from the subject to the object: one, or of a
	// transitive one the chain. Each is asserted and positive.
	Claims []*Claim
	// Confidence is the product of those of the claims, to four digits: how likely
	// it is that all were read rightly, if one mistake has nothing to do with another.
	Confidence float64
	// Time is when all the claims hold, nil where none tells. It has words where
	// there is but one claim.
	Time *Time
}

// Hops is how many claims the inference rests on.
func (i *Inference) Hops() int { return len(i.Claims) }

// ID names the inference: a hash of what it says and what it rests on.
func (i *Inference) ID() string {
	h := sha256.Sum256([]byte(strings.Join(append([]string{string(i.How), i.Subject.ID, i.Relation, i.Object.ID}, i.ClaimIDs()...), "\x00")))
	return hex.EncodeToString(h[:8])
}

// ClaimIDs are the IDs of the claims, in their order.
func (i *Inference) ClaimIDs() []string {
	ids := make([]string, len(i.Claims))
	for j, c := range i.Claims {
		ids[j] = c.ID
	}
	return ids
}

// inferenceLine is the JSON form of an inference. It has the keys of a claim and
// "inferred" after them; "mention", "speaker", "place" and "evidence" are null, for no
// sentence says it:
//
//	{"subject":{"id":"kabul",…,"mention":null},"relation":"located-in","open":"","object":{…},
//	 "status":"inferred","polarity":"positive","speaker":null,"time":null,"place":null,
//	 "confidence":0.81,"extractor":"inference","evidence":null,
//	 "inferred":{"how":"transitive","claims":["5f1c…","9ab2…"],"evidence":[{"document":…},{"document":…}]}}
type inferenceLine struct {
	Subject    inferredArgument `json:"subject"`
	Relation   string           `json:"relation"`
	Open       string           `json:"open"`
	Object     inferredArgument `json:"object"`
	Status     Status           `json:"status"`
	Polarity   string           `json:"polarity"`
	Speaker    *Entity          `json:"speaker"`
	Time       *Time            `json:"time"`
	Place      *Place           `json:"place"`
	Confidence float64          `json:"confidence"`
	Extractor  string           `json:"extractor"`
	Evidence   *Evidence        `json:"evidence"`
	Inferred   basis            `json:"inferred"`
}

type inferredArgument struct {
	Entity
	Mention *Mention `json:"mention"`
}

// basis is what an inference rests on.
type basis struct {
	How      How        `json:"how"`
	Claims   []string   `json:"claims"`
	Evidence []Evidence `json:"evidence"` // of each claim
}

// MarshalJSON gives an inference the form of a claim; see inferenceLine.
func (i Inference) MarshalJSON() ([]byte, error) {
	line := inferenceLine{
		Subject: inferredArgument{Entity: withAliases(i.Subject)}, Relation: i.Relation, Object: inferredArgument{Entity: withAliases(i.Object)},
		Status: Inferred, Polarity: Positive, Time: i.Time, Confidence: i.Confidence, Extractor: "inference",
		Inferred: basis{How: i.How, Claims: i.ClaimIDs(), Evidence: make([]Evidence, len(i.Claims))},
	}
	for j, c := range i.Claims {
		line.Inferred.Evidence[j] = c.Evidence
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(line)
	return []byte(b.String()), err
}

func withAliases(e Entity) Entity {
	if e.Aliases == nil {
		e.Aliases = []string{}
	}
	return e
}

// The words of the vocabulary that tell of an inference. Its subject, relation,
// object and confidence have the predicates of a claim's.
const (
	QInference  quad.IRI = NS + "Inference"
	QInferredBy quad.IRI = NS + "inferredBy" // a How
)

const inferenceRoom = "inference/"

// InferenceIRI returns the IRI of the inference of that ID.
func (v Vocabulary) InferenceIRI(id string) quad.IRI { return v.iri(inferenceRoom, id) }

// PrefixesOf lists the prefixes of what Graph writes of g: Prefixes, and one for
// inferences where it has any.
func (v Vocabulary) PrefixesOf(g *Graph) []Prefix {
	prefixes := v.Prefixes()
	if len(g.Inferences) > 0 {
		prefixes = append(prefixes, Prefix{"inference", v.base() + inferenceRoom})
	}
	return prefixes
}

// Inference returns the quads of an inference. The first is the edge, labelled
// with the inference; the rest tell of the inference and have no label, for no
// document says so:
//
//	id:kabul rel:located-in id:asia inference:71e0… .
//	inference:71e0… rdf:type q:Inference ; prov:wasDerivedFrom claim:5f1c… , claim:9ab2… .
//
// An edge is asserted where its label is a q:Claim, and inferred where it is a
// q:Inference; dropping the graphs of the latter leaves what was read.
func (v Vocabulary) Inference(i *Inference) []quad.Quad {
	w := writer{subject: v.InferenceIRI(i.ID())}
	w.quads = append(w.quads, quad.Quad{
		Subject: v.EntityIRI(i.Subject.ID), Predicate: v.RelationIRI(i.Relation), Object: v.EntityIRI(i.Object.ID), Label: w.subject,
	})
	w.add(RDFType, QInference)
	w.add(QSubject, v.EntityIRI(i.Subject.ID))
	w.add(QRelation, v.RelationIRI(i.Relation))
	w.add(QObject, v.EntityIRI(i.Object.ID))
	w.text(QInferredBy, string(i.How))
	w.add(QConfidence, decimal(i.Confidence))
	if i.Time != nil {
		w.text(QTime, i.Time.Text)
		w.date(QFrom, i.Time.From)
		w.date(QTo, i.Time.To)
	}
	for _, c := range i.Claims {
		w.add(DerivedFrom, v.ClaimIRI(c.ID))
	}
	return w.quads
}
