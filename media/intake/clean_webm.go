package intake

// webmPatches makes void what names the maker, in place: other elements are found
// by their distance from the beginning. The two names that a film must have
// become empty ones.
func webmPatches(s *source) ([]patch, error) {
	var patches []patch
	w := elementWalk{source: s, do: func(e element) error {
		switch e.id {
		case idTags, idTitle, idDate, idFileName, idAttachments, idChecksum:
			// A sum over what was changed would be wrong.
			patches = append(patches, void(e))
		case idMuxing, idWriting:
			patches = append(patches, patch{stretch: stretch{e.at, e.end}})
		}
		if len(patches) > mostPatches {
			return broken("more than %d things to take out", mostPatches)
		}
		return nil
	}}
	_, err := w.walk(0, s.size, 0, false)
	return patches, err
}

// void is an element that says nothing, as long as e.
func void(e element) patch {
	n := e.end - e.from
	head := []byte{idVoid, 0x80 | byte(n-2)}
	if n >= 9 {
		head = []byte{idVoid, 1, 0, 0, 0, 0, 0, 0, 0}
		for i, rest := 8, n-9; i > 1; i, rest = i-1, rest>>8 {
			head[i] = byte(rest)
		}
	}
	return patch{stretch: stretch{e.from, e.end}, with: head}
}
