// Package useragent is a stub of the module of that name.
package useragent

type UserAgent struct {
	Name, Version, OS, Device, String string
	Bot                               bool
}

func Parse(userAgent string) UserAgent { return UserAgent{} }
