package export

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

// sameInBoth are the properties that a converter's YAML and ARM of one rule tell alike.
var sameInBoth = []string{"displayName", "severity", "enabled", "query", "queryFrequency", "queryPeriod", "triggerOperator", "triggerThreshold",
	"suppressionDuration", "suppressionEnabled", "tactics", "eventGroupingSettings", "entityMappings"}

// A real rule in YAML becomes what another converter made of it: Scheduled and NRT.
func TestARMAgreesWithAConverter(t *testing.T) {
	for _, kind := range []string{kindScheduled, kindNRT} {
		source, err := os.ReadFile(shared(t, "content/sentinel/arm/SentinelARConverter_"+kind+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		converted, err := os.ReadFile(shared(t, "content/sentinel/arm/SentinelARConverter_"+kind+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var d detection
		if err := yaml.Unmarshal(source, &d); err != nil {
			t.Fatal(err)
		}
		files, err := templates("x", []resource{alertRule(&d)})
		if err != nil {
			t.Fatal(err)
		}
		var want deployed
		if err := json.Unmarshal(converted, &want); err != nil {
			t.Fatal(err)
		}
		got := readTemplate(t, files[0])
		if got.Resources[0].Type != want.Resources[0].Type || got.Resources[0].Kind != want.Resources[0].Kind ||
			strings.ReplaceAll(got.Resources[0].Name, ", ", ",") != want.Resources[0].Name {
			t.Errorf("%s: resource %+v", kind, got.Resources[0])
		}
		for _, key := range sameInBoth {
			ours, theirs := got.Resources[0].Properties[key], want.Resources[0].Properties[key]
			if diff := cmp.Diff(theirs, ours); diff != "" {
				t.Errorf("%s: %s (-theirs +ours):\n%s", kind, key, diff)
			}
		}
	}
}
