package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

func TestRecordsComeBack(t *testing.T) {
	r := &record{
		Checksum: "9c56", Reader: "rule 1", Sources: []text.Source{{Name: "a.txt", Origin: "../a.txt"}, {Name: "b.txt"}}, Title: "A", Date: "2024-03-26",
		Statuses: []Count{{"asserted", 3}, {"denied", 1}}, Words: 500, Edits: "ab", Hits: []string{"k"}, Rejected: 2,
		packed: string([]byte{1, 0}), print: 1 << 63, own: []Count{{"Person", 2}}, top: 7,
	}
	b := &body{
		Locals: []resolve.Local{
			{Name: "IS-K", Type: "ArmedGroup", Aliases: []string{"ISKP"}, Links: []string{"x:1"}, Weight: 5, Scope: resolve.Named},
			{ID: "gunmen-9ab2c1d0e3f4", Name: "gunmen", Roles: []string{"armed"}, Of: []int{0}, Split: "k"},
		},
		IDs: []string{"is-k", ""},
	}
	all := cmp.AllowUnexported(record{})
	if diff := cmp.Diff(r, must(unpackRecord("d", r.pack(), map[string]string{})), all); diff != "" {
		t.Errorf("record (-packed +unpacked):\n%s", diff)
	}
	if diff := cmp.Diff(b, must(unpackBody("d", b.pack()))); diff != "" {
		t.Errorf("body (-packed +unpacked):\n%s", diff)
	}
}

// No bytes of an index can make reading it fail but by an error.
func FuzzUnpackRecord(f *testing.F) {
	f.Add((&record{Checksum: "9c56", Statuses: []Count{{"asserted", 3}}, Sources: []text.Source{{Name: "a"}}}).pack())
	f.Add((&body{Locals: []resolve.Local{{Name: "A", Aliases: []string{"B"}, Of: []int{1}}}, IDs: []string{"a"}}).pack())
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := unpackRecord("d", data, map[string]string{}); err == nil {
			if _, err := unpackRecord("d", r.pack(), map[string]string{}); err != nil {
				t.Errorf("what was read cannot be written and read again: %v", err)
			}
		}
		_, _ = unpackBody("d", data)
	})
}
