package pull

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// A Client fetches. The zero value works; it is safe for concurrent use.
type Client struct {
	Key       string            // abuse.ch's Auth-Key, which is sent to its API alone and never shown
	Transport http.RoundTripper // nil means one with time-outs
	Now       func() time.Time  // nil means [time.Now]
	Sleep     func(ctx context.Context, d time.Duration) error
	Jitter    func() float64 // from 0 to 1; nil means by chance
	Attempts  int            // at each request; 0 means 4
	MaxBytes  int64          // of an answer; 0 means 2 GB
	Agent     string         // the User-Agent; empty means "foxhound"
	Dir       string         // for temporary files; empty means the system's

	// Progress, unless it is nil, is told how many bytes of a feed have come so far, and how
	// many of its parts were read.
	Progress func(bytes int64, parts int)
}

// authKey is the header field of abuse.ch's key.
const authKey = "Auth-Key"

// ErrNoKey means that a feed needs the key of abuse.ch and there is none.
var ErrNoKey = errors.New("abuse.ch wants a key for this: get one, free of charge, at https://auth.abuse.ch/ " +
	"and put it into FOXHOUND_ABUSECH_KEY, or into a file for --auth-key-file")

// ErrTooLarge means that an answer is larger than a feed may be.
var ErrTooLarge = errors.New("too large")

const (
	defaultAttempts = 4
	defaultMaxBytes = 2 << 30
	defaultTimeout  = 60 * time.Second
	maxRedirects    = 5
)

func (c *Client) now() time.Time {
	if c.Now == nil {
		return time.Now()
	}
	return c.Now()
}

func (c *Client) sleep(ctx context.Context, d time.Duration) error {
	if c.Sleep != nil {
		return c.Sleep(ctx, d)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

func (c *Client) jitter() float64 {
	if c.Jitter == nil {
		return rand.Float64()
	}
	return c.Jitter()
}

func (c *Client) maxBytes() int64 {
	if c.MaxBytes == 0 {
		return defaultMaxBytes
	}
	return c.MaxBytes
}

// defaultTransport gives up on servers that do not answer.
var defaultTransport http.RoundTripper = &http.Transport{
	Proxy:                 http.ProxyFromEnvironment,
	DialContext:           (&net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
	ForceAttemptHTTP2:     true,
	TLSHandshakeTimeout:   15 * time.Second,
	ExpectContinueTimeout: time.Second,
	IdleConnTimeout:       30 * time.Second,
	MaxIdleConns:          8,
}

// http returns the client of one request, which keeps secrets from other hosts.
func (c *Client) http(secrets map[string]string) *http.Client {
	transport := c.Transport
	if transport == nil {
		transport = defaultTransport
	}
	return &http.Client{Transport: transport, CheckRedirect: func(req *http.Request, via []*http.Request) error {
		return checkRedirect(req, via, secrets)
	}}
}

// checkRedirect follows a few redirects, never from https to http, and sends no secret to
// another host: net/http would, with header fields that it does not know as secret.
func checkRedirect(req *http.Request, via []*http.Request, secrets map[string]string) error {
	first := via[0].URL
	switch {
	case len(via) > maxRedirects:
		return fmt.Errorf("more than %d redirects", maxRedirects)
	case first.Scheme == "https" && req.URL.Scheme != "https":
		return fmt.Errorf("the server redirects from https to %s, where anybody could read along: not followed", Redact(req.URL.String()))
	}
	if req.URL.Host != first.Host {
		for name := range secrets {
			req.Header.Del(name)
		}
	}
	return nil
}

// A request is one question to a server.
type request struct {
	method string // empty means GET
	url    string
	header http.Header
	body   string
	label  string // of what the server said last time of this address; empty asks unconditionally
}

// build makes the request, secrets included: these go over TLS, or to this machine.
func (s *session) build(ctx context.Context, r request) (*http.Request, error) {
	u, err := url.Parse(r.url)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf("`%s` is no address such as https://example.org/feed.csv", Redact(r.url))
	}
	if len(s.secrets) > 0 && u.Scheme != "https" && !loopback(u.Hostname()) {
		return nil, fmt.Errorf("a key is not sent over http to %s: use https", u.Host)
	}
	method := r.method
	if method == "" {
		method = http.MethodGet
	}
	req, err := http.NewRequestWithContext(ctx, method, u.String(), strings.NewReader(r.body))
	if err != nil {
		return nil, err
	}
	for name, values := range r.header {
		req.Header[http.CanonicalHeaderKey(name)] = values
	}
	for name, value := range s.secrets {
		req.Header.Set(name, value)
	}
	req.Header.Set("User-Agent", agent(s.Agent))
	if r.label != "" {
		s.setConditions(req, r.label)
	}
	return req, nil
}

func agent(name string) string {
	if name == "" {
		return "foxhound"
	}
	return name
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// setConditions asks the server to send only what changed since the last pull.
func (s *session) setConditions(req *http.Request, label string) {
	if tag := s.old["etag "+label]; tag != "" {
		req.Header.Set("If-None-Match", tag)
	}
	if date := s.old["modified "+label]; date != "" {
		req.Header.Set("If-Modified-Since", date)
	}
}

// keepConditions keeps what the server says of the state that it sent.
func (s *session) keepConditions(header http.Header, label string) {
	for key, name := range map[string]string{"etag ": "ETag", "modified ": "Last-Modified"} {
		delete(s.batch.Cursor, key+label)
		if value := header.Get(name); value != "" && len(value) <= 1024 {
			s.batch.Cursor[key+label] = value
		}
	}
}
