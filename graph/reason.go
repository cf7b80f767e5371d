package graph

import "slices"

// Reason says why two names are taken for one entity's, or why an entity is held
// apart from another of the same name.
type Reason struct {
	Name string `json:"name"`
	// With is the other name; of those held apart, the other entity's ID.
	With string `json:"with"`
	Rule string `json:"rule"`
	// Documents are the IDs of those that give the reason, sorted; the first few,
	// where Count says how many there are.
	Documents []string `json:"documents,omitempty"`
	Count     int      `json:"count,omitempty"`
	// Company are those named beside both that told most, the most telling first.
	Company []string `json:"company,omitempty"`
	// Note is what the rule goes by besides: a link, what a person wrote, the roles
	// of namesakes.
	Note string `json:"note,omitempty"`
}

// The rules of reasons.
const (
	ByName     = "name"     // several documents use the same name, for the same kind of thing
	BySchema   = "schema"   // the schema lists both names
	ByAlias    = "alias"    // a document uses both names
	ByLink     = "link"     // both lead to the same entry elsewhere
	BySurname  = "surname"  // the only one who has this surname, or goes by this name
	ByFame     = "fame"     // of several, the one who is named by far most often
	ByCompany  = "company"  // who is named beside them
	ByAcronym  = "acronym"  // its letters, and who is named beside both
	ByDecision = "decision" // a person said so
	ByDoubt    = "doubt"    // it may be any of several
)

// Equal reports whether two reasons are the same.
func (r Reason) Equal(o Reason) bool {
	return r.Name == o.Name && r.With == o.With && r.Rule == o.Rule && r.Count == o.Count && r.Note == o.Note &&
		slices.Equal(r.Documents, o.Documents) && slices.Equal(r.Company, o.Company)
}
