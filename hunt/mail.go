package hunt

import (
	"slices"

	"foxhound/internal/logs"
	"foxhound/internal/roles"
)

// EmailUrlInfo names a message, not its recipient: that stands in EmailEvents, which may
// come before or after it. A post office keeps what EmailEvents said and what still waits.
type postOffice struct {
	messages map[string][]message
	waiting  []*Match // EmailUrlInfo matches whose message was not seen yet
}

// maxMessages and maxWaiting bound the post office; beyond them a match keeps the message
// as its entity.
const (
	maxMessages = 1_000_000
	maxWaiting  = 100_000
)

// A message is one delivery of a mail.
type message struct {
	id        string
	recipient string
	verdict   Verdict
}

func messageOf(r *logs.Record) message {
	ev := eventOf(r)
	return message{
		id: ev("NetworkMessageId"), recipient: ev("RecipientEmailAddress"),
		verdict: ev.verdict(roles.Of("EmailEvents").Verdicts),
	}
}

// file keeps deliveries.
func (p *postOffice) file(messages []message) {
	if p.messages == nil {
		p.messages = map[string][]message{}
	}
	for _, m := range messages {
		if len(p.messages) < maxMessages && m.recipient != "" && !slices.Contains(p.messages[m.id], m) {
			p.messages[m.id] = append(p.messages[m.id], m)
		}
	}
}

// deliver returns the match once for each recipient of its message, or the match itself
// where the recipient is not known. Other tables' matches pass as they are.
func (p *postOffice) deliver(m *Match) []*Match {
	deliveries := p.messages[m.Message]
	if m.Message == "" || len(deliveries) == 0 {
		return []*Match{m}
	}
	var out []*Match
	for _, d := range deliveries {
		to := *m
		to.User = d.recipient
		if to.Verdict == UnknownVerdict {
			to.Verdict = d.verdict
		}
		to.Severity = severityOf(&to)
		out = append(out, &to)
	}
	return out
}

// hold keeps a match whose recipient may still come; it reports false where it need not wait.
func (p *postOffice) hold(m *Match) bool {
	if m.Message == "" || m.User != "" || len(p.waiting) >= maxWaiting {
		return false
	}
	m.Event = nil
	p.waiting = append(p.waiting, m)
	return true
}
