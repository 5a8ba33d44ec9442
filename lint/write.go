package lint

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

// Formats lists the forms in which findings are written, the default first.
func Formats() []string { return []string{"table", "json", "sarif"} }

// Write writes reports in one of [Formats].
func Write(w io.Writer, format string, reports []*Report) error {
	switch format {
	case "table":
		return writeTable(w, reports)
	case "json":
		return writeJSON(w, struct {
			Files []*Report `json:"files"`
		}{reports})
	case "sarif":
		return writeJSON(w, sarif(reports))
	}
	return fmt.Errorf("unknown format `%s`; there are %s", format, strings.Join(Formats(), ", "))
}

func writeJSON(w io.Writer, v any) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(v)
}

// writeTable writes for people: a finding with its reason and its mend below, and the sums.
func writeTable(w io.Writer, reports []*Report) error {
	var b strings.Builder
	sums := map[Severity]int{}
	queries := 0
	for _, r := range reports {
		queries += r.Queries
		for _, f := range r.Findings {
			sums[f.Severity]++
			fmt.Fprintf(&b, "%s:%d:%d: %s: %s [%s]\n", indicator.Printable(f.File, 0), f.Line, f.Column, f.Severity, shown(f.What), f.ID)
			fmt.Fprintf(&b, "    why:  %s\n    mend: %s\n", shown(f.Why), shown(f.Mend))
		}
	}
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "%s with %s: %s, %s, %s\n", counted(len(reports), "file"), plural(queries, "query", "queries"),
		counted(sums[Error], "error"), counted(sums[Warning], "warning"), counted(sums[Note], "note"))
	_, err := io.WriteString(w, b.String())
	return err
}

func counted(n int, noun string) string { return plural(n, noun, noun+"s") }

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

var (
	scheme = lazyregexp.New(`(?i)http(s?)://`)
	dotted = lazyregexp.New("`[^`]*`")
)

// shown is a message for a person: printable, and what it quotes of a rule defanged.
func shown(s string) string {
	s = dotted.ReplaceAllStringFunc(s, func(quoted string) string {
		inner := quoted[1 : len(quoted)-1]
		if isDomain(inner) && !knownEnding(inner) || isURL(inner) || isAddress(inner) || isAddressPort(inner) {
			inner = indicator.DefangText(inner)
		}
		return "`" + inner + "`"
	})
	return indicator.Printable(scheme.ReplaceAllString(s, "hxxp$1://"), 0)
}

// knownEnding reports whether a text with a dot is a file's name or a member's.
func knownEnding(s string) bool {
	end := strings.ToLower(s[strings.LastIndexByte(s, '.')+1:])
	return end == "exe" || end == "dll" || end == "ps1" || end == "example"
}
