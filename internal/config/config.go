// Package config is foxhound's one file of settings, in YAML: which feeds there are, and how
// much of a feed may change without review. Start with [Load]; [Path] says where the file is.
// schema.json describes it for editors. The package fetches nothing.
package config

import (
	"errors"
	"fmt"
	"foxhound/internal/yamltext"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// EnvPath is the environment variable that names the file.
const EnvPath = "FOXHOUND_CONFIG"

// A Config is what the file says. The zero value is that of no file.
type Config struct {
	Feeds  map[string]*Feed `yaml:"feeds"`
	Expiry Expiry           `yaml:"expiry"` // of feeds that have none of their own, but for ThreatFox
	Review Review           `yaml:"review"`

	path string
	text []byte
}

// A Review says how much of a feed one pull may change before it is held for review. What is
// zero has the store's default.
type Review struct {
	Add    float64 `yaml:"add"`    // the share of the feed that may be added: 1 doubles it
	Remove float64 `yaml:"remove"` // the share that may go
	Floor  int     `yaml:"floor"`  // a feed of fewer indicators may change as it likes
}

// maxSize is how large the file may be.
const maxSize = 1 << 20

// Load reads the file at path; one that is not there is an empty one. Errors name the line.
func Load(path string) (*Config, error) {
	c := &Config{path: path}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, err
	}
	if len(text) > maxSize {
		return nil, fmt.Errorf("%s: more than %d MiB are no configuration", path, maxSize>>20)
	}
	return parse(path, text)
}

func parse(path string, text []byte) (*Config, error) {
	c := &Config{}
	if err := decode(path, text, c); err != nil {
		return nil, err
	}
	c.path, c.text = path, text
	if err := c.check(); err != nil {
		return nil, err
	}
	return c, nil
}

// decode reads YAML of known fields. An error is one line, with the place.
func decode(path string, text []byte, into *Config) (err error) {
	if len(strings.TrimSpace(string(text))) == 0 {
		return nil
	}
	err = yamltext.Guard(func() error { return yaml.UnmarshalWithOptions(text, into, yaml.Strict()) })
	var placed yaml.Error
	switch {
	case err == nil, err.Error() == "EOF":
		return nil // nothing but comments
	case errors.As(err, &placed) && placed.GetToken() != nil:
		at := placed.GetToken().Position
		return fmt.Errorf("%s:%d:%d: %s", path, at.Line, at.Column, oneLine(placed.GetMessage()))
	}
	return fmt.Errorf("%s: %s", misfit(path, text), oneLine(err.Error()))
}

// misfit is where the file has a value that its field does not take, as file:line. What reads
// such values knows no places.
func misfit(path string, text []byte) string {
	file, line := parsed(text), 0
	if file == nil {
		return path
	}
	ast.Walk(visitor(func(n ast.Node) {
		entry, ok := n.(*ast.MappingValueNode)
		if !ok || line > 0 {
			return
		}
		read := map[string]any{"expiry": new(Expiry), "every": new(Span), "timeout": new(Span)}[entry.Key.GetToken().Value]
		if read != nil && yaml.Unmarshal([]byte(entry.Value.String()), read) != nil {
			line = entry.Key.GetToken().Position.Line
		}
	}), file.Docs[0].Body)
	if line == 0 {
		return path
	}
	return fmt.Sprintf("%s:%d", path, line)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// Path is where the file is: what [EnvPath] says, else foxhound/foxhound.yaml in
// XDG_CONFIG_HOME, or in the place that the system has for such files.
func Path(getenv func(string) string) (string, error) {
	if path := getenv(EnvPath); path != "" {
		return path, nil
	}
	dir := configDir(runtime.GOOS, getenv)
	if dir == "" {
		return "", errors.New("no place for the configuration: there is no home directory; name its file with --config or " + EnvPath)
	}
	return filepath.Join(dir, "foxhound", "foxhound.yaml"), nil
}

func configDir(system string, getenv func(string) string) string {
	if dir := getenv("XDG_CONFIG_HOME"); filepath.IsAbs(dir) { // else it counts as unset, the specification says
		return dir
	}
	if dir := getenv("AppData"); system == "windows" && dir != "" {
		return dir
	}
	home := getenv("HOME")
	if home == "" {
		home, _ = os.UserHomeDir()
	}
	switch {
	case home == "":
		return ""
	case system == "darwin":
		return filepath.Join(home, "Library", "Application Support")
	case system == "windows":
		return filepath.Join(home, "AppData", "Roaming")
	}
	return filepath.Join(home, ".config")
}
