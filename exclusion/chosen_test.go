package exclusion

import (
	"testing"

	"foxhound/kql"
)

var standsTests = []struct {
	predicate string
	want      Footing
}{
	{`FileName =~ "msmpeng.exe"`, Chosen},
	{`InitiatingProcessCommandLine has_any ("backup", "snapshot")`, Chosen},
	{`FileName =~ "a.exe" or FileName =~ "b.exe"`, Chosen},
	{`FileName =~ "a.exe" and InitiatingProcessParentFileName =~ "b.exe"`, Chosen},
	{`RequestClientApplication has "scanner"`, Chosen},
	{`FileName endswith ".txt"`, Unknown},
	{`ActionType == "FileCreated"`, Unknown},
	{`not(FileName =~ "a.exe")`, Unknown},
	{`DeviceName =~ "backup01"`, Firm},
	{`InitiatingProcessAccountSid == "S-1-5-18"`, Firm},
	{`SHA256 in~ ("x")`, Firm},
	{`RemoteIP in ("10.0.0.1")`, Firm},
	{`RemoteIP !in ("10.0.0.1")`, Unknown},
	{`RemoteUrl contains "example.com"`, Unknown},
	{`RemoteUrl matches regex @"(?i)^x$"`, Firm},
	{`RemoteUrl matches regex "x"`, Unknown},
	{`FileName =~ "a.exe" and DeviceName =~ "backup01"`, Firm},
	{`FileName =~ "a.exe" or DeviceName =~ "backup01"`, Chosen},
	{`InitiatingProcessFolderPath startswith @"c:\program files\veeam\"`, Firm},
	{`strcat(InitiatingProcessFolderPath, @"\") startswith @"C:\Program Files\Veeam\"`, Firm},
	{`InitiatingProcessFolderPath =~ @"c:\windows\system32\netsh.exe"`, Firm},
	{`InitiatingProcessFolderPath startswith @"c:\windows\"`, Chosen}, // c:\windows\temp is below
	{`InitiatingProcessFolderPath startswith @"c:\windows\ccm\"`, Firm},
	{`InitiatingProcessFolderPath startswith @"c:\windows\temp\x"`, Chosen},
	{`InitiatingProcessFolderPath startswith @"c:\program files\..\users\"`, Chosen},
	{`InitiatingProcessFolderPath contains @"veeam"`, Chosen},
	{`InitiatingProcessFolderPath contains @":\windows\ccm\"`, Unknown},
	{`InitiatingProcessFolderPath startswith @"c:\users\"`, Chosen},
	{`InitiatingProcessFolderPath startswith @"c:\"`, Unknown},
}

func TestStands(t *testing.T) {
	for _, tt := range standsTests {
		if got := Stands(parsed(t, tt.predicate)); got != tt.want {
			t.Errorf("Stands(%s) = %d, want %d", tt.predicate, got, tt.want)
		}
	}
}

// parsed is a condition.
func parsed(t *testing.T, predicate string) kql.Expr {
	t.Helper()
	q, err := kql.Parse("", "T | where "+predicate)
	if err != nil {
		t.Fatal(err)
	}
	return q.Statements[0].(*kql.Pipeline).Operators[0].(*kql.Where).Predicate
}

// Every built-in rests on something that an attacker cannot choose.
func TestBuiltinsAreFirm(t *testing.T) {
	for _, x := range append(Builtins(Facts{}), Builtins(site)...) {
		if got := Stands(x.Predicate); got != Firm {
			t.Errorf("%s stands on %d: %s", x.Name, got, kql.PrintExpr(x.Predicate))
		}
	}
}
