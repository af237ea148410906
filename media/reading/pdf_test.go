package reading

import (
	"errors"
	"os"
	"strings"
	"testing"

	"herald/media"
)

// pages of each language, written by two programs from the same source: a heading, two
// columns of which words are parted at the ends of lines, a table, and a second page.
// Chromium and LibreOffice Writer made them; the names of the files say which.
var written = map[string][3]string{
	"en":      {"Decision on the official fee for flats", "The office offers a difficult fish and chips affair: the first five figures are filed efficiently.", "Residents may appeal within thirty days after notification."},
	"lt":      {"Sprendimas dėl žemės sklypų paskirties keitimo", "Šilutės rajono savivaldybės taryba įpareigoja administraciją užtikrinti, kad ąžuolų ūksmėje nebūtų šiukšlių.", "Sprendimas gali būti skundžiamas per trisdešimt dienų nuo įteikimo."},
	"sl":      {"Odlok o urejanju zelenih površin", "Občinski svet določa, da so žive meje ob cestah največ meter visoke, sicer se čiščenje zaračuna.", "Pritožba je mogoča v tridesetih dneh po vročitvi."},
	"sq":      {"Vendim për pagesën e shërbimeve komunale", "Këshilli bashkiak përcakton që çdo familje të paguajë shërbimin e pastrimit në fillim të vitit.", "Ankesa bëhet brenda tridhjetë ditëve nga njoftimi."},
	"sr":      {"Одлука о комуналном реду", "Скупштина општине утврђује да се ђубре и остаци љубичица одлажу у џакове поред њиве.", "Жалба се подноси у року од тридесет дана од достављања."},
	"sr-Latn": {"Odluka o komunalnom redu", "Skupština opštine utvrđuje da se đubre i ostaci ljubičica odlažu u džakove pored njive.", "Žalba se podnosi u roku od trideset dana od dostavljanja."},
	"ka":      {"გადაწყვეტილება მუნიციპალური ქონების შესახებ", "საკრებულო ადგენს, რომ მოქალაქეებმა ნაგავი უნდა გაიტანონ დადგენილ დღეებში და ადგილებზე.", "გადაწყვეტილება შეიძლება გასაჩივრდეს ოცდაათი დღის ვადაში."},
	"bg":      {"Решение за определяне на местните такси", "Общинският съвет определя, че йонизираният въздух и ъгловите парцели се облагат съгласно наредбата.", "Жалбата се подава в тридесетдневен срок от съобщаването."},
}

// oneLine is text as one line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// TestPDFInEveryLanguage wants every sentence whole, as often as it stands there and in
// the order of the page, and no word that was not written.
func TestPDFInEveryLanguage(t *testing.T) {
	r := reader(t, "child")
	for locale, said := range written {
		for _, maker := range []string{"chromium", "writer"} {
			name := locale + "." + maker + ".pdf"
			text, err := r.Read(t.Context(), media.PDF, blobAt(t, name))
			if err != nil || text.Cut || text.Pages != 2 {
				t.Errorf("%s: %d pages, cut %v, %v", name, text.Pages, text.Cut, err)
				continue
			}
			title, first, last := said[0], said[1], said[2]
			want := strings.Join([]string{title, first, last, first, "1", first, "2", last, title + ".", last}, " ")
			if got := oneLine(text.Body); squeezed(got) != squeezed(want) {
				t.Errorf("%s:\n got %s\nwant %s", name, got, want)
			} else if missing := wordsBeyond(want, got); len(missing) > 0 {
				t.Errorf("%s: words are not whole: %q in\n%s", name, missing, text.Body)
			}
		}
	}
}

// squeezed is text without space.
func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

// wordsBeyond gives the words of a that are not in b.
func wordsBeyond(a, b string) (all []string) {
	have := map[string]bool{}
	for _, w := range strings.Fields(b) {
		have[strings.Trim(w, ",.:")] = true
	}
	for _, w := range strings.Fields(a) {
		if !have[strings.Trim(w, ",.:")] {
			all = append(all, w)
		}
	}
	return all
}

// TestOffice reads what a word processor wrote.
func TestOffice(t *testing.T) {
	r := reader(t, "child")
	for name, kind := range map[string]media.Kind{"bg.docx": media.DOCX, "ka.odt": media.ODT} {
		said := written[name[:2]]
		text, err := r.Read(t.Context(), kind, blobAt(t, name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i, n := range []int{2, 3, 3} {
			if got := strings.Count(oneLine(text.Body), said[i]); got != n {
				t.Errorf("%s: %q is in it %d times, want %d:\n%s", name, said[i], got, n, text.Body)
			}
		}
	}
}

// TestWhereNothingMayBeTranslated reads with the interpreter, as where memory cannot be
// made to run.
func TestWhereNothingMayBeTranslated(t *testing.T) {
	raw, err := os.ReadFile("testdata/lt.chromium.pdf")
	if err != nil {
		t.Fatal(err)
	}
	machine, err := start(t.Context(), slowly())
	if err != nil {
		t.Fatal(err)
	}
	text, err := readWith(machine, blobOf(raw), int64(len(raw)), DefaultLimits())
	if err != nil || !strings.HasPrefix(text.Body, written["lt"][0]) {
		t.Errorf("%q, %v", text.Body, err)
	}
}

// TestPagesAreBounded reads no more pages than it may.
func TestPagesAreBounded(t *testing.T) {
	raw, err := os.ReadFile("testdata/en.writer.pdf")
	if err != nil {
		t.Fatal(err)
	}
	machine, err := openMachine(t.Context(), reader(t, "child").cache())
	if err != nil {
		t.Fatal(err)
	}
	l := DefaultLimits()
	l.Pages = 1
	text, err := readWith(machine, blobOf(raw), int64(len(raw)), l)
	if err != nil || !text.Cut || text.Pages != 1 {
		t.Errorf("%d pages, cut %v, %v", text.Pages, text.Cut, err)
	}
	l = DefaultLimits()
	l.Enough = 0
	if text, err := readWith(machine, blobOf(raw), int64(len(raw)), l); err != nil || !text.Cut || text.Body != "" {
		t.Errorf("without time: %q, cut %v, %v", text.Body, text.Cut, err)
	}
}

// TestOtherFiles are told from those that are damaged.
func TestOtherFiles(t *testing.T) {
	r := reader(t, "child")
	for _, c := range []struct {
		kind media.Kind
		raw  string
		want Why
	}{
		{media.JPEG, "\xff\xd8", Other},
		{media.PDF, "", Damaged}, {media.PDF, "%PDF-1.7\nnothing", Damaged},
		{media.DOCX, "PK\x03\x04", Damaged}, {media.ODT, "no archive", Damaged},
	} {
		if _, err := r.Read(t.Context(), c.kind, blobOf([]byte(c.raw))); !errors.Is(err, c.want) {
			t.Errorf("%s %q: %v, want %v", c.kind, c.raw, err, c.want)
		}
	}
}
