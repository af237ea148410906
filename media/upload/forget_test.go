package upload

import (
	"bytes"
	"testing"

	"herald/content"
	"herald/internal/fault"
)

// TestForget: what is the file as far as it has come is discarded, whoever's it is;
// nothing else is.
func TestForget(t *testing.T) {
	s := opened(t, t.TempDir(), bounds(newHand()))
	file, other := noise(3<<20), noise(3<<20)
	begin := func(owner content.MemberID, size int, part []byte) content.ID {
		u, err := s.Begin(t.Context(), owner, "a.jpg", int64(size))
		must(t, err)
		for at := 0; at < len(part); at += Piece {
			_, err = s.Append(t.Context(), owner, u.ID, int64(at), part[at:min(at+Piece, len(part))])
			must(t, err)
		}
		return u.ID
	}
	whole, part := begin("a", len(file), file), begin("b", len(file), file[:Piece+7])
	differs := begin("b", len(file), append(bytes.Clone(file[:Piece]), other[:9]...))
	nothing, longer := begin("b", len(file), nil), begin("c", len(file)+1, file[:Piece])
	must(t, s.Forget(t.Context(), bytes.NewReader(file), int64(len(file))))
	for id, owner := range map[content.ID]content.MemberID{whole: "a", part: "b"} {
		_, err := s.State(t.Context(), owner, id)
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("the same file is still on its way in: %v", err)
		}
	}
	for id, owner := range map[content.ID]content.MemberID{differs: "b", nothing: "b", longer: "c"} {
		_, err := s.State(t.Context(), owner, id)
		must(t, err)
	}
}
