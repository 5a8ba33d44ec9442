package hunt

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Events that differ in times, numbers and ids alone are kept once, with the latest time.
func TestKeep(t *testing.T) {
	k, f := &keeper{}, &Finding{}
	noon := time.Date(2026, 5, 23, 12, 0, 0, 0, time.UTC)
	for i, event := range []string{
		`{"TimeGenerated":"2026-05-23T12:00:00Z","DeviceName":"pc1","RemotePort":443,"ReportId":"1","_ItemId":"a"}`,
		`{"TimeGenerated":"2026-05-23T13:00:00Z","DeviceName":"pc1","RemotePort":80,"ReportId":"2","_ItemId":"b","InitiatingProcessUniqueId":"9"}`,
		`{"TimeGenerated":"2026-05-23T14:00:00Z","DeviceName":"pc2"}`,
		`no row`,
	} {
		f.Matches++
		k.keep(f, &Match{Table: "DeviceNetworkEvents", Time: noon.Add(time.Duration(i) * time.Hour), Event: []byte(event)})
	}
	want := []Kept{
		{"DeviceNetworkEvents", []byte(`{"DeviceName":"pc1"}`), noon.Add(time.Hour), 2},
		{"DeviceNetworkEvents", []byte(`{"DeviceName":"pc2"}`), noon.Add(2 * time.Hour), 1},
	}
	if d := cmp.Diff(want, f.Kept); d != "" {
		t.Error(d)
	}
}

// What a hunt keeps is bounded, by finding and in all.
func TestKeepBounds(t *testing.T) {
	k, f := &keeper{}, &Finding{}
	for i := range 10 * maxKept {
		f.Matches++
		k.keep(f, &Match{Event: fmt.Appendf(nil, `{"DeviceName":"pc%d"}`, i)})
	}
	if len(f.Kept) != maxKept {
		t.Errorf("%d events kept, want %d", len(f.Kept), maxKept)
	}
	k.bytes, f = maxKeptBytes, &Finding{}
	if k.keep(f, &Match{Event: []byte(`{"DeviceName":"pc"}`)}); len(f.Kept) > 0 {
		t.Error("an event is kept beyond the bound of the hunt")
	}
}
