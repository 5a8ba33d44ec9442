package rule

import (
	"fmt"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"foxhound/indicator"
)

// located is what a hunt's text makes of a URL: see whole, locate and keyed.
type located struct {
	scheme, host string
	port         int
	path         string
}

var (
	shapeRE  = regexp.MustCompile(shape)
	aroundRE = regexp.MustCompile(around)
	nameRE   = regexp.MustCompile(`^[\w!$+~-]+(?:\.[\w!$+~-]+)*$`)
	longRE   = regexp.MustCompile(`[^.]{64}`)
	bareRE   = regexp.MustCompile(bareAddress)
	dotsRE   = regexp.MustCompile(`\.{1,2}$`)
)

// locateText does by hand what a hunt's steps do with the text of a URL column.
func locateText(text string) (located, bool) {
	text = aroundRE.ReplaceAllString(text, "$1$2$3")
	replacement := regexp.MustCompile(`\\([0-9])`).ReplaceAllString(parts, "$${$1}")
	part := strings.Split(shapeRE.ReplaceAllString(text, replacement), between)
	host := strings.ToLower(part[hostPart])
	port, _ := strconv.Atoi(part[portPart])
	if host, ok := hostOfText(host); ok {
		path := part[pathPart]
		if path != "" && (path[0] == '/' || path[0] == '\\') {
			path = path[1:]
		}
		return located{strings.TrimSuffix(strings.ToLower(part[schemePart]), "//"), host, port, escapePathText("/" + path)}, true
	}
	return located{}, false
}

func hostOfText(host string) (string, bool) {
	if strings.Contains(host, ":") {
		addr, err := netip.ParseAddr(bareRE.ReplaceAllString(host, "$1$2"))
		return addr.Unmap().String(), err == nil
	}
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.String(), true
	}
	host = dotsRE.ReplaceAllString(host, "")
	return host, nameRE.MatchString(host) && !longRE.MatchString(host) && len(host) < 254
}

func escapePathText(path string) string {
	var b strings.Builder
	for i := range len(path) {
		if c := path[i]; c > ' ' && c < 0x7f {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// TestShape holds that a hunt takes the text of a URL column apart as package indicator does,
// which is what the local hunt goes by.
func TestShape(t *testing.T) {
	for _, text := range shapes {
		checkShape(t, text)
	}
}

var shapes = []string{
	"http://woodfez.biz:7582", "HTTP://WOODFEZ.biz:7582/a/b", "woodfez.biz:7582", "woodfez.biz", "SoftAndTec.com.", "softandtec.com..", "softandtec.com...",
	"//woodfez.biz/x", "//woodfez.biz:80", "https://user:pw@woodfez.biz/x?y=1#z", "http://a@b@woodfez.biz/", "http://woodfez.biz?y=http://other.com/",
	"http://woodfez.biz#x", "woodfez.biz#x", "http://woodfez.biz:", "http://woodfez.biz:/x", "woodfez.biz:", "woodfez.biz:/x", "woodfez.biz:0", "woodfez.biz:00080/",
	"http://woodfez.biz:99999/", "http://woodfez.biz:65535/", "http://woodfez.biz:123456/",
	"http://[2a02:cf40:1::5]:443/", "2a02:cf40:1::5", "2a02:cf40:1::", "2a02:cf40:1::5%eth0", "2a02:cf40:1::5%eth0/x", "2a02:cf40:1::5%a@b", "http://2a02:cf40:1::5%eth0:80/", "[2a02:cf40:1::5%eth0]:443", "[2a02:cf40:1::5]", "[2a02:cf40:1::5]:", "http://[::ffff:80.211.47.159]/", "[80.211.47.159]",
	"http://[2a02:cf40:1::5%25eth0]/x", "2a02:CF40:0001:0:0:0:0:5/x", "80.211.47.159", "80.211.47.159:7582/x", "080.211.47.159", "80.211.47.1590",
	`"http://woodfez.biz"`, `'http://woodfez.biz/x'`, `" http://woodfez.biz/x "`, `"http://woodfez.biz`, `http://woodfez.biz"`, `"woodfez.biz'`, `"`, `''`,
	`http://woodfez.biz\@good.com/`, `http://woodfez.biz\x`, `woodfez.biz\x`, `woodfez.biz:80\x`, `http://woodfez.biz/a\b`, "http://woodfez.biz/a b", "http://woodfez.biz/\u00fc",
	"http://woodfez.biz/%20", "http://woodfez.biz//x", "http://woodfez.biz /x", "woodfez.biz blocked by policy", "tcp://woodfez.biz:1", "1http://woodfez.biz", "http:woodfez.biz",
	"user@woodfez.biz", "woodfez.biz@evil.com", "woodfez.biz/x@y", "", "   ", "http://", "C:", "a..b", "-", "a_b.woodfez.biz", strings.Repeat("a", 64) + ".woodfez.biz",
	"//0%70", "http://woodfez%2ebiz/", "x\nwoodfez.biz", "woodfez.biz\n/x",
}

// checkShape leaves out what no real log has: names that end in digits, ports beyond the last one.
func checkShape(t *testing.T, text string) {
	t.Helper()
	loc, ok := indicator.ParseLocation(text)
	want := located{loc.Scheme, loc.Host, int(loc.Port), loc.Path}
	if want.scheme != "" {
		want.scheme += ":"
	}
	got, found := locateText(text)
	if numeric := regexp.MustCompile(`(^|\.)[0-9_!$+~-]+$`).MatchString(got.host); numeric && !ok {
		return // no name that is listed ends like this
	}
	if strings.Contains(got.host, "%") || !found && encodedHost.MatchString(text) {
		return // percent-encoding in a host is not seen by rules, as docs/matching.md says
	}
	if got.port > 65535 {
		return
	}
	if found != ok || ok && got != want {
		t.Errorf("locate %q = %+v, %t, want %+v, %t", text, got, found, want, ok)
	}
}

// encodedHost is a text with a percent sign between its slashes and its path.
var encodedHost = regexp.MustCompile(`^[^/?#\\]*//[^/?#\\]*%`)

// FuzzShape holds the same for any text.
func FuzzShape(f *testing.F) {
	for _, seed := range shapes {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, foreign) {
			return
		}
		checkShape(t, text)
	})
}

// foreign are letters that IDNA may fold, and blanks that only Go's or only KQL's \s knows.
func foreign(r rune) bool { return r >= 0x80 || r == '\v' || r == '\n' }
