// Package crm hands what people ask for to the sales team: to Salesforce, where leads are kept, and to HubSpot, which knows what they read.
package crm

import "context"

// A Lead is somebody who may become a customer.
type Lead struct {
	FirstName string
	LastName  string
	Email     string
	Phone     string
	Employer  string
	JobTitle  string
	Interest  string // what they would like to know about
}

// A Book takes leads in.
type Book interface {
	Add(ctx context.Context, lead Lead) error
}

// Books are several, all of which take a lead in.
type Books []Book

// Add stops at the first book that refuses.
func (b Books) Add(ctx context.Context, lead Lead) error {
	for _, book := range b {
		if err := book.Add(ctx, lead); err != nil {
			return err
		}
	}
	return nil
}
