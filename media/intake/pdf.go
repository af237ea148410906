package intake

import (
	"bytes"
	"regexp"
	"strconv"
)

// forbidden are the names that make a PDF more than something to read, with the
// key of the refusal.
var forbidden = map[string]string{
	"Encrypt":    "encrypted",
	"JavaScript": "pdf_active", "JS": "pdf_active", "Launch": "pdf_active", "XFA": "pdf_active", "AA": "pdf_active",
	"SubmitForm": "pdf_active", "ImportData": "pdf_active", "RichMedia": "pdf_active", "Rendition": "pdf_active",
	"Movie": "pdf_active", "OnInstantiate": "pdf_active",
	// These open another file, of the reader's machine or of a network.
	"GoToR": "pdf_active", "GoToE": "pdf_active",
	"EmbeddedFile": "pdf_attachment", "EmbeddedFiles": "pdf_attachment", "EF": "pdf_attachment",
}

var knownWords = func() map[string]string {
	all := map[string]string{}
	for name := range forbidden {
		all[name] = name
	}
	for _, name := range []string{
		"obj", "endobj", "stream", "trailer", "Type", "Subtype", "ObjStm", "XRef", "XML", "Metadata", "Filter", "F",
		"FlateDecode", "Fl", "DCTDecode", "DCT", "First", "N", "S", "URI", "GoTo", "Next", "OpenAction", "Info",
		"ByteRange", "DecodeParms", "DP", "Predictor", "FFilter",
	} {
		all[name] = name
	}
	return all
}()

// known gives a word that matters, "?" for any other, without keeping b.
func known(b []byte) string {
	if s, ok := knownWords[string(b)]; ok {
		return s
	}
	return "?"
}

// Bounds of what is remembered of a PDF.
const (
	mostObjectTokens = 512
	mostSuspects     = 200_000
	mostOpenActions  = 16
)

// object is the one that is being read. The tokens of large ones are not kept.
type object struct {
	num    int64
	tokens []token
	large  bool
	// leads is said of an action that opens an address, or may.
	leads, next, goes bool
	// packs is said of a dictionary that may be that of a stream of objects.
	packs bool
}

// pdfWalk reads a PDF from its first byte to its last, since readers may be sent
// anywhere in it, and into every stream of objects.
type pdfWalk struct {
	*source
	lexer
	cur    object
	last   [2]token
	signed bool
	begun  bool
	// depth counts the brackets since OpenAction had an action of its own.
	depth    int
	opens    []int64
	suspects map[int64]bool
	many     bool
	inflate  inflater
	// inner reads streams of objects, one after another.
	inner *pdfWalk
	// The rest is for Clean: the numbers of information dictionaries, and what
	// is told of streams and of tokens. A shallow walk unpacks nothing.
	shallow  bool
	infos    map[int64]bool
	onStream func(o *object, from, to int64) error
	onToken  func(o *object, t token) error
}

// pdf checks the frame of the file and walks through all of it.
func (l *look) pdf() error {
	head, err := l.upTo(0, 16)
	if err != nil {
		return err
	}
	if len(head) < 8 || !isPDF(head) {
		return broken("a PDF without a version")
	}
	tail, err := l.upTo(max(0, l.size-2<<10), 2<<10)
	if err != nil {
		return err
	}
	end := bytes.LastIndex(tail, []byte("%%EOF"))
	if end < 0 {
		return errCut
	}
	start := lastStart.FindAllSubmatch(tail[:end], -1)
	if start == nil {
		return errCut
	}
	if n, err := strconv.ParseInt(string(start[len(start)-1][1]), 10, 64); err != nil || n >= l.size {
		return broken("a table beyond the end")
	}
	if err := l.checkTail(l.size - int64(len(tail)-end)); err != nil {
		return err
	}
	w := newPDFWalk(l.source)
	if err := w.run(); err != nil {
		return err
	}
	l.found.Signed = w.signed
	return w.checkOpening()
}

var lastStart = regexp.MustCompile(`startxref\s+(\d{1,12})`)

func newPDFWalk(s *source) *pdfWalk {
	w := &pdfWalk{source: s, suspects: map[int64]bool{}, infos: map[int64]bool{}}
	w.reset(s.part(0, s.size), 0)
	w.inflate.left = mostInflated
	return w
}

// run reads all tokens.
func (w *pdfWalk) run() error {
	for {
		t, err := w.token()
		if err != nil {
			return err
		}
		if t.sort == tokEnd {
			break
		}
		if err := w.take(t); err != nil {
			return err
		}
		if t.sort == tokWord && t.text == "stream" {
			if err := w.stream(); err != nil {
				return err
			}
		}
	}
	w.finish()
	if !w.begun {
		return broken("a PDF without an object")
	}
	return nil
}

// take looks at one token, in the file or in a stream of objects.
func (w *pdfWalk) take(t token) error {
	if t.sort == tokWord {
		w.keyword(t)
	}
	if t.sort == tokName {
		if key, bad := forbidden[t.text]; bad {
			return refused(key)
		}
		w.signed = w.signed || t.text == "ByteRange"
		w.cur.packs = w.cur.packs || t.text == "First" || t.text == "ObjStm"
	}
	if err := w.action(t); err != nil {
		return err
	}
	if w.onToken != nil {
		if err := w.onToken(&w.cur, t); err != nil {
			return err
		}
	}
	if len(w.cur.tokens) < mostObjectTokens {
		w.cur.tokens = append(w.cur.tokens, t)
	} else {
		w.cur.large = true
	}
	w.last[0], w.last[1] = w.last[1], t
	return nil
}

// keyword begins and ends objects.
func (w *pdfWalk) keyword(t token) {
	switch t.text {
	case "obj":
		w.finish()
		w.begun = true
		w.begin(w.last[0].num)
	case "endobj", "trailer":
		w.finish()
		w.begin(-1)
	}
}

func (w *pdfWalk) begin(num int64) {
	w.cur = object{num: num, tokens: w.cur.tokens[:0]}
	w.depth = 0
}

// finish remembers an object to which OpenAction must not lead.
func (w *pdfWalk) finish() {
	if w.cur.leads || w.cur.next && w.cur.goes {
		if len(w.suspects) < mostSuspects {
			w.suspects[w.cur.num] = true
		} else {
			w.many = true
		}
	}
}

// action follows what opens by itself with the file, and addresses.
func (w *pdfWalk) action(t token) error {
	before := w.last[1]
	isKey := before.sort == tokName
	switch {
	case isKey && before.text == "Info" && t.sort == tokNumber:
		w.infos[t.num] = len(w.infos) < mostOpenActions
	case isKey && before.text == "S" && (t.sort == tokNumber || t.text == "URI"):
		w.cur.leads = true
	case isKey && before.text == "S" && t.text == "GoTo":
		w.cur.goes = true
	case t.sort == tokName && t.text == "Next":
		w.cur.next = true
	}
	if w.depth == 0 && isKey && before.text == "OpenAction" {
		switch t.sort {
		case tokNumber:
			if w.opens = append(w.opens, t.num); len(w.opens) > mostOpenActions {
				return refused("pdf_active")
			}
		case tokOpen:
			w.depth = 1
		}
		return nil
	}
	return w.openAction(t)
}

// openAction stays within the action that OpenAction has of its own.
func (w *pdfWalk) openAction(t token) error {
	switch {
	case w.depth == 0:
	case t.sort == tokOpen:
		w.depth++
	case t.sort == tokClose:
		w.depth--
	case t.sort == tokName && (t.text == "URI" || t.text == "Next"), t.sort == tokNumber && w.last[1].text == "S":
		return refused("pdf_active")
	}
	return nil
}

// checkOpening refuses a file that opens an address by itself.
func (w *pdfWalk) checkOpening() error {
	for _, num := range w.opens {
		if w.many || w.suspects[num] {
			return refused("pdf_active")
		}
	}
	return nil
}

// has reports whether a key stands in an object with one of some values; without
// values, whether it stands there at all.
func (o *object) has(key string, values ...string) bool {
	for i, t := range o.tokens {
		if t.sort != tokName || t.text != key {
			continue
		}
		if len(values) == 0 {
			return true
		}
		if i+1 < len(o.tokens) {
			for _, v := range values {
				if o.tokens[i+1].text == v {
					return true
				}
			}
		}
	}
	return false
}

// filters gives how a stream is packed: the names after Filter, "?" for what is
// not to be understood.
func (o *object) filters() (names []string) {
	for i, t := range o.tokens {
		if t.sort != tokName || t.text != "Filter" && t.text != "F" {
			continue
		}
		for j, v := range o.tokens[i+1:] {
			switch {
			case v.sort == tokName:
				names = append(names, v.text)
			case v.sort == tokList && j == 0:
				continue
			case v.sort != tokListEnd:
				names = append(names, "?")
			}
			if j == 0 || v.sort == tokListEnd || len(names) > 8 {
				break
			}
		}
	}
	return names
}
