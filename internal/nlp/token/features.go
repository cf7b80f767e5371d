package token

// features lists what speaks for or against a sentence end before piece i, for a
// sentence that began at from: hashes into the model's table.
func (s *scanner) features(from, i int) []uint32 {
	at := func(k int) look {
		if k < 0 || k >= len(s.looks) {
			return look{}
		}
		return s.looks[k]
	}
	a, b, c, d := at(i-3), at(i-2), at(i-1), at(i) // c | d
	e, f := at(i+1), at(i+2)
	h := bag{out: s.feats[:0]}
	shapes := uint32(b.shape)<<10 | uint32(c.shape)<<5 | uint32(d.shape)
	gap := uint32(min(s.pieces[i].gap, wide))
	open := s.open(from, i)
	length := bucket(i - from)
	rest, end := s.rest(i)

	h.add(c.word)
	h.add(d.word)
	h.add(c.word, d.word)
	h.add(b.word, c.word)
	h.add(d.word, e.word)
	h.add(b.word, uint32(c.shape), uint32(d.shape))
	h.add(c.word, uint32(d.shape))
	h.add(uint32(c.shape), d.word)
	h.add(uint32(c.shape), uint32(d.shape), e.word)
	h.add(shapes, gap)
	h.add(shapes, uint32(a.shape))
	h.add(shapes, uint32(e.shape))
	h.add(uint32(c.shape)<<10|uint32(d.shape)<<5|uint32(e.shape), uint32(f.shape))
	h.add(uint32(c.shape)<<5|uint32(d.shape), length)
	h.add(uint32(c.shape)<<5|uint32(d.shape), rest, end)
	h.add(uint32(c.shape)<<5|uint32(d.shape), open, uint32(s.pieces[i-1].gap))
	h.add(uint32(c.shape)<<5|uint32(d.shape), uint32(at(from).shape), min(length, 3))
	h.add(length, rest, uint32(c.shape)<<5|uint32(d.shape))
	h.add(at(from).word, uint32(c.shape))
	h.add(open, d.word)
	h.add(length, d.word)
	h.add(suffix(s.form(s.pieces[i-1])), uint32(d.shape))
	h.add(gap, open, end)
	s.feats = h.out
	return h.out
}

// open tells which brackets and quotation marks stand open before piece i, in a
// sentence that began at from.
func (s *scanner) open(from, i int) uint32 {
	brackets, quotes := 0, 0
	for k := max(from, i-60); k < i; k++ {
		switch s.looks[k].shape {
		case opening:
			brackets++
		case closing:
			brackets--
		case quote:
			quotes++
		}
	}
	var flags uint32
	if brackets > 0 {
		flags |= 1
	}
	if brackets < 0 {
		flags |= 4
	}
	return flags | uint32(quotes&1)<<1
}

// rest tells how far the next full stop is from piece i, and what kind of mark it
// is: 0 where the block ends without one.
func (s *scanner) rest(i int) (distance, mark uint32) {
	for k := i; k < len(s.looks) && k < i+40; k++ {
		if sh := s.looks[k].shape; sh == stop || sh == bang || sh == dots {
			return bucket(k - i), uint32(sh)
		}
	}
	return 15, 0
}

// bucket rounds a length to one of a few.
func bucket(n int) uint32 {
	switch {
	case n < 6:
		return uint32(n)
	case n < 12:
		return 6 + uint32(n-6)/3
	case n < 30:
		return 8 + uint32(n-12)/9
	}
	return 10
}

// suffix hashes the last three bytes of a form.
func suffix(form string) uint32 { return hashWord(form[max(0, len(form)-3):]) }

// bag gathers features: each is hashed with its own place in the list, so that the
// templates are told apart.
type bag struct {
	out  []uint32
	next uint32
}

func (b *bag) add(values ...uint32) {
	b.next++
	h := b.next * 0x9e3779b1
	for _, v := range values {
		h = (h ^ v) * 0x85ebca6b
		h ^= h >> 15
	}
	h *= 0xc2b2ae35
	b.out = append(b.out, h^h>>16)
}
