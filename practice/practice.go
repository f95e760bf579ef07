// Package practice holds the words that everything else in Candor shares: what a
// data practice is, the terms it is made of, who the vendors are, and what was seen, said and found to differ.
//
// It imports the standard library only. It reads no file and no network: its
// tables are embedded and read when they are first needed. One that does not parse panics then, and in the tests before.
package practice

// A Party is who acts or receives: Site, Code, FirstParty, a class of recipients such as
// "processor" (see Terms), a vendor's name such as "Meta", or a registrable domain
// of an owner nobody knows. "" means that the data stay with the actor.
type Party string

// Actors that are not a vendor.
const (
	Site       Party = "site"        // the audited site, as the browser saw it
	Code       Party = "code"        // the audited Go code
	FirstParty Party = "first_party" // the company itself, as its notice speaks of it
)

// An Action is what is done with the data, a dotted term: "store.log" is a kind of "store".
type Action string

// The actions that code refers to by name; terms.txt defines all of them.
const (
	Collect       Action = "collect"
	Use           Action = "use"
	Answer        Action = "use.answer"  // sent back to whoever made the request
	Message       Action = "use.message" // written into a message to somebody
	Combine       Action = "combine"
	Share         Action = "share"
	ShareTyped    Action = "share.typed" // sent while or after it is typed, before it is submitted
	ShareKeys     Action = "share.keys"  // sent key by key
	Sell          Action = "sell"
	Transfer      Action = "transfer"
	TransferPlain Action = "transfer.plain"   // sent over the network without encryption
	SendRequest   Action = "transfer.request" // sent to a host that the code does not name
	Store         Action = "store"
	StoreCache    Action = "store.cache"
	StoreCookie   Action = "store.cookie" // written into a cookie
	StoreDatabase Action = "store.database"
	StoreFile     Action = "store.file"
	StoreLog      Action = "store.log"    // written to a log or a standard stream
	StoreMetric   Action = "store.metric" // written into the labels of a metric
	StoreQueue    Action = "store.queue"  // put into a message queue
	StoreTrace    Action = "store.trace"  // written into a trace, or into what travels with it
	ExposeError   Action = "expose.error" // put into an error message that a client can read
	ExposeURL     Action = "expose.url"   // put into an address
	Retain        Action = "retain"
	Track         Action = "track" // keep or read an identifier on the person's device
	Delete        Action = "delete"
	Signal        Action = "signal" // tell others that the person has consented
)

// Data is a dotted category of personal data: "contact.email" is a kind of "contact".
// "personal" covers everything except "derived".
type Data string

// A Purpose is a dotted term, "" when it is not stated or not known.
type Purpose string

// A Condition says when the practice happens: a consent state that was seen, or a
// consent mode that was declared. Its value is the words that stand in the notation.
type Condition string

// The conditions that code refers to by name; terms.txt defines all of them.
const (
	Always         Condition = ""
	BeforeConsent  Condition = "before consent"   // seen: no choice was made yet
	Accepted       Condition = "after acceptance" // seen: everything was accepted
	Refused        Condition = "after refusal"    // seen: everything was refused
	Withdrawn      Condition = "after withdrawal" // seen: a consent that had been given was taken back
	UnderGPC       Condition = "under gpc"        // seen: with the Global Privacy Control signal on, and no choice made
	WithConsent    Condition = "with consent"     // declared: asked before, by an act of the person
	UnlessOptOut   Condition = "unless opted out" // declared: done until the person objects
	ByBrowsing     Condition = "by browsing"      // declared: consent implied by continuing to browse
	ByUse          Condition = "by use"           // declared: consent implied by using the service
	WithoutAsking  Condition = "without consent"  // declared: said to need none, such as strictly necessary
	WithExceptions Condition = "with exceptions"  // declared: but for cases set apart that no term can tell
)

// A Practice is who does what with which data, given to whom, for what, and when.
// What is observed, what is declared and where they differ all have this shape.
// In text and in JSON it is one line of the notation; see Parse.
type Practice struct {
	Actor     Party
	Action    Action
	Data      Data
	Recipient Party     // "" when the data stay with Actor
	Purpose   Purpose   // "" when not stated
	Condition Condition // "" when always or not stated
}
