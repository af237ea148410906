package content

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"herald/internal/fault"
)

// Paper is how an Approval was given on a printed sheet. What names people stands
// beside the log, where a redaction reaches it.
type Paper struct {
	// Signer is the Member who signed, "" where it was nobody with an account.
	Signer MemberID `json:"signer,omitempty"`
	// Text is the hash of a Signature.
	Text Hash `json:"text"`
}

// Signature is what stands on a signed sheet: who signed it, on which day, and the
// number under which the office keeps it.
type Signature struct {
	Name  string `json:"name"`
	Sheet string `json:"sheet"`
	// Day is written as "2026-11-20".
	Day string `json:"day"`
}

// Encode gives s as a Text.
func (s Signature) Encode() Text { return encode(s) }

// DecodeSignature reads what Signature.Encode wrote.
func DecodeSignature(body []byte) (Signature, error) {
	var s Signature
	if err := json.Unmarshal(body, &s); err != nil {
		return s, fmt.Errorf("signature text: %w", err)
	}
	return s, nil
}

// Hands gives everybody whose word an Approval is: who gave it and, on paper, the
// Member who signed.
func (a *Approval) Hands() []MemberID {
	if a.Paper == nil || a.Paper.Signer == "" {
		return []MemberID{a.By}
	}
	return []MemberID{a.By, a.Paper.Signer}
}

// MaySign refuses a Member as the one who signed a sheet that recorder records: what
// keeps somebody from approving at the desk keeps them from it on paper, and nobody
// is the witness of their own signature.
func MaySign(signer MemberID, recorder Actor, s Subject) error {
	if signer == recorder.ID {
		return fault.New(fault.Forbidden, "issue.paper.own")
	}
	if fourEyesApprove(Actor{ID: signer}, s) != nil {
		return fault.New(fault.Forbidden, "issue.paper.hands")
	}
	return nil
}

// SheetCode names on a printed sheet what a signature for step binds to: the words
// alone for a seal, words and facts for any other step. It is the beginning of a
// hash, long enough that two texts with one code cannot be sought out, in letters
// and digits that are not taken for one another.
func SheetCode(step string, words, facts Hash) string {
	bound := "words " + string(words)
	if !SealStep(step) {
		bound += " facts " + string(facts)
	}
	sum := sha256.Sum256([]byte(bound))
	return sheetLetters.EncodeToString(sum[:sheetBytes])
}

const (
	// sheetBytes is 80 bits: sixteen letters, four groups of four on the sheet.
	sheetBytes  = 10
	sheetLength = 16
	sheetGroup  = 4
)

// sheetLetters are those of Douglas Crockford's base32: no I, L, O and U.
var sheetLetters = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// GroupCode writes a code in groups, as it stands on the sheet.
func GroupCode(code string) string {
	var groups []string
	for ; len(code) > sheetGroup; code = code[sheetGroup:] {
		groups = append(groups, code[:sheetGroup])
	}
	return strings.Join(append(groups, code), " ")
}

// sheetAlike are what is typed in the place of a letter or digit that looks like it:
// by those who read an O, and by keyboards of other scripts.
var sheetAlike = strings.NewReplacer("O", "0", "I", "1", "L", "1", "А", "A", "В", "B", "Е", "E", "К", "K", "М", "M", "Н", "H", "О", "0", "Р", "P", "С", "C",
	"Т", "T", "Х", "X", "І", "1", "Ј", "J", "Ѕ", "S", " ", "", "\u00a0", "", "-", "", "–", "", ".", "")

// ReadCode reads a code as people type it: in any case, with or without its groups.
// It is "" for what can be no code.
func ReadCode(typed string) string {
	code := sheetAlike.Replace(strings.ToUpper(strings.TrimSpace(typed)))
	if len(code) != sheetLength {
		return ""
	}
	if _, err := sheetLetters.DecodeString(code); err != nil {
		return ""
	}
	return code
}

// SheetOf finds the text that a code for step was printed of, in e and then in the
// Editions of t before it, the newest first.
func (t *Translation) SheetOf(e *Edition, step, code string) (words, facts Hash, found bool) {
	is := func(w, f Hash) bool {
		words, facts = w, f
		return SheetCode(step, w, f) == code
	}
	for n := e.Number; n > 0; n-- {
		o := t.Edition(n)
		if is(o.Words, o.Facts) {
			return words, facts, true
		}
		for i := len(o.Revisions) - 1; i >= 0; i-- {
			if is(o.Revisions[i].Words, o.Revisions[i].Facts) {
				return words, facts, true
			}
		}
	}
	return "", "", false
}

// Since gives when what a signature for step on e binds to was first there: nobody
// can have signed it earlier. It is zero where no save of it is known.
func (t *Translation) Since(e *Edition, step string) time.Time {
	for _, o := range t.Editions {
		for _, r := range o.Revisions {
			if r.Words == e.Words && (SealStep(step) || r.Facts == e.Facts) {
				return r.At
			}
		}
	}
	return time.Time{}
}
