package feed

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"foxhound/indicator"
)

// A mispAttribute is one value of an event.
type mispAttribute struct {
	UUID      jsonText                  `json:"uuid"`
	Type      jsonText                  `json:"type"`
	Value     jsonText                  `json:"value"`
	ToIDs     jsonText                  `json:"to_ids"`
	Comment   jsonText                  `json:"comment"`
	Deleted   jsonText                  `json:"deleted"`
	Timestamp jsonText                  `json:"timestamp"`
	FirstSeen jsonText                  `json:"first_seen"`
	LastSeen  jsonText                  `json:"last_seen"`
	Tag       jsonList[mispTag]         `json:"Tag"`
	Galaxy    jsonList[mispGalaxy]      `json:"Galaxy"`
	Proposals jsonList[json.RawMessage] `json:"ShadowAttribute"`
}

// A mispObject is what stands around an attribute.
type mispObject struct {
	deleted, proposal bool
}

// The reasons why an attribute is no indicator by the word of its event.
var (
	errContext  = errors.New("to_ids is false: context of the event, no indicator")
	errDeleted  = errors.New("deleted by the event's owner")
	errProposal = errors.New("a proposal that the event's owner has not accepted")
)

// object takes an object whole, since that it is deleted may stand behind its attributes.
func (r *mispReader) object() error {
	var o struct {
		Deleted jsonText `json:"deleted"`
	}
	text, line, ok, err := r.objectInto(&o)
	if !ok {
		return err
	}
	deleted, _ := boolean("deleted", string(o.Deleted))
	inside := &mispReader{jsonReader: r.within(text, line)}
	err = inside.fields(func(name string) error {
		if name == "Attribute" {
			return inside.elements(func() error { return inside.attribute(mispObject{deleted: deleted}) })
		}
		_, _, err := inside.value()
		return err
	})
	r.pairs, r.services, r.deleted = r.pairs+inside.pairs, r.services+inside.services, r.deleted+inside.deleted
	return err
}

// attribute takes one attribute, with the proposals to change it.
func (r *mispReader) attribute(around mispObject) error {
	var a mispAttribute
	_, line, ok, err := r.objectInto(&a)
	if !ok {
		return err
	}
	for _, proposal := range a.Proposals {
		if err := r.c.reject(line, 0, string(proposal), errProposal); err != nil {
			return err
		}
	}
	return r.take(a, around, line)
}

// take counts an attribute: one indicator, two of a name with its address, or none. One that
// was deleted takes back what it said before.
func (r *mispReader) take(a mispAttribute, around mispObject, line int) error {
	ind, values, err := r.indicators(a, around)
	if errors.Is(err, errDeleted) && a.UUID != "" {
		if values, err := mispObservables(mispType(a), string(a.Value)); err == nil {
			return r.delete(string(a.UUID), values)
		}
	}
	if err != nil {
		return r.c.reject(line, mispKinds[mispType(a)], either(string(a.Value), string(a.Type)), err)
	}
	if len(values) > 1 {
		r.pairs++
	}
	if mispType(a) == "hostname|port" && values[0].Kind == indicator.Domain {
		r.services++
	}
	return r.add(ind, values)
}

// delete takes back the values of an attribute.
func (r *mispReader) delete(id string, values []indicator.Observable) error {
	r.deleted++
	for _, o := range values {
		if err := r.c.takeBack(Removal{Observable: o, Entry: strings.Clone(id), Note: errDeleted.Error()}); err != nil {
			return err
		}
	}
	return nil
}

func mispType(a mispAttribute) string { return strings.ToLower(strings.TrimSpace(string(a.Type))) }

// indicators returns what an attribute says, and its values.
func (r *mispReader) indicators(a mispAttribute, around mispObject) (indicator.Indicator, []indicator.Observable, error) {
	ind := indicator.Indicator{
		Confidence: indicator.UnknownConfidence, Source: mispSource, ID: strings.Clone(string(a.UUID)), Tags: r.names(a.Tag),
	}
	if err := a.refused(around); err != nil {
		return ind, nil, err
	}
	values, err := mispObservables(mispType(a), string(a.Value))
	if err != nil {
		return ind, nil, err
	}
	if ind.FirstSeen, err = a.firstSeen(); err != nil {
		return ind, nil, err
	}
	if ind.LastSeen, err = date("last_seen", absent(string(a.LastSeen))); err != nil {
		return ind, nil, err
	}
	if families := mispFamilies(a.Galaxy, a.Tag); len(families) == 1 {
		ind.Family = families[0]
	}
	r.comment(&ind, string(a.Comment))
	return ind, values, nil
}

// refused says why the event itself does not call an attribute an indicator.
func (a *mispAttribute) refused(around mispObject) error {
	deleted, err := boolean("deleted", string(a.Deleted))
	if err != nil {
		return err
	}
	detects := a.ToIDs == ""
	if !detects {
		if detects, err = boolean("to_ids", string(a.ToIDs)); err != nil {
			return err
		}
	}
	switch {
	case around.proposal:
		return errProposal
	case deleted || around.deleted:
		return errDeleted
	case !detects:
		return errContext
	}
	return nil
}

// firstSeen is the attribute's own, else when it was last edited, in seconds of Unix; zero
// where it states neither.
func (a *mispAttribute) firstSeen() (time.Time, error) {
	if own := absent(string(a.FirstSeen)); own != "" {
		return date("first_seen", own)
	}
	text := absent(string(a.Timestamp))
	if text == "" || text == "0" {
		return time.Time{}, nil
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil || seconds < 0 || seconds > maxUnix {
		return time.Time{}, fmt.Errorf("timestamp `%s` is no number of seconds since 1970", printable(text))
	}
	return time.Unix(seconds, 0).UTC(), nil
}

// maxUnix is the end of the year 9999, the last that dates are written for.
const maxUnix = 253402300799
