package schema

import (
	"errors"
	"testing"
)

// FuzzParse: any bytes give a schema or an Errors with places inside the file,
// and a schema is sound.
func FuzzParse(f *testing.F) {
	for _, c := range mistakes {
		f.Add([]byte(c.yaml))
	}
	f.Add([]byte(showSource))
	f.Add([]byte(base))
	f.Add([]byte(starter))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("my.yaml", data, files(map[string]string{"my/my.yaml": string(data)}))
		if err != nil {
			var es Errors
			if !errors.As(err, &es) || len(es) == 0 || err.Error() == "" {
				t.Fatalf("got a bare error: %v", err)
			}
			return
		}
		s.Fingerprint()
		for _, typ := range s.Types {
			if typ.Parent != "" && s.Type(typ.Parent) == nil {
				t.Fatalf("%s has the unknown parent %s", typ.ID, typ.Parent)
			}
		}
		for _, r := range s.Relations {
			for _, tr := range r.Triggers {
				if tr.Kind == "" || tr.Line < 1 {
					t.Fatalf("%s has the trigger %+v", r.ID, tr)
				}
			}
		}
	})
}
