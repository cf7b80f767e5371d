package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// shownDocument is what "show --format jsonl" prints of a document: all that its source
// says, its text, and the claims that were asked for as the text has them. Their offsets
// count the code points of the text.
type shownDocument struct {
	ID       string        `json:"id"`
	Sources  []text.Source `json:"sources"`
	Title    string        `json:"title,omitempty"`
	Date     string        `json:"date,omitempty"`
	Language string        `json:"language,omitempty"`
	Author   string        `json:"author,omitempty"`
	URL      string        `json:"url,omitempty"`
	Text     string        `json:"text"`
	Claims   []graph.Claim `json:"claims"`
}

// meant returns the IDs of the documents that a call is about; none where it is about an
// entity. A name that both an entity and a document have is the entity's, and a person
// is told how to have the document.
func (k *show) meant(env *Env, v *sight, args []string) ([]string, error) {
	names := k.documents
	if len(args) > 0 {
		if v.few && len(k.documents) == 0 {
			if id, err := v.path(args[0]); id != "" || err != nil {
				return []string{id}, err
			}
		}
		found, near, err := v.called(args[0])
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			if len(k.documents) == 0 && v.isSource(args[0]) {
				fmt.Fprintf(env.Stderr, "quadrille: hint: a document has this name, too: quadrille show --document %s\n", quoteArg(args[0]))
			}
			return nil, nil
		}
		id, err := v.documentID(args[0])
		var unknown *ingest.NameError
		switch {
		case errors.As(err, &unknown) && len(unknown.Candidates) == 0:
			return nil, neither(args[0], near, unknown)
		case err != nil:
			return nil, err
		case len(k.documents) > 0:
			return nil, misuse("%q is a document, and --document names another", args[0]).hinted("name one of them")
		}
		return []string{id}, nil
	}
	var ids []string
	for _, name := range names {
		id, err := v.documentID(name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	k.documents = nil // they are what is shown, and choose nothing in it
	return ids, nil
}

// neither is the error of a name that nobody and nothing has; nil where names of entities
// are near, of which the command for entities tells.
func neither(name string, near []string, document *ingest.NameError) error {
	if len(near) > 0 {
		return nil
	}
	if len(document.Near) == 0 {
		return nothing("no entity or document %q", name).hinted(`"quadrille entities" and "quadrille stats" list them`)
	}
	return nothing("no entity or document %q", name).hinted("%s", nameHint(document))
}

// isSource reports whether a document goes by that name, exactly.
func (v *sight) isSource(name string) bool {
	if v.few {
		is, err := v.ws.IsSource(name)
		return err == nil && is
	}
	return slices.ContainsFunc(v.graph.Documents, func(d graph.Document) bool { return slices.Contains(d.Sources, name) || d.URL == name })
}

// path returns the ID of the document that goes by a name which looks like a file's, a
// URL's or an ID's and is no entity's whole name; "" where there is none. So one who
// shows a document need not read all names.
func (v *sight) path(name string) (string, error) {
	if !strings.ContainsAny(name, "./") && strings.Trim(name, "0123456789abcdef") != "" {
		return "", nil
	}
	if found, _, err := v.ws.Called(name); err != nil || len(found) > 0 {
		return "", err
	}
	id, err := v.ws.DocumentID(name)
	var unknown *ingest.NameError
	if errors.As(err, &unknown) {
		return "", nil
	}
	return id, err
}

// documentID returns the ID of the document that a person names as "remove" takes it,
// or by its title, in letters of any case.
func (v *sight) documentID(name string) (string, error) {
	id, err := v.ws.DocumentID(name)
	var unknown *ingest.NameError
	if !errors.As(err, &unknown) || len(unknown.Candidates) > 0 {
		return id, err
	}
	all, failed := v.ws.Documents()
	if failed != nil {
		return "", failed
	}
	var found []string
	for i := range all {
		d := &all[i]
		same := func(s string) bool { return s != "" && strings.EqualFold(s, name) }
		if same(d.Title) || slices.ContainsFunc(d.Sources, func(s text.Source) bool { return same(s.Name) }) {
			found = append(found, d.ID)
		}
	}
	switch len(found) {
	case 0:
		return "", err
	case 1:
		return found[0], nil
	}
	unknown.Near = nil
	for _, id := range found {
		unknown.Candidates = append(unknown.Candidates, id[:min(12, len(id))])
	}
	return "", unknown
}

func (k *show) showDocuments(ctx context.Context, env *Env, v *sight, ids []string, jsonl bool) error {
	if k.inferred {
		return misuse("--inferred goes with an entity: what follows from claims stands in no document")
	}
	limit := k.limit
	k.limit = 0 // it is of the claims that are chosen
	sel, err := k.of(v)
	if err != nil {
		return err
	}
	sel.Open = true
	if len(sel.Statuses) == 0 {
		sel.Statuses = graph.Statuses
	}
	for i, id := range ids {
		doc, all, err := v.ws.Said(ctx, id)
		if err != nil {
			return err
		}
		if v.few {
			if err := v.ws.KnowAll(v.graph, all); err != nil {
				return err
			}
		}
		claims := view.Of(&graph.Graph{Documents: v.graph.Documents, Entities: v.graph.Entities, Claims: all}, sel).Graph.Claims
		claims = append([]graph.Claim{}, claims...)
		slices.SortStableFunc(claims, func(a, b graph.Claim) int { return view.InReadingOrder(&a, &b) })
		if limit > 0 {
			claims = claims[:min(limit, len(claims))]
		}
		if jsonl {
			err = jsonLines(env, []shownDocument{{
				doc.ID, doc.Sources, doc.Title, doc.Date, doc.Language, doc.Author, doc.URL, doc.Text, claims,
			}})
		} else {
			if i > 0 {
				fmt.Fprintln(env.Stdout)
			}
			err = showDocument(env, doc, claims, len(all))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// showDocument prints a document for people: what is known of it, then its text with the
// claims marked, each behind the paragraph that makes it.
func showDocument(env *Env, d *text.Document, claims []graph.Claim, all int) error {
	p := pen(env.colour())
	if d.Title != "" {
		for _, line := range wrap(eachWord(clean(d.Title), p.bold), env.width()) {
			fmt.Fprintln(env.Stdout, line)
		}
	}
	block(env, "date", clean(d.Date))
	block(env, "author", clean(d.Author))
	block(env, "url", clean(d.URL))
	block(env, "language", clean(d.Language))
	var sources []string
	for _, s := range d.Sources {
		name := clean(s.Name)
		if s.Origin != "" && s.Origin != s.Name {
			name += " (" + clean(s.Origin) + ")"
		}
		sources = append(sources, name)
	}
	blocks(env, "sources", sources)
	block(env, "document", d.ID[:min(12, len(d.ID))])
	block(env, "claims", ofAll(len(claims), all, "claim"))
	fmt.Fprintln(env.Stdout)
	return newMarkedText(d.Text, claims, p).write(env.Stdout, env.width())
}
