package staff

import (
	"strings"
	"testing"
	"time"
)

// The vectors are those of RFC 6238, appendix B, for SHA-1, of which an app shows
// the last six digits.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	secret := []byte("12345678901234567890")
	for at, want := range map[int64]string{59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924", 2000000000: "69279037", 20000000000: "65353130"} {
		now := time.Unix(at, 0)
		code, err := codeAt(secret, stepAt(now))
		if err != nil || code != want[2:] {
			t.Errorf("at %d: %s, %v, want %s", at, code, err, want[2:])
		}
		if step, ok := matchStep(secret, code, now, 0); !ok || step != at/30 {
			t.Errorf("at %d it is step %d, %v", at, step, ok)
		}
	}
}

func TestAPhoneMayBeOneStepOff(t *testing.T) {
	secret, now := []byte("12345678901234567890"), time.Unix(1_800_000_010, 0)
	for off := int64(-3); off <= 3; off++ {
		code, err := codeAt(secret, stepAt(now)+off)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := matchStep(secret, code, now, 0); ok != (off >= -1 && off <= 1) {
			t.Errorf("%d steps off: %v", off, ok)
		}
		if _, ok := matchStep(secret, code, now, stepAt(now)); ok != (off == 1) {
			t.Errorf("%d steps off, after the code of now: %v", off, ok)
		}
	}
	for _, bad := range []string{"", "00000", "0000000", "abcdef", "１２３４５６"} {
		if _, ok := matchStep(secret, bad, now, 0); ok {
			t.Errorf("%q is a code", bad)
		}
	}
	if _, ok := matchStep(nil, "328482", now, 0); ok {
		t.Error("no secret has a code")
	}
}

func TestRecoveryCodes(t *testing.T) {
	shown, kept := newCodes("ona")
	seen := map[string]bool{}
	for i, code := range shown {
		for _, typed := range []string{code, strings.ToUpper(code), strings.ReplaceAll(code, "-", ""), " " + strings.ReplaceAll(code, "-", " ") + "\t",
			strings.NewReplacer("0", "O", "1", "l").Replace(code)} {
			if codeHash("ona", parseCode(typed)) != kept[i] {
				t.Errorf("%q typed as %q is another", code, typed)
			}
		}
		if codeHash("ina", parseCode(code)) == kept[i] {
			t.Error("the code of one is that of another")
		}
		seen[code] = true
	}
	if len(seen) != codeCount {
		t.Errorf("%d codes", len(seen))
	}
}

func FuzzCode(f *testing.F) {
	for _, seed := range []string{"", "0000-0000-0000-0000", "oooo iiii LLLL uuuu", "123 456"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		code := parseCode(s)
		if code != "" && (len(code) != codeLength || parseCode(grouped(code)) != code) {
			t.Errorf("%q is read as %q", s, code)
		}
	})
}
