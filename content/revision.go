package content

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"herald/i18n"
)

// Words is what is written in one locale. Every public word of a Translation
// is here, so that the language seal, which binds to the hash of Words, covers
// all that a reader of that locale can read.
type Words struct {
	Title   string `json:"title"`
	Summary string `json:"summary,omitempty"`
	Body    string `json:"body,omitempty"`
	// Path is the whole path below the locale, without slashes at the ends.
	Path string `json:"path,omitempty"`
	// FormerPaths are addresses of this text on a previous site.
	FormerPaths []string `json:"former,omitempty"`
	// Fields are the translatable fields of the Type.
	Fields Fields       `json:"fields,omitempty"`
	Assets []AssetWords `json:"assets,omitempty"`
	// ChangeNote tells readers what this Edition changed.
	ChangeNote Note `json:"change_note,omitzero"`
}

// Note is a public sentence: the key of a ready-made one, or typed text.
type Note struct {
	Key  string `json:"key,omitempty"`
	Text string `json:"text,omitempty"`
}

// AssetWords is what is said in one locale about a file that the text shows.
type AssetWords struct {
	// File names the file in the folder of the Document until media has an
	// Asset of it; Asset is its id then.
	Asset ID     `json:"asset,omitempty"`
	File  string `json:"file,omitempty"`
	Alt   string `json:"alt,omitempty"`
	// Decorative is the explicit choice that a picture needs no description.
	Decorative bool   `json:"decorative,omitempty"`
	Caption    string `json:"caption,omitempty"`
	Credit     string `json:"credit,omitempty"`
	// Captions is the Asset with the captions of a film in this language.
	Captions ID `json:"captions,omitempty"`
}

// Facts is what is the same in every language. Facts are edited and approved
// with the source Translation and go public with it.
type Facts struct {
	// Name is the Document's folder name in imports and exports, unique within
	// its Site and Type.
	Name         string `json:"name,omitempty"`
	Organization ID     `json:"organization,omitempty"`
	Topics       []ID   `json:"topics,omitempty"`
	// Parent is the page above this one in the page tree; Order places it among
	// its siblings, lower first.
	Parent ID  `json:"parent,omitempty"`
	Order  int `json:"order,omitempty"`
	// Until is when the Document stops being current.
	Until time.Time `json:"until,omitzero"`
	// Authentic are the locales whose text has legal force, in verbatim Types.
	Authentic []i18n.Locale `json:"authentic,omitempty"`
	// Fields are the language-neutral fields of the Type.
	Fields Fields `json:"fields,omitempty"`
}

// Text is a body that stands beside the log: the canonical JSON of Words or
// Facts, or a typed note. It is named by its Hash and never changes, but for a
// redaction.
type Text struct {
	Hash Hash
	Body []byte
	// Redacted says that Body is what a redaction left of the text that Hash
	// was computed over; a store puts it in the place of the first words, for ever.
	Redacted bool
}

// Encode normalises w and gives it as a Text. Equal words give equal bytes.
func (w Words) Encode() Text { return encode(w.normal()) }

// Encode normalises f and gives it as a Text. Equal facts give equal bytes.
func (f Facts) Encode() Text { return encode(f.normal()) }

// NoteText gives a typed note (a reason, a comment) as a Text.
func NoteText(s string) Text {
	return encode(struct {
		Note string `json:"note"`
	}{normalText(s)})
}

// DecodeWords reads what Words.Encode wrote.
func DecodeWords(body []byte) (Words, error) {
	var w Words
	if err := json.Unmarshal(body, &w); err != nil {
		return Words{}, fmt.Errorf("words text: %w", err)
	}
	return w, nil
}

// DecodeFacts reads what Facts.Encode wrote.
func DecodeFacts(body []byte) (Facts, error) {
	var f Facts
	if err := json.Unmarshal(body, &f); err != nil {
		return Facts{}, fmt.Errorf("facts text: %w", err)
	}
	return f, nil
}

// DecodeNote reads what NoteText wrote.
func DecodeNote(body []byte) (string, error) {
	var n struct{ Note string }
	if err := json.Unmarshal(body, &n); err != nil {
		return "", fmt.Errorf("note text: %w", err)
	}
	return n.Note, nil
}

// ReasonText gives a typed reason, one sentence per locale, as a Text.
func ReasonText(sentences map[i18n.Locale]string) Text {
	clean := make(map[i18n.Locale]string, len(sentences))
	for l, s := range sentences {
		if s = normalText(s); s != "" {
			clean[l] = s
		}
	}
	return encode(struct {
		Reason map[i18n.Locale]string `json:"reason"`
	}{clean})
}

// DecodeReason gives the sentence that ReasonText holds for locale, or "".
func DecodeReason(body []byte, locale i18n.Locale) (string, error) {
	var r struct{ Reason map[i18n.Locale]string }
	if err := json.Unmarshal(body, &r); err != nil {
		return "", fmt.Errorf("reason text: %w", err)
	}
	return r.Reason[locale], nil
}

// EncodeText gives a value of plain fields as a Text.
func EncodeText(v any) Text { return encode(v) }

func encode(v any) Text {
	body, err := json.Marshal(v)
	if err != nil {
		panic("content: a text of plain fields cannot fail to encode: " + err.Error())
	}
	return Text{Hash: Sum(body), Body: body}
}

// normalText is the normal form that the seal is computed over: Unicode NFC,
// line feeds, no space at line ends, no blank lines at either end. A difference
// that no reader could see never opens a seal.
func normalText(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "", "\uFEFF", "").Replace(s)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

func (w Words) normal() Words {
	w.Title, w.Summary, w.Body = normalTitle(w.Title), normalText(w.Summary), normalText(w.Body)
	w.Path = strings.Trim(w.Path, "/ ")
	w.ChangeNote.Text = normalText(w.ChangeNote.Text)
	w.Fields = w.Fields.normal()
	var said []AssetWords
	for _, a := range w.Assets {
		if a = a.normal(); a != (AssetWords{Asset: a.Asset}) {
			said = append(said, a)
		}
	}
	w.Assets = said
	w.FormerPaths = sortedUnique(w.FormerPaths)
	return w
}

// normal leaves out the name of a file of which there is an Asset: what it was
// called is no word of the text.
func (a AssetWords) normal() AssetWords {
	if a.Asset != "" {
		a.File = ""
	}
	a.Alt, a.Caption, a.Credit = normalText(a.Alt), normalText(a.Caption), normalText(a.Credit)
	return a
}

func (f Facts) normal() Facts {
	f.Fields = f.Fields.normal()
	f.Until = Instant(f.Until)
	f.Topics = sortedUnique(f.Topics)
	f.Authentic = sortedUnique(f.Authentic)
	return f
}

func sortedUnique[S ~string](in []S) []S {
	if len(in) == 0 {
		return nil
	}
	out := slices.Clone(in)
	slices.Sort(out)
	return slices.Compact(out)
}

// normalTitle keeps no-break spaces, which are typography, and folds every
// other run of space into one.
func normalTitle(s string) string {
	return strings.Join(strings.FieldsFunc(normalText(s), func(r rune) bool {
		return r == ' ' || r == '\n' || r == '\t'
	}), " ")
}
