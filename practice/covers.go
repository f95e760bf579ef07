package practice

import (
	"iter"
	"slices"
	"strings"
)

// AnyPurpose is the purpose of a statement that is about every purpose: "we use your data for no other purpose".
const AnyPurpose Purpose = "any"

// Personal is the data category above all others except the derived ones.
const Personal Data = "personal"

// ThirdParty is the class of every recipient but the company itself.
const ThirdParty Party = "third_party"

// Covers reports whether the dotted term general is specific or one of its parents:
// "contact" covers "contact.email", and "contact.email" does not cover "contact".
// Two terms stand above the prefixes: "personal" covers every data category but "derived"
// and what is below it, and the purpose "any" covers every purpose that is stated.
// "" is not stated or not known: it covers nothing but itself, and nothing else covers it.
//
// Actions are compared like the rest: "share" does not cover "sell", though who sells shares. A rule that needs that says so.
func Covers[T ~string](general, specific T) bool {
	g, s := string(general), string(specific)
	switch {
	case g == s:
		return true
	case g == "" || s == "":
		return false
	case g == string(AnyPurpose):
		return true
	case g == string(Personal):
		return s != "derived" && !strings.HasPrefix(s, "derived.")
	}
	return len(s) > len(g) && s[len(g)] == '.' && s[:len(g)] == g
}

// CoversParty reports whether a party that a notice declares covers one that was seen:
//
//   - both are the same vendor, by name or by alias;
//   - one is the company behind the other: "Google" covers "Google Analytics", and "Facebook" covers "Meta", which is no other product
//     of that company as far as anybody knows. One product does not cover another: who names Google Analytics has not named Google Ads;
//   - declared is the name of a company that nobody knows, and seen the domain of that name: "TeleReach GmbH" covers "telereach.com";
//   - declared is a class of recipients, and the class of the seen vendor is that one or a kind of it:
//     "processor" covers "Stripe", and "third_party" covers everybody but the company itself.
//
// The broader class of each class stands in terms.txt. "" covers nothing but itself.
func CoversParty(declared, seen Party) bool {
	if declared == seen {
		return true
	}
	if declared == "" || seen == "" {
		return false
	}
	if _, ok := LookupTerm(string(declared), RecipientTerm); ok {
		return coversClass(declared, seen)
	}
	return same(declared, seen) || same(declared, Company(seen)) || same(Company(declared), seen) || same(declared, brand(seen)) || NamesDomain(string(declared), string(seen))
}

// brand is the vendor whose product another vendor of the same owner is by its name: LinkedIn of "LinkedIn Ads"; "" where there is none.
func brand(p Party) Party {
	product, ok := VendorByName(string(p))
	if !ok {
		return ""
	}
	for name := product.Name; ; {
		i := strings.LastIndexByte(name, ' ')
		if i < 0 {
			return ""
		}
		name = name[:i]
		if v, ok := VendorByName(name); ok && v.Name == name && v.Owner == product.Owner {
			return Party(name)
		}
	}
}

// same reports whether two names are one vendor's.
func same(a, b Party) bool {
	v, ok := VendorByName(string(a))
	w, known := VendorByName(string(b))
	if ok && known {
		return v.Name == w.Name
	}
	return foldName(string(a)) == foldName(string(b))
}

// coversClass reports whether a class is that of a party, or one above it.
func coversClass(class, seen Party) bool {
	for above := range classesAbove(seen) {
		if above == class {
			return true
		}
	}
	return false
}

// classesAbove are the class of a party and those above it, nearest first.
func classesAbove(seen Party) iter.Seq[Party] {
	return func(yield func(Party) bool) {
		class := seen
		if v, ok := VendorByName(string(seen)); ok {
			class = v.Class
		} else if _, ok := LookupTerm(string(seen), RecipientTerm); !ok && seen != Site && seen != Code {
			class = ThirdParty // an owner nobody knows is still somebody else
		}
		for class != "" && yield(class) {
			term, _ := LookupTerm(string(class), RecipientTerm)
			class = Party(term.Broader)
		}
	}
}

// PartyKeys are what a declared party is filed under by who looks for those that it covers: where CoversParty(declared, seen) holds, one of
// them is among CoveringKeys(seen).
func PartyKeys(declared Party) []string {
	if _, ok := LookupTerm(string(declared), RecipientTerm); ok {
		return []string{string(declared)}
	}
	return nameKeys(declared)
}

// CoveringKeys are the keys of the parties that cover one that was seen; see PartyKeys.
func CoveringKeys(seen Party) []string {
	keys := nameKeys(seen)
	if b := brand(seen); b != "" {
		keys = append(keys, nameKeys(b)...)
	}
	for class := range classesAbove(seen) {
		keys = append(keys, string(class))
	}
	return append(keys, string(seen))
}

// nameKeys are the ways in which one vendor is called: by itself, by its company, without its legal form, by the label of its domain.
func nameKeys(p Party) []string {
	label, _, _ := strings.Cut(string(p), ".")
	names := []string{string(p), string(Company(p)), bareName(string(p)), label}
	for _, name := range names[:2] {
		if v, ok := VendorByName(name); ok {
			names = append(names, v.Name)
		}
	}
	for i, name := range names {
		names[i] = "=" + foldName(name) // no class begins like this
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Company returns the company behind a vendor, and any other party as it is.
func Company(p Party) Party {
	if v, ok := VendorByName(string(p)); ok {
		return Party(v.Owner)
	}
	return p
}

// CoversName reports whether the name of a cookie, a storage key or a parameter is the one declared, in which
// "*" stands for any run of characters: "_ga*" covers "_ga" and "_ga_4X". Case counts.
func CoversName(declared, seen string) bool {
	parts := strings.Split(declared, "*")
	rest, ok := strings.CutPrefix(seen, parts[0])
	if !ok || len(parts) == 1 {
		return ok && rest == ""
	}
	last := parts[len(parts)-1]
	for _, part := range parts[1 : len(parts)-1] {
		_, after, found := strings.Cut(rest, part)
		if !found {
			return false
		}
		rest = after
	}
	return strings.HasSuffix(rest, last)
}
