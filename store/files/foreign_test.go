package files

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"herald/content"
	"herald/internal/fault"
)

func write(t *testing.T, s *Store, place string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(s.at(place)), 0o700))
	must(t, os.WriteFile(s.at(place), []byte("odd"), 0o600))
}

func TestForeignThingsAreNamedAndSetAside(t *testing.T) {
	s := opened(t)
	h, _ := kept(t, s, 100)
	upper := strings.ToUpper(string(content.Sum([]byte("upper"))))
	stray := string(content.Sum([]byte("stray")))
	want := map[string]bool{}
	for _, place := range []string{
		"blobs/.DS_Store", "blobs/notes.txt", "blobs/ab/notes.txt", "blobs/ab/cd/notes.txt", "blobs/" + stray,
		"blobs/00/00/" + stray, "blobs/AB", "blobs/" + upper[:2] + "/" + upper[2:4] + "/" + upper,
		"blobs/ab/cd/" + strings.Repeat("a", 63), "blobs/ab/cd/two\nlines", "blobs/ab/cd/\xff\xfe", "incoming/film.mp4",
	} {
		write(t, s, place)
		want[place] = true
	}
	delete(want, "blobs/"+upper[:2]+"/"+upper[2:4]+"/"+upper)
	want["blobs/"+upper[:2]] = true
	write(t, s, "blobs/ab/cd/folder/deep/file")
	want["blobs/ab/cd/folder"] = true

	for _, l := range lying(t, s) {
		if l.Hash == h {
			continue
		}
		if l.Hash != "" || !want[l.Place] {
			t.Errorf("lying: %+v", l)
			continue
		}
		delete(want, l.Place)
		must(t, s.Quarantine(t.Context(), l.Place))
	}
	if len(want) > 0 {
		t.Errorf("not named: %v", want)
	}
	if left := lying(t, s); len(left) != 1 || left[0].Hash != h {
		t.Errorf("left: %+v", left)
	}
	must(t, s.Check(t.Context(), h))
	aside, err := filepath.Glob(s.at("quarantine/*/*"))
	if err != nil || len(aside) != 13 {
		t.Errorf("set aside: %q, %v", aside, err)
	}
}

func TestQuarantineNeverOverwrites(t *testing.T) {
	s := opened(t)
	for range 3 {
		write(t, s, "blobs/ab/odd")
		must(t, s.Quarantine(t.Context(), "blobs/ab/odd"))
	}
	if aside, err := filepath.Glob(s.at("quarantine/*/odd")); err != nil || len(aside) != 3 {
		t.Errorf("set aside: %q, %v", aside, err)
	}
}

func TestQuarantineRefusesPlacesThatAreNotOfBlobs(t *testing.T) {
	s := opened(t)
	h, _ := kept(t, s, 100)
	outside := filepath.Join(filepath.Dir(s.dir), "outside")
	must(t, os.WriteFile(outside, []byte("mine"), 0o600))
	must(t, os.WriteFile(s.at("herald.db"), []byte("mine"), 0o600))
	must(t, os.Mkdir(s.at("linked"), 0o700))
	must(t, os.WriteFile(s.at("linked/file"), []byte("mine"), 0o600))
	must(t, os.Symlink("../linked", s.at("blobs/aa")))
	must(t, os.Symlink(filepath.Dir(s.dir), s.at("blobs/bb")))
	good := filepath.Dir(Place(h))
	for _, place := range []string{
		"", ".", "..", "/", outside, "../outside", "blobs/../../outside", "blobs/../herald.db", "blobs/../blobs/ab", "herald.db",
		"blobs", "blobs/", "incoming", "quarantine", "quarantine/x", "blobs/aa/file", "blobs/bb/outside", "blobs//ab",
		filepath.Dir(good), good, good + "/", good + "/.",
	} {
		wants(t, s.Quarantine(t.Context(), place), fault.Invalid, place)
	}
	for _, path := range []string{outside, s.at("herald.db"), s.at("linked/file")} {
		if body, err := os.ReadFile(path); err != nil || string(body) != "mine" {
			t.Errorf("%s: %q, %v", path, body, err)
		}
	}
	must(t, s.Check(t.Context(), h))
}

func TestLinksAreNeverFollowed(t *testing.T) {
	s := opened(t)
	other := opened(t)
	h, body := kept(t, other, 100)
	place := Place(h)
	must(t, s.folder(filepath.Dir(filepath.Dir(place))))
	for name, link := range map[string]string{"the file": place, "its folder": filepath.Dir(place)} {
		t.Run(name, func(t *testing.T) {
			must(t, os.MkdirAll(filepath.Dir(s.at(link)), 0o700))
			must(t, os.Symlink(other.at(link), s.at(link)))
			_, err := s.Open(t.Context(), h)
			wants(t, err, fault.NotFound, "open")
			wants(t, s.Check(t.Context(), h), fault.NotFound, "check")
			all := lying(t, s)
			if len(all) != 1 || all[0].Hash != "" || all[0].Place != filepath.ToSlash(link) {
				t.Fatalf("lying: %+v", all)
			}
			must(t, s.Quarantine(t.Context(), all[0].Place))
			must(t, other.Check(t.Context(), h))
			must(t, put(t, s, t.TempDir(), body))
			must(t, s.Check(t.Context(), h))
			must(t, os.RemoveAll(s.at(filepath.Dir(place))))
			must(t, other.Check(t.Context(), h))
		})
	}
}

func TestNothingIsPutOrRemovedThroughALink(t *testing.T) {
	s := opened(t)
	other := opened(t)
	h, body := kept(t, other, 100)
	must(t, os.Symlink(other.at("blobs/"+string(h[:2])), s.at("blobs/"+string(h[:2]))))
	must(t, s.Remove(t.Context(), h))
	must(t, other.Check(t.Context(), h))
	must(t, other.Remove(t.Context(), h))
	wants(t, put(t, s, t.TempDir(), body), fault.Unavailable, "put")
	wants(t, other.Check(t.Context(), h), fault.NotFound, "check")
}

func TestALinkInThePlaceOfABlobIsReplacedItself(t *testing.T) {
	s := opened(t)
	outside := filepath.Join(t.TempDir(), "outside")
	must(t, os.WriteFile(outside, []byte("mine"), 0o600))
	h := content.Sum([]byte("blob"))
	must(t, s.folder(filepath.Dir(Place(h))))
	must(t, os.Symlink(outside, s.at(Place(h))))
	must(t, put(t, s, t.TempDir(), []byte("blob")))
	must(t, s.Check(t.Context(), h))
	if body, err := os.ReadFile(outside); err != nil || string(body) != "mine" {
		t.Errorf("outside: %q, %v", body, err)
	}
}

func TestAPipeInThePlaceOfABlobHoldsNobodyUp(t *testing.T) {
	s := opened(t)
	h := content.Sum([]byte("blob"))
	must(t, s.folder(filepath.Dir(Place(h))))
	must(t, syscall.Mkfifo(s.at(Place(h)), 0o600))
	_, err := s.Open(t.Context(), h)
	wants(t, err, fault.NotFound, "open")
	wants(t, s.Check(t.Context(), h), fault.NotFound, "check")
	if all := lying(t, s); len(all) != 1 || all[0].Hash != "" {
		t.Errorf("lying: %+v", all)
	}
}
