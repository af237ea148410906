package admin

import (
	"slices"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
	"herald/internal/web"
	"herald/staff"
)

// SetUp is where the link of the first start leads: whose installation it is, and
// who looks after it.
type SetUp struct {
	Base
	Invitation *staff.Invitation
	// Organization is whose installation it is, asked for where no text bears such
	// a name yet, in the Language of the home Site.
	Organization, Language string
	Unnamed                bool
	// Sites are those of the configuration, with their languages.
	Sites       []SetUpSite
	Name, Email string
	Locales     []Choice
	Wrong       mistakes
}

// SetUpSite is one Site of the configuration.
type SetUpSite struct {
	Address   string
	Languages string
}

// setUpForm asks for what is needed to begin.
func (v *visit) setUpForm(p *SetUp, locale string, wrong mistakes, status int) (err error) {
	if p.Unnamed, err = v.unnamed(); err != nil {
		return err
	}
	p.Base, p.Locales, p.Wrong = v.base(v.T("desk.setup.title")), locales(locale), wrong
	p.Language = v.words.LanguageName(v.home().Default())
	for _, site := range v.homeFirst() {
		var languages []string
		for _, l := range site.Locales {
			languages = append(languages, l.Endonym())
		}
		p.Sites = append(p.Sites, SetUpSite{Address: site.URL(site.Base + "/"), Languages: v.words.List(languages)})
	}
	return v.page(status, "set-up", p)
}

// home is the Site that an installation is set up for.
func (v *visit) home() *content.Site {
	if s := v.Sites[v.Home]; s != nil {
		return s
	}
	return v.Sites[slices.Min(v.siteNames())]
}

// homeFirst gives the Sites, the home before the others.
func (v *visit) homeFirst() []*content.Site {
	all := []*content.Site{v.home()}
	for _, name := range v.siteNames() {
		if site := v.Sites[name]; site != all[0] {
			all = append(all, site)
		}
	}
	return all
}

// unnamed reports whether no text says yet whose installation it is: one that was
// filled from folders before its first start has it already.
func (v *visit) unnamed() (bool, error) {
	n, err := v.Store.BoardCount(v.ctx, content.BoardQuery{Within: []content.Bounds{{}}, Types: []string{"organization", "site"}})
	return n == 0, err
}

// setUp makes the first administrator, and begins the texts that bear the name.
// The administrator comes first: should the rest fail, there is somebody who can
// see to it, and the link that made them holds no longer.
func setUp(v *visit, token string, in *staff.Invitation) error {
	p := &SetUp{Invitation: in, Organization: v.field("organization"), Name: v.field("name"), Email: v.field("email")}
	locale := localeOf(v.field("locale"))
	unnamed, err := v.unnamed()
	if err != nil {
		return err
	}
	if unnamed && p.Organization == "" {
		wrong := mistakes{ByField: map[string]string{"organization": v.T("issue.name.missing")}}
		return v.setUpForm(p, string(locale), wrong, web.Status(fault.New(fault.Invalid, "issue.name.missing")))
	}
	s, err := v.Door.Found(v.ctx, token, staff.Founder{Name: p.Name, Email: p.Email, Locale: locale, Password: v.text("password")}, where(v.c))
	if err != nil {
		wrong, ok := v.mistakes(err)
		if !ok {
			return err
		}
		return v.setUpForm(p, string(locale), wrong, web.Status(err))
	}
	if unnamed {
		home := v.home()
		if err := v.Desk.Found(v.ctx, staff.FoundedBy(), editorial.Founding{Site: home.Name, Locale: home.Default(), Name: p.Organization}); err != nil {
			v.log.Error("the texts that bear the name of the organization were not begun", "error", err)
		}
	}
	keep(v.c, s)
	if s.Stage == staff.StageEnrol {
		return v.to(Root + "/factor?next=" + escape(Root+"/members"))
	}
	return v.to(Root + "/members")
}
