package intake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/internal/fault"
	"herald/media"
)

type good struct {
	name string
	text string
	want Found
}

// goods are files of every kind that must be taken in.
func goods() []good {
	still := func(kind media.Kind, w, h, turn int) Found {
		return Found{Kind: kind, Width: w, Height: h, Turn: turn, Frames: 1}
	}
	return []good{
		{"JPEG of a camera", goodJPEG(), still(media.JPEG, 40, 30, 6)},
		{"JPEG without notes", plainJPEG(8, 9), still(media.JPEG, 8, 9, 1)},
		{"JPEG with a film behind it", goodJPEG() + goodMP4(), still(media.JPEG, 40, 30, 6)},
		{"JPEG with script in a comment", plainJPEG(8, 9)[:2] + jpegSegment(markCOM, "<script>alert(1)</script>") + plainJPEG(8, 9)[2:], still(media.JPEG, 8, 9, 1)},
		{"PNG", goodPNG(), still(media.PNG, 50, 20, 8)},
		{"PNG with letters behind it", plainPNG(9, 8) + "MZ PK %PDF <b>Rar!", still(media.PNG, 9, 8, 1)},
		{"GIF", goodGIF(1), still(media.GIF, 16, 12, 1)},
		{"GIF that moves", goodGIF(5), Found{Kind: media.GIF, Width: 16, Height: 12, Turn: 1, Frames: 5}},
		{"WebP", goodWebP(), still(media.WebP, 70, 30, 3)},
		{"WebP without loss", riff(vp8l(300, 200)), still(media.WebP, 300, 200, 1)},
		{"WebP of one chunk", riff(vp8(300, 200)), still(media.WebP, 300, 200, 1)},
		{"PDF", goodPDF(), Found{Kind: media.PDF}},
		{"PDF with packed objects", packedPDF(), Found{Kind: media.PDF}},
		{"PDF that is signed", pdfWith("", "<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>", infoWords), Found{Kind: media.PDF, Signed: true}},
		{"PDF that opens at a place", pdfWith("/OpenAction 4 0 R", "<< /S /GoTo /D [3 0 R /Fit] >>"), Found{Kind: media.PDF}},
		{"PDF with a link of its own", pdfWith("", "<< /S /URI /URI (https://example.org) >>"), Found{Kind: media.PDF}},
		{"DOCX", goodText(), Found{Kind: media.DOCX}},
		{"XLSX", goodSheet(), Found{Kind: media.XLSX}},
		{"ODT", goodOpen(string(media.ODT)), Found{Kind: media.ODT}},
		{"ODS", goodOpen(string(media.ODS)), Found{Kind: media.ODS}},
		{"CSV", goodCSV, Found{Kind: media.CSV}},
		{"CSV with a byte order mark", "\ufeffa,b\r\n1,2\r\n", Found{Kind: media.CSV}},
		{"CSV of a header", "a\tb\tc", Found{Kind: media.CSV}},
		{"VTT", goodVTT, Found{Kind: media.VTT}},
		{"MP4", goodMP4(), Found{Kind: media.MP4, Width: 720, Height: 1280, Length: 12500 * time.Millisecond}},
		{"MP4 in parts", partedMP4(), Found{Kind: media.MP4, Width: 1280, Height: 720, Length: 6 * time.Second}},
		{"WebM", goodWebM(), Found{Kind: media.WebM, Width: 640, Height: 360, Length: 8 * time.Second}},
		{"WebM of a browser", liveWebM(), Found{Kind: media.WebM, Width: 640, Height: 360, Length: 3 * time.Second}},
		{"MP3", goodMP3(), Found{Kind: media.MP3, Length: 2612 * time.Millisecond}},
		{"MP3 without tags", mp3Frames(50), Found{Kind: media.MP3, Length: 1306 * time.Millisecond}},
	}
}

func identify(text string) (Found, error) {
	return Identify(context.Background(), strings.NewReader(text), int64(len(text)), media.DefaultLimits())
}

func TestGoodFilesOfEveryKindAreTakenIn(t *testing.T) {
	var seen []media.Kind
	for _, g := range goods() {
		t.Run(g.name, func(t *testing.T) {
			got, err := identify(g.text)
			if err != nil {
				t.Fatalf("refused: %v", err)
			}
			if got != g.want {
				t.Fatalf("got %+v, want %+v", got, g.want)
			}
			seen = append(seen, got.Kind)
		})
	}
	for _, k := range media.Kinds() {
		if !slices.Contains(seen, k) {
			t.Errorf("no good file of kind %s", k)
		}
	}
}

func clean(t *testing.T, text string, found Found) (string, bool) {
	t.Helper()
	var out bytes.Buffer
	changed, err := Clean(context.Background(), found, strings.NewReader(text), int64(len(text)), &out)
	if err != nil {
		t.Fatalf("clean: %v", err)
	}
	if !changed {
		if out.Len() > 0 {
			t.Fatal("a file that needs no cleaning was written")
		}
		return text, false
	}
	return out.String(), true
}

// everything is a file with all that is packed in it.
func everything(t *testing.T, text string) string {
	t.Helper()
	all := text
	if a, err := openArchive(newSource(context.Background(), strings.NewReader(text), int64(len(text))), mostUnpacked); err == nil {
		for _, e := range a.entries {
			all += everything(t, string(must(io.ReadAll(a.open(e)))))
		}
	}
	for rest := text; ; {
		_, after, ok := strings.Cut(rest, "/FlateDecode")
		if !ok {
			return all
		}
		_, rest, _ = strings.Cut(after, "stream\n")
		all += string(must(io.ReadAll(must((&inflater{left: 1 << 20}).open(strings.NewReader(rest), 1<<20)))))
	}
}

func TestWhatTheMakerWroteDoesNotReachThePublic(t *testing.T) {
	for _, g := range goods() {
		if g.want.Kind.Class() == media.Picture || g.want.Signed {
			continue
		}
		t.Run(g.name, func(t *testing.T) {
			out, changed := clean(t, g.text, g.want)
			for _, words := range planted {
				if strings.Contains(everything(t, out), words) {
					t.Errorf("%q is still there", words)
				}
				if !changed && strings.Contains(everything(t, g.text), words) {
					t.Errorf("%q was there and nothing changed", words)
				}
			}
			again, err := identify(out)
			if err != nil || again != g.want {
				t.Fatalf("cleaned: %+v, %v; want %+v", again, err, g.want)
			}
			if _, changed := clean(t, out, again); changed {
				t.Error("what was cleaned is changed again")
			}
			if in := g.want.Kind; len(out) != len(g.text) && (in == media.PDF || in == media.MP4 || in == media.WebM) {
				t.Errorf("%d bytes became %d: places have moved", len(g.text), len(out))
			}
		})
	}
}

func TestCleaningKeepsTheContent(t *testing.T) {
	for _, c := range []struct {
		name, text string
		found      Found
		kept       []string
	}{
		{"PDF", goodPDF(), Found{Kind: media.PDF}, []string{"words of the page", "https://example.org/"}},
		{"packed PDF", packedPDF(), Found{Kind: media.PDF}, []string{"words that stay"}},
		{"DOCX", goodText(), Found{Kind: media.DOCX}, []string{"Council &amp; town", `w:author="Ona"`, "https://example.org/", "<v>1</v>", string(bareEXIF(6))}},
		{"ODT", goodOpen(string(media.ODT)), Found{Kind: media.ODT}, []string{"./Object 1", `full-path="/"`}},
		{"MP4", goodMP4(), Found{Kind: media.MP4}, []string{"frames of the film", "more frames"}},
		{"WebM", goodWebM(), Found{Kind: media.WebM}, []string{"a block"}},
		{"MP3", goodMP3(), Found{Kind: media.MP3}, []string{mp3Frames(100)}},
	} {
		out, changed := clean(t, c.text, c.found)
		if !changed {
			t.Errorf("%s: nothing changed", c.name)
		}
		for _, words := range c.kept {
			if !strings.Contains(everything(t, out), words) {
				t.Errorf("%s: %.40q is gone", c.name, words)
			}
		}
	}
}

func TestASignedFileIsServedAsItIs(t *testing.T) {
	text := docx("", file{"_xmlsignatures/origin.sigs", "x"}, file{"docProps/core.xml", "<x>" + plantedAuthor + "</x>"})
	found, err := identify(text)
	if err != nil || !found.Signed {
		t.Fatalf("got %+v, %v", found, err)
	}
	if _, changed := clean(t, text, found); changed {
		t.Fatal("a signature was broken")
	}
}

func TestAPictureIsNotCleaned(t *testing.T) {
	_, err := Clean(context.Background(), Found{Kind: media.JPEG}, strings.NewReader(""), 0, io.Discard)
	if err == nil || fault.KindOf(err) != fault.Internal {
		t.Fatalf("got %v", err)
	}
}

func TestAnEndedContextEndsTheLook(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, g := range goods() {
		r, n := strings.NewReader(g.text), int64(len(g.text))
		if _, err := Identify(ctx, r, n, media.DefaultLimits()); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", g.name, err)
		}
	}
}

func TestAFailingDiskIsNobodysFault(t *testing.T) {
	for _, g := range goods() {
		if _, err := Identify(context.Background(), strings.NewReader(g.text), int64(len(g.text))+1000, media.DefaultLimits()); err == nil || fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", g.name, err)
		}
	}
}
