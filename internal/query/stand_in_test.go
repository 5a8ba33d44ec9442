package query

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"foxhound/internal/rows"
)

// What functions of the products know is what the user's files say.
func TestStandIns(t *testing.T) {
	dir, data := t.TempDir(), map[string]string{}
	for name, text := range map[string]string{
		"geo_info_from_ip_address": "network,country,city,latitude,longitude\n192.0.2.0/24,Utopia,Amaurot,1.5,-2\n192.0.0.0/8,Nowhere,,,\n2001:db8::/32,Six,,,\nnonsense,X,,,\n192.0.2.0/24,Again,,,\n",
		"FileProfile":              "SHA1,SHA256,Signer,GlobalPrevalence,IsCertificateValid,Unknown\nAA,bb,Contoso,12,true,x\ncc,,Fabrikam,,,\nAA,,Second,1,,\n",
		"SeenBy":                   "DeviceId,SeenBy\nd1,\"[\"\"d2\"\"]\"\n",
		"DeviceFromIP":             "IPAddress,DeviceId\n10.0.0.1,d1\n10.0.0.2,d2\n10.0.0.1,d3\n",
		"AssignedIPAddresses":      "DeviceName,Timestamp,IPAddress\nHOST,2026-05-01,10.0.0.1\nother,,10.0.0.2\n",
		"_GetWatchlistAlias":       "WatchlistAlias\nvips\n",
	} {
		data[name] = filepath.Join(dir, name)
		if err := os.WriteFile(data[name], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct{ query, want, without string }{
		{`print geo_info_from_ip_address("192.0.2.7")`, `map[city:Amaurot country:Utopia latitude:1.5 longitude:-2.0]`, `map[]`},
		{`print geo_info_from_ip_address("192.1.1.1")`, `map[country:Nowhere]`, `map[]`},
		{`print geo_info_from_ip_address("2001:db8::1")`, `map[country:Six]`, `map[]`},
		{`print geo_info_from_ip_address("::ffff:192.0.2.7").city`, `Amaurot`, `<nil>`},
		{`print geo_info_from_ip_address("198.51.100.1")`, `map[]`, `map[]`},
		{`print geo_info_from_ip_address("no address")`, `map[]`, `map[]`},
		{`datatable(a:string)["192.0.2.1", "", "9.9.9.9"] | where geo_info_from_ip_address(a).country == "Utopia"`, `192.0.2.1`, ``},
		{`datatable(SHA1:string)["aa", "CC", "dd", ""] | invoke FileProfile() | project SHA1, SHA256, Signer, GlobalPrevalence, IsCertificateValid, Issuer`,
			`aa bb Contoso 12 true |CC  Fabrikam <nil> <nil> |dd   <nil> <nil> |   <nil> <nil> `, `aa   <nil> <nil> |CC   <nil> <nil> |dd   <nil> <nil> |   <nil> <nil> `},
		{`datatable(H:string, Signer:string)["BB", "mine"] | invoke FileProfile(H, 1000) | project H, SHA1, Signer`, `BB AA mine`, `BB  mine`},
		{`datatable(H:string)["bb"] | invoke FileProfile("H") | project Signer`, `Contoso`, ``},
		{`datatable(x:long)[1] | invoke FileProfile() | project Signer`, ``, ``},
		{`datatable(DeviceId:string)["D1", "d9"] | invoke SeenBy()`, `D1 [d2]|d9 <nil>`, `D1 <nil>|d9 <nil>`},
		{`DeviceFromIP("10.0.0.1")`, `d1|d3`, ``},
		{`AssignedIPAddresses("host") | project Timestamp, IPAddress, IPType`, `2026-05-01T00:00:00.0000000Z 10.0.0.1 `, ``},
		{`_GetWatchlistAlias()`, `vips`, ``},
	} {
		if got, missing := standing(t, tt.query, data); got != tt.want || len(missing) > 0 {
			t.Errorf("%s: %s, want %s; missing %v", tt.query, got, tt.want, missing)
		}
		if got, missing := standing(t, tt.query, nil); got != tt.without || len(missing) != 1 || !strings.Contains(tt.query, missing[0]) {
			t.Errorf("%s without files: %s, want %s; missing %v", tt.query, got, tt.without, missing)
		}
	}
}

// standing runs a query over files that stand for names.
func standing(t *testing.T, text string, data map[string]string) (string, []string) {
	t.Helper()
	l := &Logs{Data: data}
	q, err := (&Engine{Tables: l, Source: l, StandIn: l.StandIn}).Prepare(context.Background(), "query", text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	b, err := q.Rows(context.Background())
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	var lines []string
	for i := range b.Rows {
		var cells []string
		for _, v := range b.Columns {
			cell := roundTrip(rows.Cell(v.Type, v.Value(i)))
			if bag, ok := cell.(map[string]any); ok {
				cell = bag["$dynamic"]
			}
			cells = append(cells, fmt.Sprint(cell))
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	return strings.Join(lines, "|"), q.Missing()
}

// A file without the column by which it is asked is refused by name.
func TestStandInWithoutItsKey(t *testing.T) {
	file := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(file, []byte("a,b\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		`print geo_info_from_ip_address("192.0.2.7")`:        "no column `network`",
		`datatable(SHA1:string)["a"] | invoke FileProfile()`: "no column `SHA1` or `SHA256` or `MD5`",
		`datatable(DeviceId:string)["a"] | invoke SeenBy()`:  "no column `DeviceId`",
		`DeviceFromIP("10.0.0.1")`:                           "no column `IPAddress`",
		`AssignedIPAddresses("host")`:                        "no column `DeviceId` or `DeviceName`",
	} {
		for _, name := range []string{file, filepath.Join(filepath.Dir(file), "missing.csv")} {
			l := &Logs{Data: map[string]string{}}
			for _, f := range []string{"geo_info_from_ip_address", "FileProfile", "SeenBy", "DeviceFromIP", "AssignedIPAddresses"} {
				l.Data[f] = name
			}
			_, err := (&Engine{Tables: l, Source: l, StandIn: l.StandIn}).Prepare(context.Background(), "query", text)
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %s", text, err, want)
			}
		}
	}
}
