package rule

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"foxhound/indicator"
)

// located is what a hunt's text makes of a URL: see keyed and locate.
type located struct {
	scheme, host string
	port         int
	path         string
}

var shapeRE = regexp.MustCompile(shape)

func locateText(text string) (located, bool) {
	m := shapeRE.FindStringSubmatch(text)
	if m == nil {
		return located{}, false
	}
	port, _ := strconv.Atoi(m[3])
	path := m[4]
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	host := strings.TrimSuffix(strings.Trim(strings.ToLower(m[2]), "[]"), ".")
	return located{strings.ToLower(m[1]), host, port, path}, true
}

func TestShape(t *testing.T) {
	for _, test := range []struct {
		text string
		want located
	}{
		{"http://woodfez.biz:7582", located{"http", "woodfez.biz", 7582, "/"}},
		{"HTTP://WOODFEZ.biz:7582/a/b", located{"http", "woodfez.biz", 7582, "/a/b"}},
		{"woodfez.biz:7582", located{"", "woodfez.biz", 7582, "/"}},
		{"woodfez.biz", located{"", "woodfez.biz", 0, "/"}},
		{"SoftAndTec.com.", located{"", "softandtec.com", 0, "/"}},
		{"//woodfez.biz/x", located{"", "woodfez.biz", 0, "/x"}},
		{"https://user:pw@woodfez.biz/x?y=1#z", located{"https", "woodfez.biz", 0, "/x?y=1"}},
		{"http://woodfez.biz?y=http://other.com/", located{"http", "woodfez.biz", 0, "/?y=http://other.com/"}},
		{"http://[2a02:cf40:1::5]:443/", located{"http", "2a02:cf40:1::5", 443, "/"}},
		{"2a02:cf40:1::5", located{"", "2a02:cf40:1::5", 0, "/"}},
		{`"http://woodfez.biz"`, located{"http", "woodfez.biz", 0, "/"}},
		{`http://woodfez.biz\@good.com/`, located{"http", "woodfez.biz", 0, "/"}},
		{"tcp://woodfez.biz:1", located{"tcp", "woodfez.biz", 1, "/"}},
	} {
		if got, ok := locateText(test.text); !ok || got != test.want {
			t.Errorf("locate %q = %+v, %t, want %+v", test.text, got, ok, test.want)
		}
	}
}

// A mail address is no place on the web.
func TestShapeRefuses(t *testing.T) {
	for _, text := range []string{"user@woodfez.biz", "woodfez.biz@evil.com", "", "   ", "http://"} {
		if got, ok := locateText(text); ok && strings.Contains(got.host, ".") {
			t.Errorf("locate %q = %+v, want nothing", text, got)
		}
	}
}

// FuzzShape holds that a hunt's text takes every listed URL and endpoint apart as package
// indicator does.
func FuzzShape(f *testing.F) {
	for _, seed := range []string{"http://woodfez.biz:7582", "http://80.1.2.3/a.exe?x=1", "https://[2a02::5]:8443/a", "80.211.47.159:7582",
		"[2a02:cf40:1::5]:443", "softandtec.com", "ftp://xn--bcher-kva.example/%22?q=[1]", "tcp://a.b:1", "http://a.b/'\\\"@x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		o, err := indicator.Parse(text)
		if err != nil {
			return
		}
		loc, ok := o.Location()
		if !ok {
			return
		}
		want := located{loc.Scheme, loc.Host, int(loc.Port), loc.Path}
		if got, ok := locateText(o.Value); !ok || got != want {
			t.Errorf("locate %q = %+v, %t, want %+v", o.Value, got, ok, want)
		}
	})
}
