package harmless

import (
	"fmt"
	"log"
	"net/http"
)

// answer logs only what went wrong in the program.
func answer(w http.ResponseWriter, status int, text string) {
	if status/100 == 5 {
		log.Print(text)
	}
	w.WriteHeader(status)
}

func plain(w http.ResponseWriter, status int, text string) { answer(w, status, text) }

// Answers are not logged with every status.
func Answers(w http.ResponseWriter, u User, status int) {
	text := fmt.Sprintf("no account for %s", u.Email)
	answer(w, http.StatusOK, text)
	plain(w, http.StatusConflict, text)
	answer(w, http.StatusBadGateway, text) // want `contact\.email`
	plain(w, http.StatusBadGateway, text)  // want `contact\.email`
	answer(w, status, text)                // want `contact\.email`
}

// trace logs what it is told to.
func trace(verbose bool, level, text string) {
	if !verbose {
		return
	}
	switch level {
	case "debug", "trace":
	case "error":
		log.Print(text)
	}
}

// Levels are constants in most calls.
func Levels(u User, verbose bool) {
	trace(false, "error", u.Email)
	trace(true, "info", u.Email)
	trace(verbose, "error", u.Email) // want `contact\.email`
	level := "info"
	if verbose {
		level = "error"
	}
	trace(true, level, u.Email) // want `contact\.email`
}

// refuse logs what is no success.
func refuse(w http.ResponseWriter, status int, text string) {
	if kind := status / 100; kind == 4 || kind == 5 {
		log.Printf("refused with %d: %s", status, text)
	}
	w.WriteHeader(status)
}

func refused(w http.ResponseWriter, status int, text string) { refuse(w, status, text) }

// note keeps quiet about most levels.
func note(level, text string) {
	switch level {
	case "warning", "error":
		log.Print(text)
	}
}

// Refusals are logged with some statuses.
func Refusals(w http.ResponseWriter, u User, status int) {
	text := "no account for " + u.Email
	refuse(w, http.StatusOK, text)
	refused(w, http.StatusOK, text)
	refuse(w, http.StatusNotFound, text)    // want `contact\.email`
	refused(w, http.StatusBadGateway, text) // want `contact\.email`
	refused(w, status, text)                // want `contact\.email`
	note("info", text)
	note("error", text) // want `contact\.email`
}
