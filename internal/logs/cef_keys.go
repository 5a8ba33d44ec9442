package logs

// cefKeys are the keys of CEF's dictionary, under their short names and their full ones,
// with the columns of CommonSecurityLog that take them.
var cefKeys = []cefKey{
	{short: "act", long: "deviceAction", column: "DeviceAction"},
	{short: "app", long: "applicationProtocol", column: "ApplicationProtocol"},
	{short: "cat", long: "deviceEventCategory", column: "DeviceEventCategory"},
	{short: "cnt", long: "baseEventCount", column: "EventCount", kind: cefInteger},
	{short: "destinationDnsDomain", column: "DestinationDnsDomain"},
	{short: "destinationServiceName", column: "DestinationServiceName"},
	{short: "destinationTranslatedAddress", column: "DestinationTranslatedAddress"},
	{short: "destinationTranslatedPort", column: "DestinationTranslatedPort", kind: cefInteger},
	{short: "deviceDirection", column: "CommunicationDirection"},
	{short: "deviceDnsDomain", column: "DeviceDnsDomain"},
	{short: "deviceExternalId", column: "DeviceExternalID"},
	{short: "deviceFacility", column: "DeviceFacility"},
	{short: "deviceInboundInterface", column: "DeviceInboundInterface"},
	{short: "deviceNtDomain", column: "DeviceNtDomain"},
	{short: "deviceOutboundInterface", column: "DeviceOutboundInterface"},
	{short: "devicePayloadId", column: "DevicePayloadId"},
	{short: "deviceProcessName", column: "ProcessName"},
	{short: "deviceTranslatedAddress", column: "DeviceTranslatedAddress"},
	{short: "dhost", long: "destinationHostName", column: "DestinationHostName"},
	{short: "dmac", long: "destinationMacAddress", column: "DestinationMACAddress"},
	{short: "dntdom", long: "destinationNtDomain", column: "DestinationNTDomain"},
	{short: "dpid", long: "destinationProcessId", column: "DestinationProcessId", kind: cefInteger},
	{short: "dpriv", long: "destinationUserPrivileges", column: "DestinationUserPrivileges"},
	{short: "dproc", long: "destinationProcessName", column: "DestinationProcessName"},
	{short: "dpt", long: "destinationPort", column: "DestinationPort", kind: cefInteger},
	{short: "dst", long: "destinationAddress", column: "DestinationIP"},
	{short: "dtz", long: "deviceTimeZone", column: "DeviceTimeZone"},
	{short: "duid", long: "destinationUserId", column: "DestinationUserID"},
	{short: "duser", long: "destinationUserName", column: "DestinationUserName"},
	{short: "dvc", long: "deviceAddress", column: "DeviceAddress"},
	{short: "dvchost", long: "deviceHostName", column: "DeviceName"},
	{short: "dvcmac", long: "deviceMacAddress", column: "DeviceMacAddress"},
	{short: "dvcpid", long: "deviceProcessId", column: "ProcessID", kind: cefInteger},
	{short: "end", long: "endTime", column: "EndTime"},
	{short: "externalId", column: "ExtID", legacy: "ExternalID"},
	{short: "fileCreateTime", column: "FileCreateTime"},
	{short: "fileHash", column: "FileHash"},
	{short: "fileId", column: "FileID"},
	{short: "fileModificationTime", column: "FileModificationTime"},
	{short: "filePath", column: "FilePath"},
	{short: "filePermission", column: "FilePermission"},
	{short: "fileType", column: "FileType"},
	{short: "fname", long: "fileName", column: "FileName"},
	{short: "fsize", long: "fileSize", column: "FileSize", kind: cefInteger},
	{short: "in", long: "bytesIn", column: "ReceivedBytes", kind: cefInteger},
	{short: "msg", long: "message", column: "Message"},
	{short: "oldFileCreateTime", column: "OldFileCreateTime"},
	{short: "oldFileHash", column: "OldFileHash"},
	{short: "oldFileId", column: "OldFileID"},
	{short: "oldFileModificationTime", column: "OldFileModificationTime"},
	{short: "oldFileName", column: "OldFileName"},
	{short: "oldFilePath", column: "OldFilePath"},
	{short: "oldFilePermission", column: "OldFilePermission"},
	{short: "oldFileSize", column: "OldFileSize", kind: cefInteger},
	{short: "oldFileType", column: "OldFileType"},
	{short: "out", long: "bytesOut", column: "SentBytes", kind: cefInteger},
	{short: "outcome", long: "eventOutcome", column: "EventOutcome"},
	{short: "proto", long: "transportProtocol", column: "Protocol"},
	{short: "reason", column: "Reason"},
	{short: "request", long: "requestUrl", column: "RequestURL", kind: cefURL},
	{short: "requestClientApplication", column: "RequestClientApplication"},
	{short: "requestContext", column: "RequestContext", kind: cefURL},
	{short: "requestCookies", column: "RequestCookies"},
	{short: "requestMethod", column: "RequestMethod"},
	{short: "rt", long: "deviceReceiptTime", column: "ReceiptTime"},
	{short: "shost", long: "sourceHostName", column: "SourceHostName"},
	{short: "smac", long: "sourceMacAddress", column: "SourceMACAddress"},
	{short: "sntdom", long: "sourceNtDomain", column: "SourceNTDomain"},
	{short: "sourceDnsDomain", column: "SourceDnsDomain"},
	{short: "sourceServiceName", column: "SourceServiceName"},
	{short: "sourceTranslatedAddress", column: "SourceTranslatedAddress"},
	{short: "sourceTranslatedPort", column: "SourceTranslatedPort", kind: cefInteger},
	{short: "spid", long: "sourceProcessId", column: "SourceProcessId", kind: cefInteger},
	{short: "spriv", long: "sourceUserPrivileges", column: "SourceUserPrivileges"},
	{short: "sproc", long: "sourceProcessName", column: "SourceProcessName"},
	{short: "spt", long: "sourcePort", column: "SourcePort", kind: cefInteger},
	{short: "src", long: "sourceAddress", column: "SourceIP"},
	{short: "start", long: "startTime", column: "StartTime"},
	{short: "suid", long: "sourceUserId", column: "SourceUserID"},
	{short: "suser", long: "sourceUserName", column: "SourceUserName"},
	{short: "type", long: "eventType", column: "EventType", kind: cefInteger},
}

// cefCustom are the keys that come with a number and may have a label: cs1, cs1Label.
var cefCustom = []struct {
	count int
	key   cefKey
}{
	{6, cefKey{short: "cs", long: "deviceCustomString", column: "DeviceCustomString"}},
	{3, cefKey{short: "cn", long: "deviceCustomNumber", column: "FieldDeviceCustomNumber", legacy: "DeviceCustomNumber", kind: cefInteger}},
	{4, cefKey{short: "c6a", long: "deviceCustomIPv6Address", column: "DeviceCustomIPv6Address"}},
	{4, cefKey{short: "cfp", long: "deviceCustomFloatingPoint", column: "DeviceCustomFloatingPoint", kind: cefReal}},
	{2, cefKey{short: "deviceCustomDate", column: "DeviceCustomDate"}},
	{1, cefKey{short: "flexDate", column: "FlexDate"}},
	{2, cefKey{short: "flexNumber", column: "FlexNumber", kind: cefInteger}},
	{2, cefKey{short: "flexString", column: "FlexString"}},
}

// A cefKey is one key and what becomes of it.
type cefKey struct {
	short, long string
	column      string
	legacy      string // an older column of type int, filled too where the value is one
	kind        cefKind
}

// A cefKind says how a column's text is read.
type cefKind uint8

const (
	cefText    cefKind = iota
	cefInteger         // a number where it is spelled as one
	cefReal
	cefURL // # begins a fragment
)
