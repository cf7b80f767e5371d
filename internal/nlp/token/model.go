package token

import (
	"fmt"
	"sync"

	"github.com/quadrille-kg/quadrille/internal/weights"
)

// magic opens the weights of the sentence classifier. Behind it stand the bias, an
// int32 with the low byte first, and a power of two of weights, one int8 each.
const magic = "quadrille sentences 1\n"

// model is the sentence classifier: the sum of the weights of a boundary's
// features, above 0 where a sentence ends.
type model struct {
	weights []int8
	bias    int32
}

// standard is the model that comes with the program.
var standard = sync.OnceValue(func() *model {
	m, err := load(weights.Split())
	if err != nil {
		panic(err) // the program was built around a damaged file
	}
	return m
})

// load reads weights in the format above.
func load(data []byte) (*model, error) {
	n := len(data) - len(magic) - 4
	if n <= 0 || n&(n-1) != 0 || string(data[:len(magic)]) != magic {
		return nil, fmt.Errorf("weights of the sentence classifier are damaged: %d bytes", len(data))
	}
	b := data[len(magic):]
	m := &model{bias: int32(uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24), weights: make([]int8, n)}
	for i, c := range b[4:] {
		m.weights[i] = int8(c)
	}
	return m, nil
}

func (m *model) score(feats []uint32) int32 {
	mask := uint32(len(m.weights) - 1)
	sum := m.bias
	for _, f := range feats {
		sum += int32(m.weights[f&mask])
	}
	return sum
}
