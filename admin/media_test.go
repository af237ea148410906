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

// Whoever uploads a file sees it, and nobody else does until a text that they may
// read shows it.
func TestAFileIsSeenByWhomItIsFor(t *testing.T) {
	r := newRig(t)
	author, press, reader := r.as("author"), r.as("press_officer"), r.as("reader")
	got := author.carry("/admin/media", nil, [2]string{"Gatvės (1).csv", string(table("a"))})
	r.want(got, http.StatusSeeOther)
	path := got.to()
	r.want(author.get(path), http.StatusOK, "Gatvės (1).csv", "Only whoever uploaded it")
	r.want(author.get("/admin/media?name=GATVĖS"), http.StatusOK, path)
	r.want(author.get("/admin/media?kind=picture"), http.StatusOK, "No file is like this")
	file := between(author.get(path).body, `<p><a href="`, `"`)
	if !strings.HasPrefix(file, path+"/file/gatves") {
		t.Errorf("the file is at %q", file)
	}
	r.want(author.get(file), http.StatusOK, "file of ")
	for name, b := range map[string]*browser{"another author": press, "a reader": reader, "a stranger": r.browser()} {
		for _, p := range []string{path, file} {
			if got := b.get(p); got.status == http.StatusOK {
				t.Errorf("%s gets %s", name, p)
			}
		}
		if strings.Contains(b.get("/admin/media").body, path) {
			t.Errorf("%s is told of the file", name)
		}
	}
	id := r.draft("Juodraštis")
	r.save(id, func(w *content.Words) {
		w.Body += "\n\n" + content.Embed(content.ID(strings.TrimPrefix(path, "/admin/media/")), "x", false)
	})
	r.want(press.get(path), http.StatusOK, "Juodraštis", "Whoever may read one of its texts")
	r.want(press.get(file), http.StatusOK)
	r.want(reader.get(path), http.StatusForbidden)
	// Who brings the same bytes has them already.
	second := press.carry("/admin/media", nil, [2]string{"kitas.csv", string(table("b"))})
	r.want(second, http.StatusSeeOther)
	r.want(r.as("press_officer_2").carry("/admin/media", nil, [2]string{"trečias.csv", string(table("b"))}), http.StatusSeeOther)
	r.want(r.as("press_officer_2").get(second.to()), http.StatusOK, "kitas.csv")
}

// What is refused is told beside its name, and does not keep others out.
func TestRefusedFilesAreToldOneByOne(t *testing.T) {
	r := newRig(t)
	author := r.as("author")
	got := author.carry("/admin/media", nil, [2]string{"a.csv", string(table("a"))}, [2]string{"virus.exe", "MZ\x90\x00\x03\x00\x00\x00"},
		[2]string{"page.svg", `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`}, [2]string{"<b>leer.csv", ""})
	r.want(got, http.StatusUnprocessableEntity, "virus.exe: The file holds", "page.svg: The file holds", "&lt;b&gt;leer.csv: The file is empty", "a.csv")
	if strings.Contains(got.body, "<b>leer") {
		t.Error("a name is markup")
	}
	r.want(author.carry("/admin/media", nil), http.StatusUnprocessableEntity, "Choose a file")
	r.want(r.as("language_editor").carry("/admin/media", nil, [2]string{"a.csv", string(table("c"))}), http.StatusForbidden)
	r.want(author.carry("/admin/media", map[string]string{formField: "wrong"}, [2]string{"a.csv", string(table("d"))}), http.StatusForbidden)
	// One form takes more than a body may hold elsewhere, and only so much.
	r.want(author.carry("/admin/media", nil, [2]string{"mid.csv", string(table(strings.Repeat("y,1\n", 3<<18) + "z"))}), http.StatusSeeOther)
	large := LargeBody()
	if large.Limit != 16<<20 || large.AtOnce != 2 || !large.Match("POST", "/admin/media") || large.Match("GET", "/admin/media") || large.Match("POST", "/admin/media/pieces") {
		t.Error("other forms are let through, or this one is not")
	}
}

// A file that comes in pieces goes on where it was broken off.
func TestPiecesGoOnAfterABreak(t *testing.T) {
	r := newRig(t)
	author := r.as("author")
	body := string(table(strings.Repeat("z", 1000)))
	const pieces = "/admin/media/pieces"
	got := author.post(pieces, url.Values{"name": {"ilgas.csv"}, "size": {strconv.Itoa(len(body))}})
	r.want(got, http.StatusOK, `"received":0`)
	one := pieces + "/" + between(got.body, `"id":"`, `"`)
	send := func(b *browser, at int, part string) page {
		return b.carry(one, map[string]string{"offset": strconv.Itoa(at)}, [2]string{"blob", part})
	}
	r.want(send(author, 0, body[:400]), http.StatusOK, `"received":400`)
	r.want(send(author, 0, body[:400]), http.StatusOK, `"received":400`)
	r.want(send(author, 500, body[500:]), http.StatusConflict, `"received":400`, "problem")
	r.want(send(author, 0, "other"), http.StatusUnprocessableEntity, "has changed since")
	r.want(author.get(one), http.StatusOK, `"received":400`)
	r.want(author.post(one+"/finish", nil), http.StatusConflict)
	for _, b := range []*browser{r.as("press_officer"), r.as("registrar")} {
		r.want(b.get(one), http.StatusNotFound)
		r.want(send(b, 400, body[400:]), http.StatusNotFound)
		r.want(b.post(one+"/finish", nil), http.StatusNotFound)
		r.want(b.post(one+"/discard", nil), http.StatusNotFound)
	}
	r.want(author.get("/admin/media"), http.StatusOK, "ilgas.csv", "Unfinished uploads")
	r.want(send(author, 400, body[400:]), http.StatusOK)
	done := author.post(one+"/finish", nil)
	r.want(done, http.StatusOK, `"go":"/admin/media/`)
	r.want(author.get(between(done.body, `"go":"`, `"`)), http.StatusOK, "ilgas.csv")
	r.want(author.post(one+"/finish", nil), http.StatusNotFound)

	r.want(author.post(pieces, url.Values{"name": {"x"}, "size": {"5000000000"}}), http.StatusUnprocessableEntity, "too large")
	r.want(author.post(pieces, url.Values{"name": {"x"}, "size": {"-1"}}), http.StatusUnprocessableEntity, "problem")
	r.want(author.post(pieces, url.Values{"name": {"x"}, "size": {"many"}}), http.StatusUnprocessableEntity, "problem")
	bad := author.post(pieces, url.Values{"name": {"x.exe"}, "size": {"8"}})
	one = pieces + "/" + between(bad.body, `"id":"`, `"`)
	r.want(send(author, 0, "MZ\x90\x00\x03\x00\x00\x00"), http.StatusOK)
	r.want(author.post(one+"/finish", nil), http.StatusUnprocessableEntity, "problem")
	for range 3 {
		r.want(author.post(pieces, url.Values{"name": {"x"}, "size": {"9"}}), http.StatusOK)
	}
	many := author.post(pieces, url.Values{"name": {"x"}, "size": {"9"}})
	r.want(many, http.StatusUnprocessableEntity, "unfinished uploads")
	r.want(author.post(pieces+"/"+between(author.get("/admin/media").body, pieces+"/", "/")+"/discard", nil), http.StatusSeeOther)
}

func TestTheFocalPointIsKept(t *testing.T) {
	r := newRig(t)
	id := r.bring("author", "upė.png", picture(40))
	author, path := r.as("author"), fileURL(id)
	notes := between(author.get(path).body, `name="notes" value="`, `"`)
	set := func(x, y, notes string) page {
		return author.post(path+"/describe", url.Values{"focal_x": {x}, "focal_y": {y}, "notes": {notes}, "credit": {"Ona"}})
	}
	r.want(set("120", "5", notes), http.StatusUnprocessableEntity, "Choose a point within", `value="120"`)
	r.want(set("a", "5", notes), http.StatusUnprocessableEntity, "Choose a point within")
	r.want(set("12,4", "88", notes), http.StatusSeeOther)
	r.want(author.get(path), http.StatusOK, `name="focal_x" inputmode="numeric" value="12"`, `value="88"`, `value="Ona"`)
	r.want(set("1", "1", notes), http.StatusConflict, "has changed since")
	r.want(r.as("press_officer").post(path+"/describe", url.Values{"focal_x": {"1"}}), http.StatusNotFound)
	r.want(r.as("language_editor").post(path+"/describe", url.Values{"focal_x": {"1"}}), http.StatusForbidden)
}

// A new file takes the place of another in drafts, for the usual steps; one that
// readers are not given yet is asked about.
func TestAFileIsReplacedAtTheDesk(t *testing.T) {
	r := newRig(t)
	id := r.draft("Su failu")
	old := r.shown(id)
	_, err := r.desk.Submit(t.Context(), r.actor("author"), editorial.Submit{Document: id, Locale: "lt"})
	r.must(err)
	_, err = r.desk.PublishUrgently(t.Context(), r.actor("press_officer"), editorial.Urgent{Document: id, Locale: "lt", Reason: "Skubu."})
	r.must(err)
	press := r.as("press_officer")
	r.want(press.get(fileURL(old)), http.StatusOK, "Everybody: a public text shows it.", "Replace in all texts")
	if strings.Contains(r.as("author").get(fileURL(old)).body, "Replace in all texts") {
		t.Error("an author is offered to replace a file")
	}
	r.want(press.carry("/admin/media", map[string]string{"replace": string(old)}, [2]string{"b.png", string(picture(9))}), http.StatusUnprocessableEntity, "Choose a file of the same kind")

	staff := r.bring("author", "vidaus.csv", table("staff"))
	other := r.draft("Kitas")
	r.save(other, func(w *content.Words) { w.Body += "\n\n" + content.Embed(staff, "x", false) })
	asked := press.carry("/admin/media", map[string]string{"replace": string(old)}, [2]string{"vidaus.csv", string(table("staff"))})
	r.want(asked, http.StatusSeeOther)
	r.want(press.get(asked.to()), http.StatusOK, "vidaus.csv", `name="agree"`)
	r.want(press.post(fileURL(old)+"/replace", url.Values{"by": {string(staff)}}), http.StatusUnprocessableEntity, "Readers do not see this file yet", `name="agree"`)
	r.want(press.post(fileURL(old)+"/replace", url.Values{"by": {string(staff)}, "agree": {string(staff)}}), http.StatusSeeOther)
	if !strings.Contains(r.text(id).words.Body, string(staff)) {
		t.Error("the draft has the old file")
	}
	r.want(press.get(fileURL(old)), http.StatusOK, "Another file took its place.")
}
