package lang

import "testing"

func TestGeorgianFormsThatChangeInside(t *testing.T) {
	together(t, "ka",
		"წყალი წყლის წყალს წყალშიც",
		"წელი წლის წლებში",
		"სახელი სახელის სახელს",
		"სახლი სახლის სახლში",
		"მინდორი მინდვრის მინდვრები",
		"მერი მერის მერმა",
		"მერია მერიის მერიიდან",
		"უფლება უფლებებისა უფლებანი უფლებათა",
		"დამტკიცება დაამტკიცა დამტკიცდება დამტკიცებულია",
		"დადგენა დაადგინა დადგინდა დაადგენს",
		"დარღვევა დაარღვია დაარღვევს",
		"გადაწყვეტა გადაწყვიტა გადაწყვეტს",
		"გადაწყვეტილება გადაწყვეტილების",
		"მოწვევა მოიწვია მოიწვევს",
		"დანიშვნა დანიშნა დაინიშნა",
		"ჩატარება ჩაატარა ჩატარდება",
		"მოქალაქე მოქალაქეებისათვის მოქალაქემაც",
	)
}

func TestMtavruliIsMkhedruli(t *testing.T) {
	l := Of("ka")
	for _, pair := range [][2]string{{"ᲥᲐᲚᲐᲥᲨᲘ", "ქალაქში"}, {"ქᲐლაქი", "ქალაქი"}} {
		if l.Key(pair[0]) != l.Key(pair[1]) || l.Plain(pair[0]) != pair[1] {
			t.Errorf("%s is %q and called %q", pair[0], l.Plain(pair[0]), l.Key(pair[0]))
		}
	}
	if got := l.Plain("tbilisi"); got != "tbilisi" {
		t.Errorf("Latin letters became %q", got)
	}
}
