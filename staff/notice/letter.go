package notice

import (
	"time"

	"herald/content"
)

// Letter is one e-mail to one Member, from before it is tried until nobody asks
// for it any more. It is what keeps an e-mail from being sent twice: nothing is
// sent that was not claimed before, durably, and a claim is given once.
type Letter struct {
	// ID is the local part of its Message-ID.
	ID     string
	Member content.MemberID
	State  LetterState
	// Since is when it was first tried, At when it came into its State.
	Since, At time.Time
	// Tries counts the attempts that failed for a time; Next is when the next one is
	// due.
	Tries int
	Next  time.Time
	// Why is what the mail server said, in its own words.
	Why string
}

// LetterState says where a Letter stands.
type LetterState string

// The states of a Letter.
const (
	// LetterNone is that of one that is not kept yet.
	LetterNone LetterState = ""
	// LetterClaimed is on its way at this moment, or was when its process died.
	LetterClaimed LetterState = "claimed"
	LetterAgain   LetterState = "again"
	LetterSent    LetterState = "sent"
	LetterRefused LetterState = "refused"
	LetterUnsure  LetterState = "unsure"
	// LetterDropped is one that there was no reason to send any more.
	LetterDropped LetterState = "dropped"
)

// Mail says what the end of a Letter means for the Notices in it, and false where
// it has not ended.
func (s LetterState) Mail() (Mail, bool) {
	switch s {
	case LetterSent:
		return MailSent, true
	case LetterRefused:
		return MailRefused, true
	case LetterUnsure:
		return MailUnsure, true
	case LetterDropped:
		return MailNone, true
	}
	return "", false
}

// DigestID gives the ID of the e-mail of one morning: a Member has one a day.
func DigestID(m content.MemberID, day string) string { return ID(m, "digest "+day) }
