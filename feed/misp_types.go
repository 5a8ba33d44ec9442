package feed

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"foxhound/indicator"
)

// mispKinds are MISP's attribute types that hold one observable. Fingerprints of certificates
// and fuzzy hashes are none: no log of a file has them. A link leads to a report.
var mispKinds = map[string]indicator.Kind{
	"domain": indicator.Domain, "hostname": indicator.Domain,
	"ip-dst": indicator.IP, "ip-src": indicator.IP,
	"url": indicator.URL, "uri": indicator.URL,
	"email": indicator.Email, "email-src": indicator.Email, "email-dst": indicator.Email,
	"email-reply-to": indicator.Email,
	"md5":            indicator.MD5, "sha1": indicator.SHA1, "sha256": indicator.SHA256,
	"sha3-384": indicator.SHA3384,
}

// mispComposites are the types whose value has two parts, set apart by a bar.
var mispComposites = map[string]func(left, right string) ([]indicator.Observable, error){
	"ip-dst|port":       mispEndpoint,
	"ip-src|port":       mispEndpoint,
	"hostname|port":     mispService,
	"domain|ip":         mispResolved,
	"filename|md5":      mispFile(indicator.MD5),
	"malware-sample":    mispFile(indicator.MD5),
	"filename|sha1":     mispFile(indicator.SHA1),
	"filename|sha256":   mispFile(indicator.SHA256),
	"filename|sha3-384": mispFile(indicator.SHA3384),
}

// errOneValue is for a composite that lacks a part.
var errOneValue = errors.New("one value, where the type says two with a bar between")

// mispObservables returns what the value of an attribute holds, one or two observables.
func mispObservables(kind, value string) ([]indicator.Observable, error) {
	if k, ok := mispKinds[kind]; ok {
		return one(observable(k.String(), value))
	}
	composite, ok := mispComposites[kind]
	if !ok {
		return nil, fmt.Errorf("the type `%s` is of no observable", printable(kind))
	}
	bar := strings.LastIndexByte(value, '|') // file names may hold more
	if bar < 0 && (kind == "ip-dst|port" || kind == "ip-src|port") {
		return one(observable(kind, value)) // joined by a colon, or of any port
	}
	if bar < 0 {
		return nil, errOneValue
	}
	return composite(strings.TrimSpace(value[:bar]), strings.TrimSpace(value[bar+1:]))
}

func one(o indicator.Observable, err error) ([]indicator.Observable, error) {
	if err != nil {
		return nil, err
	}
	return []indicator.Observable{o}, nil
}

func mispFile(kind indicator.Kind) func(_, hash string) ([]indicator.Observable, error) {
	return func(_, hash string) ([]indicator.Observable, error) { return one(observable(kind.String(), hash)) }
}

// mispEndpoint joins address and port.
func mispEndpoint(address, port string) ([]indicator.Observable, error) {
	o, err := endpoint(address, port)
	return one(o, err)
}

// endpoint returns an address with a port as one observable.
func endpoint(address, port string) (indicator.Observable, error) {
	o, err := observable(indicator.IP.String(), address)
	if err != nil {
		return o, err
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return indicator.Observable{}, indicator.ErrPort
	}
	addr, err := netip.ParseAddr(o.Value)
	if err != nil {
		return indicator.Observable{}, indicator.ErrAddress
	}
	return indicator.ParseAs(indicator.IPPort, netip.AddrPortFrom(addr, uint16(n)).String())
}

// mispService takes the name alone, since an observable of a name has no port; an address in
// the name's place keeps it.
func mispService(host, port string) ([]indicator.Observable, error) {
	if _, ok := indicator.ParseAddr(host); ok {
		return mispEndpoint(host, port)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return nil, indicator.ErrPort
	}
	return one(observable(indicator.Domain.String(), host))
}

func mispResolved(name, address string) ([]indicator.Observable, error) {
	domain, err := observable(indicator.Domain.String(), name)
	if err != nil {
		return nil, err
	}
	ip, err := observable(indicator.IP.String(), address)
	if err != nil {
		return nil, err
	}
	return []indicator.Observable{domain, ip}, nil
}
