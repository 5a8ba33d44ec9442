package report

import (
	"bufio"
	"fmt"
	"strings"

	"foxhound/hunt"
)

// markdown is the report for a ticket or a wiki: GitHub-flavored, values in code spans.
type markdown struct {
	out  *bufio.Writer
	opts Options
	excl excluded
}

func (d *markdown) Match(m *hunt.Match) error {
	if d.opts.ShowExcluded {
		d.excl.add(m)
	}
	return nil
}

func (d *markdown) Close(r *hunt.Result) error {
	fmt.Fprintf(d.out, "# Hunt\n\n%s\n", escape(headline(r)))
	if len(r.Findings) > 0 {
		d.findings(r.Findings)
	}
	if d.opts.ShowExcluded {
		d.excluded()
	}
	fmt.Fprintf(d.out, "\n## Summary\n\n")
	for _, l := range summary(r) {
		if len(l.items) > 0 {
			fmt.Fprintf(d.out, "- **%s**: %s\n", l.label, escape(strings.Join(l.items, " · ")))
		}
	}
	return d.out.Flush()
}

func (d *markdown) findings(all []*hunt.Finding) {
	fmt.Fprintf(d.out, "\n## Findings\n\n")
	d.head("Severity", "Family", "Entity", "Day", "Matches", "Indicator", "Tiers", "Direction", "Verdict", "Validity", "Tables", "Sample")
	for _, f := range all {
		r := newRow(f)
		d.row(r.severity, code(r.family), code(r.entity), r.day, r.matches, code(r.indicator), present(f.Tiers, tiers),
			present(f.Directions, directions), present(f.Verdicts, verdicts), present(f.Validity, validities),
			strings.Join(sortedKeys(f.Tables), ", "), code(place(f.SampleFile, f.SampleLine)))
	}
}

func (d *markdown) excluded() {
	fmt.Fprintf(d.out, "\n## Excluded matches: %s\n\n", number(len(d.excl.matches)+d.excl.more))
	if len(d.excl.matches) == 0 {
		return
	}
	d.head("Excluded by", "Entity", "Indicator", "Tier", "Sample")
	for _, m := range d.excl.matches {
		cells := excludedCells(m)
		for i := range cells {
			cells[i] = code(cells[i])
		}
		d.row(cells...)
	}
	if d.excl.more > 0 {
		fmt.Fprintf(d.out, "\nAnd %s more, which `-o ndjson` has.\n", number(d.excl.more))
	}
}

func (d *markdown) head(names ...string) {
	d.row(names...)
	d.row(strings.Split(strings.Repeat("--- ", len(names)-1)+"---", " ")...)
}

func (d *markdown) row(cells ...string) { fmt.Fprintf(d.out, "| %s |\n", strings.Join(cells, " | ")) }

// code puts printable text in a code span of a table cell. The characters that would
// end span or cell, or begin HTML, are spelled out as [indicator.Printable] spells those
// that do not print.
func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + strings.NewReplacer("`", `\x60`, "|", `\x7c`, "<", `\x3c`).Replace(s) + "`"
}

// escape makes printable text plain in Markdown: no emphasis, link, HTML or mention.
func escape(s string) string { return escaper.Replace(s) }

var escaper = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`,
	"<", "&lt;", ">", "&gt;", "&", "&amp;", "|", `\|`, "~", `\~`, "@", "&#64;", "://", ":&#47;/", "www.", "www&#46;")
