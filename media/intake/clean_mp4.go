package intake

import "encoding/binary"

// mp4Patches frees a film in place, since its samples are found by their distance
// from the beginning: what describes it becomes free space filled with zeros, and
// the times at which it was made become none. Tracks that hold neither pictures
// nor sound nor words are where cameras write positions; their samples are
// blanked too.
func mp4Patches(s *source) ([]patch, error) {
	c := filmCleaner{source: s}
	w := boxWalk{source: s, do: c.box}
	if err := w.walk(0, s.size, 0, ""); err != nil {
		return nil, err
	}
	if err := c.endTrack(); err != nil {
		return nil, err
	}
	for _, p := range c.samples {
		if !c.inData(p.stretch) {
			return nil, broken("samples outside the data")
		}
	}
	return append(c.patches, c.samples...), nil
}

type filmCleaner struct {
	*source
	patches []patch
	// samples are those of tracks that are taken out, data where samples lie.
	samples []patch
	data    []stretch
	track   *box
	handler string
	tables  map[string]boxTable
}

// boxTable is a table with a window of its own: tables are read side by side.
type boxTable struct {
	box
	*source
}

// inData reports whether samples lie where samples may: nothing else is blanked.
func (c *filmCleaner) inData(p stretch) bool {
	for _, d := range c.data {
		if p.at >= d.at && p.end <= d.end {
			return true
		}
	}
	return false
}

func (c *filmCleaner) box(b box) error {
	if len(c.patches) > mostPatches {
		return broken("more than %d things to take out", mostPatches)
	}
	switch b.name {
	case "udta", "meta", "ID32", "XMP_", "uuid", "free", "skip", "wide", "pdin":
		// Fragments may need theirs, and in tables these names mean another
		// thing.
		if b.container == "" || b.container == "moov" || b.container == "trak" {
			c.patches = append(c.patches, freed(b))
		}
	case "mdat":
		if c.data = append(c.data, stretch{b.at, b.end}); len(c.data) > 10_000 {
			return broken("too many stretches of samples")
		}
	case "mvhd", "tkhd", "mdhd":
		return c.times(b)
	case "hdlr":
		return c.handlerName(b)
	case "stsd":
		return c.coderName(b)
	case "trak":
		if err := c.endTrack(); err != nil {
			return err
		}
		c.track, c.tables = &b, map[string]boxTable{}
	case "stco", "co64", "stsc", "stsz", "stz2":
		if c.tables != nil {
			c.tables[b.name] = boxTable{b, newSource(c.ctx, c.f, c.size)}
		}
	}
	return nil
}

// freed makes a box free space. Its header keeps its length.
func freed(b box) patch {
	return patch{stretch: stretch{b.from + 4, b.end}, with: freeHeader(b)}
}

func freeHeader(b box) []byte {
	head := []byte("free")
	if b.at-b.from == 16 {
		head = binary.BigEndian.AppendUint64(head, uint64(b.end-b.from))
	}
	return head
}

// times blanks when something was made and changed.
func (c *filmCleaner) times(b box) error {
	h, err := c.bytes(b.at, 4)
	if err != nil {
		return err
	}
	n := int64(8)
	if h[0] == 1 {
		n = 16
	}
	if b.at+4+n > b.end {
		return broken("%s of %d bytes", b.name, b.end-b.at)
	}
	c.patches = append(c.patches, patch{stretch: stretch{b.at + 4, b.at + 4 + n}})
	return nil
}

// handlerName blanks the name of a handler, in which cameras write theirs.
func (c *filmCleaner) handlerName(b box) error {
	if b.container != "mdia" {
		return nil
	}
	h, err := c.bytes(b.at, 12)
	if err != nil {
		return err
	}
	c.handler = string(h[8:12])
	if b.at+24 < b.end {
		c.patches = append(c.patches, patch{stretch: stretch{b.at + 24, b.end}})
	}
	return nil
}

// coderName blanks the name of what coded the pictures: cameras write theirs.
func (c *filmCleaner) coderName(b box) error {
	const entry, name, length = 8, 8 + 50, 32
	if c.handler != "vide" || b.at+name+length > b.end {
		return nil
	}
	h, err := c.bytes(b.at+entry, 4)
	if err != nil {
		return err
	}
	if binary.BigEndian.Uint32(h) >= name+length-entry {
		c.patches = append(c.patches, patch{stretch: stretch{b.at + name, b.at + name + length}})
	}
	return nil
}

// endTrack blanks the samples of a track of positions.
func (c *filmCleaner) endTrack() error {
	track, handler, tables := c.track, c.handler, c.tables
	c.track, c.handler, c.tables = nil, "", nil
	switch handler {
	case "", "vide", "soun", "text", "sbtl", "subt", "clcp", "tmcd", "subp":
		return nil
	}
	if track == nil {
		return nil
	}
	c.patches = append(c.patches, freed(*track))
	return c.blankSamples(tables)
}

// blankSamples walks the tables of a track: where its chunks lie, how many
// samples each has, how long each sample is.
func (c *filmCleaner) blankSamples(tables map[string]boxTable) error {
	chunks, wide := tables["stco"], int64(4)
	if chunks.source == nil {
		chunks, wide = tables["co64"], 8
	}
	sizes, runs := tables["stsz"], tables["stsc"]
	if chunks.source == nil || sizes.source == nil || runs.source == nil {
		return nil
	}
	count, err := chunks.number(4, 4)
	if err != nil {
		return err
	}
	each, err := sizes.number(4, 4)
	if err != nil {
		return err
	}
	sample, run, now := int64(0), int64(0), int64(0)
	for i := range count {
		if now, run, err = perChunk(runs, i+1, run, now); err != nil {
			return err
		}
		at, err := chunks.number(8+i*wide, int(wide))
		if err != nil {
			return err
		}
		length := each * now
		if each == 0 {
			if length, err = sum(sizes, sample, now); err != nil {
				return err
			}
		}
		sample += now
		if at < 0 || length < 0 || at > c.size || length > c.size-at {
			return broken("samples beyond the end")
		}
		c.samples = append(c.samples, patch{stretch: stretch{at, at + length}})
		if len(c.samples) > mostPatches {
			return broken("more than %d things to take out", mostPatches)
		}
	}
	return nil
}

// perChunk gives how many samples a chunk has; run is the next line of the table.
func perChunk(runs boxTable, chunk, run, now int64) (int64, int64, error) {
	lines, err := runs.number(4, 4)
	if err != nil || run >= lines {
		return now, run, err
	}
	first, err := runs.number(8+run*12, 4)
	if err != nil || first > chunk {
		return now, run, err
	}
	now, err = runs.number(12+run*12, 4)
	return now, run + 1, err
}

// sum adds the lengths of samples.
func sum(sizes boxTable, from, count int64) (total int64, err error) {
	for i := range count {
		n, err := sizes.number(12+(from+i)*4, 4)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

// number reads a number of 4 or 8 bytes at a distance from the beginning of the
// box, which must hold it.
func (b boxTable) number(at int64, wide int) (int64, error) {
	if at < 0 || b.at+at+int64(wide) > b.end {
		return 0, broken("%s is shorter than it says", b.name)
	}
	h, err := b.bytes(b.at+at, wide)
	if err != nil {
		return 0, err
	}
	if wide == 4 {
		return int64(binary.BigEndian.Uint32(h)), nil
	}
	return int64(binary.BigEndian.Uint64(h)), nil
}
