package schema

import "strings"

// ActionTable returns the Device table whose rows alone have the ActionType, or nothing
// where that is DeviceEvents, which has all the others, or not known.
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
	"LogonAttempted":             "DeviceLogonEvents",
	"LogonFailed":                "DeviceLogonEvents",
	"LogonSuccess":               "DeviceLogonEvents",
	"ProcessCreated":             "DeviceProcessEvents",
	"RegistryKeyCreated":         "DeviceRegistryEvents",
	"RegistryKeyDeleted":         "DeviceRegistryEvents",
	"RegistryKeyRenamed":         "DeviceRegistryEvents",
	"RegistryValueDeleted":       "DeviceRegistryEvents",
	"RegistryValueSet":           "DeviceRegistryEvents",
}
