package admin

import (
	"slices"
	"time"

	"herald/content"
)

// StepLine is one step that a text needs, drawn with the seal: closed where it was
// given to the text as it stands, broken where the text was changed since, open
// where nobody has given it.
type StepLine struct {
	Name, Text, Who string
	// Paper says how it was given on a printed sheet; Who recorded it then.
	Paper string
	When  time.Time
	// Seal is closed, broken or open.
	Seal string
	// Of says of which text it was given.
	Of string
	// Since is what was changed since a broken one was given.
	Since *Comparison
	// Nobody says that the text waits for it and nobody can give it.
	Nobody bool
}

// The states of a seal on screen.
const (
	sealClosed = "closed"
	sealBroken = "broken"
	sealOpen   = "open"
)

// stepLines lists the steps in their order, with what was given of them.
func (v *visit) stepLines(o *open, titles map[content.ID]string) ([]StepLine, error) {
	var all []StepLine
	r, err := v.reach()
	if err != nil {
		return nil, err
	}
	lacks := r.Lacks(o.d, o.t.Locale, o.e.Missing(o.steps))
	for _, step := range o.steps {
		line := StepLine{Name: step, Text: v.step(step), Seal: sealOpen, Nobody: slices.Contains(lacks, step)}
		a := o.e.Approval(step)
		if a != nil {
			line.Seal, line.Of = sealClosed, v.given(a)
		} else if a = lastOf(o.e, step); a != nil {
			line.Seal, line.Of = sealBroken, v.T("desk.review.broken")
			was, err := v.version(o, a.Words, a.Facts)
			if err != nil {
				return nil, err
			}
			line.Since = v.compare(o, was, titles)
		}
		if a != nil {
			names, err := v.names(a.By)
			if err != nil {
				return nil, err
			}
			line.When, line.Who = a.At, names[a.By]
			if a.Paper != nil {
				bodies, err := v.Store.Texts(v.ctx, a.Paper.Text)
				if err != nil {
					return nil, err
				}
				if line.Paper, err = v.onPaper(bodies[a.Paper.Text], line.Who); err != nil {
					return nil, err
				}
			}
		}
		all = append(all, line)
	}
	return all, nil
}

// given says of which text an approval that holds was given.
func (v *visit) given(a *content.Approval) string {
	switch {
	case a.Locale != "":
		return v.T("desk.review.shared", "language", v.words.LanguageName(a.Locale))
	case a.Carried:
		return v.T("desk.review.carried")
	}
	return v.T("desk.review.sealed")
}

// lastOf gives the last approval of a step, whatever has become of the text.
func lastOf(e *content.Edition, step string) *content.Approval {
	for _, a := range slices.Backward(e.Approvals) {
		if a.Step == step {
			return &a
		}
	}
	return nil
}

// step is what a step is called; one of a municipality's own goes by its name.
func (v *visit) step(name string) string {
	if key := "step." + name; v.words.Has(key) {
		return v.T(key)
	}
	return name
}
