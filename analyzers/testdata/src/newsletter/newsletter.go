// Package newsletter logs with the loggers that people use.
package newsletter

import (
	"github.com/rs/zerolog"
	zlog "github.com/rs/zerolog/log"
	"github.com/sirupsen/logrus"
	"go.uber.org/zap"
)

// A Subscriber gets letters.
type Subscriber struct {
	ID    int
	Email string
	City  string
}

// Zap logs typed fields.
func Zap(l *zap.Logger, s Subscriber) {
	l.Info("subscribed", zap.String("email", s.Email), zap.Int("id", s.ID)) // want `contact\.email.*\(\*zap\.Logger\)\.Info "subscribed"`
	l.Info("subscribed", zap.Int("id", s.ID))
	l.With(zap.Any("who", s)).Info("ready")                     // want `contact\.email` `contact\.address\.city`
	l.Sugar().Infow("subscribed", "id", s.ID, "email", s.Email) // want `contact\.email`
	l.Sugar().Infof("%s from %T", s.Email, s.City)              // want `contact\.email`
}

// Zerolog logs in chains.
func Zerolog(l *zerolog.Logger, s Subscriber) {
	l.Info().Int("id", s.ID).Str("email", s.Email).Msg("subscribed") // want `contact\.email`
	zlog.Info().Msgf("%d in %s", s.ID, s.City)                       // want `contact\.address\.city`
	sub := l.With().Str("email", s.Email).Logger()                   // want `contact\.email`
	sub.Info().Msg("ready")
}

// Logrus logs with fields.
func Logrus(s Subscriber) {
	logrus.WithField("email", s.Email).Info("subscribed") // want `contact\.email`
	logrus.WithFields(logrus.Fields{"id": s.ID}).Info("subscribed")
	logrus.WithFields(logrus.Fields{"id": s.ID, "city": s.City}).Info("") // want `contact\.address\.city`
	logrus.Infof("%d %s", s.ID, s.Email)                                  // want `contact\.email`
}
