package hunt

import (
	"bytes"
	"maps"
	"net/netip"
	"slices"

	"foxhound/guard"
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

// keys are what the set lists, for the sweep: an address once, a host as often as there are
// URLs on it.
func (s *set) keys() sweep.Keys {
	parts := make([]sweep.Keys, len(s.marks)/share+1)
	s.each(func(id int, m indicator.Mark) {
		if s.marks[id].level == guard.Drop {
			return
		}
		part := &parts[id/share]
		if part.Names == nil {
			part.Names, part.Addrs = make([]string, 0, share/2), make([]netip.Addr, 0, share/2)
		}
		switch key := listedUnder(m.Observable); key.Sort {
		case match.NameSort:
			part.Names = append(part.Names, key.Text)
		case match.AddrSort:
			part.Addrs = append(part.Addrs, key.Addr)
		case match.HashSort:
			part.Hashes = append(part.Hashes, key.Text)
		case match.MailSort:
			part.Mail = append(part.Mail, key.Text)
		}
	})
	var names, hashes, mail [][]string
	var addrs [][]netip.Addr
	for _, p := range parts {
		names, addrs, hashes, mail = append(names, p.Names), append(addrs, p.Addrs), append(hashes, p.Hashes), append(mail, p.Mail)
	}
	k := sweep.Keys{
		Names: slices.Concat(names...), Addrs: slices.Concat(addrs...), Hashes: slices.Concat(hashes...), Mail: slices.Concat(mail...),
		Canonical: indicator.CanonicalHost,
	}
	slices.SortFunc(k.Addrs, netip.Addr.Compare)
	k.Addrs = slices.Compact(k.Addrs)
	return k
}

// sweep looks for listed observables in the block's bytes. Where the block's lines can be
// passed over, those without any are not even decoded: all that are yielded are looked at.
func (j *judge) sweep(b *logs.Block) *sweeping {
	raw, ok := b.Raw()
	if !ok || j.listed == nil {
		return nil
	}
	pool := &j.sweepers[raw.Escapes]
	sweeper, _ := pool.Get().(*sweep.Sweeper)
	if sweeper == nil {
		sweeper = j.listed.Sweeper(raw.Escapes)
	}
	places := sweeper.Sweep(nil, raw.Text)
	pool.Put(sweeper)
	if j.decodes(b.Table()) == "" && b.Only(places) {
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

// explain has the files say why all their rows were decoded, where the hunt and not the file
// is the reason.
func (j *judge) explain(files []logs.FileStats) {
	for i := range files {
		f := &files[i]
		for _, table := range slices.Sorted(maps.Keys(f.Rows)) {
			if f.Whole == "" && f.PassedOver == 0 {
				f.Whole = j.decodes(table)
			}
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
