package admin

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"

	"herald/content"
)

// document gives a document of a program, as content/office keeps them.
func document(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile("../content/office/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// repacked gives an archive with other bytes for its PNG.
func repacked(t *testing.T, archive string, picture []byte) string {
	t.Helper()
	in, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		if !strings.HasSuffix(f.Name, ".png") {
			if err := out.Copy(f); err != nil {
				t.Fatal(err)
			}
			continue
		}
		w, err := out.Create(f.Name)
		if err == nil {
			_, err = w.Write(picture)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// huge is a PNG that says it has 60,000 pixels each way.
func huge() []byte {
	b := picture(9)
	binary.BigEndian.PutUint32(b[16:], 60_000)
	binary.BigEndian.PutUint32(b[20:], 60_000)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

var choices = map[string]string{"bring": "yes", "type": "news", "language": "lt", "site": "public"}

func with(more map[string]string) map[string]string {
	all := map[string]string{}
	for _, m := range []map[string]string{choices, more} {
		for k, v := range m {
			all[k] = v
		}
	}
	return all
}

// begunText is the text whose editor an address leads to.
func (r *rig) begunText(to string) (content.ID, *held) {
	r.Helper()
	id := content.ID(between(to, "/admin/documents/", "/"))
	if !id.Valid() {
		r.Fatalf("no text is begun: %q", to)
	}
	return id, r.text(id)
}

func TestADocumentBecomesADraftWithItsPictures(t *testing.T) {
	r := newRig(t)
	author := r.as("author")
	for i, name := range []string{"pandoc-lt.docx", "pandoc-lt.odt"} {
		got := author.carry("/admin/media", choices, [2]string{`C:\Dokumentai\` + name, repacked(t, document(t, name), picture(uint8(40+i)))})
		r.want(got, http.StatusSeeOther)
		_, o := r.begunText(got.to())
		if o.words.Title != "Tiltas per Nerį vėl atviras" || !strings.Contains(o.words.Body, "## Kas keičiasi") || !strings.Contains(o.words.Body, "[^1]: Tarybos") {
			t.Errorf("%s: %q\n%s", name, o.words.Title, o.words.Body)
		}
		asset := between(o.words.Body, "](asset:", ` "`)
		r.want(author.get("/admin/media/"+asset), http.StatusOK, "Tiltas per Nerį")
		page := author.get(got.to())
		r.want(page, http.StatusOK, "The draft is made out of the document", "From the document “"+name+"”", "<details class=\"begun\" open>")
	}
	// What was left out stays with the text while it is being worked, and in its history.
	got := author.carry("/admin/media", choices, [2]string{"biudzetas.docx", document(t, "libreoffice-rich.docx")})
	id, _ := r.begunText(got.to())
	path := "/admin/documents/" + string(id) + "/lt"
	r.want(author.get(path+"/edit"), http.StatusOK, `<details class="begun"><summary>`, "Tables with merged cells", "Pictures that only an address named")
	r.save(id, func(w *content.Words) { w.Body += "\n\nMore." })
	r.want(author.get(path+"/edit"), http.StatusOK, "Tables with merged cells, which now stand apart: 1 (Sritis)")
	r.want(r.as("language_editor").get(path), http.StatusOK, "Tables with merged cells")
}

func TestADocumentTakesTheTitleThatWasTyped(t *testing.T) {
	r := newRig(t)
	author := r.as("author")
	got := author.carry("/admin/media", with(map[string]string{"title": "Typed"}), [2]string{"a.docx", document(t, "pandoc-bg.docx")})
	if _, o := r.begunText(got.to()); o.words.Title != "Typed" {
		t.Errorf("title %q", o.words.Title)
	}
	// One without any has the name of its file, and says so.
	got = author.carry("/admin/media", choices, [2]string{"Posėdžio darbotvarkė.docx", untitled(t)})
	id, o := r.begunText(got.to())
	if o.words.Title != "Posėdžio darbotvarkė" {
		t.Errorf("title %q", o.words.Title)
	}
	r.want(author.get("/admin/documents/"+string(id)+"/lt/edit"), http.StatusOK, "names no title")
}

// untitled is a document of one paragraph.
func untitled(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Tik žodžiai.</w:t></w:r></w:p></w:body></w:document>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestADocumentComesInPieces(t *testing.T) {
	r := newRig(t)
	author := r.as("author")
	const pieces = "/admin/media/pieces"
	send := func(b *browser, name, body string) page {
		got := b.post(pieces, url.Values{"name": {name}, "size": {strconv.Itoa(len(body))}})
		r.want(got, http.StatusOK)
		one := pieces + "/" + between(got.body, `"id":"`, `"`)
		r.want(b.carry(one, map[string]string{"offset": "0"}, [2]string{"blob", body}), http.StatusOK)
		form := url.Values{}
		for k, v := range choices {
			form.Set(k, v)
		}
		got = b.post(one+"/finish", form)
		r.want(b.get(one), http.StatusNotFound) // nothing of it lies about
		return got
	}
	got := send(author, "a.odt", document(t, "pandoc-ka.odt"))
	r.want(got, http.StatusOK, `"go":"/admin/documents/`)
	if _, o := r.begunText(between(got.body, `"go":"`, `"`)); o.words.Title != "ახალი პარკი იხსნება" {
		t.Errorf("%q", o.words.Title)
	}
	r.want(send(author, "a.rtf", `{\rtf1 x}`), http.StatusUnprocessableEntity, `"problem":"This is an RTF document.`)
}

// What is refused is refused beside its field, with what was typed, and leaves
// neither a text nor a file behind.
func TestARefusedDocumentLeavesNothing(t *testing.T) {
	r := newRig(t)
	author := r.as("author")
	at := r.head()
	for name, c := range map[string]struct {
		fields map[string]string
		file   [2]string
		says   string
	}{
		"no archive":    {choices, [2]string{"a.docx", "MZ"}, "This is no DOCX and no ODT document"},
		"cut":           {choices, [2]string{"a.docx", document(t, "pandoc-lt.docx")[:5000]}, "The document is damaged"},
		"an old one":    {choices, [2]string{"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 512)}, "old version of Word"},
		"no file":       {choices, [2]string{}, "Choose a document first"},
		"another kind":  {with(map[string]string{"type": "no"}), [2]string{"a.docx", document(t, "pandoc-lt.docx")}, ""},
		"without body":  {with(map[string]string{"type": bodyless(r)}), [2]string{"a.docx", document(t, "pandoc-lt.docx")}, "has no body that a document could fill"},
		"no such place": {with(map[string]string{"site": "moon"}), [2]string{"a.docx", document(t, "pandoc-lt.docx")}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var files [][2]string
			if c.file[0] != "" {
				files = append(files, c.file)
			}
			got := author.carry("/admin/media", with(map[string]string{"title": "Kept as typed", "type": c.fields["type"], "site": c.fields["site"]}), files...)
			r.want(got, http.StatusUnprocessableEntity, c.says, "Kept as typed")
			if r.head() != at {
				t.Error("the log has moved")
			}
		})
	}
	r.want(author.post("/admin/documents/new", url.Values{"title": {"X"}, "type": {"news"}, "language": {"lt"}, "site": {"public"}, "file": {"a.docx"}}),
		http.StatusUnprocessableEntity, "The document was not sent")
	editor := r.as("language_editor")
	at = r.head()
	r.want(editor.carry("/admin/media", choices, [2]string{"a.docx", document(t, "pandoc-lt.docx")}), http.StatusForbidden)
	if r.head() != at {
		t.Error("the log has moved")
	}
}

func bodyless(r *rig) string {
	for _, t := range r.admin.Types.All() {
		if t.Body == content.Absent {
			return t.Name
		}
	}
	r.Skip("every Type has a body")
	return ""
}

// A picture beyond the limits of every upload is left out, and told; the words come.
func TestAPictureOfTooManyPixelsIsLeftOut(t *testing.T) {
	r := newRig(t)
	author := r.as("author")
	got := author.carry("/admin/media", choices, [2]string{"a.docx", repacked(t, document(t, "pandoc-lt.docx"), huge())})
	r.want(got, http.StatusSeeOther)
	_, o := r.begunText(got.to())
	if strings.Contains(o.words.Body, "asset:") || !strings.Contains(o.words.Body, "Tiltas rytą, saulei tekant") {
		t.Error(o.words.Body)
	}
	r.want(author.get(got.to()), http.StatusOK, "Picture left out: ")
}

// A picture that readers are not given yet would be put before everybody: it is
// left out, and told.
func TestAPictureThatIsNotPublicIsLeftOut(t *testing.T) {
	r := newRig(t)
	shown := r.bring("press_officer", "kept.png", picture(77))
	id := r.draft("Vidinis")
	r.save(id, func(w *content.Words) { w.Body += "\n\n![x](asset:" + string(shown) + ")" }, shown)
	author := r.as("author")
	got := author.carry("/admin/media", choices, [2]string{"a.docx", repacked(t, document(t, "pandoc-lt.docx"), picture(77))})
	r.want(got, http.StatusSeeOther)
	_, o := r.begunText(got.to())
	if strings.Contains(o.words.Body, string(shown)) {
		t.Error("the picture is in the text")
	}
	r.want(author.get(got.to()), http.StatusOK, "since readers cannot see that file yet")
}
