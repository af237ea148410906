package admin

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
)

// ManyPage is where what is looked after of many Documents is changed: first they are
// chosen, then it says of each what will be, then it is done.
type ManyPage struct {
	Base
	// Path is where the form goes, Back the list that it came from.
	Path, Back string
	// Stage is choose, preview or done.
	Stage string
	Lines []ManyLine
	// More says that the list is longer than what goes at once: Most.
	More bool
	Most int
	Form ManyForm
	// Altered are those that change or have changed, Refused those that do not; Same
	// counts those that are so already.
	Altered []ManyChange
	Refused []ManyRefused
	Same    int
	Wrong   mistakes
}

// ManyForm is what was chosen so far.
type ManyForm struct {
	// Hands says that the member may change owner and day.
	Hands                            bool
	Owners, Organizations, Add, Drop []Choice
	Review                           string
	// NoReview and NoOrganization take away what there is.
	NoReview, NoOrganization bool
}

// ManyLine is one Document to choose.
type ManyLine struct {
	Line
	Document string
	Chosen   bool
}

// ManyChange is a Document with what becomes of it; Key carries it to the next step
// as it was shown.
type ManyChange struct {
	Line
	Key     string
	Changes []ManyValue
	// Effect says when readers see it.
	Effect string
}

// ManyValue is one thing that changes.
type ManyValue struct{ Label, Before, After string }

// ManyRefused is a Document that does not change, and why.
type ManyRefused struct {
	Line
	Why string
}

// manyAsked is what the form says.
type manyAsked struct {
	// all says that the whole list is meant, not what was ticked; act that it is done.
	change             content.Steward
	owner              *content.Actor
	documents          []editorial.Shown
	all, noReview, act bool
}

func manyPage(v *visit) error { return v.chooseMany(manyAsked{}, mistakes{}, fiber.StatusOK) }

// chooseMany shows the list with the form.
func (v *visit) chooseMany(in manyAsked, wrong mistakes, status int) error {
	p, err := v.manyForm(in, "choose")
	if err != nil {
		return err
	}
	p.Wrong = wrong
	all, more, err := v.manyDocuments()
	if err != nil {
		return err
	}
	p.More = more
	lines, err := v.lines(all, touched)
	if err != nil {
		return err
	}
	for i, l := range lines {
		id := all[i].Document
		chosen := slices.ContainsFunc(in.documents, func(s editorial.Shown) bool { return s.Document == id })
		p.Lines = append(p.Lines, ManyLine{Line: l, Document: string(id), Chosen: chosen})
	}
	return v.page(status, "many", p)
}

// manyDocuments gives of every Document in the list of the address one Standing, as
// many as go at once.
func (v *visit) manyDocuments() (all []content.Standing, more bool, err error) {
	d := &Documents{List: v.c.Query("list")}
	ask, _, _, err := v.documentsQuery(d)
	if err != nil || d.Wrong != "" {
		return nil, false, err
	}
	ask.Limit = editorial.MostAtOnce
	// Of a Document the original is shown, unless another language was asked for.
	ask.Sources = len(ask.Locales) == 0 && v.c.Query("list") == ""
	seen := map[content.ID]bool{}
	for {
		found, err := v.Store.Board(v.ctx, ask)
		if err != nil {
			return nil, false, err
		}
		for i := range found {
			switch {
			case seen[found[i].Document]:
			case len(all) == editorial.MostAtOnce:
				return all, true, nil
			default:
				seen[found[i].Document] = true
				all = append(all, found[i])
			}
		}
		if len(found) < ask.Limit {
			return all, false, nil
		}
		ask.After = found[len(found)-1].Cursor(ask.Sort)
	}
}

// manyForm is the page with what can be chosen.
func (v *visit) manyForm(in manyAsked, stage string) (*ManyPage, error) {
	p := &ManyPage{Base: v.base(v.T("desk.bulk.title")), Path: v.filtered(Root + "/documents/change"), Back: v.filtered(Root + "/documents"),
		Stage: stage, Most: editorial.MostAtOnce}
	p.Form.NoReview, p.Form.Hands = in.noReview, v.mayAny(content.HandOver)
	p.Form.NoOrganization = in.change.Organization != nil && *in.change.Organization == ""
	if r := in.change.Review; r != nil {
		p.Form.Review = *r
	}
	people, err := v.Roster.Reachable(v.ctx, content.Save)
	if err != nil {
		return nil, err
	}
	for _, one := range people {
		p.Form.Owners = append(p.Form.Owners, Choice{Value: string(one.ID), Text: one.Name, Chosen: in.owner != nil && in.owner.ID == one.ID})
	}
	v.sortChoices(p.Form.Owners)
	if p.Form.Organizations, err = v.organizations(); err != nil {
		return nil, err
	}
	for i := range p.Form.Organizations {
		o := &p.Form.Organizations[i]
		o.Chosen = in.change.Organization != nil && string(*in.change.Organization) == o.Value
	}
	topics, err := v.publics("topic")
	if err != nil {
		return nil, err
	}
	for _, t := range topics {
		add, drop := t, t
		add.Chosen = slices.Contains(in.change.Add, content.ID(t.Value))
		drop.Chosen = slices.Contains(in.change.Drop, content.ID(t.Value))
		p.Form.Add, p.Form.Drop = append(p.Form.Add, add), append(p.Form.Drop, drop)
	}
	return p, nil
}

// none is the value of a choice that takes away.
const none = "-"

// None gives the value of the choice that takes an organization away.
func (f ManyForm) None() string { return none }

// manyAsked reads the form. A Document is named with the stamp that it was shown with,
// once it has been.
func (v *visit) manyAsked() (in manyAsked, err error) {
	in = manyAsked{all: v.field("scope") == "all", noReview: v.field("no_review") != "", act: v.field("act") != ""}
	if id := v.field("owner"); id != "" {
		people, err := v.Roster.Reachable(v.ctx, content.Save)
		if err != nil {
			return in, err
		}
		i := slices.IndexFunc(people, func(p content.Actor) bool { return string(p.ID) == id })
		if i < 0 {
			return in, asks("owner", "denied.owner")
		}
		in.owner = &people[i]
	}
	if id := content.ID(v.field("organization")); id == none {
		in.change.Organization = new(content.ID)
	} else if id != "" {
		in.change.Organization = &id
	}
	for _, id := range v.many("add") {
		in.change.Add = append(in.change.Add, content.ID(id))
	}
	for _, id := range v.many("drop") {
		in.change.Drop = append(in.change.Drop, content.ID(id))
	}
	if day := v.field("review"); day != "" || in.noReview {
		if in.noReview {
			day = ""
		}
		in.change.Review = &day
	}
	for _, key := range v.many("document") {
		id, stamp, _ := strings.Cut(key, ".")
		in.documents = append(in.documents, editorial.Shown{Document: content.ID(id), Stamp: stamp})
	}
	return in, nil
}
