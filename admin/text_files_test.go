package admin

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"herald/content"
	"herald/content/editorial"
)

// filesForm reads the form of the files of a text, as a browser would send it back.
func filesForm(p page, change url.Values) url.Values {
	form := url.Values{"base": {between(p.body, `name="base" value="`, `"`)}}
	for rest := p.body; ; {
		id := between(rest, `name="said" value="`, `"`)
		if id == "" {
			break
		}
		_, rest, _ = strings.Cut(rest, `name="said" value="`)
		form.Add("said", id)
		form.Set("alt-"+id, between(rest, `name="alt-`+id+`" rows="2" lang="lt" spellcheck="true">`, `<`))
		form.Set("caption-"+id, between(rest, `name="caption-`+id+`" lang="lt" spellcheck="true" value="`, `"`))
	}
	for name, values := range change {
		form[name] = values
	}
	return form
}

func TestFilesOfATextAreAddedDescribedMovedAndRemoved(t *testing.T) {
	r := newRig(t)
	id := r.draft("Su failais")
	path := documentURL(id, "lt") + "/files"
	author := r.as("author")
	r.want(author.get(path), http.StatusOK, "This text shows no file yet.", "Choose from the files")
	target := string(id) + "/lt"
	first, second := r.bring("author", "pirmas.csv", table("1")), r.bring("author", "antras.csv", table("2"))
	river := r.bring("author", "upe.png", picture(7))
	picker := author.get("/admin/media?for=" + url.QueryEscape(target) + "&place=files")
	r.want(picker, http.StatusOK, "Choose a file for this text: Su failais", `value="add files `+string(first)+`"`)
	for _, do := range []string{"add files " + string(first), "add files " + string(second), "add picture " + string(river), "add :body " + string(river)} {
		r.want(author.post(path, url.Values{"do": {do}}), http.StatusSeeOther)
	}
	got := author.get(path)
	r.want(got, http.StatusOK, "pirmas.csv", "antras.csv", "upe.png", "In the text itself")
	if o := r.text(id); strings.Join(o.facts.Fields["files"].Items, " ") != string(first)+" "+string(second) || o.facts.Fields.Text("picture") != string(river) || !strings.HasSuffix(o.words.Body, "![](asset:"+string(river)+")") {
		t.Fatalf("the text has %+v, %q", o.facts.Fields, o.words.Body)
	}
	// What is typed is kept with whatever button is pressed.
	change := url.Values{"alt-" + string(river): {"Upė pavasarį"}, "caption-" + string(first): {"Pirmas priedas"}, "do": {"up files " + string(second)}}
	r.want(author.post(path, filesForm(got, change)), http.StatusSeeOther)
	o := r.text(id)
	if o.words.WordsOf(river).Alt != "Upė pavasarį" || o.words.WordsOf(first).Caption != "Pirmas priedas" || o.facts.Fields["files"].Items[0] != string(second) {
		t.Errorf("kept %+v, %+v", o.words.Assets, o.facts.Fields)
	}
	r.want(author.post(path, filesForm(author.get(path), url.Values{"do": {"remove files " + string(first)}})), http.StatusSeeOther)
	if o := r.text(id); len(o.facts.Fields["files"].Items) != 1 || o.words.WordsOf(first) != nil {
		t.Error("the file is still there")
	}
	for _, do := range []string{"up nowhere " + string(first), "explode files " + string(first), "add nowhere " + string(first), "add files 000000000000"} {
		r.want(author.post(path, filesForm(author.get(path), url.Values{"do": {do}})), http.StatusNotFound)
	}
	// A file that comes in pieces tells the version for the form that stands beside.
	begun := author.post("/admin/media/pieces", url.Values{"name": {"ketvirtas.csv"}, "size": {"4"}})
	one := "/admin/media/pieces/" + between(begun.body, `"id":"`, `"`)
	r.want(author.carry(one, map[string]string{"offset": "0"}, [2]string{"blob", "a,4\n"}), http.StatusOK)
	base := string(r.text(id).version)
	r.want(author.post(one+"/finish", url.Values{"for": {target}, "place": {"files"}, "base": {base}}), http.StatusOK, `"version":"`+string(nextVersion(base))+`"`)
	uploaded := author.carry("/admin/media", map[string]string{"for": target, "place": "files"}, [2]string{"naujas.csv", string(table("3"))})
	if r.want(uploaded, http.StatusSeeOther); uploaded.to() != path+"?done=files" || !strings.Contains(author.get(path).body, "naujas.csv") {
		t.Errorf("an uploaded file leads to %q", uploaded.to())
	}
}

// nextVersion is the one that one more save makes of a version.
func nextVersion(v string) content.Version {
	edition, saves, _ := strings.Cut(v, ".")
	n, _ := strconv.Atoi(saves)
	return content.Version(edition + "." + strconv.Itoa(n+1))
}

// In two tabs nothing is lost: what was typed stands beside what the text says.
func TestTwoTabsOfFilesConflict(t *testing.T) {
	r := newRig(t)
	id := r.draft("Su paveikslu")
	path := documentURL(id, "lt") + "/files"
	author := r.as("author")
	river, other := r.bring("author", "upe.png", picture(7)), r.bring("author", "tiltas.png", picture(8))
	r.want(author.post(path, url.Values{"do": {"add picture " + string(river)}}), http.StatusSeeOther)
	r.want(author.post(path, url.Values{"do": {"add :body " + string(other)}}), http.StatusSeeOther)
	tab := author.get(path)
	r.want(author.post(path, filesForm(tab, url.Values{"alt-" + string(river): {"Upė rudenį"}})), http.StatusSeeOther)
	again := author.post(path, filesForm(tab, url.Values{"alt-" + string(river): {"Upė žiemą"}, "do": {"remove picture " + string(river)}}))
	r.want(again, http.StatusConflict, "Someone else saved this meanwhile", "Upė žiemą", "In the text now: Upė rudenį")
	if r.text(id).words.WordsOf(river).Alt != "Upė rudenį" {
		t.Fatal("a tab wrote over the other")
	}
	r.want(author.post(path, filesForm(again, nil)), http.StatusSeeOther)
	if r.text(id).words.WordsOf(river).Alt != "Upė žiemą" {
		t.Error("what was typed is lost")
	}
	// The other tab took the file away.
	tab = author.get(path)
	r.want(author.post(path, filesForm(tab, url.Values{"do": {"remove picture " + string(river)}})), http.StatusSeeOther)
	lost := author.post(path, filesForm(tab, url.Values{"alt-" + string(river): {"Upė naktį"}}))
	r.want(lost, http.StatusConflict, "no longer shows", "Upė naktį", "upe.png")
}

// A file that is not public yet is asked about, on the page and by the verb.
func TestAPublicTextAsksBeforeItShowsAStaffFile(t *testing.T) {
	r := newRig(t)
	staff := r.bring("author", "vidaus.csv", table("staff"))
	_, err := r.desk.Create(t.Context(), r.actor("author"), editorial.Create{Site: "intranet", Type: "news", Locale: "lt",
		Words: content.Words{Title: "Vidaus", Summary: "S.", Body: content.Embed(staff, "x", false)}})
	r.must(err)
	id := r.draft("Vieša")
	path, author := documentURL(id, "lt")+"/files", r.as("author")
	do := "add files " + string(staff)
	asked := author.post(path, url.Values{"do": {do}})
	r.want(asked, http.StatusUnprocessableEntity, "So far this file is for staff only", `name="agree" value="`+string(staff)+`"`, `value="`+do+`"`)
	if len(r.text(id).facts.Fields) != 0 {
		t.Fatal("the text shows the file")
	}
	r.want(author.post(path, filesForm(asked, url.Values{"do": {do}})), http.StatusUnprocessableEntity)
	r.want(author.post(path, filesForm(asked, url.Values{"do": {do}, "agree": {string(staff)}})), http.StatusSeeOther)
	if r.text(id).facts.Fields.Text("files") != string(staff) {
		t.Error("the text does not show the file")
	}
	// An upload of the same bytes waits on the page of the text.
	other := r.draft("Kita")
	b := r.as("press_officer")
	got := b.carry("/admin/media", map[string]string{"for": string(other) + "/lt", "place": "files"}, [2]string{"v.csv", string(table("staff"))})
	r.want(got, http.StatusSeeOther)
	r.want(b.get(got.to()), http.StatusOK, "vidaus.csv", "Use this file", do)
}

// Who may read a text and not change it sees its files and no form.
func TestFilesAreReadByWhoMayNotChangeThem(t *testing.T) {
	r := newRig(t)
	id := r.draft("Juodraštis")
	asset := r.shown(id)
	path := documentURL(id, "lt") + "/files"
	for _, role := range []string{"language_editor", "approver"} {
		b := r.as(role)
		got := b.get(path)
		if r.want(got, http.StatusOK, "aktas.csv"); strings.Contains(got.body, `name="said"`) || strings.Contains(got.body, "Add a file") {
			t.Errorf("%s is offered a form", role)
		}
		if got := b.post(path, url.Values{"said": {string(asset)}, "caption-" + string(asset): {"x"}}); got.status != http.StatusForbidden {
			t.Errorf("%s changes the files: %d", role, got.status)
		}
	}
	// Under review the language editor corrects the words about files.
	_, err := r.desk.Submit(t.Context(), r.actor("author"), editorial.Submit{Document: id, Locale: "lt"})
	r.must(err)
	b := r.as("language_editor")
	r.want(b.post(path, filesForm(b.get(path), url.Values{"caption-" + string(asset): {"Aktas Nr. 5"}})), http.StatusSeeOther)
	if r.text(id).words.WordsOf(asset).Caption != "Aktas Nr. 5" {
		t.Error("the correction is lost")
	}
	r.want(r.as("author").post(path, url.Values{"do": {"remove files " + string(asset)}}), http.StatusNotFound)
}
