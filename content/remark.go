package content

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"herald/content/markdown"
)

// Remark is a comment for colleagues: what is said, and the passage of the text
// that it is about, if it is about one.
type Remark struct {
	Text string
	// Passage is what the text said there, without its marks.
	Passage string
	// Block is the block of the body that the passage stood in, counted from 1; 0 is
	// none. It is a hint: blocks move.
	Block int
}

// PassageLength is how long a passage is kept, in characters: enough to find it.
const PassageLength = 300

// Normal gives r as it is kept: without needless space, the passage cut to length.
func (r Remark) Normal() Remark {
	r.Text, r.Passage = normalText(strings.TrimSpace(r.Text)), folded(r.Passage)
	if all := []rune(r.Passage); len(all) > PassageLength {
		r.Passage = strings.TrimSpace(string(all[:PassageLength]))
	}
	if r.Passage == "" {
		r.Block = 0
	}
	return r
}

// remarkText is the body of a Remark. It is that of a note, so that whoever reads
// notes reads what is said.
type remarkText struct {
	Note    string `json:"note"`
	Passage string `json:"passage,omitempty"`
	Block   int    `json:"block,omitempty"`
}

// Encode gives r as a Text. A Remark about no passage is a note like any other.
func (r Remark) Encode() Text {
	r = r.Normal()
	return encode(remarkText{r.Text, r.Passage, r.Block})
}

// DecodeRemark reads what Remark.Encode or NoteText wrote.
func DecodeRemark(body []byte) (Remark, error) {
	var t remarkText
	if err := json.Unmarshal(body, &t); err != nil {
		return Remark{}, fmt.Errorf("remark text: %w", err)
	}
	return Remark{Text: t.Note, Passage: t.Passage, Block: t.Block}, nil
}

// In reports whether the passage of r stands in a plain text.
func (r Remark) In(plain string) bool {
	passage := folded(r.Passage)
	return passage != "" && strings.Contains(folded(plain), passage)
}

// Holds reports whether passage stands in the words as they are read: in title,
// summary, body, a field or what is said about a file. How lines are wrapped does
// not matter, nor which marks a passage was copied with.
func (w Words) Holds(passage string) bool {
	r := Remark{Passage: passage}
	for _, text := range w.texts() {
		if r.In(text) || r.In(markdown.Plain(text)) {
			return true
		}
	}
	return false
}

// texts gives everything that was written, in a fixed order.
func (w Words) texts() []string {
	all := []string{w.Title, w.Summary, w.Body, w.ChangeNote.Text}
	for _, a := range w.Assets {
		all = append(all, a.Alt, a.Caption, a.Credit)
	}
	return append(all, w.Fields.texts()...)
}

func (f Fields) texts() []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(f)) {
		all = append(all, f[name].Items...)
		for _, row := range f[name].Rows {
			all = append(all, row.texts()...)
		}
	}
	return all
}

// folded makes one space of every stretch of it, in the normal form.
func folded(s string) string { return strings.Join(strings.Fields(normalText(s)), " ") }
