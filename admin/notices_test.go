package admin

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/smtptest"
	"herald/staff"
	"herald/staff/mail"
)

// look lets the office look through what has happened.
func (r *rig) look() {
	r.Helper()
	at, err := r.post.Position(r.Context())
	r.must(err)
	changes, err := r.store.Changes(r.Context(), at, 1000)
	r.must(err)
	if len(changes) > 0 {
		r.must(r.post.Apply(r.Context(), changes))
	}
}

// counted wants a number on a page: in its title and beside the way to the list.
func (b *browser) counted(doing, path, want string) {
	b.Helper()
	body := b.get(path).body
	_, title, _ := strings.Cut(body, "<title>")
	has := strings.HasPrefix(title, want+" ") && strings.Contains(body, `<span class="count">`+want+`</span>`)
	if want == "" {
		has = !strings.HasPrefix(title, "(") && strings.Contains(body, `<span class="count"></span>`)
	}
	if !has {
		b.Errorf("%s: %s does not say %q: %.200s", doing, path, want, title)
	}
}

func TestNoticesAtTheDesk(t *testing.T) {
	r := newRig(t)
	editor, author := r.as("language_editor"), r.as("author")
	id := r.submitted("Gatvė uždaryta")
	r.submitted("Kita žinia")
	r.look()
	editor.counted("two are waiting", "/admin/", "(2)")
	editor.counted("two are waiting", "/admin/account", "(2)")
	author.counted("of one's own deeds nobody is told", "/admin/", "")
	list := editor.get("/admin/notices").body
	for _, want := range []string{">Gatvė uždaryta</a>", "A text waits for your check", `href="/admin/documents/` + string(id) + `/lt"`, "Member author", "Step: Language check"} {
		if !strings.Contains(list, want) {
			t.Errorf("the list lacks %s:\n%s", want, list)
		}
	}
	editor.get("/admin/documents/" + string(id) + "/lt")
	editor.counted("one was opened", "/admin/documents", "(1)")
	found, err := r.store.Documents(t.Context(), id)
	r.must(err)
	_, err = r.desk.Approve(t.Context(), r.actor("language_editor"), editorial.Approve{Document: id, Locale: "lt", Step: content.StepLanguage, Words: found[id].Translation("lt").Newest().Words})
	r.must(err)
	r.look()
	author.counted("approved", "/admin/notices", "(1)")
	until := url.Values{"until": {r.clock.Now().UTC().Format(time.RFC3339Nano)}}
	r.clock.pass(time.Minute)
	if got := author.post("/admin/notices/read", until); got.status != http.StatusSeeOther {
		t.Errorf("marking as read: %d", got.status)
	}
	author.counted("all read", "/admin/notices", "")
	if body := editor.get("/admin/notices").body; !strings.Contains(body, "Settled meanwhile") {
		t.Errorf("what was approved meanwhile is not said to be settled:\n%s", body)
	}
	if body := r.as("press_officer").get("/admin/notices").body; !strings.Contains(body, "An approved text waits to be published") {
		t.Errorf("a press officer is not told:\n%s", body)
	}
}

// What a page asks by itself keeps nobody signed in.
func TestAskingForTheCountIsNoUseOfTheSession(t *testing.T) {
	r := newRig(t)
	r.submitted("Gatvė")
	r.look()
	b := r.as("language_editor")
	for range 7 {
		r.clock.pass(9 * time.Minute)
		b.get("/admin/notices/count")
	}
	if got := b.get("/admin/notices/count"); got.status != http.StatusSeeOther {
		t.Errorf("after an hour of asking: %d", got.status)
	}
	b = r.as("language_editor")
	if got := b.get("/admin/notices/count"); got.status != http.StatusOK || strings.TrimSpace(got.body) != `{"unread":1}` || got.header.Get("Cache-Control") != "private, no-store" {
		t.Errorf("%d %s %v", got.status, got.body, got.header)
	}
}

func TestWhenEmailsComeIsChosenInTheAccount(t *testing.T) {
	r := newRig(t)
	b := r.as("author")
	if body := b.get("/admin/account").body; !strings.Contains(body, "No e-mails are set up here.") || strings.Contains(body, `name="mail"`) {
		t.Error("without a mail server the account does not say so")
	}
	s := (&smtptest.Server{Reply: func(command, _ string, _ int) string {
		if command == "RCPT" {
			return "550 5.1.1 <b>nobody</b>"
		}
		return ""
	}}).Start(t, nil)
	r.post.Server = &mail.Server{Host: "127.0.0.1", Port: s.Port(), Security: mail.Plain, From: "desk@town.example"}
	if got := b.post("/admin/account/mail", url.Values{"mail": {"morning"}}); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if body := b.get("/admin/account?done=mail").body; !strings.Contains(body, `<option value="morning" selected>`) || !strings.Contains(body, "as you have chosen") {
		t.Errorf("the choice is not shown:\n%s", body)
	}
	if got := b.post("/admin/account/mail", url.Values{"mail": {"hourly"}}); got.status != http.StatusUnprocessableEntity && got.status != http.StatusBadRequest {
		t.Errorf("a choice that is not offered: %d", got.status)
	}
	m, err := r.admin.Roster.Member(t.Context(), r.members["author"].ID)
	if r.must(err); m.Mail != staff.MailMorning {
		t.Errorf("%q is kept", m.Mail)
	}
	r.submitted("Gatvė")
	r.look()
	_, err = r.post.Send(t.Context())
	r.must(err)
	if state := r.post.State(); state.Waiting != 1 || !state.Down.IsZero() {
		t.Errorf("%+v", state)
	}
	page := r.as("administrator").get("/admin/members/" + string(r.members["language_editor"].ID)).body
	if !strings.Contains(page, "did not take the last e-mail") || strings.Contains(page, "<b>nobody") {
		t.Errorf("the administrator is not told, or told too much:\n%s", page)
	}
}
