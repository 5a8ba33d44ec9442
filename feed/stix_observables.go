package feed

import (
	"errors"
	"fmt"
	"strings"

	"foxhound/indicator"
)

// A stixRole is what a property says of an observable.
type stixRole uint8

const (
	stixNone    stixRole = iota
	stixValue            // holds an observable of a known kind
	stixHost             // an address or a name, by its value
	stixOrigin           // such of the side that opened a connection
	stixPort             // the port of the address beside it
	stixAddress          // says only that the value beside it is an address or a name
)

var stixRoles = map[string]stixRole{
	"network-traffic:dst_ref.value":         stixHost,
	"domain-name:resolves_to_refs[*].value": stixHost,
	"network-traffic:src_ref.value":         stixOrigin,
	"network-traffic:dst_port":              stixPort,
	"network-traffic:dst_ref.type":          stixAddress,
	"network-traffic:src_ref.type":          stixAddress,
	"domain-name:resolves_to_refs[*].type":  stixAddress,
}

var stixKinds = map[string]indicator.Kind{
	"domain-name:value":              indicator.Domain,
	"hostname:value":                 indicator.Domain, // as OpenCTI has it
	"x-opencti-hostname:value":       indicator.Domain,
	"ipv4-addr:value":                indicator.IP,
	"ipv6-addr:value":                indicator.IP,
	"url:value":                      indicator.URL,
	"email-addr:value":               indicator.Email,
	"email-message:from_ref.value":   indicator.Email,
	"email-message:sender_ref.value": indicator.Email,
}

// stixFiles are the properties that hold the hashes of a whole file. Those of its sections,
// and of certificates, are other hashes.
var stixFiles = []string{
	"file:hashes.", "file:content_ref.hashes.", "artifact:hashes.",
	"process:binary_ref.hashes.", "process:image_ref.hashes.",
}

// stixProperty returns what a path says, and of which kind.
func stixProperty(path string) (stixRole, indicator.Kind) {
	if kind, ok := stixKinds[path]; ok {
		return stixValue, kind
	}
	for _, prefix := range stixFiles {
		if algorithm, ok := strings.CutPrefix(path, prefix); ok {
			return stixHash(algorithm)
		}
	}
	return stixRoles[path], 0
}

// stixHash knows an algorithm by its letters and digits: SHA-256, SHA256 and sha_256 are one.
func stixHash(algorithm string) (stixRole, indicator.Kind) {
	switch strings.ToUpper(strings.NewReplacer("-", "", "_", "").Replace(algorithm)) {
	case "MD5":
		return stixValue, indicator.MD5
	case "SHA1":
		return stixValue, indicator.SHA1
	case "SHA256":
		return stixValue, indicator.SHA256
	case "SHA3384":
		return stixValue, indicator.SHA3384
	}
	return stixNone, 0
}

// errStixSource is for the side that is no indicator where the other one is.
var errStixSource = errors.New("the source of what goes to a listed address")

// A stixRefusal is a comparison that gave no observable.
type stixRefusal struct {
	test  *stixTest
	kind  indicator.Kind
	err   error
	wrong bool // whether its value is no such observable, and not merely a condition
}

// A stixFound is what one term holds.
type stixFound struct {
	values   []indicator.Observable
	refused  []stixRefusal
	services int // names that stand with a port
}

// observables returns what the comparisons of a term name. Whether all hold together is
// beyond an indicator, but for an address and its port.
func (t stixTerm) observables() stixFound {
	var f stixFound
	var hosts, sources []indicator.Observable
	var from, ports []*stixTest
	for _, test := range t {
		role, kind := stixProperty(test.path)
		text, err := test.equal()
		switch {
		case role == stixNone:
			f.refuse(test, 0, fmt.Errorf("`%s` is of no observable", printable(test.path)), false)
		case err != nil:
			f.refuse(test, kind, err, false)
		case role == stixPort:
			ports = append(ports, test)
		case role == stixValue && kind != indicator.IP:
			f.parse(&f.values, test, kind, text)
		case role == stixHost || role == stixValue:
			f.parse(&hosts, test, kind, text)
		case role == stixOrigin && f.parse(&sources, test, kind, text):
			from = append(from, test)
		}
	}
	if len(hosts) == 0 {
		f.values, from = append(f.values, sources...), nil
	}
	for _, test := range from {
		f.refuse(test, 0, errStixSource, false)
	}
	f.endpoints(hosts, ports)
	return f
}

func (f *stixFound) refuse(test *stixTest, kind indicator.Kind, err error, wrong bool) {
	f.refused = append(f.refused, stixRefusal{test, kind, err, wrong})
}

// parse adds the observable of a comparison to one of the lists.
func (f *stixFound) parse(to *[]indicator.Observable, test *stixTest, kind indicator.Kind, text string) bool {
	if kind == indicator.IP || kind == 0 {
		text = wholePrefix(text)
	}
	o, err := observable(kind.String(), text)
	if err == nil && kind == 0 && o.Kind != indicator.IP && o.Kind != indicator.Domain {
		err = indicator.ErrHost
	}
	if err != nil {
		f.refuse(test, kind, err, true)
		return false
	}
	*to = append(*to, o)
	return true
}

// wholePrefix returns an address without the length of a prefix that covers it alone.
func wholePrefix(text string) string {
	if address, ok := strings.CutSuffix(text, "/32"); ok && !strings.Contains(address, ":") {
		return address
	}
	return strings.TrimSuffix(text, "/128")
}

// endpoints adds the hosts, with the port where there is one and the host is an address.
func (f *stixFound) endpoints(hosts []indicator.Observable, ports []*stixTest) {
	joined := false
	for _, host := range hosts {
		if len(ports) == 1 && host.Kind == indicator.IP {
			o, err := endpoint(host.Value, ports[0].values[0].text)
			if err != nil {
				f.refuse(ports[0], indicator.IPPort, err, true)
				return
			}
			host, joined = o, true
		} else if len(ports) == 1 {
			f.services++
			joined = true
		}
		f.values = append(f.values, host)
	}
	for _, port := range ports {
		if !joined {
			f.refuse(port, 0, errStixPort, false)
		}
	}
}
