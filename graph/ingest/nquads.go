package ingest

import (
	"bufio"
	"context"
	"io"

	"github.com/quadrille-kg/quadrille/graph/export"
)

// NQuads writes every quad of the index as canonical N-Quads, in the store's own
// order, in constant memory: the same graph gives the same bytes.
func (w *Workspace) NQuads(ctx context.Context, out io.Writer) error {
	b := bufio.NewWriter(out)
	var line []byte
	for q, err := range w.store.Quads(ctx) {
		if err != nil {
			return err
		}
		line = export.AppendNQuad(line[:0], q)
		if _, err := b.Write(line); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.Flush()
}
