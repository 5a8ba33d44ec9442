package feed

import (
	"bufio"
	"bytes"
	"errors"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

var (
	dnsmasqBlock   = lazyregexp.New(`^\s*(?:address|local|server)=/[^/]+/`)
	dnsmasqSetting = lazyregexp.New(`^\s*[a-z0-9-]+(?:=|\s*$)`)
)

// claimsDnsmasq reports whether the text is a configuration of dnsmasq that sends names
// somewhere: all its lines are settings, and one of them is such.
func claimsDnsmasq(head []byte) bool {
	blocks := false
	for line := range bytes.Lines(head) {
		switch text := dnsmasqText(string(line)); {
		case text == "":
		case !dnsmasqSetting.MatchString(text):
			return false
		default:
			blocks = blocks || dnsmasqBlock.MatchString(text)
		}
		if blocks {
			return true
		}
	}
	return false
}

// dnsmasqText returns a line without its comment, which has a blank before it: a # in a
// setting stands for an address or for every name.
func dnsmasqText(line string) string {
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "#") {
		return ""
	}
	for _, mark := range []string{" #", "\t#"} {
		line, _, _ = strings.Cut(line, mark)
	}
	return strings.TrimSpace(line)
}

// The reasons why a setting of dnsmasq gives no indicator.
var (
	errSetting   = errors.New("a setting that blocks no name")
	errForwarded = errors.New("its names are asked of a server of their own, and not blocked")
	errTarget    = errors.New("names go to what is no address")
	errEveryName = errors.New("# stands for every name")
)

func readDnsmasq(c *collector, in *bufio.Reader) error {
	r := newListReader(c, in, nil)
	for r.lines.next() {
		if err := r.dnsmasqLine(); err != nil {
			return err
		}
	}
	return r.lines.err
}

func (r *listReader) dnsmasqLine() error {
	text := dnsmasqText(r.lines.text())
	switch {
	case r.lines.cut:
		return r.c.reject(r.lines.number, 0, text, r.lines.tooLong())
	case text == "":
		return nil
	}
	names, err := dnsmasqNames(text)
	if err != nil {
		return r.c.reject(r.lines.number, 0, text, err)
	}
	for _, name := range names {
		if name == "#" {
			err = r.c.reject(r.lines.number, indicator.Domain, text, errEveryName)
		} else {
			err = r.name(name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// dnsmasqNames returns the names that a setting blocks, those between its slashes.
func dnsmasqNames(text string) ([]string, error) {
	setting, rest, _ := strings.Cut(text, "=")
	parts := strings.Split(rest, "/")
	if len(parts) < 3 || parts[0] != "" {
		return nil, errSetting
	}
	names, target := parts[1:len(parts)-1], parts[len(parts)-1]
	_, addressed := indicator.ParseAddr(target)
	switch {
	case setting == "address" && (target == "" || target == "#" || addressed):
		return names, nil
	case setting == "address":
		return nil, errTarget
	case setting != "server" && setting != "local":
		return nil, errSetting
	case target != "":
		return nil, errForwarded
	}
	return names, nil
}
