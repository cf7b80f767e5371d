package store

import (
	"bufio"
	"io"
	"os"
)

// A spool is a file that holds what a Loader has put aside. It has no name, so that
// it goes with the process where the system allows that.
type spool struct {
	file *os.File
	out  *bufio.Writer
	size int64
}

// A stretch is a part of a spool.
type stretch struct {
	at, end int64
	n       int // how many things it holds
}

func newSpool(dir string) (*spool, error) {
	f, err := os.CreateTemp(dir, "load-*")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name()) // close tries again
	return &spool{file: f, out: bufio.NewWriterSize(f, 1<<18)}, nil
}

// Write appends to the spool.
func (s *spool) Write(p []byte) (int, error) {
	n, err := s.out.Write(p)
	s.size += int64(n)
	return n, err
}

// WriteByte appends one byte.
func (s *spool) WriteByte(c byte) error {
	s.size++
	return s.out.WriteByte(c)
}

// read returns a reader of a stretch. All has to be flushed.
func (s *spool) read(at, end int64, buffer int) *bufio.Reader {
	return bufio.NewReaderSize(io.NewSectionReader(s.file, at, end-at), buffer)
}

func (s *spool) flush() error { return s.out.Flush() }

func (s *spool) close() {
	if s == nil || s.file == nil {
		return
	}
	s.file.Close()
	_ = os.Remove(s.file.Name())
	s.file = nil
}
