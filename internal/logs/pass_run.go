package logs

import "bytes"

// A shapedRun returns how many lines of a block's index, between two, have the shape of a row
// until one has not. It is what tells shaped rows one by one, for many: of each line it looks at
// no more than it has to, and what it is not sure of it asks that for (TestShapedRuns).
type shapedRun func(from, to int) int

// runOf makes that of a block, whose lines are known.
func runOf(b *Block, shaped func(line []byte) bool) shapedRun {
	switch b.file.format {
	case ndjsonFormat, zeekJSONFormat:
		return runOfJSON(b, shaped)
	case cefFormat:
		return runOfCEF(b, shaped)
	case zeekFormat:
		return runOfZeek(b, shaped)
	}
	return runOfLines(b, shaped)
}

func runOfLines(b *Block, shaped func(line []byte) bool) shapedRun {
	return func(from, to int) int {
		begin := b.index.begin(from)
		for i, end := range b.index.ends[from:to] {
			if !shaped(b.data[begin:end]) {
				return i
			}
			begin = int(end)
		}
		return to - from
	}
}

// runOfSure asks for those lines only that something faster is not sure of: sure returns how many it
// is sure of between two, until one it is not.
func runOfSure(b *Block, shaped func(line []byte) bool, sure func(from, to int) int) shapedRun {
	return func(from, to int) int {
		for i := from; i < to; i++ {
			if i += sure(i, to); i < to && !shaped(b.data[b.index.begin(i):b.index.ends[i]]) {
				return i - from
			}
		}
		return to - from
	}
}

// runOfJSON is sure of lines that begin with the first opening, end with a brace before a line feed and
// have, as is known from the index, an even number of quotes.
func runOfJSON(b *Block, shaped func(line []byte) bool) shapedRun {
	x, opening := b.index, b.file.plan.openings[0]
	if short, ok := shortOpening(opening); ok && wide {
		return runOfSure(b, shaped, func(from, to int) int {
			return objects32(&b.data[0], len(b.data), x.begin(from), &x.ends[from], &x.separators[from], to-from, x.before(from), &short)
		})
	}
	return runOfSure(b, shaped, func(from, to int) int { return objectsGo(b.data, x, from, to, opening) })
}

// objectsGo is [objects32] for any processor and openings of any length.
func objectsGo(data []byte, x *lineIndex, from, to int, opening []byte) (sure int) {
	begin, before := x.begin(from), x.before(from)
	quotes := x.separators[from:to]
	for i, end := range x.ends[from:to] {
		line := data[begin:end]
		usual := len(line) >= len(opening)+2 && string(line[len(line)-2:]) == "}\n" && string(line[:len(opening)]) == string(opening)
		if !usual || (quotes[i]-before)%2 != 0 {
			return i
		}
		begin, before = int(end), quotes[i]
	}
	return to - from
}

// An opening32 is an opening of at most 32 bytes, and a bit for each byte that is not of it.
type opening32 struct {
	text [32]byte
	rest uint32
}

func shortOpening(opening []byte) (o opening32, ok bool) {
	n := copy(o.text[:], opening)
	o.rest = ^uint32(0) << n
	return o, n == len(opening)
}

// runOfCEF is sure of heads that are plain. The assembly is not of the first line of the block, for a line
// feed is before all others.
func runOfCEF(b *Block, shaped func(line []byte) bool) shapedRun {
	x := b.index
	return runOfSure(b, shaped, func(from, to int) int {
		switch {
		case !wide:
			return headsGo(b.data, x.begin(from), x.ends[from:to])
		case from == 0:
			return 0
		}
		return heads64(&b.data[0], len(b.data), x.begin(from), &x.ends[from], to-from, len(cefHeader))
	})
}

// headsGo is [heads64] for any processor. Where the usual bytes behind the first bar hold as many bars
// as a header has, and no backslash, its bars are among them, and none is behind one.
func headsGo(data []byte, begin int, ends []int32) (sure int) {
	for i, end := range ends {
		line := data[begin:end]
		body := bytes.IndexByte(line, '|') + 1
		if body < len(beginCEF) || '0' <= line[0] && line[0] <= '9' || string(line[body-len(beginCEF):body]) != beginCEF {
			return i
		}
		header := line[body:min(body+usualCEF, len(line))]
		if bytes.Count(header, []byte{'|'}) < len(cefHeader)-1 || bytes.IndexByte(header, '\\') >= 0 {
			return i
		}
		begin = int(end)
	}
	return len(ends)
}

// usualCEF is what most headers take behind their first bar, at most.
const usualCEF = 96

// runOfZeek compares the numbers of separators that are known from the index.
func runOfZeek(b *Block, shaped func(line []byte) bool) shapedRun {
	h := b.header.(*zeekHeader)
	if h.separator != '\t' {
		return runOfLines(b, shaped)
	}
	least, most := byte(1), byte(0xff) // of a line's first byte
	if h.names[0] == "ts" {
		least, most = '0', '9'
	}
	between := int32(len(h.names) - 1)
	return func(from, to int) int {
		data, begin, before := b.data, b.index.begin(from), b.index.before(from)
		separators := b.index.separators[from:to]
		ends := b.index.ends[from:to][:len(separators)]
		for i, n := range separators {
			if n-before != between || data[begin]-least > most-least {
				return i
			}
			begin, before = int(ends[i]), n
		}
		return to - from
	}
}

// beginCEF is what the first bar of most lines ends.
const beginCEF = "CEF:0|"
