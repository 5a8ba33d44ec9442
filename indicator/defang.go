package indicator

import "strings"

// Defang returns the value spelled so that nobody clicks it: hxxp://woodfez[.]biz:7582,
// 80[.]211[.]47[.]159:7582, user[@]evil[.]com. Hashes stay as they are, and so does the path of
// a URL. [ParseAs] with the same kind takes it back, and so does [Parse].
func (o Observable) Defang() string {
	if o.Kind.Hash() {
		return o.Value
	}
	return defang(o.Value)
}

// DefangText is [Observable.Defang] for a value that a log holds, in whatever form: a host,
// an address with or without a port, a URL, an e-mail address. Text that names no host, such
// as a hash or a sentence, is returned as it is. It does not escape: what a log holds may need that as well.
func DefangText(text string) string {
	host := text
	if _, after, ok := strings.Cut(text, "@"); ok && !strings.Contains(text, "://") {
		host = after
	}
	if loc, ok := ParseLocation(host); !ok || !loc.Addr.IsValid() && !strings.Contains(loc.Host, ".") {
		return text
	}
	return defang(text)
}

// defang brackets the separators of everything between scheme and path.
func defang(s string) string {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok {
		return defangAuthority(s)
	}
	end := len(rest)
	if i := strings.IndexAny(rest, `/?#\`); i >= 0 {
		end = i
	}
	return defangScheme(scheme) + "://" + defangAuthority(rest[:end]) + rest[end:]
}

func defangScheme(scheme string) string {
	switch strings.ToLower(scheme) {
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
