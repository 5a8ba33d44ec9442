package function

import (
	"strings"
	"unicode/utf8"

	"foxhound/internal/term"
	"foxhound/internal/value"
)

// urls are the functions that take addresses of the web apart.
var urls = []Scalar{
	{Name: "parse_url", New: ofText(always(parseURL))},
	{Name: "parseurl", New: ofText(always(parseURL))},
	{Name: "parse_urlquery", New: ofText(always(parseURLQuery))},
	{Name: "parseurlquery", New: ofText(always(parseURLQuery))},
}

// parseURL returns the parts of an absolute URL, all texts but the query's parameters;
// parts that it has not are empty. It takes what it is given as it stands: nothing is
// decoded, and nothing refused; of what has no scheme only the query and the fragment are
// read.
func parseURL(s string) any {
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok || !isScheme(scheme) {
		scheme, rest = "", s
	}
	rest, fragment, _ := strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	if scheme == "" {
		rest = ""
	}
	var user, password, host, port string
	if authority, found := strings.CutPrefix(rest, "//"); found {
		rest = ""
		if i := strings.IndexByte(authority, '/'); i >= 0 {
			authority, rest = authority[:i], authority[i:]
		}
		if i := strings.LastIndexByte(authority, '@'); i >= 0 {
			user, password, _ = strings.Cut(authority[:i], ":")
			authority = authority[i+1:]
		}
		host, port = hostAndPort(authority)
	}
	return bagOf("Scheme", scheme, "Host", host, "Port", port, "Path", rest, "Username", user, "Password", password,
		"Query Parameters", queryParameters(query), "Fragment", fragment)
}

func isScheme(s string) bool {
	for i := range len(s) {
		if c := s[i]; !(c < utf8.RuneSelf && term.IsPart(rune(c))) && !strings.ContainsRune("+-.", rune(c)) {
			return false
		}
	}
	return s != "" && s[0] >= 'A' // where the letters begin, behind digits and signs
}

// hostAndPort parts an authority; an IPv6 address keeps its brackets.
func hostAndPort(s string) (host, port string) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 || strings.IndexByte(s[i:], ']') >= 0 {
		return s, ""
	}
	return s[:i], s[i+1:]
}

// parseURLQuery returns the parameters of a query, with or without its question mark.
func parseURLQuery(s string) any {
	return bagOf("Query Parameters", queryParameters(strings.TrimPrefix(s, "?")))
}

func queryParameters(query string) *value.Bag {
	bag := new(value.Bag)
	for query != "" {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		if key, v, _ := strings.Cut(pair, "="); pair != "" {
			bag.Set(key, v)
		}
	}
	return bag
}

// bagOf makes a bag of names and values in turn.
func bagOf(pairs ...any) *value.Bag {
	bag := new(value.Bag)
	for i := 0; i < len(pairs); i += 2 {
		bag.Set(pairs[i].(string), pairs[i+1])
	}
	return bag
}
