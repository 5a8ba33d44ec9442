package export

import (
	"bytes"
	"fmt"

	"foxhound/rule"
)

// NRT returns an analytics rule of kind NRT for each hunt: the alerting form, which the service
// runs every minute over what has come in since. It has no schedule and no trigger of its own.
func NRT(r *rule.Rule) ([]File, error) {
	var files []File
	err := eachHunt(r, FormatNRT, func(h *rule.Hunt) error {
		d, err := nrtRule(r, h)
		if err != nil {
			return err
		}
		data, err := encode(d)
		files = append(files, File{Name: Folder(r.Family) + "/nrt/" + fileName(h.Name) + ".yaml", Data: data})
		return err
	})
	return files, err
}

// nrtRule is the scheduled rule without its schedule, under an id of its own: both may be deployed.
func nrtRule(r *rule.Rule, h *rule.Hunt) (*detection, error) {
	if h.Form == rule.Workspace {
		return nil, fmt.Errorf("it reads its indicators from ThreatIntelIndicators, and an NRT rule sees what has come in within minutes; read them from a watchlist, or give -o sentinel")
	}
	d, err := analyticsRule(r, h)
	if err != nil {
		return nil, err
	}
	d.ID = ruleID(r, h, "nrt")
	d.Name = shorten("NRT "+d.Name, limitName)
	d.QueryFrequency, d.QueryPeriod, d.TriggerOperator, d.TriggerThreshold = "", "", "", nil
	d.Kind = kindNRT
	return d, nil
}

// yamlStream is files as documents of one YAML stream, each under a comment with its name.
func yamlStream(files []File) []byte {
	var b bytes.Buffer
	for _, f := range files {
		fmt.Fprintf(&b, "---\n# %s\n%s", f.Name, f.Data)
	}
	return b.Bytes()
}
