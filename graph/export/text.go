package export

import (
	"sync"

	"github.com/golang/freetype/truetype"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// face returns the font in which drawings are measured, and bitmaps written: Go's
// own, which is free, embedded, and a little wider than what pages use instead.
func face(size float64, bold bool) font.Face {
	f := fonts()[0]
	if bold {
		f = fonts()[1]
	}
	return truetype.NewFace(f, &truetype.Options{Size: size, Hinting: font.HintingNone})
}

var fonts = sync.OnceValue(func() [2]*truetype.Font {
	var parsed [2]*truetype.Font
	for i, data := range [][]byte{goregular.TTF, gobold.TTF} {
		f, err := truetype.Parse(data)
		if err != nil {
			panic(err) // it is embedded
		}
		parsed[i] = f
	}
	return parsed
})

// width returns how wide a line of text is, in pixels. Letters that the font
// lacks count as wide as they are high, which those of East Asia are.
func width(s string, size float64, bold bool) float64 {
	f := fonts()[0]
	if bold {
		f = fonts()[1]
	}
	const em = 1 << 12 // font units to reckon in
	sum := 0.0
	for _, r := range s {
		advance := 1.0
		if i := f.Index(r); i != 0 {
			advance = float64(f.HMetric(em, i).AdvanceWidth) / em
		}
		sum += advance * size
	}
	return sum
}
