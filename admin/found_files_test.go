package admin

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
)

// The editor finds the files that the list of files shows, and no other.
func TestTheEditorFindsFilesThatTheMemberMaySee(t *testing.T) {
	r := newRig(t)
	id := r.draft("Su failais")
	path := documentURL(id, "lt")
	river, act := r.bring("author", "Upė pavasarį.png", picture(7)), r.bring("author", "aktas.csv", table("1"))
	author := r.as("author")
	got := author.get(path + "/files/find")
	r.want(got, http.StatusOK, `"id":"`+string(river)+`","name":"Upė pavasarį.png"`, `"thumb":"/admin/media/`+string(river)+"/", `"shown":true`, string(act))
	if strings.Index(got.body, string(act)) > strings.Index(got.body, string(river)) {
		t.Error("the last file is not the first")
	}
	if got := author.get(path + "/files/find?q=" + url.QueryEscape("PAVASARĮ upė")); !strings.Contains(got.body, string(river)) || strings.Contains(got.body, string(act)) {
		t.Errorf("by its name: %s", got.body)
	}
	if got := author.get(path + "/files/find?id=" + string(act)); !strings.Contains(got.body, "aktas.csv") || strings.Contains(got.body, string(river)) {
		t.Errorf("by its id: %s", got.body)
	}
	if got := author.get(path + "/files/find?q=nothing"); got.body != "[]" {
		t.Errorf("nothing is found: %s", got.body)
	}
	r.want(author.get(path+"/files/find?id=../x"), http.StatusNotFound)
	r.want(author.get("/admin/documents/000000000000/lt/files/find"), http.StatusNotFound)
	// A file of nobody's text is its owner's alone; with the text come its files.
	press := r.as("press_officer")
	for _, ask := range []string{"/files/find", "/files/find?id=" + string(river)} {
		if got := press.get(path + ask); strings.Contains(got.body, string(river)) {
			t.Errorf("%s tells of a file of somebody else", ask)
		}
	}
	r.save(id, func(w *content.Words) { w.Body += "\n\n" + content.Embed(river, "x", true) })
	r.want(press.get(path+"/files/find"), http.StatusOK, string(river))
	for name, b := range map[string]*browser{"a reader": r.as("reader"), "a stranger": r.browser()} {
		if got := b.get(path + "/files/find"); got.status == http.StatusOK {
			t.Errorf("%s is answered: %s", name, got.body)
		}
	}
	for n := range uint8(foundFiles + 2) {
		r.bring("author", "daug.png", picture(40+n))
	}
	if n := strings.Count(author.get(path+"/files/find").body, `"id"`); n != foundFiles {
		t.Errorf("%d files", n)
	}
}

// What was put in from the editor has its credit and may be decoration; the form
// shows that again.
func TestPicturesPutInByWritingAreKept(t *testing.T) {
	r := newRig(t)
	id := r.draft("Su paveikslu")
	path, author := documentURL(id, "lt")+"/edit", r.as("author")
	river := r.bring("author", "upė.png", picture(7))
	notes := between(author.get(fileURL(river)).body, `name="notes" value="`, `"`)
	r.want(author.post(fileURL(river)+"/describe", url.Values{"focal_x": {"50"}, "focal_y": {"50"}, "notes": {notes}, "credit": {"Ona Upytė"}}), http.StatusSeeOther)
	shown := author.get(path)
	r.want(shown, http.StatusOK, `data-files="`+documentURL(id, "lt")+`/files/find"`, `data-pieces="/admin/media/pieces"`)
	form := formOf(shown.body)
	form.Set("body", "Pirma.\n\n![](asset:"+string(river)+")")
	form.Add("decorative", string(river))
	r.want(author.post(path, form), http.StatusSeeOther)
	if said := r.text(id).words.WordsOf(river); said == nil || !said.Decorative || said.Credit != "Ona Upytė" {
		t.Fatalf("kept %+v", said)
	}
	r.want(author.get(path), http.StatusOK, `name="decorative" value="`+string(river)+`"`)
	if strings.Contains(author.get(path).body, "<li>Describe the picture") {
		t.Error("a decoration is to be described")
	}
}

// A picture that a colleague brought for a text of the staff is asked about, in the
// form, before a public text shows it.
func TestWritingAsksBeforeAPublicTextShowsAStaffPicture(t *testing.T) {
	r := newRig(t)
	staff := r.bring("press_officer", "vidaus.png", picture(9))
	_, err := r.desk.Create(t.Context(), r.actor("press_officer"), editorial.Create{Site: "intranet", Type: "news", Locale: "lt",
		Words: content.Words{Title: "Vidaus", Summary: "S.", Body: "![Kiemas](asset:" + string(staff) + ")"}})
	r.must(err)
	id := r.draft("Vieša")
	path, author := documentURL(id, "lt")+"/edit", r.as("author")
	r.want(author.get(documentURL(id, "lt")+"/files/find?q=vidaus"), http.StatusOK, string(staff))
	form := formOf(author.get(path).body)
	form.Set("body", "Pirma.\n\n![Kiemas](asset:"+string(staff)+")")
	asked := author.post(path, form)
	r.want(asked, http.StatusUnprocessableEntity, "for staff only", `name="agree" value="`+string(staff)+`"`, "![Kiemas](asset:"+string(staff)+")")
	if strings.Contains(r.text(id).words.Body, string(staff)) {
		t.Fatal("it is saved")
	}
	again := formOf(asked.body)
	r.want(author.post(path, again), http.StatusUnprocessableEntity)
	again.Set("agree", string(staff))
	r.want(author.post(path, again), http.StatusSeeOther)
	if !strings.Contains(r.text(id).words.Body, string(staff)) {
		t.Error("it is not saved")
	}
}

// The preview of what is being typed has files that the text does not show yet, for
// whoever may see them in any case.
func TestThePreviewHasFilesThatAreNotSavedYet(t *testing.T) {
	r := newRig(t)
	r.admin.File = func(*fiber.Ctx, *content.Document, i18n.Locale, int) error { return fault.Absent("not in the text") }
	id := r.draft("Juodraštis")
	river := r.bring("author", "upė.png", picture(7))
	path := Root + "/preview/" + string(id) + "/lt/media/" + string(river) + "/320/upe.png"
	r.want(r.as("author").get(path), http.StatusOK, "320 of "+string(river))
	for name, b := range map[string]*browser{"a colleague": r.as("press_officer"), "a reader": r.as("reader"), "a stranger": r.browser()} {
		if got := b.get(path); got.status == http.StatusOK {
			t.Errorf("%s is given the file", name)
		}
	}
}
