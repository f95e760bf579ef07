package crm

import (
	"context"
	"errors"

	"github.com/simpleforce/simpleforce"
)

// Salesforce is the sales team's book of leads.
type Salesforce struct{ client *simpleforce.Client }

// NewSalesforce logs in.
func NewSalesforce(url, user, password, token string) (*Salesforce, error) {
	client := simpleforce.NewClient(url, simpleforce.DefaultClientID, simpleforce.DefaultAPIVersion)
	if err := client.LoginPassword(user, password, token); err != nil {
		return nil, err
	}
	return &Salesforce{client: client}, nil
}

// Add implements Book.
func (s *Salesforce) Add(_ context.Context, lead Lead) error {
	created := s.client.SObject("Lead").
		Set("FirstName", lead.FirstName).
		Set("LastName", lead.LastName).
		Set("Email", lead.Email).
		Set("Phone", lead.Phone).
		Set("Company", lead.Employer).
		Set("Title", lead.JobTitle).
		Set("LeadSource", "Web").
		Create()
	if created == nil {
		return errors.New("crm: salesforce took no lead")
	}
	return nil
}
