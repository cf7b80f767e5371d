package cli

import (
	"encoding/json"
	"os"

	"github.com/quadrille-kg/quadrille/graph/ingest"
)

// reportFile is where a build writes what became of each input, a line of JSON each:
//
//	{"input":"posts.csv","part":"line 17","status":"added","documents":[{"id":"9ab2…","source":"posts.csv#17"}]}
//	{"input":"cut.pdf","status":"added","documents":[{"id":"51c0…","source":"cut.pdf"}],"damage":"it is damaged: its end is missing, and it may lack pages"}
//	{"input":"scan.png","status":"passed over","why":"its name is of no form that is read"}
//
// A line is written when what it tells of is safe. nil writes nothing.
type reportFile struct {
	file *os.File
	enc  *json.Encoder
	err  error // the first one
}

type reportLine struct {
	Input     string           `json:"input"`
	Part      string           `json:"part,omitempty"`
	Status    ingest.Status    `json:"status"`
	Documents []reportDocument `json:"documents,omitempty"`
	Damage    string           `json:"damage,omitempty"`
	Why       string           `json:"why,omitempty"`
}

type reportDocument struct {
	ID     string `json:"id"`
	Source string `json:"source"`
}

// reporting has a command report to a file; none where that has no name.
func reporting(name string, do func(lines *reportFile) error) error {
	report, err := newReportFile(name)
	if err != nil {
		return err
	}
	err = do(report)
	if e := report.close(); err == nil {
		err = e
	}
	return err
}

// newReportFile makes a report, or none where it has no name.
func newReportFile(name string) (*reportFile, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	r := &reportFile{file: f, enc: json.NewEncoder(f)}
	r.enc.SetEscapeHTML(false)
	return r, nil
}

// note writes what became of an input.
func (r *reportFile) note(p ingest.Progress) {
	if r == nil || r.err != nil || p.Again {
		return
	}
	o := &p.Last
	line := reportLine{Input: o.Input, Part: o.Part, Status: o.Status, Damage: o.Damage}
	for i, id := range o.Documents {
		line.Documents = append(line.Documents, reportDocument{id, o.Sources[i]})
	}
	if o.Err != nil {
		line.Why = sentence(o.Err)
	}
	r.err = r.enc.Encode(line)
}

func (r *reportFile) close() error {
	if r == nil {
		return nil
	}
	if err := r.file.Close(); r.err == nil {
		r.err = err
	}
	return r.err
}
