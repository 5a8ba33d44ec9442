package hunt

import (
	"strings"

	"foxhound/exclusion"
	"foxhound/internal/logs"
	"foxhound/internal/roles"
)

// An event reads an event's columns by name.
type event func(column string) string

// passes reports whether the event passes the test.
func (e event) passes(t roles.Test) bool {
	text := e.value(t)
	for _, v := range t.Values {
		switch t.Op {
		case roles.Equals:
			if strings.EqualFold(text, v) || v == "true" && isTrue(text) {
				return true
			}
		case roles.Words:
			if exclusion.HasTerm(text, v) {
				return true
			}
		case roles.Prefix:
			if len(text) >= len(v) && strings.EqualFold(text[:len(v)], v) {
				return true
			}
		case roles.Suffix:
			if len(text) >= len(v) && strings.EqualFold(text[len(text)-len(v):], v) {
				return true
			}
		}
	}
	return false
}

// isTrue reads a column of truths: true, or 1, as some exports have it.
func isTrue(text string) bool {
	holds, ok := logs.ParseBool([]byte(text))
	return ok && holds
}

// value returns what the test looks at.
func (e event) value(t roles.Test) string {
	text := e(t.Column)
	if t.Member == "" || text == "" {
		return text
	}
	return string(member([]byte(text), t.Member))
}

// any reports whether the event passes one of the tests.
func (e event) any(tests []roles.Test) bool {
	for _, t := range tests {
		if e.passes(t) {
			return true
		}
	}
	return false
}

// verdict returns what came of the event, by the first rule that holds.
func (e event) verdict(rules []roles.VerdictRule) Verdict {
	for _, r := range rules {
		holds := true
		for _, t := range r.All {
			holds = holds && e.passes(t)
		}
		if holds {
			return Verdict(r.Verdict)
		}
	}
	return UnknownVerdict
}

// firstOf returns the first column that is not empty. A dash stands for empty in many logs.
func (e event) firstOf(columns []string) string {
	for _, c := range columns {
		if text := e(c); text != "" && text != "-" {
			return text
		}
	}
	return ""
}

// port reads a port column; 0 is none. A number that no port has is another's than any listed.
func (e event) port(column string) int64 {
	if column == "" {
		return 0
	}
	n, ok := logs.ParseInt([]byte(e(column)))
	if !ok {
		return 0
	}
	return max(n, 0)
}
