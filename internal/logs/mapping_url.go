package logs

import (
	"bytes"
	"strings"
)

// urlOf puts a URL together from what a sensor saw of a request.
func urlOf(scheme string, host, address, port, uri fieldID) compute {
	own := map[string]string{"http": "80", "https": "443"}[scheme]
	return func(r *row) ([]byte, Kind, bool) {
		h, p, u := r.text(host), r.text(port), r.text(uri)
		if len(h) == 0 && len(u) == 0 {
			return nil, 0, false // no request was seen
		}
		if isWhole(u) {
			return u, Text, true
		}
		if len(h) == 0 {
			if h = r.text(address); len(h) == 0 {
				return u, Text, true
			}
		}
		name, given := splitHost(h)
		if len(given) > 0 {
			p = given
		}
		return r.rec.build(func(dst []byte) []byte {
			dst = appendHost(append(append(dst, scheme...), "://"...), name)
			if len(p) > 0 && string(p) != own {
				dst = append(append(dst, ':'), p...)
			}
			return appendPath(dst, u)
		}), Text, true
	}
}

// text returns a field's text, or nil.
func (r *row) text(id fieldID) []byte {
	if f, ok := r.get(id); ok && f.Kind != Null {
		return f.Text
	}
	return nil
}

// isWhole reports whether a request's URI names its host itself: absolute, as proxies get
// it, or host:port, as CONNECT does.
func isWhole(uri []byte) bool {
	if len(uri) == 0 || uri[0] == '/' {
		return false
	}
	scheme, _, absolute := bytes.Cut(uri, []byte("://"))
	if absolute && len(scheme) > 0 && len(strings.TrimLeft(strings.ToLower(string(scheme)), "abcdefghijklmnopqrstuvwxyz0123456789+-.")) == 0 {
		return true
	}
	_, port := splitHost(uri)
	return len(port) > 0
}

// splitHost takes the port off a host header. An IPv6 address without brackets has none.
func splitHost(host []byte) (name, port []byte) {
	colon := bytes.LastIndexByte(host, ':')
	if colon < 0 || digits(host[colon+1:]) != len(host)-colon-1 {
		return host, nil
	}
	if bracket := bytes.IndexByte(host, ']'); bytes.IndexByte(host, ':') != colon && bracket != colon-1 {
		return host, nil
	}
	return host[:colon], host[colon+1:]
}

// appendHost writes a host, in brackets if it is an IPv6 address that lacks them.
func appendHost(dst, host []byte) []byte {
	if !bytes.HasPrefix(host, []byte("[")) && bytes.Count(host, []byte(":")) > 1 {
		return append(append(append(dst, '['), host...), ']')
	}
	return append(dst, host...)
}

func appendPath(dst, uri []byte) []byte {
	if string(uri) == "*" { // OPTIONS * asks the host itself
		return dst
	}
	if len(uri) > 0 && uri[0] != '/' {
		dst = append(dst, '/')
	}
	return append(dst, uri...)
}
