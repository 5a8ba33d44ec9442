package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"foxhound/internal/limits"
	"foxhound/rule"
)

// A deployment is a template as Azure Resource Manager takes it. Sentinel Repositories take a
// folder of them, whatever their names, and give each the parameter workspace.
type deployment struct {
	Schema         string               `json:"$schema"`
	ContentVersion string               `json:"contentVersion"`
	Parameters     map[string]parameter `json:"parameters"`
	Resources      []resource           `json:"resources"`
}

type parameter struct {
	Type     string            `json:"type"`
	Metadata map[string]string `json:"metadata"`
}

// A resource is one thing that a template deploys.
type resource struct {
	Type       string `json:"type"`
	APIVersion string `json:"apiVersion"`
	Name       string `json:"name"`
	Kind       string `json:"kind,omitempty"`
	Properties any    `json:"properties"`
}

func newDeployment(resources []resource) deployment {
	return deployment{
		Schema:         "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
		ContentVersion: version + ".0",
		Parameters: map[string]parameter{"workspace": {"string",
			map[string]string{"description": "Name of the Log Analytics workspace that Microsoft Sentinel is enabled in"}}},
		Resources: resources,
	}
}

// A plainText is text that a template holds as it is. Resource Manager takes text behind [ for
// an expression, and text behind [[ for the text behind the first bracket.
type plainText string

// MarshalJSON doubles a bracket at the start.
func (s plainText) MarshalJSON() ([]byte, error) {
	if strings.HasPrefix(string(s), "[") {
		s = "[" + s
	}
	data, err := encodeJSON(string(s), "")
	return bytes.TrimSuffix(data, []byte("\n")), err
}

// inWorkspace is the name of a resource below the workspace, as an expression.
func inWorkspace(name string) string {
	return "[concat(parameters('workspace'), '/" + strings.ReplaceAll(name, "'", "''") + "')]"
}

// encodeJSON writes JSON that people read: no character is escaped for HTML.
func encodeJSON(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	err := e.Encode(v)
	return b.Bytes(), err
}

// ARM returns the rule's templates, a file for each sort of content: analytics rules and, with
// scheduled ones, saved searches. What passes the limits of a template goes on in the next.
func ARM(r *rule.Rule, format Format) ([]File, error) {
	rules, searches, err := resources(r, format)
	if err != nil {
		return nil, err
	}
	folder := Folder(r.Family)
	if format == FormatARMNRT {
		return templates(folder+"/nrt", rules)
	}
	files, err := templates(folder+"/analytics", rules)
	if err != nil {
		return nil, err
	}
	more, err := templates(folder+"/hunting", searches)
	return append(files, more...), err
}

// oneTemplate holds all of a rule's content, where it fits.
func oneTemplate(r *rule.Rule, format Format) ([]byte, error) {
	rules, searches, err := resources(r, format)
	if err != nil {
		return nil, err
	}
	files, err := templates("all", append(rules, searches...))
	if err != nil {
		return nil, err
	}
	switch {
	case len(files) == 0:
		return encodeJSON(newDeployment([]resource{}), "  ")
	case len(files) > 1:
		return nil, fmt.Errorf("%d resources take %d templates, for one may hold %d and %d bytes: write them into a folder",
			len(rules)+len(searches), len(files), limits.TemplateResources.Most, limits.TemplateBytes.Most)
	}
	return files[0].Data, nil
}

// resources are a rule's analytics rules and, with scheduled ones, its hunting queries.
func resources(r *rule.Rule, format Format) (rules, searches []resource, err error) {
	write := analyticsRule
	if format == FormatARMNRT {
		write = nrtRule
	}
	err = eachHunt(r, format, func(h *rule.Hunt) error {
		d, err := write(r, h)
		if err != nil {
			return err
		}
		rules = append(rules, alertRule(d))
		if format == FormatARM {
			searches = append(searches, savedSearch(huntingQuery(r, h)))
		}
		return d.check()
	})
	return rules, searches, err
}

// templates writes resources into as few files as the limits allow: name.json, name-2.json ...
func templates(name string, all []resource) ([]File, error) {
	var files []File
	for len(all) > 0 {
		n, err := fitting(all)
		if err != nil {
			return nil, err
		}
		data, err := encodeJSON(newDeployment(all[:n]), "  ")
		if err != nil {
			return nil, err
		}
		part := ""
		if len(files) > 0 {
			part = fmt.Sprintf("-%d", len(files)+1)
		}
		files = append(files, File{Name: name + part + ".json", Data: data})
		all = all[n:]
	}
	return files, nil
}

// fitting is how many of the first resources fit into one template.
func fitting(all []resource) (int, error) {
	frame, err := encodeJSON(newDeployment(nil), "  ")
	if err != nil {
		return 0, err
	}
	size := len(frame)
	for n := range all {
		data, err := encodeJSON(all[n:n+1], "  ")
		if err != nil {
			return 0, err
		}
		size += len(data) + 2*bytes.Count(data, []byte("\n")) // it stands two blanks further in
		switch {
		case n == 0 && size > limits.TemplateBytes.Most:
			return 0, fmt.Errorf("resource `%s` has %d bytes; a template may have %d", all[0].Name, size, limits.TemplateBytes.Most)
		case size > limits.TemplateBytes.Most || n == limits.TemplateResources.Most:
			return n, nil
		}
	}
	return len(all), nil
}
