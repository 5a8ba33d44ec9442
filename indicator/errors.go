package indicator

import (
	"errors"
	"fmt"
)

// The reasons of a [ParseError] that a caller may want to tell apart.
var (
	ErrEmpty    = errors.New("nothing but space, quotes or invisible characters")
	ErrUnknown  = errors.New("not a domain, address, ip:port, URL, hash or e-mail address")
	ErrKind     = errors.New("no such kind of observable")
	ErrRedacted = errors.New("redacted: part of the value is left out")
	ErrTooLong  = errors.New("longer than any observable")
	ErrControl  = errors.New("holds a space or control character")
	ErrFanged   = errors.New("brackets nested too deep to refang")
	ErrHost     = errors.New("not a host name")
	ErrHostPort = fmt.Errorf("%w, but one with a port: write it as a URL, such as http://evil.example:8080", ErrHost)
	ErrHostPath = fmt.Errorf("%w, but one with a path: write it as a URL, such as http://evil.example/a", ErrHost)
	ErrRange    = errors.New("a range of addresses, and no single one")
	ErrAddress  = errors.New("not an IP address")
	ErrPort     = errors.New("not a port from 0 to 65535")
	ErrScheme   = errors.New("no scheme, such as http://")
	ErrHash     = errors.New("not hexadecimal of the hash's length")
	ErrEmail    = errors.New("not an e-mail address")
)

// A ParseError reports text that is not an observable.
type ParseError struct {
	Text string // as the source spelled it, cut and escaped so that it can be printed
	Err  error  // the reason, one of this package's Err values
}

// Error names the text and the reason.
func (e *ParseError) Error() string { return fmt.Sprintf("`%s`: %v", e.Text, e.Err) }

// Unwrap returns the reason.
func (e *ParseError) Unwrap() error { return e.Err }

// maxShown is how many characters of an offending text a [ParseError] repeats.
const maxShown = 120
