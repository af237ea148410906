package admin

// samples gives the struct that every page is rendered with.
var samples = map[string]any{
	"account":      &Account{},
	"audit":        &Audit{},
	"code":         &Code{},
	"codes":        &Codes{},
	"confirm":      &Confirm{},
	"factor":       &Factor{},
	"documents":    &Documents{},
	"home":         &Home{},
	"member":       &MemberPage{},
	"member-grant": &GrantPage{},
	"member-link":  &MemberLink{},
	"member-new":   &MemberNew{},
	"members":      &Members{},
	"problem":      &Problem{},
	"set-up":       &SetUp{},
	"sign-in":      &SignIn{},
	"text":         &Text{},
	"welcome":      &Welcome{},
}
