package exec

import "slices"

// fewRows is how many rows are not worth sorting by digits.
const fewRows = 512

// sort brings the rows in order: many of them first by the digits of their words, byte by
// byte, and then the runs of equal words by what is left to compare. It must equal a sort
// by compare, and is about twice as fast (BenchmarkSort).
func (o *ordering) sort() {
	if len(o.rows) < fewRows {
		slices.SortFunc(o.rows, o.compare)
		return
	}
	o.sortDigits()
	if len(o.rest) == 0 {
		return // digits leave equal rows in their order
	}
	for from := 0; from < len(o.rows); {
		to := from + 1
		for to < len(o.rows) && o.rows[to].word == o.rows[from].word && o.rows[to].class == o.rows[from].class {
			to++
		}
		slices.SortFunc(o.rows[from:to], o.compareRest)
		from = to
	}
}

// sortDigits sorts by word and then by class, stably.
func (o *ordering) sortDigits() {
	spare := make([]sortRow, len(o.rows))
	for shift := 0; shift < 64; shift += 8 {
		spare = o.sortDigit(spare, func(r *sortRow) uint8 { return uint8(r.word >> shift) })
	}
	o.sortDigit(spare, func(r *sortRow) uint8 { return r.class })
}

// sortDigit sorts by one digit into the spare rows, which then are the rows, and returns
// those that are now spare. A digit that is the same in all rows costs little.
func (o *ordering) sortDigit(spare []sortRow, digit func(*sortRow) uint8) []sortRow {
	var ends [256]int
	for i := range o.rows {
		ends[digit(&o.rows[i])]++
	}
	if ends[digit(&o.rows[0])] == len(o.rows) {
		return spare
	}
	at := 0
	for d, n := range ends {
		ends[d] = at
		at += n
	}
	for i := range o.rows {
		d := digit(&o.rows[i])
		spare[ends[d]] = o.rows[i]
		ends[d]++
	}
	o.rows, spare = spare, o.rows
	return spare
}
