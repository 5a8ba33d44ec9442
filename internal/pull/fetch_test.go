package pull

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const list = "softandtec.com\ngenuskox.biz\n"

// TestRetries is how often and after how long a server is asked again.
func TestRetries(t *testing.T) {
	type reply struct {
		code  int
		after string
		body  string
	}
	for _, tt := range []struct {
		name    string
		replies []reply // the last one again and again
		waits   []time.Duration
		err     string
	}{
		{"at once", []reply{{200, "", list}}, nil, ""},
		{"502 twice", []reply{{502, "", "<html>"}, {502, "", ""}, {200, "", list}}, []time.Duration{time.Second, 2 * time.Second}, ""},
		{"429 that says when, in seconds", []reply{{429, "7", ""}, {200, "", list}}, []time.Duration{7 * time.Second}, ""},
		{"503 that says when, as a date", []reply{{503, "Mon, 23 Nov 2026 12:00:30 GMT", ""}, {200, "", list}}, []time.Duration{30 * time.Second}, ""},
		{"429 that says much later", []reply{{429, "7200", `{"query_status": "rate_limited"}`}}, nil, "429 Too Many Requests: rate_limited: pull again in 2h0m0s"},
		{"429 with nonsense", []reply{{429, "soon", ""}, {200, "", list}}, []time.Duration{time.Second}, ""},
		{"502 without end", []reply{{502, "", "<html><body>Bad Gateway</body></html>"}}, []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}, "502 Bad Gateway (asked 4 times)"},
		{"404", []reply{{404, "", "gone"}}, nil, "404 Not Found: gone: the feed has moved, or its address is misspelt"},
		{"401", []reply{{401, "", `{"query_status": "unknown_auth_key"}`}}, nil, "401 Unauthorized: unknown_auth_key: check the key"},
		{"403 with a page", []reply{{403, "", "<html>"}}, nil, "403 Forbidden: check the key"},
	} {
		n := 0
		s := play(t, func(w http.ResponseWriter, _ *http.Request) {
			r := tt.replies[min(n, len(tt.replies)-1)]
			n++
			if r.after != "" {
				w.Header().Set("Retry-After", r.after)
			}
			w.WriteHeader(r.code)
			io.WriteString(w, r.body)
		})
		f := Feed{Name: "mine", Kind: "url", URL: s.URL + "/list.txt"}
		if tt.err != "" {
			s.refuse(t, tt.name, f, tt.err)
		} else if got := values(s.mustPull(t, f, nil)); len(got) != 2 {
			t.Errorf("%s: %q, want both values", tt.name, got)
		}
		if diff := cmp.Diff(tt.waits, s.waits); diff != "" {
			t.Errorf("%s, waits (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestTruncated asks again where an answer breaks off, and gives up without a batch.
func TestTruncated(t *testing.T) {
	n := 0
	cut := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		io.WriteString(w, list)
	}
	s := play(t, func(w http.ResponseWriter, r *http.Request) {
		if n++; n == 1 {
			cut(w, r)
			return
		}
		io.WriteString(w, list)
	})
	if got := values(s.mustPull(t, Feed{Kind: "url", URL: s.URL}, nil)); len(got) != 2 || n != 2 {
		t.Errorf("%q after %d requests, want both values after two", got, n)
	}
	s = play(t, cut)
	s.refuse(t, "always cut short", Feed{Kind: "url", URL: s.URL}, "the answer broke off after 28 bytes", "(asked 4 times)")
	half := gzipped(strings.Repeat(list, 100))
	s = play(t, text(half[:len(half)/2]))
	s.refuse(t, "cut short before it was sent", Feed{Kind: "url", URL: s.URL}, "gzip: the file ends early: it was cut off")
}

// TestProgress says how much came, and how many parts were read.
func TestProgress(t *testing.T) {
	s := play(t, text(list))
	var bytes int64
	var parts int
	s.client.Progress = func(b int64, p int) { bytes, parts = b, p }
	b := s.mustPull(t, Feed{Kind: "url", URL: s.URL}, nil)
	if bytes != int64(len(list)) || b.Bytes != bytes || parts != 1 {
		t.Errorf("%d bytes and %d parts, the batch %d, want %d and 1", bytes, parts, b.Bytes, len(list))
	}
}

// TestConditions asks only for what changed.
func TestConditions(t *testing.T) {
	s := play(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"one"`)
		w.Header().Set("Last-Modified", "Mon, 23 Nov 2026 11:00:00 GMT")
		if r.Header.Get("If-None-Match") == `"one"` && r.Header.Get("If-Modified-Since") == "Mon, 23 Nov 2026 11:00:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(w, list)
	})
	f := Feed{Kind: "url", URL: s.URL}
	first := s.mustPull(t, f, nil)
	want := Cursor{"etag feed": `"one"`, "modified feed": "Mon, 23 Nov 2026 11:00:00 GMT", "pulled": "2026-11-23T12:00:00Z"}
	if diff := cmp.Diff(want, first.Cursor); diff != "" || !first.Fresh {
		t.Errorf("fresh %t, cursor (-want +got):\n%s", first.Fresh, diff)
	}
	again := s.mustPull(t, f, first.Cursor)
	if diff := cmp.Diff(want, again.Cursor); diff != "" || again.Fresh || len(again.Results) > 0 {
		t.Errorf("unchanged: fresh %t, %d results, cursor (-want +got):\n%s", again.Fresh, len(again.Results), diff)
	}
}

// TestPage refuses a page with status 200, unless a report is expected.
func TestPage(t *testing.T) {
	s := play(t, text("<!DOCTYPE html><html><body>Please log in. See evil[.]com</body></html>"))
	s.refuse(t, "a page", Feed{Kind: "url", URL: s.URL}, "HTML page instead of the feed")
	if got := values(s.mustPull(t, Feed{Kind: "url", URL: s.URL, Report: true}, nil)); !slices.Equal(got, []string{"domain evil.com"}) {
		t.Errorf("a report gives %q, want its value", got)
	}
	s = play(t, text("<!DOCTYPE html><html><body>502 Bad Gateway</body></html>"))
	s.refuse(t, "an error page", Feed{Kind: "url", URL: s.URL}, "this is an HTML page, not a feed")
	s = play(t, text(""))
	s.refuse(t, "nothing", Feed{Kind: "url", URL: s.URL}, "the file is empty")
}

// TestRedirect keeps the key from other hosts.
func TestRedirect(t *testing.T) {
	var got http.Header
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r.Header
		io.WriteString(w, `{"query_status": "ok", "data": [{"ioc": "softandtec.com", "ioc_type": "domain"}]}`)
	}))
	defer other.Close()
	var same string
	s := play(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/same" {
			same = r.Header.Get("Auth-Key")
			http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
			return
		}
		http.Redirect(w, r, "/same", http.StatusTemporaryRedirect)
	})
	s.mustPull(t, Feed{Kind: "threatfox-api", URL: s.URL}, nil)
	if s.heard[0].header.Get("Auth-Key") != testKey || same != testKey {
		t.Errorf("the API got the keys %q and %q, want the key both times", s.heard[0].header.Get("Auth-Key"), same)
	}
	if got == nil || got.Get("Auth-Key") != "" {
		t.Errorf("the other host got %q, want a request without the key", got)
	}
	s = play(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) })
	s.refuse(t, "in a circle", Feed{Kind: "url", URL: s.URL}, "more than 5 redirects")
	if len(s.heard) != 6 {
		t.Errorf("%d requests in a circle, want 6: it is not asked again", len(s.heard))
	}
}

// TestTLS explains what is wrong with a certificate, and follows no way out of TLS.
func TestTLS(t *testing.T) {
	plain := play(t, text(list))
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, plain.URL, http.StatusFound) }))
	server.Config.ErrorLog = quiet
	server.StartTLS()
	defer server.Close()
	plain.refuse(t, "a certificate of nobody", Feed{Kind: "url", URL: server.URL}, "of an authority that this machine does not know")
	plain.refuse(t, "no TLS there", Feed{Kind: "url", URL: "https" + strings.TrimPrefix(plain.URL, "http")}, "it does not speak TLS there")

	trust := x509.NewCertPool()
	trust.AddCert(server.Certificate())
	plain.client.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trust}}
	plain.refuse(t, "a redirect to http", Feed{Kind: "url", URL: server.URL}, "redirects from https to http", "not followed")
	if len(plain.waits) > 0 {
		t.Errorf("waited %v, want none: asking again mends no certificate", plain.waits)
	}
	named := &tls.Config{RootCAs: trust, ServerName: "other.example"}
	plain.client.Transport = &http.Transport{TLSClientConfig: named}
	plain.refuse(t, "another name", Feed{Kind: "url", URL: server.URL}, "its certificate is for another name")
	late := &tls.Config{RootCAs: trust, Time: func() time.Time { return time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC) }}
	plain.client.Transport = &http.Transport{TLSClientConfig: late}
	plain.refuse(t, "out of date", Feed{Kind: "url", URL: server.URL}, "its certificate has expired")
}

// TestSlow gives up on a server from which nothing comes, before and in its answer.
func TestSlow(t *testing.T) {
	for _, tt := range []struct{ name, start string }{{"no answer", ""}, {"half an answer", list}} {
		s := play(t, func(w http.ResponseWriter, r *http.Request) {
			if tt.start != "" {
				io.WriteString(w, tt.start)
				w.(http.Flusher).Flush()
			}
			<-r.Context().Done()
		})
		s.client.Attempts = 1
		s.refuse(t, tt.name, Feed{Kind: "url", URL: s.URL, Timeout: 20 * time.Millisecond}, "nothing came for 20ms")
	}
}

// TestTooLarge stops where an answer is larger than a feed may be, whether it says so or not.
func TestTooLarge(t *testing.T) {
	big := strings.Repeat(list, 1000)
	for _, said := range []bool{true, false} {
		s := play(t, func(w http.ResponseWriter, _ *http.Request) {
			if said {
				w.Header().Set("Content-Length", fmt.Sprint(len(big)))
			}
			for i := 0; i < len(big); i += 1000 {
				io.WriteString(w, big[i:min(i+1000, len(big))])
			}
		})
		s.client.MaxBytes = 10_000
		s.refuse(t, "too large", Feed{Kind: "url", URL: s.URL}, "too large: a feed may have")
	}
	s := play(t, text(zipped("full.csv", strings.Repeat("0", 80<<20))))
	s.refuse(t, "a bomb", Feed{Kind: "url", URL: s.URL}, "more than 100 times its size")
}

// TestAddresses is which addresses are asked, and what of them is shown.
func TestAddresses(t *testing.T) {
	s := play(t, text(list))
	for _, tt := range []struct{ url, want string }{
		{"ftp://a.example/x", "is no address such as https://example.org/feed.csv"},
		{"a.example", "is no address such as"},
		{"", "is no address such as"},
		{"http://127.0.0.1:1/x?api_key=hush", "refused"},
	} {
		s.refuse(t, tt.url, Feed{Kind: "url", URL: tt.url}, tt.want)
	}
	s.refuse(t, "a key without TLS", Feed{Kind: "threatfox-api", URL: "http://a.example/"}, "a key is not sent over http to a.example: use https")
	for address, want := range map[string]string{
		"https://a.example/x?page=2":                    "https://a.example/x?page=2",
		"https://ann:hush@a.example/":                   "https://REDACTED@a.example/",
		"https://a.example/x?api_key=hush&page=2":       "https://a.example/x?api_key=REDACTED&page=2",
		"https://a.example/v2/files/exports/hush/x.csv": "https://a.example/v2/files/exports/REDACTED/x.csv",
		"https://a.example/%zz":                         "(an address that cannot be read)",
	} {
		if got := Redact(address); got != want {
			t.Errorf("Redact(%q) = %q, want %q", address, got, want)
		}
	}
}

// TestNothingLeft leaves no temporary file behind.
func TestNothingLeft(t *testing.T) {
	s := play(t, files(map[string]string{"/good": list, "/bad": "<html>"}))
	s.mustPull(t, Feed{Kind: "url", URL: s.URL + "/good"}, nil)
	s.refuse(t, "bad", Feed{Kind: "url", URL: s.URL + "/bad"}, "HTML")
	left, err := os.ReadDir(s.client.Dir)
	if err != nil || len(left) > 0 {
		t.Errorf("%d files left, %v", len(left), err)
	}
}
