package pull

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"foxhound/indicator"
)

const (
	firstWait = time.Second
	maxWait   = time.Minute
	maxAsked  = 5 * time.Minute // of a server that says how long to wait
)

// A finalError is one that asking again does not mend.
type finalError struct{ err error }

func (e *finalError) Error() string { return e.err.Error() }
func (e *finalError) Unwrap() error { return e.err }

// A StatusError is an answer that is no success.
type StatusError struct {
	Code  int
	Host  string
	Text  string        // what the server says, cut to a printable line
	After time.Duration // how long it asks to wait; 0 where it does not say
}

func (e *StatusError) Error() string {
	text := fmt.Sprintf("%s answered %d %s", e.Host, e.Code, http.StatusText(e.Code))
	if e.Text != "" {
		text += ": " + e.Text
	}
	switch {
	case e.Code == http.StatusUnauthorized || e.Code == http.StatusForbidden:
		text += ": check the key"
	case e.Code == http.StatusNotFound || e.Code == http.StatusGone:
		text += ": the feed has moved, or its address is misspelt"
	case e.After > maxAsked:
		text += fmt.Sprintf(": pull again in %s", e.After.Round(time.Second))
	}
	return text
}

// again says whether and after how long to ask once more.
func (s *session) again(err error, attempt int) (time.Duration, bool) {
	var final *finalError
	var status *StatusError
	switch {
	case errors.As(err, &final):
		return 0, false
	case errors.As(err, &status):
		if !passing(status.Code) || status.After > maxAsked {
			return 0, false
		}
		if status.After > 0 {
			return status.After, true
		}
	}
	wait := min(firstWait<<(attempt-1), maxWait)
	return wait/2 + time.Duration(s.jitter()*float64(wait)), true // half to one and a half of it
}

// passing reports whether a status may be another one soon.
func passing(code int) bool {
	switch code {
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// statusError says what a server answered instead of a feed.
func statusError(resp *http.Response, now time.Time) error {
	start, _ := io.ReadAll(io.LimitReader(resp.Body, 4<<10))
	return &StatusError{
		Code: resp.StatusCode, Host: resp.Request.URL.Host, Text: saidIn(start), After: retryAfter(resp.Header.Get("Retry-After"), now),
	}
}

// saidIn is what the start of an error's answer says: the message of JSON, nothing of a page.
func saidIn(start []byte) string {
	var said struct {
		Status  string `json:"query_status"`
		Message string `json:"message"`
		Title   string `json:"title"`
		Error   any    `json:"error"`
	}
	if json.Unmarshal(start, &said) == nil {
		for _, text := range []any{said.Status, said.Message, said.Title, said.Error} {
			if text, ok := text.(string); ok && text != "" {
				return indicator.Printable(text, maxSaid)
			}
		}
		return ""
	}
	text := strings.TrimSpace(string(start))
	if strings.HasPrefix(text, "<") || strings.HasPrefix(text, "{") {
		return ""
	}
	line, _, _ := strings.Cut(text, "\n")
	return indicator.Printable(line, maxSaid)
}

const maxSaid = 120

// retryAfter reads the header field: seconds, or a date.
func retryAfter(text string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseUint(strings.TrimSpace(text), 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}
