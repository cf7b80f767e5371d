package read

import (
	"bytes"
	"io"
)

// gatherStep bounds how much is asked for at once where nobody knows how much there is.
const gatherStep = 8 << 20

// A Gatherer gathers bytes of which nobody knows how many will come, without copying
// them each time that room runs out: what is refused for its length has taken no more
// memory than its limit. The zero value is empty.
type Gatherer struct {
	full [][]byte
	last []byte
	size int
}

// Len returns how many bytes there are.
func (g *Gatherer) Len() int { return g.size }

// Write takes more bytes. It never fails.
func (g *Gatherer) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		if len(g.last) == cap(g.last) {
			g.grow(len(p))
		}
		k := min(len(p), cap(g.last)-len(g.last))
		g.last = append(g.last, p[:k]...)
		p = p[k:]
	}
	g.size += n
	return n, nil
}

// ReadFrom takes what r has.
func (g *Gatherer) ReadFrom(r io.Reader) (total int64, err error) {
	for {
		if len(g.last) == cap(g.last) {
			g.grow(1 << 10)
		}
		n, err := r.Read(g.last[len(g.last):cap(g.last)])
		g.last = g.last[:len(g.last)+n]
		g.size += n
		if total += int64(n); err == io.EOF {
			return total, nil
		} else if err != nil {
			return total, err
		}
	}
}

// grow makes room for so many bytes, or for as many as there are.
func (g *Gatherer) grow(n int) {
	if g.last != nil {
		g.full = append(g.full, g.last)
	}
	g.last = make([]byte, 0, max(n, min(g.size, gatherStep)))
}

// WriteTo writes all of them, forgetting what is written.
func (g *Gatherer) WriteTo(w io.Writer) (total int64, err error) {
	parts := append(g.full, g.last)
	*g = Gatherer{}
	for i, p := range parts {
		n, err := w.Write(p)
		if total += int64(n); err != nil {
			return total, err
		}
		parts[i] = nil
	}
	return total, nil
}

// Bytes returns all of them, and forgets them.
func (g *Gatherer) Bytes() []byte {
	if len(g.full) == 0 {
		out := g.last
		*g = Gatherer{}
		return out
	}
	out := bytes.NewBuffer(make([]byte, 0, g.size))
	_, _ = g.WriteTo(out) // a buffer never fails
	return out.Bytes()
}
