package export

import (
	"cmp"
	"slices"
	"strings"

	"foxhound/indicator"
	"foxhound/rule"
)

// An attack is a technique of MITRE ATT&CK and the tactic it is claimed under.
type attack struct{ tactic, technique string }

// tactics in the order rules list them, the order of an intrusion.
var tactics = []string{"InitialAccess", "Execution", "Collection", "CommandAndControl"}

var (
	channel     = attack{"CommandAndControl", "T1071"}
	webChannel  = attack{"CommandAndControl", "T1071.001"}
	oddPort     = attack{"CommandAndControl", "T1571"}
	transfer    = attack{"CommandAndControl", "T1105"}
	clickedLink = attack{"Execution", "T1204.001"}
	openedFile  = attack{"Execution", "T1204.002"}
	mailedFile  = attack{"InitialAccess", "T1566.001"}
	mailedLink  = attack{"InitialAccess", "T1566.002"}
	skimming    = attack{"Collection", "T1056.003"}
)

// attacks returns what a hit of the hunt is evidence of, and no more: a threat type claims a
// technique only in a table that shows it.
func attacks(h *rule.Hunt) (tactic, technique []string) {
	for _, a := range claimed(h) {
		tactic, technique = append(tactic, a.tactic), append(technique, a.technique)
	}
	slices.Sort(technique)
	return slices.Compact(tactic), slices.Compact(technique)
}

// claimed lists what a hit is evidence of, by tactic and technique.
func claimed(h *rule.Hunt) []attack {
	var list []attack
	for i := range h.Indicators {
		if a, ok := claim(&h.Indicators[i], h.Table); ok {
			list = append(list, a)
		}
	}
	if onlyOddPorts(h.Indicators) && !resolves(h.Table) {
		list = append(list, oddPort)
	}
	slices.SortFunc(list, func(a, b attack) int {
		return cmp.Or(slices.Index(tactics, a.tactic)-slices.Index(tactics, b.tactic), cmp.Compare(a.technique, b.technique))
	})
	return slices.Compact(list)
}

// claim is what a hit of an indicator in a table is evidence of, by its threat type. It claims
// too little rather than too much: a name in a DNS log is asked for, which delivers nothing,
// and a hash is opened only where the table has files on a disk or programs that run.
func claim(i *indicator.Indicator, table string) (attack, bool) {
	mail, dns := strings.HasPrefix(table, "Email"), resolves(table)
	switch {
	case i.Kind.Hash():
		return claimFile(i, table, mail)
	case i.ThreatType == "botnet_cc" && i.Kind == indicator.URL && !dns:
		return webChannel, true
	case i.ThreatType == "botnet_cc":
		return channel, true
	case i.ThreatType == "payload_delivery" && mail:
		return mailedLink, true
	case i.ThreatType == "payload_delivery" && table == "UrlClickEvents":
		return clickedLink, true
	case i.ThreatType == "payload_delivery" && !dns:
		return transfer, true
	case i.ThreatType == "cc_skimming":
		return skimming, true
	}
	return attack{}, false
}

// resolves reports whether a table knows only who asked for a name: no port, no content.
func resolves(table string) bool { return table == "DnsEvents" || table == "ASimDnsActivityLogs" }

// claimFile tells a payload on a disk or running from one in the mail and one on the wire.
func claimFile(i *indicator.Indicator, table string, mail bool) (attack, bool) {
	switch {
	case i.ThreatType != "payload" && i.ThreatType != "payload_delivery":
		return attack{}, false
	case mail:
		return mailedFile, true
	case slices.Contains(filesSeen, table):
		return openedFile, true
	case strings.HasPrefix(table, "Device"):
		return attack{}, false // the hash may be of any program that had to do with the event
	}
	return transfer, true
}

// filesSeen are the tables whose events are of a file on a disk, or of one that runs.
var filesSeen = []string{"DeviceFileEvents", "DeviceProcessEvents", "DeviceImageLoadEvents"}

// usualPorts are those that the web, mail and DNS use by convention.
var usualPorts = []uint16{0, 25, 53, 80, 443, 465, 587, 853, 993, 995, 8000, 8080, 8443, 8888}

// onlyOddPorts reports whether every command-and-control indicator names a port and none of
// the ports is usual.
func onlyOddPorts(indicators []indicator.Indicator) bool {
	found := false
	for i := range indicators {
		if indicators[i].ThreatType != "botnet_cc" || indicators[i].Kind.Hash() {
			continue
		}
		loc, ok := indicators[i].Location()
		if !ok || slices.Contains(usualPorts, loc.Port) {
			return false
		}
		found = true
	}
	return found
}
