package content

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Redaction records that passages were taken out of every text of the Document,
// and files out of everything: asked for by one person, confirmed by another, on a
// legal ground.
type Redaction struct {
	Asked Mark `json:"asked"`
	// Confirmed is zero while the second person has not acted.
	Confirmed Mark `json:"confirmed,omitzero"`
	// Dropped is a second person's no, or the asker's own.
	Dropped Mark   `json:"dropped,omitzero"`
	Ground  string `json:"ground"`
	// Passages is the hash of the text that named them, itself redacted; none where
	// only files are taken out.
	Passages Hash `json:"passages,omitempty"`
	// Files are the Assets that are taken out.
	Files []ID `json:"files,omitempty"`
	// Texts are the hashes of the texts that no longer hold their first words.
	Texts []Hash `json:"texts"`
}

// Open reports whether r waits for a second person.
func (r *Redaction) Open() bool { return r.Confirmed.At.IsZero() && r.Dropped.At.IsZero() }

// Key names what is asked for: who confirms it says with it what they have read.
func (r *Redaction) Key() Hash {
	return EncodeText(struct {
		Asked    Mark
		Ground   string
		Passages Hash
		Files    []ID
	}{r.Asked, r.Ground, r.Passages, r.Files}).Hash
}

// OpenRedaction gives the redaction that waits for a second person, or nil.
func (d *Document) OpenRedaction() *Redaction {
	for i := range d.Redactions {
		if d.Redactions[i].Open() {
			return &d.Redactions[i]
		}
	}
	return nil
}

// passagesText is the body of a text that names passages. Of names the one request
// that it is for: the same passages of two requests are two texts, or the first
// redaction would take the second one's passages, too.
type passagesText struct {
	Of       ID       `json:"of,omitempty"`
	Passages []string `json:"passages"`
}

// PassagesText gives the passages of a request as a Text that no other request has.
func PassagesText(passages []string) Text { return encode(passagesText{NewID(), passages}) }

// NoPassages is what a redaction leaves of such a text.
func NoPassages() []byte { return encode(passagesText{}).Body }

// DecodePassages reads what PassagesText wrote.
func DecodePassages(body []byte) ([]string, error) {
	var t passagesText
	if err := json.Unmarshal(body, &t); err != nil {
		return nil, fmt.Errorf("passages text: %w", err)
	}
	return t.Passages, nil
}

// passageShortest is how many letters and digits a passage has at least: with fewer
// it would stand in the middle of half the words of a language.
const passageShortest = 3

// ParsePassages reads passages as they are typed, one a line. It reports the first
// that is too short to be meant.
func ParsePassages(typed string) (passages []string, short string) {
	for line := range strings.Lines(normalText(typed)) {
		p := folded(line)
		if p == "" || slices.Contains(passages, p) {
			continue
		}
		letters := 0
		for _, r := range p {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				letters++
			}
		}
		if letters < passageShortest && short == "" {
			short = p
		}
		passages = append(passages, p)
	}
	return passages, short
}
