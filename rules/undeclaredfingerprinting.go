package rules

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// UndeclaredFingerprinting is the rule undeclared-fingerprinting.
var UndeclaredFingerprinting = &Rule{
	Name: "undeclared-fingerprinting",
	Doc: `A browser is recognised by its traits, and the notice does not say so

A script takes a fingerprint of the visitor's browser (see candor explain fingerprinting), and no statement speaks of
fingerprints. Statements about cookies, or about "device information", do not tell a visitor that the browser is recognised
without anything being kept in it, where nobody can delete it. What one company's scripts do is one discrepancy. Against
robots and fraud a fingerprint may need no consent; a visitor is to be told all the same, and the discrepancy weighs less.`,
	Severity: practice.Medium,
	References: []string{
		"ePrivacy 5(3)", "GDPR 5(1)(a)", "GDPR 13(1)(c)", "EDPB Guidelines 2/2023 on the technical scope of Art. 5(3)",
		"Article 29 Working Party, Opinion 9/2014 on device fingerprinting",
	},
	Remedies: []practice.Remedy{
		{Side: "notice", Text: "Say that the browser is recognised by its traits, by whom, for what, and how to refuse."},
		{Side: "practice", Text: "Or do without the script; where it serves no security, ask for consent before it runs."},
	},
	Examples: []Example{
		{"site track device.fingerprint by ads.example", "", true},
		{"site track device.fingerprint by ads.example", "affirmed: track tracer.cookie_id by ads.example for marketing.targeted", true},
		{"site track device.fingerprint", "affirmed: collect device\naffirmed: collect device.screen", true},
		{"site track device.fingerprint by hCaptcha for security.fraud", "affirmed: share device.ip_address to hCaptcha", true},
		{"site track device.fingerprint by ads.example", "affirmed: collect device.fingerprint for security.fraud", false},
		{"site track device.fingerprint by ads.example", "affirmed: track device.fingerprint with consent", false},
		{"site track device.fingerprint", "affirmed: track tracer; quote We use cookies and canvas fingerprinting.", false},
		{"site track device.fingerprint", "affirmed: track tracer; quote Nous calculons une empreinte de votre navigateur.", false},
		{"site track device.fingerprint", "affirmed: collect special.biometric; quote We keep fingerprints of employees.", true},
		{"site track device.fingerprint", "affirmed: collect device.fingerprint; scope employee", true},
		{"site track device.fingerprint", "denied: track device.fingerprint", false},
		{"site track tracer.cookie_id for analytics.audience", "", false},
	},
	Find: findUndeclaredFingerprinting,
}

// fingerprint is what the detector calls the traits of a browser that were taken together.
const fingerprint practice.Data = "device.fingerprint"

// speaksOfFingerprints finds the word where the reader of the notice took the sentence for something else.
var speaksOfFingerprints = regexp.MustCompile(`(?i)\bfingerprinting\b|\b(?:browser|device|canvas|digital) fingerprints?\b|\bempreintes? (?:numériques?|digitales? (?:du|de (?:votre|l['’])) ?(?:navigateur|appareil|terminal)|(?:du|de votre|de l['’]) ?(?:navigateur|appareil|terminal))`)

func findUndeclaredFingerprinting(c *Case) []practice.Discrepancy {
	key := func(j *judged) string {
		if j.Practice.Data != fingerprint || j.Practice.Action != practice.Track || len(j.against) > 0 || c.fingerprintsTold(j) {
			return ""
		}
		return "by " + string(practice.Company(j.Practice.Recipient))
	}
	var found []practice.Discrepancy
	for _, cause := range c.causes(key, against) {
		p := cause.practice()
		d := practice.Discrepancy{
			Verdict: practice.Omitted, Severity: fingerprintSeverity(p), Practice: p,
			Observed: cause.observations(), Declared: cause.declarations(), Nearest: c.nearest(cause),
		}
		d.Confidence = omission(d.Nearest)
		d.Message = fmt.Sprintf("no statement that was read speaks of fingerprints; %s%s", cause.done(), purposeOf(p))
		d.Why = fmt.Sprintf("No statement that was read says that the browser is recognised by its traits, and %s. What is said of cookies does not tell it.%s", cause.done(), circumstances(cause))
		found = append(found, d)
	}
	return found
}

// fingerprintsTold reports whether the notice says that fingerprints are taken, by whomever.
func (c *Case) fingerprintsTold(j *judged) bool {
	return recall(c.known.ofData(j), askedFingerprints, func() bool {
		return slices.ContainsFunc(c.register.all, func(d *practice.Declaration) bool {
			return d.Polarity != practice.Denied && speaksTo(d, j.candidates) && (slices.Contains(d.Data, fingerprint) || mayHold(d.Text, "fingerprint", "empreinte") && speaksOfFingerprints.MatchString(d.Text))
		})
	})
}

// fingerprintSeverity is high for a third party that recognises people for ends which need their consent, low for what keeps robots out.
func fingerprintSeverity(p practice.Practice) practice.Severity {
	switch {
	case p.Purpose != "" && !needsConsent(p.Purpose):
		return practice.Low
	case p.Recipient != "":
		return practice.High
	}
	return practice.Medium
}
