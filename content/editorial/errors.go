package editorial

import (
	"fmt"

	"herald/content"
	"herald/internal/fault"
)

// ConflictError refuses a save that started from a Version which is no longer
// current. It carries both texts, so that nothing typed is lost.
type ConflictError struct {
	Yours, Theirs           content.Words
	YoursFacts, TheirsFacts content.Facts
	// Version is the one to save over after looking at both.
	Version content.Version
	By      content.MemberID
}

// Error gives the text for the log.
func (e *ConflictError) Error() string { return fmt.Sprintf("conflict: version is %s now", e.Version) }

// Unwrap makes the error a fault.Conflict.
func (e *ConflictError) Unwrap() error { return fault.New(fault.Conflict, "fault.conflict") }

// IssuesError refuses an action for what the text still lacks.
type IssuesError struct{ Issues []content.Issue }

// Error gives the text for the log.
func (e *IssuesError) Error() string {
	s := "requirements:"
	for _, i := range e.Issues {
		s += fmt.Sprintf(" %s %s %s %v;", i.Locale, i.Field, i.Key, i.Args)
	}
	return s
}

// Unwrap makes the error a fault.Invalid.
func (e *IssuesError) Unwrap() error { return fault.New(fault.Invalid, "fault.requirements") }

// SheetError refuses a sheet that was printed of the text as it once was. It names
// that text, so that whoever holds the sheet sees what has changed since.
type SheetError struct{ Words, Facts content.Hash }

// Error gives the text for the log.
func (e *SheetError) Error() string { return "the sheet is of an older text" }

// Unwrap makes the error a fault.Conflict.
func (e *SheetError) Unwrap() error { return fault.New(fault.Conflict, "issue.paper.stale") }

func issue(field, key string, args ...any) error {
	return &IssuesError{Issues: []content.Issue{{Field: field, Key: key, Args: args}}}
}

// wrongState refuses an action that the transition table does not have.
func wrongState(a content.Action, s content.State) error {
	return fault.New(fault.Invalid, "issue.state", "action", string(a), "state", string(s))
}
