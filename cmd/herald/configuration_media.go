package main

import (
	"context"
	"io"
	"time"

	"herald/media"
	"herald/media/scan"
)

// MediaConfig bounds the files that are taken in. What is 0 is the default.
type MediaConfig struct {
	// The longest file of each class, in MiB.
	PictureMiB  int `toml:"picture_mib"`
	DocumentMiB int `toml:"document_mib"`
	TableMiB    int `toml:"table_mib"`
	FilmMiB     int `toml:"film_mib"`
	SoundMiB    int `toml:"sound_mib"`
	// Megapixels is the largest picture.
	Megapixels int `toml:"megapixels"`
	// AtOnce is how many pictures are painted at the same time; each may take
	// five times its pixels in bytes.
	AtOnce int `toml:"at_once"`
	// Clamd is where a clamd looks through every file, as unix:/PATH or
	// tcp:HOST:PORT; empty looks through none.
	Clamd string `toml:"clamd"`
	// NoTexts leaves out the reading of files: texts are then not found by what their
	// attachments say, nor by their names.
	NoTexts bool `toml:"no_texts"`
}

// limits are those of the configuration over the defaults.
func (c MediaConfig) limits() media.Limits {
	l := media.DefaultLimits()
	for class, mib := range map[media.Class]int{media.Picture: c.PictureMiB, media.Document: c.DocumentMiB, media.Table: c.TableMiB,
		media.Film: c.FilmMiB, media.Sound: c.SoundMiB} {
		if mib > 0 {
			l.Bytes[class] = int64(mib) << 20
		}
	}
	if c.Megapixels > 0 {
		l.Pixels = c.Megapixels * 1_000_000
	}
	return l
}

// scan gives what looks through files for malware, nil where nothing does.
func (c MediaConfig) scan() (func(context.Context, io.Reader) error, error) {
	if c.Clamd == "" {
		return nil, nil
	}
	s, err := scan.New(c.Clamd, scanPatience)
	if err != nil {
		return nil, err
	}
	return s.Scan, nil
}

// scanPatience is how long a scan may take.
const scanPatience = time.Minute

func (k *checking) media() {
	m := k.Media
	for key, n := range map[string]int{"picture_mib": m.PictureMiB, "document_mib": m.DocumentMiB, "table_mib": m.TableMiB,
		"film_mib": m.FilmMiB, "sound_mib": m.SoundMiB, "megapixels": m.Megapixels, "at_once": m.AtOnce} {
		if n < 0 {
			k.add("media."+key, "%d is below 0", n)
		}
	}
	const most = 200
	if m.Megapixels > most {
		k.add("media.megapixels", "%d is more than %d, which would take all memory", m.Megapixels, most)
	}
	if _, err := m.scan(); err != nil {
		k.add("media.clamd", "%q is neither unix:/PATH nor tcp:HOST:PORT", m.Clamd)
	}
}
