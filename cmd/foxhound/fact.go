package main

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"foxhound/exclusion"
	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

// A factList is a repeatable flag with facts of the site. Facts are compared exactly, so one
// of another form would hold nowhere, and nobody would hear of it: such a one is refused. It
// implements [pflag.Value].
type factList struct {
	values *[]string
	form   func(fact string) (string, error) // the fact as the exclusions take it, or why it is none
}

func (l factList) Type() string   { return "FACT" }
func (l factList) String() string { return strings.Join(*l.values, ", ") }

func (l factList) Set(text string) error {
	fact := strings.TrimSpace(text)
	if fact == "" {
		return errors.New("nothing given; leave the flag out, or name something")
	}
	fact, err := l.form(fact)
	if err == nil && !slices.Contains(*l.values, fact) {
		*l.values = append(*l.values, fact)
	}
	return err
}

// addFacts adds the flags for what only the site knows.
func addFacts(cmd *cobra.Command) *exclusion.Facts {
	var f exclusion.Facts
	for _, flag := range []struct {
		name, usage string
		list        factList
	}{
		{"log-server", "`ADDRESS` or name that log shippers send to (repeatable)", factList{&f.LogServers, logServer}},
		{"backup-host", "`NAME` of a backup server or proxy, with its domain or without (repeatable)", factList{&f.BackupHosts, backupHost}},
		{"admin", "`ACCOUNT` that runs administration tasks: NAME, DOMAIN\\NAME or NAME@DOMAIN (repeatable)", factList{&f.Admins, admin}},
		{"script-path", "`FOLDER` of monitoring scripts, writable by administrators only (repeatable)", factList{&f.ScriptPaths, scriptPath}},
	} {
		cmd.Flags().Var(flag.list, flag.name, flag.usage)
	}
	return &f
}

// logServer wants one address or one name, without anything around it.
func logServer(fact string) (string, error) {
	if addr, ok := indicator.ParseAddr(fact); ok {
		return addr.String(), nil
	}
	if _, err := netip.ParsePrefix(fact); err == nil {
		return "", fmt.Errorf("`%s` is a range of addresses; give each log server by its own address or name, so that no other host of the range is excluded", fact)
	}
	if loc, ok := indicator.ParseLocation(fact); ok && (loc.Port != 0 || loc.Scheme != "") {
		return "", fmt.Errorf("`%s` is more than an address; give the address or name alone", fact)
	}
	return hostFact(fact, "address or host name")
}

// backupHost wants a device's name.
func backupHost(fact string) (string, error) {
	_, err := netip.ParsePrefix(fact)
	if _, ok := indicator.ParseAddr(fact); ok || err == nil {
		return "", fmt.Errorf("`%s` is an address; give the backup host's name, as DeviceName has it", fact)
	}
	return hostFact(fact, "host name")
}

func hostFact(fact, what string) (string, error) {
	host, ok := indicator.CanonicalHost(fact)
	if !ok {
		return "", fmt.Errorf("`%s` is no %s; patterns are not known here", fact, what)
	}
	return host, nil
}

// accounts are what Windows takes as an account's name: alone, behind a domain, or before one.
var accounts = lazyregexp.New(`^([^"/\\\[\]:;|=,+*?<>@\s]+\\)?[^"/\\\[\]:;|=,+*?<>@]+$|^[^"/\\\[\]:;|=,*?<>@\s]+@[^"/\\\[\]:;|=,+*?<>@\s]+$`)

// sid is what Windows has inside for an account.
var sid = lazyregexp.New(`^(?i:S-1-\d+(-\d+)+)$`)

// admin wants an account in one of the spellings that Defender's columns have.
func admin(fact string) (string, error) {
	switch {
	case sid.MatchString(fact):
		return "", fmt.Errorf("`%s` is a SID; give the account's name", fact)
	case !accounts.MatchString(fact):
		return "", fmt.Errorf("`%s` is no account; give NAME, DOMAIN\\NAME or NAME@DOMAIN", fact)
	}
	return fact, nil
}

// folder is one below a drive or below a share, without wildcards.
var folder = lazyregexp.New(`^([A-Za-z]:|\\\\[^\\/:*?"<>|]+\\[^\\/:*?"<>|]+)(\\[^\\/:*?"<>|]+)+$`)

// scriptPath wants a folder in full: everybody may write to some place on a whole drive.
func scriptPath(fact string) (string, error) {
	path := strings.TrimRight(strings.ReplaceAll(fact, "/", `\`), `\`)
	if !folder.MatchString(path) || slices.Contains(strings.Split(path, `\`), "..") {
		return "", fmt.Errorf("`%s` is no folder below a drive or share; give it in full, such as C:\\Scripts\\Monitoring", fact)
	}
	return path, nil
}
