package hunt

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/logs"
	"foxhound/internal/match"
	"foxhound/internal/shared"
	"foxhound/internal/sweep"
)

// escapesOf are what each format writes for bytes; JSON's stand in columns of all of them.
var escapesOf = map[string]sweep.Escapes{
	"cef": sweep.JSON | sweep.Octothorpe, "zeek-tsv": sweep.JSON | sweep.HexByte,
}

// A sighting is a record's line and what was seen in the record, as keys of the index.
type sighting struct {
	line                int64
	names, hashes, mail []string
	addrs               []netip.Addr
}

// sightings returns what a hunt sees in a file, whatever is listed.
func sightings(t *testing.T, path string) (all []sighting, format string) {
	t.Helper()
	keys := []match.Key{match.Name("a.example"), match.Addr(netip.IPv6Unspecified()), match.Hash("0"), match.Mail("a@a.example")}
	index := match.New(len(keys), func(id int32) match.Key { return keys[id] })
	for _, k := range keys {
		index.Add(index.Place(k))
	}
	sources, err := logs.Find([]string{path})
	if err != nil {
		t.Fatal(err)
	}
	work := func(b *logs.Block) (seen []sighting) {
		w := &bench{judge: &judge{related: true}, observer: observer{index: index, unlisted: true}}
		for r := range b.Records {
			w.see(w.tableOf(r.Table), r)
			seen = append(seen, sightingOf(r.Line, w.observer.seen))
		}
		return seen
	}
	files, err := logs.Scan(context.Background(), sources, logs.Options{}, work, func(s []sighting) error {
		all = append(all, s...)
		return nil
	})
	if err != nil || len(files) != 1 {
		t.Fatal(err)
	}
	return all, files[0].Format
}

func sightingOf(line int64, seen []observation) sighting {
	s := sighting{line: line}
	for i := range seen {
		switch o := &seen[i]; {
		case o.kind == seenHash:
			s.hashes = append(s.hashes, strings.Clone(o.text))
		case o.kind == seenMail:
			s.mail = append(s.mail, strings.Clone(o.text))
		case o.loc.Addr.IsValid():
			s.addrs = append(s.addrs, o.loc.Addr)
		default:
			for name := range match.Parents(strings.Clone(o.loc.Host)) {
				s.names = append(s.names, name)
			}
		}
	}
	return s
}

// TestSweepSees holds the sweep to what a hunt sees in real logs: whatever of it is listed,
// the sweep proposes the record.
func TestSweepSees(t *testing.T) {
	root := shared.Path(t, "data", "logs")
	rnd := rand.New(rand.NewPCG(1, 2))
	records, listed := 0, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".gz") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil || len(data) > 4<<20 || bytes.HasPrefix(data, []byte("\xff\xfe")) {
			return err
		}
		all, format := sightings(t, path)
		for round, share := range []float64{1, 0.2, 0.02, 0.002, 0.2, 0.02} {
			if round > 3 { // the same bytes in other spellings
				mutant := filepath.Join(t.TempDir(), filepath.Base(path))
				data = respell(rnd, data, format)
				if err := os.WriteFile(mutant, data, 0o600); err != nil {
					return err
				}
				all, _ = sightings(t, mutant)
			}
			n := checkSeen(t, path, data, all, escapesOf[format]|sweep.JSON, rnd, share)
			records, listed = records+len(all), listed+n
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d records, %d with a listed observable", records, listed)
}

// respell writes one byte in twenty otherwise: in the other case, as an escape of the format,
// or with what a reader takes off, or what may glue an escape to it, put before it.
func respell(rnd *rand.Rand, data []byte, format string) []byte {
	var out []byte
	for _, c := range data {
		if c == '\n' || c == '\\' || c == '"' || rnd.IntN(20) > 0 {
			out = append(out, c)
			continue
		}
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		name := letter || '0' <= c && c <= '9' || c == '.' || c == '-' || c == '/' || c == '@' || c == ':' || c == '='
		switch kind := rnd.IntN(4); {
		case kind == 0 && letter:
			out = append(out, c^0x20)
		case kind == 1 && name && strings.Contains(format, "json"):
			out = fmt.Appendf(out, `\u%04x`, c)
		case kind == 1 && c == '.' && rnd.IntN(3) == 0:
			out = append(out, "。"...)
		case kind == 1 && c == '.' && rnd.IntN(3) == 0:
			out = append(out, "%2e"...)
		case kind == 1 && name && format == "zeek-tsv":
			out = fmt.Appendf(out, `\x%02X`, c)
		case kind == 2 && strings.Contains(format, "json") && c == '/':
			out = append(out, `\/`...)
		case kind == 2 && strings.Contains(format, "json") && c == ' ':
			out = append(out, `\n`...)
		case kind == 2 && c == ' ' && format == "cef":
			out = append(out, ` #012`...)
		case kind == 3 && c == ' ':
			out = append(out, "\u00a0"...)
		default:
			out = append(out, c)
		}
	}
	return out
}

// checkSeen lists a share of all that was seen and checks that each record with a listed
// observable is proposed. It returns how many there are.
func checkSeen(t *testing.T, path string, data []byte, all []sighting, escapes sweep.Escapes, rnd *rand.Rand, share float64) (listed int) {
	t.Helper()
	names, hashes, mail, addrs := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[netip.Addr]bool{}
	for _, s := range all {
		draw(rnd, share, names, s.names)
		draw(rnd, share, hashes, s.hashes)
		draw(rnd, share, mail, s.mail)
		draw(rnd, share, addrs, s.addrs)
	}
	index, err := sweep.New(t.Context(), sweep.Keys{
		Names: slices.Sorted(maps.Keys(names)), Hashes: slices.Sorted(maps.Keys(hashes)), Mail: slices.Sorted(maps.Keys(mail)),
		Addrs: slices.SortedFunc(maps.Keys(addrs), netip.Addr.Compare), Canonical: indicator.CanonicalHost,
	})
	if err != nil {
		t.Fatal(err)
	}
	places := index.Sweeper(escapes).Sweep(nil, data)
	starts := lineStarts(data)
	for i, s := range all {
		if !any1(names, s.names) && !any1(hashes, s.hashes) && !any1(mail, s.mail) && !any1(addrs, s.addrs) {
			continue
		}
		listed++
		begin, end := starts[s.line-1], len(data)
		for _, next := range all[i+1:] {
			if next.line > s.line {
				end = starts[next.line-1]
				break
			}
		}
		if at, _ := slices.BinarySearch(places, begin); at == len(places) || places[at] >= end {
			t.Errorf("%s:%d: not proposed, with one of %v %v %v %v listed\n%.400s", path, s.line, s.names, s.addrs, s.hashes, s.mail, data[begin:end])
		}
	}
	return listed
}

func draw[K comparable](rnd *rand.Rand, share float64, set map[K]bool, keys []K) {
	for _, k := range keys {
		if rnd.Float64() < share {
			set[k] = true
		}
	}
}

func any1[K comparable](set map[K]bool, keys []K) bool {
	return slices.ContainsFunc(keys, func(k K) bool { return set[k] })
}

// lineStarts are the offsets where lines begin.
func lineStarts(data []byte) []int {
	starts := []int{0}
	for i, c := range data {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// TestSweepChangesNothing hunts real logs, as they are and spelled otherwise, for a share of
// what is in them: with the sweep and without, all is the same.
func TestSweepChangesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a quarter of a minute, and minutes under the race detector")
	}
	root := shared.Path(t, "data", "logs")
	rnd := rand.New(rand.NewPCG(3, 4))
	matched := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if info, err := d.Info(); err != nil || info.Size() > 1<<20 {
			return err
		}
		all, format := sightings(t, path)
		for round, share := range []float64{0.02, 0.002, 0.05} {
			if data, err := os.ReadFile(path); round == 2 && err == nil && !strings.HasSuffix(path, ".gz") {
				path = filepath.Join(t.TempDir(), filepath.Base(path))
				if err := os.WriteFile(path, respell(rnd, data, format), 0o600); err != nil {
					return err
				}
			}
			matched += sameBothWays(t, path, listedOf(rnd, share, all))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if t.Logf("%d matches", matched); matched == 0 {
		t.Error("nothing was found: the test shows nothing")
	}
}

// listedOf makes indicators of a share of what was seen.
func listedOf(rnd *rand.Rand, share float64, all []sighting) *feed.Result {
	seen := map[string]bool{}
	for _, s := range all {
		draw(rnd, share, seen, s.names)
		draw(rnd, share, seen, s.hashes)
		draw(rnd, share, seen, s.mail)
		for _, a := range s.addrs {
			draw(rnd, share, seen, []string{a.String(), netip.AddrPortFrom(a, 443).String()})
		}
	}
	f := &feed.Result{}
	for _, text := range slices.Sorted(maps.Keys(seen)) {
		if o, err := indicator.Parse(text); err == nil {
			f.Indicators = append(f.Indicators, indicator.Indicator{Observable: o, Confidence: 100})
		}
	}
	return f
}

// sameBothWays compares a hunt with one that looks at every row, and returns its matches.
func sameBothWays(t *testing.T, path string, list *feed.Result) int {
	t.Helper()
	run := func(every bool) (string, int) {
		sources, err := logs.Find([]string{path})
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		n := 0
		match := func(m *Match) error {
			n++
			line, err := json.Marshal(m)
			fmt.Fprintf(&out, "%s\n", line)
			return err
		}
		result, err := Run(context.Background(), Options{Feeds: []*feed.Result{{Indicators: slices.Clone(list.Indicators)}}, Sources: sources, Related: true, Match: match, everyRow: every})
		if err != nil {
			t.Fatal(err)
		}
		result.Summary.PassedOver, result.Files = 0, nil // only how it was done
		summary, err := json.Marshal(result)
		if err != nil {
			t.Fatal(err)
		}
		return out.String() + string(summary), n
	}
	quick, n := run(false)
	if slow, _ := run(true); quick != slow {
		t.Errorf("%s with %d indicators: the sweep changes the result\n%s", path, len(list.Indicators), cmp.Diff(slow, quick))
	}
	return n
}

// TestSweepPassesOver hunts generated logs of many blocks, of which most lines are passed
// over: all but that is the same as when every row is looked at.
func TestSweepPassesOver(t *testing.T) {
	for name, log := range bigLogs() {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "log")
			if err := os.WriteFile(path, log, 0o600); err != nil {
				t.Fatal(err)
			}
			all, _ := sightings(t, path)
			for i := range all { // not what is in every line
				all[i].names = slices.DeleteFunc(all[i].names, func(name string) bool { return strings.Count(name, ".") < 3 })
			}
			for _, share := range []float64{0.0003, 0.01} {
				list := listedOf(rand.New(rand.NewPCG(5, 6)), share, all)
				if sameBothWays(t, path, list) == 0 {
					t.Errorf("nothing was found with %d indicators: the test shows nothing", len(list.Indicators))
				}
				sources, err := logs.Find([]string{path})
				if err != nil {
					t.Fatal(err)
				}
				result, err := Run(context.Background(), Options{Feeds: []*feed.Result{list}, Sources: sources})
				if err != nil {
					t.Fatal(err)
				}
				if s := result.Summary; share < 0.001 && 2*s.PassedOver < s.Rows && name != "mail, which waits for recipients" {
					t.Errorf("%d of %d rows were passed over", s.PassedOver, s.Rows)
				}
			}
		})
	}
}

// bigLogs are logs of some blocks. Their names and addresses come again and again, so that
// what is listed of them is found in many a line.
func bigLogs() map[string][]byte {
	rnd := rand.New(rand.NewPCG(7, 8))
	ip := func() string { return fmt.Sprintf("111.%d.%d.204", rnd.IntN(200), rnd.IntN(250)) }
	name := func() string { return fmt.Sprintf("w%d.s%d.example.net", rnd.IntN(4), rnd.IntN(9999)) }
	rows := 0 // of the log that is being made
	big := func(first string, row func() string) []byte {
		rows = 0
		log := bytes.NewBufferString(first)
		for log.Len() < 3<<20 {
			switch text := row(); rnd.IntN(3000) {
			case 0:
				log.WriteString(text[:len(text)/2] + "\n") // cut
			case 1:
				log.WriteString("\r\n" + text)
			default:
				log.WriteString(text)
			}
		}
		return log.Bytes()
	}
	rare := func() bool { // not in the head of a log, which tells what to expect of it
		rows++
		return rows > 1500 && rnd.IntN(500) == 0
	}
	return map[string][]byte{
		"ndjson": big("", func() string {
			return fmt.Sprintf(`{"Timestamp":"2026-05-22T00:00:00.02Z","DeviceName":"d%d","ActionType":"ConnectionSuccess","RemoteIP":"%s","RemotePort":443,"RemoteUrl":"https:\/\/%s\/x"}`+"\n", rnd.IntN(90), ip(), name())
		}),
		"cef": big("", func() string {
			return fmt.Sprintf("<134>2026-05-22T10:11:12Z fw CEF:0|V|P|1|100|traffic|5|src=10.0.0.1 dst=%s dhost=%s act=allow\n", ip(), name())
		}),
		"mail, which waits for recipients": big("", func() string {
			id := rnd.IntN(900)
			if rare() {
				return fmt.Sprintf(`{"Timestamp":"2026-05-22T00:00:00.02Z","NetworkMessageId":"m%d","RecipientEmailAddress":"u%d@corp.example","DeliveryAction":"Delivered"}`+"\n", id, id)
			}
			return fmt.Sprintf(`{"Timestamp":"2026-05-22T00:00:00.02Z","NetworkMessageId":"m%d","Url":"https:\/\/%s\/x","UrlLocation":"Body"}`+"\n", id, name())
		}),
		"zeek": big(zeekDNS(`\x09`, "\t", ","), func() string {
			if rare() {
				return "-\tC1\t10.0.0.1\tundated.example.net\t-\n"
			}
			return fmt.Sprintf("1779444000.1\tC1\t10.0.0.1\t%s\t%s\n", name(), ip())
		}),
	}
}

// zeekDNS is the header of Zeek's dns.log, with separators of fields, as the header spells it and as
// it is, and of items.
func zeekDNS(spelled, fields, items string) string {
	return strings.ReplaceAll("#separator "+spelled+"\n#set_separator\t"+items+
		"\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n#fields\tts\tuid\tid.orig_h\tquery\tanswers\n#types\ttime\tstring\taddr\tstring\tvector[string]\n", "\t", fields)
}

// What keeps a file's rows from being passed over is told of the file.
func TestExplained(t *testing.T) {
	logOf := func(row string) []byte { return bytes.Repeat([]byte(row+"\n"), 3<<20/len(row)) }
	for _, tt := range []struct {
		log         []byte
		texts       *Rulings
		table, want string
	}{
		{logOf(`{"Timestamp":"2026-05-22T00:00:00Z","NetworkMessageId":"m","RecipientEmailAddress":"a@corp.example","DeliveryAction":"Delivered"}`), nil, "EmailEvents", "they tell who got which mail"},
		{logOf(`{"Timestamp":"2026-05-22T00:00:00Z","NetworkMessageId":"m","Url":"https://a.example/","UrlLocation":"Body"}`), nil, "EmailUrlInfo", "rows that tell who got the mail may be among them"},
		{logOf(`{"Timestamp":"2026-05-22T00:00:00Z","DeviceName":"a","ActionType":"ConnectionSuccess","RemoteIP":"8.8.4.4"}`), nil, "DeviceNetworkEvents", ""},
		{logOf(`{"Timestamp":"2026-05-22T00:00:00Z","DeviceName":"a","ActionType":"ConnectionSuccess","RemoteIP":"8.8.4.4"}`), &Rulings{}, "DeviceNetworkEvents", "the text of rules has its say on them"},
		{slices.Concat([]byte(`{"records":[`), bytes.TrimRight(logOf(`{"Timestamp":"2026-05-22T00:00:00Z","DeviceName":"a","ActionType":"ConnectionSuccess","RemoteIP":"8.8.4.4"},`), ",\n"), []byte("]}")), nil,
			"DeviceNetworkEvents", "a document's rows are only found by reading it"},
		{slices.Concat([]byte(zeekDNS(`\x09`, "\t", ",")), logOf("1779444000.1\tC1\t10.0.0.1\ta.example\t-")), nil, "ASimDnsActivityLogs", ""},
		{slices.Concat([]byte(zeekDNS(`\x7c`, "|", ",")), logOf("1779444000.1|C1|10.0.0.1|a.example|-")), nil,
			"ASimDnsActivityLogs", "what separates its fields or their items could be part of what is listed"},
		{slices.Concat([]byte(zeekDNS(`\x09`, "\t", "|")), logOf("1779444000.1\tC1\t10.0.0.1\ta.example\t-")), nil,
			"ASimDnsActivityLogs", "what separates its fields or their items could be part of what is listed"},
	} {
		result, err := Run(context.Background(), Options{
			Feeds:   []*feed.Result{{Indicators: []indicator.Indicator{listed(t, "softandtec.com")}}},
			Sources: []logs.Source{{Path: "-", Size: -1}}, Stdin: bytes.NewReader(tt.log), Texts: tt.texts,
		})
		if err != nil {
			t.Fatal(err)
		}
		f := result.Files[0]
		if f.Rows[tt.table] == 0 || f.Whole != tt.want || (f.PassedOver > 0) != (tt.want == "") {
			t.Errorf("%.40s: %v, %d passed over, %q; want %q", tt.log, f.Rows, f.PassedOver, f.Whole, tt.want)
		}
	}
}
