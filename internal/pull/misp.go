package pull

import (
	"bufio"
	"cmp"
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

var mispKind = kind{
	name:  "misp",
	about: "a MISP feed: a folder with manifest.json and an event a file, of which the changed ones are fetched",
	pull:  pullMISP,
}

// An event of a manifest.
type event struct {
	uuid      string
	date      string
	timestamp int64
}

var uuidForm = lazyregexp.New(`^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)

const (
	maxManifest = 256 << 20
	mispDays    = 180 // how far back the first pull of a feed reaches: older indicators have expired
	timestamp   = "timestamp"
)

// pullMISP fetches the events that changed since the last pull, the oldest change first.
func pullMISP(ctx context.Context, s *session) error {
	base := strings.TrimSuffix(s.feed.URL, "manifest.json")
	b, err := s.fetch(ctx, request{url: join(base, "manifest.json"), label: "manifest"})
	if err != nil || b == nil {
		return err
	}
	data, err := b.text(maxManifest)
	if err != nil {
		return err
	}
	events, err := s.changed(data)
	if err != nil || len(events) == 0 {
		return err
	}
	sums, err := s.sums(ctx, base)
	if err != nil {
		return err
	}
	for i, e := range events {
		if err := s.event(ctx, base, e, sums); err != nil {
			return s.breakOff(ctx, fmt.Errorf("event %s, %d of %d: %w", e.uuid, i+1, len(events), err))
		}
		if i+1 == len(events) || events[i+1].timestamp > e.timestamp { // those of one moment are read together
			s.batch.Cursor[timestamp] = strconv.FormatInt(e.timestamp, 10)
		}
	}
	return nil
}

// event fetches an event and holds it to its hashes.
func (s *session) event(ctx context.Context, base string, e event, sums map[string]map[string]bool) error {
	b, err := s.fetch(ctx, request{url: join(base, e.uuid+".json")})
	if err != nil {
		return err
	}
	if err := s.read(ctx, e.uuid+".json", b); err != nil {
		return err
	}
	s.check(e, s.batch.Results[len(s.batch.Results)-1], sums)
	return nil
}

// breakOff keeps what was read of a feed of many parts; the next pull takes up behind it, and
// asks for the manifest even if that has not changed. Of a feed of which nothing was read there
// is nothing to keep.
func (s *session) breakOff(ctx context.Context, err error) error {
	if len(s.batch.Results) == 0 || ctx.Err() != nil {
		return err
	}
	delete(s.batch.Cursor, "etag manifest")
	delete(s.batch.Cursor, "modified manifest")
	s.batch.Broken, s.batch.Whole = err, false
	return nil
}

// changed returns the events of a manifest that are new or newer than the cursor.
func (s *session) changed(data []byte) ([]event, error) {
	var manifest map[string]struct {
		Date      string          `json:"date"`
		Timestamp json.RawMessage `json:"timestamp"`
	}
	if err := json.Unmarshal(data, &manifest); err != nil {
		return nil, fmt.Errorf("manifest.json is no manifest of a MISP feed: %w", err)
	}
	last, err := strconv.ParseInt(s.old[timestamp], 10, 64)
	first := err != nil
	days := cmp.Or(s.feed.Days, mispDays)
	oldest := s.now().UTC().AddDate(0, 0, -days).Format(time.DateOnly)
	var events []event
	early, odd := 0, 0
	for uuid, e := range manifest {
		at, err := strconv.ParseInt(strings.Trim(string(e.Timestamp), `"`), 10, 64)
		switch {
		case err != nil || !uuidForm.MatchString(uuid):
			odd++
		case first && e.Date < oldest:
			early++
		case first || at > last:
			events = append(events, event{uuid, e.Date, at})
		}
	}
	if odd > 0 {
		s.note("%d entries of the manifest have no id or no timestamp and were not fetched", odd)
	}
	if early > 0 {
		s.note("%d events from before %s were not fetched: `days` reaches further back", early, oldest)
	}
	slices.SortFunc(events, func(a, b event) int {
		return cmp.Or(cmp.Compare(a.timestamp, b.timestamp), strings.Compare(a.uuid, b.uuid))
	})
	return events, nil
}

// sums are the hashes of the values of each event, as hashes.csv lists them; none where the
// feed has no such file.
func (s *session) sums(ctx context.Context, base string) (map[string]map[string]bool, error) {
	b, err := s.fetch(ctx, request{url: join(base, "hashes.csv")})
	if missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer b.Close()
	sums := map[string]map[string]bool{}
	lines := bufio.NewScanner(io.Reader(b.file))
	for lines.Scan() {
		sum, uuid, ok := strings.Cut(strings.TrimSpace(lines.Text()), ",")
		if !ok || len(sum) != 2*md5.Size || !uuidForm.MatchString(uuid) {
			continue
		}
		if sums[uuid] == nil {
			sums[uuid] = map[string]bool{}
		}
		sums[uuid][sum] = true
	}
	return sums, lines.Err()
}

// check holds an event to the hashes of its values: where not one of them is listed, it is
// another state of the event than the list's.
func (s *session) check(e event, r *feed.Result, sums map[string]map[string]bool) {
	listed := sums[e.uuid]
	if len(listed) == 0 || r.Len() == 0 {
		return
	}
	for _, ind := range r.Pack().All() {
		for _, spelling := range spellings(ind.Observable) {
			sum := md5.Sum([]byte(spelling))
			if listed[hex.EncodeToString(sum[:])] {
				return
			}
		}
	}
	s.note("event %s: none of its values is in hashes.csv: the feed was changing while it was read, or is not in order", e.uuid)
}

// spellings are how MISP may have written a value.
func spellings(o indicator.Observable) []string {
	all := []string{o.Value}
	if o.Kind == indicator.IPPort {
		if i := strings.LastIndexByte(o.Value, ':'); i > 0 {
			all = append(all, o.Value[:i]+"|"+o.Value[i+1:], o.Value[:i])
		}
	}
	if o.Kind == indicator.URL {
		all = append(all, o.Value+"/")
	}
	return all
}
