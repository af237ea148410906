package admin

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/htmlcheck"
)

// follow goes where an answer leads.
func (b *browser) follow(p page) page {
	b.Helper()
	for range 3 {
		if p.status != http.StatusSeeOther {
			break
		}
		p = b.get(p.header.Get("Location"))
	}
	return p
}

var (
	formIn = regexp.MustCompile(`<form class="act" method="post" action="([^"]*/approve[^"]*)"`)
	valIn  = regexp.MustCompile(`name="(step|words|seen)" value="([^"]*)"`)
	skipIn = regexp.MustCompile(`data-key="3" href="([^"]*)"`)
	backIn = regexp.MustCompile(`<form class="act" method="post" action="([^"]*/return[^"]*)"`)
)

// toApprove is the form for approving that a page shows: its address and fields.
func toApprove(t *testing.T, p page) (string, url.Values) {
	t.Helper()
	m := formIn.FindStringSubmatch(p.body)
	if m == nil {
		t.Fatalf("nothing can be approved:\n%s", p.body)
	}
	form := url.Values{}
	for _, f := range valIn.FindAllStringSubmatch(p.body, -1) {
		if form.Get(f[1]) == "" {
			form.Set(f[1], f[2])
		}
	}
	return strings.ReplaceAll(m[1], "&amp;", "&"), form
}

func link(t *testing.T, in *regexp.Regexp, p page) string {
	t.Helper()
	m := in.FindStringSubmatch(p.body)
	if m == nil {
		t.Fatalf("%s is not in\n%s", in, p.body)
	}
	return strings.ReplaceAll(m[1], "&amp;", "&")
}

// The run leads from text to text, comes back to what was skipped, and ends with what
// was done.
func TestARunLeadsThroughAllThatWaits(t *testing.T) {
	r := newRig(t)
	var ids []content.ID
	for _, title := range []string{"Pirmas", "Antras", "Trečias"} {
		r.clock.pass(time.Minute)
		ids = append(ids, r.submitted(title))
	}
	// What its time presses comes before what has waited longer.
	urgent := r.draft("Skubus")
	_, err := r.desk.Submit(t.Context(), r.actor("press_officer"), editorial.Submit{Document: urgent, Locale: "lt", PublishAt: r.clock.Now().Add(time.Hour)})
	r.must(err)
	editor := r.as("language_editor")
	r.want(editor.get("/admin/"), http.StatusOK, `<a class="action" href="/admin/queue">`)
	r.clock.pass(time.Minute)

	shown := editor.follow(editor.get("/admin/queue"))
	r.want(shown, http.StatusOK, "Skubus", "1 of 4")
	action, form := toApprove(t, shown)
	shown = editor.follow(editor.post(action, form))
	r.want(shown, http.StatusOK, "Approved. This is the next text that waits.", "Pirmas", "2 of 4")

	shown = editor.follow(editor.get(link(t, skipIn, shown)))
	r.want(shown, http.StatusOK, "Antras", "3 of 4")
	refused := editor.post(link(t, backIn, shown), nil)
	r.want(refused, http.StatusUnprocessableEntity, "Antras", "3 of 4", `id="_wrong-reason"`)
	shown = editor.follow(editor.post(link(t, backIn, refused), url.Values{"reason": {"Trūksta datos."}}))
	r.want(shown, http.StatusOK, "Returned to its author.", "Trečias", "4 of 4")
	action, form = toApprove(t, shown)
	shown = editor.follow(editor.post(action, form))
	r.want(shown, http.StatusOK, "Pirmas", "4 of 4", "You skipped this text before.")
	action, form = toApprove(t, shown)
	shown = editor.follow(editor.post(action, form))
	r.want(shown, http.StatusOK, "Nothing waits any more", "3 texts approved", "1 text returned", "1 text skipped")
	for i, want := range []content.State{content.Approved, content.Returned, content.Approved} {
		if got := r.state(ids[i]); got != want {
			t.Errorf("text %d is %s, want %s", i, got, want)
		}
	}
}

// Nothing is approved but the words that were shown.
func TestARunApprovesOnlyWhatWasShown(t *testing.T) {
	r := newRig(t)
	id := r.submitted("Tiltas")
	other := r.submitted("Kelias")
	editor := r.as("language_editor")
	path := queuePath(id, "lt")
	shown := editor.get(path)
	action, form := toApprove(t, shown)
	before := r.head()
	for _, words := range []string{"", "0", strings.Repeat("a", 64)} {
		r.want(editor.post(action, url.Values{"step": {"language"}, "words": {words}}), http.StatusConflict, "The text has changed since it was shown to you.")
	}
	if r.head() != before {
		t.Fatal("the log moved")
	}
	r.clock.pass(time.Minute)
	r.hire(r.admin.Roster, r.admin.Door, "second_editor", content.RoleLanguageEditor)
	found, err := r.store.Documents(t.Context(), id, other)
	r.must(err)
	w := content.Words{Title: "Tiltas", Summary: "Santrauka.", Body: "Tekstas pataisytas.\n\nAntra pastraipa.", Path: "naujienos/tiltas"}
	_, err = r.desk.Correct(t.Context(), r.actor("second_editor"), editorial.Save{Document: id, Locale: "lt", Base: found[id].Translation("lt").Version(), Words: w})
	r.must(err)
	stale := editor.post(action, form)
	r.want(stale, http.StatusConflict, "What has happened since it was shown to you", "Member second_editor")
	htmlcheck.Expect(t, []byte(stale.body), htmlcheck.In(".run-since ins", htmlcheck.Text("pataisytas")))
	if r.state(id) != content.Submitted {
		t.Errorf("the text is %s", r.state(id))
	}
	// A hash of another text opens nothing of it.
	form.Set("words", string(found[other].Translation("lt").Newest().Words))
	if got := editor.post(action, form); strings.Contains(got.body, "Kelias") && strings.Contains(got.body, "<del>") {
		t.Error("a hash that a form brought was compared with")
	}
	// Taken by somebody else: one stays, and is told.
	action, form = toApprove(t, editor.get(path))
	_, err = r.desk.Approve(t.Context(), r.actor("second_editor"), editorial.Approve{Document: id, Locale: "lt", Step: "language", Words: content.Hash(form.Get("words"))})
	r.must(err)
	taken := editor.post(action, form)
	r.want(taken, http.StatusUnprocessableEntity, "This text does not wait for you now.", "Approved: Language check")
	htmlcheck.Expect(t, []byte(taken.body), htmlcheck.None(".run-acts form button[data-key]"))
}

// The script is told where it goes on, and by what it knows that a page that it has
// fetched is still true.
func TestTheScriptOfARunIsToldWhereItGoesOn(t *testing.T) {
	r := newRig(t)
	first := r.submitted("Pirmas")
	r.clock.pass(time.Minute)
	second := r.submitted("Antras")
	editor := r.as("language_editor")
	shown := editor.follow(editor.get("/admin/queue"))
	next := strings.ReplaceAll(regexp.MustCompile(`data-next="([^"]*)"`).FindStringSubmatch(shown.body)[1], "&amp;", "&")
	if !strings.HasPrefix(next, queuePath(second, "lt")) {
		t.Fatalf("the next is %s", next)
	}
	ahead := func() string {
		return regexp.MustCompile(`data-mark="([^"]*)"`).FindStringSubmatch(editor.get(next).body)[1]
	}
	fetched := ahead()
	r.clock.pass(time.Minute)
	_, err := r.desk.Comment(t.Context(), r.actor("author"), second, "lt", content.Remark{Text: "Dar pažiūrėsiu."})
	r.must(err)
	action, form := toApprove(t, shown)
	form.Set(formField, editor.token())
	q := httptest.NewRequest(http.MethodPost, action, nil)
	setForm(q, form)
	q.Header.Set(fiber.HeaderAccept, "application/json, text/html")
	got := editor.ask(q)
	var told Ahead
	r.must(json.Unmarshal([]byte(got.body), &told))
	if told.Next != next+"&done=approve" || told.Place != "2 of 2" || told.Said == "" {
		t.Errorf("told %+v, next was %s", told, next)
	}
	if told.Mark == fetched || told.Mark != ahead() {
		t.Errorf("mark %s, fetched %s, now %s: a page from before the comment would be shown", told.Mark, fetched, ahead())
	}
	if r.state(first) != content.Approved {
		t.Errorf("the text is %s", r.state(first))
	}
}

// Filters stand in the address all along; what is beside them is counted at the end.
func TestARunIsNarrowed(t *testing.T) {
	r := newRig(t)
	id := r.submitted("Tiltas")
	editor := r.as("language_editor")
	shown := editor.follow(editor.get("/admin/queue?language=lt&type=news"))
	r.want(shown, http.StatusOK, "Tiltas", "1 of 1", `<option value="lt" selected>`, `<option value="news" selected>`)
	r.want(editor.get("/admin/queue?language=en"), http.StatusOK, "Nothing waits any more", "1 text waits beside those you chose.")
	r.want(editor.follow(editor.get("/admin/queue?stop=1")), http.StatusOK, "You stopped here", "1 text waits for you.")
	action, _ := toApprove(t, shown)
	if !strings.HasPrefix(action, queuePath(id, "lt")+"/approve?") || !strings.Contains(action, "language=lt") || !strings.Contains(action, "type=news") {
		t.Errorf("the form is sent to %s", action)
	}
	for _, odd := range []string{"?since=x&skipped=%00%ff&only=&language=zz&type=%3Cb%3E&organization=../..", "?skipped=" + strings.Repeat("a", 2900), "?since=99999999999999"} {
		if got := editor.follow(editor.get("/admin/queue" + odd)); got.status != http.StatusOK {
			t.Errorf("%s: %d", odd, got.status)
		}
	}
}

// Who may not approve a text does not meet it, and whose own it is neither.
func TestARunIsOfWhatTheMemberMayApprove(t *testing.T) {
	r := newRig(t)
	r.submitted("Tiltas")
	_, err := r.admin.Roster.Grant(t.Context(), r.root, r.members["author"].ID, content.Grant{Role: content.RoleLanguageEditor})
	r.must(err)
	for _, who := range []string{"author", "approver"} {
		r.want(r.as(who).get("/admin/queue"), http.StatusOK, "Nothing waits any more")
	}
	_, err = r.admin.Roster.Grant(t.Context(), r.root, r.members["reader"].ID, content.Grant{Role: content.RoleLanguageEditor, Locales: []i18n.Locale{"en"}})
	r.must(err)
	r.want(r.as("reader").get("/admin/queue"), http.StatusOK, "Nothing waits any more")
}
