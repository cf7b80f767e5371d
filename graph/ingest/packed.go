package ingest

import (
	"encoding/binary"
	"fmt"

	"github.com/quadrille-kg/quadrille/graph/store"
)

// packer writes what the index keeps: numbers as varints, words after their length.
type packer []byte

func (p *packer) number(n int) { *p = binary.AppendUvarint(*p, uint64(n)) }

func (p *packer) hash(h uint64) { *p = binary.LittleEndian.AppendUint64(*p, h) }

func (p *packer) word(s string) {
	p.number(len(s))
	*p = append(*p, s...)
}

func (p *packer) words(list []string) {
	p.number(len(list))
	for _, s := range list {
		p.word(s)
	}
}

// unpacker reads what a packer wrote. The words that it returns share one piece of
// memory. After something that cannot be, it returns nothing but zeros.
type unpacker struct {
	data string
	bad  bool
}

func (u *unpacker) number() int {
	n, size := binary.Uvarint([]byte(u.data[:min(len(u.data), binary.MaxVarintLen64)]))
	if size <= 0 || n > 1<<62 {
		u.bad, u.data = true, ""
		return 0
	}
	u.data = u.data[size:]
	return int(n)
}

func (u *unpacker) hash() uint64 {
	if len(u.data) < 8 {
		u.bad, u.data = true, ""
		return 0
	}
	h := binary.LittleEndian.Uint64([]byte(u.data[:8]))
	u.data = u.data[8:]
	return h
}

func (u *unpacker) word() string {
	n := u.number()
	if n > len(u.data) {
		u.bad, u.data = true, ""
		return ""
	}
	s := u.data[:n]
	u.data = u.data[n:]
	return s
}

// count reads how many things follow, each of a byte at least.
func (u *unpacker) count() int {
	n := u.number()
	if n > len(u.data) {
		u.bad, u.data = true, ""
		return 0
	}
	return n
}

func (u *unpacker) words() []string {
	n := u.count()
	if n == 0 {
		return nil
	}
	out := make([]string, n)
	for i := range out {
		out[i] = u.word()
	}
	return out
}

// passWords is words for who does not want them.
func (u *unpacker) passWords() {
	for range u.count() {
		u.word()
	}
}

// end returns what is wrong with what was read, which was of that name.
func (u *unpacker) end(what, name string) error {
	if u.bad || u.data != "" {
		return fmt.Errorf("%w: %s %s cannot be read", store.ErrDamaged, what, name)
	}
	return nil
}
