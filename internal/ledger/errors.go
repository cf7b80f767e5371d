package ledger

import (
	"errors"
	"fmt"
)

// What a caller may want to tell apart.
var (
	ErrNoWorkspace = errors.New("no workspace")
	ErrExists      = errors.New("there is a workspace already")
	ErrNotFound    = errors.New("no such document")
	ErrReadOnly    = errors.New("the workspace is open for reading only")
	ErrNoDecision  = errors.New("there is no decision to undo")
)

// LockedError says that another process holds the workspace.
type LockedError struct {
	Dir string
	PID int // 0 when unknown
	// Index is the index that is in use, where another machine may hold it; "" where the
	// folder itself is.
	Index string
}

func (e *LockedError) Error() string {
	if e.Index != "" {
		return fmt.Sprintf("somebody else is building workspace %s: the index in %s is in use", e.Dir, e.Index)
	}
	if e.PID == 0 {
		return fmt.Sprintf("workspace %s is in use by another process", e.Dir)
	}
	return fmt.Sprintf("workspace %s is in use by process %d", e.Dir, e.PID)
}

// FormatError says that a file has a format this program does not read.
type FormatError struct {
	Path         string
	Found, Known int
}

func (e *FormatError) Error() string {
	return fmt.Sprintf("%s was made by a newer Quadrille (format %d, this one reads %d)", e.Path, e.Found, e.Known)
}

// DamagedError names a document file that is not what was written.
type DamagedError struct {
	ID     string
	Path   string // relative to the workspace
	Reason string
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("%s is damaged: %s", e.Path, e.Reason)
}

// SyntaxError is a mistake in a file that people edit.
type SyntaxError struct {
	File         string
	Line, Column int // from 1; 0 when the whole file is meant
	Message      string
	Hint         string // what was probably meant, or ""
}

func (e *SyntaxError) Error() string {
	at := e.File
	if e.Line > 0 {
		at = fmt.Sprintf("%s:%d:%d", e.File, e.Line, e.Column)
	}
	if e.Hint != "" {
		return fmt.Sprintf("%s: %s: did you mean %s?", at, e.Message, e.Hint)
	}
	return at + ": " + e.Message
}
