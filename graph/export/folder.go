package export

import (
	"archive/zip"
	"context"
	"io"
	"time"

	"github.com/quadrille-kg/quadrille/graph/view"
)

// File is one file of a format that needs several.
type File struct {
	Name  string
	Write func(io.Writer) error
}

// Files returns the files of a format that has several, in order; none for one
// that Write alone writes. They may be written one after another; notes come as
// they are. A nil o is the zero Options.
func (f *Format) Files(v *view.View, o *Options) []File {
	if f.files == nil {
		return nil
	}
	if o == nil {
		o = &Options{}
	}
	return f.files(f.fitting(v, o), o)
}

// Several reports whether the format needs several files. Write then writes a ZIP
// archive of them.
func (f *Format) Several() bool { return f.files != nil }

// zipped writes files as a ZIP archive, all of one day, so that the same graph
// gives the same bytes.
func zipped(ctx context.Context, w io.Writer, files []File) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		part, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		if err := f.Write(part); err != nil {
			return err
		}
	}
	return z.Close()
}
