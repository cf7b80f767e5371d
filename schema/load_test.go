package schema

import (
	"testing"
	"time"
)

func TestBuiltinSchemasLoad(t *testing.T) {
	for _, name := range Builtin() {
		start := time.Now()
		s, err := Load(name)
		if err != nil {
			t.Fatalf("%s:\n%v", name, err)
		}
		t.Logf("%s: %d types, %d relations, %d names in %v", name, len(s.Types), len(s.Relations), len(s.Names), time.Since(start))
	}
}
