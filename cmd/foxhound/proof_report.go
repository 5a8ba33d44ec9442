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
}

type testFailure struct {
	Proof   string          `json:"proof"`
	Form    string          `json:"form"`
	Verdict string          `json:"verdict"`
	Reason  string          `json:"reason"`
	Step    string          `json:"step,omitempty"`
	Line    int             `json:"line,omitempty"`
	Row     json.RawMessage `json:"row"`
}

func reportOf(t *tested, r *proof.Report) testReport {
	out := testReport{File: t.file, Hunt: t.hunt.Name, Proofs: len(t.hunt.Events), Unproved: t.hunt.Unproved}
	if r.Err != nil {
		out.Error = r.Err.Error()
	}
	last := ""
	for _, f := range r.Failures {
		if f.Event.Name != last {
			out.Failed++
		}
		last = f.Event.Name
		out.Failures = append(out.Failures, testFailure{f.Event.Name, f.Form, string(f.Event.Verdict), f.Reason, f.Step, f.Line, f.Event.Row})
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
	word := "hunts"
	if len(reports) == 1 {
		word = "hunt"
	}
	fmt.Fprintf(&b, "%d %s, %d proofs, %s\n", len(reports), word, proofs, verdictOf(failed))
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
	fmt.Fprintf(b, "%s  %s: %s, %d proofs\n", word, indicator.Printable(r.File, 0), indicator.Printable(r.Hunt, 0), r.Proofs)
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
			fmt.Fprintf(b, "        line %d dropped it: %s\n", f.Line, indicator.Printable(f.Step, maxRow))
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

// writeJUnit writes a suite for each hunt: a case for each failure, and one for all that passed.
func writeJUnit(w io.Writer, reports []testReport) error {
	var all junitSuites
	for i := range reports {
		r := &reports[i]
		s := junitSuite{Name: r.File, Tests: r.Proofs, Failures: r.Failed}
		if r.Error != "" {
			s.Errors = 1
			s.Cases = append(s.Cases, junitCase{Class: r.Hunt, Name: "runs", Error: &junitBad{Message: r.Error}})
		}
		for _, f := range r.Failures {
			s.Cases = append(s.Cases, junitCase{Class: r.Hunt, Name: f.Proof + " (" + f.Form + ")",
				Failure: &junitBad{Message: f.Reason, Text: f.Step + "\n" + string(f.Row)}})
		}
		s.Cases = append(s.Cases, junitCase{Class: r.Hunt, Name: fmt.Sprintf("%d proofs pass", r.Proofs-r.Failed)})
		all.Suites = append(all.Suites, s)
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, text)
	return err
}
