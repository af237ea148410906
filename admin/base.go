package admin

import (
	"html/template"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/staff"
)

// Base is what every screen has.
type Base struct {
	// Locale is the language of the screen.
	Locale i18n.Locale
	Title  string
	// Member is who has signed in, nil before.
	Member *staff.Member
	// Nav are the parts of the staff side that the member has something to do in.
	Nav []NavItem
	// FormToken proves that a form is ours; every form sends it.
	FormToken string
	// Sheet and Arms are the municipality's.
	Sheet, Arms string
	// Demo says that this is a demonstration, Open that it does without second
	// factors.
	Demo, Open bool
	// Done says what has just been done.
	Done string
	// Unread is how many things the member was told and has not seen.
	Unread int
	// MayWrite says that the member may begin texts, MayFind that there are texts to
	// look for; Asked is what they looked for.
	MayWrite, MayFind bool
	Asked             string

	words *i18n.Printer
	zone  *time.Location
	now   time.Time
}

// NavItem is a part of the staff side.
type NavItem struct {
	URL, Text string
	Current   bool
	// Count says where to ask for how many things are new, if the part has any.
	Count string
}

// T gives the words for a catalogue key.
func (b *Base) T(key string, args ...any) string { return b.words.T(key, args...) }

// Date and DateTime write an instant by the municipality's clocks, ISO for
// machines.
func (b *Base) Date(t time.Time) string { return b.words.Date(t.In(b.zone)) }

// DateTime writes day and time of t.
func (b *Base) DateTime(t time.Time) string { return b.words.DateTime(t.In(b.zone)) }

// Ago says when something was or will be, as people say it.
func (b *Base) Ago(t time.Time) string { return ago(b.words, b.zone, b.now, t) }

// ISO writes t for machines.
func (b *Base) ISO(t time.Time) string { return t.In(b.zone).Format(time.RFC3339) }

// Int writes a whole number.
func (b *Base) Int(n int) string { return b.words.Int(n) }

// Bytes writes the size of a file.
func (b *Base) Bytes(n int64) string { return b.words.Size(n) }

// Hidden is the field that every form has.
func (b *Base) Hidden() template.HTML {
	return template.HTML(`<input type="hidden" name="` + formField + `" value="` + template.HTMLEscapeString(b.FormToken) + `">`)
}

// base makes what every screen has.
func (v *visit) base(title string) Base {
	b := Base{Locale: v.locale, Title: title, Sheet: v.Sheet, Arms: v.Arms, Demo: v.Demo, Open: v.Roster.Rules.NoSecondFactor,
		words: v.words, zone: v.zone(), now: v.now}
	if v.session == nil {
		return b
	}
	b.FormToken = v.session.FormToken()
	if v.session.Stage != staff.StageIn {
		return b
	}
	b.Member, b.MayWrite, b.Unread = v.session.Member, v.mayAny(content.Create), v.unread()
	b.MayFind = v.mayAny(content.ReadDraft)
	if key := v.c.Query("done"); key != "" && doneKeys[key] {
		b.Done = v.T("desk.done." + key)
	}
	path := v.c.Path()
	for _, item := range []struct {
		path, key string
		may       []content.Action
	}{
		{"/", "desk.nav.home", nil},
		{"/notices", "desk.notices.title", []content.Action{content.ReadDraft}},
		{"/documents", "desk.nav.documents", []content.Action{content.ReadDraft}},
		{"/style", "desk.house.nav", []content.Action{content.ReadDraft}},
		{"/search-words", "desk.searches.nav", []content.Action{content.TuneSearch}},
		{"/media", "desk.nav.media", seeFiles},
		{"/members", "desk.nav.members", []content.Action{content.ManageMembers}},
		{"/audit", "desk.nav.audit", []content.Action{content.ReadAudit}},
		{"/health", "desk.health.title", []content.Action{content.ManageSettings}},
	} {
		if len(item.may) == 0 || v.mayAny(item.may...) {
			b.Nav = append(b.Nav, NavItem{URL: Root + item.path, Text: v.T(item.key), Current: within(path, Root+item.path) || item.path == "/documents" && path == Root+"/table"})
			if item.path == "/notices" {
				b.Nav[len(b.Nav)-1].Count = Root + "/notices/count"
			}
		}
	}
	return b
}

// within reports whether path is that of a part of the desk or below it.
func within(path, part string) bool {
	if part == Root+"/" {
		return path == part
	}
	return path == part || len(path) > len(part) && path[:len(part)+1] == part+"/"
}

// zone is where the clocks of the first Site stand.
func (v *visit) zone() *time.Location {
	if v.Zone == nil {
		return time.UTC
	}
	return v.Zone
}

// doneKeys are what a screen may be told to have been done, in its address.
var doneKeys = map[string]bool{
	"password": true, "session": true, "locale": true, "factor": true,
	"approve": true, "return": true, "take_back": true, "submit": true, "publish": true, "unschedule": true, "restore": true,
	"save": true, "comment": true, "publish_urgently": true, "withdraw": true, "discard": true,
	"schedule": true, "unpublish": true, "except": true, "make_source": true, "rehome": true, "end_now": true, "seal_reason": true, "already": true, "join": true, "split": true,
	"member": true, "grant": true, "revoked": true, "disabled": true, "enabled": true, "sessions": true, "mail": true,
	"handed_over": true, "handed_closed": true,
	"asked": true, "answered": true, "question_closed": true, "record_paper": true,
	"share_revoked": true, "redaction_asked": true, "redaction_dropped": true, "redaction_declined": true, "redacted": true,
}
