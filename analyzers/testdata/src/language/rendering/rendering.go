// Package rendering knows what of a value is written.
package rendering

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"log"
	"log/slog"
	"os"
)

type Customer struct {
	Email string
	Plan  string
}

type Masked struct{ Email string }

func (m Masked) String() string { return "customer" }

type Shown struct{ Email string }

func (s Shown) String() string { return "customer " + s.Email }

type PointerMasked struct{ Email string }

func (m *PointerMasked) String() string { return "customer" }

type Quiet struct{ Email string }

func (Quiet) MarshalJSON() ([]byte, error) { return []byte(`"customer"`), nil }

type Texted struct{ Email string }

func (t Texted) MarshalText() ([]byte, error) { return []byte("customer"), nil }

type Logged struct{ Email, Plan string }

func (l Logged) LogValue() slog.Value { return slog.StringValue(l.Plan) }

type LoggedMail struct{ Email, Plan string }

func (l LoggedMail) LogValue() slog.Value { return slog.GroupValue(slog.String("to", l.Email)) }

type GoStringed struct{ Email string }

func (g GoStringed) GoString() string { return "customer" }

type Formatted struct{ Email string }

func (f Formatted) Format(s fmt.State, verb rune) { fmt.Fprint(s, "customer") }

type FormattedMail struct{ Email string }

func (f FormattedMail) Format(s fmt.State, verb rune) { fmt.Fprint(s, f.Email) }

func Strings(c *Customer) {
	log.Print(Masked{c.Email})
	log.Print(Shown{c.Email}) // want `contact.email`
	log.Printf("%v", Masked{c.Email})
	log.Printf("%s", Masked{c.Email})
	log.Printf("%#v", Masked{c.Email}) // want `contact.email`
	log.Print(Masked{c.Email}.String())
	log.Print(Shown{c.Email}.String()) // want `contact.email`
	log.Print(&PointerMasked{c.Email})
	log.Print(&Masked{c.Email})
	log.Print([]Masked{{c.Email}})
	log.Print([]Shown{{c.Email}})    // want `contact.email`
	log.Print(Masked{c.Email}.Email) // want `contact.email`
}

func Structs(c *Customer) {
	log.Print(*c)         // want `contact.email`
	log.Print(c)          // want `contact.email`
	log.Printf("%v", c)   // want `contact.email`
	log.Printf("%+v", *c) // want `contact.email`
	log.Printf("%T", c)
	log.Printf("%p", c)
	log.Print(c.Plan)
}

type account struct {
	owner *Customer
	plan  string
}

type accountByValue struct {
	owner Customer
	plan  string
}

func Nested(c *Customer) {
	log.Print(account{c, "x"})
	log.Print(&account{c, "x"})
	log.Print(accountByValue{*c, "x"}) // want `contact.email`
	log.Print([]*Customer{c})
	log.Print([]Customer{*c}) // want `contact.email`
	log.Print(map[string]*Customer{"a": c})
	log.Print(map[string]Customer{"a": *c}) // want `contact.email`
}

func JSON(c *Customer) {
	a, _ := json.Marshal(c)
	log.Print(string(a)) // want `contact.email`
	b, _ := json.Marshal(Quiet{c.Email})
	log.Print(string(b))
	d, _ := json.Marshal(Texted{c.Email})
	log.Print(string(d))
	e, _ := json.MarshalIndent(map[string]any{"c": c}, "", " ")
	log.Print(string(e)) // want `contact.email`
	f, _ := json.Marshal([]Quiet{{c.Email}})
	log.Print(string(f))
}

type hidden struct {
	Email string `json:"-"`
	Plan  string
}

func JSONTags(c *Customer) {
	a, _ := json.Marshal(hidden{Email: c.Email})
	log.Print(string(a))
	log.Print(hidden{Email: c.Email}) // want `contact.email`
}

func Slog(c *Customer) {
	slog.Info("x", "c", Logged{c.Email, c.Plan})
	slog.Info("x", "c", LoggedMail{c.Email, c.Plan}) // want `contact.email`
	slog.Info("x", slog.Any("c", Logged{c.Email, c.Plan}))
	slog.Info("x", slog.Any("c", LoggedMail{c.Email, c.Plan})) // want `contact.email`
	slog.Info("x", "c", Masked{c.Email})
	slog.Info("x", slog.String("to", c.Email)) // want `contact.email`
	slog.Info("x", slog.String("plan", c.Plan))
	slog.Info("x", slog.Group("g", slog.String("to", c.Email))) // want `contact.email`
	slog.Info("x", slog.Group("g", "plan", c.Plan))
	slog.With("to", c.Email).Info("x") // want `contact.email`
	slog.With("plan", c.Plan).Info("x")
}

func Go(c *Customer) {
	log.Printf("%#v", GoStringed{c.Email})
	log.Printf("%v", GoStringed{c.Email}) // want `contact.email`
	log.Print(Formatted{c.Email})
	log.Print(FormattedMail{c.Email}) // want `contact.email`
}

func Printed(c *Customer) {
	log.Print(fmt.Sprint(c))              // want `contact.email`
	log.Print(fmt.Sprintf("%s", c.Email)) // want `contact.email`
	log.Print(fmt.Sprintf("%s", c.Plan))
	log.Print(fmt.Sprintf("%T %T", c.Email, c))
	log.Print(fmt.Sprintf("%[2]s", c.Email, c.Plan))
	log.Print(fmt.Sprintln(c.Email)) // want `contact.email`
	log.Print(fmt.Sprint(Masked{c.Email}))
	log.Print(fmt.Sprintf("%*d", 3, len(c.Email)))
	log.Printf("%d of %d", len(c.Email), cap([]byte(c.Email)))
	log.Printf("%t", c.Email == "")
}

// A Member has a field that no JSON shows.
type Member struct {
	Email string `json:"email"`
	Phone string `json:"-"`
}

// Shown writes out what it is given, of which only callers know what it is.
func shown(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

func CallersKnowWhatIsWrittenOut(m *Member, plan string) {
	log.Print(shown(m)) // want `contact.email`
	log.Print(shown(plan))
	log.Print(shown(Member{Phone: m.Phone}))
}

func CallersKnowWhatIsPrinted(m *Member) {
	log.Print(printed(*m)) // want `contact.email` `contact.phone`
	log.Print(printed(struct{ m *Member }{m}))
}

func printed(v any) string { return fmt.Sprintf("%v", v) }

type list[T any] []T

// MarshalJSON writes an empty list where there is none, by a type that does not call it again.
func (l list[T]) MarshalJSON() ([]byte, error) {
	type plain list[T]
	if l == nil {
		l = list[T]{}
	}
	return json.Marshal(plain(l))
}

func (l list[T]) String() string {
	b, _ := l.MarshalJSON()
	return string(b)
}

func Lists(c *Customer) {
	log.Print(list[string]{c.Email}.String()) // want `contact.email`
	log.Print(list[string]{c.Plan}.String())
	b, _ := json.Marshal(list[string]{c.Email})
	log.Print(string(b)) // want `contact.email`
}

// A Listing shows what may be shown.
type Listing struct {
	Email string `json:"-"`
	Phone string `json:"phone"`
}

func OneOfSeveralTypes(c *Customer, phone string, found bool) {
	answer := map[string]any{}
	if found {
		answer["listing"] = &Listing{Email: c.Email, Phone: phone}
	} else {
		answer["listing"] = "none"
	}
	text, _ := json.Marshal(answer)
	log.Print(string(text)) // want `contact.phone`
	answer["listing"] = c.Plan
	if found {
		answer["listing"] = c.Email
	}
	text, _ = json.Marshal(answer)
	log.Print(string(text)) // want `contact.email`
}

// A Refusal keeps why it was made to itself.
type Refusal struct {
	Detail string `json:"detail"`
	Err    error  `json:"-"`
}

func (r *Refusal) Error() string { return r.Detail + ": " + r.Err.Error() }

// A Report is made of what an error says.
type Report struct {
	Status int
	Error  string
	Cause  error
}

func encoded(v any) string {
	text, _ := json.Marshal(v)
	return string(text)
}

// JSON has the exported fields of an error, of which most have none, and not its text.
func JSONOfAnError(c *Customer, status int) {
	err := fmt.Errorf("bad address %s", c.Email)
	log.Print(encoded(err))
	log.Print(encoded(errors.Join(err)))
	log.Print(encoded(map[string]any{"error": err}))
	log.Print(encoded(&Refusal{Detail: "no", Err: err}))
	log.Print(encoded(Report{Status: status, Cause: err}))
	log.Print(encoded(map[string]any{"error": err.Error()}))    // want `contact.email`
	log.Print(encoded(Report{Error: err.Error()}))              // want `contact.email`
	log.Print(encoded(&Refusal{Detail: err.Error(), Err: err})) // want `contact.email`
	log.Print((&Refusal{Detail: "no", Err: err}).Error())       // want `contact.email`
	log.Print(Report{Status: status, Cause: err})               // want `contact.email`
	slog.Info("refused", "error", err)                          // want `contact.email`
	slog.Info("refused", "report", Report{Error: c.Plan, Cause: io.EOF})
}

func encodedText(message string) string {
	text, _ := json.Marshal(Refusal{Detail: message})
	return string(text)
}

func encodedMap(message string) string {
	text, _ := json.Marshal(map[string]string{"error": message})
	return string(text)
}

func encodedAny(values map[string]any) string {
	text, _ := json.Marshal(values)
	return string(text)
}

func encodedError(err error) string {
	text, _ := json.Marshal(map[string]any{"error": err})
	return string(text)
}

func encodedReport(r Report) string {
	text, _ := json.Marshal(r)
	return string(text)
}

// What an error says is a text like any other once it has been asked for it.
func JSONOfWhatAnErrorSays(c *Customer) {
	err := fmt.Errorf("bad address %s", c.Email)
	log.Print(encoded(err.Error()))                                  // want `contact.email`
	log.Print(encodedText(err.Error()))                              // want `contact.email`
	log.Print(encodedMap(err.Error()))                               // want `contact.email`
	log.Print(encodedAny(map[string]any{"error": err.Error()}))      // want `contact.email`
	log.Print(encodedReport(Report{Error: err.Error(), Cause: err})) // want `contact.email`
	log.Print(encodedAny(map[string]any{"error": err}))
	log.Print(encodedError(err))
	log.Print(encodedReport(Report{Cause: err}))
}

// again is a Refusal of another's, or a new one.
func again(err error) *Refusal {
	var r *Refusal
	if errors.As(err, &r) {
		r.Err = fmt.Errorf("again: %w", r.Err)
		return r
	}
	return &Refusal{Detail: "no", Err: fmt.Errorf("again: %w", err)}
}

func JSONOfAnErrorFoundInAnother(c *Customer) {
	log.Print(encoded(again(fmt.Errorf("bad address %s", c.Email))))
	log.Print(again(fmt.Errorf("bad address %s", c.Email)).Error()) // want `contact.email`
}

var page = template.Must(template.New("page").Parse("{{.}}"))

func TemplatesShowWhatAnErrorSays(c *Customer) {
	page.Execute(os.Stderr, fmt.Errorf("bad address %s", c.Email)) // want `contact.email`
}
