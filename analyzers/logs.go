package analyzers

import (
	_ "embed"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

//go:embed harmless.txt
var harmlessText string

// harmless is the data that may stand in a log without being reported.
var harmless = func() (list []practice.Data) {
	for _, row := range practice.MustTable("harmless.txt", harmlessText, 1) {
		list = append(list, practice.Data(row.Columns[0]))
	}
	return list
}()

var logsFamily = &family{
	Name: "logs",
	Doc: `personal data are written to a log

A log is kept longer than anybody remembers, and read by more people than any table. This analyzer follows personal data to the loggers of
the standard library (log, log/slog), to zap, zerolog, logrus, glog and klog, and to the standard streams.

	slog.Info("welcome", "email", u.Email) // contact.email of User is written to a log

Hashed and masked values are left out, and so are the company's own identifiers of a customer: a log without them explains nothing.`,
	Practice: logged,
	Told:     func(flow.Finding, practice.Practice) string { return "is written to a log" },
}

// Logs reports personal data that are written to a log.
var Logs = newAnalyzer(logsFamily)

func logged(f flow.Finding) (practice.Practice, bool) {
	stream := f.Family == "write" && (f.To == "stdout" || f.To == "stderr")
	if f.Family != "log" && !stream || f.Hashed {
		return practice.Practice{}, false
	}
	for _, d := range harmless {
		if practice.Covers(d, f.Source.Data) {
			return practice.Practice{}, false
		}
	}
	return practice.Practice{Actor: practice.Code, Action: practice.StoreLog, Data: f.Source.Data}, true
}
