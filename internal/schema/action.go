package schema

import "strings"

// ActionTable returns the one Device table whose rows have the ActionType, or nothing where
// that is DeviceEvents, which has most of them, or not known. Logons are left out: Identity
// tables have them under the same names, and in columns much the same. Others than Device
// tables may have a word here too (CloudAppEvents has FileDeleted), so that the columns
// must fit as well.
func ActionTable(action string) string {
	if table, ok := actionTables[action]; ok {
		return table
	}
	if strings.HasSuffix(action, "ConnectionInspected") {
		return "DeviceNetworkEvents"
	}
	return ""
}

var actionTables = map[string]string{
	"ConnectionAcknowledged":     "DeviceNetworkEvents",
	"ConnectionAttempt":          "DeviceNetworkEvents",
	"ConnectionFailed":           "DeviceNetworkEvents",
	"ConnectionFound":            "DeviceNetworkEvents",
	"ConnectionRequest":          "DeviceNetworkEvents",
	"ConnectionSuccess":          "DeviceNetworkEvents",
	"InboundConnectionAccepted":  "DeviceNetworkEvents",
	"ListeningConnectionCreated": "DeviceNetworkEvents",
	"NetworkSignatureInspected":  "DeviceNetworkEvents",
	"FileCreated":                "DeviceFileEvents",
	"FileDeleted":                "DeviceFileEvents",
	"FileModified":               "DeviceFileEvents",
	"FileRenamed":                "DeviceFileEvents",
	"ImageLoaded":                "DeviceImageLoadEvents",
	"ProcessCreated":             "DeviceProcessEvents",
	"RegistryKeyCreated":         "DeviceRegistryEvents",
	"RegistryKeyDeleted":         "DeviceRegistryEvents",
	"RegistryKeyRenamed":         "DeviceRegistryEvents",
	"RegistryValueDeleted":       "DeviceRegistryEvents",
	"RegistryValueSet":           "DeviceRegistryEvents",
}
