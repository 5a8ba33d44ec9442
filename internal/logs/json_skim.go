package logs

// A skim finds the end of a JSON value without judging it, so that values can be cut apart
// before they are decoded, and one that is wrong does not hide those behind it. It can be
// fed piece by piece.
//
// A line feed ends a string that is still open: JSON has none in strings, and without this
// a missing quote would turn the rest of the file inside out.
type skim struct {
	depth   int
	inText  bool // in a string
	escaped bool // behind a backslash in it
	started bool
}

// feed takes the next piece and returns how much of it belongs to the value, and whether
// the value ends there. A number or word ends before what follows it.
func (k *skim) feed(data []byte) (n int, ended bool) {
	for i := 0; i < len(data); {
		if k.inText {
			i += k.text(data[i:])
			if !k.inText && k.depth == 0 {
				return i, true
			}
			continue
		}
		switch c := data[i]; c {
		case '"':
			if k.depth == 0 && k.started {
				return i, true
			}
			k.inText = true
		case '{', '[':
			if k.depth == 0 && k.started {
				return i, true
			}
			k.depth++
		case '}', ']':
			if k.depth == 0 {
				return i, true
			}
			if k.depth--; k.depth == 0 {
				return i + 1, true
			}
		case ',', ':', ' ', '\t', '\r', '\n':
			if k.depth == 0 {
				return i, true
			}
		}
		k.started = true
		i++
	}
	return len(data), false
}

// text moves through a string and returns how far.
func (k *skim) text(data []byte) int {
	i := 0
	if k.escaped && len(data) > 0 {
		k.escaped = false
		i++
	}
	for {
		i = plainRun(data, i)
		if i >= len(data) {
			return len(data)
		}
		switch data[i] {
		case '"', '\n':
			k.inText = false
			return i + 1
		case '\\':
			if i++; i == len(data) {
				k.escaped = true
				return i
			}
			if data[i] == '\n' { // the line feed ends the string
				continue
			}
		}
		i++
	}
}

// valueEnd returns the length of the value that data begins with, or -1 where it goes on
// behind data; at the end of the file it cannot.
func valueEnd(data []byte, atEOF bool) int {
	var k skim
	n, ended := k.feed(data)
	if !ended && !atEOF {
		return -1
	}
	return n
}
