package term

import "strings"

// shortText is up to what length a text is searched for anew behind each place.
const shortText = 32

// Each hands the place of each occurrence of a text to f, overlapping ones too, until f
// says no. The text must not be empty. It takes time in proportion to both.
func Each(s, t string, f func(at int) bool) {
	if len(t) <= shortText || !strings.Contains(s, t) {
		for at := 0; ; at++ {
			i := strings.Index(s[at:], t)
			if i < 0 || !f(at+i) {
				return
			}
			at += i
		}
	}
	border := bordersOf(t)
	for i, matched := 0, 0; i < len(s); i++ {
		for matched > 0 && (matched == len(t) || t[matched] != s[i]) {
			matched = border[matched-1]
		}
		if t[matched] == s[i] {
			matched++
		}
		if matched == len(t) && !f(i+1-matched) {
			return
		}
	}
}

func bordersOf(t string) []int {
	bytes := make([]rune, len(t))
	for i := range len(t) {
		bytes[i] = rune(t[i])
	}
	return borders(bytes)
}
