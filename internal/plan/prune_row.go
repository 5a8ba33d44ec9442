package plan

// expanded is what an mv-expand reads: the columns it expands, and those that are wanted.
func expanded(n *Expand, want []reading) []reading {
	in := make([]reading, len(n.Input.Columns()))
	copy(in, want)
	for _, place := range n.Places {
		in[place] = whole
	}
	return in
}

// parsed notes what a parse reads: the text, and the wanted columns that it does not make
// itself.
func (p *pruner) parsed(input Node, x Expr, parts []ParsePart, want []reading) []reading {
	in := make([]reading, len(input.Columns()))
	copy(in, want)
	for _, part := range parts {
		if part.Column && part.Place < len(in) {
			in[part.Place] = reading{}
		}
	}
	p.exprs(in, x)
	return in
}

// apply notes what an mv-apply reads: the wanted columns that it keeps, and what its
// subquery reads of the rows and their elements.
func (p *pruner) apply(n *Apply, want []reading) {
	in := make([]reading, len(n.Input.Columns()))
	for i, place := range n.Kept {
		in[place] = want[i]
	}
	p.node(n.Sub, want[len(n.Kept):])
	elements := make([]reading, len(n.Elements.Columns()))
	p.given(n.Sub, elements, make(map[Node]bool))
	p.node(n.Elements, elements)
	p.given(n.Elements, in, make(map[Node]bool))
	p.node(n.Input, in)
}

// given adds what a subquery asks of the rows that it starts from; gone is the nodes that
// have been gone through.
func (p *pruner) given(n Node, in []reading, gone map[Node]bool) {
	if gone[n] {
		return
	}
	gone[n] = true
	if _, ok := n.(*Given); ok {
		for i, wanted := range p.seen[n] {
			in[i] = in[i].and(wanted)
		}
	}
	for _, from := range n.Inputs() {
		p.given(from, in, gone)
	}
}
