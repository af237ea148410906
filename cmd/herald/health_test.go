package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"herald/internal/health"
)

// remembering is a house that has nothing but the notes in its data folder.
func remembering(dir string) *house { return &house{dir: dir, notes: folderNotes{dir}} }

// A backup is known wherever it was written to, and the newest of all counts.
func TestTheLastBackupIsKnown(t *testing.T) {
	t.Parallel()
	data, room := furnished(t), t.TempDir()
	if last := remembering(data).lastBackup(t.Context()); !last.At.IsZero() {
		t.Fatalf("before any: %+v", last)
	}
	file := filepath.Join(room, "b.tar")
	must(t, "backup", "--data", data, file)
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	last := remembering(data).lastBackup(t.Context())
	if last.Where != file || last.Size != info.Size() || time.Since(last.At) > time.Minute {
		t.Errorf("%+v, the file has %d bytes", last, info.Size())
	}
	// It was carried to another machine: it was made all the same.
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if again := remembering(data).lastBackup(t.Context()); again != last {
		t.Errorf("%+v after it was carried away, %+v before", again, last)
	}
	write(t, data, map[string]string{backupDir + "/herald-2026-11-19.tar": "an older name", backupDir + "/herald-2026-11-20.tar": "the newest", backupDir + "/own.tar": "no night"})
	night := filepath.Join(data, backupDir, "herald-2026-11-20.tar")
	if err := os.Chtimes(night, time.Time{}, last.At.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if last := remembering(data).lastBackup(t.Context()); last.Where != night || last.Size != int64(len("the newest")) {
		t.Errorf("of the nights: %+v", last)
	}
	write(t, data, map[string]string{backupNote: "{torn"})
	if last := remembering(data).lastBackup(t.Context()); last.Where != night {
		t.Errorf("with a torn note: %+v", last)
	}
}

func TestWhatVerifyFoundIsKnown(t *testing.T) {
	t.Parallel()
	data := furnished(t)
	must(t, "verify", "--data", data)
	var found checked
	remembering(data).readNote(t.Context(), verifyNote, &found)
	if found.Damaged != 0 || found.Position != 1 || time.Since(found.At) > time.Minute {
		t.Errorf("%+v", found)
	}
	behind(t, data, "DELETE FROM texts WHERE hash = (SELECT min(hash) FROM texts)")
	if r := call(t, "verify", "--data", data); r.code == 0 {
		t.Fatal("nothing was found")
	}
	remembering(data).readNote(t.Context(), verifyNote, &found)
	if found.Damaged == 0 {
		t.Errorf("%+v", found)
	}
}

// The certificate that is shown is told, and that another lies in its place.
func TestTheCertificateThatIsShownIsTold(t *testing.T) {
	dir := t.TempDir()
	file, _, _ := certificate(t, dir)
	shown, err := leafOf(file)
	if err != nil {
		t.Fatal(err)
	}
	s := &server{program: &program{}, certificate: shown}
	s.cli.Data, s.config.TLSCert = dir, file
	got := s.certificateHealth()
	if len(got.Names) == 0 || !got.Until.Equal(shown.NotAfter) || !got.Renewed.IsZero() {
		t.Errorf("%+v", got)
	}
	earlier := *shown
	earlier.NotAfter = shown.NotAfter.Add(-24 * time.Hour)
	s.certificate = &earlier
	if got := s.certificateHealth(); !got.Renewed.Equal(shown.NotAfter) {
		t.Errorf("renewed: %+v", got)
	}
	if got := new(server).certificateHealth(); len(got.Names) != 0 {
		t.Errorf("without: %+v", got)
	}
	if _, err := leafOf(filepath.Join(dir, "none")); err == nil {
		t.Error("a file that is not there has a certificate")
	}
}

func TestTheDiskIsMeasured(t *testing.T) {
	if d := diskOf(t.TempDir()); d.Free <= 0 || d.Free > d.Total {
		t.Errorf("%+v", d)
	}
	if d := diskOf(filepath.Join(t.TempDir(), "none")); d != (health.Disk{}) {
		t.Errorf("a folder that is not there: %+v", d)
	}
}
