package feed

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"foxhound/internal/lazyregexp"
)

// stixSource is the [indicator.Indicator.Source] of what STIX bundles hold.
const stixSource = "stix"

var stixID = lazyregexp.New(`^"[a-z0-9-]+--[0-9a-fA-F-]{36}"`)

// claimsSTIX reports whether the text is a bundle of STIX, a page of TAXII, or objects
// without either.
func claimsSTIX(head []byte) bool {
	if !looksJSON(head) {
		return false
	}
	fields := rootFields(head)
	object := strings.HasPrefix(fields["type"], `"`) && stixID.MatchString(fields["id"])
	return object || fields["type"] == `"bundle"` || strings.HasPrefix(fields["objects"], "[")
}

// A stixReader reads bundles. What objects say of each other is put together at the end,
// since any of them may come first.
type stixReader struct {
	*jsonReader
	first      int // the result's indicators before
	known      stixKnown
	others     map[string]int // objects that are observations, by type
	together   int            // indicators that want several things at once
	beside     int            // conditions beside a value
	services   int            // names that stand with a port
	revoked    int            // indicators that take back what they said
	ambiguous  int            // indicators of several families
	multiplied int            // comparisons of patterns whose lists were multiplied
}

func readSTIX(c *collector, in *bufio.Reader) error {
	r := &stixReader{jsonReader: newJSONReader(c, in), first: c.found.len(), others: map[string]int{}, known: newStixKnown()}
	defer r.account()
	for {
		if err := r.elements(r.root); err != nil {
			return err
		}
		if _, err := r.peek(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// root takes a bundle, a page, or an object.
func (r *stixReader) root() error {
	if next, err := r.peek(); err != nil || next != '{' {
		return r.object()
	}
	fields := map[string]json.RawMessage{}
	size, line, wraps := 0, r.line, false
	err := r.fields(func(name string) error {
		if name == "objects" {
			wraps = true
			return r.elements(r.object)
		}
		text, _, err := r.value()
		if size += len(name) + len(text); size > r.max {
			return fmt.Errorf("line %d: a JSON value of more than %d MiB is no record", line, r.max>>20)
		}
		fields[name] = slices.Clone(text)
		return err
	})
	if string(fields["more"]) == "true" {
		r.c.note("a page of several: there is more to fetch")
	}
	if err != nil || wraps || string(fields["type"]) == `"bundle"` {
		return err
	}
	return r.bare(fields, line)
}

// bare takes an object that stands where a bundle could.
func (r *stixReader) bare(fields map[string]json.RawMessage, line int) error {
	for name, raw := range fields {
		if !json.Valid(raw) {
			return r.c.reject(line, 0, string(raw), fmt.Errorf("broken JSON in the field %s", printable(name)))
		}
	}
	var o stixObject
	text, err := json.Marshal(fields)
	if err == nil {
		err = json.Unmarshal(text, &o)
	}
	if err != nil {
		return r.c.reject(line, 0, string(fields["id"]), jsonReason(err))
	}
	return r.take(&o, line)
}

// object takes the next value as an object.
func (r *stixReader) object() error {
	var o stixObject
	_, line, ok, err := r.objectInto(&o)
	if !ok {
		return err
	}
	return r.take(&o, line)
}

// account says what the result's counts and indicators do not show.
func (r *stixReader) account() {
	r.attach()
	for _, n := range []struct {
		count     int
		one, many string
	}{
		{r.together, "1 indicator wants several observations at once, or one more than once: each value stands alone",
			"%d indicators want several observations at once, or one more than once: each value stands alone"},
		{r.beside, "1 condition beside a value, such as a file's name, is not kept", "%d conditions beside a value, such as a file's name, are not kept"},
		{r.services, "1 name stands with a port, which indicators of names do not have", "%d names stand with a port, which indicators of names do not have"},
		{r.revoked, "1 indicator was revoked by its source: it takes back what it said, and gives nothing",
			"%d indicators were revoked by their source: they take back what they said, and give nothing"},
		{r.ambiguous, "1 indicator is of several families, of which the first is kept", "%d indicators are of several families, of which the first is kept"},
	} {
		if n.count > 0 {
			r.c.noteOf(n.count, n.one, n.many)
		}
	}
	if len(r.others) > 0 {
		r.c.note("objects that assert nothing malicious, and are no indicators: %s", r.otherTypes())
	}
}

// otherTypes lists the types of objects that are no indicators, in the order of the alphabet.
func (r *stixReader) otherTypes() string {
	var all []string
	for kind, n := range r.others {
		all = append(all, fmt.Sprintf("%d %s", n, printable(kind)))
	}
	slices.SortFunc(all, func(a, b string) int {
		_, x, _ := strings.Cut(a, " ")
		_, y, _ := strings.Cut(b, " ")
		return strings.Compare(x, y)
	})
	return strings.Join(all, ", ")
}
