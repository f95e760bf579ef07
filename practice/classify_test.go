package practice

import "fmt"

func ExampleClassify() {
	for _, identifier := range []string{"BillingEmail", "customerName", "productName", "Name", "ssn_hash", "emailTemplate", "Adresse e-mail"} {
		data, strength := Classify(identifier)
		fmt.Printf("%s: %q %s\n", identifier, data, strength)
	}
	// Output:
	// BillingEmail: "contact.email" strong
	// customerName: "identity.name" strong
	// productName: "" none
	// Name: "identity.name" weak
	// ssn_hash: "" none
	// emailTemplate: "" none
	// Adresse e-mail: "contact.email" strong
}
