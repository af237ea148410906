package site

import (
	"net/url"
	"slices"
	"strings"

	"herald/content"
)

// shares are ways to pass the short address of r on. They are plain links: the
// page loads nothing from those places, and they learn of a reader only when
// that reader goes there.
func (v *visit) shares(r *content.Reading, short string) []Link {
	if v.staff() || r.State != content.Published || !r.Current {
		return nil
	}
	mail := url.Values{"subject": {r.Words.Title}, "body": {short}}
	return []Link{
		// A mail program reads "+" as a plus sign.
		{URL: "mailto:?" + strings.ReplaceAll(mail.Encode(), "+", "%20"), Text: v.words.T("contact.email")},
		{URL: "https://www.facebook.com/sharer/sharer.php?" + url.Values{"u": {short}}.Encode(), Text: "Facebook", External: true},
		{URL: "https://www.linkedin.com/sharing/share-offsite/?" + url.Values{"url": {short}}.Encode(), Text: "LinkedIn", External: true},
	}
}

// version names the Edition of r among all that were public.
func (v *visit) version(r *content.Reading) string {
	n := slices.Index(r.Editions, r.Edition) + 1
	if n == 0 {
		return ""
	}
	return v.words.T("banner.edition", "n", v.words.Int(n), "total", v.words.Int(len(r.Editions)))
}
