package exec

import (
	"cmp"
	"math"
	"strings"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A sortRow is a row being sorted: the class of its first key, then as much of that key as
// goes into a word, decide most comparisons.
type sortRow struct {
	word  uint64
	class uint8
	row   uint32
}

// Classes of values: nulls and NaN stand at one end, NaN next to what has a value.
const (
	nullFirst uint8 = iota
	nanFirst
	valued
	nanLast
	nullLast
)

// sortWords fills in the rows' classes and words. It reports whether rows with equal ones
// are equal in the key.
func sortWords(key *vector.Vector, by sortBy, rows []sortRow) (exact bool) {
	exact = true
	prefix := commonPrefix(key.Strings)
	flip := uint64(0)
	if by.desc {
		flip = math.MaxUint64
	}
	for i := range rows {
		rows[i].row, rows[i].class = uint32(i), classOf(key, by, i)
		if rows[i].class != valued {
			continue
		}
		at := key.Index(i)
		switch {
		case key.Longs != nil:
			rows[i].word = flip ^ uint64(key.Longs[at]) ^ 1<<63
		case key.Reals != nil:
			rows[i].word = flip ^ realWord(key.Reals[at])
		case key.Strings != nil:
			word, whole := stringWord(key.Strings[at][prefix:])
			rows[i].word = flip ^ word
			exact = exact && whole
		case key.Bools != nil && key.Bools[at]:
			rows[i].word = flip ^ 1
		case key.Bools != nil:
			rows[i].word = flip
		default:
			exact = false
		}
	}
	return exact
}

func classOf(key *vector.Vector, by sortBy, row int) uint8 {
	switch nan := key.Reals != nil && math.IsNaN(key.Reals[key.Index(row)]); {
	case key.IsNull(row) && by.nullsFirst:
		return nullFirst
	case key.IsNull(row):
		return nullLast
	case nan && by.nullsFirst:
		return nanFirst
	case nan:
		return nanLast
	}
	return valued
}

// realWord returns a word that orders reals as they are; -0 is 0.
func realWord(x float64) uint64 {
	if x == 0 {
		x = 0
	}
	word := math.Float64bits(x)
	if word>>63 == 1 {
		return ^word
	}
	return word | 1<<63
}

// sharedPrefix is how far it is worth looking for a common start.
const sharedPrefix = 256

// commonPrefix returns how many bytes all strings start with, so that words of names that
// begin alike still differ.
func commonPrefix(list []string) int {
	if len(list) == 0 {
		return 0
	}
	n := min(len(list[0]), sharedPrefix)
	for _, s := range list {
		n = min(n, len(s))
		for s[:n] != list[0][:n] {
			n--
		}
	}
	return n
}

// stringWord returns the first seven bytes of a string and, below them, its length up to
// eight. whole reports whether that is all of it.
func stringWord(s string) (word uint64, whole bool) {
	n := min(len(s), 7)
	for i := range n {
		word |= uint64(s[i]) << (56 - 8*i)
	}
	return word | uint64(min(len(s), 8)), len(s) <= 7
}

// comparison compares two rows by a key.
func comparison(key *vector.Vector, by sortBy) func(a, b int) int {
	compare := comparer(key)
	return func(a, b int) int {
		switch x, y := classOf(key, by, a), classOf(key, by, b); {
		case x != y:
			return int(x) - int(y)
		case x != valued:
			return 0
		}
		if by.desc {
			return compare(b, a)
		}
		return compare(a, b)
	}
}

// comparer compares two rows that have a value.
func comparer(key *vector.Vector) func(a, b int) int {
	mask := key.Mask()
	switch {
	case key.Longs != nil:
		return func(a, b int) int { return cmp.Compare(key.Longs[a&mask], key.Longs[b&mask]) }
	case key.Reals != nil:
		return func(a, b int) int { return cmp.Compare(key.Reals[a&mask], key.Reals[b&mask]) }
	case key.Strings != nil:
		return func(a, b int) int { return strings.Compare(key.Strings[a&mask], key.Strings[b&mask]) }
	}
	return func(a, b int) int { return value.Compare(key.Type, key.Value(a), key.Value(b)) }
}
