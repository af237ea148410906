package lang

var _ = add(Language{Code: "lt"})
