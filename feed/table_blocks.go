package feed

// readBlocks reads what can be read on all cores: rows that stand for themselves.
// TestTableBlocks holds it to reading line by line.
func (r *tableReader) readBlocks() {
	b := &blocks{in: r.lines.in, size: min(r.c.max.block, r.lines.max), number: r.lines.number}
	inBlocks(b, r.part, r.join)
	r.lines.in, r.lines.number = b.rest()
}

// part reads a block by itself.
func (r *tableReader) part(b block) *tableReader {
	p := &tableReader{
		c: r.c.part(b.lines, b.lines*typicalValue), lay: r.lay, blurred: map[Field]*blur{}, alone: true,
		lines: rowLines{lines: lines{block: b.text, number: b.number, max: r.lines.max}},
	}
	for p.err == nil && p.lines.next() {
		p.err = p.line(csvLine{p.lines.text(), p.lines.number, p.lines.cut})
	}
	return p
}

// join takes in what a part gave.
func (r *tableReader) join(p *tableReader) bool {
	if p.err != nil || !r.c.join(p.c) {
		return false
	}
	r.rows, r.several = r.rows+p.rows, r.several+p.several
	for _, field := range Fields() {
		switch b := p.blurred[field]; {
		case b == nil:
		case r.blurred[field] == nil:
			r.blurred[field] = b
		default:
			r.blurred[field].n += b.n
		}
	}
	return true
}
