// Package media owns what an uploaded file is: the Asset, its kinds and limits,
// the names of the sizes it is shown in, and the contract of the place where the
// bytes lie. It must never decide who may see a file (content.Reader does), and
// it knows no HTTP, no disk and no picture library: media/intake looks into
// files, media/picture paints, media/darkroom keeps what was painted.
package media

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Asset is an uploaded file. Its bytes never change: another file is another
// Asset, and the same file twice is one.
type Asset struct {
	ID   content.ID   `json:"id"`
	Blob content.Hash `json:"blob"`
	// Size is that of the file as it was uploaded, in bytes.
	Size int64 `json:"size"`
	Kind Kind  `json:"kind"`
	// Width and Height are those of a picture as it is seen, turned upright, or
	// of a film, in pixels; Turn is the EXIF orientation, 1 to 8, of the file.
	Width  int `json:"width,omitempty"`
	Height int `json:"height,omitempty"`
	Turn   int `json:"turn,omitempty"`
	// Length is that of a film or a recording, to the millisecond.
	Length time.Duration `json:"length,omitempty"`
	// Focal is what must stay in every crop of a picture.
	Focal Focal `json:"focal"`
	// Notes names the text of the Notes, which may have to be taken out.
	Notes    content.Hash `json:"notes"`
	Uploaded content.Mark `json:"uploaded"`
	// Successor is the Asset that took the place of this one.
	Successor content.ID `json:"successor,omitempty"`
	// Removed is when the file was taken out of everything.
	Removed time.Time `json:"removed,omitzero"`
}

// Focal is a point of a picture in percent of its width and height.
type Focal struct {
	X int `json:"x"`
	Y int `json:"y"`
}

// Center is the focal point of a picture for which nobody has set one.
var Center = Focal{50, 50}

// Notes are words about a file that do not depend on where it is shown: what it
// was called, what was read in it, and what is offered where it is used. What
// readers see are the words of an Edition, copied from here and approved there.
type Notes struct {
	// Of is the Asset: what is said of two files in the same words are two texts, or
	// a redaction of the one would take the name of the other.
	Of content.ID `json:"of,omitempty"`
	// Name is the name it was uploaded under, for colleagues.
	Name string `json:"name"`
	// Credit, Copyright and Description were read in the file or typed.
	Credit      string `json:"credit,omitempty"`
	Copyright   string `json:"copyright,omitempty"`
	Description string `json:"description,omitempty"`
	// Alt and Caption are offered in each language.
	Alt     map[i18n.Locale]string `json:"alt,omitempty"`
	Caption map[i18n.Locale]string `json:"caption,omitempty"`
}

// Record encodes a for the log.
func (a *Asset) Record() content.Record {
	body, err := json.Marshal(a)
	if err != nil {
		panic("media: an Asset of plain fields cannot fail to encode: " + err.Error())
	}
	return content.Record{Kind: content.RecordAsset, ID: a.ID, Body: body}
}

// DecodeAsset reads what Asset.Record wrote.
func DecodeAsset(body []byte) (*Asset, error) {
	var a Asset
	if err := json.Unmarshal(body, &a); err != nil {
		return nil, fmt.Errorf("asset record: %w", err)
	}
	return &a, nil
}

// Text gives n as a text beside the log.
func (n Notes) Text() content.Text { return content.EncodeText(n) }

// DecodeNotes reads what Notes.Text wrote.
func DecodeNotes(body []byte) (Notes, error) {
	var n Notes
	if err := json.Unmarshal(body, &n); err != nil {
		return Notes{}, fmt.Errorf("notes text: %w", err)
	}
	return n, nil
}

// BlobClaim is the claim of an Asset on its bytes: the same file is one Asset.
func BlobClaim(h content.Hash) content.Claim { return content.Claim("blob " + string(h)) }

// Claims gives what no other Asset may take; what was removed claims nothing.
func (a *Asset) Claims() []content.Claim {
	if !a.Removed.IsZero() {
		return nil
	}
	return []content.Claim{BlobClaim(a.Blob)}
}

// Shelf is what is asked of a store about Assets.
type Shelf interface {
	// Assets gives Assets as they are now; absent ones are left out.
	Assets(ctx context.Context, ids ...content.ID) (map[content.ID]*Asset, error)
	// AssetsAfter gives up to limit Assets in the order of their ids, those after
	// one of them.
	AssetsAfter(ctx context.Context, after content.ID, limit int) ([]*Asset, error)
	// Files gives the files that q selects, in its order.
	Files(ctx context.Context, q Query) ([]Listed, error)
}

// Get gives one Asset, or fault.NotFound.
func Get(ctx context.Context, s Shelf, id content.ID) (*Asset, error) {
	found, err := s.Assets(ctx, id)
	if err != nil {
		return nil, err
	}
	if a := found[id]; a != nil {
		return a, nil
	}
	return nil, fault.Absent("asset %q", id)
}
