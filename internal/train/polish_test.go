package train

import (
	"bytes"
	"strings"
	"testing"
)

// A polish changes the scores of names, and nothing else.
func TestPolish(t *testing.T) {
	c := small()
	w := newNet(c, tiny, 1).weights()
	p := polish(w, c, Options{Dims: tiny, Seed: 1})
	for i, m := range w.Data {
		same := bytes.Equal(m.Q, p.Data[i].Q)
		if strings.HasPrefix(m.Name, "name") == same {
			t.Errorf("%s: unchanged is %v", m.Name, same)
		}
	}
	m := polish(p, c, Options{Dims: tiny, Seed: 1})
	if !bytes.Equal(m.Bytes(), polish(p, c, Options{Dims: tiny, Seed: 1}).Bytes()) {
		t.Error("two polishes of the same weights differ")
	}
}
