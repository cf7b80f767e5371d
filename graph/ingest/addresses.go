package ingest

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/collect"
	"github.com/quadrille-kg/quadrille/internal/fetch"
)

// Not every path that looks like an address is one that is fetched: some name files,
// some nothing that is read, and some were meant to.

// SchemeError says that a path is an address of a kind that nothing is read from.
type SchemeError struct{ Name string }

func (e *SchemeError) Error() string {
	return fmt.Sprintf("%s: of addresses only http:// and https:// are fetched", e.Name)
}

// Hint says what to do.
func (e *SchemeError) Hint() string {
	if strings.HasPrefix(strings.ToLower(e.Name), "file:") {
		return "give the path of the file"
	}
	return "save what it holds in a file, and build that"
}

// localPath returns the path that a "file:" address names; any other path as it is,
// and one that is an address of another kind with an error.
func localPath(name string) (string, error) {
	scheme, _, ok := strings.Cut(name, "://")
	if !ok || !schemeName.MatchString(scheme) || fetch.Is(name) {
		return name, nil
	}
	u, err := url.Parse(name)
	if err != nil || u.Scheme != "file" || u.Host != "" && u.Host != "localhost" || u.Path == "" {
		return fetch.Clean(name), &SchemeError{Name: fetch.Clean(name)}
	}
	return filepath.FromSlash(driveFirst.ReplaceAllString(u.Path, "$1")), nil
}

var (
	schemeName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]+$`)
	driveFirst = regexp.MustCompile(`^/([A-Za-z]:/)`) // file:///C:/texts
)

// NoFileError says that there is no file of a name that looks like an address.
type NoFileError struct {
	Err     error // the system's
	Address string
}

func (e *NoFileError) Error() string { return e.Err.Error() }
func (e *NoFileError) Unwrap() error { return e.Err }

// Hint says what was probably meant.
func (e *NoFileError) Hint() string { return "did you mean " + e.Address + "?" }

// perhapsAddress adds to the error of a file that does not exist which address may
// have been meant: "www.example.org/x".
func perhapsAddress(name string, err error) error {
	if !errors.Is(err, fs.ErrNotExist) || err == collect.ErrGone {
		return err
	}
	if m := slippedScheme.FindStringSubmatch(name); m != nil {
		return &NoFileError{Err: err, Address: strings.ToLower(m[1]) + "://" + m[2]}
	}
	host, rest, _ := strings.Cut(filepath.ToSlash(name), "/")
	if webHost.MatchString(host) || rest != "" && anyHost.MatchString(host) {
		return &NoFileError{Err: err, Address: "https://" + filepath.ToSlash(name)}
	}
	return err
}

var (
	slippedScheme = regexp.MustCompile(`^(?i)(https?)(?::/?|//?)([^/:].*)$`)
	webHost       = regexp.MustCompile(`^(?i)(?:www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+|(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|int|info))(?::\d+)?$`)
	anyHost       = regexp.MustCompile(`^(?i)(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?$`)
)
