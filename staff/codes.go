package staff

import (
	"crypto/subtle"
	"strings"
	"time"

	"herald/content"
)

// How many recovery codes there are, and of how many characters, five bits each.
const (
	codeCount  = 10
	codeLength = 16
	codeGroup  = 4
)

const codeAlphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// newCodes makes recovery codes for a Member and their hashes.
func newCodes(id content.MemberID) (shown []string, kept []content.Hash) {
	for range codeCount {
		raw := randomBytes(codeLength)
		for i, b := range raw {
			raw[i] = codeAlphabet[b&31]
		}
		code := string(raw)
		shown = append(shown, grouped(code))
		kept = append(kept, codeHash(id, code))
	}
	return shown, kept
}

func grouped(code string) string {
	var parts []string
	for ; len(code) > codeGroup; code = code[codeGroup:] {
		parts = append(parts, code[:codeGroup])
	}
	return strings.Join(append(parts, code), "-")
}

// misread are characters that no code holds and that people read in it.
var misread = strings.NewReplacer("o", "0", "i", "1", "l", "1")

// parseCode gives a recovery code as it was made, however it was typed; nothing
// for what is none.
func parseCode(s string) string {
	code := misread.Replace(strings.ToLower(digits(s)))
	if len(code) != codeLength || strings.Trim(code, codeAlphabet) != "" {
		return ""
	}
	return code
}

// codeHash binds a code to its Member: those of two are never the same.
func codeHash(id content.MemberID, code string) content.Hash {
	return content.Sum([]byte(string(id) + "\x00" + code))
}

// proof is what a code turned out to be.
type proof int

const (
	wrongCode proof = iota
	factorCode
	recoveryCode
)

// use takes code as the second factor of s, once: what it leaves in s must take
// effect for the code to count.
func (s *Secrets) use(code string, now time.Time) proof {
	if step, ok := matchStep(s.Factor, digits(code), now, s.Step); ok {
		s.Step = step
		return factorCode
	}
	typed := parseCode(code)
	if typed == "" || len(s.Factor) == 0 {
		return wrongCode
	}
	hash, found := codeHash(s.Member, typed), -1
	for i, have := range s.Codes {
		if subtle.ConstantTimeCompare([]byte(have), []byte(hash)) == 1 {
			found = i
		}
	}
	if found < 0 {
		return wrongCode
	}
	s.Codes = append(s.Codes[:found:found], s.Codes[found+1:]...)
	return recoveryCode
}
