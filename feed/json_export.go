package feed

import "bufio"

// claimsExport reports whether the text is ThreatFox's JSON export: arrays of
// records under their ids. An empty object is an export without entries.
func claimsExport(head []byte) bool {
	return looksJSON(head) && (exportField.Match(head) || emptyExport.Match(head))
}

// readExport reads the export in the order of the file. Records in a bare array, as
// tools that have no use for the ids write them, are taken too.
func readExport(c *collector, in *bufio.Reader) error {
	c.found.finally()
	r := newJSONReader(c, in)
	var err error
	if next, _ := r.peek(); next == '[' {
		err = r.records("")
	} else {
		err = r.each('{', '}', r.exported)
	}
	if err == nil {
		err = r.end()
	}
	return r.decoded(err)
}

// exported takes an id and the records under it.
func (r *jsonReader) exported() error {
	id, _, err := r.key()
	if err != nil {
		return err
	}
	return r.records(id)
}
