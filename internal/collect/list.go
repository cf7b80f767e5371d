package collect

import (
	"bufio"
	"bytes"
	"io"
	"iter"
)

// longestName is the most bytes of a path in a list; no system has longer ones.
const longestName = 64 << 10

// List hands on the paths of a list, one on each line, or each with a zero byte after
// it, as "find -print0" writes them, so that a name may have any letters in it. Empty
// lines are passed over. An error ends it.
func List(r io.Reader) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		b := bufio.NewReaderSize(r, longestName)
		head, _ := b.Peek(longestName)
		zero := bytes.IndexByte(head, 0) >= 0
		lines := bufio.NewScanner(b)
		lines.Buffer(nil, longestName)
		if zero {
			lines.Split(untilZero)
		}
		for lines.Scan() {
			name := lines.Text()
			if name != "" && !yield(name, nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield("", err)
		}
	}
}

// untilZero splits at zero bytes.
func untilZero(data []byte, atEnd bool) (advance int, token []byte, err error) {
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEnd && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}
