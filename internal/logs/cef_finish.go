package logs

import (
	"bytes"
	"time"
)

// finish adds what no key says: the sender, the event's time, the additional extensions.
func (d *cefDecoder) finish(h syslogHeader) {
	if len(h.host) > 0 {
		d.rec.add("Computer", Text, h.host)
	}
	if len(d.extra) > 0 {
		d.rec.add("AdditionalExtensions", Text, d.extra)
	}
	t := d.eventTime(h)
	d.guessed, d.bare = t.lent && d.years.guesses(), t.bare && aTime(t.Time)
	if aTime(t.Time) {
		d.rec.add("TimeGenerated", Text, d.rec.timeText(t.Time))
	}
	d.retime(cefStart)
	d.retime(cefEnd)
}

// eventTime is when the device saw the event. In the cloud TimeGenerated is the time of
// arrival, which a file does not know.
func (d *cefDecoder) eventTime(h syslogHeader) stamp {
	for _, c := range []uint8{cefReceipt, cefEnd, cefStart} {
		if t, ok := d.timeOf(c); ok {
			return t
		}
	}
	return h.time
}

// timeOf reads the column as a time: a count of milliseconds, or a date in words.
func (d *cefDecoder) timeOf(c uint8) (stamp, bool) {
	n := d.place[c]
	if n == 0 {
		return stamp{}, false
	}
	text := d.rec.Fields[n-1].Text
	if t, ok := parseEpoch(text); ok {
		return stamp{Time: t}, aTime(t)
	}
	t, _ := parseStamp(text, &d.years)
	return t, aTime(t.Time)
}

// retime spells a column of type datetime as one.
func (d *cefDecoder) retime(c uint8) {
	if t, ok := d.timeOf(c); ok {
		f := &d.rec.Fields[d.place[c]-1]
		f.Text, f.Kind = d.rec.timeText(t.Time), Text
	}
}

// timeText spells t as the tables do.
func (r *Record) timeText(t time.Time) []byte {
	return r.build(func(dst []byte) []byte { return t.UTC().AppendFormat(dst, time.RFC3339Nano) })
}

// unescape undoes the escapes of a header part or a value.
func (d *cefDecoder) unescape(text []byte, url bool) []byte {
	if !d.escaped || bytes.IndexByte(text, '\\') < 0 && (url || bytes.IndexByte(text, '#') < 0) {
		return text
	}
	return d.rec.build(func(dst []byte) []byte { return appendPlain(dst, text, url) })
}

// appendPlain undoes \| \= \\ \n \r, and rsyslog's #012 and #015 for line ends; in a URL
// those may be a fragment and stay. A backslash before anything else stands for itself.
func appendPlain(dst, text []byte, url bool) []byte {
	for len(text) > 0 {
		n := bytes.IndexAny(text, `\#`)
		if n < 0 {
			break
		}
		dst, text = append(dst, text[:n]...), text[n:]
		c, length := unescapeOne(text, url)
		dst, text = append(dst, c), text[length:]
	}
	return append(dst, text...)
}

// unescapeOne reads the backslash or # that text begins with.
func unescapeOne(text []byte, url bool) (c byte, length int) {
	switch {
	case text[0] == '#' && !url && bytes.HasPrefix(text, []byte("#012")):
		return '\n', 4
	case text[0] == '#' && !url && bytes.HasPrefix(text, []byte("#015")):
		return '\r', 4
	case text[0] == '#' || len(text) == 1:
		return text[0], 1
	}
	switch text[1] {
	case '\\', '=', '|':
		return text[1], 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	}
	return '\\', 1
}
