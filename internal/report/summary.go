package report

import (
	"cmp"
	"fmt"
	"strings"

	"foxhound/hunt"
	"foxhound/indicator"
)

// A line of the summary: a label and what is said under it. Items are printable and
// defanged; a writer may break the line between them, never within.
type line struct {
	label string
	items []string
}

// maxItems is how many files, places or feeds a line names before it says "and N more".
const maxItems = 8

// summary accounts for every file, row and indicator of the hunt.
func summary(r *hunt.Result) []line {
	s := r.Summary
	return []line{
		{"read", read(s)},
		{"tables", tables(s, true)},
		{"as text", tables(s, false)},
		{"malformed", malformed(s)},
		{"undated", upTo(3, s.UndatedAt, at)},
		{"no year", places(s.GuessedAt)},
		{"no zone", upTo(3, s.NoZoneAt, at)},
		{"unrecognised", places(s.Unrecognised)},
		{"padding", places(s.PaddedAt)},
		{"grew", places(s.GrownAt)},
		{"not read", places(s.Unread)},
		{"matches", matchCounts(r)},
		{"findings", kept(r)},
		{"judged", judged(s)},
		{"indicators", indicators(s)},
		{"feeds", feeds(s)},
		{"guards", guards(s)},
		{"exclusions", exclusions(s)},
		{"not seen", upTo(maxItems, s.Blind, sentence)},
	}
}

func read(s *hunt.Summary) []string {
	items := []string{count(s.Files, "file"), Size(s.Bytes), count(s.Rows, "row")}
	if s.PassedOver > 0 {
		items = append(items, number(s.PassedOver)+" of them ruled out by their bytes, counted by their shape")
	}
	return append(items, number(s.Malformed)+" malformed", number(s.Undated)+" undated")
}

// tables counts the rows of the tables whose columns the model knows, or of those whose text
// was all there was to hunt.
func tables(s *hunt.Summary, hunted bool) []string {
	var items []string
	for _, name := range sortedKeys(s.Tables) {
		t := s.Tables[name]
		if t.Hunted != hunted {
			continue
		}
		item := fmt.Sprintf("%s %s", tableName(name), count(t.Rows, "row"))
		if t.Matches > 0 {
			item += fmt.Sprintf(" (%s)", count(t.Matches, "match"))
		}
		items = append(items, item)
	}
	return items
}

func tableName(name string) string {
	if name == "" {
		return "(no known table)"
	}
	return value(name)
}

func malformed(s *hunt.Summary) []string {
	items := upTo(maxItems, s.MalformedAt, at)
	if shown := int64(min(maxItems, len(s.MalformedAt))); len(s.MalformedAt) <= maxItems && s.Malformed > shown {
		items = append(items, fmt.Sprintf("and %s more", number(s.Malformed-shown)))
	}
	return items
}

func places(all []hunt.Place) []string { return upTo(maxItems, all, at) }

func at(p hunt.Place) string {
	if p.Reason == "" {
		return place(p.File, p.Line)
	}
	return place(p.File, p.Line) + ": " + sentence(p.Reason)
}

// matchCounts places every match: in a finding, inbound, or beyond the limit of findings.
func matchCounts(r *hunt.Result) []string {
	s := r.Summary
	items := []string{count(s.Matches, "match"), number(s.Found) + " in findings", number(s.Inbound) + " inbound, in no finding",
		number(s.Excluded) + " excluded", number(s.Retro) + " retro", number(s.Expired) + " expired"}
	if s.Earlier > 0 {
		items = append(items, number(s.Earlier)+" earlier than asked for, left out")
	}
	if s.Withheld > 0 {
		items = append(items, number(s.Withheld)+" of tier related, left out without --related")
	}
	if s.Unfiled > 0 {
		items = append(items, number(s.Unfiled)+" deliveries of mail beyond the limit, their recipients not looked up")
	}
	if s.Overflow > 0 {
		items = append(items, number(s.Overflow)+" beyond the limit of findings, in none")
	}
	return items
}

// judged says what judged the matches.
func judged(s *hunt.Summary) []string {
	switch {
	case s.TextFailed != "":
		return []string{"by the match index", "the KQL was not run: " + sentence(s.TextFailed)}
	case s.Texts == 0:
		return append([]string{"by the match index"}, failedTexts(s)...)
	}
	items := []string{
		fmt.Sprintf("%s by the KQL of %s", count(s.ByText, "match"), count(s.Texts, "hunt")),
		number(s.Matches-s.ByText) + " by the match index",
	}
	if s.Apart > 0 {
		items = append(items, number(s.Apart)+" that the two do not judge alike")
	}
	return append(items, failedTexts(s)...)
}

// failedTexts names the hunts whose text failed.
func failedTexts(s *hunt.Summary) []string {
	return upTo(maxItems, s.FailedTexts, func(f hunt.FailedText) string {
		return fmt.Sprintf("hunt %s failed, and the match index judged in its place: %s", value(f.Hunt), sentence(f.Reason))
	})
}

func indicators(s *hunt.Summary) []string {
	if s.Interrupted && loaded(s) == 0 {
		return []string{"none was ready"}
	}
	items := []string{fmt.Sprintf("%s loaded", number(loaded(s)))}
	if s.Merged > 0 {
		items = append(items, number(s.Merged)+" more of the same values")
	}
	var all hunt.IndicatorCounts
	for k := indicator.Domain; k <= indicator.Email; k++ {
		c, ok := s.Indicators[k]
		if !ok {
			continue
		}
		if c.Loaded > 0 {
			items = append(items, fmt.Sprintf("%s %s", number(c.Loaded), k))
		}
		all.Guarded, all.NoFamily, all.Malformed = all.Guarded+c.Guarded, all.NoFamily+c.NoFamily, all.Malformed+c.Malformed
	}
	unknown := s.Indicators[0].Malformed
	return append(items, number(all.Guarded)+" guarded", number(all.NoFamily)+" of no family", number(all.Malformed+unknown)+" malformed")
}

// feeds says what each indicator file gave, and the first of its records that gave nothing.
func feeds(s *hunt.Summary) []string {
	items := upTo(maxItems, s.Feeds, func(f hunt.FeedCount) string {
		return fmt.Sprintf("%s: %s, %s, %s, %s malformed", indicator.Printable(f.Name, 0), cmp.Or(f.Format, "no feed"),
			count(f.Rows, "record"), count(f.Indicators, "indicator"), number(f.Malformed))
	})
	var details []string
	for _, f := range s.Feeds {
		whose := ""
		if len(s.Feeds) > 1 {
			whose = indicator.Printable(f.Name, 0) + ": "
		}
		details = append(details, upTo(3, f.Notes, func(note string) string { return whose + sentence(note) })...)
		details = append(details, upTo(3, f.Examples, at)...)
	}
	return append(items, upTo(maxItems, details, func(detail string) string { return detail })...)
}

func guards(s *hunt.Summary) []string {
	return upTo(maxItems, s.Guarded, func(g hunt.Guarded) string {
		var parts []string
		if g.Dropped > 0 {
			parts = append(parts, number(g.Dropped)+" never matched")
		}
		if g.Precise > 0 {
			parts = append(parts, number(g.Precise)+" matched at exact and endpoint only")
		}
		if g.Label > 0 {
			parts = append(parts, number(g.Label)+" labelled")
		}
		return g.List + ": " + strings.Join(parts, ", ")
	})
}

// exclusions says which acted, and what would activate those that could not.
func exclusions(s *hunt.Summary) []string {
	var items []string
	for _, x := range s.Exclusions {
		if x.Active {
			items = append(items, fmt.Sprintf("%s: %s", x.Name, count(x.Matches, "match")))
		}
	}
	for _, x := range s.Exclusions {
		if !x.Active {
			items = append(items, fmt.Sprintf("%s: inactive, give %s", x.Name, x.Needs))
		}
	}
	return items
}

// upTo shows the first n of all, and says how many more there are.
func upTo[T any](n int, all []T, show func(T) string) []string {
	var items []string
	for i, v := range all {
		if i == n {
			return append(items, fmt.Sprintf("and %s more, which -o json has", number(len(all)-n)))
		}
		items = append(items, show(v))
	}
	return items
}
