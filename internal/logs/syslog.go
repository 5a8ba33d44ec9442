package logs

import "bytes"

// A syslogHeader is what stands before a message: who sent it, and when.
type syslogHeader struct {
	host []byte // nil where there is none
	time stamp  // zero where there is none
}

// parseSyslog reads the header in front of a message, in the spellings that relays and
// agents really write: RFC 3164, RFC 5424, RFC 3164 with an ISO time, some of it, none of it.
// Where a relay set its own header before the device's, the inner one counts: it names the
// device. years lends a year to stamps that have none.
func parseSyslog(text []byte, years *calendar) (h syslogHeader) {
	hostNext := true // a host stands first, or behind a time
	for {
		text = bytes.TrimLeft(skipPriority(bytes.TrimLeft(text, " \t")), " \t")
		if len(text) == 0 {
			return h
		}
		if t, n := parseStamp(text, years); n > 0 {
			h.time, hostNext, text = t, true, text[n:]
			continue
		}
		word := text[:wordLen(text)]
		text = text[len(word):]
		if isVersion(word) || string(word) == "-" && h.time.IsZero() {
			continue // what RFC 5424 puts before the host
		}
		if hostNext && isHost(word) {
			h.host = word
		}
		hostNext = false
	}
}

// skipPriority drops <PRI>.
func skipPriority(text []byte) []byte {
	if len(text) == 0 || text[0] != '<' {
		return text
	}
	n := 1 + digits(text[1:])
	if n == 1 || n > 4 || n == len(text) || text[n] != '>' {
		return text
	}
	return text[n+1:]
}

// cutFrame takes the first frame off text that may be framed by octet counts, as in
// `33 <13>1 ...`: frames follow each other without a line end between them. Text that is not
// framed is one frame.
func cutFrame(text []byte) (frame, rest []byte) {
	n := digits(text)
	if n == 0 || n > 8 || !bytes.HasPrefix(text[n:], []byte(" <")) {
		return text, nil
	}
	body := text[n+1:]
	length := int(atoi(text[:n]))
	if length >= len(body) {
		return body, nil
	}
	if m := digits(body[length:]); m == 0 || !bytes.HasPrefix(body[length+m:], []byte(" <")) {
		return body, nil // a wrong count must not cut a message in two
	}
	return body[:length], body[length:]
}

// isVersion reports whether the word is RFC 5424's version, or the octet count before it.
func isVersion(word []byte) bool { return digits(word) == len(word) }

// isHost tells a host's name from a tag (`sshd[12]:`), a nil value and stray punctuation.
func isHost(word []byte) bool {
	last := word[len(word)-1]
	return last != ':' && last != ']' && string(word) != "-"
}

func wordLen(text []byte) int {
	if n := bytes.IndexAny(text, " \t"); n >= 0 {
		return n
	}
	return len(text)
}

// digits counts the digits that text begins with.
func digits(text []byte) (n int) {
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return n
}

// atoi reads digits; the caller has counted them and knows that they fit.
func atoi(text []byte) (v int64) {
	for _, c := range text {
		v = v*10 + int64(c-'0')
	}
	return v
}
