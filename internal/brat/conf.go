package brat

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/quadrille-kg/quadrille/schema"
)

// WriteConf writes annotation.conf: the types of a schema, each below what it is a
// kind of, and between which of them each relation may be.
func WriteConf(w io.Writer, s *schema.Schema) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, "[entities]")
	children := map[string][]string{}
	for _, t := range s.Types {
		children[t.Parent] = append(children[t.Parent], t.ID)
	}
	var list func(parent, indent string)
	list = func(parent, indent string) {
		for _, id := range children[parent] {
			fmt.Fprintf(b, "%s%s\n", indent, id)
			list(id, indent+"\t")
		}
	}
	list("", "")
	fmt.Fprintln(b, "\n[relations]")
	for _, r := range s.Relations {
		kind := ""
		if r.Symmetric {
			kind = ", <REL-TYPE>:symmetric"
		}
		fmt.Fprintf(b, "%s\tArg1:%s, Arg2:%s%s\n", r.ID, kinds(s, r.From), kinds(s, r.To), kind)
	}
	fmt.Fprint(b, "\n[events]\n\n[attributes]\n")
	return b.Flush()
}

// kinds lists types with all that are kinds of them; brat looks at no hierarchy
// here.
func kinds(s *schema.Schema, types []string) string {
	var out []string
	for _, t := range s.Types {
		if s.IsAny(t.ID, types) {
			out = append(out, t.ID)
		}
	}
	if len(out) == 0 || len(types) == 0 {
		return "<ENTITY>"
	}
	return strings.Join(out, "|")
}
