package main

import (
	"fmt"
	"time"
)

// A timeout is a duration that something may take; zero is no bound. It implements
// [pflag.Value].
type timeout time.Duration

func (t *timeout) Type() string { return "DURATION" }

func (t *timeout) String() string {
	if *t == 0 {
		return ""
	}
	return time.Duration(*t).String()
}

func (t *timeout) Set(text string) error {
	d, err := parseSpan(text)
	if err != nil || d == 0 {
		return fmt.Errorf("`%s` is no time to wait, such as 30s or 5m", text)
	}
	*t = timeout(d)
	return nil
}
