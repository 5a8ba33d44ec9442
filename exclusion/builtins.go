package exclusion

import "foxhound/kql"

// Builtins returns the five scenarios of the ThreatFox pages, made precise, in the pages' order.
//
// Each rests on at least one thing that an attacker without administrator rights cannot
// choose; its Reason names it. Where that thing is a fact of the site, the exclusion is
// inactive until the fact is given and shows a placeholder in its place.
func Builtins(f Facts) []Exclusion {
	return []Exclusion{
		veeamBackup(facts(f.BackupHosts)),
		taskSchedulerAdmin(facts(f.Admins)),
		filebeatLogShipping(facts(f.LogServers)),
		powershellMonitoring(folders(f.ScriptPaths)),
		windowsDefenderScan(),
	}
}

func veeamBackup(hosts []string) Exclusion {
	return Exclusion{
		Name:  "veeam-backup",
		Title: "Scheduled System Backup Using Veeam",
		Description: "Backup servers and proxies read every file and talk to every host they protect. " +
			"A backup job therefore touches copies of %s, or contacts a machine that shares an address with it, without being infected.",
		Filter: "The device is one of the backup hosts given, and the process runs from Veeam's folder under Program Files.",
		Reason: "Only administrators write to Program Files, and only the site says which hosts are backup hosts.",
		Owner:  "foxhound",
		Needs:  "--backup-host",
		Active: len(hosts) > 0,
		Predicate: kql.And(
			onDevice(or(hosts, "<backup host>")),
			under(`c:\program files\veeam`, `c:\program files (x86)\veeam`, `c:\program files\common files\veeam`),
		),
	}
}

func taskSchedulerAdmin(admins []string) Exclusion {
	return Exclusion{
		Name:  "task-scheduler-admin",
		Title: "Windows Task Scheduler Running Admin Tasks",
		Description: "Scheduled administration tasks run diskpart, netsh or schtasks, the tools that intruders use as well. " +
			"Their activity can resemble what %s does on a host.",
		Filter: "The account is one of the administrators given, the process is diskpart, netsh or schtasks in System32 itself, " +
			"and its parent is the task scheduler's svchost, taskhostw or taskeng.",
		Reason: "Only administrators write to System32, and only the site says which accounts administer it.",
		Owner:  "foxhound",
		Needs:  "--admin",
		Active: len(admins) > 0,
		Predicate: kql.And(
			account(or(admins, "<administrator>")),
			at([]string{`c:\windows\system32`}, "diskpart.exe", "netsh.exe", "schtasks.exe"),
			kql.Among(kql.Name("InitiatingProcessParentFileName"), "in~", kql.Strs("svchost.exe", "taskhostw.exe", "taskeng.exe")...),
		),
	}
}

func filebeatLogShipping(servers []string) Exclusion {
	return Exclusion{
		Name:  "filebeat-log-shipping",
		Title: "Log Management Tool Using Filebeat",
		Description: "Filebeat keeps connections to its log server open all day, which looks like beaconing. " +
			"Where the server shares an address with infrastructure of %s, every shipper would be reported.",
		Filter: "The remote end is one of the log servers given, and the process is filebeat.exe in its folder under Program Files.",
		Reason: "Only administrators write to Program Files, and only the site says which servers receive its logs.",
		Owner:  "foxhound",
		Needs:  "--log-server",
		Active: len(servers) > 0,
		Predicate: kql.And(
			remote(or(servers, "<log server>")),
			kql.EqFold(kql.Name("InitiatingProcessFileName"), kql.Str("filebeat.exe")),
			under(`c:\program files\filebeat`, `c:\program files\elastic`),
		),
	}
}

func powershellMonitoring(folders []string) Exclusion {
	return Exclusion{
		Name:  "powershell-monitoring",
		Title: "PowerShell Script for System Monitoring",
		Description: "Monitoring scripts call Get-EventLog and Get-Service around the clock, as intruders do when they look around. " +
			"Their command lines and connections can resemble those of %s.",
		Filter: "Windows PowerShell in its system folder runs, by -File and with no other command, a script from one of the folders given, " +
			"and its command line names Get-EventLog or Get-Service.",
		Reason: "Only administrators write to the system folders and to the script folders given; " +
			"what follows the script of -File is data for that script, so that the command line can run nothing else.",
		Owner:  "foxhound",
		Needs:  "--script-path",
		Active: len(folders) > 0,
		Predicate: kql.And(
			at([]string{`c:\windows\system32\windowspowershell\v1.0`, `c:\windows\syswow64\windowspowershell\v1.0`}, "powershell.exe"),
			kql.Among(kql.Name("InitiatingProcessCommandLine"), "has_any", kql.Strs("Get-EventLog", "Get-Service")...),
			runsScript(or(folders, "<script path>")),
		),
	}
}

func windowsDefenderScan() Exclusion {
	return Exclusion{
		Name:  "windows-defender-scan",
		Title: "Antivirus Scan Using Windows Defender",
		Description: "Windows Defender opens files to scan them and asks its cloud about the addresses it finds there, " +
			"so that its engine appears beside files and names of %s that it is just examining.",
		Filter: "The process is MsMpEng.exe in one of Defender's own folders, running as SYSTEM.",
		Reason: "Only administrators write to Defender's folders, and only Windows hands out the SID of SYSTEM.",
		Owner:  "foxhound",
		Active: true,
		Predicate: kql.And(
			kql.EqFold(kql.Name("InitiatingProcessFileName"), kql.Str("MsMpEng.exe")),
			kql.Eq(kql.Name("InitiatingProcessAccountSid"), kql.Str("S-1-5-18")),
			under(`c:\program files\windows defender`, `c:\programdata\microsoft\windows defender\platform`),
		),
	}
}
