package site

import (
	"context"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/web"
	"herald/media"
)

// mediaCaching lets a file be kept for an hour without a question: what is not to
// be seen any more must leave browsers and proxies before long.
const mediaCaching = "public, max-age=3600, immutable"

// fileHeaders are what a browser may do with a file: show it, and nothing else.
// A paper is shown by a viewer that a sandbox would keep from starting; it was
// searched for scripts when it was taken in.
func fileHeaders(c *fiber.Ctx, k media.Kind) {
	policy := "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
	if k != media.PDF {
		policy += "; sandbox"
	}
	c.Set(fiber.HeaderContentSecurityPolicy, policy)
	c.Set("X-Robots-Tag", "noindex")
}

// file answers for a Variant of an Asset, while a text that can be read here
// shows it. To everybody else it is not there, whether it is or not.
func (s *Site) file(c *fiber.Ctx) error {
	access, err := s.guard(c)
	if err != nil {
		return s.signIn(c, err)
	}
	if s.config.Media == nil {
		return fiber.ErrNotFound
	}
	ctx, cancel := s.limited(c)
	defer cancel()
	reader := s.config.Library.For(access)
	id := content.ID(c.Params("asset"))
	if !id.Valid() {
		return fault.Absent("asset %q", id)
	}
	shown, err := content.Shows(ctx, reader, id)
	if err != nil {
		return err
	}
	found, err := s.config.Media.Named(ctx, id)
	if err != nil {
		return err
	}
	a := found[id]
	if a.Asset == nil {
		return fault.Absent("asset %s", id)
	}
	// What took its place is where the old address leads, once it is shown.
	if a.Successor != "" {
		next, err := content.Shows(ctx, reader, a.Successor)
		if err != nil {
			return err
		}
		if next {
			return s.successor(c, a)
		}
	}
	if !shown {
		return fault.Absent("asset %s is shown nowhere", id)
	}
	variant, to := s.variant(a, c.Params("variant"), c.Params("file"))
	switch {
	case to != "":
		c.Set(fiber.HeaderCacheControl, s.fileCaching("public, max-age=60"))
		return c.Redirect(to, fiber.StatusMovedPermanently)
	case variant.Kind == "":
		return fault.Absent("variant of asset %s", id)
	}
	return s.sendVariant(ctx, c, a, variant, s.fileCaching(mediaCaching))
}

// sendVariant sends the bytes of a Variant, to be kept as caching says.
func (s *Site) sendVariant(ctx context.Context, c *fiber.Ctx, a media.Named, variant media.Variant, caching string) error {
	blob, err := s.config.Media.Open(ctx, a.Asset, variant)
	if err != nil {
		return err
	}
	fileHeaders(c, variant.Kind)
	c.Set(fiber.HeaderCacheControl, caching)
	c.Set(fiber.HeaderContentDisposition, disposition(variant.Kind, fileName(s.site, a, variant)))
	return web.SendFile(c, web.File{Content: blob, Size: blob.Size(), ContentType: contentType(variant.Kind),
		Tag: string(a.Blob[:20]) + "-" + variant.FileName()})
}

func (s *Site) fileCaching(public string) string {
	if s.staff() {
		return "private, no-store"
	}
	return public
}

// successor leads from a file to the one that took its place, in the same size.
func (s *Site) successor(c *fiber.Ctx, a media.Named) error {
	found, err := s.config.Media.Named(c.UserContext(), a.Successor)
	if err != nil {
		return err
	}
	next := found[a.Successor]
	if next.Asset == nil {
		return fault.Absent("asset %s", a.Successor)
	}
	v, ok := media.ParseVariant(c.Params("variant"), s.sizes)
	if !ok || v.Size != (media.Size{}) && next.Kind.Class() != media.Picture {
		v = media.Variant{}
	}
	v.Focal, v.Kind = next.Focal, media.WholeKind(next.Kind)
	c.Set(fiber.HeaderCacheControl, s.fileCaching("public, max-age=60"))
	return c.Redirect(mediaPath(s.site, next, v), fiber.StatusMovedPermanently)
}

// variant reads what an address asks for of a, or the address that it has now.
// A Variant without a kind is none.
func (s *Site) variant(a media.Named, name, file string) (v media.Variant, to string) {
	v, ok := media.ParseVariant(name, s.sizes)
	picture := a.Kind.Class() == media.Picture
	if !ok || v.Size != (media.Size{}) && !picture {
		return media.Variant{}, ""
	}
	kinds := []media.Kind{media.WholeKind(a.Kind)}
	if v.Size != (media.Size{}) {
		kinds = media.PictureKinds(a.Kind)
	}
	if decoded, err := url.PathUnescape(file); err == nil {
		file = decoded
	}
	kind := kinds[len(kinds)-1]
	for _, k := range kinds {
		if strings.HasSuffix(file, "."+k.Ext()) {
			kind = k
		}
	}
	v.Kind = kind
	asked := v
	if v.Size.Crop != "" {
		v.Focal = a.Focal
	}
	if v != asked || file != fileName(s.site, a, v) {
		return v, mediaPath(s.site, a, v)
	}
	return v, ""
}

// disposition says how a browser takes a file: it shows pictures, films and
// papers, and keeps what only an office program can open.
func disposition(k media.Kind, name string) string {
	switch k.Class() {
	case media.Picture, media.Film, media.Sound, media.Captions:
		return `inline; filename="` + name + `"`
	}
	if k == media.PDF {
		return `inline; filename="` + name + `"`
	}
	return `attachment; filename="` + name + `"`
}

func contentType(k media.Kind) string {
	switch k {
	case media.CSV, media.VTT:
		return string(k) + "; charset=utf-8"
	}
	return string(k)
}
