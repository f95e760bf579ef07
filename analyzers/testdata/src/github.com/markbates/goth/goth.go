// Package goth is a stub of the module of that name.
package goth

type User struct {
	Email, Name, NickName, UserID, AccessToken string
}
