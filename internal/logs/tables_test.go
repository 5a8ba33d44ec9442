package logs

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"foxhound/internal/shared"
)

// What real exports of Sentinel and Defender come to: format, rows by table, malformed.
var exports = map[string]string{
	"sentinel/AkamaiSIEM.csv":                            "csv CommonSecurityLog:29",
	"sentinel/BetterMTDNetflowLog_CL.csv":                "csv :20",
	"sentinel/CiscoFirepowerEStreamerCONN.csv":           "csv CommonSecurityLog:6",
	"sentinel/CiscoMeraki.json.gz":                       "json Syslog:284",
	"sentinel/Cisco_Umbrella_proxy_CL.json":              "json :108",
	"sentinel/Corelight_CL.json":                         "json :193",
	"sentinel/CrowdStrikeFalconEndpointProtection.json":  "json CommonSecurityLog:20",
	"sentinel/DNS_Logs_CL.json":                          "json :4",
	"sentinel/Forcepoint_ngfw_query_data.csv":            "csv CommonSecurityLog:3",
	"sentinel/InfobloxCloudDataConnector-sampledata.csv": "csv CommonSecurityLog:321",
	"sentinel/InfobloxNIOS.json":                         "json Syslog:50",
	"sentinel/JuniperSRX.json.gz":                        "json Syslog:284",
	"sentinel/OSSECEvents.json":                          "json CommonSecurityLog:154",
	"sentinel/SonicWallFirewall_Query_Data.csv":          "csv CommonSecurityLog:453",
	"sentinel/SquidProxy.json.gz":                        "json :500",
	"sentinel/WatchGuardFirebox_syslog_data.csv.gz":      "csv Syslog:3066",
	"sentinel/api_query_response_tables.json":            "json SecurityAlert:3",
	"sentinel/auditlogs_goldensaml.ndjson":               "ndjson AuditLogs:4",
	"sentinel/azure_net_flows.csv":                       "csv NTANetAnalytics:460",
	"sentinel/illusive.csv":                              "csv CommonSecurityLog:531",
	"sentinel/kusto_v2_frames.json":                      "json :10",
	"sentinel/officeactivity_goldensaml.ndjson":          "ndjson OfficeActivity:1",
	"sentinel/securityalert.csv.gz":                      "csv SecurityAlert:189",
	"sentinel/securityevent_4688.csv":                    "csv SecurityEvent:363",
	"sentinel/securityevent_goldensaml.ndjson":           "ndjson :1 Event:2 SecurityEvent:35",
	"sentinel/syslog_auditd_log4shell.ndjson":            "ndjson Syslog:50",
	"sentinel/syslog_sudo_export.csv":                    "csv Syslog:22",
	"sentinel/syslog_sysmon_linux_log4shell.ndjson":      "ndjson Syslog:93",
	"sentinel/syslog_table_msticpy.csv":                  "csv Syslog:100",
	"sentinel/vmconnection_log4shell.ndjson":             "ndjson VMConnection:5",
	"sentinel/windowsevent_sysmon_log4shell.ndjson.gz":   "ndjson WindowsEvent:487",
	"sentinel/wirex_sample_DNS.csv":                      "csv CommonSecurityLog:223",
	"sentinel/wirex_sample_dataHttp.csv.gz":              "csv CommonSecurityLog:608",
	"defender/advanced_hunting_goldensaml.ndjson":        "ndjson CloudAppEvents:4 DeviceEvents:5",
	"defender/mde_alerts_api.ndjson":                     "ndjson :5",
	"defender/mde_process_timeline.csv.gz":               "csv :1564",
	"defender/streaming_api_alert.ndjson":                "ndjson AlertEvidence:1 AlertInfo:2",
	"defender/streaming_api_app-and-identity.ndjson":     "ndjson CloudAppEvents:1 IdentityDirectoryEvents:1 IdentityLogonEvents:1 IdentityQueryEvents:3",
	"defender/streaming_api_device.ndjson": "ndjson DeviceEvents:1 DeviceFileCertificateInfo:1 DeviceFileEvents:1 DeviceImageLoadEvents:1 DeviceInfo:1 " +
		"DeviceLogonEvents:1 DeviceNetworkEvents:1 DeviceNetworkInfo:1 DeviceProcessEvents:1 DeviceRegistryEvents:1",
	"defender/streaming_api_email.ndjson": "ndjson EmailAttachmentInfo:1 EmailEvents:1 EmailPostDeliveryEvents:1 EmailUrlInfo:1 UrlClickEvents:1",
}

func TestRealExports(t *testing.T) {
	root := shared.Path(t, "data", "logs")
	sources, err := Find([]string{filepath.Join(root, "sentinel"), filepath.Join(root, "defender")})
	if err != nil {
		t.Fatal(err)
	}
	stats, err := Scan(context.Background(), sources, Options{blockSize: 100_000}, recordLines, func(string) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stats {
		name, _ := filepath.Rel(root, s.Source.Path)
		if want, known := exports[filepath.ToSlash(name)]; known && outcome(s) != want {
			t.Errorf("%s: got %q, want %q", name, outcome(s), want)
		}
	}
}

func outcome(s FileStats) string {
	words := []string{s.Format}
	for _, table := range slices.Sorted(maps.Keys(s.Rows)) {
		words = append(words, fmt.Sprintf("%s:%d", table, s.Rows[table]))
	}
	for _, m := range s.Examples {
		words = append(words, fmt.Sprintf("malformed:%d:%s", m.Line, m.Reason))
	}
	return strings.Join(words, " ")
}
