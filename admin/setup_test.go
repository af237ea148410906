package admin

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/staff"
)

// The link of the first start asks for a name and a person. The name begins two
// drafts, and not one public word.
func TestTheFirstStartIsSetUp(t *testing.T) {
	r := newBareRig(t)
	token, err := r.admin.Door.SetUp(t.Context())
	r.must(err)
	link := staff.LinkPath(token)
	b := r.browser()
	form := b.get(link)
	for _, want := range []string{`name="organization"`, `name="email"`, `name="password"`, "http://localhost/intranet/", "lietuvių", "does not write, approve or publish"} {
		if !strings.Contains(form.body, want) {
			t.Errorf("the form lacks %q", want)
		}
	}
	typed := url.Values{"organization": {"Arvenos savivaldybė"}, "name": {"Ona"}, "email": {"ona@town.example"}, "locale": {"lt"}, "password": {passphrase}}
	for field, want := range map[string]string{"organization": "Enter the name", "name": "Enter the name", "email": "Enter the e-mail", "password": "longer password"} {
		wrong := url.Values{}
		for k, v := range typed {
			wrong[k] = v
		}
		wrong.Set(field, "")
		got := b.post(link, wrong)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, want) {
			t.Errorf("without %s: %d", field, got.status)
		}
	}
	if founded, err := r.admin.Roster.Founded(t.Context()); err != nil || founded {
		t.Fatalf("a refused form founded something: %v", err)
	}
	if got := b.post(link, typed); got.header.Get("Location") != "/admin/members" {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if got := b.get("/admin/members"); got.status != http.StatusOK || !strings.Contains(got.body, "ona@town.example") {
		t.Errorf("the administrator is not in: %d", got.status)
	}
	drafts, err := r.store.Board(t.Context(), content.BoardQuery{Within: []content.Bounds{{}}})
	r.must(err)
	kinds := map[string]bool{}
	for _, s := range drafts {
		kinds[s.Type] = s.State == content.Draft && s.Site == "public" && s.Live == 0
	}
	if len(drafts) != 2 || !kinds["organization"] || !kinds["site"] {
		t.Errorf("begun: %+v", drafts)
	}
	if got := r.browser().get(link); got.status != http.StatusNotFound {
		t.Errorf("the link works again: %d", got.status)
	}
	if got := b.get("/admin/documents"); got.status != http.StatusForbidden {
		t.Errorf("the administrator may look into drafts: %d", got.status)
	}
}

// Whoever has filled the house before is not asked whose it is.
func TestAFilledHouseIsNotNamedAgain(t *testing.T) {
	r := newBareRig(t)
	r.must(r.desk.Found(t.Context(), staff.FoundedBy(), editorial.Founding{Site: "public", Locale: "lt", Name: "Arvena"}))
	token, err := r.admin.Door.SetUp(t.Context())
	r.must(err)
	if got := r.browser().get(staff.LinkPath(token)); got.status != http.StatusOK || strings.Contains(got.body, `name="organization"`) {
		t.Errorf("%d", got.status)
	}
}
