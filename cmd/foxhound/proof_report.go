package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"foxhound/indicator"
	"foxhound/proof"
)

// testReport is what came of one hunt, as the forms for programs have it.
type testReport struct {
	File     string        `json:"file"`
	Hunt     string        `json:"hunt"`
	Proofs   int           `json:"proofs"`
	Failed   int           `json:"failed"`
	Error    string        `json:"error,omitempty"`
	Unproved []string      `json:"unproved,omitempty"`
	Failures []testFailure `json:"failures,omitempty"`

	passing []string // the names of the other proofs
}

type testFailure struct {
	Proof   string          `json:"proof"`
	Form    string          `json:"form"`
	Verdict string          `json:"verdict"`
	Reason  string          `json:"reason"`
	Column  string          `json:"column,omitempty"` // the first that differs, which step gave its value
	Step    string          `json:"step,omitempty"`
	Line    int             `json:"line,omitempty"`
	Row     json.RawMessage `json:"row"`

	event *proof.Event
}

func reportOf(t *tested, r *proof.Report) testReport {
	out := testReport{File: t.file, Hunt: t.hunt.Name, Proofs: len(t.hunt.Events), Unproved: t.hunt.Unproved}
	if r.Err != nil {
		out.Error = r.Err.Error()
	}
	failed := map[*proof.Event]bool{} // in either form, or both
	for _, f := range r.Failures {
		failed[f.Event] = true
		out.Failures = append(out.Failures, testFailure{f.Event.Name, f.Form, string(f.Event.Verdict), f.Reason, f.Column, f.Step, f.Line, f.Event.Row, f.Event})
	}
	out.Failed = len(failed)
	for i := range t.hunt.Events {
		if e := &t.hunt.Events[i]; r.Err == nil && !failed[e] {
			out.passing = append(out.passing, e.Name)
		}
	}
	return out
}

func (r *testReport) passed() bool { return r.Error == "" && len(r.Failures) == 0 }

func writeTests(w io.Writer, format string, reports []testReport) error {
	switch format {
	case "json":
		if reports == nil {
			reports = []testReport{}
		}
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(reports)
	case "junit":
		return writeJUnit(w, reports)
	}
	return writeTestTable(w, reports)
}

// maxShown is how many failures of a hunt are shown to people.
const maxShown = 5

func writeTestTable(w io.Writer, reports []testReport) error {
	var b strings.Builder
	proofs, failed := 0, 0
	for i := range reports {
		r := &reports[i]
		proofs += r.Proofs
		if !r.passed() {
			failed++
		}
		r.table(&b)
	}
	if len(reports) == 0 {
		return nil // what could not be read has been said
	}
	fmt.Fprintf(&b, "%s, %s, %s\n", counted(len(reports), "hunt"), counted(proofs, "proof"), verdictOf(failed))
	_, err := io.WriteString(w, b.String())
	return err
}

func verdictOf(failed int) string {
	if failed == 0 {
		return "all passed"
	}
	if failed == 1 {
		return "1 hunt failed"
	}
	return fmt.Sprintf("%d hunts failed", failed)
}

func (r *testReport) table(b *strings.Builder) {
	word := "pass"
	if !r.passed() {
		word = "FAIL"
	}
	fmt.Fprintf(b, "%s  %s: %s, %s", word, indicator.Printable(r.File, 0), indicator.Printable(r.Hunt, 0), counted(r.Proofs, "proof"))
	if r.Failed > 0 {
		fmt.Fprintf(b, ", %d failed", r.Failed)
	}
	b.WriteByte('\n')
	if r.Error != "" {
		fmt.Fprintf(b, "      %s\n", indicator.Printable(r.Error, maxRow))
	}
	for _, u := range r.Unproved {
		fmt.Fprintf(b, "      not shown: %s\n", indicator.Printable(u, maxRow))
	}
	for i, f := range r.Failures {
		if i == maxShown {
			fmt.Fprintf(b, "      and %d more\n", len(r.Failures)-i)
			break
		}
		fmt.Fprintf(b, "      %s (%s), %s form: %s\n", indicator.Printable(f.Proof, maxRow), f.Verdict, f.Form, indicator.Printable(indicator.DefangText(f.Reason), maxRow))
		if f.Step != "" {
			fmt.Fprintf(b, "        line %d %s: %s\n", f.Line, decidedBy(f.Column), indicator.Printable(f.Step, maxRow))
		}
		fmt.Fprintf(b, "        %s\n", shownRow(f.Row))
	}
}

type junitSuites struct {
	XMLName xml.Name     `xml:"testsuites"`
	Suites  []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string    `xml:"classname,attr"`
	Name    string    `xml:"name,attr"`
	Failure *junitBad `xml:"failure,omitempty"`
	Error   *junitBad `xml:"error,omitempty"`
}

type junitBad struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// writeJUnit writes a suite for each hunt with a case for each proof. A proof may fail in both forms.
func writeJUnit(w io.Writer, reports []testReport) error {
	var all junitSuites
	for i := range reports {
		all.Suites = append(all.Suites, reports[i].junit())
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, text)
	return err
}

func (r *testReport) junit() junitSuite {
	s := junitSuite{Name: r.File}
	if r.Error != "" {
		s.Errors = 1
		s.Cases = append(s.Cases, junitCase{Class: r.Hunt, Name: "runs", Error: &junitBad{Message: r.Error}})
	}
	failed := map[*proof.Event]*junitBad{}
	for _, f := range r.Failures {
		message, text := f.Form+" form: "+f.Reason, string(f.Row)
		if f.Step != "" {
			text = fmt.Sprintf("line %d %s: %s\n%s", f.Line, decidedBy(f.Column), f.Step, text)
		}
		if bad := failed[f.event]; bad != nil {
			bad.Message, bad.Text = bad.Message+"; "+message, bad.Text+"\n"+text
			continue
		}
		failed[f.event] = &junitBad{message, text}
		s.Cases = append(s.Cases, junitCase{Class: r.Hunt, Name: f.Proof, Failure: failed[f.event]})
	}
	s.Failures = len(failed)
	for _, name := range r.passing {
		s.Cases = append(s.Cases, junitCase{Class: r.Hunt, Name: name})
	}
	s.Tests = len(s.Cases)
	return s
}
