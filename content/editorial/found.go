package editorial

import (
	"context"

	"herald/content"
	"herald/i18n"
)

// Founding is what a new installation is told about itself: whose it is, in the
// first language of the Site that is their home.
type Founding struct {
	Site   string
	Locale i18n.Locale
	Name   string
}

// foundedTypes are the Types of Document that a name is the beginning of: the
// body that acts, and the words that stand on every page of its Site.
var foundedTypes = []string{"organization", "site"}

// Found begins the texts that bear the name, as drafts: no public word passes the
// steps by, not even the first one. It is done by the installation itself, as an
// author, for there is nobody yet who may write. A municipality that has no such
// Type begins nothing.
func (d *Desk) Found(ctx context.Context, by content.MemberID, in Founding) error {
	actor := content.Actor{ID: by, Grants: []content.Grant{{Role: content.RoleAuthor}}}
	for _, typ := range foundedTypes {
		if d.Types.Get(typ) == nil {
			continue
		}
		_, err := d.Create(ctx, actor, Create{Site: in.Site, Type: typ, Locale: in.Locale, Words: content.Words{Title: in.Name}})
		if err != nil {
			return err
		}
	}
	return nil
}
