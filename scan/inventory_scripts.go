package scan

import (
	"cmp"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/practice"
)

// A FingerprintInventory is one technique by which one script takes the traits of a browser; candor explain fingerprinting tells the thresholds.
type FingerprintInventory struct {
	Technique  string           `json:"technique"`   // canvas, canvas font, WebRTC, audio, WebGL, traits
	Script     string           `json:"script"`      // URL of the script, of inline code that of its document; "" when it could not be told
	FirstParty bool             `json:"first_party"` // the script comes from the site itself
	Owner      practice.Party   `json:"owner"`       // of the host that the script comes from; "" for the site itself, also for what it has hosted elsewhere
	Purpose    practice.Purpose `json:"purpose"`     // "" when not known
	Detail     string           `json:"detail"`      // what the script did
	FirstSeen  string           `json:"first_seen"`  // page
}

// A RecorderInventory is one session recorder; candor explain recorders tells how they are known.
type RecorderInventory struct {
	Vendor     practice.Party   `json:"vendor"`      // its maker; "" when nobody knows it
	Script     string           `json:"script"`      // URL of the script that records; "" when only its uploads were seen
	FirstParty bool             `json:"first_party"` // the recordings stay with the site
	Recipient  practice.Party   `json:"recipient"`   // who receives the recordings; "" for the site itself
	Purpose    practice.Purpose `json:"purpose"`     // "" when not known
	Watches    bool             `json:"watches"`     // it was seen to observe the whole document and to listen to the visitor
	Uploads    []int            `json:"uploads"`     // numbers of the requests that carry recordings
	Recording  bool             `json:"recording"`   // false when no more was seen than that its script is loaded
	FirstSeen  string           `json:"first_seen"`  // page
}

func (s *StateInventory) addFingerprint(site *detect.Site, page *crawler.Page, f detect.Fingerprint) {
	for _, known := range s.Fingerprinting {
		if known.Technique == f.Technique && known.Script == f.Script.URL {
			return
		}
	}
	host := crawler.Host(f.Script.URL)
	s.Fingerprinting = append(s.Fingerprinting, FingerprintInventory{
		Technique: f.Technique, Script: f.Script.URL, FirstParty: host == "" || site.Scope.FirstParty(host),
		Owner: f.Practice.Recipient, Purpose: f.Practice.Purpose, Detail: f.Detail, FirstSeen: page.URL,
	})
}

// addRecorder joins what was seen of one recorder on several pages.
func (s *StateInventory) addRecorder(page *crawler.Page, r detect.Recorder) {
	seen := RecorderInventory{
		Vendor: r.Vendor, Script: r.Script, FirstParty: r.Practice.Recipient == "", Recipient: r.Practice.Recipient, Purpose: r.Practice.Purpose,
		Watches: r.Watches, Uploads: append([]int{}, r.Uploads...), Recording: r.Recording, FirstSeen: page.URL,
	}
	for i := range s.Recorders {
		known := &s.Recorders[i]
		if known.Vendor != seen.Vendor || known.Recipient != seen.Recipient || (seen.Vendor == "" && known.Script != seen.Script) {
			continue
		}
		known.Script = cmp.Or(known.Script, seen.Script)
		known.Watches, known.Recording = known.Watches || seen.Watches, known.Recording || seen.Recording
		known.Uploads = append(known.Uploads, seen.Uploads...)
		return
	}
	s.Recorders = append(s.Recorders, seen)
}
