package hunt

import (
	"foxhound/internal/logs"
	"foxhound/internal/roles"
)

// Some tables name a mail but not its recipients: those stand in another table, which may
// come before or after. A post office keeps what that table said and what still waits.
type postOffice struct {
	messages map[string][]message
	filed    map[message]bool
	unfiled  int64    // deliveries beyond maxMessages
	waiting  []*Match // of mail whose recipients were not seen yet
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

func messageOf(t *roles.Table, r *logs.Record) message {
	ev := eventOf(r)
	return message{id: ev("NetworkMessageId"), recipient: ev.firstOf(t.User), verdict: ev.verdict(t.Verdicts)}
}

// file keeps deliveries, each once.
func (p *postOffice) file(messages []message) {
	if p.messages == nil {
		p.messages, p.filed = map[string][]message{}, map[message]bool{}
	}
	for _, m := range messages {
		switch {
		case m.recipient == "" || m.id == "" || p.filed[m]:
		case len(p.filed) == maxMessages:
			p.unfiled++
		default:
			p.filed[m] = true
			p.messages[m.id] = append(p.messages[m.id], m)
		}
	}
}

// deliver returns the match once for each recipient of its message, or the match itself
// where the recipient is not known. Matches that name no message pass as they are.
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
	kept := *m
	kept.Event = nil // reported already, and rows can be large
	p.waiting = append(p.waiting, &kept)
	return true
}
