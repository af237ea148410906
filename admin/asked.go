package admin

import (
	"strconv"
	"strings"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
)

// asked is what the form of an action says. What an action does not ask for stays
// empty.
type asked struct {
	// Edition and Words are those of the text as it was shown.
	Edition int
	Words   content.Hash
	// Wish says when a text that is handed over goes out: "", "soon" or "time".
	Wish string
	// Day, Hour and Zone are a time as it was chosen, Which one of two that look
	// alike; At is what they mean.
	Day, Hour, Zone string
	Which           int
	At              time.Time
	// Size is "minor" or "major"; Note is a ready-made change note, Said a typed one.
	Size, Note, Said                string
	Correction, Ask, Confirm, Major bool
	// Reason is a ready-made reason that readers see, Typed what they see in its
	// place; Why is for colleagues.
	Reason string
	Typed  map[i18n.Locale]string
	Why    string
	// Only limits an ending to the language of the text.
	Only bool
	// Away says that readers are sent to Target; Source is the new original.
	Away           bool
	Target, Source string
	Site           string
	Keep           bool
	Due            string
	// Other is what was typed to find another Document, With the one that was chosen.
	Other string
	With  content.ID
	// Leaving is the language that becomes a Document of its own.
	Leaving i18n.Locale
	// Agreed are the files that may go where everybody is given them.
	Agreed []content.ID
}

// ask reads the form of an action.
func (v *visit) ask(o *open) asked {
	in := asked{Words: content.Hash(v.field("words")), Wish: v.field("wish"), Day: v.field("day"), Hour: v.field("hour"), Zone: v.field("zone"),
		Size: v.field("size"), Note: v.field("note"), Said: strings.TrimSpace(v.text("said")), Correction: v.field("kind") == "correction",
		Ask: v.field("ask") != "", Confirm: v.field("confirm") != "", Major: v.field("major") != "", Reason: v.field("reason"), Why: v.reason(),
		Only: v.field("scope") == "one", Away: v.field("answer") == "away", Target: v.field("target"), Source: v.field("source"),
		Other: strings.TrimSpace(v.field("other")), With: content.ID(v.field("with")), Leaving: i18n.Locale(v.field("leaving")),
		Site: v.field("site"), Keep: v.field("keep") != "", Due: v.field("due"), Agreed: v.agreed(), Typed: map[i18n.Locale]string{}}
	in.Edition, _ = strconv.Atoi(v.field("edition"))
	in.Which, _ = strconv.Atoi(v.field("which"))
	for _, t := range o.d.Translations {
		in.Typed[t.Locale] = strings.TrimSpace(v.text("typed-" + string(t.Locale)))
	}
	return in
}

// about is what was chosen of what an action needs to be foreseen at all.
func (in *asked) about() string { return string(in.With) + string(in.Leaving) }

// note is the change note that was chosen or typed, or nil.
func (in *asked) note() *content.Note {
	switch {
	case in.Said != "":
		return &content.Note{Text: in.Said}
	case in.Note != "":
		return &content.Note{Key: in.Note}
	}
	return nil
}

// timed reports whether the form has to name a time.
func (in *asked) timed(name string) bool {
	return name == "schedule" || name == "submit" && in.Wish == "time"
}

// moment finds out which instant was chosen.
func (in *asked) moment() error {
	wall, err := content.ParseWall(in.Day + "T" + in.Hour)
	if err != nil {
		return asks("publish_at", "issue.change.time")
	}
	zone, err := time.LoadLocation(in.Zone)
	if err != nil || in.Zone == "" || in.Zone == "Local" {
		return asks("zone", "issue.time.zone")
	}
	at, issues := wall.Moment(zone, in.Which)
	if len(issues) > 0 {
		return &editorial.IssuesError{Issues: issues}
	}
	in.At = at
	return nil
}

// asks refuses a form for what one of its fields lacks.
func asks(field, key string, args ...any) error {
	return &editorial.IssuesError{Issues: []content.Issue{{Field: field, Key: key, Args: args}}}
}

// end is what an ending tells readers.
func (in *asked) end(o *open) editorial.End {
	e := editorial.End{Document: o.d.ID, ReasonKey: in.Reason, Reason: in.Typed, NewSource: i18n.Locale(in.Source)}
	if in.Only {
		e.Locale = o.t.Locale
	}
	return e
}

// redirect is where readers of a text that is taken down are sent: to a document,
// named by an address of the desk or by its short one, or to a path.
func (in *asked) redirect() (content.Redirect, error) {
	if !in.Away {
		return content.Redirect{}, nil
	}
	target := in.Target
	for _, before := range []string{Root + "/documents/", "/p/"} {
		if _, rest, ok := strings.Cut(target, before); ok {
			target, _, _ = strings.Cut(rest, "/")
		}
	}
	if id := content.ID(target); id.Valid() {
		return content.Redirect{Document: id}, nil
	}
	if target == "" {
		return content.Redirect{}, asks("redirect", "issue.redirect.path")
	}
	return content.Redirect{Path: target}, nil
}

// assumed is what is foreseen where the form does not say enough yet.
func (in asked) assumed(name string, o *open, now time.Time) asked {
	if in.At.IsZero() {
		in.At, in.Zone = now.AddDate(0, 0, 1), "UTC"
	}
	if in.Why == "" {
		in.Why = "–"
	}
	if in.Reason == "" {
		in.Reason = withdrawals[0]
	}
	if in.Due == "" && name == "except" {
		in.Due = content.DayOf(now.AddDate(0, 0, 7)).String()
	}
	if in.Away && in.Target == "" {
		in.Away = false
	}
	if (name == "submit" || name == "publish_urgently") && in.note() == nil && o.words.ChangeNote == (content.Note{}) {
		in.Note = content.ChangeNotes[0]
	}
	in.Ask = true
	return in
}
