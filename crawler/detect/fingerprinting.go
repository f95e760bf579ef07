package detect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// Fingerprinting sees scripts that take the traits of a browser to recognise it.
var Fingerprinting = &Detector{Name: "fingerprinting", Doc: fingerprintingDoc, Run: fingerprinting}

const fingerprintingDoc = `scripts that take the traits of a browser to recognise it without keeping anything in it

Each script is judged by the interfaces that it used (crawler/interfaces.txt), technique by technique. The thresholds of the first four are those of
Englehardt and Narayanan, Online Tracking: A 1-million-site Measurement (CCS 2016), section 6:

	canvas       a canvas of 16 by 16 pixels or more holds text in two colours or of ten different characters, the script calls neither
	             save, restore nor addEventListener on it, and reads 16 by 16 pixels or more back
	canvas font  50 different valid fonts are set, and the same text is measured 50 times
	WebRTC       createDataChannel and createOffer, and the addresses found are looked at
	audio        an oscillator or a compressor is rendered off line, or an oscillator read back through an analyser
	WebGL        the unmasked name of the graphics processor is read, and the list of extensions or a picture that was drawn
	traits       eight groups of traits are read, four of them beyond what statistics usually read (agent, language, screen, time zone)

The last two have no published threshold. Both parts of WebGL are needed because engines that draw ask for the processor to choose their quality;
of traits, the statistics, advertising and error scripts that we know read three to six groups, and the libraries made for fingerprinting ten and more.

The canvas rule is applied to each canvas by itself. Not flagged: a chart or a document that is drawn and not read, the test whether emoji or WebP can be shown
(signs of emoji do not count as characters), a connection that is really made (setRemoteDescription, addTrack), music. A captcha that takes
fingerprints is flagged as well, with the purpose security.fraud. Fingerprints of a script that a delivery network hosts are the site's own.

Example: https://tracker.example/fp.js writes text in two colours and calls toDataURL:

	site track device.fingerprint by tracker.example before consent`

// fingerprint is what a fingerprint is in the vocabulary.
const fingerprint practice.Data = "device.fingerprint"

func fingerprinting(s *Site) []practice.Observation {
	var seen []practice.Observation
	for _, page := range s.Pages {
		for _, f := range s.Fingerprints(page) {
			seen = append(seen, practice.Observation{
				Practice: f.Practice,
				Name:     f.Technique + " by " + shownName(callAt(crawler.Call{URL: f.Script.URL})),
				Evidence: []practice.Evidence{{Source: bare(page.URL), Detail: fmt.Sprintf("%s: %s, by %s", f.Technique, f.Detail, callAt(f.Script))}},
			})
		}
	}
	return seen
}

// A Fingerprint is one technique that one script used on a page.
type Fingerprint struct {
	Technique string       // a name of the Doc
	Script    crawler.Call // at the place of its first call that counts
	Practice  practice.Practice
	Detail    string // what the script did, in a few words
}

// Fingerprints returns what the scripts of a page took, in the order of their addresses.
func (s *Site) Fingerprints(page *crawler.Page) []Fingerprint {
	var found []Fingerprint
	for _, script := range scriptsOf(page) {
		for _, t := range techniques {
			detail := t.used(script)
			if detail == "" || (t.name == traits && script.place.URL == "") {
				continue // calls whose script is not known may be of many
			}
			script.techniques = append(script.techniques, t.name)
			recipient, purpose := s.receiver(script.place.URL)
			found = append(found, Fingerprint{
				Technique: t.name, Script: script.place, Detail: detail,
				Practice: practice.Practice{
					Actor: practice.Site, Action: practice.Track, Data: fingerprint,
					Recipient: recipient, Purpose: purpose, Condition: page.State,
				},
			})
		}
	}
	return found
}

// receiver is who has a script run, and for what: the owner of the host that it comes from. Of a script that a
// delivery network or a cloud hosts nobody can say more than that the site runs it.
func (s *Site) receiver(script string) (practice.Party, practice.Purpose) {
	host := crawler.Host(script)
	if host == "" || s.Scope.FirstParty(host) {
		return "", ""
	}
	purpose := PurposeOfURL(script)
	vendor, known := practice.VendorByHost(host)
	if known && (vendor.Class == "cloud_provider" || (vendor.Class == "processor" && purpose == "")) {
		return "", ""
	}
	return s.Scope.Owner(host), purpose
}

// A technique says in a few words how a script used it; "" if it did not.
type technique struct {
	name string
	used func(*script) string
}

// techniques are all of them; the last looks at which of the others were found.
var techniques = []technique{
	{"canvas", canvasUsed},
	{"canvas font", fontsUsed},
	{"WebRTC", webRTCUsed},
	{"audio", audioUsed},
	{"WebGL", webGLUsed},
	{traits, traitsUsed},
}

const traits = "traits"

// The thresholds of fingerprintingDoc.
const (
	leastPixels     = 16
	leastColours    = 2
	leastCharacters = 10
	leastFonts      = 50
	leastMeasured   = 50
	leastGroups     = 8
	leastTelling    = 4
)

func canvasUsed(s *script) string {
	for _, c := range s.canvases {
		written := c.Colours >= leastColours || c.Characters >= leastCharacters
		if c.Context == "2d" && large(c.Width, c.Height) && written && c.Kept == 0 && large(c.ReadWidth, c.ReadHeight) {
			s.place = c.Script
			return fmt.Sprintf("a canvas of %d by %d pixels with text (different characters: %d, colours: %d) is read by %s",
				c.Width, c.Height, c.Characters, c.Colours, strings.Join(c.ReadBy, ", "))
		}
	}
	return ""
}

func large(width, height int) bool { return width >= leastPixels && height >= leastPixels }

func fontsUsed(s *script) string {
	for _, context := range []string{"CanvasRenderingContext2D.", "OffscreenCanvasRenderingContext2D."} {
		fonts, measured := s.uses[context+"font"].Distinct, s.uses[context+"measureText"].Most
		if fonts >= leastFonts && measured >= leastMeasured {
			s.at(context + "font")
			return fmt.Sprintf("%d fonts are set, and one text is measured %d times", fonts, measured)
		}
	}
	return ""
}

func webRTCUsed(s *script) string {
	const peer = "RTCPeerConnection."
	looked := s.first(peer+"onicecandidate", peer+"localDescription")
	if !s.has(peer+"createDataChannel") || !s.has(peer+"createOffer") || looked == "" || s.has(peer+"setRemoteDescription") || s.has(peer+"addTrack") {
		return ""
	}
	s.at(peer + "createDataChannel")
	return "createDataChannel and createOffer are called, and " + strings.TrimPrefix(looked, peer) + " is looked at, without a connection being made"
}

func audioUsed(s *script) string {
	oscillator := s.first("BaseAudioContext.createOscillator", "OscillatorNode")
	source := oscillator
	if source == "" {
		source = s.first("BaseAudioContext.createDynamicsCompressor", "DynamicsCompressorNode")
	}
	const offline = "OfflineAudioContext.startRendering"
	if source != "" && s.has(offline) {
		s.at(offline)
		return fmt.Sprintf("%s is rendered by %s", source, offline)
	}
	read := s.first("AnalyserNode.getFloatFrequencyData", "AnalyserNode.getByteFrequencyData", "AnalyserNode.getFloatTimeDomainData", "AnalyserNode.getByteTimeDomainData")
	if oscillator != "" && read != "" {
		s.at(read)
		return fmt.Sprintf("%s is read by %s", oscillator, read)
	}
	return ""
}

func webGLUsed(s *script) string {
	for _, context := range []string{"WebGLRenderingContext.", "WebGL2RenderingContext."} {
		if !s.has(context + "getParameter") {
			continue // only the unmasked names are counted
		}
		s.at(context + "getParameter")
		if s.has(context + "getSupportedExtensions") {
			return "the unmasked name of the graphics processor and the list of extensions are read"
		}
		for _, c := range s.canvases {
			if c.Context == "webgl" && large(c.ReadWidth, c.ReadHeight) {
				return fmt.Sprintf("the unmasked name of the graphics processor and a picture of %d by %d pixels are read", c.ReadWidth, c.ReadHeight)
			}
		}
	}
	return ""
}

// everyday are the groups of traits that scripts for statistics read.
var everyday = []string{"agent", "language", "screen", "timezone"}

// byTechnique are the groups whose use by itself tells nothing: they count when their technique was found.
var byTechnique = map[string]string{"canvas": "canvas", "canvas font": "canvas font", "webrtc": "WebRTC", "audio": "audio", "webgl": "WebGL"}

func traitsUsed(s *script) string {
	var groups []string
	telling, first := 0, ""
	for _, name := range sortedKeys(s.uses) {
		row, known := crawler.InterfaceNamed(name)
		technique, judged := byTechnique[row.Group]
		switch {
		case !known, row.Group == "listening", row.Group == "mutations", slices.Contains(groups, row.Group):
			continue
		case judged && !slices.Contains(s.techniques, technique):
			continue
		}
		groups = append(groups, row.Group)
		if !slices.Contains(everyday, row.Group) {
			telling++
			if first == "" {
				first = name
			}
		}
	}
	if len(groups) < leastGroups || telling < leastTelling {
		return ""
	}
	s.at(first)
	slices.Sort(groups)
	return fmt.Sprintf("%d groups of traits are read (%s)", len(groups), strings.Join(groups, ", "))
}
