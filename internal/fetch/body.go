package fetch

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
)

// unpacked returns an answer's body without its content encoding.
func unpacked(answer *http.Response) (body io.Reader, packed bool, err error) {
	switch encoding := strings.ToLower(strings.TrimSpace(strings.Join(answer.Header.Values("Content-Encoding"), ", "))); encoding {
	case "", "identity", "none":
		return answer.Body, false, nil
	case "gzip", "x-gzip":
		body, err := gzip.NewReader(answer.Body)
		if err == io.EOF { // an answer without content
			return strings.NewReader(""), true, nil
		}
		return body, true, err
	default:
		return nil, true, &Error{Reason: WrongType, why: fmt.Sprintf("it comes packed as %q, which was not asked for and cannot be unpacked", encoding)}
	}
}

// heldBytes is how much of a resource memory holds; what is longer lies in a file.
const heldBytes = 1 << 20

// spool keeps bytes: a page in memory, and what is large in a file that has no name
// and goes with the process, so that any number of large ones fill no memory.
type spool struct {
	held  []byte
	file  *os.File
	named bool // the file still has its name, for not every system lets it go before
	size  int64

	close sync.Once
	err   error // of closing
}

func (s *spool) Write(p []byte) (int, error) {
	if s.file == nil && len(s.held)+len(p) > heldBytes {
		f, err := os.CreateTemp("", "quadrille-*")
		if err != nil {
			return 0, err
		}
		s.file, s.named = f, os.Remove(f.Name()) != nil
		if _, err := f.Write(s.held); err != nil {
			return 0, err
		}
		s.held = nil
	}
	if s.file == nil {
		s.held = append(s.held, p...)
		s.size += int64(len(p))
		return len(p), nil
	}
	n, err := s.file.Write(p)
	s.size += int64(n)
	return n, err
}

// Size returns how many bytes there are.
func (s *spool) Size() int64 { return s.size }

// ReadAt is that of io.ReaderAt.
func (s *spool) ReadAt(p []byte, at int64) (int, error) {
	if s.file != nil {
		return s.file.ReadAt(p, at)
	}
	if at < 0 || at >= int64(len(s.held)) {
		return 0, io.EOF
	}
	n := copy(p, s.held[at:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// Close lets a file go. It may be called more than once, and while others read, who
// then fail.
func (s *spool) Close() error {
	s.close.Do(func() {
		if s.file == nil {
			return
		}
		s.err = s.file.Close()
		if s.named {
			os.Remove(s.file.Name())
		}
	})
	return s.err
}
