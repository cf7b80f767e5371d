package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// history is the lines that a person typed, in a file of their own, one a line, the
// latest last. It is term.History.
type history struct {
	path  string // "" keeps nothing
	lines []string
}

// historyLength is how many lines are kept.
const historyLength = 1000

// openHistory reads the history where it is kept: the folder that the system has for
// the state of programs (https://specifications.freedesktop.org/basedir-spec/). The
// history it returns works for this session, whatever the error.
func openHistory(env *Env) (*history, error) {
	h := &history{}
	dir := env.stateDir()
	if dir == "" {
		return h, errors.New("no home folder is known")
	}
	path := filepath.Join(dir, "history")
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return h, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return h, err
	}
	h.lines = strings.FieldsFunc(string(data), func(r rune) bool { return r == '\n' })
	if n := len(h.lines); n > 2*historyLength {
		h.lines = h.lines[n-historyLength:]
		if err := os.WriteFile(path, []byte(strings.Join(h.lines, "\n")+"\n"), 0o600); err != nil {
			return h, err
		}
	}
	h.path = path
	return h, nil
}

// Add notes a line, unless it is empty or that before it again. A file that cannot be
// written is given up.
func (h *history) Add(line string) {
	if line = strings.TrimSpace(line); line == "" || h.Len() > 0 && h.At(0) == line {
		return
	}
	h.lines = append(h.lines, line)
	if h.path == "" {
		return
	}
	f, err := os.OpenFile(h.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = fmt.Fprintln(f, line)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		h.path = ""
	}
}

// Len returns how many lines there are.
func (h *history) Len() int { return len(h.lines) }

// At returns a line; 0 is the latest.
func (h *history) At(i int) string { return h.lines[len(h.lines)-1-i] }
