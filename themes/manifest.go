package themes

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"

	"github.com/BurntSushi/toml"

	"herald/internal/colour"
)

// Manifest is theme.toml. An overlay states only what differs from civic.
type Manifest struct {
	// Name and Title name the theme for the configuration and for people.
	Name  string `toml:"name"`
	Title string `toml:"title"`
	// Arms is the file below assets that stands before the name of the Site.
	Arms string `toml:"arms"`
	// Share is the file below assets that other sites show of a page without a
	// picture of its own: JPEG or PNG, 1200 x 630.
	Share string `toml:"share"`
	// Light and Dark are the colours in the two schemes.
	Light Colours   `toml:"light"`
	Dark  Colours   `toml:"dark"`
	Type  TypeScale `toml:"type"`
	// Pictures are the shapes and widths in which pictures are shown.
	Pictures Pictures `toml:"pictures"`
}

// Colours are one scheme, each "#rrggbb".
type Colours struct {
	// Paper is the ground, Raised the ground of boxes on it.
	Paper  string `toml:"paper"`
	Raised string `toml:"raised"`
	// Ink is text, Muted text of second rank, Line a hairline.
	Ink   string `toml:"ink"`
	Muted string `toml:"muted"`
	Line  string `toml:"line"`
	// Accent is what can be pressed and where one is; Urgent what cannot wait.
	Accent string `toml:"accent"`
	Urgent string `toml:"urgent"`
	// Mark is the ground of matched words.
	Mark string `toml:"mark"`
}

// TypeScale says how large and in which families text is set.
type TypeScale struct {
	// Size is the size of running text in CSS pixels at the reader's default
	// of 16; Phone and Desktop are the ratios between two steps of the scale.
	Size    float64 `toml:"size"`
	Phone   float64 `toml:"phone"`
	Desktop float64 `toml:"desktop"`
	// Text and Headings are font families in CSS notation.
	Text     string `toml:"text"`
	Headings string `toml:"headings"`
}

// readManifests reads theme.toml of every layer over that of the one before.
func readManifests(layers []fs.FS) (Manifest, []error) {
	var m Manifest
	var problems []error
	for _, layer := range layers {
		raw, err := fs.ReadFile(layer, "theme.toml")
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = m.merge(raw)
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("theme.toml: %w", err))
		}
	}
	return m, append(problems, m.check()...)
}

func (m *Manifest) merge(raw []byte) error {
	meta, err := toml.NewDecoder(bytes.NewReader(raw)).Decode(m)
	if err != nil {
		return err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("there is no %s", unknown[0])
	}
	// A theme that names one accent means it for both schemes; repair lifts it
	// until it can be read on the dark ground.
	if meta.IsDefined("light", "accent") && !meta.IsDefined("dark", "accent") {
		m.Dark.Accent = m.Light.Accent
	}
	return nil
}

// check reports what cannot be repaired. Bounds on the scale keep a slip of the
// pen from making every page unreadable.
func (m *Manifest) check() []error {
	var problems []error
	for _, scheme := range m.schemes() {
		for _, c := range scheme.colours.all() {
			if err := colour.Check(*c.value); err != nil {
				problems = append(problems, fmt.Errorf("theme.toml: %s.%s: %w", scheme.name, c.name, err))
			}
		}
	}
	between := func(name string, v, least, most float64) {
		if v < least || v > most {
			problems = append(problems, fmt.Errorf("theme.toml: type.%s is %g and must be between %g and %g", name, v, least, most))
		}
	}
	between("size", m.Type.Size, 14, 24)
	between("phone", m.Type.Phone, 1.05, 1.4)
	between("desktop", m.Type.Desktop, 1.05, 1.5)
	return append(problems, m.Pictures.check()...)
}

type scheme struct {
	name    string
	colours *Colours
}

func (m *Manifest) schemes() []scheme { return []scheme{{"light", &m.Light}, {"dark", &m.Dark}} }

type named struct {
	name  string
	value *string
}

func (c *Colours) all() []named {
	return []named{{"paper", &c.Paper}, {"raised", &c.Raised}, {"ink", &c.Ink}, {"muted", &c.Muted},
		{"line", &c.Line}, {"accent", &c.Accent}, {"urgent", &c.Urgent}, {"mark", &c.Mark}}
}
