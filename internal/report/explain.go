package report

import (
	"fmt"
	"io"
	"strings"

	"foxhound/hunt"
	"foxhound/internal/logs"
)

// Explain writes a line for each source: what it was read as, and how many of its rows their
// bytes ruled out, or why all were decoded.
func Explain(w io.Writer, r *hunt.Result) error {
	for i := range r.Files {
		if _, err := fmt.Fprintf(w, "%s: %s\n", place(r.Files[i].Source.Path, 0), explained(&r.Files[i])); err != nil {
			return err
		}
	}
	return nil
}

func explained(f *logs.FileStats) string {
	switch {
	case f.Err != nil && len(f.Rows) == 0:
		return sentence(f.Err.Error())
	case f.Format == "":
		return sentence(f.Unrecognised)
	}
	rows := int64(0)
	var tables []string
	for _, name := range sortedKeys(f.Rows) {
		rows += f.Rows[name]
		tables = append(tables, tableName(name))
	}
	what := f.Format + " of " + orNone(strings.Join(tables, " and "))
	if len(tables) == 1 && strings.EqualFold(f.Format, tables[0]) { // text, as table Text
		what = f.Format
	}
	read := fmt.Sprintf("%s, %s, %s; ", what, Size(f.Bytes), count(rows, "row"))
	switch {
	case f.PassedOver > 0:
		return read + fmt.Sprintf("%s ruled out by their bytes, %s decoded", number(f.PassedOver), number(rows-f.PassedOver))
	case f.Whole != "":
		return read + "all decoded: " + f.Whole
	}
	return read + "all decoded: each block holds what is listed, or rows unlike the file's first"
}

func orNone(tables string) string {
	if tables == "" {
		return "no table"
	}
	return tables
}
