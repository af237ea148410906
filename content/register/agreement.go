package register

import (
	"strconv"

	"herald/content"
)

// AgreementState is what an agreement is on a day.
type AgreementState string

// The states of an agreement.
const (
	AgreementSigned  AgreementState = "signed"
	AgreementInForce AgreementState = "in_force"
	AgreementRenewed AgreementState = "renewed"
	AgreementEnded   AgreementState = "ended"
)

// Term is where an agreement stands on a day.
type Term struct {
	State AgreementState
	// Ends is the last day of the term that runs, or of the last one; its Year
	// is 0 where nothing says.
	Ends content.Day
	// Renewals counts how often the term was renewed tacitly, as far as known.
	Renewals int
}

// TermOf gives the state of an agreement on a day. Its field ends is the last
// day of the first term; an unknown one is no end. Under tacit renewal another
// renewal_months follow each term; without that number it is renewed and no end
// is known, for to guess one would bind somebody to it. Who gives notice ends
// the renewal by setting it to none.
func TermOf(r content.Reading, today content.Day) Term {
	f := r.Facts.Fields
	end, _ := content.ParseDay(f.Text(fieldEnds))
	first := Term{Ends: end}
	switch {
	case end.Year > 0 && before(lastOf(end), today):
		if f.Text(fieldRenewal) == "tacit" {
			every, _ := months(f, fieldRenewsMonths)
			return renewed(end, every, today)
		}
		first.State = AgreementEnded
	case begun(f.Text(fieldInForce), today):
		first.State = AgreementInForce
	default:
		first.State = AgreementSigned
	}
	return first
}

// renewed counts the terms of n months after the first one until today.
func renewed(end content.Day, n int, today content.Day) Term {
	if n <= 0 || n > maxMonths || end.Day == 0 {
		return Term{State: AgreementRenewed}
	}
	t := Term{State: AgreementRenewed, Ends: end}
	for before(t.Ends, today) {
		t.Renewals++
		t.Ends = endOf(end, t.Renewals*n)
	}
	return t
}

// endOf gives the last day of a span of n months that begins on the day after
// first. Counted from there and not from first, a term that ends with February
// ends with February in leap years too; counted from the first term and not
// from the one before, the short months do not pull the end forward for good.
func endOf(first content.Day, n int) content.Day {
	next, same := addMonths(addDays(first, 1), n)
	if !same {
		return next
	}
	return addDays(next, -1)
}

// NoticeBy gives the last day on which notice keeps an agreement from being
// renewed once more: the first such day that is not yet past, and false where
// there is none or nothing says when.
func NoticeBy(r content.Reading, today content.Day) (content.Day, bool) {
	f := r.Facts.Fields
	first, err := content.ParseDay(f.Text(fieldEnds))
	notice, said := months(f, fieldNoticeMonths)
	if err != nil || !said || first.Day == 0 || f.Text(fieldRenewal) != "tacit" {
		return content.Day{}, false
	}
	every, known := months(f, fieldRenewsMonths)
	for n, end := 0, first; ; n++ {
		// Where the month is too short for the day, the earlier day is the safe one.
		by, _ := addMonths(end, -notice)
		if !before(by, today) {
			return by, true
		}
		if !known || every == 0 {
			return content.Day{}, false
		}
		end = endOf(first, (n+1)*every)
	}
}

// maxMonths bounds what counts as a number of months.
const maxMonths = 1200

// months reads a number of months; false is none.
func months(f content.Fields, name string) (int, bool) {
	n, err := strconv.Atoi(f.Text(name))
	return n, err == nil && n >= 0 && n <= maxMonths
}
