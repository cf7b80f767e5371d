package store

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

// numbered says which ids the values of a load have. They are dealt out chunk by
// chunk, so that what came together lies together, and within a chunk in the order
// of the dictionary.
type numbered struct {
	chunks []stretch // of terms, as the Loader's
	terms  *spool    // the Loader's
	base   []uint64  // the first id of the values that each chunk was the first to have
	values uint64    // how many there are

	// For each chunk, for each of its terms in order: the chunk that had it first,
	// and which of that one's own values it is; as 8 bytes.
	ids *spool
	// The dictionary in its order: the key of each value, and where its id is from,
	// as in ids.
	keys *spool
}

// readAhead is how much of each chunk is in memory while they are merged.
const readAhead = 32 << 10

// number merges the chunks' terms.
func (l *Loader) number() (*numbered, error) {
	n := &numbered{chunks: l.chunks, terms: l.terms, base: make([]uint64, len(l.chunks))}
	err := l.terms.flush()
	if err == nil {
		err = l.quads.flush()
	}
	if err == nil {
		n.ids, err = newSpool(l.dir())
	}
	if err == nil {
		n.keys, err = newSpool(l.dir())
	}
	if err == nil {
		err = n.merge()
	}
	if err != nil {
		n.close()
		return nil, err
	}
	return n, nil
}

func (n *numbered) close() {
	n.ids.close()
	n.keys.close()
}

// merge goes through all chunks' terms in the order of the dictionary. Of equal ones
// that of the earliest chunk comes first.
func (n *numbered) merge() error {
	var runs []*termRun
	outs := make([]*bufio.Writer, len(n.chunks))
	for i, c := range n.chunks {
		outs[i] = bufio.NewWriterSize(io.NewOffsetWriter(n.ids.file, n.offset(i)), readAhead)
		runs = append(runs, &termRun{chunk: i, in: n.terms.read(c.at, c.end, readAhead)})
	}
	before := func(a, b *termRun) bool {
		c := bytes.Compare(a.term.key, b.term.key)
		return c < 0 || c == 0 && a.chunk < b.chunk
	}
	counts := make([]uint64, len(n.chunks))
	var last, buf []byte
	var id uint64
	err := mergeRuns(runs, before, func(r *termRun) error {
		if !bytes.Equal(r.term.key, last) { // no key is empty
			last = r.term.key
			id = uint64(r.chunk)<<32 | counts[r.chunk]
			counts[r.chunk]++
			buf = binary.LittleEndian.AppendUint64(appendBytes(buf[:0], last), id)
			if _, err := n.keys.Write(buf); err != nil {
				return err
			}
		}
		_, err := outs[r.chunk].Write(binary.LittleEndian.AppendUint64(buf[:0], id))
		return err
	})
	if err != nil {
		return err
	}
	for i, c := range counts {
		n.base[i] = 1 + n.values
		n.values += c
		if err := outs[i].Flush(); err != nil {
			return err
		}
	}
	return n.keys.flush()
}

// id returns the id that ids and keys mean.
func (n *numbered) id(from uint64) uint64 { return n.base[from>>32] + from&(1<<32-1) }

// offset returns where a chunk's part of ids begins.
func (n *numbered) offset(chunk int) int64 {
	at := int64(0)
	for _, c := range n.chunks[:chunk] {
		at += 8 * int64(c.n)
	}
	return at
}

// of returns the ids of a chunk's terms, by their places from 1; that of 0 is 0.
func (n *numbered) of(chunk int) ([]uint64, error) {
	c := n.chunks[chunk]
	raw := make([]byte, 8*c.n)
	if _, err := n.ids.file.ReadAt(raw, n.offset(chunk)); err != nil {
		return nil, err
	}
	ids := make([]uint64, 1, 1+c.n)
	for i := range c.n {
		ids = append(ids, n.id(binary.LittleEndian.Uint64(raw[8*i:])))
	}
	return ids, nil
}

// own hands on the values that a chunk was the first to have, in the order of their
// ids.
func (n *numbered) own(chunk int, take func(id uint64, enc []byte) error) error {
	c := n.chunks[chunk]
	ids, err := n.of(chunk)
	if err != nil {
		return err
	}
	first, end := n.base[chunk], n.values+1
	if chunk+1 < len(n.base) {
		end = n.base[chunk+1]
	}
	in := n.terms.read(c.at, c.end, 1<<18)
	for _, id := range ids[1:] {
		enc, err := readBytes(in)
		if err != nil {
			return err
		}
		if first <= id && id < end {
			if err := take(id, enc); err != nil {
				return err
			}
		}
	}
	return nil
}

// termRun is a chunk's terms being read.
type termRun struct {
	chunk int
	in    *bufio.Reader
	term  loadTerm
}

func (r *termRun) next() (bool, error) {
	enc, err := readBytes(r.in)
	if err == io.EOF {
		return false, nil
	}
	r.term = newLoadTerm(enc)
	return err == nil, err
}
