// Package export writes rules in other people's formats, one format a file: [Page] and [HTML] for
// people, [KQL] for a query window, [Sentinel] and [NRT] for a content repository, [ARM] for
// deployment, [Watchlist] for a workspace's own list, [Defender] for custom detections. Start
// with [Write] for one stream and [Files] for a folder.
//
// The package decides nothing about matching: every query it hands out is the text that
// package rule printed. What it adds comes from feeds, so it is quoted for the format at hand.
package export

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"foxhound/internal/schema"
	"foxhound/rule"
)

// A Format is one way to write a rule.
type Format string

const (
	FormatPage      Format = "page"         // the family's page in Markdown
	FormatHTML      Format = "html"         // the page in both dialects, as one HTML file that needs no network
	FormatKQL       Format = "kql"          // the hunts as KQL text
	FormatSentinel  Format = "sentinel"     // an analytics rule and a hunting query in YAML for each hunt
	FormatNRT       Format = "sentinel-nrt" // an analytics rule of kind NRT in YAML for each hunt
	FormatARM       Format = "arm"          // templates of scheduled rules and of saved searches
	FormatARMNRT    Format = "arm-nrt"      // a template of NRT rules
	FormatWatchlist Format = "watchlist"    // the indicators as a watchlist: CSV, and its template
	FormatDefender  Format = "defender"     // a custom detection in JSON for each hunt
	FormatRule      Format = "rule"         // the rule as one file of YAML, with its proofs
)

// Formats lists every format, in the order help shows them.
func Formats() []Format {
	return []Format{FormatPage, FormatHTML, FormatKQL, FormatSentinel, FormatNRT, FormatARM, FormatARMNRT, FormatWatchlist, FormatDefender, FormatRule}
}

// Dialect is the one dialect that a format holds, or empty where it takes either.
func (f Format) Dialect() schema.Dialect {
	switch f {
	case FormatSentinel, FormatNRT, FormatARM, FormatARMNRT:
		return schema.Sentinel
	case FormatDefender:
		return schema.Defender
	}
	return ""
}

// Joins reports whether streams of several rules stand behind each other as one.
func (f Format) Joins() bool {
	return f == FormatPage || f == FormatKQL || f == FormatSentinel || f == FormatNRT
}

// ByTable reports whether a format can hold rules by table, which carry no indicators.
func ByTable(f Format) bool {
	return f == FormatKQL || f == FormatRule || f == FormatWatchlist || f.Dialect() == schema.Sentinel
}

// A File is one file of an export.
type File struct {
	Name string // relative, parts separated by slashes, safe on every file system
	Data []byte
}

// Write writes the whole rule to w in one stream: YAML files as documents, each under a comment
// with its name, ARM templates as one template, a watchlist as its CSV, custom detections as an array.
func Write(w io.Writer, r *rule.Rule, format Format) error {
	data, err := stream(r, format)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

func stream(r *rule.Rule, format Format) ([]byte, error) {
	var b bytes.Buffer
	switch format {
	case FormatPage:
		err := Page(&b, r)
		return b.Bytes(), err
	case FormatKQL:
		err := KQL(&b, r)
		return b.Bytes(), err
	case FormatARM, FormatARMNRT:
		return oneTemplate(r, format)
	case FormatWatchlist:
		return watchlistCSV(r)
	case FormatDefender:
		return detectionArray(r)
	}
	files, err := Files(r, format)
	if err != nil {
		return nil, err
	}
	if format == FormatHTML || format == FormatRule {
		return files[0].Data, nil
	}
	return yamlStream(files), nil
}

// Files returns the rule as files of a folder named after its family, so that all families'
// rules can stand side by side. The names depend on the family and its hunts alone.
func Files(r *rule.Rule, format Format) ([]File, error) {
	switch format {
	case FormatPage:
		return pageFiles(r)
	case FormatHTML:
		return htmlFiles(r)
	case FormatKQL:
		return kqlFiles(r), nil
	case FormatSentinel:
		return Sentinel(r)
	case FormatNRT:
		return NRT(r)
	case FormatARM, FormatARMNRT:
		return ARM(r, format)
	case FormatWatchlist:
		return Watchlist(r)
	case FormatDefender:
		return Defender(r)
	case FormatRule:
		return ruleFiles(r)
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

// eachHunt does something with each hunt of a rule that is of the format's dialect. An error
// names the hunt.
func eachHunt(r *rule.Rule, format Format, do func(*rule.Hunt) error) error {
	if want := format.Dialect(); r.Options.Dialect != want {
		return fmt.Errorf("format `%s` needs rules of dialect `%s`; this one is of dialect `%s`",
			format, want, visible(string(r.Options.Dialect)))
	}
	for i := range r.Hunts {
		if err := do(&r.Hunts[i]); err != nil {
			return fmt.Errorf("hunt `%s`: %w", visible(r.Hunts[i].Name), err)
		}
	}
	return nil
}

func pageFiles(r *rule.Rule) ([]File, error) {
	var b bytes.Buffer
	if err := Page(&b, r); err != nil {
		return nil, err
	}
	return []File{{Name: Folder(r.Family) + "/page.md", Data: b.Bytes()}}, nil
}
