package admin

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
	"herald/staff"
)

// Problem is the screen of something that cannot be shown or done.
type Problem struct {
	Base
	Status       int
	Text, Number string
	// Again sends once more what could not be taken in; nil where there is nothing.
	Again *Again
}

// OnError answers an error below Root in the language of the member. Nothing of
// err but its catalogue key is told.
func (a *Admin) OnError(c *fiber.Ctx, status int, err error, number string) error {
	private(c)
	s, sessionErr := a.sessionSoon(c)
	if sessionErr != nil {
		s = nil
	}
	v := a.visit(c, s)
	if sessionErr != nil {
		v.speak(a.tongues.of(c))
	}
	p := &Problem{Base: v.base(v.T("error." + described(status) + ".title")), Status: status, Text: v.T("error." + described(status) + ".text")}
	if f := faultOf(err); f != nil && f.Key != "" && v.words.Has(f.Key) {
		p.Text = v.words.T(f.Key, f.Args...)
	}
	if status >= 500 {
		p.Number = number
		p.Again = again(c)
	}
	return v.page(status, "problem", p)
}

// patience is how long a page about something that failed waits to learn whose it is.
const patience = time.Second

// sessionSoon is session for a page that must come, whatever is broken.
func (a *Admin) sessionSoon(c *fiber.Ctx) (*staff.Session, error) {
	outer := c.UserContext()
	ctx, cancel := context.WithTimeout(outer, patience)
	defer cancel()
	c.SetUserContext(ctx)
	defer c.SetUserContext(outer)
	return a.session(c)
}

// described names the words for a status.
func described(status int) string {
	for _, known := range []int{400, 403, 404, 410, 413, 421, 429, 500, 503} {
		if status == known {
			return strconv.Itoa(status)
		}
	}
	if status >= 500 {
		return "500"
	}
	return "400"
}

func faultOf(err error) *fault.Fault {
	var f *fault.Fault
	if errors.As(err, &f) {
		return f
	}
	return nil
}

// issuesOf gives what stands beside fields, or nil where err is about no field.
func issuesOf(err error) []content.Issue {
	var texts *editorial.IssuesError
	if errors.As(err, &texts) {
		return texts.Issues
	}
	var accounts *staff.IssuesError
	if errors.As(err, &accounts) {
		return accounts.Issues
	}
	return nil
}

// mistakes are what is wrong with a form: a line for each field, and lines for
// the whole.
type mistakes struct {
	ByField map[string]string
	Whole   []string
}

// mistakes puts what refused a form into words. What nobody at the form can mend
// is not its business and stays an error.
func (v *visit) mistakes(err error) (mistakes, bool) {
	m := mistakes{ByField: map[string]string{}}
	if issues := issuesOf(err); len(issues) > 0 {
		for _, i := range issues {
			text := v.T(i.Key, i.Args...)
			if i.Field == "" || m.ByField[i.Field] != "" {
				m.Whole = append(m.Whole, text)
				continue
			}
			m.ByField[i.Field] = text
		}
		return m, true
	}
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Forbidden, fault.Conflict, fault.TooMany, fault.Gone:
		m.Whole = []string{v.say(err)}
		return m, true
	}
	return m, false
}

// first gives what is wrong with one field, or with the whole.
func (m mistakes) first(field string) string {
	if text := m.ByField[field]; text != "" {
		return text
	}
	if len(m.Whole) > 0 {
		return m.Whole[0]
	}
	for _, text := range m.ByField {
		return text
	}
	return ""
}

// Beside gives what is wrong with the whole of a form.
func (m mistakes) Beside() mistakes { return mistakes{Whole: m.Whole} }

// Of gives what is wrong with one field.
func (m mistakes) Of(field string) string { return m.ByField[field] }
