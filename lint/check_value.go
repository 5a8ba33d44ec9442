package lint

import (
	"fmt"
	"slices"
	"strings"

	"foxhound/internal/roles"
	"foxhound/kql"
)

var valueChecks = []*Check{
	{ID: "defanged-value", Severity: Error, What: "a defanged value is looked for",
		Why: "logs hold values as they are, never with brackets around dots", Mend: "write the value refanged in the query, and defanged only in the text around it", query: checkDefanged},
	{ID: "blank-in-value", Severity: Error, What: "a value begins or ends with a blank",
		Why: "no name, address or hash in a log has a blank at its end, so that the comparison is never true", Mend: "take the blank away", query: checkBlank},
	{ID: "wrong-kind-of-value", Severity: Error, What: "a value that the column cannot hold",
		Why: "a hash of another algorithm, an address with a port in a column of addresses, or a URL in a column of names is equal to nothing there", query: checkKind},
	{ID: "folded-never-equal", Severity: Error, What: "a text in lower case is compared with one that has capitals, or the other way about",
		Why: "`tolower()` leaves no capital, so that the comparison is never true", Mend: "write the value in the same case, or compare with `=~` or `in~` and without the function", query: checkFolded},
	{ID: "has-everything", Severity: Error, What: "a search for the empty text",
		Why: "`has \"\"`, `contains \"\"` and their like are true of every row", Mend: "take the empty text out of the list", query: checkEverything},
	{ID: "case-sensitive-hash", Severity: Warning, What: "hashes are compared with regard to case",
		Why: "a hash means the same in either case, and sources differ in which they write", query: checkHashCase},
	{ID: "often-empty-column", Severity: Warning, What: "hashes are looked for in a column that is often empty, and in no other",
		Why:  "Defender fills InitiatingProcessSHA256 for few of its events, as its reference says: the other two hashes of the program are there",
		Mend: "compare InitiatingProcessSHA1 and InitiatingProcessMD5 with the sample's other hashes as well", query: checkEmptyColumn},
	{ID: "hash-of-nothing", Severity: Error, What: "the hash of the empty file is looked for",
		Why: "every file without content has that hash, on every machine", Mend: "take it out of the list", query: checkEmptyFile},
}

// badValues reports the values that are bad in a comparison, each list once: what says of the
// first what is wrong with it, or nothing.
func badValues(q *query, f *finder, wanted func(*comparison) bool, what func(c *comparison, value string) (wrong, mend string)) {
	seen := make(map[int]bool) // lists, by where they stand
	for i := range q.flow.compare {
		c := &q.flow.compare[i]
		if !wanted(c) {
			continue
		}
		for _, l := range c.values {
			if at := l.at.Pos().Offset; !seen[at] {
				seen[at] = f.bad(q, c, l, what)
			}
		}
	}
}

func (f *finder) bad(q *query, c *comparison, l literal, what func(*comparison, string) (wrong, mend string)) bool {
	var first, mend, value string
	n := 0
	for _, v := range l.values {
		if wrong, m := what(c, v); wrong != "" {
			if n++; n == 1 {
				first, mend, value = wrong, m, v
			}
		}
	}
	if n > 1 {
		first += fmt.Sprintf("; so it is with %d more of this list", n-1)
	}
	if n > 0 {
		f.at("", q.placeOf(l, value), mend, "%s", first)
	}
	return n > 0
}

func checkDefanged(q *query, f *finder) {
	badValues(q, f, func(c *comparison) bool { return c.op != "matches regex" }, func(_ *comparison, v string) (string, string) {
		if defanged.MatchString(v) {
			return quote(v) + " is defanged", ""
		}
		return "", ""
	})
}

func checkBlank(q *query, f *finder) {
	wanted := func(c *comparison) bool { return c.equality() && oneValue(c.of.holds()) }
	badValues(q, f, wanted, func(c *comparison, v string) (string, string) {
		if t := strings.TrimSpace(v); t == v || t == "" {
			return "", ""
		}
		return fmt.Sprintf("%q has a blank at its end or beginning, and no value of `%s` has", v, c.of.column), ""
	})
}

func checkKind(q *query, f *finder) {
	wanted := func(c *comparison) bool {
		return !c.negative && (c.equality() || c.op == "has" || c.op == "has_any" || c.op == "contains")
	}
	badValues(q, f, wanted, func(c *comparison, v string) (string, string) {
		why, mend := misfit(c.of.holds(), strings.TrimSpace(v), c.equality())
		if why == "" || q.atHome(c, strings.TrimSpace(v)) {
			return "", ""
		}
		return fmt.Sprintf("`%s` of `%s` holds %s: %s is never there", c.of.column, c.of.table, why, quote(v)), mend
	})
}

// atHome reports whether a hash stands in a list that is compared in the same step with a column
// of its own algorithm too: one list for the columns of all algorithms loses nothing.
func (q *query) atHome(c *comparison, v string) bool {
	if !hash(c.of.holds()) || len(c.all()) < 2 {
		return false
	}
	return slices.ContainsFunc(q.flow.compare, func(o comparison) bool {
		return o.step == c.step && o.of.table == c.of.table && !o.negative && hash(o.of.holds()) && digits(o.of.holds()) == len(v) && slices.Contains(o.all(), v)
	})
}

// misfit says what a column holds where a value can be none of it, and what to do.
func misfit(h roles.Holds, v string, whole bool) (holds, mend string) {
	switch {
	case hash(h) && digits(h) > 0 && hexadecimal.MatchString(v) && len(v) != digits(h):
		return "hashes of " + map[int]string{32: "MD5", 40: "SHA1", 64: "SHA256"}[digits(h)], "compare it with the column of its own algorithm"
	case h == roles.Address && isAddressPort(v):
		return "addresses without a port", "compare the address here and the port with the port's own column"
	case h == roles.Address && isURL(v), h == roles.Address && whole && isDomain(v):
		return "addresses", "compare it with a column of names or URLs"
	case h == roles.Host && isURL(v):
		return "host names", "compare the host of the URL here"
	case (h == roles.Host || h == roles.URL) && hexadecimal.MatchString(v), h == roles.Address && hexadecimal.MatchString(v):
		return "names or addresses", "compare it with a column of hashes"
	}
	return "", ""
}

func checkFolded(q *query, f *finder) {
	fold := func(c *comparison) string {
		if call, ok := c.x.(*kql.Call); ok && folds[call.Func] != "" && len(call.Args) == 1 {
			return folds[call.Func]
		}
		return c.of.fold
	}
	wanted := func(c *comparison) bool {
		minds := c.exactCase() || strings.HasSuffix(c.op, "_cs")
		return minds && !c.negative && fold(c) != ""
	}
	badValues(q, f, wanted, func(c *comparison, v string) (string, string) {
		if fold(c) == "lower" && v == strings.ToLower(v) || fold(c) == "upper" && v == strings.ToUpper(v) {
			return "", ""
		}
		return fmt.Sprintf("%s is in %s case, and %s is not", quote(q.source(c.x)), fold(c), quote(v)), ""
	})
}

func checkEverything(q *query, f *finder) {
	for _, c := range q.flow.compare {
		if c.negative || c.equality() || c.op == "matches regex" || c.op == "has_all" {
			continue
		}
		for _, l := range c.values {
			for _, v := range l.values {
				if v == "" {
					f.node(c.node, "", "%s is true of every row", quote(q.source(c.node)))
				}
			}
		}
	}
}

// checkHashCase reports the first comparison of each filter for all of them. Defender's own
// tables have been seen to write hashes in lower case alone, so that a lower-case list is only
// worth a note there.
func checkHashCase(q *query, f *finder) {
	seen := make(map[*step]bool)
	for _, c := range q.flow.compare {
		all := hashesOf(c.all())
		if !c.exactCase() || c.of.fold != "" || !hash(c.of.holds()) || len(all) == 0 || seen[c.step] {
			continue
		}
		seen[c.step] = true
		severity := Warning
		if strings.HasPrefix(c.of.table, "Device") && allLower(all) {
			severity = Note
		}
		op := map[string]string{"==": "=~", "in": "in~"}[c.op]
		if c.negative {
			op = map[string]string{"==": "!~", "in": "!in~"}[c.op]
		}
		f.graded(severity, c.node, "compare with `"+op+"`", "`%s` is compared with %s in one case only", c.of.column, several(all))
	}
}

func allLower(values []string) bool {
	return !slices.ContainsFunc(values, func(v string) bool { return v != strings.ToLower(v) })
}

func hashesOf(values []string) []string {
	var list []string
	for _, v := range values {
		if hexadecimal.MatchString(strings.TrimSpace(v)) {
			list = append(list, v)
		}
	}
	return list
}

// oftenEmpty are columns that the reference says are mostly empty, and those beside them that
// hold the same in another way.
var oftenEmpty = map[string][]string{"InitiatingProcessSHA256": {"InitiatingProcessSHA1", "InitiatingProcessMD5"}}

func checkEmptyColumn(q *query, f *finder) {
	for _, c := range q.flow.compare {
		others, ok := oftenEmpty[c.of.column]
		if c.negative || !ok || len(hashesOf(c.all())) == 0 || !strings.HasPrefix(c.of.table, "Device") {
			continue
		}
		beside := slices.ContainsFunc(q.flow.compare, func(o comparison) bool {
			return o.step == c.step && !o.negative && (slices.Contains(others, o.of.column) || o.of.column == "SHA256" || o.of.column == "SHA1")
		})
		if !beside {
			f.node(c.node, "", "`%s` alone is compared with %s", c.of.column, several(hashesOf(c.all())))
		}
	}
}

// ofNothing are the hashes of no bytes.
var ofNothing = []string{"d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}

func checkEmptyFile(q *query, f *finder) {
	wanted := func(c *comparison) bool { return !c.negative }
	badValues(q, f, wanted, func(_ *comparison, v string) (string, string) {
		if slices.Contains(ofNothing, strings.ToLower(strings.TrimSpace(v))) {
			return quote(v) + " is the hash of the empty file", ""
		}
		return "", ""
	})
}
