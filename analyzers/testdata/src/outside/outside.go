// Package outside hands data to the libraries of vendors.
package outside

import (
	"context"
	"fmt"

	"github.com/getsentry/sentry-go"
	"github.com/go-resty/resty"
	"github.com/launchdarkly/go-server-sdk/ldcontext"
	"github.com/resend/resend-go"
	"github.com/sashabaranov/go-openai"
	"github.com/segmentio/analytics-go"
	"github.com/simpleforce/simpleforce"
	"github.com/slack-go/slack"
	"github.com/stripe/stripe-go"
	"github.com/stripe/stripe-go/customer"
	twilio "github.com/twilio/twilio-go/rest/api/v2010"
)

// A Patient is treated.
type Patient struct {
	ID        string
	Name      string
	Email     string
	Phone     string
	Diagnosis string
	Token     string
}

// Prompt tells a model.
func Prompt(ctx context.Context, c *openai.Client, p Patient) {
	text := fmt.Sprintf("Summarise: %s", p.Diagnosis)
	c.CreateChatCompletion(ctx, openai.ChatCompletionRequest{ // want `special\.health.*is shared with OpenAI`
		Model:    "small",
		Messages: []openai.ChatCompletionMessage{{Role: "user", Content: text}},
	})
}

// Analytics identifies.
func Analytics(c analytics.Client, p Patient) {
	c.Enqueue(analytics.Identify{UserId: p.ID, Traits: analytics.NewTraits().SetEmail(p.Email)})   // want `account\.id.*is shared with Segment` `contact\.email.*is shared with Segment`
	c.Enqueue(analytics.Track{Event: "visit", Properties: analytics.Properties{"phone": p.Phone}}) // want `contact\.phone.*is shared with Segment`
}

// Errors go to a tracker.
func Errors(p Patient, err error) {
	sentry.ConfigureScope(func(s *sentry.Scope) {
		s.SetUser(sentry.User{ID: p.ID, Email: p.Email}) // want `contact\.email.*is shared with Sentry`
	})
	sentry.CaptureException(fmt.Errorf("visit of %s: %w", p.Phone, err)) // want `contact\.phone.*is shared with Sentry`
}

// Scoped hands a function to the vendor's: what it does is told where it does it.
func Scoped(email string) {
	sentry.ConfigureScope(func(s *sentry.Scope) {
		s.SetUser(sentry.User{Email: email}) // want `contact\.email.*is shared with Sentry`
	})
}

// Mail goes through a vendor.
func Mail(c *resend.Client, p Patient) {
	c.Emails.Send(&resend.SendEmailRequest{From: "desk@clinic.example", To: []string{p.Email}, Html: "See you"}) // want `contact\.email.*is shared with Resend`
}

// Pay keeps a customer with a vendor.
func Pay(p Patient) {
	customer.New(&stripe.CustomerParams{Email: stripe.String(p.Email)}) // want `contact\.email.*is shared with Stripe`
}

// Flags are decided by a vendor.
func Flags(p Patient) ldcontext.Context {
	return ldcontext.NewBuilder("x").SetString("email", p.Email).Build() // want `contact\.email.*is shared with LaunchDarkly`
}

// Text is sent by a vendor.
func Text(api *twilio.ApiService, p Patient) {
	params := &twilio.CreateMessageParams{}
	params.SetTo(p.Phone) // want `contact\.phone.*is shared with Twilio`
	api.CreateMessage(params)
}

// Chat is read by many; the token opens the vendor's own door.
func Chat(p Patient) {
	slack.New(p.Token).PostMessage("#desk", slack.MsgOptionText("new: "+p.Email, false)) // want `contact\.email.*is shared with Slack`
}

// Leads are kept by a vendor; the password opens its door. One that is put into what it keeps is a patient's.
func Leads(c *simpleforce.Client, p Patient, password string) {
	c.LoginPassword("desk", password, p.Token)
	c.SObject("Lead").Set("Email", p.Email).Create() // want `contact\.email.*is shared with Salesforce`
	c.SObject("Lead").Set("Pass__c", password)       // want `account\.password.*is shared with Salesforce`
}

// Rest builds a request before it is sent.
func Rest(c *resty.Client, p Patient) {
	c.R().SetBody(map[string]string{"mail": p.Email}).Post("https://api.partner.example/patients") // want `contact\.email.*is shared with partner\.example`
	c.R().SetQueryParam("q", p.Phone).Get("https://api.hubapi.com/search")                         // want `contact\.phone.*is shared with HubSpot`
	c.R().SetBody(p.Email).Post("http://localhost/patients")
}
