package admin

import (
	"context"
	"errors"
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
	"herald/staff"
)

// away is a vault of a store that can be taken away.
type away struct {
	staff.Vault
	gone bool
}

func (a *away) Session(ctx context.Context, hash content.Hash) (staff.SessionRow, error) {
	if a.gone {
		return staff.SessionRow{}, fault.Wrap(fault.Unavailable, errors.New("no server"), "session")
	}
	return a.Vault.Session(ctx, hash)
}

// hiddenOrLong are the values of a page's own form.
var hiddenOrLong = regexp.MustCompile(`(?s)<input type="hidden" name="([^"]+)" value="([^"]*)">|<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>`)

func sentAgain(body string) url.Values {
	form := url.Values{}
	for _, m := range hiddenOrLong.FindAllStringSubmatch(body, -1) {
		form.Add(m[1]+m[3], html.UnescapeString(m[2]+m[4]))
	}
	return form
}

// TestWhatWasTypedIsKept takes the store away while somebody writes: the page that
// says so is in their language, and sends everything again once the store is back.
func TestWhatWasTypedIsKept(t *testing.T) {
	r := newRig(t)
	vault := &away{Vault: r.store}
	r.admin.Roster.Vault = vault
	_, err := r.admin.Roster.SetLocale(t.Context(), r.actor("author"), "ka")
	r.must(err)
	author, words := r.as("author"), i18n.Default().Printer("ka")
	id := r.draft("Before")
	edit := documentURL(id, "lt") + "/edit"
	typed := url.Values{formField: {author.token()}, "title": {`After & "beside"`}, "summary": {"Short."}, "body": {"\r\nOne line\r\n<b>another</b>"}, "version": {r.version(id, "lt")}}

	vault.gone = true
	p := author.post(edit, typed)
	r.want(p, http.StatusServiceUnavailable, `<html lang="ka"`, words.T("error.503.title"), words.T("desk.problem.kept"), `action="`+edit+`"`, "&lt;b&gt;another")
	if p.header.Get("Retry-After") == "" {
		t.Error("it does not say when to come again")
	}
	sent := sentAgain(p.body)
	if !maps.EqualFunc(sent, typed, slices.Equal[[]string]) {
		t.Errorf("kept: %q, want %q", sent, typed)
	}
	// Still away: nothing is lost by trying.
	if again := sentAgain(author.post(edit, sent).body); !maps.EqualFunc(again, typed, slices.Equal[[]string]) {
		t.Errorf("kept the second time: %q", again)
	}

	vault.gone = false
	if p := author.post(edit, sent); p.status != http.StatusSeeOther {
		t.Fatalf("sent again: %d %s", p.status, p.body)
	}
	r.want(author.get(edit), http.StatusOK, html.EscapeString(`After & "beside"`), "&lt;b&gt;another")
}

// TestSecretsAreNotShownAgain looks that no password comes back in a page.
func TestSecretsAreNotShownAgain(t *testing.T) {
	r := newRig(t)
	vault := &away{Vault: r.store}
	r.admin.Roster.Vault = vault
	author := r.as("author")
	form := url.Values{formField: {author.token()}, "password": {passphrase}, "next": {"/admin/"}}
	vault.gone = true
	p := author.post("/admin/confirm", form)
	r.want(p, http.StatusServiceUnavailable)
	if strings.Contains(p.body, passphrase) || strings.Contains(p.body, "<textarea") {
		t.Errorf("shown: %s", p.body)
	}
}
