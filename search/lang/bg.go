package lang

var _ = add(Language{Code: "bg", stem: stemBulgarian, silent: silentBulgarian, readings: readingsBulgarian, relaid: relaidBulgarian})
