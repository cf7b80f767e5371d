package export

import (
	"bufio"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/quadrille-kg/quadrille/graph/view"
)

// The page: its elements, its looks, and its script, in files that a browser or
// an editor can read as they stand.
//
//go:embed html
var pageFiles embed.FS

// pageScripts are the parts of the script in the order in which they are joined:
// each may use at once what stands before it.
var pageScripts = []string{
	"model", "dom", "state", "look", "camera", "canvas", "pointer", "keys", "filters", "search", "claims", "details", "tables", "address", "main",
}

// writeHTML writes one page that holds everything it needs and loads nothing, so
// that it opens from a disk, without a network.
//
// What documents say stands in it as JSON in a script element that no browser
// runs, with every "<" escaped; the page's own script makes text of it, never
// markup. A Content-Security-Policy names the only script and the only style
// sheet that may work, by their hashes, so that nothing else can even if the
// page had a mistake.
func writeHTML(ctx context.Context, w io.Writer, v *view.View, o *Options) error {
	data, err := newPage(ctx, v, o)
	if err != nil {
		return err
	}
	p := pageParts()
	b := bufio.NewWriter(w)
	// json.Marshal escapes "<", ">" and "&", and what is no Unicode becomes U+FFFD.
	encoded, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("the page's data: %w", err)
	}
	fill := map[string]string{
		"policy": p.policy, "title": svgText(data.Title), "style": p.style, "data": string(encoded), "script": p.script,
	}
	// The places are cut out one after the other: what was filled in is not looked
	// through again, whatever it holds.
	rest := p.page
	for rest != "" {
		before, after, _ := strings.Cut(rest, "{{")
		b.WriteString(before)
		name, after, _ := strings.Cut(after, "}}")
		b.WriteString(fill[name])
		rest = after
	}
	return b.Flush()
}

// parts of the page that are the same for all graphs.
type parts struct{ page, style, script, policy string }

var pageParts = sync.OnceValue(func() parts {
	read := func(name string) string {
		data, err := pageFiles.ReadFile("html/" + name)
		if err != nil {
			panic(err) // it is embedded
		}
		return string(data)
	}
	var script strings.Builder
	script.WriteString("(() => {\n\"use strict\";\n")
	for _, name := range pageScripts {
		script.WriteString(read(name + ".js"))
	}
	script.WriteString("})();\n")
	p := parts{page: read("page.html"), style: read("page.css"), script: script.String()}
	// Trusted types forbid the page's script to make markup of text at all.
	p.policy = fmt.Sprintf("default-src 'none'; script-src '%s'; style-src '%s'; img-src data: blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
		hashed(p.script), hashed(p.style))
	return p
})

// hashed names a script or style sheet in a Content-Security-Policy.
func hashed(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
