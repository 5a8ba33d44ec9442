package main

import "testing"

// factTests are facts as typed: what the exclusions get, or why they get nothing.
var factTests = []struct {
	form func(string) (string, error)
	fact string
	want string
	err  string
}{
	{logServer, "10.1.2.3", "10.1.2.3", ""},
	{logServer, "[2001:DB8::1]", "2001:db8::1", ""},
	{logServer, "::ffff:10.1.2.3", "10.1.2.3", ""},
	{logServer, "Logs.Corp.example.", "logs.corp.example", ""},
	{logServer, "10.0.0.0/8", "", "`10.0.0.0/8` is a range of addresses; give each log server by its own address or name, so that no other host of the range is excluded"},
	{logServer, "2001:db8::/32", "", "`2001:db8::/32` is a range of addresses; give each log server by its own address or name, so that no other host of the range is excluded"},
	{logServer, "10.1.2.3:5044", "", "`10.1.2.3:5044` is more than an address; give the address or name alone"},
	{logServer, "https://logs.corp.example", "", "`https://logs.corp.example` is more than an address; give the address or name alone"},
	{logServer, "*.corp.example", "", "`*.corp.example` is no address or host name; patterns are not known here"},
	{logServer, "10.1.2", "", "`10.1.2` is no address or host name; patterns are not known here"},
	{logServer, "a, b", "", "`a, b` is no address or host name; patterns are not known here"},

	{backupHost, "VEEAM01.corp.example", "veeam01.corp.example", ""},
	{backupHost, "VEEAM01", "veeam01", ""},
	{backupHost, "10.1.2.3", "", "`10.1.2.3` is an address; give the backup host's name, as DeviceName has it"},
	{backupHost, "10.0.0.0/8", "", "`10.0.0.0/8` is an address; give the backup host's name, as DeviceName has it"},
	{backupHost, `\\veeam01`, "", "`\\\\veeam01` is no host name; patterns are not known here"},
	{backupHost, "veeam*", "", "`veeam*` is no host name; patterns are not known here"},

	{admin, "svc admin", "svc admin", ""},
	{admin, `CORP\adm-anna`, `CORP\adm-anna`, ""},
	{admin, "adm+anna@corp.example", "adm+anna@corp.example", ""},
	{admin, `CORP\`, "", "`CORP\\` is no account; give NAME, DOMAIN\\NAME or NAME@DOMAIN"},
	{admin, `CORP/anna`, "", "`CORP/anna` is no account; give NAME, DOMAIN\\NAME or NAME@DOMAIN"},
	{admin, `anna@`, "", "`anna@` is no account; give NAME, DOMAIN\\NAME or NAME@DOMAIN"},
	{admin, `adm-*`, "", "`adm-*` is no account; give NAME, DOMAIN\\NAME or NAME@DOMAIN"},
	{admin, "S-1-5-21-1-2-3-500", "", "`S-1-5-21-1-2-3-500` is a SID; give the account's name"},

	{scriptPath, `C:\Scripts\`, `C:\Scripts`, ""},
	{scriptPath, `c:/Program Files/Monitor`, `c:\Program Files\Monitor`, ""},
	{scriptPath, `\\srv\share\scripts`, `\\srv\share\scripts`, ""},
	{scriptPath, `C:\`, "", "`C:\\` is no folder below a drive or share; give it in full, such as C:\\Scripts\\Monitoring"},
	{scriptPath, `\\srv\share`, "", "`\\\\srv\\share` is no folder below a drive or share; give it in full, such as C:\\Scripts\\Monitoring"},
	{scriptPath, `Scripts`, "", "`Scripts` is no folder below a drive or share; give it in full, such as C:\\Scripts\\Monitoring"},
	{scriptPath, `%ProgramFiles%\x`, "", "`%ProgramFiles%\\x` is no folder below a drive or share; give it in full, such as C:\\Scripts\\Monitoring"},
	{scriptPath, `C:\Scripts\..\Users`, "", "`C:\\Scripts\\..\\Users` is no folder below a drive or share; give it in full, such as C:\\Scripts\\Monitoring"},
	{scriptPath, `C:\Scripts\*`, "", "`C:\\Scripts\\*` is no folder below a drive or share; give it in full, such as C:\\Scripts\\Monitoring"},
}

func TestFacts(t *testing.T) {
	for _, tt := range factTests {
		got, err := tt.form(tt.fact)
		message := ""
		if err != nil {
			message = err.Error()
		}
		if got != tt.want || message != tt.err {
			t.Errorf("%q = %q, %q; want %q, %q", tt.fact, got, message, tt.want, tt.err)
		}
	}
}

// A blank fact is refused, and one that is given twice counts once.
func TestFactList(t *testing.T) {
	var values []string
	list := factList{&values, logServer}
	if err := list.Set(" "); err == nil {
		t.Error("a blank fact is taken")
	}
	for _, fact := range []string{"Logs01.example", "logs01.example", " 10.0.0.1 "} {
		if err := list.Set(fact); err != nil {
			t.Error(err)
		}
	}
	if got, want := list.String(), "logs01.example, 10.0.0.1"; got != want {
		t.Errorf("facts are %s, want %s", got, want)
	}
}
