package logs

// A Standing says what of a column's values stands in the bytes of a format, escapes aside.
type Standing struct {
	Composed bool     // values may be put together of others, with punctuation between: their words stand
	Own      []string // texts that do not stand there, for the format puts them in
}

// Format returns the name of the block's format, as [FileStats] has it.
func (b *Block) Format() string { return b.file.format.name }

// Standing returns how a table's column stands in the block's text, which [Block.Raw] gives.
// It reports false where a value may be spelled in another way there.
func (b *Block) Standing(table, column string) (Standing, bool) {
	var s Standing
	ok := true
	switch b.file.format {
	case cefFormat:
		ok = column != "TimeGenerated" && column != "StartTime" && column != "EndTime" // spelled as tables do
	case zeekFormat:
		ok = column != "_path" // of the header
		s = Standing{Composed: true, Own: []string{string(wordTrue), string(wordFalse), "null"}}
		ok = s.mapped(table, column) && ok
	case ndjsonFormat, zeekJSONFormat:
		ok = s.mapped(table, column)
	case csvFormat, textFormat:
	default:
		return s, false
	}
	if column == "Type" { // what the log does not say itself
		s.Own = append(s.Own, table)
	}
	return s, ok
}

// Member reports whether a table's column is, in any case, the name of the JSON member that it
// is read from, wherever in a line that is.
func (b *Block) Member(table string) bool {
	return (b.file.format == ndjsonFormat || b.file.format == zeekJSONFormat) &&
		!zeekMaps(table)
}

// mapped adds what the mapping of Zeek's logs makes of a table's column, whichever path a row is of.
func (s *Standing) mapped(table, column string) bool {
	if !zeekMaps(table) {
		return true
	}
	for _, p := range zeekMapping().paths {
		for i := range p.computed {
			c := &p.computed[i]
			if p.table != table || c.name != column {
				continue
			}
			if c.rewritten {
				return false
			}
			s.Composed = s.Composed || c.standing.Composed
			s.Own = append(s.Own, c.standing.Own...)
		}
	}
	return true
}

// standing returns how what the specification makes stands in the row, or that it is spelled
// in another way there.
func (c columnSpec) standing() (s Standing, rewritten bool) {
	for _, to := range c.Values {
		s.Own = append(s.Own, to)
	}
	if c.Text != "" {
		s.Own = append(s.Own, c.Text)
	}
	if c.URL != nil {
		s.Composed, s.Own = true, append(s.Own, c.URL.Scheme)
	}
	s.Composed = s.Composed || c.Join != ""
	return s, c.Time != "" || c.Millis != ""
}
