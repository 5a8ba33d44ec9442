package feed

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"foxhound/internal/lazyregexp"
)

// claimsAPI reports whether the text is an answer of ThreatFox's API, or the data of one
// without its envelope.
func claimsAPI(head []byte) bool {
	return looksJSON(head) && apiField.Match(head)
}

// envelope tells an answer from a bare record.
var envelope = lazyregexp.New(`"query_status"\s*:|"data"\s*:\s*[\[{]`)

func readAPI(c *collector, in *bufio.Reader) error {
	c.found.finally()
	r := newJSONReader(c, in)
	return r.decoded(r.api(in))
}

func (r *jsonReader) api(in *bufio.Reader) error {
	head, _ := in.Peek(headSize)
	next, err := r.peek()
	switch {
	case err != nil:
		return err
	case next == '[':
		if err := r.records(""); err != nil {
			return err
		}
	case envelope.Match(head):
		if err := r.answer(); err != nil {
			return err
		}
	default:
		return r.bare()
	}
	return r.end()
}

// bare reads records one behind the other.
func (r *jsonReader) bare() error {
	for {
		if _, err := r.peek(); err == io.EOF {
			return nil
		}
		if err := r.record(""); err != nil {
			return err
		}
	}
}

// answer reads the envelope: query_status, and data whose kind depends on it.
func (r *jsonReader) answer() error {
	var status, message string
	err := r.each('{', '}', func() error {
		name, _, err := r.key()
		if err != nil {
			return err
		}
		switch next, _ := r.peek(); {
		case name == "data" && (next == '[' || next == '{'):
			return r.records("")
		case name == "data":
			message, err = r.text()
		case name == "query_status":
			status, err = r.text()
		default:
			_, _, err = r.value()
		}
		return err
	})
	if err != nil {
		return err
	}
	return r.judge(status, message)
}

// text takes a value that should be a string; any other is given as it stands.
func (r *jsonReader) text() (string, error) {
	raw, _, err := r.value()
	if err != nil {
		return "", err
	}
	var text jsonText
	if json.Unmarshal(raw, &text) != nil {
		return string(raw), nil
	}
	return string(text), nil
}

// judge turns the status of an answer into an error, unless it says that nothing was found:
// a status nobody knows never passes for "no indicators".
func (r *jsonReader) judge(status, message string) error {
	switch {
	case status == "no_result" || status == "no_results":
		r.c.note("the API answered `%s`: nothing was found", status)
		return nil
	case (status == "ok" || status == "") && message == "":
		return nil
	case message == "":
		return fmt.Errorf("the API answered `%s` instead of indicators: mend the query or the key and ask again", printable(status))
	}
	return fmt.Errorf("the API answered `%s` instead of indicators: %s", printable(status), printable(message))
}
