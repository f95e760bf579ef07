// Package customer is a stub of the module of that name.
package customer

import "github.com/stripe/stripe-go"

func New(params *stripe.CustomerParams) (any, error) { return nil, nil }
