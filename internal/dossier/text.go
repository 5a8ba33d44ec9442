package dossier

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"foxhound/indicator"
)

// maxShown is how many characters of a value people are shown.
const maxShown = 120

// value is an observable for people.
func value(o indicator.Observable) string { return indicator.Printable(o.Defang(), maxShown) }

// said is for people what a feed says: printable, and defanged where it is a value.
func said(text string) string { return indicator.DefangText(indicator.Printable(text, maxShown)) }

// label is what people call a family.
func label(f indicator.Family) string {
	switch {
	case f.Label() == "":
		return "no family"
	case f.ID == "" || f.Name == "" || f.ID == f.Name:
		return indicator.Printable(f.Label(), maxShown)
	}
	return indicator.Printable(fmt.Sprintf("%s (%s)", f.Name, f.ID), maxShown)
}

// confidence is per cent, or a dash where no source states one.
func confidence(c int) string {
	if c == indicator.UnknownConfidence {
		return "-"
	}
	return strconv.Itoa(c)
}

// day is a date, or a dash.
func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format(time.DateOnly)
}

// minute is a time to the minute.
func minute(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }

// number groups thousands.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// counted is a number with its noun.
func counted(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "ch"):
		return number(n) + " " + noun + "es"
	case strings.HasSuffix(noun, "y"):
		return number(n) + " " + strings.TrimSuffix(noun, "y") + "ies"
	}
	return number(n) + " " + noun + "s"
}

// Reason is for people why a guard or review says something of an observable: the host that
// it names is defanged.
func Reason(text string, o indicator.Observable) string {
	text = indicator.Printable(text, 0)
	if loc, ok := o.Location(); ok {
		text = strings.ReplaceAll(text, loc.Host, indicator.DefangText(loc.Host))
	}
	return text
}
