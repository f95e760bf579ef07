package account

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
)

const (
	rounds    = 600_000 // OWASP's figure for PBKDF2 with SHA-256
	keyLength = 32
)

// newPassword sets the user's password.
func (u *User) newPassword(password string) error {
	salt := make([]byte, 16)
	rand.Read(salt)
	hash, err := pbkdf2.Key(sha256.New, password, salt, rounds, keyLength)
	if err != nil {
		return err
	}
	u.Salt, u.PasswordHash = salt, hash
	return nil
}

// matches reports whether password is the user's.
func (u *User) matches(password string) bool {
	hash, err := pbkdf2.Key(sha256.New, password, u.Salt, rounds, keyLength)
	return err == nil && subtle.ConstantTimeCompare(hash, u.PasswordHash) == 1
}
