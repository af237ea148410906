package editorial

import (
	"context"
	"strings"
	"unicode/utf8"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// RecordPaper is a step that somebody signed on a printed sheet.
type RecordPaper struct {
	Document content.ID
	Locale   i18n.Locale
	Step     string
	// Signer is the Member who signed; Name is who did where that was nobody with an
	// account, and how the Member is called where it was.
	Signer content.MemberID
	Name   string
	// Day is when, as the municipality counts days ("2026-11-20"), Sheet the number
	// under which the office keeps the sheet, Code what is printed on it for the step.
	Day, Sheet, Code string
}

// maxSigned bounds what is typed about a sheet, in letters.
const maxSigned = 120

// RecordPaper fills a step as Approve does, on the word of the recorder, for somebody
// who signed a printed sheet. The code of the sheet binds it: a sheet of an older text
// is refused with a SheetError, a code of no such text as an issue. The recorder is
// held to four eyes as an approver is, and so is who signed, if that is a Member.
func (d *Desk) RecordPaper(ctx context.Context, actor content.Actor, in RecordPaper) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{in.Document}}, func(w *work) error {
		g, err := w.awaiting(content.RecordPaper, in.Document, in.Locale, in.Step)
		if err != nil {
			return err
		}
		if err := w.signer(g, &in); err != nil {
			return err
		}
		// An old sheet is told apart by its code first: its day would be wrong as well.
		if err := sheet(g, in); err != nil {
			return err
		}
		if err := w.signed(g, &in); err != nil {
			return err
		}
		text := w.keep(content.Signature{Name: in.Name, Sheet: in.Sheet, Day: in.Day}.Encode())
		a := content.Approval{Step: in.Step, Paper: &content.Paper{Signer: in.Signer, Text: text}}
		return w.give(g, a, func(e *content.Event) { e.Note, e.Member = text, in.Signer })
	})
}

// signer finds out whether a Member signed, and refuses one who may not have. A name
// that several Members bear is refused if one of them may not: it would be a way
// around the rule.
func (w *work) signer(g *target, in *RecordPaper) error {
	in.Name = strings.Join(strings.Fields(in.Name), " ")
	if in.Name == "" {
		return issue("signer", "issue.paper.signer")
	}
	members := []content.MemberID{in.Signer}
	if in.Signer == "" {
		members = nil
		if w.desk.Named != nil {
			var err error
			if members, err = w.desk.Named(w.ctx, in.Name); err != nil {
				return err
			}
		}
	}
	for _, m := range members {
		if err := content.MaySign(m, w.actor, g.subject); err != nil {
			return issue("signer", keyOf(err))
		}
	}
	if len(members) == 1 {
		in.Signer = members[0]
	}
	return nil
}

func keyOf(err error) string {
	if f, ok := err.(*fault.Fault); ok {
		return f.Key
	}
	return ""
}

// signed checks what is said about the sheet. Nobody can have signed a text before it
// was there; that it had not been handed over yet is no matter, for a signature binds
// to words and not to a state.
func (w *work) signed(g *target, in *RecordPaper) error {
	in.Sheet = strings.Join(strings.Fields(in.Sheet), " ")
	day, err := content.ParseDay(in.Day)
	since := g.t.Since(g.e, in.Step)
	if since.IsZero() {
		since = g.d.Created.At
	}
	zone := zone(g.site)
	switch {
	case utf8.RuneCountInString(in.Name) > maxSigned:
		return issue("signer", "issue.paper.long", "count", maxSigned)
	case err != nil || day.Day == 0:
		return issue("day", "issue.paper.day")
	case day.Time().After(content.DayOf(w.now.In(zone)).Time()):
		return issue("day", "issue.paper.future")
	case day.Time().Before(content.DayOf(since.In(zone)).Time()):
		return issue("day", "issue.paper.early")
	case in.Sheet == "":
		return issue("sheet", "issue.paper.sheet")
	case utf8.RuneCountInString(in.Sheet) > maxSigned:
		return issue("sheet", "issue.paper.long", "count", maxSigned)
	}
	in.Day = day.String()
	return nil
}

// sheet refuses the code of another text than the one that is to be approved.
func sheet(g *target, in RecordPaper) error {
	code := content.ReadCode(in.Code)
	if code == "" {
		return issue("code", "issue.paper.code")
	}
	if code == content.SheetCode(in.Step, g.e.Words, g.e.Facts) {
		return nil
	}
	if words, facts, found := g.t.SheetOf(g.e, in.Step, code); found {
		return &SheetError{Words: words, Facts: facts}
	}
	for _, step := range g.steps {
		if code == content.SheetCode(step, g.e.Words, g.e.Facts) {
			return issue("code", "issue.paper.step")
		}
	}
	return issue("code", "issue.paper.none")
}
