// Package notice owns what Members are told: the kinds of Notice, which Event
// concerns whom, when a Notice is no longer true, and the contract by which they
// and the e-mails about them are kept. It is pure: it must never read a clock, a
// store or the network, and it decides nothing about rights, which content.Can
// does for every Member that it looks at.
package notice

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"herald/content"
	"herald/i18n"
)

// Kind says what a Notice is about.
type Kind string

// The kinds of Notice.
const (
	// Waiting is a text under review that lacks a step which the Member can give.
	Waiting Kind = "waiting"
	// Returned is a text of the Member's that was sent back.
	Returned Kind = "returned"
	// Approved is a text of the Member's that was given a step; Ready one that the
	// Member can publish now.
	Approved Kind = "approved"
	Ready    Kind = "ready"
	// Missed is a text whose time came while a step was owed.
	Missed Kind = "missed"
	// Owed is a public text that owes a step which the Member can give, Due the same
	// on the day by which it is owed.
	Owed Kind = "owed"
	Due  Kind = "due"
	// Question is one about a text of the Member's that waits for an answer, Answered
	// one of the Member's that was answered.
	Question Kind = "question"
	Answered Kind = "answered"
)

// Notice is one thing that one Member is told. It holds no word of the text.
type Notice struct {
	// ID follows from the Member and from what is told: the same thing is told once,
	// however often it is come across.
	ID       string
	Member   content.MemberID
	Kind     Kind
	Document content.ID
	Locale   i18n.Locale
	Edition  int
	// Step is the one that was given, or is owed.
	Step string
	// By is who did it, At when.
	By content.MemberID
	At time.Time
	// Due is by when a step is owed.
	Due time.Time
	// Read is when the Member saw it, Settled when it ceased to be true.
	Read, Settled time.Time
	// Mail says what became of it by e-mail, Letter is the e-mail that it is in.
	Mail   Mail
	Letter string
}

// Open reports whether a Notice still asks for the Member's attention.
func (n Notice) Open() bool { return n.Read.IsZero() && n.Settled.IsZero() }

// Mail says what became of a Notice by e-mail.
type Mail string

// What becomes of a Notice by e-mail.
const (
	// MailNone is one that stays at the desk.
	MailNone    Mail = ""
	MailWaiting Mail = "waiting"
	MailSent    Mail = "sent"
	MailRefused Mail = "refused"
	// MailUnsure is in a Letter of which nobody knows whether it went out.
	MailUnsure Mail = "unsure"
)

// Life is how long Notices and Letters are kept, and how old what is told may be.
const Life = 90 * 24 * time.Hour

// ID gives the ID of what is told to a Member: key names the thing.
func ID(m content.MemberID, key string) string {
	sum := sha256.Sum256([]byte(string(m) + "\x00" + key))
	return hex.EncodeToString(sum[:12])
}

// eventKey names the n-th Event of a Change. Positions are used again after a
// restore, ids of Changes are not.
func eventKey(change content.ID, n int) string { return string(change) + "." + strconv.Itoa(n) }
