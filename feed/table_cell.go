package feed

import (
	"strconv"
	"strings"
	"time"

	"foxhound/indicator"
)

// tableDate is [date] with the spellings that spreadsheets and scripts have.
func tableDate(field, text string) (time.Time, error) {
	t, err := date(field, text)
	if err == nil {
		return t, nil
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04:05.999999999", "2006/01/02", "2006/01/02 15:04:05", time.DateTime + " (UTC)", "2006-01-02 15:04:05-07:00"} {
		if t, failed := time.Parse(layout, text); failed == nil {
			return t.UTC(), nil
		}
	}
	if seconds, failed := strconv.ParseInt(text, 10, 64); failed == nil && len(text) >= 9 && seconds <= maxUnix {
		return time.Unix(seconds, 0).UTC(), nil
	}
	return time.Time{}, err
}

// linkOnly returns a reference that is a URL, cloned; anything else is none.
func linkOnly(text string) string {
	if strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://") {
		return strings.Clone(text)
	}
	return ""
}

// splitTags takes tags apart, at commas, blanks between hash marks, and without the marks.
func splitTags(cell string) []string {
	tags := strings.FieldsFunc(cell, func(c rune) bool { return c == ',' || c == ';' })
	if strings.HasPrefix(cell, "#") {
		tags = strings.Fields(cell)
	}
	for i, tag := range tags {
		tags[i] = strings.TrimLeft(strings.TrimSpace(tag), "#")
	}
	return tags
}

// taggedFamily is the one family that tags name; of several, none.
func taggedFamily(tags []string) indicator.Family {
	var found familySet
	for _, tag := range tags {
		found.add(namedFamily(tag))
	}
	if len(found) != 1 {
		return indicator.Family{}
	}
	return found[0]
}
