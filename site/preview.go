package site

import (
	"context"
	"slices"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// PreviewOptions say how an Edition is shown that is not live.
type PreviewOptions struct {
	// Media is the path below which PreviewFile gives the files of the Edition:
	// readers are not given those that only it shows. Empty leaves them where
	// readers will find them.
	Media string
	// Release shows the words of the Site on the page of its newest release, in place
	// of the home page. Of other Types it says nothing.
	Release bool
	// Embargo and Shared are lines for somebody without an account, who was given a
	// link: when it may be told to others, and what else they have to know.
	Embargo string
	Shared  []string
}

// Preview renders the page of r over reader, which answers as if that Edition were
// live (content.Preview): what a member of staff sees before readers do. Words
// without a page of their own are shown where they stand: those of the home page
// and of the Site at home, those above a list over the list. The page is nobody's
// address, and so says to search engines that it is none.
func (s *Site) Preview(ctx context.Context, reader content.Reader, access content.Access, r *content.Reading, o PreviewOptions) ([]byte, error) {
	v := s.visit(ctx, reader, access, question{asked: r.Locale})
	v.foreseen = &foreseen{r, o}
	a, err := v.previewed(r)
	return a.body, err
}

// foreseen is the Edition that a page is a preview of.
type foreseen struct {
	*content.Reading
	PreviewOptions
}

// is reports whether r is the Edition shown.
func (f *foreseen) is(r *content.Reading) bool {
	return f != nil && r.ID == f.ID && r.Locale == f.Locale && r.Edition == f.Edition
}

// previewed renders the page on which the words of r stand.
func (v *visit) previewed(r *content.Reading) (answer, error) {
	switch of := v.types.Get(r.Facts.Fields.Text("of")); {
	case r.Type.Name == "home":
		return v.homePreview(r, true)
	case r.Type.Name == "site" && v.foreseen.Release:
		return v.releasePreview()
	case r.Type.Name == "site":
		home, err := v.reader.Single(v.ctx, "home", v.locale)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return answer{}, err
		}
		return v.homePreview(&home, err == nil)
	case r.Type.Name == "listing" && of != nil && v.lists(of):
		f, issues := v.filter(of)
		l, err := v.listing(of, f, issues)
		if err != nil {
			return answer{}, err
		}
		l.preview(v.foreseen)
		return v.page(fiber.StatusOK, "listing", l)
	}
	d, err := v.document(r)
	if err != nil {
		return answer{}, err
	}
	d.preview(v.foreseen)
	d.Short, d.Shares = "", nil
	if r.Type.Name == "listing" {
		// The template of that name is for lists, and there is none to stand over.
		return v.page(fiber.StatusOK, genericPage, &d)
	}
	return v.documentPage(r, d)
}

// releasePreview shows the newest release, or where there is none the newest news, as
// it will look under the words of the Site.
func (v *visit) releasePreview() (answer, error) {
	for _, typ := range []string{"press_release", "news"} {
		list, err := v.reader.List(v.ctx, content.Filter{Locale: v.locale, Types: []string{typ}, Limit: 1})
		if err != nil {
			return answer{}, err
		}
		if len(list.Items) == 0 {
			continue
		}
		d, err := v.document(&list.Items[0])
		if err != nil {
			return answer{}, err
		}
		d.preview(v.foreseen)
		d.Short, d.Shares = "", nil
		return v.documentPage(&list.Items[0], d)
	}
	return answer{}, fault.Absent("a release to look at")
}

func (v *visit) homePreview(r *content.Reading, there bool) (answer, error) {
	h, err := v.home(r, there)
	if err != nil {
		return answer{}, err
	}
	h.preview(v.foreseen)
	return v.page(fiber.StatusOK, "home", h)
}

// preview takes off the page what is said to others than its reader, and tells
// the reader what it is.
func (b *Base) preview(f *foreseen) {
	b.hidden()
	b.Structured, b.Canonical, b.Printed, b.Graph, b.Share = nil, "", "", Graph{Kind: b.Graph.Kind}, ""
	b.Preview, b.Embargo, b.Shared = b.T("banner.preview"), f.Embargo, f.Shared
}

// PreviewFile sends a file that the Edition r shows, whether readers may see it
// yet or not. Whoever calls it has asked who looks. An address that Preview did
// not write is absent, and nobody on the way keeps the bytes.
func (s *Site) PreviewFile(c *fiber.Ctx, r *content.Reading, asset content.ID, variant, file string) error {
	if s.config.Media == nil || !slices.Contains(assetsIn(r), asset) {
		return fault.Absent("asset %q in %s", asset, r.ID)
	}
	ctx, cancel := s.limited(c)
	defer cancel()
	a, err := s.named(ctx, asset)
	if err != nil {
		return err
	}
	v, elsewhere := s.variant(a, variant, file)
	if v.Kind == "" || elsewhere != "" {
		return fault.Absent("variant of asset %s", asset)
	}
	return s.sendVariant(ctx, c, a, v, "private, no-store")
}

// AnyFile sends a Variant of any Asset, shown here or not. Whoever calls it has
// asked who looks, and nobody on the way keeps the bytes.
func (s *Site) AnyFile(c *fiber.Ctx, asset content.ID, variant, file string) error {
	if s.config.Media == nil {
		return fiber.ErrNotFound
	}
	ctx, cancel := s.limited(c)
	defer cancel()
	a, err := s.named(ctx, asset)
	if err != nil {
		return err
	}
	v, _ := s.variant(a, variant, file)
	if v.Kind == "" {
		return fault.Absent("variant of asset %s", asset)
	}
	return s.sendVariant(ctx, c, a, v, "private, no-store")
}

// previewPath is the path of a Variant of a file of the Edition shown.
func (f *foreseen) previewPath(a media.Named, variant media.Variant) string {
	return f.Media + variantPath(f.Site, a, variant)
}

// named gives one Asset with its name, or fault.NotFound.
func (s *Site) named(ctx context.Context, asset content.ID) (media.Named, error) {
	found, err := s.config.Media.Named(ctx, asset)
	if err != nil {
		return media.Named{}, err
	}
	a := found[asset]
	if a.Asset == nil {
		return a, fault.Absent("asset %s", asset)
	}
	return a, nil
}
