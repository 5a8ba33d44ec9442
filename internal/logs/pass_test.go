package logs

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// passed is what a scan gives that passes over lines where it can.
type passedOver struct {
	lines   []int64 // of the records that were yielded
	undated int64   // of them: those without a time
	over    int64
	stats   FileStats
}

// TestOnly holds lines that are passed over to lines that are read: every record at a place
// is yielded, and what is counted is the same.
func TestOnly(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 7))
	for name, text := range passTexts(random) {
		t.Run(name, func(t *testing.T) {
			wanted := func(int64) bool { return random.IntN(9) == 0 }
			marked := map[int64]bool{}
			for line := range int64(strings.Count(text, "\n") + 2) {
				marked[line] = wanted(line)
			}
			slow := passScan(t, text, nil)
			fast := passScan(t, text, marked)
			if strings.HasPrefix(name, "regular") != (fast.over > 0) {
				t.Errorf("%d lines were passed over", fast.over)
			}
			for _, line := range slow.lines {
				if _, there := slices.BinarySearch(fast.lines, line); marked[line] && !there {
					t.Errorf("line %d has a place and was passed over", line)
				}
			}
			if int64(len(slow.lines)) != int64(len(fast.lines))+fast.over {
				t.Errorf("%d rows read and %d passed over, want %d in all", len(fast.lines), fast.over, len(slow.lines))
			}
			if slow.undated != fast.undated {
				t.Errorf("%d rows without a time, want %d", fast.undated, slow.undated)
			}
			if !maps.Equal(slow.stats.Rows, fast.stats.Rows) || slow.stats.Malformed != fast.stats.Malformed ||
				slow.stats.Guessed != fast.stats.Guessed || slow.stats.NoZone != fast.stats.NoZone {
				t.Errorf("counted %+v, want %+v", fast.stats, slow.stats)
			}
		})
	}
}

// passScan reads a text in small blocks, with a place on each marked line; nil for all.
func passScan(t *testing.T, text string, marked map[int64]bool) (all passedOver) {
	t.Helper()
	var undated atomic.Int64
	work := func(b *Block) (lines []int64) {
		raw, ok := b.Raw()
		if marked != nil && ok {
			var places []int
			begin, line := 0, b.Line()
			for end := range lineEnds(raw.Text) {
				if marked[line] {
					places = append(places, begin+(end-begin)/2)
				}
				begin = end
				line++
			}
			b.Only(places)
		}
		for r := range b.Records {
			lines = append(lines, r.Line)
			if _, dated := r.Time(); !dated {
				undated.Add(1)
			}
		}
		return lines
	}
	opts := Options{Stdin: strings.NewReader(text), Workers: 3, Now: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), blockSize: 3000}
	files, err := Scan(context.Background(), []Source{{Path: "-", Size: -1}}, opts, work, func(lines []int64) error {
		all.lines = append(all.lines, lines...)
		return nil
	})
	if err = cmp.Or(err, files[0].Err); err != nil {
		t.Fatal(err)
	}
	all.undated = undated.Load()
	all.stats, all.over = files[0], files[0].PassedOver
	return all
}

// passTexts are logs larger than their heads, regular ones and others.
func passTexts(random *rand.Rand) map[string]string {
	repeat := func(first string, row func(i int) string) string {
		var text strings.Builder
		text.WriteString(first)
		for i := 0; text.Len() < 6*headSize; i++ {
			text.WriteString(row(i))
		}
		return text.String()
	}
	dns := func(i int) string {
		return fmt.Sprintf(`{"TimeGenerated":"2026-05-22T00:00:%02d.1Z","Name":"a%d.example","ClientIP":"10.0.0.%d","QueryType":"A"}`+"\n", i%60, i, i%256)
	}
	net := func(i int) string {
		return fmt.Sprintf(`{"Timestamp":"2026-05-22T00:00:00.1Z","DeviceName":"d%d","RemoteIP":"10.0.0.%d","RemoteUrl":"x"}`+"\n", i, i%256)
	}
	cef := func(i int) string {
		return fmt.Sprintf("<134>May 22 10:11:%02d fw CEF:0|V|P|1|100|traffic|5|src=10.0.0.%d dst=1.2.3.4 act=allow\n", i%60, i%256)
	}
	conn := func(i int) string { return fmt.Sprintf("1779444000.%06d\tC%d\t10.0.0.%d\t80\n", i, i, i%256) }
	csv := func(i int) string { return fmt.Sprintf("2026-05-22T00:00:00Z,a%d.example,DnsEvents\n", i) }
	const header = "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\n#types\ttime\tstring\taddr\tport\n"
	broken := func(row func(int) string, how func(string) string) func(int) string {
		return func(i int) string {
			if text := row(i); random.IntN(20) > 0 || i < 9 {
				return text
			} else {
				return how(text)
			}
		}
	}
	late := func(a, b func(int) string) func(int) string {
		return func(i int) string {
			if i < 2500 {
				return a(i)
			}
			return b(i)
		}
	}
	half := func(s string) string { return s[:len(s)/2] + "\n" }
	return map[string]string{
		"regular ndjson":             repeat("", dns),
		"regular ndjson, CRLF":       strings.ReplaceAll(repeat("", dns), "\n", "\r\n"),
		"regular ndjson, no end":     strings.TrimSuffix(repeat("", dns), "\n"),
		"regular ndjson, then other": repeat("", late(dns, net)),
		"regular cef":                repeat("", cef),
		"regular zeek":               repeat(header, conn),
		"regular zeek, then a header": repeat(header, late(conn, func(i int) string {
			if i%700 == 0 {
				return "#fields\tts\tuid\tid.orig_h\n"
			}
			return conn(i)
		})),
		"regular ndjson, some cut later":                  repeat("", late(dns, broken(dns, half))),
		"regular cef, some cut later":                     repeat("", late(cef, broken(cef, func(s string) string { return s[:20] + "\n" }))),
		"regular zeek, some cut later":                    repeat(header, late(conn, broken(conn, half))),
		"regular ndjson, some written into another later": repeat("", late(dns, broken(dns, func(s string) string { return s[:25] + s }))),
		"regular ndjson, some without a time later": repeat("", late(dns, broken(dns, func(s string) string {
			return strings.Replace(s, "\"2026-05-22T00:00:", []string{`"","x":"`, `null,"x":"`, `"never:`}[random.IntN(3)], 1)
		}))),
		"regular csv, some without a time later": repeat("TimeGenerated,Name,Type\n", late(csv, broken(csv, func(s string) string {
			return strings.Replace(s, "2026-05-22T00:00:00Z", []string{"", "null", `""`, "0", "2026"}[random.IntN(5)], 1)
		}))),
		"regular csv, some of another table later": repeat("TimeGenerated,Name,Type\n", late(csv, broken(csv, func(s string) string {
			return strings.Replace(s, "DnsEvents", []string{"Syslog", "Other", ""}[random.IntN(3)], 1)
		}))),
		"regular ndjson, what begins otherwise later": repeat("", late(dns, broken(dns, func(string) string {
			return []string{"{}\n", "{oops}\n", `{"a":1}{"b":2}` + "\n", `{"Name":"a.example","ClientIP":"10.0.0.1","QueryType":"A"}` + "\n"}[random.IntN(4)]
		}))),
		"regular ndjson, one in each order": repeat("", func(i int) string {
			if i%2 == 0 {
				return dns(i)
			}
			return fmt.Sprintf(`{"Name":"a%d.example","TimeGenerated":"2026-05-22T00:00:00.1Z","ClientIP":"10.0.0.1","QueryType":"A"}`+"\n", i)
		}),
		"regular ndjson, blank lines": repeat("", broken(dns, func(s string) string { return "\n" + s })),
		"regular ndjson, some cut":    repeat("", broken(dns, half)),
		"mixed":                       repeat("", func(i int) string { return []func(int) string{dns, net}[i%2](i) }),
		"two in a line": repeat("", func(i int) string {
			return `{"records":[` + strings.TrimSpace(dns(i)) + "," + dns(i + 1)[:len(dns(i+1))-1] + "]}\n"
		}),
		"undated": repeat("", func(i int) string { return strings.Replace(dns(i), "TimeGenerated", "Other", 1) }),
		"regular csv, quoted later": repeat("TimeGenerated,Name,Type\n", late(csv, broken(csv, func(string) string {
			return []string{"2026-05-22T00:00:00Z,\"a\nb,\"\"c.example\",DnsEvents\n", "x\n", "TimeGenerated,Name,Type\n", "\n", "2026-05-22T00:00:00Z,a\"b.example,DnsEvents\r\n"}[random.IntN(5)]
		}))),
		"regular csv, its heading later": repeat("TimeGenerated,\"Name\",Type\n", late(csv, broken(csv, func(string) string {
			return "\ufeffTimeGenerated,\"Name\",Type\n"
		}))),
		"regular csv": repeat("TimeGenerated,Name,ClientIP\n", func(i int) string { return fmt.Sprintf("2026-05-22T00:00:00Z,a%d.example,10.0.0.1\n", i) }),
		"framed cef": repeat("", func(i int) string {
			s := strings.TrimSpace(cef(i))
			return fmt.Sprintf("%d %s%d %s\n", len(s), s, len(s), s)
		}),
	}
}
