package logs

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

// runOfJSON compares the ends of a line with the first opening and a brace before a line feed,
// and knows from the index whether its quotes are even.
func runOfJSON(b *Block, shaped func(line []byte) bool) shapedRun {
	opening := b.file.plan.openings[0]
	return func(from, to int) int {
		begin, before := b.index.begin(from), b.index.before(from)
		quotes := b.index.separators[from:to]
		for i, end := range b.index.ends[from:to] {
			if (quotes[i]-before)%2 != 0 {
				return i
			}
			before = quotes[i]
			line := b.data[begin:end]
			usual := len(line) > len(opening)+2 && string(line[len(line)-2:]) == "}\n" && string(line[:len(opening)]) == string(opening)
			if !usual && !shaped(line) {
				return i
			}
			begin = int(end)
		}
		return to - from
	}
}

// runOfCEF looks at the heads of many lines at once.
func runOfCEF(b *Block, shaped func(line []byte) bool) shapedRun {
	return func(from, to int) int {
		for i := from; i < to; i++ {
			if i += headsOfCEF(b, i, to); i < to && !shaped(b.data[b.index.begin(i):b.index.ends[i]]) {
				return i - from
			}
		}
		return to - from
	}
}

// headsOfCEF returns how many lines, from one on, surely are [shapedAsCEF]. The first of the block
// is not, for a line feed is before all others.
func headsOfCEF(b *Block, from, to int) int {
	if !wide || from == 0 {
		return 0
	}
	return heads64(&b.data[0], len(b.data), b.index.begin(from), &b.index.ends[from], to-from, len(cefHeader))
}

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

func is09(c byte) bool { return '0' <= c && c <= '9' }

// beginCEF is what the first bar of most lines ends.
const beginCEF = "CEF:0|"
