package practice

import "strings"

// legalForms are what a company's name ends with that its domain leaves out, folded: the forms of the countries whose notices are read and
// of their neighbours. Source: https://en.wikipedia.org/wiki/List_of_legal_entity_types_by_country, read 2026-11.
var legalForms = map[string]bool{
	"ab": true, "ag": true, "aps": true, "as": true, "bv": true, "co": true, "company": true, "corp": true, "corporation": true, "eurl": true,
	"gmbh": true, "group": true, "inc": true, "incorporated": true, "kg": true, "limited": true, "llc": true, "llp": true, "ltd": true,
	"nv": true, "oy": true, "plc": true, "pte": true, "pty": true, "sa": true, "sarl": true, "sas": true, "sasu": true, "se": true, "sl": true,
	"spa": true, "srl": true,
}

// NamesDomain reports whether a company's name is what its registrable domain is called: "TeleReach GmbH" names telereach.com, and
// "Mondial Relay" mondialrelay.fr. It is false for a company or a domain that the vendor table knows, which says itself what belongs together.
func NamesDomain(name, domain string) bool {
	label, rest, dotted := strings.Cut(domain, ".")
	if !dotted || rest == "" || strings.ContainsAny(domain, " /:") {
		return false
	}
	bare := foldName(bareName(name))
	if bare == "" || bare != foldName(label) {
		return false
	}
	_, hostKnown := VendorByHost(domain)
	_, nameKnown := VendorByName(name)
	return !hostKnown && !nameKnown
}

// bareName is a company's name without its legal form, in one word.
func bareName(name string) string {
	words := strings.Fields(name)
	for len(words) > 1 && legalForms[foldName(words[len(words)-1])] {
		words = words[:len(words)-1]
	}
	return strings.Join(words, "")
}
