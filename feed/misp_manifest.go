package feed

import (
	"bufio"
	"strings"
)

// claimsManifest reports whether the text is the table of contents of a MISP feed: what the
// events are, under their ids.
func claimsManifest(head []byte) bool {
	if !looksJSON(head) {
		return false
	}
	fields := rootFields(head)
	for id, about := range fields {
		if !isUUID(id) || !strings.HasPrefix(about, "{") {
			return false
		}
	}
	return len(fields) > 0
}

func isUUID(id string) bool {
	return len(id) == 36 && strings.Trim(id, "0123456789abcdefABCDEF-") == "" && strings.Count(id, "-") == 4
}

// readManifest counts the events. A manifest has no indicators, and none is missed in it.
func readManifest(c *collector, in *bufio.Reader) error {
	r := newJSONReader(c, in)
	events := 0
	err := r.fields(func(string) error {
		events++
		_, _, err := r.value()
		return err
	})
	if err != nil {
		return err
	}
	c.note("the manifest of a MISP feed: it names %d events and holds no indicators; give the events themselves", events)
	return r.end()
}
