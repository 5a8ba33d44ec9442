package hunt

import (
	"bytes"
	"encoding/binary"
	"maps"
	"net/netip"
	"slices"

	"foxhound/indicator"
	"foxhound/internal/logs"
	"foxhound/internal/match"
	"foxhound/internal/roles"
	"foxhound/internal/sweep"
)

// A sweeping rules out, from a block's raw bytes, the rows that hold nothing listed: almost
// all of them. It is a short cut past [bench.observe] and changes nothing
// (TestSweepChangesNothing). Nil rules out none.
type sweeping struct {
	lines []int64 // those that may hold something, in order
}

// keysOfShare are what a share of the indicators is listed under. Addresses of IPv4 are the numbers
// that they are: they take a sixth of the memory, and are sorted sooner.
type keysOfShare struct {
	sweep.Keys
	quads []uint32
}

func (l *keysOfShare) add(key match.Key) {
	if l.Names == nil {
		l.Names, l.quads = make([]string, 0, share*3/4), make([]uint32, 0, share/2)
	}
	switch key.Sort {
	case match.NameSort:
		l.Names = append(l.Names, key.Text)
	case match.AddrSort:
		l.addr(key.Addr)
	case match.HashSort:
		l.Hashes = append(l.Hashes, key.Text)
	case match.MailSort:
		l.Mail = append(l.Mail, key.Text)
	}
}

func (l *keysOfShare) addr(addr netip.Addr) {
	if !addr.Is4() {
		l.Addrs = append(l.Addrs, addr)
		return
	}
	quad := addr.As4()
	l.quads = append(l.quads, binary.BigEndian.Uint32(quad[:]))
}

// joined are what some shares list, for the sweep: an address once, a host as often as there
// are URLs on it.
func joined(shares []keysOfShare) sweep.Keys {
	var names, hashes, mail [][]string
	var addrs [][]netip.Addr
	var quads [][]uint32
	for _, l := range shares {
		names, hashes, mail = append(names, l.Names), append(hashes, l.Hashes), append(mail, l.Mail)
		addrs, quads = append(addrs, l.Addrs), append(quads, l.quads)
	}
	return sweep.Keys{
		Names: slices.Concat(names...), Hashes: slices.Concat(hashes...), Mail: slices.Concat(mail...),
		Addrs: distinct(slices.Concat(quads...), slices.Concat(addrs...)), Canonical: indicator.CanonicalHost,
	}
}

// distinct are addresses in order, each once.
func distinct(quads []uint32, others []netip.Addr) []netip.Addr {
	slices.Sort(quads)
	slices.SortFunc(others, netip.Addr.Compare)
	quads, others = slices.Compact(quads), slices.Compact(others)
	all := make([]netip.Addr, 0, len(quads)+len(others))
	for _, quad := range quads {
		all = append(all, netip.AddrFrom4([4]byte(binary.BigEndian.AppendUint32(nil, quad))))
	}
	return append(all, others...)
}

// sweep looks for listed observables in the block's bytes. Where the block's lines can be
// passed over, those without any are not even decoded: all that are yielded are looked at.
func (w *bench) sweep(b *logs.Block) *sweeping {
	raw, ok := b.Raw()
	if !ok && b.Table() != "" {
		w.out.opaque = b.Source.Path
	}
	if !ok || w.listed == nil {
		return nil
	}
	pool := &w.sweepers[raw.Escapes]
	sweeper, _ := pool.Get().(*sweep.Sweeper)
	if sweeper == nil {
		sweeper = w.listed.Sweeper(raw.Escapes)
	}
	places := sweeper.Sweep(nil, raw.Text)
	pool.Put(sweeper)
	if w.decodes(b.Table()) == "" && b.Only(places) {
		return nil
	}
	if !raw.Lines && len(places) > 0 {
		return nil
	}
	return &sweeping{lines: linesOf(b.Line(), raw, places)}
}

// decodes says, as a clause, why more is wanted of a table's rows than what is listed, if it is.
func (j *judge) decodes(table string) string {
	t := roles.Of(table)
	switch {
	case j.texts != nil:
		return "the text of rules has its say on them"
	case t != nil && j.mail && t.Recipients:
		return "they tell who got which mail"
	case t != nil && j.mail && t.RecipientsApart:
		return "rows that tell who got the mail may be among them"
	}
	return ""
}

// explain has the files say why all their rows were decoded, where that is seen by the hunt
// alone. The bytes of some are opaque to it.
func (j *judge) explain(files []logs.FileStats, opaque map[string]bool) {
	for i := range files {
		f := &files[i]
		for _, table := range slices.Sorted(maps.Keys(f.Rows)) {
			if f.Whole == "" && f.PassedOver == 0 {
				f.Whole = j.decodes(table)
			}
		}
		if f.Whole == "" && f.PassedOver == 0 && opaque[f.Source.Path] {
			f.Whole = "what separates its fields or their items could be part of what is listed"
		}
	}
}

// linesOf are the numbers of the lines that hold a place, by that of the text's first.
func linesOf(first int64, raw logs.Raw, places []int) (lines []int64) {
	line, from := first, 0
	for begin := range sweep.Lines(raw.Text, places) {
		line += int64(bytes.Count(raw.Text[from:begin], []byte{'\n'}))
		from = begin
		lines = append(lines, line)
	}
	return lines
}

// has reports whether the row at a line may hold something listed. It is asked in the order
// of the lines.
func (s *sweeping) has(line int64) bool {
	if s == nil {
		return true
	}
	for len(s.lines) > 0 && s.lines[0] < line {
		s.lines = s.lines[1:]
	}
	return len(s.lines) > 0 && s.lines[0] == line
}
