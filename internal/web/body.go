package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"sync"
	"sync/atomic"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
)

// Coding is a content coding that Send can choose.
type Coding int

// The codings, the preferred one last.
const (
	Identity Coding = iota
	Gzip
	Brotli
)

var (
	codingNames    = [...]string{"identity", "gzip", "br"}
	codingSuffixes = [...]string{"", "-gz", "-br"}
)

// String is the name of the coding in HTTP.
func (c Coding) String() string { return codingNames[c] }

// worthCoding is the size below which a coded body saves no packet.
const worthCoding = 1024

// Levels for bodies of one answer, and for those sent as long as the process runs.
const (
	gzipQuick, gzipBest     = 6, 9
	brotliQuick, brotliBest = 5, 11
)

// Body is an unchanging answer in its codings, each made when first needed and
// each with its own strong entity tag. It is safe for concurrent use.
type Body struct {
	raw   []byte
	tags  func() *[len(codingNames)]string
	gzip  form
	br    form
	asked atomic.Int64
	// lasting says that it is worth being as small as possible.
	lasting bool
	// modified, if set, is when it changed last; stamp says so in HTTP.
	modified time.Time
	stamp    string
}

// form is one coded form of a Body.
type form struct {
	once  sync.Once
	done  atomic.Bool
	bytes []byte
}

// NewBody wraps raw, which must not be changed afterwards. Nothing is coded yet.
func NewBody(raw []byte) *Body {
	return &Body{raw: raw, tags: sync.OnceValue(func() *[len(codingNames)]string {
		sum := sha256.Sum256(raw)
		hash := base64.RawURLEncoding.EncodeToString(sum[:16])
		var tags [len(codingNames)]string
		for c, suffix := range codingSuffixes {
			tags[c] = `"` + hash + suffix + `"`
		}
		return &tags
	})}
}

// Modified notes when b changed last, which becomes Last-Modified; zero is not
// known. It is called before b is shared.
func (b *Body) Modified(at time.Time) *Body {
	if !at.IsZero() {
		b.modified = at.UTC().Truncate(time.Second)
		b.stamp = b.modified.Format(httpTime)
	}
	return b
}

// NewAsset wraps raw for as long as the process runs: it is coded for its first
// reader already, and as small as possible.
func NewAsset(raw []byte, contentType string) *Body {
	b := NewBody(raw)
	if b.lasting = len(raw) >= worthCoding && codable(contentType); b.lasting {
		b.asked.Store(1)
	}
	return b
}

// Bytes is the body as given; it must not be changed.
func (b *Body) Bytes() []byte { return b.raw }

// Held is the memory in use for all forms made so far, for a cache to count.
func (b *Body) Held() int {
	held := len(b.raw)
	for _, f := range []*form{&b.gzip, &b.br} {
		if f.done.Load() {
			held += len(f.bytes)
		}
	}
	return held
}

// ETag is the strong entity tag of the body in a coding, with its quotes.
func (b *Body) ETag(c Coding) string { return b.tags()[c] }

// In is the body in a coding, which is made on the first call.
func (b *Body) In(c Coding) []byte {
	gz, br := gzipQuick, brotliQuick
	if b.lasting {
		gz, br = gzipBest, brotliBest
	}
	switch c {
	case Gzip:
		return b.gzip.make(func() []byte { return gzipped(b.raw, gz) })
	case Brotli:
		return b.br.make(func() []byte { return brotlied(b.raw, br) })
	default:
		return b.raw
	}
}

func (f *form) make(code func() []byte) []byte {
	f.once.Do(func() {
		f.bytes = code()
		f.done.Store(true)
	})
	return f.bytes
}

var gzipWriters = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzipQuick) // the level is a valid constant
	return w
}}

func gzipped(raw []byte, level int) []byte {
	var out bytes.Buffer
	out.Grow(len(raw)/4 + 64)
	var w *gzip.Writer
	if level == gzipQuick {
		w = gzipWriters.Get().(*gzip.Writer)
		defer gzipWriters.Put(w)
		w.Reset(&out)
	} else {
		w, _ = gzip.NewWriterLevel(&out, level) // the level is a valid constant
	}
	w.Write(raw) // writing to a buffer does not fail
	w.Close()
	return bytes.Clone(out.Bytes())
}

func brotlied(raw []byte, level int) []byte {
	var out bytes.Buffer
	out.Grow(len(raw)/4 + 64)
	w := brotli.NewWriterLevel(&out, level)
	w.Write(raw) // writing to a buffer does not fail
	w.Close()
	return bytes.Clone(out.Bytes())
}
