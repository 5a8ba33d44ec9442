// Package oracle asks Microsoft's own KQL parser and binder whether queries are right, for
// tests. It needs Node and the folder shared beside the repository, and judges syntax,
// names and types; it executes nothing. Start with [Find]. Only tests import it.
package oracle

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"foxhound/internal/schema"
)

// Env is the environment variable that asks for the oracle: 1, or the folder of an
// installed copy of it.
const Env = "FOXHOUND_ORACLE"

// An Oracle is an installed copy of the parser with the schemas to judge by.
type Oracle struct {
	node    string
	script  string
	schemas []string
}

// A Query is a text to judge.
type Query struct {
	ID   string `json:"id"`
	Text string `json:"query"`
}

// A Verdict is the oracle's word on one query.
type Verdict struct {
	ID          string       `json:"id"`
	OK          bool         `json:"ok"`
	Diagnostics []Diagnostic `json:"diagnostics"`
	Columns     []Column     `json:"resultColumns"` // of a query that gives rows
}

// A Column is a column of a query's result. Its type is empty where the parser has no name
// for it, as of a table that stands in the place of a value.
type Column struct {
	Name string
	Type string
}

// UnmarshalJSON reads a column, whose type may be the number of a kind of thing that is no
// scalar.
func (c *Column) UnmarshalJSON(text []byte) error {
	var raw struct {
		Name string `json:"name"`
		Type any    `json:"type"`
	}
	if err := json.Unmarshal(text, &raw); err != nil {
		return err
	}
	c.Name = raw.Name
	c.Type, _ = raw.Type.(string)
	return nil
}

// A Diagnostic is something the parser found.
type Diagnostic struct {
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Start    int    `json:"start"` // in UTF-16 code units
}

// Find returns the oracle. The error says why a test must go without it.
func Find() (*Oracle, error) {
	if os.Getenv(Env) == "" {
		return nil, fmt.Errorf("%s is not set: queries are not judged by Microsoft's parser", Env)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, errors.New("node is not installed")
	}
	shared, err := Shared()
	if err != nil {
		return nil, err
	}
	source := filepath.Join(shared, "tools", "kql-oracle")
	dir, err := installed(source)
	if err != nil {
		return nil, err
	}
	return &Oracle{
		node:   node,
		script: filepath.Join(dir, "kql-oracle.mjs"),
		schemas: []string{
			"-s", filepath.Join(shared, "data", "schemas"),
			"-s", filepath.Join(source, "sentinel-functions.json"),
		},
	}, nil
}

// Judge returns one verdict a query, in order. It may be called concurrently.
func (o *Oracle) Judge(ctx context.Context, d schema.Dialect, queries []Query) ([]Verdict, error) {
	var in, out, stderr bytes.Buffer
	encoder := json.NewEncoder(&in)
	for _, q := range queries {
		if err := encoder.Encode(q); err != nil {
			return nil, err
		}
	}
	args := append([]string{"--stack-size=4000", o.script, "--ndjson"}, o.schemas...)
	if d != schema.Any {
		args = append(args, "--dialect", string(d))
	}
	cmd := exec.CommandContext(ctx, o.node, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = &in, &out, &stderr
	// Status 1 says that some query does not bind, which is an answer too.
	if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != 1 {
		return nil, fmt.Errorf("run the oracle: %w: %s", err, stderr.Bytes())
	}
	return verdicts(&out, len(queries), stderr.String())
}

func verdicts(out *bytes.Buffer, want int, stderr string) ([]Verdict, error) {
	list := make([]Verdict, 0, want)
	for decoder := json.NewDecoder(out); decoder.More(); {
		var v Verdict
		if err := decoder.Decode(&v); err != nil {
			return nil, fmt.Errorf("read the oracle's answer: %w", err)
		}
		list = append(list, v)
	}
	if len(list) != want {
		return nil, fmt.Errorf("the oracle gave %d verdicts for %d queries: %s", len(list), want, stderr)
	}
	return list, nil
}
