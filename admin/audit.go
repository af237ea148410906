package admin

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
)

// Audit is the trail of everything that was done, the newest first.
type Audit struct {
	Base
	Kinds            []ChoiceGroup
	Hands, Accounts  []Choice
	From, Until      string
	Document         string
	Lines            []AuditLine
	Next, CSV, Wrong string
	// Filtered says that not all of it is shown.
	Filtered bool
}

// ChoiceGroup is choices under a head, the first of which means all of them.
type ChoiceGroup struct {
	Text    string
	Choices []Choice
}

// AuditLine is one recorded fact in words.
type AuditLine struct {
	When      time.Time
	Who, What string
	// Details are what it says beside: a role, a step, a time.
	Details []string
	// Title is the text that it is about, with where the reader may look at it.
	Title, URL string
	Lang       string
	Of         string
}

// auditLength is how many lines a page of the trail has.
const auditLength = 100

// auditFilters are the parameters that a page and its downloads share.
var auditFilters = []string{"from", "until", "kind", "by", "account", "document"}

func auditPage(v *visit) error {
	p := &Audit{Base: v.base(v.T("desk.nav.audit")), From: v.field("from"), Until: v.field("until"), Document: v.field("document")}
	if err := v.auditChoices(p); err != nil {
		return err
	}
	filters := v.auditAddress("")
	p.CSV, p.Filtered = Root+"/audit/trail.csv"+filters, filters != ""
	ask, err := v.auditQuery()
	if err != nil {
		p.Wrong = v.say(err)
		return v.page(statusOf(err), "audit", p)
	}
	ask.After, ask.Limit = content.ParseTrailPlace(v.c.Query("after")), auditLength+1
	entries, err := v.Store.Trail(v.ctx, ask)
	if err != nil {
		return err
	}
	if len(entries) > auditLength {
		entries = entries[:auditLength]
		p.Next = Root + "/audit" + v.auditAddress(entries[auditLength-1].TrailPlace.String())
	}
	if p.Lines, err = v.auditLines(entries); err != nil {
		return err
	}
	return v.page(fiber.StatusOK, "audit", p)
}

// auditQuery is what the filters ask for.
func (v *visit) auditQuery() (content.TrailQuery, error) {
	q := content.TrailQuery{Newest: true, By: content.MemberID(v.field("by")), Member: content.MemberID(v.field("account")),
		Document: documentIn(v.field("document")), Kinds: kindsOf(v.field("kind"))}
	var err error
	if q.From, err = v.day("from", false); err != nil {
		return q, err
	}
	q.Until, err = v.day("until", true)
	return q, err
}

// kindsOf gives the kinds that a filter names: one, or a group of them.
func kindsOf(name string) []content.EventKind {
	texts, files, accounts := content.EventKinds()
	switch name {
	case "":
		return nil
	case "texts":
		return texts
	case "files":
		return files
	case "accounts":
		return accounts
	}
	return []content.EventKind{content.EventKind(name)}
}

// documentIn finds the Document that was meant: by its id, or by an address that
// holds it, as the desk and short addresses do.
func documentIn(typed string) content.ID {
	for _, part := range splitAddress(typed) {
		if id := content.ID(part); id.Valid() {
			return id
		}
	}
	return content.ID(typed)
}

// auditAddress gives the filters as they stand in an address, with the place to
// go on after.
func (v *visit) auditAddress(after string) string {
	query := ""
	add := func(name, value string) {
		if value == "" {
			return
		}
		mark := "&"
		if query == "" {
			mark = "?"
		}
		query += mark + name + "=" + escape(value)
	}
	for _, name := range auditFilters {
		add(name, v.field(name))
	}
	add("after", after)
	return query
}

// auditChoices fills the filters.
func (v *visit) auditChoices(p *Audit) error {
	texts, files, accounts := content.EventKinds()
	for _, g := range []struct {
		name  string
		kinds []content.EventKind
	}{{"texts", texts}, {"files", files}, {"accounts", accounts}} {
		group := ChoiceGroup{Text: v.T("desk.audit.group." + g.name)}
		all := Choice{Value: g.name, Text: v.T("desk.audit.all." + g.name), Chosen: v.field("kind") == g.name}
		for _, k := range g.kinds {
			group.Choices = append(group.Choices, Choice{Value: string(k), Text: v.T("event." + string(k)), Chosen: v.field("kind") == string(k)})
		}
		group.Choices = slices.Insert(group.Choices, 0, all)
		p.Kinds = append(p.Kinds, group)
	}
	members, err := v.Roster.All(v.ctx)
	if err != nil {
		return err
	}
	for _, m := range members {
		c := Choice{Value: string(m.ID), Text: m.Name}
		c.Chosen = c.Value == v.field("by")
		p.Hands = append(p.Hands, c)
		c.Chosen = c.Value == v.field("account")
		p.Accounts = append(p.Accounts, c)
	}
	v.sortChoices(p.Hands)
	v.sortChoices(p.Accounts)
	return nil
}
