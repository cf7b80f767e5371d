package parse

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/mat"
)

// The file of weights, all numbers little-endian:
//
//	"QPARSE"                        6 bytes
//	version                         uint16, now 2
//	checksum                        uint32, CRC-32C of everything after it
//	word, sub, hidden, layers,      7 × uint32: see Dims
//	arc, label, buckets
//	words, tags, labels, names,     6 lists of strings: the number of strings and
//	classes, lexicon                the number of bytes as uint32, then the
//	                                strings joined by line feeds
//	matrices                        in the order of Shapes: for each, one float32
//	                                a row, its scale; then one byte an element
//
// An element b is read as a signed number q from -127 to 127, and stands for
// sign(q)·(q/127)²·scale, where scale is the row's greatest magnitude: the square
// spends the steps where most weights are, near zero, and nothing is clipped.

const (
	magic   = "QPARSE"
	version = 2
	// header is the length of what the checksum does not cover.
	header = len(magic) + 2 + 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Dims are the sizes of the network's parts.
type Dims struct {
	Word    int // vector of a word
	Sub     int // vector of a word's pieces
	Hidden  int // LSTM state, each way; a multiple of 8
	Layers  int // of the LSTM
	Arc     int // vectors that arcs are scored by
	Label   int // vectors that labels are scored by
	Buckets int // rows that a word's pieces are hashed into
}

// Weights is what training makes and the file holds.
type Weights struct {
	Dims
	Words  []string // vocabulary; row 0 is for all other words, and its string is ""
	Tags   []string // "UPOS|XPOS"
	Labels []string // of arcs, with subtype; "root" is among them
	Names  []string // of names: "O", then "B-Person", "I-Person" and so on
	// Classes are those of the lexicon, and Lexicon its entries; see Lexicon.
	Classes []string
	Lexicon []string
	Data    []Matrix // in the order of Shapes
}

// Matrix is a matrix of companded bytes.
type Matrix struct {
	Shape
	Scale []float32 // one a row
	Q     []byte
}

// Shape is the name and size of a matrix.
type Shape struct {
	Name       string
	Rows, Cols int
}

// Shapes lists the network's matrices in the order of the file. Those that score
// tags, labels and names are as wide as their lists, padded to whole panels.
func (w *Weights) Shapes() []Shape {
	h, enc := w.Hidden, 2*w.Hidden
	s := []Shape{
		{"word", len(w.Words), w.Word},
		{"sub", w.Buckets + len(w.Classes), w.Sub},
	}
	in := w.Word + w.Sub
	for l := range w.Layers {
		// Both directions stand side by side in "in"; each gate is Hidden wide,
		// in the order input, forget, fresh, output.
		s = append(s,
			Shape{fmt.Sprintf("in%d", l), in, 8 * h},
			Shape{fmt.Sprintf("bias%d", l), 1, 8 * h},
			Shape{fmt.Sprintf("forward%d", l), h, 4 * h},
			Shape{fmt.Sprintf("backward%d", l), h, 4 * h})
		in = enc
	}
	return append(s,
		// Tags are read off the first layer and the last together.
		Shape{"tag", enc, mat.Pad(len(w.Tags))},
		Shape{"tagTop", enc, mat.Pad(len(w.Tags))},
		Shape{"tagBias", 1, mat.Pad(len(w.Tags))},
		Shape{"name", enc, mat.Pad(len(w.Names))},
		Shape{"nameBias", 1, mat.Pad(len(w.Names))},
		// A word as dependent, as head, and the same for labels, side by side.
		Shape{"roles", enc, 2*w.Arc + 2*w.Label},
		Shape{"rolesBias", 1, 2*w.Arc + 2*w.Label},
		Shape{"arc", w.Arc, w.Arc},
		Shape{"arcBias", 1, w.Arc},
		Shape{"root", 1, w.Arc + w.Label},
		Shape{"label", w.Label, mat.Pad(len(w.Labels))},
		Shape{"labelBias", 1, mat.Pad(len(w.Labels))},
	)
}

// Matrix returns the matrix of that name. It panics if there is none, which is a
// mistake in the program.
func (w *Weights) Matrix(name string) *Matrix {
	for i := range w.Data {
		if w.Data[i].Name == name {
			return &w.Data[i]
		}
	}
	panic("parse: no matrix " + name)
}

// expand[b] is the value of byte b for a scale of 1.
var expand = func() (t [256]float32) {
	for b := range t {
		q := float32(int8(b)) / 127
		t[b] = q * float32(math.Abs(float64(q)))
	}
	return t
}()

// Floats returns the matrix's values, row by row.
func (m *Matrix) Floats() []float32 {
	f := make([]float32, len(m.Q))
	for r, scale := range m.Scale {
		row := f[r*m.Cols : (r+1)*m.Cols]
		for i, b := range m.Q[r*m.Cols : (r+1)*m.Cols] {
			row[i] = expand[b] * scale
		}
	}
	return f
}

// addRow adds row r to dst.
func (m *Matrix) addRow(dst []float32, r int) {
	scale := m.Scale[r]
	dst = dst[:m.Cols]
	for i, b := range m.Q[r*m.Cols:][:len(dst)] {
		dst[i] += expand[b] * scale
	}
}

// Compand returns the matrix that stands nearest to the values f.
func Compand(s Shape, f []float32) Matrix {
	m := Matrix{s, make([]float32, s.Rows), make([]byte, s.Rows*s.Cols)}
	for r := range s.Rows {
		row := f[r*s.Cols : (r+1)*s.Cols]
		var top float32
		for _, v := range row {
			top = max(top, float32(math.Abs(float64(v))))
		}
		m.Scale[r] = top
		if top == 0 {
			continue
		}
		for i, v := range row {
			q := math.Round(127 * math.Sqrt(math.Abs(float64(v/top))))
			m.Q[r*s.Cols+i] = byte(int8(math.Copysign(q, float64(v))))
		}
	}
	return m
}

// Bytes returns the file of the weights.
func (w *Weights) Bytes() []byte {
	le := binary.LittleEndian
	out := le.AppendUint16([]byte(magic), version)
	out = append(out, 0, 0, 0, 0) // the checksum's place
	for _, d := range []int{w.Word, w.Sub, w.Hidden, w.Layers, w.Arc, w.Label, w.Buckets} {
		out = le.AppendUint32(out, uint32(d))
	}
	for _, list := range [][]string{w.Words, w.Tags, w.Labels, w.Names, w.Classes, w.Lexicon} {
		all := strings.Join(list, "\n")
		out = le.AppendUint32(out, uint32(len(list)))
		out = le.AppendUint32(out, uint32(len(all)))
		out = append(out, all...)
	}
	for _, m := range w.Data {
		for _, s := range m.Scale {
			out = le.AppendUint32(out, math.Float32bits(s))
		}
		out = append(out, m.Q...)
	}
	le.PutUint32(out[header-4:], crc32.Checksum(out[header:], castagnoli))
	return out
}

// ReadWeights reads a file of weights. Its matrices keep parts of data, which must
// not change afterwards.
func ReadWeights(data []byte) (*Weights, error) {
	if len(data) < header || string(data[:len(magic)]) != magic {
		return nil, errors.New("not a file of parser weights")
	}
	le := binary.LittleEndian
	if v := le.Uint16(data[len(magic):]); v != version {
		return nil, fmt.Errorf("parser weights of version %d, where this program reads version %d", v, version)
	}
	if le.Uint32(data[header-4:]) != crc32.Checksum(data[header:], castagnoli) {
		return nil, errors.New("parser weights are damaged: the checksum does not fit")
	}
	r := reader{data: data[header:]}
	w := &Weights{}
	for _, d := range []*int{&w.Word, &w.Sub, &w.Hidden, &w.Layers, &w.Arc, &w.Label, &w.Buckets} {
		*d = r.number()
	}
	for _, list := range []*[]string{&w.Words, &w.Tags, &w.Labels, &w.Names, &w.Classes, &w.Lexicon} {
		*list = r.list()
	}
	if r.err == nil {
		r.err = w.check()
	}
	if r.err == nil {
		for _, s := range w.Shapes() {
			w.Data = append(w.Data, r.matrix(s))
		}
	}
	if r.err == nil && len(r.data) > 0 {
		r.err = fmt.Errorf("%d bytes too many", len(r.data))
	}
	if r.err != nil {
		return nil, fmt.Errorf("parser weights are damaged: %w", r.err)
	}
	return w, nil
}

// check reports sizes that no network of ours can have. Their greatest products
// stay below 1<<31, so that no count overflows where int has 32 bits.
func (w *Weights) check() error {
	for _, d := range []struct{ size, top, unit int }{
		{w.Word, 1 << 10, 8},
		{w.Sub, 1 << 10, 8},
		{w.Hidden, 1 << 10, 8},
		{w.Layers, 16, 1},
		{w.Arc, 1 << 10, 16},
		{w.Label, 1 << 10, 16},
		{w.Buckets, 1 << 20, 1},
		{len(w.Words), 1 << 20, 1},
		{len(w.Tags), 1 << 12, 1},
		{len(w.Labels), 1 << 12, 1},
		{len(w.Names), 1 << 8, 1},
	} {
		if d.size < 1 || d.size > d.top || d.size%d.unit != 0 {
			return fmt.Errorf("a size of %d", d.size)
		}
	}
	if len(w.Classes) > maxClasses || len(w.Lexicon) > 1<<20 {
		return fmt.Errorf("a lexicon of %d words in %d classes", len(w.Lexicon), len(w.Classes))
	}
	if w.Names[0] != "O" {
		return errors.New("the first label of names is not O")
	}
	return nil
}

// reader takes a file apart; after the first error it returns zeros.
type reader struct {
	data []byte
	err  error
}

func (r *reader) bytes(n int) []byte {
	if n < 0 || n > len(r.data) {
		r.data, r.err = nil, errors.New("the file ends too early")
	}
	if r.err != nil {
		return nil
	}
	b := r.data[:n:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) number() int {
	b := r.bytes(4)
	if b == nil {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b))
}

func (r *reader) list() []string {
	count, size := r.number(), r.number()
	all := string(r.bytes(size))
	if r.err != nil || count == 0 && size == 0 {
		return nil
	}
	if strings.Count(all, "\n") != count-1 {
		r.err = fmt.Errorf("a list of %d strings has another number of them", count)
		return nil
	}
	return strings.Split(all, "\n")
}

func (r *reader) matrix(s Shape) Matrix {
	m := Matrix{Shape: s, Scale: make([]float32, 0)}
	scales := r.bytes(4 * s.Rows)
	m.Q = r.bytes(s.Rows * s.Cols)
	if r.err != nil {
		return m
	}
	m.Scale = make([]float32, s.Rows)
	for i := range m.Scale {
		v := math.Float32frombits(binary.LittleEndian.Uint32(scales[4*i:]))
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			r.err = fmt.Errorf("matrix %s holds a number that is none", s.Name)
		}
		m.Scale[i] = v
	}
	return m
}
