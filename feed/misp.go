package feed

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"foxhound/indicator"
)

// mispSource is the [indicator.Indicator.Source] of what MISP events hold.
const mispSource = "misp"

// claimsMISP reports whether the text is an event of MISP in one of its wrappings, a bare one,
// or attributes or objects without their event.
func claimsMISP(head []byte) bool {
	if !looksJSON(head) {
		return false
	}
	fields := rootFields(head)
	has := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(name string) bool { return fields[name] == "" })
	}
	wrapped := strings.ContainsAny(firstByte(fields["Event"]), "[{") || strings.HasPrefix(fields["Attribute"], "[") ||
		strings.HasPrefix(fields["Object"], "[") || strings.ContainsAny(firstByte(fields["response"]), "[{")
	bare := has("uuid", "info", "date") || has("type", "value", "category") || has("type", "value", "to_ids")
	return wrapped || bare
}

func firstByte(text string) string { return text[:min(len(text), 1)] }

// A mispReader reads events.
type mispReader struct {
	*jsonReader
	pairs    int // attributes that gave two indicators
	services int // names that came with a port
	deleted  int // attributes that take back what they said
}

func readMISP(c *collector, in *bufio.Reader) error {
	r := &mispReader{jsonReader: newJSONReader(c, in)}
	defer r.account()
	for {
		if err := r.root(0); err != nil {
			return err
		}
		if _, err := r.peek(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// account says where the result's count is not that of the attributes, and what was left of them.
func (r *mispReader) account() {
	if r.pairs > 0 {
		r.c.noteOf(r.pairs, "1 attribute holds a name and its address, an indicator each", "%d attributes hold a name and its address, an indicator each")
	}
	if r.deleted > 0 {
		r.c.noteOf(r.deleted, "1 attribute was deleted by its event's owner: it takes back what it said, and gives nothing", "%d attributes were deleted by their event's owner: they take back what they said, and give nothing")
	}
	if r.services > 0 {
		r.c.noteOf(r.services, "1 name stands with a port, which indicators of names do not have", "%d names stand with a port, which indicators of names do not have")
	}
}

// maxWrappers is how deep an event may be wrapped: response, array, Event.
const maxWrappers = 6

// root takes an event in whatever wrapping, or several in an array.
func (r *mispReader) root(depth int) error {
	if depth > maxWrappers {
		return fmt.Errorf("line %d: an event wrapped more than %d times", r.line, maxWrappers)
	}
	return r.elements(func() error {
		switch next, err := r.peek(); {
		case err == nil && next == '[':
			return r.root(depth + 1)
		case err == nil && next == '{':
			return r.event(depth)
		}
		text, line, err := r.value()
		if err != nil {
			return err
		}
		return r.c.reject(line, 0, string(text), errNoRecord)
	})
}

// A mispEvent is what an event says of all its attributes.
type mispEvent struct {
	Date   jsonText             `json:"date"`
	Tag    jsonList[mispTag]    `json:"Tag"`
	Galaxy jsonList[mispGalaxy] `json:"Galaxy"`
	Orgc   struct {
		Name jsonText `json:"name"`
	} `json:"Orgc"`
}

// event takes an object that is an event, wraps one, or is a bare attribute. What it says of
// its attributes may stand behind them, so that it is attached at the end.
func (r *mispReader) event(depth int) error {
	var e mispEvent
	bare := map[string]json.RawMessage{}
	first, line, known := r.c.found.len(), r.line, false
	err := r.fields(func(name string) error {
		known = known || slices.Contains(eventFields, name)
		switch name {
		case "Event", "response":
			return r.root(depth + 1)
		case "Attribute":
			return r.elements(func() error { return r.attribute(mispObject{}) })
		case "ShadowAttribute":
			return r.elements(func() error { return r.attribute(mispObject{proposal: true}) })
		case "Object":
			return r.elements(r.object)
		case "Tag":
			return r.decode(&e.Tag)
		case "Galaxy":
			return r.decode(&e.Galaxy)
		case "Orgc":
			return r.decode(&e.Orgc)
		case "date":
			return r.decode(&e.Date)
		}
		text, _, err := r.value()
		if slices.Contains(bareFields, name) {
			bare[name] = slices.Clone(text)
		}
		return err
	})
	switch {
	case err != nil:
	case bare["type"] != nil && bare["value"] != nil:
		err = r.bare(bare, e, line)
	case !known:
		err = r.c.reject(line, 0, string(bare["type"]), errNoEvent)
	}
	r.attach(e, first)
	return err
}

// eventFields are those by which an object is an event, or wraps one.
var eventFields = []string{"Event", "response", "Attribute", "ShadowAttribute", "Object", "Orgc", "info", "date"}

var errNoEvent = errors.New("an object that is neither an event nor an attribute of MISP")

// bareFields are those of an attribute that stands where an event could.
var bareFields = []string{"type", "value", "comment", "to_ids", "deleted", "timestamp", "first_seen", "last_seen", "uuid"}

func (r *mispReader) bare(fields map[string]json.RawMessage, e mispEvent, line int) error {
	var a mispAttribute
	for name, raw := range fields {
		if !json.Valid(raw) {
			return r.c.reject(line, 0, string(raw), fmt.Errorf("broken JSON in the field %s", name))
		}
	}
	text, err := json.Marshal(fields)
	if err == nil {
		err = json.Unmarshal(text, &a)
	}
	if err != nil {
		return r.c.reject(line, 0, string(text), jsonReason(err))
	}
	a.Tag, a.Galaxy = e.Tag, e.Galaxy
	return r.take(a, mispObject{}, line)
}

// maxTags is how many tags an indicator can have of its event, and how many of its own.
const maxTags = 32

// attach gives the indicators from number first on what their event says. A family is the
// attributes' where it is the only one that the event names.
func (r *mispReader) attach(e mispEvent, first int) {
	if len(e.Tag)+len(e.Galaxy) == 0 && e.Date == "" && e.Orgc.Name == "" {
		return // a mere wrapping
	}
	families := mispFamilies(e.Galaxy, e.Tag)
	if len(families) > 1 {
		r.c.note("an event names %d families, %s and %s among them: it gives none to its attributes",
			len(families), printable(families[0].Label()), printable(families[1].Label()))
	}
	seen, _ := date("date", string(e.Date))
	tags, reporter := r.names(e.Tag), r.c.intern(string(e.Orgc.Name))
	for ind := range r.c.found.from(first) {
		if len(families) == 1 && ind.Family.Key() == "" {
			ind.Family = families[0]
		}
		if ind.FirstSeen.IsZero() {
			ind.FirstSeen = seen
		}
		if ind.Reporter == "" {
			ind.Reporter = reporter
		}
		ind.Tags = joinTags(tags, ind.Tags)
	}
}

// joinTags returns an event's tags and an attribute's; the event's alone are shared.
func joinTags(event, own []string) []string {
	if len(own) == 0 {
		return event
	}
	all := slices.Clone(event)
	for _, tag := range own {
		if !slices.Contains(all, tag) {
			all = append(all, tag)
		}
	}
	return all
}

func (r *mispReader) names(tags []mispTag) []string {
	if len(tags) > maxTags {
		r.c.note("%d tags of one record, of which %d are kept", len(tags), maxTags)
		tags = tags[:maxTags]
	}
	var names []string
	for _, tag := range tags {
		names = append(names, string(tag.Name))
	}
	return r.c.tags(names)
}

// add counts one indicator of an attribute.
func (r *mispReader) add(ind indicator.Indicator, values []indicator.Observable) error {
	for _, o := range values {
		ind.Observable = o
		if err := r.c.add(ind); err != nil {
			return err
		}
	}
	return nil
}
