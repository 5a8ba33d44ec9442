package logs

import (
	"context"
	"strings"
	"testing"
)

// Rows with a few columns that several tables have, as a hunt's own projection gives them.
var alikeTests = []struct {
	name, text string
	tables     map[string]int64
	why        string
}{
	{"CSV that ActionType tells", "Timestamp,DeviceName,RemoteIP,RemotePort,InitiatingProcessFileName,ActionType\n2026-05-23,ws1,1.2.3.4,80,x,ConnectionSuccess\n2026-05-23,ws1,1.2.3.4,80,x,ConnectionFailed\n",
		map[string]int64{"DeviceNetworkEvents": 2}, ""},
	{"CSV that nothing tells", "Timestamp,DeviceName,FileName,FolderPath,SHA256,InitiatingProcessFileName\n2026-05-23,ws1,x,y,z,p\n",
		map[string]int64{"": 1}, "1 row of no known table, which fits DeviceEvents, DeviceFileEvents, DeviceImageLoadEvents and 1 more alike: give --table NAME=GLOB"},
	{"CSV with an action of any table", "Timestamp,DeviceName,RemoteIP,RemotePort,InitiatingProcessFileName,ActionType\n2026-05-23,ws1,1.2.3.4,80,x,Other\n",
		map[string]int64{"": 1}, "1 row of no known table, which fits DeviceEvents, DeviceLogonEvents and DeviceNetworkEvents alike: give --table NAME=GLOB"},
	{"JSON of mixed tables", `{"Timestamp":"2026-05-23","DeviceName":"ws1","FileName":"x","SHA256":"z","ActionType":"FileCreated"}
{"Timestamp":"2026-05-23","DeviceName":"ws1","FileName":"x","SHA256":"z","ActionType":"ImageLoaded"}
{"Timestamp":"2026-05-23","DeviceName":"ws1","FileName":"x","SHA256":"z","ActionType":"FileCreated"}
{"Timestamp":"2026-05-23","DeviceName":"ws1","RemoteIP":"1.2.3.4","RemotePort":80,"ActionType":"ConnectionSuccess"}
`, map[string]int64{"DeviceFileEvents": 2, "DeviceImageLoadEvents": 1, "DeviceNetworkEvents": 1}, ""},
	{"another system's action", `{"time":"2026-05-23","device":"ws1","ActionType":"FileCreated"}` + "\n",
		map[string]int64{"": 1}, "1 row of no known table, which has `time`, `device`, `ActionType`"},
}

func TestAlikeTables(t *testing.T) {
	for _, tt := range alikeTests {
		none := func(b *Block) int { b.Records(func(*Record) bool { return true }); return 0 }
		stats, err := Scan(context.Background(), []Source{{Path: "-"}}, Options{Stdin: strings.NewReader(tt.text)}, none, func(int) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		got := stats[0]
		same := len(got.Rows) == len(tt.tables)
		for table, n := range tt.tables {
			same = same && got.Rows[table] == n
		}
		if !same || got.Unrecognised != tt.why {
			t.Errorf("%s: rows of %v, %q; want %v, %q", tt.name, got.Rows, got.Unrecognised, tt.tables, tt.why)
		}
	}
}
