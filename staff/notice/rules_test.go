package notice_test

import (
	"testing"
	"time"

	"herald/content"
	"herald/staff"
	"herald/staff/notice"
)

var now = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func member(id string, g content.Grant) *staff.Member {
	return &staff.Member{ID: content.MemberID(id), Grants: []content.Grant{g}}
}

var (
	author    = member("author", content.Grant{Role: content.RoleAuthor})
	editor    = member("editor", content.Grant{Role: content.RoleLanguageEditor})
	director  = member("director", content.Grant{Role: content.RoleApprover, Steps: []string{"director"}})
	officer   = member("officer", content.Grant{Role: content.RolePressOfficer})
	reader    = member("reader", content.Grant{Role: content.RoleReader})
	elsewhere = member("elsewhere", content.Grant{Role: content.RoleLanguageEditor, Organizations: []content.ID{"another"}})
	gone      = &staff.Member{ID: "gone", Grants: editor.Grants, Disabled: &content.Mark{By: "root", At: now}}
	everyone  = []*staff.Member{author, editor, director, officer, reader, elsewhere, gone}
)

// text is a submitted one of the author that needs two steps.
func text(state content.State, approvals ...content.Approval) *notice.Text {
	mark := content.Mark{By: author.ID, At: now}
	e := &content.Edition{Number: 1, State: state, Words: "w2", Facts: "f", Submitted: &mark, Approvals: approvals,
		Revisions: []content.Revision{{Words: "w1", Facts: "f", Mark: mark}}}
	t := &content.Translation{Locale: "lt", Editions: []*content.Edition{e}, Next: 1}
	d := &content.Document{ID: "d1", Type: "news", Site: "public", Source: "lt", Translations: []*content.Translation{t}}
	return &notice.Text{Document: d, Translation: t, Type: content.ShippedTypes().Get("news"), Steps: map[int][]string{1: {"language", "director"}}, Now: now}
}

func tell(t *notice.Text, kind content.EventKind, by content.MemberID) map[content.MemberID]notice.Kind {
	all := map[content.MemberID]notice.Kind{}
	for _, n := range notice.Tell(t, "c1", 0, content.Event{Kind: kind, At: now, By: by, Document: "d1", Locale: "lt", Edition: 1, Step: "language"}, everyone) {
		if all[n.Member] != "" {
			panic("told twice")
		}
		all[n.Member] = n.Kind
	}
	return all
}

func TestWhomAnEventConcerns(t *testing.T) {
	language := content.Approval{Step: "language", Words: "w2", Facts: "f", Mark: content.Mark{By: editor.ID, At: now}}
	before := content.Approval{Step: "language", Words: "w1", Facts: "f", Mark: content.Mark{By: editor.ID, At: now}}
	type told = map[content.MemberID]notice.Kind
	for name, c := range map[string]struct {
		text *notice.Text
		kind content.EventKind
		by   content.MemberID
		want told
	}{
		"submitted":                    {text(content.Submitted), content.EventSubmitted, "author", told{"editor": notice.Waiting, "director": notice.Waiting}},
		"submitted with the seal":      {text(content.Submitted, language), content.EventSubmitted, "author", told{"director": notice.Waiting}},
		"submitted, returned by now":   {text(content.Returned), content.EventSubmitted, "author", told{}},
		"corrected after an approval":  {text(content.Submitted, before), content.EventCorrected, "director", told{"editor": notice.Waiting}},
		"corrected by who approved it": {text(content.Submitted, before), content.EventCorrected, "editor", told{}},
		"corrected before any":         {text(content.Submitted), content.EventCorrected, "director", told{}},
		"returned":                     {text(content.Returned), content.EventReturned, "editor", told{"author": notice.Returned}},
		"one of two steps":             {text(content.Submitted, language), content.EventApproved, "editor", told{"author": notice.Approved}},
		"the last step":                {text(content.Approved, language), content.EventApproved, "director", told{"author": notice.Approved, "officer": notice.Ready}},
		"unscheduled":                  {text(content.Approved, language), content.EventUnscheduled, "officer", told{}},
		"missed":                       {text(content.Missed), content.EventMissed, "system:clock", told{"author": notice.Missed, "officer": notice.Missed}},
		"saved":                        {text(content.Draft), content.EventSaved, "author", told{}},
	} {
		got := tell(c.text, c.kind, c.by)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		for m, kind := range c.want {
			if got[m] != kind {
				t.Errorf("%s: %s is told %q, want %q", name, m, got[m], kind)
			}
		}
	}
}

// What holds for whoever was told ceases to hold when the text moves on, when the
// right is taken, and when the account is disabled.
func TestWhatHolds(t *testing.T) {
	waiting := notice.Notice{Kind: notice.Waiting, Document: "d1", Locale: "lt", Edition: 1}
	for name, c := range map[string]struct {
		text *notice.Text
		who  *staff.Member
		want bool
	}{
		"still waiting":    {text(content.Submitted), editor, true},
		"returned":         {text(content.Returned), editor, false},
		"no right to it":   {text(content.Submitted), officer, false},
		"another office":   {text(content.Submitted), elsewhere, false},
		"disabled":         {text(content.Submitted), gone, false},
		"nobody any more":  {text(content.Submitted), nil, false},
		"no text any more": {nil, editor, false},
	} {
		if got := notice.Holds(c.text, waiting, c.who); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	next := waiting
	next.Edition = 2
	if notice.Holds(text(content.Submitted), next, editor) {
		t.Error("what was told of another edition still holds")
	}
}

func TestIDs(t *testing.T) {
	if notice.ID("a", "b") == notice.ID("a", "c") || notice.ID("a", "b") == notice.ID("b", "b") ||
		notice.DigestID("a", "2026-11-20") == notice.DigestID("a", "2026-11-21") {
		t.Error("ids are not of what they name")
	}
	for _, s := range []notice.LetterState{notice.LetterNone, notice.LetterClaimed, notice.LetterAgain} {
		if _, over := s.Mail(); over {
			t.Errorf("%q has not ended", s)
		}
	}
}

// A question reaches those who answer for the text, an answer whoever asked.
func TestQuestions(t *testing.T) {
	about := func(answers ...content.Answer) *notice.Text {
		x := text(content.Approved)
		x.Document.Questions = []content.Question{{ID: "q1", Of: "lt", From: "en", Asked: content.Mark{By: editor.ID, At: now}, Answers: answers}}
		return x
	}
	told := func(x *notice.Text, kind content.EventKind, by content.MemberID) (all []notice.Notice) {
		return notice.Tell(x, "c1", 0, content.Event{Kind: kind, At: now, By: by, Document: "d1", Locale: "lt", Edition: 1, Other: "q1"}, everyone)
	}
	asked := told(about(), content.EventAsked, editor.ID)
	if len(asked) != 1 || asked[0].Member != author.ID || asked[0].Kind != notice.Question {
		t.Errorf("asked: %+v", asked)
	}
	x := about(content.Answer{Mark: content.Mark{By: author.ID, At: now}})
	answered := told(x, content.EventAnswered, author.ID)
	if len(answered) != 1 || answered[0].Member != editor.ID || answered[0].Kind != notice.Answered {
		t.Errorf("answered: %+v", answered)
	}
	if notice.Holds(x, asked[0], author) || !notice.Holds(x, answered[0], editor) {
		t.Error("an answered question still waits, or the answer is not told")
	}
	x.Document.Questions[0].Closed = content.Mark{By: editor.ID, At: now}
	if notice.Holds(x, answered[0], editor) {
		t.Error("a closed question is still told")
	}
}
