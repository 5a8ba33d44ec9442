package store

import (
	"slices"
	"strings"

	"foxhound/indicator"
)

// placeOf is what an observable shares with its relations: the labels of its host in reverse,
// each with a dot behind it, so that a domain's is the beginning of its subdomains'; the
// address; the hash.
func placeOf(o indicator.Observable) string {
	host := o.Value
	switch {
	case o.Kind.Hash():
		return o.Value
	case o.Kind == indicator.Email:
		host = host[strings.LastIndexByte(host, '@')+1:]
	case o.Kind != indicator.Domain:
		loc, ok := o.Location()
		if !ok {
			return o.Value
		}
		if host = loc.Host; loc.Addr.IsValid() {
			return host
		}
	}
	return reverse(host)
}

// reverse turns www.evil.com into com.evil.www.
func reverse(host string) string {
	b := make([]byte, 0, len(host)+1)
	for end := len(host); ; {
		dot := strings.LastIndexByte(host[:end], '.')
		b = append(b, host[dot+1:end]...)
		b = append(b, '.')
		if dot < 0 {
			return string(b)
		}
		end = dot
	}
}

// parents are the places of the domains above a place that have two labels at least, the
// nearest first.
func parents(place string) []string {
	if !strings.HasSuffix(place, ".") {
		return nil
	}
	labels := strings.SplitAfter(strings.TrimSuffix(place, "."), ".")
	var above []string
	for n := 2; n < len(labels); n++ {
		above = append(above, strings.Join(labels[:n], ""))
	}
	slices.Reverse(above)
	return above
}
