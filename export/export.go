// Package export writes rules in other people's formats, one format a file: [Page] for people,
// [KQL] for a query window, [Sentinel] for a content repository. Start with [Write] for one
// stream and [Files] for a folder.
//
// The package decides nothing about matching: every query it hands out is the text that
// package rule printed. What it adds comes from feeds, so it is quoted for the format at hand.
package export

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"foxhound/rule"
)

// A Format is one way to write a rule.
type Format string

const (
	FormatPage     Format = "page"     // the family's page in Markdown
	FormatKQL      Format = "kql"      // the hunts as KQL text
	FormatSentinel Format = "sentinel" // an analytics rule and a hunting query in YAML for each hunt
)

// Formats lists every format, in the order help shows them.
func Formats() []Format { return []Format{FormatPage, FormatKQL, FormatSentinel} }

// A File is one file of an export.
type File struct {
	Name string // relative, parts separated by slashes, safe on every file system
	Data []byte
}

// Write writes the whole rule to w in one stream. The Sentinel files become YAML documents,
// each under a comment with its name.
func Write(w io.Writer, r *rule.Rule, format Format) error {
	switch format {
	case FormatPage:
		return Page(w, r)
	case FormatKQL:
		return KQL(w, r)
	case FormatSentinel:
		return sentinelStream(w, r)
	}
	return unknown(format)
}

// Files returns the rule as files of a folder named after its family, so that all families'
// rules can stand side by side. The names depend on the family and its hunts alone.
func Files(r *rule.Rule, format Format) ([]File, error) {
	switch format {
	case FormatPage:
		return pageFiles(r)
	case FormatKQL:
		return kqlFiles(r), nil
	case FormatSentinel:
		return Sentinel(r)
	}
	return nil, unknown(format)
}

// unknown says which formats there are instead.
func unknown(format Format) error {
	var known []string
	for _, f := range Formats() {
		known = append(known, code(string(f)))
	}
	return fmt.Errorf("format `%s` is not known; use one of %s", visible(string(format)), strings.Join(known, ", "))
}

func pageFiles(r *rule.Rule) ([]File, error) {
	var b bytes.Buffer
	if err := Page(&b, r); err != nil {
		return nil, err
	}
	return []File{{Name: Folder(r.Family) + "/page.md", Data: b.Bytes()}}, nil
}
