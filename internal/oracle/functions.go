package oracle

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
)

// A Function is what the oracle knows of a function, an aggregate or a plugin.
type Function struct {
	Group      string      `json:"group"` // function, aggregate or plugin
	Name       string      `json:"name"`
	Hidden     bool        `json:"hidden"`
	Naming     string      `json:"resultNameKind"`
	Prefix     string      `json:"resultName"`
	Signatures []Signature `json:"signatures"`
}

// A Signature is one set of parameters, and the result.
type Signature struct {
	Parameters []Parameter `json:"parameters"`
	Returns    any         `json:"returns"` // a type or a rule
}

// A Parameter is one of a [Signature].
type Parameter struct {
	Name     string   `json:"name"`
	Types    []string `json:"types"`
	Kind     string   `json:"typeKind"`
	Optional bool     `json:"optional"`
	Repeat   bool     `json:"repeat"`
}

// Functions returns all that the oracle knows.
func (o *Oracle) Functions(ctx context.Context) ([]Function, error) {
	cmd := exec.CommandContext(ctx, o.node, o.script, "--functions")
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("ask the oracle for its functions: %w", err)
	}
	var list []Function
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var f Function
		if err := d.Decode(&f); err != nil {
			return nil, fmt.Errorf("read the oracle's functions: %w", err)
		}
		list = append(list, f)
	}
	return list, nil
}
