package function

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"foxhound/internal/value"
)

// longestXML is the longest text that parse_xml reads, as Kusto has it, and deepestXML how
// deep its elements may nest.
const (
	longestXML = 128 << 10
	deepestXML = 256
)

// parseXML returns an XML text as the JSON that it is commonly turned into: an element is
// a bag of its attributes (@name), its text (#text) and its elements, those of one name an
// array; an element of text alone is that text, and an empty one null. What is no XML, or
// too long, is null.
func parseXML(s string) (any, bool) {
	if len(s) > longestXML {
		return nil, false
	}
	d := xml.NewDecoder(strings.NewReader(s))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is text already
	document := new(value.Bag)
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return document, document.Len() > 0
		}
		if err != nil || !xmlTop(d, document, token) {
			return nil, false
		}
	}
}

// xmlTop reads what may stand at the top of a document: one element, and what is not read.
func xmlTop(d *xml.Decoder, document *value.Bag, token xml.Token) bool {
	switch t := token.(type) {
	case xml.StartElement:
		if document.Len() > 0 {
			return false
		}
		element, err := xmlElement(d, t, 0)
		document.Set(xmlName(t.Name), element)
		return err == nil
	case xml.CharData:
		return strings.TrimSpace(string(t)) == ""
	case xml.EndElement:
		return false
	}
	return true
}

func xmlName(n xml.Name) string {
	if n.Space != "" {
		return n.Space + ":" + n.Local
	}
	return n.Local
}

var errXML = errors.New("no well-formed XML")

// xmlElement reads an element up to its end.
func xmlElement(d *xml.Decoder, start xml.StartElement, depth int) (any, error) {
	if depth > deepestXML {
		return nil, errXML
	}
	bag, many := new(value.Bag), make(map[string]bool)
	for _, a := range start.Attr {
		bag.Set("@"+xmlName(a.Name), a.Value)
	}
	text := ""
	flush := func() {
		if strings.TrimSpace(text) != "" {
			addElement(bag, many, xmlText, text)
		}
		text = ""
	}
	for {
		token, err := d.RawToken()
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.CharData:
			text += string(t)
		case xml.StartElement:
			flush()
			element, err := xmlElement(d, t, depth+1)
			if err != nil {
				return nil, err
			}
			addElement(bag, many, xmlName(t.Name), element)
		case xml.EndElement:
			if t.Name != start.Name {
				return nil, errXML
			}
			flush()
			return xmlContent(bag), nil
		}
	}
}

// xmlText is the name that text has among elements.
const xmlText = "#text"

// addElement adds an element to a bag: the second of a name makes an array of both.
func addElement(bag *value.Bag, many map[string]bool, name string, element any) {
	before, ok := bag.Get(name)
	switch {
	case !ok:
		bag.Set(name, element)
	case many[name]:
		bag.Set(name, append(before.([]any), element))
	default:
		many[name] = true
		bag.Set(name, []any{before, element})
	}
}

// xmlContent returns what an element is: null where there is nothing in it, its text where
// there is nothing else.
func xmlContent(bag *value.Bag) any {
	if bag.Len() == 0 {
		return nil
	}
	if text, ok := bag.Get(xmlText); ok && bag.Len() == 1 {
		return text
	}
	return bag
}
