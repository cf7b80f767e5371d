package store

import (
	"encoding/binary"
	"io"
	"slices"

	"golang.org/x/sync/errgroup"
)

// A runs is a load's quads in one order: in sorted stretches, one for each chunk. A
// stretch is frames: their length, and tuples as in a block, without the first.
type runs struct {
	order *order
	file  *spool
	parts []stretch
}

// orderedRuns are the runs of each order.
type orderedRuns []*runs

func (o orderedRuns) close() {
	for _, r := range o {
		r.file.close()
	}
}

// frameSize is how many bytes of tuples a frame has.
const frameSize = 16 << 10

// order sorts each chunk's quads four ways.
func (l *Loader) order(n *numbered) (orderedRuns, error) {
	var out orderedRuns
	for i := range orders {
		f, err := newSpool(l.dir())
		if err != nil {
			out.close()
			return nil, err
		}
		out = append(out, &runs{order: &orders[i], file: f})
	}
	for i := range l.chunks {
		if err := l.orderOne(n, i, out); err != nil {
			out.close()
			return nil, err
		}
	}
	for _, r := range out {
		if err := r.file.flush(); err != nil {
			out.close()
			return nil, err
		}
	}
	return out, nil
}

func (l *Loader) orderOne(n *numbered, chunk int, out orderedRuns) error {
	changes, err := l.changes(n, chunk)
	if err != nil {
		return err
	}
	spare := make([]change, len(changes))
	for part := label; part >= subject; part-- {
		changes, spare = sortBy(changes, spare, part)
	}
	changes = slices.CompactFunc(changes, func(x, y change) bool { return x.t == y.t })
	if err := out[0].write(changes); err != nil {
		return err
	}
	// What an order puts before the others is sorted by last, as in batch.index.
	var g errgroup.Group
	g.SetLimit(2) // two have room enough between them
	for _, r := range out[1:] {
		g.Go(func() error {
			sorted, spare := slices.Clone(changes), make([]change, len(changes))
			for i := r.order.moved() - 1; i >= 0; i-- {
				sorted, spare = sortBy(sorted, spare, r.order.dirs[i])
			}
			for i := range sorted {
				sorted[i].t = r.order.of(sorted[i].t)
			}
			return r.write(sorted)
		})
	}
	return g.Wait()
}

// changes returns a chunk's quads, by the ids of their values.
func (l *Loader) changes(n *numbered, chunk int) ([]change, error) {
	ids, err := n.of(chunk)
	if err != nil {
		return nil, err
	}
	start := int64(0)
	if chunk > 0 {
		start = l.quadEnds[chunk-1]
	}
	raw := make([]byte, l.quadEnds[chunk]-start)
	if _, err := l.quads.file.ReadAt(raw, start); err != nil {
		return nil, err
	}
	out := make([]change, len(raw)/16)
	for i := range out {
		for d := range 4 {
			out[i].t[d] = ids[binary.LittleEndian.Uint32(raw[16*i+4*d:])]
		}
	}
	return out, nil
}

// write appends a stretch of sorted tuples.
func (r *runs) write(changes []change) error {
	start := r.file.size
	var last tuple // before any other: no quad is without a subject
	var frame []byte
	flush := func() error {
		_, err := r.file.Write(appendBytes(nil, frame))
		frame = frame[:0]
		return err
	}
	for i := range changes {
		frame = appendDelta(frame, last, changes[i].t)
		last = changes[i].t
		if len(frame) >= frameSize {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	r.parts = append(r.parts, stretch{start, r.file.size, len(changes)})
	return nil
}

// tupleRun is a stretch being read.
type tupleRun struct {
	in byteReader
	block
}

// next moves to the next tuple; it reports false at the end.
func (r *tupleRun) next() (bool, error) {
	for len(r.rest) == 0 {
		frame, err := readBytes(r.in)
		if err == io.EOF {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		r.rest = frame
	}
	return r.block.next()
}
