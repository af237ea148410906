package mongo

import (
	"bytes"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/mongotest"
	"herald/media"
	"herald/store/storetest"
)

// bucket gives an empty place for blobs on the server of the tests.
func bucket(t testing.TB) *Blobs {
	t.Helper()
	return connected(t, mongotest.Database(t)).Blobs()
}

// connected is a Store at address of which nothing is used but connection and schema.
func connected(t testing.TB, address string) *Store {
	t.Helper()
	o := Options{Patience: 20 * time.Second, Logger: slog.Default()}
	client, name, err := connect(address, o)
	must(t, err)
	s := &Store{client: client, db: client.Database(name), o: o}
	t.Cleanup(func() { must(t, s.Close()) })
	must(t, s.migrate(t.Context()))
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wants(t testing.TB, err error, k fault.Kind, doing string) {
	t.Helper()
	if !fault.Is(err, k) {
		t.Fatalf("%s: got error %v, want kind %v", doing, err, k)
	}
}

func TestBlobsInGridFS(t *testing.T) {
	storetest.Blobs(t, func(t *testing.T) media.Blobs { return bucket(t) })
}

// someBytes gives n bytes that no other call gives.
func someBytes(n int) []byte {
	body := make([]byte, n)
	for i := range body {
		body[i] = byte(rand.Uint32())
	}
	return body
}

func putBytes(t testing.TB, b *Blobs, body []byte) (content.Hash, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "upload")
	must(t, os.WriteFile(path, body, 0o600))
	f, err := os.Open(path)
	must(t, err)
	defer func() { _ = f.Close() }()
	return content.Sum(body), b.Put(t.Context(), content.Sum(body), f)
}

func keep(t testing.TB, b *Blobs, body []byte) content.Hash {
	t.Helper()
	h, err := putBytes(t, b, body)
	must(t, err)
	return h
}

// lying gives what Each names.
func lying(t testing.TB, b *Blobs) []media.Lying {
	t.Helper()
	var all []media.Lying
	must(t, b.Each(t.Context(), func(l media.Lying) error {
		all = append(all, l)
		return nil
	}))
	return all
}

// docs counts what is in a collection.
func docs(t testing.TB, b *Blobs, coll string) int64 {
	t.Helper()
	n, err := b.s.coll(coll).CountDocuments(t.Context(), bson.D{})
	must(t, err)
	return n
}

func update(t testing.TB, b *Blobs, coll string, which bson.D, values ...bson.E) {
	t.Helper()
	done, err := b.s.coll(coll).UpdateOne(t.Context(), which, set(values...))
	must(t, err)
	if done.MatchedCount != 1 {
		t.Fatalf("%s: nothing was damaged", coll)
	}
}

func TestDamagedBlobIsFoundAndMended(t *testing.T) {
	second := fields(field("n", 1))
	for name, damage := range map[string]func(*testing.T, *Blobs){
		"changed byte": func(t *testing.T, b *Blobs) { update(t, b, chunkColl, second, field("data", someBytes(chunkSize))) },
		"short chunk":  func(t *testing.T, b *Blobs) { update(t, b, chunkColl, second, field("data", someBytes(10))) },
		"lost chunk": func(t *testing.T, b *Blobs) {
			_, err := b.s.coll(chunkColl).DeleteOne(t.Context(), second)
			must(t, err)
		},
		"lost end":     func(t *testing.T, b *Blobs) { update(t, b, fileColl, bson.D{}, field("length", int64(chunkSize))) },
		"other length": func(t *testing.T, b *Blobs) { update(t, b, fileColl, bson.D{}, field("length", int64(5))) },
		"no length":    func(t *testing.T, b *Blobs) { update(t, b, fileColl, bson.D{}, field("length", "long")) },
		"no chunks":    func(t *testing.T, b *Blobs) { update(t, b, fileColl, bson.D{}, field("chunkSize", int32(0))) },
	} {
		t.Run(name, func(t *testing.T) {
			b, body := bucket(t), someBytes(2*chunkSize+1000)
			h := keep(t, b, body)
			damage(t, b)
			wants(t, b.Check(t.Context(), h), fault.Invalid, "check")
			if all := lying(t, b); len(all) != 1 || all[0].Hash != h {
				t.Errorf("lying: %+v", all)
			}
			keep(t, b, body)
			must(t, b.Check(t.Context(), h))
			if n := docs(t, b, chunkColl); n != 3 {
				t.Errorf("%d chunks, want 3", n)
			}
			// A damaged one goes for ever as well.
			damage(t, b)
			must(t, b.Remove(t.Context(), h))
			if n := docs(t, b, chunkColl) + docs(t, b, fileColl) + docs(t, b, asideColl); n > 0 {
				t.Errorf("%d documents are left", n)
			}
		})
	}
}

// TestDamageIsNotRead looks that a chunk of another length never shifts bytes.
func TestDamageIsNotRead(t *testing.T) {
	b, body := bucket(t), someBytes(3*chunkSize)
	h := keep(t, b, body)
	update(t, b, chunkColl, fields(field("n", 1)), field("data", body[:10]))
	f, err := b.Open(t.Context(), h)
	must(t, err)
	p := make([]byte, len(body))
	n, err := f.ReadAt(p, 0)
	wants(t, err, fault.Invalid, "read")
	if n != chunkSize || !bytes.Equal(p[:n], body[:n]) {
		t.Errorf("%d bytes were read, want the first chunk", n)
	}
	if n, err := f.ReadAt(p[:chunkSize], 2*chunkSize); n != chunkSize || err != nil || !bytes.Equal(p[:n], body[2*chunkSize:]) {
		t.Errorf("the chunk after it: %d, %v", n, err)
	}
}

// orphan leaves chunks without a file, made at an instant, as an upload that was killed.
func orphan(t testing.TB, b *Blobs, at time.Time, sizes ...int) bson.RawValue {
	t.Helper()
	id := objectID(at)
	for i, n := range sizes {
		_, err := b.s.coll(chunkColl).InsertOne(t.Context(), chunkDoc{bson.NewObjectID(), id, int32(i), someBytes(n)})
		must(t, err)
	}
	return id
}

func TestChunksWithoutAFile(t *testing.T) {
	b := bucket(t)
	h := keep(t, b, someBytes(1000))
	young := orphan(t, b, time.Now(), 10)
	old := orphan(t, b, time.Now().Add(-leftover-time.Minute), 100, 20)
	var found []media.Lying
	for _, l := range lying(t, b) {
		if l.Hash != h {
			found = append(found, l)
		}
	}
	if len(found) != 1 || found[0] != (media.Lying{Place: chunkColl + "/" + idText(old), Size: 120}) {
		t.Fatalf("found: %+v", found)
	}
	must(t, b.Quarantine(t.Context(), found[0].Place))
	if all := lying(t, b); len(all) != 1 || all[0].Hash != h {
		t.Errorf("lying: %+v", all)
	}
	wants(t, b.Quarantine(t.Context(), chunkColl+"/"+idText(young)), fault.Invalid, "quarantine what arrives")
	var f fileDoc
	must(t, b.s.coll(fileColl).FindOne(t.Context(), bson.D{}).Decode(&f))
	wants(t, b.Quarantine(t.Context(), chunkColl+"/"+idText(f.ID)), fault.Invalid, "quarantine the chunks of a blob")
	must(t, b.Check(t.Context(), h))
}

func TestWhatIsNoBlobIsNamedAndSetAside(t *testing.T) {
	b := bucket(t)
	h := keep(t, b, someBytes(1000))
	for _, foreign := range []any{
		fields(field("_id", "film"), field("length", int64(3)), field("chunkSize", int32(10)), field("filename", "film.mp4")),
		fields(field("_id", int64(7)), field("filename", "without length")),
		fields(field("_id", bson.NewObjectID()), field("length", int32(5)), field("filename", "../../etc/passwd")),
	} {
		_, err := b.s.coll(fileColl).InsertOne(t.Context(), foreign)
		must(t, err)
	}
	_, err := b.s.coll(chunkColl).InsertOne(t.Context(), fields(field("_id", "x"), field("files_id", "lost"), field("n", int32(0)), field("data", []byte("abc"))))
	must(t, err)
	sizes := map[int64]int{}
	for _, l := range lying(t, b) {
		if l.Hash == h {
			continue
		}
		sizes[l.Size]++
		if l.Hash != "" {
			t.Errorf("a blob: %+v", l)
		}
		must(t, b.Quarantine(t.Context(), l.Place))
		wants(t, b.Quarantine(t.Context(), l.Place), fault.NotFound, "quarantine again")
	}
	// 3 bytes of the film and 3 of the lost chunk; the others have no form.
	if sizes[3] != 2 || sizes[0] != 2 {
		t.Errorf("sizes: %v", sizes)
	}
	if all := lying(t, b); len(all) != 1 || all[0].Hash != h {
		t.Errorf("lying: %+v", all)
	}
}

// TestEachNamesMoreThanABatch changes what it is told of while it is told.
func TestEachNamesMoreThanABatch(t *testing.T) {
	b, old := bucket(t), time.Now().Add(-2*leftover)
	const n = batchSize + 7
	var files, chunks []any
	for i := range n {
		files = append(files, fileDoc{ID: objectID(old), Chunk: chunkSize, Name: string(content.Sum([]byte{byte(i), byte(i >> 8)}))})
		id := objectID(old)
		for at := range int32(2) {
			chunks = append(chunks, chunkDoc{bson.NewObjectID(), id, at, []byte{1}})
		}
	}
	for coll, all := range map[string][]any{fileColl: files, chunkColl: chunks} {
		_, err := b.s.coll(coll).InsertMany(t.Context(), all)
		must(t, err)
	}
	places, blobs := map[string]int{}, 0
	must(t, b.Each(t.Context(), func(l media.Lying) error {
		places[l.Place]++
		if l.Hash == "" && l.Size != 2 {
			t.Errorf("lying: %+v", l)
		}
		if l.Hash == "" {
			return nil
		}
		if blobs++; blobs%40 == 0 {
			return b.Remove(t.Context(), l.Hash)
		}
		return nil
	}))
	for place, times := range places {
		if times != 1 {
			t.Errorf("%s was named %d times", place, times)
		}
	}
	if blobs != n || len(places) != 2*n {
		t.Errorf("%d blobs and %d places, want %d and %d", blobs, len(places), n, 2*n)
	}
}

func TestPlacesThatEachNeverNamed(t *testing.T) {
	b := bucket(t)
	keep(t, b, someBytes(10))
	for _, place := range []string{"", "/", "log/1", fileColl, fileColl + "/", fileColl + "/x", fileColl + `/{"$gt":""}x`, fileColl + `/"a","b":"c"`, asideColl + "/" + bson.NewObjectID().Hex()} {
		wants(t, b.Quarantine(t.Context(), place), fault.Invalid, "quarantine "+place)
	}
	wants(t, b.Quarantine(t.Context(), fileColl+"/"+bson.NewObjectID().Hex()), fault.NotFound, "quarantine")
	if all := lying(t, b); len(all) != 1 {
		t.Errorf("lying: %+v", all)
	}
}

// TestRemovalThatWasInterrupted begins where a crash left one off: set aside, or with
// a document in both places.
func TestRemovalThatWasInterrupted(t *testing.T) {
	for _, both := range []bool{false, true} {
		b := bucket(t)
		h := keep(t, b, someBytes(chunkSize+1))
		f, err := b.file(t.Context(), h)
		must(t, err)
		must(t, b.insertAside(t.Context(), asideDoc{f.ID, f.Name, 1}))
		if !both {
			must(t, b.delete(t.Context(), fileColl, "_id", f.ID))
		}
		must(t, b.Remove(t.Context(), h))
		if n := docs(t, b, chunkColl) + docs(t, b, fileColl) + docs(t, b, asideColl); n > 0 {
			t.Errorf("both %v: %d documents are left", both, n)
		}
	}
}

func TestPutOfAnotherFileLeavesNothing(t *testing.T) {
	b, body := bucket(t), someBytes(chunkSize+1)
	f := fileDoc{ID: objectID(time.Now()), Chunk: chunkSize, Name: string(content.Sum(body))}
	// The file changes after it was looked at.
	wants(t, b.upload(t.Context(), &f, bytes.NewReader(someBytes(chunkSize+1))), fault.Invalid, "upload")
	b.giveUp(f.ID)
	if n := docs(t, b, chunkColl); n > 0 {
		t.Errorf("%d chunks are left", n)
	}
}

// TestOtherToolsReadBlobs reads through the driver's own GridFS.
func TestOtherToolsReadBlobs(t *testing.T) {
	b, body := bucket(t), someBytes(2*chunkSize+5)
	h := keep(t, b, body)
	var got bytes.Buffer
	n, err := b.s.db.GridFSBucket(options.GridFSBucket().SetName("blobs")).DownloadToStreamByName(t.Context(), string(h), &got)
	if err != nil || n != int64(len(body)) || !bytes.Equal(got.Bytes(), body) {
		t.Errorf("%d bytes, %v", n, err)
	}
}

func TestReadOnlyBlobs(t *testing.T) {
	b, body := bucket(t), someBytes(10)
	h := keep(t, b, body)
	b.s.o.ReadOnly = true
	_, err := putBytes(t, b, someBytes(11))
	wants(t, err, fault.Unavailable, "put")
	wants(t, b.Remove(t.Context(), h), fault.Unavailable, "remove")
	wants(t, b.Quarantine(t.Context(), lying(t, b)[0].Place), fault.Unavailable, "quarantine")
	must(t, b.Check(t.Context(), h))
}

// TestBlobsNeedLittleMemory puts and reads a file while somebody looks again and again
// how much memory is in use. It may miss the most, and so never fails by bad luck.
func TestBlobsNeedLittleMemory(t *testing.T) {
	const size, most = 18 << 20, 14 << 20
	b := bucket(t)
	path := filepath.Join(t.TempDir(), "film")
	f, err := os.Create(path)
	must(t, err)
	sum, err := fill(f, size)
	must(t, err)
	before, done, peak := live(), make(chan struct{}), make(chan uint64)
	go func() {
		var top uint64
		for {
			select {
			case <-done:
				peak <- top
				return
			default:
				top = max(top, live())
				time.Sleep(20 * time.Millisecond)
			}
		}
	}()
	must(t, b.Put(t.Context(), sum, f))
	got, err := b.Open(t.Context(), sum)
	must(t, err)
	n, err := io.Copy(io.Discard, io.NewSectionReader(got, 0, got.Size()))
	close(done)
	top := <-peak
	if err != nil || n != size {
		t.Errorf("read %d, %v", n, err)
	}
	if top > before+most {
		t.Errorf("a file of %d MB needed %d MB of memory", size>>20, (top-before)>>20)
	}
	t.Logf("a file of %d MB: at most %d MB of memory", size>>20, (max(top, before)-before)>>20)
}

// live is the memory that somebody still refers to.
func live() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// fill writes n bytes and gives their hash.
func fill(f *os.File, n int) (content.Hash, error) {
	body := someBytes(n)
	_, err := f.Write(body)
	return content.Sum(body), err
}
