package admin

import "github.com/gofiber/fiber/v2"

// Home is what a member sees first.
type Home struct{ Base }

func home(v *visit) error {
	return v.page(fiber.StatusOK, "home", &Home{Base: v.base(v.T("desk.home.title"))})
}
