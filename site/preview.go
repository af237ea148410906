package site

import (
	"context"

	"herald/content"
)

// Preview renders the page of r over reader, which may answer as if an Edition
// were live: what a member of staff sees before readers do. It is nobody's
// address, and so says to search engines that it is none.
func (s *Site) Preview(ctx context.Context, reader content.Reader, access content.Access, r *content.Reading) ([]byte, error) {
	v := s.visit(ctx, reader, access, question{asked: r.Locale})
	d, err := v.document(r)
	if err != nil {
		return nil, err
	}
	d.hidden()
	d.Structured, d.Canonical = nil, ""
	d.Banners = append([]Banner{{Kind: "edition", Title: v.words.T("banner.preview")}}, d.Banners...)
	a, err := v.documentPage(r, d)
	return a.body, err
}
