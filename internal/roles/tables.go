package roles

// The tables and columns are those of Microsoft's table references and of the
// "TI map" rules of Azure Sentinel. Free text stands behind all others: a value that a
// column of its own holds is better placed there.
var tables = []*Table{
	{
		Name: "CommonSecurityLog",
		Columns: []Column{
			{Name: "DestinationIP", Holds: Address, Port: "DestinationPort"},
			{Name: "DestinationTranslatedAddress", Holds: Address, Port: "DestinationTranslatedPort"},
			{Name: "RemoteIP", Holds: Address, Port: "RemotePort"},
			{Name: "DeviceCustomIPv6Address3", Holds: Address, Port: "DestinationPort"}, // CEF: destination
			{Name: "SourceIP", Holds: Address, End: Source, Port: "SourcePort"},
			{Name: "SourceTranslatedAddress", Holds: Address, End: Source, Port: "SourceTranslatedPort"},
			{Name: "DeviceCustomIPv6Address2", Holds: Address, End: Source, Port: "SourcePort"}, // CEF: source
			{Name: "DeviceCustomIPv6Address1", Holds: Address, End: Unclear},
			{Name: "DeviceCustomIPv6Address4", Holds: Address, End: Unclear},
			{Name: "DeviceTranslatedAddress", Holds: Address, End: Unclear},
			{Name: "MaliciousIP", Holds: Address, End: Unclear},
			{Name: "RequestURL", Holds: URL, Port: "DestinationPort"},
			{Name: "DestinationHostName", Holds: Host, Port: "DestinationPort"},
			{Name: "DestinationDnsDomain", Holds: Host, Port: "DestinationPort"},
			{Name: "RequestContext", Holds: URL},
			{Name: "SourceHostName", Holds: Host, End: Source, Port: "SourcePort"},
			{Name: "SourceDnsDomain", Holds: Host, End: Source, Port: "SourcePort"},
			{Name: "FileHash", Holds: Hash, End: Unclear},
			{Name: "OldFileHash", Holds: Hash, End: Unclear},
			{Name: "DestinationUserID", Holds: Email, End: Unclear},
			{Name: "DestinationUserName", Holds: Email, End: Unclear},
			{Name: "SourceUserID", Holds: Email, End: Unclear},
			{Name: "SourceUserName", Holds: Email, End: Unclear},
			{Name: "DeviceCustomString1", Holds: FreeText, End: Unclear},
			{Name: "DeviceCustomString2", Holds: FreeText, End: Unclear},
			{Name: "DeviceCustomString3", Holds: FreeText, End: Unclear},
			{Name: "DeviceCustomString4", Holds: FreeText, End: Unclear},
			{Name: "DeviceCustomString5", Holds: FreeText, End: Unclear},
			{Name: "DeviceCustomString6", Holds: FreeText, End: Unclear},
			{Name: "FlexString1", Holds: FreeText, End: Unclear},
			{Name: "FlexString2", Holds: FreeText, End: Unclear},
			{Name: "Message", Holds: FreeText, End: Unclear},
			{Name: "AdditionalExtensions", Holds: FreeText, End: Unclear},
		},
		// "not blocked", "alert" and "detect" mean that it passed; "not allowed" that it did not.
		Verdicts: []VerdictRule{
			{All: []Test{{Column: "DeviceAction", Op: Words, Values: notBlocked}}, Verdict: "allowed"},
			{All: []Test{{Column: "DeviceAction", Op: Words, Values: blocked}}, Verdict: "blocked"},
			{All: []Test{{Column: "DeviceAction", Op: Words, Values: allowed}}, Verdict: "allowed"},
		},
		Host: []string{"SourceHostName", "SourceIP"}, User: []string{"SourceUserName"},
		InboundHost: []string{"DestinationHostName", "DestinationIP"}, InboundUser: []string{"DestinationUserName"},
		Show: []string{"SourceHostName", "SourceIP", "SourceUserName", "DestinationHostName", "DestinationIP", "DestinationPort",
			"RequestURL", "DeviceAction", "Activity", "DeviceVendor", "DeviceProduct"},
	},
	{
		Name: "DeviceNetworkEvents", Defender: true,
		Columns: append([]Column{
			{Name: "RemoteIP", Holds: Address, Port: "RemotePort"},
			{Name: "RemoteUrl", Holds: URL, Port: "RemotePort"},
			{Name: "AdditionalFields", Member: "host", Holds: URL, Port: "RemotePort"},
			{Name: "AdditionalFields", Member: "server_name", Holds: Host, Port: "RemotePort"},
			{Name: "AdditionalFields", Member: "query", Holds: Host},
			{Name: "LocalIP", Holds: Address, End: Unclear, Port: "LocalPort"},
			{Name: "InitiatingProcessRemoteSessionIP", Holds: Address, End: Source},
			{Name: "AdditionalFields", Member: "answers", Holds: Addresses, Related: true},
		}, append(initiatingHashes[:len(initiatingHashes):len(initiatingHashes)], initiatingText)...),
		Inbound: []Test{
			{Column: "ActionType", Op: Prefix, Values: []string{"Inbound"}},
			{Column: "AdditionalFields", Member: "direction", Op: Equals, Values: []string{"In", "Inbound"}}, // of the ConnectionInspected ones
		},
		Verdicts: []VerdictRule{
			{All: []Test{{Column: "ActionType", Op: Equals, Values: []string{"ConnectionFailed", "ConnectionAttempt"}}}, Verdict: "failed"},
			{All: []Test{{Column: "ActionType", Op: Equals, Values: []string{"InboundConnectionBlocked"}}}, Verdict: "blocked"},
			{All: []Test{{Column: "ActionType", Op: Equals, Values: []string{"ConnectionSuccess", "HttpConnectionInspected", "SslConnectionInspected", "InboundConnectionAccepted"}}}, Verdict: "allowed"},
		},
		Host: []string{"DeviceName"}, User: deviceUser,
		Show: []string{"DeviceName", "InitiatingProcessAccountUpn", "InitiatingProcessAccountName", "RemoteUrl", "RemoteIP", "RemotePort", "ActionType",
			"InitiatingProcessFileName", "InitiatingProcessFolderPath", "InitiatingProcessCommandLine", "DeviceId", "ReportId"},
	},
	{
		Name: "DnsEvents", DNS: true,
		Columns: []Column{
			{Name: "Name", Holds: Host},
			{Name: "ClientIP", Holds: Address, End: Source},
			{Name: "MaliciousIP", Holds: Address, End: Unclear},
			{Name: "IPAddresses", Holds: Addresses, Related: true},
			{Name: "Message", Holds: FreeText, End: Unclear},
		},
		Host: []string{"ClientIP"},
		Show: []string{"ClientIP", "Name", "IPAddresses", "QueryType", "Computer"},
	},
	{
		Name: "ASimDnsActivityLogs", DNS: true,
		Columns: []Column{
			{Name: "DnsQuery", Holds: Host},
			{Name: "DstIpAddr", Holds: Address, Port: "DstPortNumber"},
			{Name: "DstFQDN", Holds: Host, Port: "DstPortNumber"},
			{Name: "DstHostname", Holds: Host, Port: "DstPortNumber"},
			{Name: "DstDomain", Holds: Host, Port: "DstPortNumber"},
			{Name: "SrcIpAddr", Holds: Address, End: Source, Port: "SrcPortNumber"},
			{Name: "ThreatIpAddr", Holds: Address, End: Unclear},
			{Name: "DnsResponseName", Holds: Addresses, Related: true},
			eventMessage,
		},
		Verdicts: asimVerdicts,
		Host:     asimHost, User: asimUser,
		InboundHost: asimInboundHost,
		Show: []string{"SrcHostname", "SrcIpAddr", "SrcUsername", "DnsQuery", "DnsQueryTypeName", "DnsResponseName",
			"EventResultDetails", "DvcAction", "DvcHostname"},
	},
	{
		Name: "ASimNetworkSessionLogs",
		Columns: []Column{
			{Name: "DstIpAddr", Holds: Address, Port: "DstPortNumber"},
			{Name: "DstNatIpAddr", Holds: Address, Port: "DstNatPortNumber"},
			{Name: "DstFQDN", Holds: Host, Port: "DstPortNumber"},
			{Name: "DstHostname", Holds: Host, Port: "DstPortNumber"},
			{Name: "DstDomain", Holds: Host, Port: "DstPortNumber"},
			{Name: "SrcIpAddr", Holds: Address, End: Source, Port: "SrcPortNumber"},
			{Name: "SrcNatIpAddr", Holds: Address, End: Source, Port: "SrcNatPortNumber"},
			{Name: "ThreatIpAddr", Holds: Address, End: Unclear},
			eventMessage,
		},
		Verdicts: append(asimVerdicts[:len(asimVerdicts):len(asimVerdicts)],
			VerdictRule{All: []Test{{Column: "EventResult", Op: Equals, Values: []string{"Failure"}}}, Verdict: "failed"},
			VerdictRule{All: []Test{{Column: "EventResult", Op: Equals, Values: []string{"Success"}}}, Verdict: "allowed"}),
		Host: asimHost, User: asimUser,
		InboundHost: asimInboundHost, InboundUser: asimInboundUser,
		Show: []string{"SrcHostname", "SrcIpAddr", "SrcUsername", "DstFQDN", "DstIpAddr", "DstPortNumber", "NetworkProtocol",
			"NetworkApplicationProtocol", "DvcAction", "EventResult", "EventResultDetails", "SrcBytes", "DstBytes"},
	},
	{
		Name: "ASimWebSessionLogs",
		Columns: []Column{
			{Name: "Url", Holds: URL, Port: "DstPortNumber"},
			{Name: "UrlOriginal", Holds: URL, Port: "DstPortNumber"},
			{Name: "HttpHost", Holds: Host, Port: "DstPortNumber"},
			{Name: "DstFQDN", Holds: Host, Port: "DstPortNumber"},
			{Name: "DstHostname", Holds: Host, Port: "DstPortNumber"},
			{Name: "DstDomain", Holds: Host, Port: "DstPortNumber"},
			{Name: "DstIpAddr", Holds: Address, Port: "DstPortNumber"},
			{Name: "DstNatIpAddr", Holds: Address, Port: "DstNatPortNumber"},
			{Name: "SrcIpAddr", Holds: Address, End: Source, Port: "SrcPortNumber"},
			{Name: "SrcNatIpAddr", Holds: Address, End: Source, Port: "SrcNatPortNumber"},
			{Name: "ThreatIpAddr", Holds: Address, End: Unclear},
			{Name: "FileSHA256", Holds: SHA256, End: Unclear},
			{Name: "FileSHA1", Holds: SHA1, End: Unclear},
			{Name: "FileMD5", Holds: MD5, End: Unclear},
			eventMessage,
		},
		Verdicts: asimVerdicts,
		Host:     asimHost, User: asimUser,
		InboundHost: asimInboundHost, InboundUser: asimInboundUser,
		Show: []string{"SrcHostname", "SrcIpAddr", "SrcUsername", "Url", "HttpRequestMethod", "HttpUserAgent", "DstIpAddr",
			"DstPortNumber", "DvcAction", "EventResult", "EventResultDetails"},
	},
	{
		Name: "ASimFileEventLogs", NoEnds: true,
		Columns: []Column{
			{Name: "TargetFileSHA256", Holds: SHA256, End: Unclear},
			{Name: "TargetFileSHA1", Holds: SHA1, End: Unclear},
			{Name: "TargetFileMD5", Holds: MD5, End: Unclear},
			{Name: "SrcFileSHA256", Holds: SHA256, End: Unclear},
			{Name: "SrcFileSHA1", Holds: SHA1, End: Unclear},
			{Name: "SrcFileMD5", Holds: MD5, End: Unclear},
			{Name: "TargetUrl", Holds: URL},
			{Name: "ActingProcessCommandLine", Holds: FreeText, End: Unclear},
			eventMessage,
		},
		Verdicts: asimVerdicts,
		Host:     []string{"SrcHostname", "SrcIpAddr", "DvcHostname", "DvcIpAddr"}, User: []string{"ActorUsername"},
		Show: []string{"SrcHostname", "SrcIpAddr", "ActorUsername", "TargetFileName", "TargetFilePath", "TargetFileSHA256",
			"TargetFileSHA1", "TargetFileMD5", "NetworkApplicationProtocol", "DvcHostname"},
	},
	{
		Name: "DeviceEvents", Defender: true,
		Columns: append(append([]Column{
			{Name: "RemoteIP", Holds: Address, Port: "RemotePort"},
			{Name: "RemoteUrl", Holds: URL, Port: "RemotePort"},
			{Name: "AdditionalFields", Member: "DnsQueryString", Holds: Host},
			{Name: "FileOriginUrl", Holds: URL},
			{Name: "FileOriginIP", Holds: Address},
			{Name: "LocalIP", Holds: Address, End: Unclear, Port: "LocalPort"},
			{Name: "ProcessRemoteSessionIP", Holds: Address, End: Source},
			{Name: "InitiatingProcessRemoteSessionIP", Holds: Address, End: Source},
			{Name: "AdditionalFields", Member: "DnsQueryResult", Holds: Addresses, Related: true},
		}, fileHashes...), append(initiatingHashes[:len(initiatingHashes):len(initiatingHashes)],
			Column{Name: "ProcessCommandLine", Holds: FreeText, End: Unclear}, initiatingText,
			Column{Name: "AdditionalFields", Member: "Command", Holds: FreeText, End: Unclear},       // PowerShellCommand
			Column{Name: "AdditionalFields", Member: "ScriptContent", Holds: FreeText, End: Unclear}, // AmsiScriptContent
		)...),
		Inbound: []Test{{Column: "ActionType", Op: Prefix, Values: []string{"FirewallInbound"}}},
		Verdicts: []VerdictRule{
			{All: []Test{{Column: "ActionType", Op: Suffix, Values: []string{"Blocked"}}}, Verdict: "blocked"},
			{All: []Test{{Column: "ActionType", Op: Suffix, Values: []string{"Audited"}}}, Verdict: "allowed"},
		},
		Host: []string{"DeviceName"}, User: deviceUser,
		Show: []string{"DeviceName", "ActionType", "RemoteUrl", "RemoteIP", "RemotePort", "FileName", "FolderPath", "SHA256",
			"InitiatingProcessAccountUpn", "InitiatingProcessAccountName", "InitiatingProcessFileName", "InitiatingProcessCommandLine", "AdditionalFields", "DeviceId", "ReportId"},
	},
	{
		Name: "DeviceFileEvents", Defender: true,
		Columns: append(append(fileHashes[:len(fileHashes):len(fileHashes)], initiatingHashes...),
			Column{Name: "FileOriginUrl", Holds: URL},
			Column{Name: "FileOriginReferrerUrl", Holds: URL},
			Column{Name: "FileOriginIP", Holds: Address},
			Column{Name: "RequestSourceIP", Holds: Address, End: Source, Port: "RequestSourcePort"},
			initiatingText,
		),
		Host: []string{"DeviceName"}, User: deviceUser,
		Show: []string{"DeviceName", "ActionType", "FolderPath", "FileName", "SHA256", "SHA1", "MD5", "FileOriginUrl",
			"InitiatingProcessFileName", "InitiatingProcessCommandLine",
			"InitiatingProcessAccountUpn", "InitiatingProcessAccountName", "DeviceId", "ReportId"},
	},
	{
		Name: "DeviceProcessEvents", Defender: true,
		Columns: append(append(fileHashes[:len(fileHashes):len(fileHashes)], initiatingHashes...),
			Column{Name: "ProcessRemoteSessionIP", Holds: Address, End: Source},
			Column{Name: "InitiatingProcessRemoteSessionIP", Holds: Address, End: Source},
			Column{Name: "ProcessCommandLine", Holds: FreeText, End: Unclear}, initiatingText,
		),
		Acted: []Test{{Column: "ActionType", Op: Equals, Values: []string{"ProcessCreated"}}},
		Host:  []string{"DeviceName"}, User: deviceUser,
		Show: []string{"DeviceName", "ActionType", "FolderPath", "FileName", "ProcessCommandLine", "SHA256", "SHA1", "MD5",
			"AccountName", "InitiatingProcessFileName", "InitiatingProcessCommandLine",
			"InitiatingProcessAccountUpn", "InitiatingProcessAccountName", "DeviceId", "ReportId"},
	},
	{
		Name: "DeviceImageLoadEvents", Defender: true, NoEnds: true,
		Columns: append(append(fileHashes[:len(fileHashes):len(fileHashes)], initiatingHashes...), initiatingText),
		Acted:   []Test{{Column: "ActionType", Op: Equals, Values: []string{"ImageLoaded"}}},
		Host:    []string{"DeviceName"}, User: deviceUser,
		Show: []string{"DeviceName", "ActionType", "FolderPath", "FileName", "SHA256", "SHA1", "MD5",
			"InitiatingProcessFileName", "InitiatingProcessCommandLine",
			"InitiatingProcessAccountUpn", "InitiatingProcessAccountName", "DeviceId", "ReportId"},
	},
	{
		Name: "UrlClickEvents", Defender: true,
		Columns: []Column{
			{Name: "Url", Holds: URL},
			{Name: "UrlChain", Holds: URLs},
			{Name: "IPAddress", Holds: Address, End: Source},
			{Name: "AccountUpn", Holds: Email, End: Unclear},
		},
		Verdicts: []VerdictRule{
			{All: []Test{{Column: "ActionType", Op: Equals, Values: []string{"ClickAllowed"}}}, Verdict: "allowed"},
			{All: []Test{{Column: "IsClickedThrough", Op: Equals, Values: []string{"true"}}}, Verdict: "allowed"},
			{All: []Test{{Column: "ActionType", Op: Prefix, Values: []string{"ClickBlocked"}}}, Verdict: "blocked"},
		},
		Acted: []Test{{Column: "IsClickedThrough", Op: Equals, Values: []string{"true"}}},
		User:  []string{"AccountUpn"},
		Show: []string{"AccountUpn", "IPAddress", "Url", "UrlChain", "ActionType", "IsClickedThrough", "Workload",
			"NetworkMessageId", "ReportId"},
	},
	{
		Name: "EmailUrlInfo", Defender: true, NoEnds: true, RecipientsApart: true,
		Columns: []Column{
			{Name: "Url", Holds: URL},
			{Name: "UrlDomain", Holds: Host},
		},
		Show: []string{"Url", "UrlDomain", "UrlLocation", "NetworkMessageId", "ReportId"},
	},
	{
		Name: "EmailAttachmentInfo", Defender: true, NoEnds: true,
		Columns: []Column{
			{Name: "SHA256", Holds: SHA256},
			{Name: "SenderFromAddress", Holds: Email},
			{Name: "RecipientEmailAddress", Holds: Email},
		},
		User: []string{"RecipientEmailAddress"},
		Show: []string{"RecipientEmailAddress", "SenderFromAddress", "FileName", "FileType", "SHA256", "NetworkMessageId", "ReportId"},
	},
	{
		Name: "EmailEvents", Defender: true, NoEnds: true, Recipients: true,
		Columns: []Column{
			{Name: "SenderFromAddress", Holds: Email},
			{Name: "SenderMailFromAddress", Holds: Email},
			{Name: "RecipientEmailAddress", Holds: Email},
			{Name: "SenderFromDomain", Holds: Host},
			{Name: "SenderMailFromDomain", Holds: Host},
			{Name: "SenderIPv4", Holds: Address},
			{Name: "SenderIPv6", Holds: Address},
		},
		Verdicts: []VerdictRule{
			{All: []Test{{Column: "DeliveryAction", Op: Equals, Values: []string{"Blocked"}}}, Verdict: "blocked"},
			{All: []Test{{Column: "DeliveryAction", Op: Equals, Values: []string{"Delivered", "Junked"}}}, Verdict: "allowed"},
		},
		User: []string{"RecipientEmailAddress"},
		Show: []string{"RecipientEmailAddress", "SenderFromAddress", "SenderMailFromAddress", "SenderIPv4", "Subject",
			"DeliveryAction", "DeliveryLocation", "NetworkMessageId", "ReportId"},
	},
}

var (
	notBlocked = []string{"not blocked", "not denied", "not dropped", "not rejected", "not prevented"}
	blocked    = []string{"deny", "denied", "drop", "dropped", "block", "blocked", "reject", "rejected", "reset", "refuse", "refused",
		"prevent", "prevented", "discard", "discarded", "sinkhole", "not allowed", "not permitted", "not accepted"}
	allowed = []string{"allow", "allowed", "accept", "accepted", "permit", "permitted", "pass", "passed", "built", "bypass",
		"alert", "detect", "detected"}
)

var (
	deviceUser       = []string{"InitiatingProcessAccountUpn", "AccountName", "InitiatingProcessAccountName"}
	fileHashes       = []Column{{Name: "SHA256", Holds: SHA256, End: Unclear}, {Name: "SHA1", Holds: SHA1, End: Unclear}, {Name: "MD5", Holds: MD5, End: Unclear}}
	initiatingHashes = []Column{
		{Name: "InitiatingProcessSHA256", Holds: SHA256, End: Unclear},
		{Name: "InitiatingProcessSHA1", Holds: SHA1, End: Unclear},
		{Name: "InitiatingProcessMD5", Holds: MD5, End: Unclear},
	}
	initiatingText = Column{Name: "InitiatingProcessCommandLine", Holds: FreeText, End: Unclear}
)

var (
	asimHost        = []string{"SrcHostname", "SrcIpAddr"}
	asimUser        = []string{"SrcUsername"}
	asimInboundHost = []string{"DstHostname", "DstIpAddr"}
	asimInboundUser = []string{"DstUsername"}
	eventMessage    = Column{Name: "EventMessage", Holds: FreeText, End: Unclear}
	// DvcAction's values are ASIM's own list.
	asimVerdicts = []VerdictRule{
		{All: []Test{{Column: "DvcAction", Op: Equals, Values: []string{"Deny", "Drop", "Drop ICMP", "Reset", "Reset Source", "Reset Destination"}}}, Verdict: "blocked"},
		{All: []Test{{Column: "DvcAction", Op: Equals, Values: []string{"Allow", "Encrypt", "Decrypt", "VPNroute"}}}, Verdict: "allowed"},
	}
)
