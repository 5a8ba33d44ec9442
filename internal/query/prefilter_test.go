package query

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"foxhound/internal/logs"
	"foxhound/internal/plan"
	"foxhound/internal/rows"
	"foxhound/internal/vector"
)

// needless is the slow twin of logs: it decodes every line, whatever rows must hold.
type needless struct{ *Logs }

func (n needless) Scan(ctx context.Context, t *plan.Table, work func(*vector.Batch) (any, error), emit func(any) error) error {
	plain := *t
	plain.Needs = nil
	return n.Logs.Scan(ctx, &plain, work, emit)
}

// rare are values that stand in few rows, and what predicates look for: parts of them, too.
var rare = []string{
	"evil.com", "EVIL.com", "not-evil.com", "xevil", "evil", "a,evil.com,b", "kiss.example", "\u212aiss.example", "ki\u017fs.example", "É.evil.com", "évil", "line\nevil", "tab\tevil",
	`C:\Users\evil.exe`, `/tmp/evil`, `say "evil"`, "http://evil.com:8080/x?q=1", "10.0.0.1", "10.0.0.12", "1000", "1e3", "1000.0", "true", "null", "NaN", "Infinity", "\u0001evil", "\bevil", "a=b|c;d#012e", "-", "(empty)", "tcp", "TCP", "x",
	"deadbeefdeadbeef", "DEADBEEF", "Zeek", "http", "Failure", "a b c", "[evil]", "{evil}", "#evil", "%65vil", "Success", "DeviceNetworkEvents", "\u0130stanbul", "\u0131f",
}

// A sample log writes rows of a format, a value to each of its columns.
type sampleLog struct {
	name, file, table, header string
	columns                   []string
	row                       func(r *rand.Rand, i int, values []string) string
}

var sampleLogs = []sampleLog{
	{"ndjson", "rows.ndjson", "DeviceNetworkEvents", "", []string{"ActionType", "RemoteUrl", "AdditionalFields", "Type", "DeviceName"}, func(r *rand.Rand, i int, v []string) string {
		return fmt.Sprintf(`{"Type":"DeviceNetworkEvents","Timestamp":"2026-05-23T01:02:03Z","ReportId":%d,"ActionType":%s,"RemoteUrl":%s,"AdditionalFields":%s,"DeviceName":%s}`,
			i, asJSON(r, v[0]), asJSON(r, v[1]), asDynamic(r, v[2]), asJSON(r, v[4]))
	}},
	{"csv", "rows.csv", "DeviceNetworkEvents", "Timestamp,ReportId,ActionType,RemoteUrl,AdditionalFields,DeviceName,Type\n", []string{"ActionType", "RemoteUrl", "AdditionalFields", "DeviceName", "Type"}, func(r *rand.Rand, i int, v []string) string {
		return fmt.Sprintf("2026-05-23T01:02:03Z,%d,%s,%s,%s,%s,DeviceNetworkEvents", i, asCell(v[0]), asCell(v[1]), asCell(asDynamic(r, v[2])), asCell(v[3]))
	}},
	{"zeek-json", "http.log", "ASimWebSessionLogs", "", []string{"Url", "HttpHost", "HttpUserAgent", "EventResult", "FileName", "EventVendor", "SrcIpAddr"}, func(r *rand.Rand, i int, v []string) string {
		return fmt.Sprintf(`{"_path":"http","ts":%d.5,"uid":"C%d","id.orig_h":%s,"id.resp_p":%d,"host":%s,"uri":%s,"user_agent":%s,"status_code":%d,"resp_filenames":[%s]}`,
			1_700_000_000+i, i, asJSON(r, v[6]), 80+r.IntN(2), asJSON(r, v[1]), asJSON(r, v[0]), asJSON(r, v[2]), 200+100*r.IntN(3), asJSON(r, v[4]))
	}},
	{"zeek-tsv", "dns.log", "ASimDnsActivityLogs", "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n#fields\tts\tuid\tid.orig_h\tproto\tquery\trcode_name\tanswers\tAA\n#types\ttime\tstring\taddr\tenum\tstring\tstring\tvector[string]\tbool\n",
		[]string{"DnsQuery", "NetworkProtocol", "EventResultDetails", "DnsResponseName", "SrcIpAddr", "EventResult"}, func(r *rand.Rand, i int, v []string) string {
			return fmt.Sprintf("%d.5\tC%d\t%s\t%s\t%s\t%s\t%s,%s\t%s", 1_700_000_000+i, i, asZeek(r, v[4]), asZeek(r, v[1]), asZeek(r, v[0]), asZeek(r, v[2]), asZeek(r, v[3]), asZeek(r, v[0]), []string{"T", "F", "-"}[r.IntN(3)])
		}},
	{"cef", "cef.log", "CommonSecurityLog", "", []string{"DeviceVendor", "Activity", "RequestURL", "Message", "AdditionalExtensions", "DeviceAction", "SourceUserName"}, func(r *rand.Rand, i int, v []string) string {
		return fmt.Sprintf("<13>May 23 01:02:03 fw%d CEF:0|%s|fw|1|%d|%s|5|rt=1700000000000 request=%s msg=%s unknownKey=%s act=%s suser=%s",
			i%7, asCEF(r, v[0]), i, asCEF(r, v[1]), asCEF(r, v[2]), asCEF(r, v[3]), asCEF(r, v[4]), asCEF(r, v[5]), asCEF(r, v[6]))
	}},
}

// asJSON writes a string with escapes where it must have them, and some where it need not.
func asJSON(r *rand.Rand, s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == '"' || c == '\\' || c == '/' && r.IntN(2) == 0:
			b.WriteString(`\` + string(c))
		case c == '\n' && r.IntN(2) == 0:
			b.WriteString(`\n`)
		case c == '\b' && r.IntN(2) == 0:
			b.WriteString(`\b`)
		case c < ' ' || r.IntN(60) == 0:
			for _, unit := range utf16.Encode([]rune{c}) {
				fmt.Fprintf(&b, []string{`\u%04x`, `\u%04X`}[r.IntN(2)], unit)
			}
		default:
			b.WriteRune(c)
		}
	}
	return `"` + b.String() + `"`
}

// asDynamic writes JSON that holds a string: as it is, within a text, or a number of its kind.
func asDynamic(r *rand.Rand, s string) string {
	object := fmt.Sprintf(`{"a":%s, "n":%s,"list":[{"b":%s}]}`, asJSON(r, s), []string{"1e3", "1000", "1e999", "0.50"}[r.IntN(4)], asJSON(r, s))
	switch r.IntN(3) {
	case 0:
		return object
	case 1:
		return asJSON(r, object)
	}
	return asJSON(r, s)
}

// asCell writes a cell of CSV, within quotes where it must be; a text may have line feeds.
func asCell(s string) string {
	if strings.ContainsAny(s, "\",\n") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

func asZeek(r *rand.Rand, s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '\\' || c == ',' || c == '#' || c >= 0x80 || r.IntN(60) == 0 {
			fmt.Fprintf(&b, `\x%02x`, c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func asCEF(r *rand.Rand, s string) string {
	lineFeed := []string{`\n`, "#012"}[r.IntN(2)]
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "=", `\=`, "\n", lineFeed, "\r", `\r`).Replace(s)
}

// write writes some hundred kilobytes of rows.
func (l sampleLog) write(t *testing.T, r *rand.Rand) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(l.header)
	for i := 0; b.Len() < 300<<10; i++ {
		values := make([]string, len(l.columns))
		for k := range values {
			values[k] = fmt.Sprintf("common-%d.example", r.IntN(50))
			if i > 800 && r.IntN(40) == 0 { // not in the head, which promises the rest
				values[k] = rare[r.IntN(len(rare))]
			}
		}
		b.WriteString(l.row(r, i, values) + "\n")
	}
	path := filepath.Join(t.TempDir(), l.file)
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// literal is what a predicate looks for: a value of the log, a part of one, in other case.
func literal(r *rand.Rand) string {
	s := rare[r.IntN(len(rare))]
	if runes := []rune(s); r.IntN(4) == 0 {
		from := r.IntN(len(runes))
		s = string(runes[from : from+1+r.IntN(len(runes)-from)])
	}
	switch r.IntN(6) {
	case 0:
		s = strings.ToUpper(s)
	case 1:
		s = strings.ToLower(s)
	case 2:
		s = fmt.Sprintf("common-%d", r.IntN(60))
	}
	return plan.Text(&plan.Const{Value: s}, nil)
}

func literals(r *rand.Rand, n int) string {
	list := make([]string, n)
	for i := range list {
		if list[i] = literal(r); i > 8 {
			list[i] = fmt.Sprintf(`"host%d.example"`, i)
		}
	}
	return strings.Join(list, ", ")
}

var comparisons = []string{"==", "=~", "has", "has_cs", "contains", "contains_cs", "startswith", "startswith_cs", "endswith", "endswith_cs", "hasprefix", "hassuffix", "!=", "!has", "!contains", "!startswith"}

// predicate makes a random predicate over the columns.
func predicate(r *rand.Rand, columns []string, depth int) string {
	if depth > 0 && r.IntN(3) == 0 {
		x, y := predicate(r, columns, depth-1), predicate(r, columns, depth-1)
		return []string{"(" + x + " and " + y + ")", "(" + x + " or " + y + ")", "not(" + x + ")"}[r.IntN(3)]
	}
	column := columns[r.IntN(len(columns))]
	if column == "AdditionalFields" {
		column = []string{column, "tostring(AdditionalFields)", "AdditionalFields.a", "tostring(AdditionalFields.list[0].b)", "tostring(parse_json(tostring(AdditionalFields)).a)"}[r.IntN(5)]
	} else {
		column = []string{column, column, column, "tolower(" + column + ")", "toupper(" + column + ")"}[r.IntN(5)]
	}
	n := []int{1, 3, 200}[r.IntN(3)]
	switch r.IntN(8) {
	case 0:
		return column + []string{" in (", " in~ (", " !in ("}[r.IntN(3)] + literals(r, n) + ")"
	case 1:
		return column + " has_any (" + literals(r, n) + ")"
	case 2:
		return column + " has_all (" + literals(r, 2) + ")"
	case 3:
		return fmt.Sprintf("tostring(%s) in (datatable(v:string)[%s])", column, literals(r, n))
	}
	return column + " " + comparisons[r.IntN(len(comparisons))] + " " + literal(r)
}

// steps makes what follows the table in a random query.
func steps(r *rand.Rand, columns []string) string {
	column, all := columns[r.IntN(len(columns))], " | project "+strings.Join(columns, ", ")
	small := fmt.Sprintf("(datatable(v:string, other:string)[%s])", literals(r, 2*[]int{1, 3, 100}[r.IntN(3)]))
	on := fmt.Sprintf(" on $left.%s == $right.v", column)
	if column == "AdditionalFields" {
		return " | where " + predicate(r, columns, 2) + all
	}
	switch r.IntN(8) {
	case 0:
		return " | lookup kind=inner " + small + on + all
	case 1:
		kind := []string{"inner", "leftsemi", "innerunique", "leftanti", "leftouter", "rightouter", "rightsemi"}[r.IntN(7)]
		if kind == "rightsemi" {
			return " | join kind=rightsemi " + small + on + " | project v, other"
		}
		return " | join kind=" + kind + " " + small + on + all
	case 7:
		return all + " | where " + predicate(r, columns, 2)
	case 2:
		return fmt.Sprintf(" | extend %s = strcat(%[1]s, 'x') | where %s", column, predicate(r, columns, 1)) + all
	case 3:
		return fmt.Sprintf(" | extend Other = %s | extend Other = toupper(Other) | where Other has %s", column, literal(r)) + all
	case 4:
		return fmt.Sprintf(" | parse %s with Before 'e' After | where Before has %s or After has %s", column, literal(r), literal(r)) + all
	}
	return " | where " + predicate(r, columns, 2) + all
}

// ownTexts are predicates for texts that a format or its mapping puts into a row, or spells
// in another way than the log: hardly any line holds them.
var ownTexts = map[string][]string{
	"ndjson": {`Type == "DeviceNetworkEvents"`, `AdditionalFields has "1000"`, `AdditionalFields contains "infinit"`, `AdditionalFields.n == "1000"`, `tostring(AdditionalFields) contains "\\n"`,
		`tostring(AdditionalFields) contains "nevil"`, `tostring(AdditionalFields) contains "u0001evil"`, `_File endswith "rows.ndjson"`},
	"zeek-json": {`Type == "ASimWebSessionLogs"`, `EventVendor == "Zeek"`, `Url startswith "http://"`, `Url contains "ttp"`, `EventResult == "Failure"`, `EventResult in ("Success", "x")`, `EventType has_any ("HTTPsession", "x")`, `Url has "http" and Url has "evil.com"`},
	"zeek-tsv":  {`Type == "ASimDnsActivityLogs"`, `EventVendor =~ "zeek"`, `NetworkProtocol == "TCP"`, `EventResult == "Failure"`, `DnsResponseName contains ", "`, `DnsResponseName contains "m, e"`, `DnsResponseName has "evil.com"`},
	"csv":       {`Type == "DeviceNetworkEvents"`, `AdditionalFields has "1000"`, `tostring(AdditionalFields) contains "nevil"`, `RemoteUrl has "say \"evil\""`},
	"cef":       {`Type == "CommonSecurityLog"`, `AdditionalExtensions contains "unknownKey="`, `AdditionalExtensions has "unknownKey=evil"`, `Message contains "\nevil"`, `Computer == "fw1"`},
}

// TestPrefilter holds that to pass lines over changes no row and no count of logs whose malformed
// lines have not the shape of a row.
func TestPrefilter(t *testing.T) {
	for _, l := range sampleLogs {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(11, uint64(len(l.name))))
			path := l.write(t, r)
			var passed int64
			queries := 80
			if testing.Short() {
				queries = 20
			}
			for i := range queries + len(ownTexts[l.name]) {
				query := l.table + steps(r, l.columns)
				if i >= queries {
					query = l.table + " | where " + ownTexts[l.name][i-queries] + " | project " + l.columns[0]
				}
				got, over := rowsOf(t, query, path, func(l *Logs) *Engine { return &Engine{Tables: l, Source: l} })
				want, none := rowsOf(t, query, path, func(l *Logs) *Engine { return &Engine{Tables: l, Source: needless{l}} })
				if got != want || none != 0 {
					t.Errorf("%s\n%d bytes of rows and counts, want %d", query, len(got), len(want))
				}
				if over > 0 {
					passed++
				}
			}
			t.Logf("lines were passed over for %d of %d queries", passed, queries)
			if passed < int64(queries)/8 {
				t.Errorf("lines were passed over for %d of %d queries", passed, queries)
			}
		})
	}
}

// A malformed line with the shape of a row counts as a row where its bytes rule it out, and as
// malformed where it is read; one of another shape is always malformed. The answers are the same.
func TestPrefilterCounts(t *testing.T) {
	const (
		row    = `{"TimeGenerated":"2026-05-23T01:00:00Z","Type":"DnsEvents","Name":"a.example"}`
		wanted = `{"TimeGenerated":"2026-05-23T01:00:00Z","Type":"DnsEvents","Name":"wanted.example"}`
		broken = `{"TimeGenerated":"2026-05-23T01:00:00Z","Type":"DnsEvents","Name":nonsense}`
		cut    = `{"TimeGenerated":"2026-05-23T01:00:00Z","Type":"DnsEvents","Name":`
		lines  = 40_000 // before these: more than a block, which is decoded
	)
	path := filepath.Join(t.TempDir(), "log")
	log := strings.Repeat(row+"\n", lines) + strings.Join([]string{broken, cut, wanted, row, ""}, "\n")
	if err := os.WriteFile(path, []byte(log), 0o600); err != nil {
		t.Fatal(err)
	}
	const query = `DnsEvents | where Name has "wanted" | project Name`
	with := func(l *Logs) *Engine { return &Engine{Tables: l, Source: l} }
	without := func(l *Logs) *Engine { return &Engine{Tables: l, Source: needless{l}} }
	for _, tt := range []struct {
		engine          func(*Logs) *Engine
		rows, malformed int
	}{{with, lines + 3, 1}, {without, lines + 2, 2}} {
		got, _ := rowsOf(t, query, path, tt.engine)
		if want := fmt.Sprintln(map[string]int{"DnsEvents": tt.rows}, tt.malformed); !strings.HasSuffix(got, want) || strings.Count(got, "wanted.example") != 1 {
			t.Errorf("%s, want the row and %s", got, want)
		}
	}
}

// TestPrefilterOfAnyColumn holds the same of texts that are looked for in every column, those of
// numbers, times and the like too.
func TestPrefilterOfAnyColumn(t *testing.T) {
	texts := []string{"nosuch", "deadbeefdeadbeef", "10.0.0.1", "1000", "NaN", "Infinity", "False", "true", "2026", "05-23T01", "0000000Z", "5.0", "1.2.3", "kiss.example", "\u017f", "a b c", "x1"}
	for _, l := range sampleLogs {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			path := l.write(t, rand.New(rand.NewPCG(11, uint64(len(l.name)))))
			var passed int
			for i, text := range texts {
				if testing.Short() && i%4 > 0 {
					continue
				}
				op := []string{"has", "contains", "hasprefix", "=~"}[i%4]
				query := fmt.Sprintf("%s | where * %s %q | project %s", l.table, op, text, l.columns[0])
				got, over := rowsOf(t, query, path, func(l *Logs) *Engine { return &Engine{Tables: l, Source: l} })
				want, _ := rowsOf(t, query, path, func(l *Logs) *Engine { return &Engine{Tables: l, Source: needless{l}} })
				if got != want {
					t.Errorf("%s\n%d bytes of rows and counts, want %d", query, len(got), len(want))
				}
				passed += btoi(over > 0)
			}
			if passed == 0 {
				t.Errorf("lines were passed over for none of %d texts", len(texts))
			}
		})
	}
}

// rowsOf runs a query over a file in small blocks. It returns its rows and what was counted,
// and how many rows were passed over.
func rowsOf(t *testing.T, query, path string, engine func(*Logs) *Engine) (result string, over int64) {
	t.Helper()
	l := &Logs{Options: logs.Options{MaxRecord: 16 << 10}, Places: strings.Contains(query, FileColumn)}
	l.Sources, _ = logs.Find([]string{path})
	prepared, err := engine(l).Prepare(context.Background(), "query", query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	b, err := prepared.Rows(context.Background())
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	var out strings.Builder
	for i := range b.Rows {
		fmt.Fprintln(&out, rows.Row(b, i))
	}
	f := l.Files()[0]
	fmt.Fprintln(&out, f.Rows, f.Malformed)
	return out.String(), f.PassedOver
}
