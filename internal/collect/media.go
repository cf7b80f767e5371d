package collect

import (
	"path"
	"strings"
)

// media are the endings of names for what servers and mail programs say of a source.
var media = map[string]string{
	"text/html":             ".html",
	"application/xhtml+xml": ".xhtml",
	"application/pdf":       ".pdf",
	"application/x-pdf":     ".pdf",
	"application/rtf":       ".rtf",
	"text/rtf":              ".rtf",
	"text/markdown":         ".md",
	"text/x-markdown":       ".md",
	"application/epub+zip":  ".epub",
	"application/vnd.oasis.opendocument.text":                                 ".odt",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
	"application/jsonl":            ".jsonl",
	"application/jsonlines":        ".jsonl",
	"application/json-lines":       ".jsonl",
	"application/x-jsonlines":      ".jsonl",
	"application/ndjson":           ".jsonl",
	"application/x-ndjson":         ".jsonl",
	"application/json":             ".json",
	"text/json":                    ".json",
	"text/csv":                     ".csv",
	"application/csv":              ".csv",
	"text/tab-separated-values":    ".tsv",
	"message/rfc822":               ".eml",
	"application/mbox":             ".mbox",
	"application/zip":              ".zip",
	"application/x-zip-compressed": ".zip",
	"application/x-tar":            ".tar",
	"application/gzip":             ".gz",
	"application/x-gzip":           ".gz",
	"application/x-bzip2":          ".bz2",
}

// MediaName returns the name of a source with the ending that tells the form which its
// media type says it has. Where the type tells less than the name, as that of any
// text or of any bytes does, the name stays as it is.
func MediaName(name, mediaType string) string {
	ext := media[mediaType]
	if ext == "" && strings.HasSuffix(mediaType, "+json") {
		ext = ".json"
	}
	has := strings.ToLower(path.Ext(name))
	switch {
	case ext == "" || ext == has:
		return name
	case ext == ".gz" && has == ".tgz", ext == ".bz2" && has == ".tbz2":
		return name
	case ext == ".json" && FormOf(name) == "jsonl": // of which servers know nothing
		return name
	case ext == ".zip" && (has == ".docx" || has == ".odt" || has == ".epub"): // they are ZIP archives, too
		return name
	case ext == ".html" && (has == ".htm" || has == ".xhtml"):
		return name
	}
	return name + ext
}
