package admin

// samples gives the struct that every page is rendered with.
var samples = map[string]any{
	"account":   &Account{},
	"code":      &Code{},
	"codes":     &Codes{},
	"confirm":   &Confirm{},
	"do":        &Do{},
	"factor":    &Factor{},
	"documents": &Documents{},
	"home":      &Home{},
	"problem":   &Problem{},
	"sign-in":   &SignIn{},
	"text":      &Text{},
	"welcome":   &Welcome{},
}
