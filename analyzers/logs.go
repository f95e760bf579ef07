package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var logsFamily = &family{
	Name: "logs",
	Doc: `personal data are written to a log

A log is kept longer than anybody remembers, and read by more people than any table. This analyzer follows personal data to the loggers of
the standard library (log, log/slog), to zap, zerolog, logrus, glog, klog, logr, hclog, log15, apex, charm and others, to the loggers of web
frameworks, and to the standard streams.

	slog.Info("welcome", "email", u.Email) // contact.email of User is written to a log

Hashed and masked values are left out, and so are the company's own identifiers of a customer: see identifiers.`,
	Practice: logged,
	Told:     told("is written to a log"),
}

// Logs reports personal data that are written to a log.
var Logs = newAnalyzer(logsFamily)

func logged(f flow.Finding) (practice.Practice, bool) {
	return done(f, practice.StoreLog), loggedIn(f) && !harmless("logs", f)
}

// loggedIn reports whether data reach a log as they are.
func loggedIn(f flow.Finding) bool {
	stream := f.Family == "write" && (f.To == "stdout" || f.To == "stderr")
	return (f.Family == "log" || stream) && !f.Hashed
}
