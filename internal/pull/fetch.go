package pull

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

// A body is an answer, in a temporary file that goes when it is closed.
type body struct {
	file   *os.File
	header http.Header
}

// Close removes the file.
func (b *body) Close() error {
	err := b.file.Close()
	return errors.Join(err, os.Remove(b.file.Name()))
}

// fetch asks until there is an answer or no hope of one. The body is nil where the server says
// that nothing has changed.
func (s *session) fetch(ctx context.Context, r request) (*body, error) {
	attempts := s.Attempts
	if attempts == 0 {
		attempts = defaultAttempts
	}
	for attempt := 1; ; attempt++ {
		b, err := s.once(ctx, r)
		if err == nil || ctx.Err() != nil {
			return b, err
		}
		wait, again := s.again(err, attempt)
		if !again || attempt == attempts {
			return nil, tried(err, attempt)
		}
		if err := s.sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
}

func tried(err error, attempts int) error {
	if attempts == 1 {
		return err
	}
	return fmt.Errorf("%w (asked %d times)", err, attempts)
}

// once asks one time.
func (s *session) once(ctx context.Context, r request) (*body, error) {
	ctx, stall := s.stallable(ctx)
	defer stall.end()
	req, err := s.build(ctx, r)
	if err != nil {
		return nil, &finalError{err}
	}
	resp, err := s.http(s.secrets).Do(req)
	if err != nil {
		return nil, s.transportError(ctx, err, req.URL)
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNotModified && r.label != "" {
		return nil, nil
	}
	if resp.StatusCode != http.StatusOK {
		return nil, statusError(resp, s.now())
	}
	b, err := s.spool(ctx, resp, stall)
	if err != nil {
		return nil, err
	}
	if r.label != "" {
		s.keepConditions(resp.Header, r.label)
	}
	return b, nil
}

// A stall is a clock that runs out when nothing comes.
type stall struct {
	*time.Timer
	after  time.Duration
	cancel context.CancelCauseFunc
}

func (s *stall) end() {
	s.Stop()
	s.cancel(nil)
}

var errStalled = errors.New("nothing came")

// stallable returns a context that ends when nothing has come for as long as the feed may take.
func (s *session) stallable(ctx context.Context) (context.Context, *stall) {
	after := s.feed.Timeout
	if after == 0 {
		after = defaultTimeout
	}
	ctx, cancel := context.WithCancelCause(ctx)
	timer := time.AfterFunc(after, func() { cancel(fmt.Errorf("%w for %s", errStalled, after)) })
	return ctx, &stall{timer, after, cancel}
}

// spool writes an answer to a file.
func (s *session) spool(ctx context.Context, resp *http.Response, stall *stall) (b *body, err error) {
	if resp.ContentLength > s.maxBytes() {
		return nil, s.tooLarge()
	}
	f, err := os.CreateTemp(s.Dir, "foxhound-pull-*")
	if err != nil {
		return nil, &finalError{err}
	}
	spooled := &body{f, resp.Header}
	defer func() {
		if err != nil {
			spooled.Close()
		}
	}()
	n, err := io.Copy(f, io.LimitReader(&ticking{resp.Body, stall, s}, s.maxBytes()+1))
	switch {
	case err != nil:
		return nil, s.transportError(ctx, fmt.Errorf("the answer broke off after %d bytes: %w", n, err), resp.Request.URL)
	case n > s.maxBytes():
		return nil, s.tooLarge()
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, &finalError{err}
	}
	return spooled, nil
}

func (s *session) tooLarge() error {
	return &finalError{fmt.Errorf("%w: a feed may have %d MiB", ErrTooLarge, s.maxBytes()>>20)}
}

// A ticking reader winds the clock up whenever something comes, and says how much came.
type ticking struct {
	r     io.Reader
	stall *stall
	s     *session
}

func (t *ticking) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	if n > 0 {
		t.stall.Reset(t.stall.after)
		t.s.batch.Bytes += int64(n)
		t.s.tell()
	}
	return n, err
}

// text reads a short answer whole.
func (b *body) text(max int64) ([]byte, error) {
	defer b.Close()
	data, err := io.ReadAll(io.LimitReader(b.file, max+1))
	if err == nil && int64(len(data)) > max {
		err = fmt.Errorf("%w: an answer of more than %d MiB", ErrTooLarge, max>>20)
	}
	return data, err
}
