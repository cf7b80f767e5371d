package read

import (
	"fmt"
	"strings"
)

// NotTextError says that a source holds something other than text.
type NotTextError struct {
	Name string
	Kind string // what it looks like: "a PDF document"
}

func (e *NotTextError) Error() string {
	return fmt.Sprintf("%s looks like %s; what can be read is %s", shown(e.Name), e.Kind, formatNames())
}

// EmptyError says that a source has no words in it.
type EmptyError struct{ Name string }

func (e *EmptyError) Error() string { return shown(e.Name) + " is empty: there are no words in it" }

// TooLargeError says that a source is larger than Options.MaxBytes.
type TooLargeError struct {
	Name  string
	Limit int64 // in bytes
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("%s is larger than %s", shown(e.Name), size(e.Limit))
}

// LanguageError says that a source is not in English.
type LanguageError struct {
	Name     string
	Language string // BCP 47: "de"
}

func (e *LanguageError) Error() string {
	return fmt.Sprintf("%s is in %s, as it seems, and English is what is read", shown(e.Name), languageName(e.Language))
}

// DamagedError says that a source is of a format that is read, and that it cannot
// be read all the same: it is damaged, has a password, or would unpack to more than
// anybody has memory for.
type DamagedError struct {
	Name   string
	Format string // a name of Formats
	Err    error
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("%s cannot be read as %s: %v", shown(e.Name), e.Format, e.Err)
}

func (e *DamagedError) Unwrap() error { return e.Err }

// CutError says that a source is damaged in a way that most often means that it was not
// written, copied or fetched to its end.
type CutError struct{ Err error }

func (e *CutError) Error() string { return e.Err.Error() }
func (e *CutError) Unwrap() error { return e.Err }

// Hint says what to do.
func (e *CutError) Hint() string {
	return "a download or a copy that broke off leaves such a file: get it again"
}

func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

func shown(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}

// formatNames lists the formats as a sentence does: "plain text and Markdown".
func formatNames() string {
	var names []string
	for _, f := range Formats {
		names = append(names, f.Name)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
