package rules

import (
	"sync/atomic"

	"github.com/candor-privacy/candor/practice"
)

// A trait is what the words of a statement tell, and what many practices ask of it: a search of a text takes a hundred times longer than the rest
// of a judgement, so that the register asks it once for each statement.
type trait uint8

const (
	speaksOfLogs     trait = iota // see aboutLogs
	speaksOfCookies               // see aboutCookies
	speaksOfOurs                  // "our cookies"
	closesCookies                 // see closesList
	speaksOfVisiting              // see visiting
	speaksOfOthers                // "other companies", "anybody else"
	namesException                // see exceptions
	saysAlways                    // "always", in clashwords.txt
	saysOtherTimes                // "other.times", in clashwords.txt
	saysOneForm                   // "one.form", in clashwords.txt
	namesCalls                    // the rest are what "apart.*" and "kept.*" of clashwords.txt name
	namesCameras
	namesEmail
	namesPost
	namesChats
	namesTexts
	namesAccounts
	namesApplications
	namesOrders
	namesProspects
	traits
)

var traitOf = [traits]func(*practice.Declaration) bool{
	speaksOfLogs:     aboutLogs,
	speaksOfCookies:  aboutCookies,
	speaksOfOurs:     func(d *practice.Declaration) bool { return ourCookies.MatchString(d.Text) },
	closesCookies:    closesList,
	speaksOfVisiting: func(d *practice.Declaration) bool { return visiting.MatchString(d.Text) },
	speaksOfOthers:   func(d *practice.Declaration) bool { return anyoneElse.MatchString(d.Text) },
	namesException:   func(d *practice.Declaration) bool { return exceptions.MatchString(d.Text) },
	saysAlways:       saying("always"),
	saysOtherTimes:   saying("other.times"),
	saysOneForm:      saying("one.form"),

	namesCalls:   saying("apart.call"),
	namesCameras: saying("apart.camera"),
	namesEmail:   saying("apart.email"),
	namesPost:    saying("apart.post"),
	namesChats:   saying("apart.chat"),
	namesTexts:   saying("apart.text"),

	namesAccounts:     saying("kept.account"),
	namesApplications: saying("kept.application"),
	namesOrders:       saying("kept.order"),
	namesProspects:    saying("kept.prospect"),
}

// saying is the trait of statements in which words of a class stand; see says.
func saying(class string) func(*practice.Declaration) bool {
	return func(d *practice.Declaration) bool { return says(class, d.Text) }
}

// things are what one category of data, or one purpose, holds; records are what a company keeps.
var (
	things  = []trait{namesCalls, namesCameras, namesEmail, namesPost, namesChats, namesTexts}
	records = []trait{namesAccounts, namesApplications, namesOrders, namesProspects}
)

// traitsKnown are those of one statement that were asked for, two bits each: that it was asked, and whether it is held. All workers share them.
type traitsKnown struct{ bits atomic.Uint64 }

// has reports whether a statement has a trait.
func (x *register) has(t trait, d *practice.Declaration) bool {
	known, asked, held := &x.traits[x.place[d]], uint64(1)<<(2*t), uint64(2)<<(2*t)
	if bits := known.bits.Load(); bits&asked != 0 {
		return bits&held != 0
	}
	if !traitOf[t](d) {
		known.bits.Or(asked)
		return false
	}
	known.bits.Or(asked | held)
	return true
}
