package rule

import (
	"slices"

	"foxhound/internal/roles"
	"foxhound/kql"
)

// A content says how the text of a place is read. Hunts carry it in a column, Holds, where their
// places are not all of one.
type content string

const (
	hostText content = "host" // a name or an address, perhaps with a port
	urlText  content = "url"  // a URL, or what is left of one
	freeText content = "text" // a word of free text, of any kind, told by its look
	hashText content = "hash" // a hash, or a list of them
	mailText content = "mail"
)

func contentOf(h roles.Holds) content {
	switch h {
	case roles.Address, roles.Host, roles.Addresses:
		return hostText
	case roles.URL, roles.URLs:
		return urlText
	case roles.FreeText:
		return freeText
	case roles.Email:
		return mailText
	}
	return hashText
}

// contents are those of the writer's places, in their order.
func (w *writer) contents() []content {
	var list []content
	for _, c := range w.columns {
		if s := contentOf(c.Holds); !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// mixed reports whether hunts need the column Holds.
func (w *writer) mixed() bool { return len(w.contents()) > 1 }

// contentByPlace tells the content from the place: those of a run of places are the same.
func (w *writer) contentByPlace() kql.Expr {
	var cases []kql.Expr
	last := len(w.columns) - 1
	for i, c := range w.columns[:last] {
		if contentOf(c.Holds) != contentOf(w.columns[i+1].Holds) {
			cases = append(cases, kql.Op(kql.Name("Place"), "<", kql.Int(int64(i+1))), kql.Str(string(contentOf(c.Holds))))
		}
	}
	return choose(append(cases, kql.Str(string(contentOf(w.columns[last].Holds)))))
}

// holds reports whether some place is of one of the contents.
func (w *writer) holds(wanted ...content) bool {
	return slices.ContainsFunc(w.contents(), func(s content) bool { return slices.Contains(wanted, s) })
}

// only reports whether every place is of one of the contents.
func (w *writer) only(wanted ...content) bool {
	return !slices.ContainsFunc(w.contents(), func(s content) bool { return !slices.Contains(wanted, s) })
}

// holding is the condition that a row's place is of one of the contents. It is for places that
// are mixed: ask holds and only first.
func (w *writer) holding(wanted ...content) kql.Expr {
	var names []string
	for _, s := range w.contents() {
		if slices.Contains(wanted, s) {
			names = append(names, string(s))
		}
	}
	return oneOf(kql.Name("Holds"), "==", "in", names)
}

// where applies then to the rows whose places are of one of the contents, and otherwise to the rest.
func (w *writer) where(then, otherwise kql.Expr, wanted ...content) kql.Expr {
	switch {
	case !w.holds(wanted...):
		return otherwise
	case w.only(wanted...):
		return then
	}
	if rest := w.others(wanted); len(rest) < len(w.contents())-len(rest) {
		return kql.Fn("iff", w.holding(rest...), otherwise, then)
	}
	return kql.Fn("iff", w.holding(wanted...), then, otherwise)
}

// others are the contents of the writer's places that are not wanted.
func (w *writer) others(wanted []content) []content {
	return slices.DeleteFunc(w.contents(), func(c content) bool { return slices.Contains(wanted, c) })
}

// unless keeps rows whose place is of another content, or for which the condition holds.
func (w *writer) unless(condition kql.Expr, only content) kql.Operator {
	if !w.only(only) {
		condition = kql.Or(kql.Ne(kql.Name("Holds"), kql.Str(string(only))), condition)
	}
	return &kql.Where{Predicate: condition}
}
