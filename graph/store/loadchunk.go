package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"github.com/cayleygraph/quad"
)

// A chunk is some quads whose values have numbers of their own.
type chunk struct {
	known map[string]uint32 // written values -> index into encs
	encs  [][]byte
	quads [][4]uint32 // 1 + indexes into encs; 0 for no label
	last  quad.Quad
	buf   []byte
}

func newChunk() chunk { return chunk{known: map[string]uint32{}} }

func (c *chunk) add(q *quad.Quad) error {
	if !q.IsValid() {
		return fmt.Errorf("it is incomplete: %v", *q)
	}
	var t [4]uint32
	for d, dir := range quad.Directions {
		v := q.Get(dir)
		if v == nil {
			continue
		}
		if n := len(c.quads); n > 0 && c.last.Get(dir) == v {
			t[d] = c.quads[n-1][d]
			continue
		}
		var err error
		if c.buf, err = appendValue(c.buf[:0], v); err != nil {
			return err
		}
		i, ok := c.known[string(c.buf)]
		if !ok {
			i = uint32(len(c.encs))
			enc := bytes.Clone(c.buf)
			c.encs = append(c.encs, enc)
			c.known[string(enc)] = i
		}
		t[d] = i + 1
	}
	c.quads, c.last = append(c.quads, t), *q
	return nil
}

// loadTerm is a value with its key in the dictionary.
type loadTerm struct{ key, enc []byte }

func newLoadTerm(enc []byte) loadTerm {
	t := loadTerm{enc, enc}
	if len(enc) >= maxTerm {
		t.key = appendTerm(nil, enc)
	}
	return t
}

// spool puts the chunk aside: its terms sorted, its quads by the terms' places
// among these.
func (l *Loader) spool() error {
	c := &l.chunk
	if len(c.quads) == 0 {
		return nil
	}
	terms := make([]loadTerm, len(c.encs))
	sorted := make([]uint32, len(c.encs))
	for i, enc := range c.encs {
		terms[i], sorted[i] = newLoadTerm(enc), uint32(i)
	}
	slices.SortFunc(sorted, func(i, j uint32) int { return bytes.Compare(terms[i].key, terms[j].key) })
	place := make([]uint32, len(sorted)+1)
	start := l.terms.size
	var buf []byte
	for i, term := range sorted {
		place[term+1] = uint32(i) + 1
		buf = appendBytes(buf[:0], terms[term].enc)
		if _, err := l.terms.Write(buf); err != nil {
			return err
		}
	}
	l.chunks = append(l.chunks, stretch{start, l.terms.size, len(sorted)})
	for _, q := range c.quads {
		buf = buf[:0]
		for _, i := range q {
			buf = binary.LittleEndian.AppendUint32(buf, place[i])
		}
		if _, err := l.quads.Write(buf); err != nil {
			return err
		}
	}
	l.quadEnds = append(l.quadEnds, l.quads.size)
	*c = newChunk()
	return nil
}

// appendBytes writes bytes after their number.
func appendBytes(dst, b []byte) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(b))), b...)
}

// byteReader is what readBytes reads from.
type byteReader interface {
	io.Reader
	io.ByteReader
}

// readBytes reads what appendBytes wrote; io.EOF where nothing is left.
func readBytes(r byteReader) ([]byte, error) {
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return nil, err
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		return nil, io.ErrUnexpectedEOF
	}
	return b, nil
}
