package intake

// mp3Patches cuts out all tags: what is left is sound. The walk has bounded them.
func mp3Patches(s *source) ([]patch, error) {
	found, err := walkMP3(s)
	if err != nil {
		return nil, err
	}
	var patches []patch
	for _, t := range found.tags {
		patches = append(patches, patch{stretch: t, cut: true})
	}
	return patches, nil
}
