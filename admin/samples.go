package admin

// samples gives the struct that every page is rendered with.
var samples = map[string]any{
	"account":   &Account{},
	"code":      &Code{},
	"codes":     &Codes{},
	"confirm":   &Confirm{},
	"editor":    &Editor{},
	"do":        &Do{},
	"factor":    &Factor{},
	"frozen":    &Frozen{},
	"file":      &File{},
	"files":     &Files{},
	"textfiles": &TextFiles{},
	"documents": &Documents{},
	"home":      &Home{},
	"new":       &NewText{},
	"problem":   &Problem{},
	"sign-in":   &SignIn{},
	"text":      &Text{},
	"welcome":   &Welcome{},
}
