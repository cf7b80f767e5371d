package collect

import (
	"errors"
	"io"

	"github.com/quadrille-kg/quadrille/internal/read"
)

// What was not written, copied or fetched to its end is never taken for whole. What is
// compressed, and most archives, show it by themselves; of a tar archive its end mark is
// looked for. Of the part in the middle of which a source ends nothing is read, for half
// of a row would take the place of the whole one.

// cutOff says in words that a source ends before its end; other errors stay as they are.
func cutOff(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return &read.CutError{Err: errors.New("it is cut off: its end is missing")}
	}
	return err
}

// inWords says in words that a source ends in the middle.
type inWords struct{ io.Reader }

func (w inWords) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if err == io.ErrUnexpectedEOF {
		err = cutOff(err)
	}
	return n, err
}

// tarEnd is how many zero bytes end a tar archive at the least, a block: POSIX wants two,
// and some programs write one.
const tarEnd = 512

// ending counts the zero bytes at the end of what was read of a source.
type ending struct {
	io.Reader
	zeros int
}

func (e *ending) Read(p []byte) (int, error) {
	n, err := e.Reader.Read(p)
	zeros := 0
	for zeros < n && p[n-1-zeros] == 0 {
		zeros++
	}
	if zeros < n {
		e.zeros = 0
	}
	e.zeros += zeros
	return n, err
}

// endingAt is ending of a source in which one can skip what is not wanted.
type endingAt struct {
	*ending
	io.Seeker
}

func (e endingAt) Seek(offset int64, whence int) (int64, error) {
	e.zeros = 0
	return e.Seeker.Seek(offset, whence)
}

// endingOf returns what counts, and what is to be read in its place.
func endingOf(r io.Reader) (*ending, io.Reader) {
	e := &ending{Reader: r}
	if s, ok := r.(io.Seeker); ok {
		return e, endingAt{e, s}
	}
	return e, e
}
