package pull

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"

	"foxhound/internal/lazyregexp"
)

var errPage = errors.New("the server answered with an HTML page instead of the feed, perhaps an error or a log-in: check the address")

// transportError says why there was no answer, in words that lead to a mend and without the
// address, which may hold a key.
func (s *session) transportError(ctx context.Context, err error, u *url.URL) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		err = failed.Err
	}
	if cause := context.Cause(ctx); errors.Is(cause, errStalled) {
		return fmt.Errorf("%s: %w", u.Host, cause)
	}
	if explained := explainTLS(err); explained != "" {
		return &finalError{fmt.Errorf("%s: %s: %w", u.Host, explained, err)}
	}
	var unknown *net.DNSError
	if errors.As(err, &unknown) && unknown.IsNotFound {
		return &finalError{fmt.Errorf("there is no host %s: check the address, and that this machine is connected", u.Hostname())}
	}
	if strings.Contains(err.Error(), "not followed") || strings.Contains(err.Error(), "redirects") {
		return &finalError{fmt.Errorf("%s: %w", u.Host, err)}
	}
	return fmt.Errorf("%s: %w", u.Host, err)
}

// explainTLS says what is wrong with a certificate or a handshake; nothing for other errors.
func explainTLS(err error) string {
	var authority x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	var verify *tls.CertificateVerificationError
	var alert tls.AlertError
	switch {
	case errors.As(err, &authority):
		return "its certificate is of an authority that this machine does not know; " +
			"where a proxy inspects TLS, name the proxy's certificate in SSL_CERT_FILE"
	case errors.As(err, &name):
		return "its certificate is for another name: check the address"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "its certificate has expired or is not valid yet: check the clock of this machine, else wait for the publisher"
	case errors.As(err, &invalid), errors.As(err, &verify):
		return "its certificate is not valid"
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		return "it does not speak TLS there: check the address and the port"
	case errors.As(err, &alert):
		return "it refused the TLS handshake"
	}
	return ""
}

// keyInPath is the place of a key in the addresses of exports that want one.
var keyInPath = lazyregexp.New(`(?i)(/exports/)[^/?#]+`)

// secretWords are the names of query parameters whose values are not shown.
var secretWords = lazyregexp.New(`(?i)(key|token|secret|password|passwd|pwd|auth|sig)`)

// Redact returns an address without what may be secret in it: a password, a key in its path or
// in a parameter that is named like one.
func Redact(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "(an address that cannot be read)"
	}
	if u.User != nil {
		u.User = url.User("REDACTED")
	}
	q := u.Query()
	hidden := false
	for name := range q {
		if secretWords.MatchString(name) {
			q.Set(name, "REDACTED")
			hidden = true
		}
	}
	if hidden {
		u.RawQuery = q.Encode()
	}
	return keyInPath.ReplaceAllString(u.String(), "${1}REDACTED")
}

// scrub takes every secret out of an error's text, whoever put it there.
func (s *session) scrub(err error) error {
	text := err.Error()
	clean := text
	for _, secret := range s.secrets {
		if secret != "" {
			clean = strings.ReplaceAll(clean, secret, "REDACTED")
		}
	}
	if clean == text {
		return err
	}
	return errors.New(clean)
}

// missing reports whether a server has nothing at an address.
func missing(err error) bool {
	var status *StatusError
	return errors.As(err, &status) && (status.Code == 404 || status.Code == 410)
}
