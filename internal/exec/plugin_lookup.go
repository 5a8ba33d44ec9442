package exec

import (
	"net/netip"
	"strings"

	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// networks is the right side of an ipv4_lookup or ipv6_lookup: the rows of a table by
// their network and further keys.
type networks struct {
	rows    *vector.Batch
	by      map[network][]int // places of rows
	lengths []int             // the lengths of prefixes there are, ascending
}

type network struct {
	prefix netip.Prefix
	keys   string // the further keys, as bytes
}

// lookup joins rows to the networks that their address lies in. The arguments are the
// address, over the rows; the network, over the table; pairs of further keys over both;
// and, constant, whether rows without a network are kept. The result has the rows' columns
// and the table's, but for those of the further keys.
func (x *run) lookup(n *plan.Plugin, emit func(*vector.Batch) error) error {
	last := len(n.Args) - 1
	unmatched, err := x.constant(n.Args[last])
	if err != nil {
		return err
	}
	var left, right []plan.Expr
	for i := 0; i < last; i += 2 {
		left, right = append(left, n.Args[i]), append(right, n.Args[i+1])
	}
	six := n.Name == "ipv6_lookup"
	table, err := x.networks(n, right, six)
	if err != nil {
		return err
	}
	keys, err := x.compileAll(left)
	if err != nil {
		return err
	}
	shown := shownColumns(n.From[1], right)
	return x.parallel(n.From[0], func(b *vector.Batch) (any, error) {
		rows, places := table.match(evalAll(keys, b), b.Rows, six, unmatched == true)
		if err := x.budget.grow(n.Name, max(0, len(rows)-b.Rows)); err != nil || len(rows) == 0 {
			return nil, err
		}
		right := table.rows.Take(places)
		out := &vector.Batch{Rows: len(rows), Columns: b.Take(rows).Columns}
		for _, c := range shown {
			out.Columns = append(out.Columns, right.Columns[c])
		}
		return out, nil
	}, func(result any) error { return emit(result.(*vector.Batch)) })
}

// shownColumns are the places of the table's columns that are no further key.
func shownColumns(table plan.Node, keys []plan.Expr) []int {
	var shown []int
	hidden := make(map[int]bool)
	for _, e := range keys[1:] {
		if r, ok := e.(*plan.Ref); ok {
			hidden[r.Index] = true
		}
	}
	for c := range table.Columns() {
		if !hidden[c] {
			shown = append(shown, c)
		}
	}
	return shown
}

// networks reads the table.
func (x *run) networks(n *plan.Plugin, right []plan.Expr, six bool) (*networks, error) {
	b, err := x.all(n.Name, n.From[1])
	if err != nil {
		return nil, err
	}
	keys, err := x.compileAll(right)
	if err != nil {
		return nil, err
	}
	t := &networks{rows: b, by: make(map[network][]int)}
	seen := make(map[int]bool)
	columns := evalAll(keys, b)
	for i := range b.Rows {
		p, ok := prefixOf(columns[0].Strings[columns[0].Index(i)], six)
		if !ok {
			continue
		}
		key := network{p, furtherKeys(columns, i)}
		t.by[key] = append(t.by[key], i)
		seen[p.Bits()] = true
	}
	for bits := range 129 {
		if seen[bits] {
			t.lengths = append(t.lengths, bits)
		}
	}
	return t, x.budget.hold(n.Name, 80*int64(b.Rows))
}

func furtherKeys(columns []*vector.Vector, i int) string {
	var key []byte
	for _, c := range columns[1:] {
		key = appendKey(key, c, i)
	}
	return string(key)
}

// match pairs rows with the networks of their address, the widest first.
func (t *networks) match(keys []*vector.Vector, n int, six, unmatched bool) (rows, places []int) {
	for i := range n {
		before := len(rows)
		if a, ok := prefixOf(keys[0].Strings[keys[0].Index(i)], six); ok {
			further := furtherKeys(keys, i)
			for _, bits := range t.lengths {
				if bits > a.Bits() {
					break
				}
				p, _ := a.Addr().Prefix(bits)
				for _, place := range t.by[network{p, further}] {
					rows, places = append(rows, i), append(places, place)
				}
			}
		}
		if unmatched && len(rows) == before {
			rows, places = append(rows, i), append(places, -1)
		}
	}
	return rows, places
}

// prefixOf reads an address or a network. Of six, an IPv4 address is the IPv6 one that
// stands for it, and its prefix counts from there.
func prefixOf(s string, six bool) (netip.Prefix, bool) {
	s = strings.TrimSpace(s)
	p, err := netip.ParsePrefix(s)
	if err != nil {
		a, err := netip.ParseAddr(s)
		if err != nil || a.Zone() != "" {
			return netip.Prefix{}, false
		}
		p = netip.PrefixFrom(a, a.BitLen())
	}
	switch {
	case !six:
		return p.Masked(), p.Addr().Is4()
	case p.Addr().Is4():
		p = netip.PrefixFrom(netip.AddrFrom16(p.Addr().As16()), p.Bits()+96)
	}
	return p.Masked(), true
}
