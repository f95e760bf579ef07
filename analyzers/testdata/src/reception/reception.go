// Package reception takes people in, with the frameworks that people use.
package reception

import (
	"database/sql"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/netip"

	"github.com/golang-jwt/jwt"
	"github.com/labstack/echo"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// A Visitor comes in.
type Visitor struct {
	ID    int
	Name  string
	Email string
}

// MarshalLogObject writes what a log may show, and more.
func (v *Visitor) MarshalLogObject(enc zapcore.ObjectEncoder) error {
	enc.AddString("e", v.Email) // want `contact\.email`
	return nil
}

// Zap logs entries that were checked before, and values that marshal themselves.
func Zap(l *zap.Logger, v *Visitor) {
	if ce := l.Check(0, "in"); ce != nil {
		ce.Write(zap.String("e", v.Email)) // want `contact\.email`
	}
	l.Info("in", zap.Any("visitor", v)) // its own marshaler decides, and is judged there
}

// Echo binds and refuses.
func Echo(c echo.Context) error {
	v := new(Visitor)
	if err := c.Bind(v); err != nil {
		return err
	}
	c.Logger().Infof("from %s", c.RealIP()) // want `device\.ip_address`
	if v.ID == 0 {
		return c.JSON(404, map[string]string{"error": "nobody is called " + v.Name}) // want `identity\.name.*is sent to a client in an error`
	}
	return c.JSON(200, v)
}

// Claims reads a token.
func Claims(token string) {
	claims := jwt.MapClaims{}
	jwt.ParseWithClaims(token, claims, nil)
	log.Println(claims["email"]) // want `contact\.email`
	mail, _ := claims["email"].(string)
	log.Println(mail, claims["exp"]) // want `contact\.email`
}

// Form asks for a name beside an address: it is a person's.
func Form(w http.ResponseWriter, r *http.Request) {
	name, email := r.FormValue("name"), r.FormValue("email")
	log.Println(name)                             // want `identity\.name`
	log.Println(len(email), r.FormValue("title")) // no data: the title is a book's
}

// Rename asks for a name alone: it may be anything's.
func Rename(w http.ResponseWriter, r *http.Request) {
	log.Println(r.FormValue("name"), r.FormValue("csrf_token") == "")
}

type unknown struct{ email string }

func (e *unknown) Error() string { return "nobody has " + e.email }

func find(email string) error {
	if email == "" {
		return &unknown{email}
	}
	return errors.Join(errors.New("not found"), fmt.Errorf("looking for %q", email))
}

// Answer writes the text of an error by hand.
func Answer(w http.ResponseWriter, r *http.Request) {
	if err := find(r.FormValue("email")); err != nil {
		w.WriteHeader(http.StatusNotFound)
		w.Write([]byte(err.Error())) // want `contact\.email.*is sent to a client in an error`
	}
}

// Accept logs who connects.
func Accept(l net.Listener) {
	c, err := l.Accept()
	if err != nil {
		return
	}
	addr, _ := netip.ParseAddrPort(c.RemoteAddr().String())
	slog.Info("connected", "to", l.Addr().String(), "peer", addr.Addr().StringExpanded()) // want `device\.ip_address`
}

// Must stops the program with what it should not say.
func Must(v *Visitor) {
	if v.ID == 0 {
		panic("no number for " + v.Email) // want `contact\.email`
	}
	if v.Email == "" {
		panic(errors.New("no address"))
	}
}

func field(holder any, name string) string {
	panic(fmt.Sprintf("no field %s in %#v", name, holder)) // a mistake of the program
}

// Field asks for one.
func Field(v *Visitor) string { return field(v, "Phone") }

// Columns reads what the query names.
func Columns(db *sql.DB) error {
	var a, b string
	if err := db.QueryRow(`SELECT v.email, COUNT(*) FROM visitors v WHERE id = $1`, 1).Scan(&a, &b); err != nil {
		return err
	}
	log.Println(a) // want `contact\.email`
	log.Println(b)
	rows, err := db.Query("SELECT id, phone AS p FROM visitors")
	if err != nil {
		return err
	}
	for rows.Next() {
		var id int
		var p string
		if err := rows.Scan(&id, &p); err != nil {
			return err
		}
		log.Println(id, p) // want `contact\.phone`
	}
	return rows.Err()
}
