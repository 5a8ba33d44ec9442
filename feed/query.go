package feed

import (
	"bytes"
	"strings"

	"foxhound/internal/lazyregexp"
)

var (
	queryStart = lazyregexp.New(`^(?:let\s+\w+\s*=|declare\s+query_parameters\s*\(|set\s+\w+\s*[;=]|\w+\s*\|\s*[a-z])`)
	tableName  = lazyregexp.New(`^\w+$`)
)

// queries reports whether a text begins with a KQL query rather than with values. Values in
// a query stand beside the site's own, so it is a page's table that says what is listed.
func queries(head []byte) bool {
	table := false
	for line := range bytes.Lines(head) {
		text := strings.TrimSpace(string(line[:min(len(line), pageLine)]))
		switch {
		case text == "", strings.HasPrefix(text, "//"), strings.HasPrefix(text, "```"):
		case table:
			return strings.HasPrefix(text, "|")
		case tableName.MatchString(text):
			table = true
		default:
			return queryStart.MatchString(text)
		}
	}
	return false
}
