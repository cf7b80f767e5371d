package collect

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// ErrGone says that a file that was listed is not there when its turn has come. It is
// an fs.ErrNotExist.
var ErrGone error = gone{}

type gone struct{}

func (gone) Error() string        { return "it was there when the files were listed, and is gone" }
func (gone) Is(target error) bool { return target == fs.ErrNotExist }

// Gone returns ErrGone where an error says that there is no such file, and otherwise
// the error: for files that were listed.
func Gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return ErrGone
	}
	return err
}

// RowError says that a row is not what the others of its source are.
type RowError struct {
	Name string // of the source, and the row's place: "posts.jsonl, line 17"
	Err  error
}

func (e *RowError) Error() string { return e.Name + ": " + e.Err.Error() }
func (e *RowError) Unwrap() error { return e.Err }

// FieldError says that the fields of a table's rows do not show what they hold, or
// are not those that were named.
type FieldError struct {
	Name  string   // of the table
	What  string   // "text", "title", "date", "id"
	Field string   // the name that was given, "" where it was to be guessed
	Value string   // of the field, where its values are not what they should be
	Have  []string // the names that there are
	Near  string   // the one that was probably meant, "" for none
}

func (e *FieldError) Error() string {
	switch {
	case e.Value != "":
		return fmt.Sprintf("%s: the field %q holds no %s: %q", shown(e.Name), e.Field, e.What, e.Value)
	case e.Field == "":
		return fmt.Sprintf("%s: which field holds the %s does not show by itself; there is %s", shown(e.Name), e.What, e.have())
	}
	return fmt.Sprintf("%s has no field %q; there is %s", shown(e.Name), e.Field, e.have())
}

// Hint says what to do.
func (e *FieldError) Hint() string {
	switch {
	case e.Near != "":
		return fmt.Sprintf("did you mean --%s-field %s?", e.What, e.Near)
	case e.What == "text" && e.Field == "":
		return "name it: build --text-field NAME"
	}
	return ""
}

func shown(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}

// mostFields is how many fields an error names.
const mostFields = 12

func (e *FieldError) have() string {
	if len(e.Have) == 0 {
		return "none"
	}
	names := e.Have[:min(len(e.Have), mostFields)]
	s := strings.Join(names, ", ")
	if len(names) < len(e.Have) {
		s += fmt.Sprintf(" and %d more", len(e.Have)-len(names))
	}
	return s
}

// MemberError says that a file of an archive is not read.
type MemberError struct {
	Name string // of the archive, and the file's path in it
	Why  string
}

func (e *MemberError) Error() string { return e.Name + ": " + e.Why }

// BombError says that an archive unpacks to more than any honest one does. What was
// read of it before stands.
type BombError struct{ Name string }

func (e *BombError) Error() string {
	return fmt.Sprintf("%s unpacks to more than %d times its size, as only archives do that are made to fill disks", shown(e.Name), mostUnpacked)
}

// PassedError says why something is not read that need not be, and is no fault: an
// attached picture, a mail without words whose attachments are read.
type PassedError struct{ Why string }

func (e *PassedError) Error() string { return e.Why }
