package function

import (
	"fmt"
	"strings"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// formats are the functions that write datetimes and timespans after a pattern:
//
//	yyyy yy y   the year with 4 digits, its last 2, the same without a 0
//	MM M dd d   month and day, of timespans the days with as many digits as there are d
//	HH H hh h   hour of 24, of 12; of timespans both of 24
//	mm m ss s   minute and second
//	f F         as many digits of the fraction, F without the zeros at its end
//	tt          AM or PM
//
// with / - : , . _ [ ] and blanks between them. A longer run of a letter is read as two
// and two (MMM as MM and M). A pattern with anything else in it is refused.
var formats = []Scalar{
	{Name: "format_datetime", New: formatter("format_datetime", datetimeLetters, appendDatetime)},
	{Name: "format_timespan", New: formatter("format_timespan", spanLetters, appendSpan)},
}

// Letters of patterns, with the longest run that is read as one.
var (
	datetimeLetters = map[byte]int{'y': 4, 'M': 2, 'd': 2, 'H': 2, 'h': 2, 'm': 2, 's': 2, 'f': 7, 'F': 7, 't': 2}
	spanLetters     = map[byte]int{'d': 8, 'H': 2, 'h': 2, 'm': 2, 's': 2, 'f': 7, 'F': 7}
)

// A piece of a pattern is a run of one letter, or a delimiter.
type piece struct {
	letter byte // 0 for a delimiter
	width  int
	text   string
}

// formatter makes the maker of a function that writes ticks after a pattern.
func formatter(name string, letters map[byte]int, write func([]byte, []piece, int64) []byte) maker {
	return func(s Spec) (Kernel, error) {
		a := s.Args[1]
		if !a.Const {
			return map2(func(ticks int64, pattern string) string {
				pieces, err := patternPieces(pattern, letters)
				if err != nil {
					return ""
				}
				return string(write(nil, pieces, ticks))
			})(s)
		}
		pattern, _ := a.Value.(string)
		pieces, err := patternPieces(pattern, letters)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return func(args []*vector.Vector, n int) *vector.Vector {
			return apply1(value.String, args[0], n, func(ticks int64) (string, bool) {
				return string(write(nil, pieces, ticks)), true
			})
		}, nil
	}
}

// patternPieces takes a pattern apart.
func patternPieces(pattern string, letters map[byte]int) ([]piece, error) {
	var out []piece
	for i := 0; i < len(pattern); {
		c := pattern[i]
		longest := letters[c]
		if longest == 0 {
			if strings.IndexByte("/-:,._[] ", c) < 0 {
				return nil, fmt.Errorf("`%c` in the pattern `%s` stands for nothing", []rune(pattern[i:])[0], pattern)
			}
			out = append(out, piece{text: pattern[i : i+1]})
			i++
			continue
		}
		n := runLength(pattern[i:], longest)
		if c == 'y' && n == 3 {
			n = 2
		}
		if c == 't' && n == 1 {
			return nil, fmt.Errorf("`t` in the pattern `%s` stands for nothing; `tt` is AM or PM", pattern)
		}
		out = append(out, piece{letter: c, width: n})
		i += n
	}
	return out, nil
}

// runLength counts how often the first character is repeated, up to a limit.
func runLength(s string, longest int) int {
	n := 1
	for n < len(s) && n < longest && s[n] == s[0] {
		n++
	}
	return n
}

func appendDatetime(dst []byte, pieces []piece, ticks int64) []byte {
	d := value.Time(ticks).Date()
	for _, p := range pieces {
		switch p.letter {
		case 'y':
			year := d.Year
			if p.width < 4 {
				year %= 100
			}
			dst = fmt.Appendf(dst, "%0*d", p.width, year)
		case 'M':
			dst = fmt.Appendf(dst, "%0*d", p.width, d.Month)
		case 'd':
			dst = fmt.Appendf(dst, "%0*d", p.width, d.Day)
		case 'h':
			dst = fmt.Appendf(dst, "%0*d", p.width, (d.Ticks/value.Hour+11)%12+1)
		case 't':
			if d.Ticks < 12*value.Hour {
				dst = append(dst, "AM"...)
			} else {
				dst = append(dst, "PM"...)
			}
		default:
			dst = appendClockPiece(dst, p, d.Ticks)
		}
	}
	return dst
}

func appendSpan(dst []byte, pieces []piece, ticks int64) []byte {
	amount := uint64(ticks)
	if ticks < 0 {
		amount = -amount
		dst = append(dst, '-')
	}
	for _, p := range pieces {
		switch p.letter {
		case 'd':
			dst = fmt.Appendf(dst, "%0*d", p.width, amount/value.Day)
		case 'h':
			dst = fmt.Appendf(dst, "%0*d", p.width, amount%value.Day/value.Hour)
		default:
			dst = appendClockPiece(dst, p, int64(amount%value.Day))
		}
	}
	return dst
}

// appendClockPiece writes what datetimes and timespans share, of ticks within a day.
func appendClockPiece(dst []byte, p piece, ticks int64) []byte {
	switch p.letter {
	case 'H':
		return fmt.Appendf(dst, "%0*d", p.width, ticks/value.Hour)
	case 'm':
		return fmt.Appendf(dst, "%0*d", p.width, ticks/value.Minute%60)
	case 's':
		return fmt.Appendf(dst, "%0*d", p.width, ticks/value.Second%60)
	case 'f', 'F':
		digits := fmt.Sprintf("%07d", ticks%value.Second)[:p.width]
		if p.letter == 'F' {
			digits = strings.TrimRight(digits, "0")
		}
		return append(dst, digits...)
	}
	return append(dst, p.text...)
}
