package indicator

import "strings"

// Defang returns the value spelled so that nobody clicks it: hxxp://woodfez[.]biz:7582,
// 80[.]211[.]47[.]159:7582, user[@]evil[.]com. Hashes stay as they are, and so does the path of
// a URL. [Parse] takes it back, and [ParseAs] does where the kind cannot be guessed.
func (o Observable) Defang() string {
	switch {
	case o.Kind.Hash():
		return o.Value
	case o.Kind == Email:
		return dots.Replace(o.Value)
	}
	return defang(o.Value)
}

// DefangText is [Observable.Defang] for a value that a log holds, in whatever form: a host,
// an address with or without a port, a URL, an e-mail address, each perhaps in quotes. Text
// that names no host, such as a hash or a sentence, is returned as it is. It does not
// escape: what a log holds may need that as well.
func DefangText(text string) string {
	value := trimLog(text)
	if local, host, ok := strings.Cut(value, "@"); ok && localPart(local) && namesHost(host) {
		return dots.Replace(text)
	}
	if !namesHost(value) {
		return text
	}
	before, after, _ := strings.Cut(text, value)
	return before + defang(value) + after
}

// namesHost reports whether text points to an address or a name of several labels.
func namesHost(text string) bool {
	loc, ok := ParseLocation(text)
	return ok && (loc.Addr.IsValid() || strings.Contains(loc.Host, "."))
}

// defang brackets the separators of what stands between scheme and path.
func defang(s string) string {
	scheme, rest, _ := cutScheme(s)
	mark := s[:len(s)-len(rest)]
	if scheme != "" {
		mark = defangScheme(scheme) + "://"
	}
	end := strings.IndexAny(rest, `/?#\`)
	if end < 0 {
		end = len(rest)
	}
	return mark + defangAuthority(rest[:end]) + rest[end:]
}

// defangScheme makes of a lower-case scheme one that no program opens.
func defangScheme(scheme string) string {
	switch scheme {
	case "http":
		return "hxxp"
	case "https":
		return "hxxps"
	case "ftp":
		return "fxp"
	case "ftps":
		return "fxps"
	}
	return scheme
}

var (
	dots   = strings.NewReplacer(".", "[.]", "@", "[@]")
	colons = strings.NewReplacer(":", "[:]", ".", "[.]", "@", "[@]")
)

// defangAuthority brackets dots, and the colons of an IPv6 address but not the one before a port.
func defangAuthority(s string) string {
	end := strings.LastIndexByte(s, ']')
	switch {
	case end >= 0:
		return colons.Replace(s[:end]) + s[end:]
	case strings.Count(s, ":") > 1:
		return colons.Replace(s)
	}
	return dots.Replace(s)
}
