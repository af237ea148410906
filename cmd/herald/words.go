package main

import (
	"errors"
	"fmt"
	"strings"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
	"herald/staff"
)

// english prints what the catalogue says to the person at the keyboard.
func english() *i18n.Printer { return i18n.Default().Printer("en") }

// lines gives every problem of err, each as one line of English.
func lines(err error) []string {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var all []string
		for _, e := range many.Unwrap() {
			all = append(all, lines(e)...)
		}
		return all
	}
	return []string{oneLine(explain(err))}
}

// explain gives err in words. The catalogue's sentence is used where nothing
// else says more.
func explain(err error) string {
	var text *editorial.IssuesError
	if errors.As(err, &text) {
		return issuesText(text.Issues)
	}
	var account *staff.IssuesError
	if errors.As(err, &account) {
		return issuesText(account.Issues)
	}
	var f *fault.Fault
	if errors.As(err, &f) && f.Key != "" && err == error(f) && english().Has(f.Key) {
		if f.Err != nil {
			return fmt.Sprintf("%s (%v)", english().T(f.Key, f.Args...), f.Err)
		}
		return english().T(f.Key, f.Args...)
	}
	return err.Error()
}

func issuesText(all []content.Issue) string {
	said := make([]string, len(all))
	for i, issue := range all {
		said[i] = issueText(issue)
	}
	return strings.Join(said, " ")
}

// issueText gives what is to be mended, and where.
func issueText(i content.Issue) string {
	said := english().T(i.Key, i.Args...)
	if field := strings.TrimPrefix(i.Field, "field:"); field != "" {
		return field + ": " + said
	}
	return said
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// counted gives a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
