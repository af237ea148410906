package admin

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/staff"
)

// who may come to a route at all.
type who int

const (
	// anyone: nobody has to have signed in.
	anyone who = iota
	// known: somebody who has given a password, whatever is still asked of them.
	known
	// member: somebody who has signed in.
	member
	// quietly is member, without that being a use of the session: what a page that is
	// left open asks by itself must not keep anybody signed in.
	quietly
)

// route is one address of the staff side.
type route struct {
	method, path string
	who          who
	// may lists actions, one of which the policy must allow a member, somewhere,
	// for the address to be there for them. What it is about exactly is asked
	// again by the page and by the verb.
	may []content.Action
	// get and post are told apart by method; a page that changes anything is a
	// POST and has passed the checks of a form.
	page func(*visit) error
}

// seeFiles are the actions of which whoever sees files of the desk has one.
var seeFiles = []content.Action{content.ReadDraft, content.Upload}

// redacting are the actions of which whoever has to do with redactions has one.
var redacting = []content.Action{content.AskRedaction, content.Redact}

// routes is everything below Root. Tests derive the matrix of routes and roles
// from it: a route without a row there fails.
func (a *Admin) routes() []route {
	return slices.Concat(doorRoutes(), textRoutes(), fileRoutes(), peopleRoutes(), ownRoutes(), searchRoutes())
}

// doorRoutes lead to what nobody, or somebody half signed in, is let to.
func doorRoutes() []route {
	get, post := fiber.MethodGet, fiber.MethodPost
	return []route{
		{get, "/sign-in", anyone, nil, signInPage},
		{post, "/sign-in", anyone, nil, signIn},
		{get, "/welcome/:token", anyone, nil, welcomePage},
		{post, "/welcome/:token", anyone, nil, redeem},
		{get, "/preview/:token/", anyone, nil, sharedPage},
		{get, "/preview/:token/media/:asset/:variant/:file", anyone, nil, sharedFile},
		{get, "/code", known, nil, codePage},
		{post, "/code", known, nil, code},
		{get, "/factor", known, nil, factorPage},
		{post, "/factor", known, nil, confirmFactor},
		{get, "/factor/picture.png", known, nil, factorPicture},
		{post, "/sign-out", known, nil, signOut},
	}
}

// textRoutes lead to texts: their lists, one text, and what is done with it.
func textRoutes() []route {
	get, post := fiber.MethodGet, fiber.MethodPost
	return []route{
		{get, "/", member, nil, home},
		{get, "/queue", member, []content.Action{content.Approve}, queueStart},
		{get, "/queue/:document/:locale", member, []content.Action{content.Approve}, queuePage},
		{post, "/queue/:document/:locale/:action", member, []content.Action{content.Approve}, queueAct},
		{get, "/documents", member, []content.Action{content.ReadDraft}, documents},
		{get, "/table", member, []content.Action{content.ReadDraft}, tablePage},
		{get, "/documents/new", member, []content.Action{content.Create}, newTextPage},
		{post, "/documents/new", member, []content.Action{content.Create}, createText},
		{get, "/documents/change", member, []content.Action{content.Save}, manyPage},
		{post, "/documents/change", member, []content.Action{content.Save}, changeMany},
		{get, "/documents/:document/:locale/edit", member, []content.Action{content.Save, content.Correct}, editorPage},
		{post, "/documents/:document/:locale/edit", member, []content.Action{content.Save, content.Correct}, saveText},
		{post, "/documents/:document/:locale/preview", member, []content.Action{content.Save, content.Correct}, typedPreview},
		{get, "/documents/:document/:locale/links", member, []content.Action{content.Save, content.Correct}, linkTargets},
		{post, "/documents/:document/:locale/scratch", member, []content.Action{content.Save, content.Correct}, keepScratch},
		{post, "/documents/:document/:locale/scratch/drop", member, []content.Action{content.Save, content.Correct}, dropScratch},
		{post, "/documents/:document/:locale/begin", member, []content.Action{content.Translate}, begin},
		{get, "/documents/:document/:locale", member, []content.Action{content.ReadDraft}, textPage},
		{get, "/documents/:document/:locale/files", member, []content.Action{content.ReadDraft}, textFilesPage},
		{get, "/documents/:document/:locale/files/find", member, []content.Action{content.Save, content.Correct}, findFiles},
		{post, "/documents/:document/:locale/files", member, []content.Action{content.Save, content.Correct}, saveTextFiles},
		{get, "/documents/:document/:locale/print", member, []content.Action{content.ReadDraft}, sheetPage},
		{get, "/documents/:document/:locale/print.css", member, []content.Action{content.ReadDraft}, sheetStyle},
		{get, "/documents/:document/:locale/paper", member, []content.Action{content.RecordPaper}, paperPage},
		{post, "/documents/:document/:locale/paper", member, []content.Action{content.RecordPaper}, recordPaper},
		{post, "/documents/:document/:locale/questions", member, []content.Action{content.Comment}, askQuestion},
		{post, "/documents/:document/:locale/questions/:question", member, []content.Action{content.Comment}, answerQuestion},
		{post, "/documents/:document/:locale/questions/:question/close", member, []content.Action{content.Comment}, closeQuestion},
		{get, "/documents/:document/:locale/mail", member, []content.Action{content.ReadDraft}, mailPage},
		{get, "/documents/:document/:locale/social", member, []content.Action{content.ReadDraft}, socialPage},
		{post, "/documents/:document/:locale/shares", member, []content.Action{content.SharePreview}, share},
		{post, "/documents/:document/:locale/shares/:share/revoke", member, []content.Action{content.SharePreview}, revokeShare},
		{get, "/documents/:document/:locale/redaction", member, redacting, redactionPage},
		{post, "/documents/:document/:locale/redaction", member, redacting, askRedaction},
		{post, "/documents/:document/:locale/redaction/drop", member, redacting, dropRedaction},
		{post, "/documents/:document/:locale/redaction/confirm", member, redacting, confirmRedaction},
		{get, "/documents/:document/:locale/do/:action", member, []content.Action{content.ReadDraft}, doPage},
		{post, "/documents/:document/:locale/:action", member, []content.Action{content.ReadDraft}, act},
		{get, "/documents/:document/:locale/look", member, []content.Action{content.ReadDraft}, lookPage},
		{get, "/preview/:document/:locale/home", member, []content.Action{content.ReadDraft}, lookHome},
		{get, "/preview/:document/:locale/release", member, []content.Action{content.ReadDraft}, lookRelease},
		{get, "/preview/:document/:locale/", member, []content.Action{content.ReadDraft}, preview},
		{get, "/preview/:document/:locale/media/:asset/:variant/:file", member, []content.Action{content.ReadDraft}, previewFile},
		{get, "/tree", member, []content.Action{content.Move}, treePage},
		{post, "/tree", member, []content.Action{content.Move}, movePage},
	}
}

// fileRoutes lead to files and their way in.
func fileRoutes() []route {
	get, post := fiber.MethodGet, fiber.MethodPost
	return []route{
		{get, "/media", member, seeFiles, mediaPage},
		{post, uploadPath, member, []content.Action{content.Upload}, takeFiles},
		{post, "/media/pieces", member, []content.Action{content.Upload}, beginPieces},
		{get, "/media/pieces/:upload", member, []content.Action{content.Upload}, piecesState},
		{post, "/media/pieces/:upload", member, []content.Action{content.Upload}, takePiece},
		{post, "/media/pieces/:upload/finish", member, []content.Action{content.Upload}, finishPieces},
		{post, "/media/pieces/:upload/discard", member, []content.Action{content.Upload}, discardPieces},
		{get, "/media/:asset", member, seeFiles, filePage},
		{get, "/media/:asset/:variant/:file", member, seeFiles, sendFile},
		{post, "/media/:asset/describe", member, []content.Action{content.Upload}, describe},
		{post, "/media/:asset/replace", member, []content.Action{content.ReplaceFile}, replaceFile},
	}
}

// peopleRoutes lead to accounts and what they did.
func peopleRoutes() []route {
	get, post := fiber.MethodGet, fiber.MethodPost
	accounts := []content.Action{content.ManageMembers}
	return []route{
		{get, "/members", member, accounts, membersPage},
		{get, "/members/new", member, accounts, newMemberPage},
		{post, "/members/new", member, accounts, addMember},
		{get, "/members/:member", member, accounts, memberPage},
		{post, "/members/:member", member, accounts, amendMember},
		{get, "/members/:member/hand-over", member, accounts, handOverPage},
		{post, "/members/:member/hand-over", member, accounts, handOver},
		{post, "/members/:member/link", member, accounts, newLink},
		{post, "/members/:member/sessions", member, accounts, endMemberSessions},
		{post, "/members/:member/disable", member, accounts, disableMember},
		{post, "/members/:member/enable", member, accounts, enableMember},
		{post, "/members/:member/grants", member, accounts, giveGrant},
		{get, "/members/:member/grants/new", member, accounts, newGrantPage},
		{get, "/members/:member/grants/:grant", member, accounts, changeGrantPage},
		{post, "/members/:member/grants/:grant", member, accounts, changeGrant},
		{post, "/members/:member/grants/:grant/remove", member, accounts, removeGrant},
		{get, "/audit", member, []content.Action{content.ReadAudit}, auditPage},
		{get, "/audit/trail.csv", member, []content.Action{content.ReadAudit}, auditCSV},
		{get, "/health", member, []content.Action{content.ManageSettings}, healthPage},
	}
}

// ownRoutes lead to what is one's own: notices, account; and the house style.
func ownRoutes() []route {
	get, post := fiber.MethodGet, fiber.MethodPost
	return []route{
		{get, "/notices", member, nil, noticesPage},
		{get, "/notices/count", quietly, nil, countNotices},
		{post, "/notices/read", member, nil, readNotices},
		{get, "/style", member, []content.Action{content.ReadDraft}, stylePage},
		{get, "/style/:locale", member, []content.Action{content.ReadDraft}, stylePage},
		{get, "/style/:locale/texts", member, []content.Action{content.ReadDraft}, styleTextsPage},
		{get, "/style/:locale/new", member, []content.Action{content.KeepStyle}, newRulePage},
		{post, "/style/:locale/add", member, []content.Action{content.KeepStyle}, addRule},
		{post, "/style/:locale/remove", member, []content.Action{content.KeepStyle}, removeRule},
		{post, "/style/:locale/switch", member, []content.Action{content.KeepStyle}, switchRule},
		{get, "/account", member, nil, accountPage},
		{post, "/account/locale", member, nil, setLocale},
		{post, "/account/mail", member, nil, setMail},
		{post, "/account/password", member, nil, changePassword},
		{post, "/account/codes", member, nil, newCodes},
		{post, "/account/factor", member, nil, removeFactor},
		{post, "/account/sessions/:session", member, nil, endSession},
		{post, "/account/sessions", member, nil, endOthers},
		{get, "/confirm", member, nil, confirmPage},
		{post, "/confirm", member, nil, confirm},
	}
}

// searchRoutes lead to what readers look for, and what is said of it.
func searchRoutes() []route {
	get, post := fiber.MethodGet, fiber.MethodPost
	tuning := []content.Action{content.TuneSearch}
	return []route{
		{get, "/search-words", member, tuning, searchesPage},
		{get, "/search-words/:site/:locale", member, tuning, searchesPage},
		{get, "/search-words/:site/:locale/synonyms", member, tuning, synonymsPage},
		{post, "/search-words/:site/:locale/synonyms", member, tuning, keepSynonyms},
		{post, "/search-words/:site/:locale/synonyms/remove", member, tuning, removeSynonyms},
		{get, "/search-words/:site/:locale/pin", member, tuning, pinPage},
		{post, "/search-words/:site/:locale/pin", member, tuning, keepPin},
		{post, "/search-words/:site/:locale/pin/remove", member, tuning, unpin},
	}
}

// Routes adds every address of the staff side. It comes before the Sites, which
// take whole hosts.
func (a *Admin) Routes(router fiber.Router) {
	router.Get(Root, func(c *fiber.Ctx) error { return c.Redirect(Root+"/", fiber.StatusMovedPermanently) })
	router.Get(Root+"/assets/*", a.asset)
	for _, r := range a.routes() {
		router.Add(r.method, Root+r.path, a.handler(r))
	}
	// An address below Root is never a page of a Site.
	router.Use(Root, func(*fiber.Ctx) error { return fiber.ErrNotFound })
}

// fits reports whether a session has come as far as r asks.
func (r route) fits(s *staff.Session) bool {
	switch r.who {
	case anyone:
		return true
	case known:
		return s != nil
	default:
		return s != nil && s.Stage == staff.StageIn
	}
}
