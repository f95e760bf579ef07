// Package arrivals takes data from wherever they come.
package arrivals

import (
	"log"
	"net/http"

	"github.com/coreos/go-oidc/oidc"
	"github.com/go-chi/chi"
	"github.com/gofiber/fiber"
	"github.com/jmoiron/sqlx"
	"github.com/markbates/goth/gothic"
	"gorm.io/gorm"
)

// A Member has a card.
type Member struct {
	ID    int
	Email string
	Phone string
}

// Login is by somebody else.
func Login(w http.ResponseWriter, r *http.Request) {
	user, err := gothic.CompleteUserAuth(w, r)
	log.Println(user.Email, err) // want `contact\.email.*is written to a log`
}

// Token has claims.
func Token(t *oidc.IDToken) {
	var claims struct {
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
	}
	if err := t.Claims(&claims); err != nil {
		log.Println(err)
	}
	log.Println(claims.Email) // want `contact\.email.*is written to a log`
	log.Println(claims.Verified)
}

// Fiber is a framework.
func Fiber(c *fiber.Ctx) error {
	log.Println(c.IP())               // want `device\.ip_address.*is written to a log`
	log.Println(c.Get("User-Agent"))  // want `device\.browser.*is written to a log`
	log.Println(c.FormValue("email")) // want `contact\.email.*is written to a log`
	var m Member
	if err := c.BodyParser(&m); err != nil {
		return err
	}
	log.Println(m.Phone) // want `contact\.phone.*is written to a log`
	return c.SendString(m.Email)
}

// Chi names parts of the address.
func Chi(w http.ResponseWriter, r *http.Request) {
	log.Println(chi.URLParam(r, "email")) // want `contact\.email.*is written to a log`
	log.Println(chi.URLParam(r, "page"))
}

// Rows come from databases.
func Rows(db *sqlx.DB, g *gorm.DB) {
	var m Member
	db.Get(&m, "SELECT * FROM members WHERE id = $1", 1)
	log.Println(m.Email) // want `contact\.email.*is written to a log`
	var list []Member
	db.Select(&list, "SELECT * FROM members")
	for _, one := range list {
		log.Println(one.ID, one.Phone) // want `contact\.phone.*is written to a log`
	}
	var first Member
	g.Where("id = ?", 1).First(&first)
	log.Println(first.Email) // want `contact\.email.*is written to a log`
	var address string
	db.Get(&address, "SELECT email FROM members WHERE id = $1", 1)
	log.Println(address) // want `contact\.email.*is written to a log`
}

// Cookies let in whoever has them, or only tell browsers apart.
func Cookies(r *http.Request) {
	for _, name := range []string{"theme"} {
		log.Println(r.Cookie(name))
	}
	if token, err := r.Cookie("token"); err == nil {
		log.Println("expired:", token.Value) // want `account\.token.*is written to a log`
	}
	if session, err := r.Cookie("app_session"); err == nil {
		log.Println("unknown:", session.Value) // want `account\.token.*is written to a log`
	}
	if state, err := r.Cookie("session_state"); err == nil {
		log.Println("state:", state.Value)
	}
	if visit, err := r.Cookie("visit"); err == nil {
		log.Println(visit.Value)
	}
}
