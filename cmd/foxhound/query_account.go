package main

import (
	"fmt"
	"slices"
	"strings"

	"foxhound/internal/logs"
)

// account says how many rows there were to look at, where the answer alone would not tell
// nothing found from nothing looked at, and what could not be read.
func (q *querying) account() error {
	if q.flags.output.value == "table" || q.flags.output.value == "md" { // for people
		q.accountTables()
	}
	return q.accountFiles()
}

// accountProducts names the functions that knew nothing here, each once.
func (q *querying) accountProducts() {
	slices.Sort(q.lacks)
	for _, name := range slices.Compact(q.lacks) {
		q.env.complain(fmt.Errorf("`%s` knows nothing here; give what it should know with --data %s=FILE", name, name))
	}
}

// accountFiles says what could not be read.
func (q *querying) accountFiles() error {
	q.accountProducts()
	unread, strange := false, 0
	for _, f := range q.logs.Files() {
		if f.Unrecognised != "" {
			strange++
		}
		q.accountFile(f, strange <= maxStrange)
		unread = unread || f.Err != nil
	}
	if strange > maxStrange {
		q.env.complain(fmt.Errorf("%s not read as a table; `foxhound query --table NAME=GLOB` reads one as a table of your own", count(int64(strange-maxStrange), "further file")+" "+are(strange-maxStrange)))
	}
	if unread {
		return status(exitError)
	}
	return nil
}

// maxStrange is how many files that are no table are named one by one.
const maxStrange = 5

func are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// accountFile says what was left out of a file; named, also that it is no table.
func (q *querying) accountFile(f logs.FileStats, named bool) {
	if f.Err != nil {
		q.complain(fmt.Errorf("%s: %w; what could be read was queried", f.Source.Path, f.Err))
	}
	if f.Malformed > 0 {
		q.env.complain(fmt.Errorf("%s: %s", f.Source.Path, leftOut(f.Malformed, f.Examples)))
	}
	if padded := f.Padded(); padded != "" {
		q.env.complain(fmt.Errorf("%s: %s", f.Source.Path, padded))
	}
	if f.Grown > 0 {
		q.env.complain(fmt.Errorf("%s: %d bytes were appended while it was read, and left out", f.Source.Path, f.Grown))
	}
	if f.Unrecognised != "" && named {
		q.env.complain(fmt.Errorf("%s: not read as a table: %s", f.Source.Path, f.Unrecognised))
	}
}

// leftOut says how many records were malformed, and where the first stands.
func leftOut(n int64, examples []logs.Malformed) string {
	switch {
	case len(examples) == 0:
		return count(n, "malformed record") + " left out"
	case n == 1:
		return fmt.Sprintf("1 malformed record was left out, at line %d: %s", examples[0].Line, examples[0].Reason)
	}
	return fmt.Sprintf("%d malformed records were left out, the first at line %d: %s", n, examples[0].Line, examples[0].Reason)
}

// accountTables names the tables that are not in the logs, and for an empty result how many
// rows the others have.
func (q *querying) accountTables() {
	var seen, missing []string
	for _, t := range q.logs.Tallies() {
		switch {
		case t.Whole && t.Rows == 0:
			missing = append(missing, t.Table)
		case t.Whole:
			seen = append(seen, fmt.Sprintf("the %s of %s", count(t.Rows, "row"), t.Table))
		}
	}
	if len(missing) > 0 {
		q.env.complain(fmt.Errorf("the logs have no rows of %s%s", listed(missing, "or"), q.has()))
	}
	if len(seen) > 0 && q.rows == 0 {
		q.env.complain(fmt.Errorf("no rows: none of %s is in the result", listed(seen, "and")))
	}
}

// has lists the tables that the logs have.
func (q *querying) has() string {
	var tables []string
	for _, f := range q.logs.Files() {
		for table, n := range f.Rows {
			if n > 0 && table != "" && !slices.Contains(tables, table) {
				tables = append(tables, table)
			}
		}
	}
	if len(tables) == 0 {
		return ""
	}
	slices.Sort(tables)
	return "; they have " + listed(tables, "and")
}

// count is a number of things, which more than one of get an s.
func count(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// maxListed is how many names an account lists.
const maxListed = 12

// listed is names in a sentence.
func listed(names []string, last string) string {
	if more := len(names) - maxListed; more > 0 {
		names = append(slices.Clone(names[:maxListed]), fmt.Sprintf("%d more", more))
	}
	if len(names) == 1 {
		return names[0]
	}
	end := len(names) - 1
	return strings.Join(names[:end], ", ") + " " + last + " " + names[end]
}
