package detect

import (
	"fmt"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// Forms sees which data the site asks people to type.
var Forms = &Detector{Name: "forms", Doc: formsDoc, Run: forms}

const formsDoc = `data that people are asked to type into forms

Each field is mapped to a category by its autocomplete token, its type, its name, its label and its placeholder. Hidden fields and buttons
ask for nothing. A form that is sent to a third party shares what it collects; a form inside a third party's
frame, such as the card fields of a payment provider, is that party's, and the site shares without collecting.
A field is there whatever the visitor consented to, so these practices have no condition.

Example: <form action="https://shop.us1.list-manage.com/subscribe"><input type="email" name="EMAIL">:

	site collect contact.email
	site share contact.email to Mailchimp for marketing.direct`

func forms(s *Site) []practice.Observation {
	var seen []practice.Observation
	for _, page := range s.Pages {
		for i := range page.Forms {
			seen = append(seen, s.form(page, &page.Forms[i])...)
		}
	}
	return seen
}

func (s *Site) form(page *crawler.Page, form *crawler.Form) []practice.Observation {
	var seen []practice.Observation
	foreign := s.foreignFrame(form)
	to := receiver(form)
	for i, data := range DataOfFields(form) {
		field := &form.Fields[i]
		if data == "" {
			continue
		}
		o := practice.Observation{
			Practice: practice.Practice{Actor: practice.Site, Action: practice.Collect, Data: data},
			Name:     nameOfField(field),
			Evidence: []practice.Evidence{{Source: bare(page.URL), Detail: fieldDetail(form, field)}},
		}
		if !foreign {
			seen = append(seen, o)
		}
		if owner := s.Scope.Owner(crawler.Host(to)); overNetwork(to) && owner != "" && !s.stays(crawler.Host(to)) {
			o.Practice.Action = practice.Share
			o.Practice.Recipient = owner
			o.Practice.Purpose = PurposeOfURL(to)
			seen = append(seen, o)
		}
	}
	return seen
}

// foreignFrame says whether a form stands in a third party's document.
func (s *Site) foreignFrame(form *crawler.Form) bool {
	return overNetwork(form.FrameURL) && !s.Scope.FirstParty(crawler.Host(form.FrameURL))
}

// receiver is the address that a form is sent to: its action, or the document it stands in.
func receiver(form *crawler.Form) string {
	if form.Action != "" {
		return form.Action
	}
	return form.FrameURL
}

func nameOfField(f *crawler.Field) string {
	for _, name := range []string{f.Name, f.ID, f.Label, f.Placeholder, f.Near} {
		if name != "" {
			return shownName(name)
		}
	}
	return f.Type
}

func fieldDetail(form *crawler.Form, f *crawler.Field) string {
	detail := fmt.Sprintf("field %s", nameOfField(f))
	if f.Label != "" && f.Label != nameOfField(f) {
		detail += fmt.Sprintf(" (%q)", shownName(f.Label))
	}
	if f.Type != "" {
		detail += ", type " + f.Type
	}
	switch {
	case form.Name != "":
		detail += ", of form " + shownName(form.Name)
	case form.Action == "":
		detail += ", outside of a form"
	}
	if form.Action != "" {
		detail += ", sent to " + bare(form.Action)
	}
	return detail
}
