package feed

import (
	"bufio"
	"bytes"
	"errors"
	"strings"

	"foxhound/indicator"
)

// claimsHosts reports whether the text is a hosts file: of ten lines that say something, at
// least nine send a name to an address of the machine itself.
func claimsHosts(head []byte) bool {
	var hosts, others int
	for line := range bytes.Lines(head) {
		switch text := uncommented(string(line)); {
		case text == "":
		case hostsNames(text) != nil:
			hosts++
		default:
			others++
		}
	}
	return hosts > 0 && others*9 <= hosts
}

// errNoHostName is for an address of a hosts file that no name is sent to.
var errNoHostName = errors.New("an address without a name, which in a hosts file is no value")

// readHosts reads a hosts file. Its names are the values, whatever address they are sent to.
func readHosts(c *collector, in *bufio.Reader) error {
	return newListReader(c, in, (*listReader).hostsLine).read()
}

func (r *listReader) hostsLine(text string) error {
	fields := strings.Fields(text)
	if _, ok := indicator.ParseAddr(fields[0]); !ok {
		return r.value(text)
	}
	if len(fields) == 1 {
		return r.c.reject(r.lines.number, 0, text, errNoHostName)
	}
	for _, name := range fields[1:] {
		if ownName(name) {
			r.own++
			continue
		}
		if err := r.name(name); err != nil {
			return err
		}
	}
	return nil
}

// name takes a name that blocks itself and what is below it.
func (r *listReader) name(text string) error {
	bare := strings.TrimPrefix(strings.TrimPrefix(text, "*"), ".")
	o, err := indicator.ParseAs(indicator.Domain, bare)
	if err != nil {
		return r.c.reject(r.lines.number, indicator.Domain, text, err)
	}
	return r.add(o)
}
