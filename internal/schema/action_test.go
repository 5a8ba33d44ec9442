package schema

import (
	"slices"
	"testing"
)

// Every table of an ActionType is one that has that column.
func TestActionTables(t *testing.T) {
	for action, name := range actionTables {
		table, ok := Lookup(Defender, name)
		if !ok {
			t.Errorf("%s is of %s, which is no table", action, name)
		} else if _, ok := table.Column("ActionType"); !ok {
			t.Errorf("%s is of %s, which has no ActionType", action, name)
		}
	}
	for action, want := range map[string]string{"SslConnectionInspected": "DeviceNetworkEvents", "FileCreated": "DeviceFileEvents", "UsbDriveMounted": "", "": ""} {
		if got := ActionTable(action); got != want {
			t.Errorf("ActionTable(%q) = %q, want %q", action, got, want)
		}
	}
}

func TestAlike(t *testing.T) {
	for _, tt := range []struct {
		columns []string
		want    []string
	}{
		{[]string{"Timestamp", "DeviceName", "RemoteIP", "RemotePort", "InitiatingProcessFileName", "ActionType"},
			[]string{"DeviceEvents", "DeviceLogonEvents", "DeviceNetworkEvents"}},
		{[]string{"Timestamp", "DeviceName", "FileName", "FolderPath", "SHA256", "InitiatingProcessFileName"},
			[]string{"DeviceEvents", "DeviceFileEvents", "DeviceImageLoadEvents", "DeviceProcessEvents"}},
		{[]string{"TimeGenerated", "Computer", "Name", "IPAddresses", "QueryType"}, []string{"DnsEvents"}},
		{[]string{"Timestamp", "a", "b", "c"}, nil},
	} {
		if got := Alike(tt.columns); !slices.Equal(got, tt.want) {
			t.Errorf("Alike(%v) = %v, want %v", tt.columns, got, tt.want)
		}
	}
}
