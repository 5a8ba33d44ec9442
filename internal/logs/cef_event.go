package logs

import "bytes"

// A cefDecoder turns events into records, one after the other in the same memory.
type cefDecoder struct {
	rec     Record
	table   string
	years   calendar // the file's
	guessed bool     // the event's time has its year from what a copy of the file would change
	bare    bool     // the event's time says no zone

	place   [256]uint16 // for each column its field's number from 1, or 0; for a key that recurs
	extra   []byte      // the keys that have no column, as AdditionalExtensions spells them
	escaped bool        // the event holds a backslash or a # somewhere
}

// event reads one event into d.rec, or says why it cannot.
func (d *cefDecoder) event(line int64, text []byte) (reason string) {
	start, body := findCEF(text)
	if start < 0 {
		return "no CEF header"
	}
	d.rec.reset(d.table, line)
	d.place, d.extra = [256]uint16{}, d.extra[:0]
	d.escaped = bytes.IndexByte(text, '\\') >= 0 || bytes.IndexByte(text, '#') >= 0
	extension, ok := d.header(text[body:])
	if !ok {
		return "CEF header ends before its severity"
	}
	d.extension(extension)
	d.finish(parseSyslog(text[:start], &d.years))
	return ""
}

// cefHeader are the columns of the header's parts behind the version.
var cefHeader = [...]string{"DeviceVendor", "DeviceProduct", "DeviceVersion", "DeviceEventClassID", "Activity", "LogSeverity"}

// header reads `vendor|product|version|class|name|severity|`, where \| and \\ stand for | and \.
func (d *cefDecoder) header(text []byte) (extension []byte, ok bool) {
	for i, column := range cefHeader {
		n := barAt(text)
		if n < 0 && i < len(cefHeader)-1 {
			return nil, false
		}
		part, rest := text, []byte(nil)
		if n >= 0 {
			part, rest = text[:n], text[n+1:]
		}
		d.rec.add(column, Text, d.unescape(bytes.TrimSpace(part), false))
		text = rest
	}
	severity := d.rec.Fields[len(d.rec.Fields)-1]
	d.rec.add("OriginalLogSeverity", Text, severity.Text)
	return text, true
}

// barAt returns where the first | stands that no backslash escapes, or -1.
func barAt(text []byte) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '|':
			return i
		}
	}
	return -1
}

// extension reads `key=value key=value`. Values hold spaces and unescaped equals signs, so
// a value ends where the next key begins: at the last word before an = that can be a key.
func (d *cefDecoder) extension(text []byte) {
	var key []byte
	from := 0 // where the value at hand begins
	for at := 0; ; {
		i := bytes.IndexByte(text[at:], '=')
		if i < 0 {
			break
		}
		at += i + 1
		if start := keyBefore(text, at-1, from); start >= 0 {
			d.value(key, text[from:start])
			key, from = text[start:at-1], at
		}
	}
	d.value(key, text[from:])
}

// keyBefore returns where the key begins whose = stands at end, or -1 if what stands there
// is none. The dictionary has no key of one letter, and texts do (`?a=b c=d`): that is none.
func keyBefore(text []byte, end, from int) int {
	start := end
	for start > from && cefKeyByte[text[start-1]] {
		start--
	}
	if end-start < 2 || start > 0 && text[start-1] != ' ' {
		return -1
	}
	return start
}

// cefKeyByte are the bytes that keys are made of.
var cefKeyByte = func() (set [256]bool) {
	for _, c := range "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-" {
		set[c] = true
	}
	return set
}()

// value stores a key's value: in its column, where a later one replaces an earlier, or
// among the additional extensions.
func (d *cefDecoder) value(key, text []byte) {
	text = bytes.TrimSpace(text)
	target, known := lookupCEF(key)
	switch {
	case !known:
		d.additional(key, text)
	case len(text) > 0:
		text = d.unescape(text, cefColumns[target.column].kind == cefURL)
		d.set(target.column, text)
		if target.legacy != 0 && isInteger(text) {
			d.set(target.legacy, text)
		}
	}
}

// set gives the column its text.
func (d *cefDecoder) set(c uint8, text []byte) {
	column, kind := &cefColumns[c], Text
	if column.kind == cefInteger && isInteger(text) || column.kind == cefReal && isNumber(text) {
		kind = Number
	}
	if n := d.place[c]; n > 0 {
		d.rec.Fields[n-1].Text, d.rec.Fields[n-1].Kind = text, kind
		return
	}
	d.rec.add(column.name, kind, text)
	d.place[c] = uint16(len(d.rec.Fields))
}

// additional appends to AdditionalExtensions; text before the first key is kept there too.
func (d *cefDecoder) additional(key, text []byte) {
	if len(key) == 0 && len(text) == 0 {
		return
	}
	if len(d.extra) > 0 {
		d.extra = append(d.extra, ';')
	}
	if len(key) > 0 {
		d.extra = append(append(d.extra, key...), '=')
	}
	d.extra = appendPlain(d.extra, text, false)
}
