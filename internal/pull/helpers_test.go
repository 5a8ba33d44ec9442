package pull

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"archive/zip"
)

// now is what the tests' clock says.
var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// A heard request is one that the server got.
type heard struct {
	method, path, query, body string
	header                    http.Header
}

// A stage is a server that plays a publisher, and a client whose clock is the test's.
type stage struct {
	*httptest.Server
	client *Client
	heard  []heard
	waits  []time.Duration
}

// play starts a server; it hears requests one at a time.
func play(t *testing.T, answer http.HandlerFunc) *stage {
	t.Helper()
	s := &stage{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.heard = append(s.heard, heard{r.Method, r.URL.Path, r.URL.RawQuery, string(body), r.Header})
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	s.client = &Client{
		Key: testKey, Now: func() time.Time { return now }, Jitter: func() float64 { return 0.5 }, Dir: t.TempDir(),
		Sleep: func(_ context.Context, d time.Duration) error { s.waits = append(s.waits, d); return nil },
	}
	return s
}

const testKey = "0123456789abcdef-secret"

// text answers with a text.
func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, body) }
}

// files answers with a text for each path.
func files(bodies map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, ok := bodies[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		io.WriteString(w, body)
	}
}

// values are the kinds and values of a batch, in its order.
func values(b *Batch) []string {
	var all []string
	for _, r := range b.Results {
		for _, ind := range r.Pack().All() {
			all = append(all, ind.Kind.String()+" "+ind.Value)
		}
	}
	return all
}

// mustPull pulls what must be there.
func (s *stage) mustPull(t *testing.T, f Feed, cursor Cursor) *Batch {
	t.Helper()
	b, err := s.client.Pull(t.Context(), f, cursor)
	if err != nil {
		t.Fatalf("Pull: %v", err)
	}
	return b
}

// refuse pulls what must fail, with an error that has each of the texts and no key in it.
func (s *stage) refuse(t *testing.T, name string, f Feed, want ...string) {
	t.Helper()
	b, err := s.client.Pull(t.Context(), f, nil)
	if err == nil || b != nil {
		t.Errorf("%s: batch %v, error %v, want an error alone", name, b, err)
		return
	}
	for _, part := range want {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%s: error %q, want %q in it", name, err, part)
		}
	}
	if strings.Contains(err.Error(), testKey) {
		t.Errorf("%s: error %q shows the key", name, err)
	}
}

func zipped(name, body string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = io.WriteString(w, body)
	}
	if err != nil || z.Close() != nil {
		panic(err)
	}
	return b.String()
}

func gzipped(body string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, body)
	z.Close()
	return b.String()
}

// quiet swallows what a server logs of handshakes that were meant to fail.
var quiet = log.New(io.Discard, "", 0)
