// Package journal logs with whatever there is.
package journal

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	apex "github.com/apex/log"
	charm "github.com/charmbracelet/log"
	"github.com/golang/glog"
	"github.com/hashicorp/go-hclog"
	"github.com/inconshreveable/log15"
	"k8s.io/klog"
)

// A Reader borrows books.
type Reader struct {
	ID    int
	Email string
	Phone string
}

// Groups are attributes in attributes.
func Groups(ctx context.Context, l *slog.Logger, r Reader) {
	slog.Info("borrowed", slog.Group("reader", slog.Int("id", r.ID), slog.String("email", r.Email)))      // want `contact\.email.*is written to a log`
	l.WithGroup("reader").With("phone", r.Phone).Info("borrowed")                                         // want `contact\.phone.*is written to a log`
	l.LogAttrs(ctx, slog.LevelInfo, "borrowed", slog.GroupAttrs("reader", slog.String("email", r.Email))) // want `contact\.email.*is written to a log`
	l.WithGroup("reader").Info("borrowed", "id", r.ID)
}

// Handled is a handler's own work.
func Handled(ctx context.Context, h slog.Handler, r Reader) {
	record := slog.NewRecord(time.Now(), slog.LevelInfo, "borrowed", 0)
	record.AddAttrs(slog.String("email", r.Email))                              // want `contact\.email.*is written to a log`
	h.WithAttrs([]slog.Attr{slog.String("phone", r.Phone)}).Handle(ctx, record) // want `contact\.phone.*is written to a log`
}

// Others have loggers of their own.
func Others(h hclog.Logger, c *charm.Logger, r Reader) {
	h.Info("borrowed", "email", r.Email)                                            // want `contact\.email.*is written to a log: hclog\.Logger\.Info`
	h.With("phone", r.Phone).Info("borrowed", "id", r.ID)                           // want `contact\.phone.*is written to a log`
	log15.New("email", r.Email).Info("borrowed")                                    // want `contact\.email.*is written to a log: log15\.New`
	apex.WithFields(apex.Fields{"email": r.Email}).Infof("borrowed by %s", r.Phone) // want `contact\.email.*is written to a log: log\.WithFields` `contact\.phone.*is written to a log: \(\*log\.Entry\)\.Infof`
	apex.WithField("reader", r.ID).Infof("borrowed")
	charm.Info("borrowed", "email", r.Email)      // want `contact\.email.*is written to a log: log\.Info`
	c.Warn("late", "phone", r.Phone)              // want `contact\.phone.*is written to a log`
	klog.InfoS("borrowed", "email", r.Email)      // want `contact\.email.*is written to a log: klog\.InfoS`
	klog.V(2).InfoS("borrowed", "phone", r.Phone) // want `contact\.phone.*is written to a log`
	klog.InfoDepth(1, "borrowed by ", r.Email)    // want `contact\.email.*is written to a log`
	glog.Infof("borrowed by %s", r.Email)         // want `contact\.email.*is written to a log: glog\.Infof`
	glog.Warning("late: ", r.Phone)               // want `contact\.phone.*is written to a log`
	glog.Infof("borrowed by %T", r.Email)
}

// Streams are logs too.
func Streams(r Reader) {
	fmt.Println(r.Email)             // want `contact\.email.*is written to a log: fmt\.Println`
	fmt.Fprintln(os.Stderr, r.Phone) // want `contact\.phone.*is written to a log: fmt\.Fprintln`
	os.Stdout.WriteString(r.Email)   // want `contact\.email.*is written to a log`
	fmt.Fprintln(os.Stdout, len(r.Email))
}

// Panics are printed or logged.
func Panics(r *Reader) {
	if r.Phone == "" {
		panic("no phone: " + fmt.Sprint(r.ID))
	}
}
