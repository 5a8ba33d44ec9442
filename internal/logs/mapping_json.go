package logs

// eachItem calls f for the items of a JSON array, strings without their quotes, until f says
// no. A text that is no array has no items.
func eachItem(text []byte, f func(raw []byte, kind Kind, escaped bool) bool) {
	s := jsonScanner{data: text}
	if s.space(); s.peek() != '[' {
		return
	}
	s.elements(func() bool {
		raw, kind, escaped, ok := s.value()
		return ok && f(raw, kind, escaped)
	})
}

// eachMember calls f for the members of a JSON object, likewise.
func eachMember(text []byte, f func(name string, raw []byte, kind Kind, escaped bool)) {
	s := jsonScanner{data: text}
	if s.space(); s.peek() != '{' {
		return
	}
	s.pos++
	for more := true; more; more, _ = s.comma('}') {
		s.space()
		name, odd, ok := s.str()
		if !ok || !s.colon() {
			return
		}
		raw, kind, escaped, ok := s.value()
		if !ok {
			return
		}
		f(unquote(name, odd), raw, kind, escaped)
	}
}

// appendItem appends what [eachItem] found, as text.
func appendItem(dst, raw []byte, escaped bool) []byte {
	if escaped {
		return appendUnescaped(dst, raw)
	}
	return append(dst, raw...)
}
