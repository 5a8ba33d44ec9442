package schema

import (
	"maps"
	"strings"
	"testing"
)

func TestRecognise(t *testing.T) {
	tests := []struct{ name, columns, want string }{
		{"an old sensor's few columns", "TimeGenerated Name ClientIP QueryType IPAddresses ResultCode", "DnsEvents"},
		{"case and order do not matter", "querytype ipaddresses clientip name TIMEGENERATED", "DnsEvents"},
		{"a firewall", "TimeGenerated DeviceVendor DeviceProduct DestinationIP DestinationPort RequestURL", "CommonSecurityLog"},
		{"Syslog", "TenantId SourceSystem TimeGenerated Computer EventTime Facility HostName SeverityLevel SyslogMessage ProcessID HostIP ProcessName MG", "Syslog"},
		{"a projection that only one Device table has whole", "Timestamp DeviceName ActionType RemoteIP RemotePort RemoteUrl RemoteIPType", "DeviceNetworkEvents"},
		{"clicks in Defender", "Timestamp Url ActionType AccountUpn Workload NetworkMessageId IPAddress IsClickedThrough UrlChain ReportId", "UrlClickEvents"},
		{"no time column", "Name ClientIP QueryType IPAddresses ResultCode", ""},
		{"too few telling names", "TimeGenerated Name ClientIP", ""},
		{"generic names alone", "TimeGenerated TenantId Type SourceSystem _ResourceId Computer", ""},
		{"another system's names", "TimeGenerated alpha beta gamma delta Name ClientIP QueryType", ""},
		{"nothing", "", ""},
	}
	for _, test := range tests {
		got, ok := Recognise(strings.Fields(test.columns))
		if !ok {
			got = ""
		}
		if got != test.want {
			t.Errorf("%s: Recognise = %q, want %q", test.name, got, test.want)
		}
	}
}

// Every table is recognised by its own columns, unless another has them all too.
func TestTablesRecogniseThemselves(t *testing.T) {
	for _, table := range recognised() {
		if table.Time == "" {
			continue
		}
		var columns []string
		for _, c := range table.Columns {
			columns = append(columns, c.Name)
		}
		if got, ok := Recognise(columns); !ok || got != table.Name {
			t.Errorf("%s is taken for %q, %v", table.Name, got, ok)
		}
	}
}

func TestSpelling(t *testing.T) {
	tests := []struct{ table, column, want string }{
		{"DnsEvents", "CLIENTIP", "ClientIP"},
		{"DeviceNetworkEvents", "Timestamp", "Timestamp"},
		{"DeviceNetworkEvents", "timegenerated", "TimeGenerated"},
		{"CloudAppEvents", "Isp", "Isp"},
		{"CloudAppEvents", "isp", "ISP"},
		{"DnsEvents", "Timestamp", ""},
		{"Nothing", "Name", ""},
	}
	for _, test := range tests {
		if got, _ := Spelling(test.table, test.column); got.Name != test.want {
			t.Errorf("Spelling(%s, %s) = %q, want %q", test.table, test.column, got.Name, test.want)
		}
	}
}

// recognised is the tables that logs are recognised as, of both dialects.
func recognised() (tables []*Table) {
	for i := range embedded().sections {
		if s := &embedded().sections[i]; s.common {
			tables = append(tables, embedded().lookup(s.dialect, s.name))
		}
	}
	return tables
}

// The index has the tables of each name that reading all tables has.
func TestIndexIsOfAllColumns(t *testing.T) {
	want := map[string]map[string]bool{}
	for _, table := range recognised() {
		for _, c := range table.Columns {
			if name := strings.ToLower(c.Name); !generic[name] {
				if want[name] == nil {
					want[name] = map[string]bool{}
				}
				want[name][table.Name] = true
			}
		}
	}
	if got := len(index().first); got != len(want) {
		t.Errorf("the index has %d names, want %d", got, len(want))
	}
	telling := map[string]int{}
	for name, tables := range want {
		got := map[string]bool{}
		for _, i := range index().having(name) {
			got[index().tables[i].name] = true
			telling[index().tables[i].name]++
		}
		if !maps.Equal(got, tables) || len(got) != len(index().having(name)) {
			t.Errorf("tables that have %s: %v, want %v, each once", name, got, tables)
		}
	}
	for _, table := range index().tables {
		if table.telling != telling[table.name] {
			t.Errorf("%s has %d columns that tell, want %d", table.name, table.telling, telling[table.name])
		}
	}
}
