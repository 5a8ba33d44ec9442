package logs

import (
	"bytes"
	"time"
)

// cefFormat is ArcSight's Common Event Format, one event a line behind a syslog header or
// none. Its events are rows of CommonSecurityLog, under that table's column names.
var cefFormat = &format{name: "cef", detect: detectCEF, decode: decodeCEF}

// detectCEF wants a CEF header in one of four lines at least: a collector's file mixes
// devices, and what is no CEF in it shall be reported, not hide the rest. JSON and CSV that
// carry CEF inside are theirs.
func detectCEF(f *file) bool {
	lines, found := 0, 0
	for data := f.head; len(data) > 0 && lines < 100; {
		var line []byte
		line, data = cutLine(data)
		line = bytes.TrimLeft(line, " \t\x00")
		if len(line) == 0 {
			continue
		}
		lines++
		if start, _ := findCEF(line); start >= 0 && bytes.IndexByte([]byte(`{["`), line[0]) < 0 {
			found++
		}
	}
	if found == 0 || found*4 < lines {
		return false
	}
	f.years.dated = middle(cefTimes(f.head))
	return true
}

// cefTimes are the times of events that have a year.
func cefTimes(text []byte) (times []time.Time) {
	d := cefDecoder{}
	for len(text) > 0 {
		var line []byte
		line, text = cutLine(text)
		if d.event(0, line) == "" {
			if t, ok := d.rec.Time(); ok {
				times = append(times, t)
			}
		}
	}
	return times
}

func decodeCEF(b *Block, yield func(*Record) bool) {
	d := cefDecoder{years: b.file.years, table: b.file.table}
	if d.table == "" {
		d.table = "CommonSecurityLog"
	}
	d.rec.enter()
	defer d.rec.leave()
	b.lines(func(line int64, text []byte) bool {
		for len(text) > 0 {
			var frame []byte
			frame, text = cutFrame(bytes.TrimLeft(text, " \t\x00"))
			if frame = trimEnd(frame); len(frame) == 0 {
				continue
			}
			if reason := d.event(line, frame); reason != "" {
				b.malformed(line, frame, reason)
				continue
			}
			if d.guessed {
				b.guessed++
			}
			if d.bare {
				b.bare++
			}
			if !yield(&d.rec) {
				return false
			}
		}
		return true
	})
}

// trimEnd drops what line ends leave behind: padding, and CR and LF as rsyslog writes them.
func trimEnd(text []byte) []byte {
	for {
		text = bytes.TrimRight(text, " \t\r\x00")
		if !bytes.HasSuffix(text, []byte("#015")) && !bytes.HasSuffix(text, []byte("#012")) {
			return text
		}
		text = text[:len(text)-4]
	}
}

// findCEF returns where `CEF:0|` begins and what follows its bar begins, or -1.
func findCEF(text []byte) (start, body int) {
	for at := 0; ; at = body {
		i := bytes.Index(text[at:], []byte("CEF:"))
		if i < 0 {
			return -1, -1
		}
		start, body = at+i, at+i+len("CEF:")
		rest := bytes.TrimPrefix(text[body:], []byte(" "))
		n := digits(rest)
		if after := rest[n:]; n > 0 && len(after) > 1 && after[0] == '.' {
			n += 1 + digits(after[1:])
		}
		if n > 0 && n < len(rest) && rest[n] == '|' {
			return start, len(text) - len(rest) + n + 1
		}
	}
}
