package feed

// rowLines are lines of a table, which a reader may give back: those that it read while looking
// for the end of a quote that has none.
type rowLines struct {
	lines
	ahead []csvLine
}

// A csvLine is a line, or the start of one that is too long.
type csvLine struct {
	text   string
	number int
	cut    bool
}

// row returns the next line.
func (l *rowLines) row() (csvLine, bool) {
	if len(l.ahead) > 0 {
		line := l.ahead[0]
		l.ahead = l.ahead[1:]
		return line, true
	}
	if !l.next() {
		return csvLine{}, false
	}
	return csvLine{l.text(), l.number, l.cut}, true
}

// unread gives lines back, to be read next.
func (l *rowLines) unread(held []csvLine) { l.ahead = append(held, l.ahead...) }
