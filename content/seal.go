package content

import (
	"crypto/sha256"
	"encoding/hex"
)

// Hash is the SHA-256 (FIPS 180-4) of a Text's canonical bytes, in lower-case
// hexadecimal. It names the Text, and it is what an Approval binds to.
type Hash string

// Sum gives the Hash of body.
func Sum(body []byte) Hash {
	sum := sha256.Sum256(body)
	return Hash(hex.EncodeToString(sum[:]))
}

// The steps that bind to words alone. Their Approval is the Seal.
const (
	// StepLanguage is the language editor's approval of one locale.
	StepLanguage = "language"
	// StepAuthentic is a second person's word that a verbatim text equals the
	// signed original.
	StepAuthentic = "authentic"
)

// SealStep reports whether an approval of step binds to the words alone.
func SealStep(step string) bool { return step == StepLanguage || step == StepAuthentic }

// Seal gives the valid language or authentic approval of e, or nil when the
// seal was never set or a changed character has opened it.
func (e *Edition) Seal() *Approval {
	if a := e.Approval(StepLanguage); a != nil {
		return a
	}
	return e.Approval(StepAuthentic)
}

// SealState is how the mark beside a text is drawn.
type SealState string

// The states of a seal.
const (
	SealNone   SealState = "none"
	SealClosed SealState = "closed"
	SealOpened SealState = "opened"
)

// SealState says whether the seal of e is closed, was opened by an edit, or was
// never set.
func (e *Edition) SealState() SealState {
	if e.Seal() != nil {
		return SealClosed
	}
	for _, a := range e.Approvals {
		if SealStep(a.Step) {
			return SealOpened
		}
	}
	return SealNone
}
