package staff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"herald/content"
	"herald/internal/fault"
)

// Limits of what is written about a Member, in runes and in bytes.
const (
	nameLongest  = 100
	emailLongest = 254
)

// fold makes texts comparable that people take for the same.
func fold(s string) string { return norm.NFC.String(cases.Fold().String(norm.NFC.String(s))) }

// ParseEmail gives an e-mail address in the form in which it is kept and
// compared: NFC, case folded. It refuses what could be no address; whether
// anybody reads there it cannot know.
func ParseEmail(s string) (string, error) {
	email := fold(strings.TrimSpace(s))
	local, domain, ok := strings.Cut(email, "@")
	switch {
	case email == "":
		return "", fault.New(fault.Invalid, "issue.email.missing")
	case !ok, local == "", domain == "", strings.Contains(domain, "@"), !utf8.ValidString(s), len(email) > emailLongest,
		strings.ContainsFunc(email, unmailable), strings.HasPrefix(domain, "."), strings.HasSuffix(domain, "."),
		strings.Contains(domain, ".."):
		return "", fault.New(fault.Invalid, "issue.email.form")
	}
	return email, nil
}

// unmailable are what no address holds, and what would let one pass for another
// on screen or break a line of a log.
func unmailable(r rune) bool {
	return unseen(r) || unicode.IsSpace(r) || strings.ContainsRune(`<>()[]\,;:"`, r)
}

// unseen are control characters, marks of writing direction and other runes
// that have no shape of their own.
func unseen(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co)
}

// parseName gives a name without needless spaces.
func parseName(s string) (string, error) {
	name := norm.NFC.String(strings.Join(strings.Fields(s), " "))
	switch {
	case name == "":
		return "", fault.New(fault.Invalid, "issue.name.missing")
	case !utf8.ValidString(s), strings.ContainsFunc(name, unseen):
		return "", fault.New(fault.Invalid, "issue.name.form")
	case utf8.RuneCountInString(name) > nameLongest:
		return "", fault.New(fault.Invalid, "issue.name.long", "max", nameLongest)
	}
	return name, nil
}

// IssuesError refuses an act for what stands in its fields: name, email,
// locale, password, grant or code.
type IssuesError struct{ Issues []content.Issue }

// Error gives the text for the log.
func (e *IssuesError) Error() string {
	parts := make([]string, len(e.Issues))
	for i, issue := range e.Issues {
		parts[i] = issue.Field + " " + issue.Key
	}
	return "refused: " + strings.Join(parts, ", ")
}

// Unwrap makes the error a fault.Invalid.
func (e *IssuesError) Unwrap() error { return fault.New(fault.Invalid, "fault.invalid") }

// issues gathers what is wrong with fields.
type issues []content.Issue

func (i *issues) add(field, key string, args ...any) {
	*i = append(*i, content.Issue{Field: field, Key: key, Args: args})
}

// take adds what err says is wrong with field.
func (i *issues) take(field string, err error) {
	if f, ok := err.(*fault.Fault); ok {
		i.add(field, f.Key, f.Args...)
	}
}

func (i issues) err() error {
	if len(i) == 0 {
		return nil
	}
	return &IssuesError{Issues: i}
}

func issue(field, key string, args ...any) error {
	var i issues
	i.add(field, key, args...)
	return i.err()
}
