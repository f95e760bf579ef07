package calls

import (
	"database/sql"
	"encoding/json"
	"log"
	"os"
)

// What a function fills that takes whatever it is handed, its callers read.

func read(to any) error {
	b, err := os.ReadFile("customers.json")
	if err != nil {
		return err
	}
	return json.Unmarshal(b, to)
}

func fillLater(to any) error { return read(to) }

func scan(rows *sql.Rows, to ...any) error { return rows.Scan(to...) }

var decode func(any) error

func fillUnknown(to any) error { return decode(to) }

func ignore(any) error { return nil }

func fetch[T any]() (T, error) {
	var t T
	err := read(&t)
	return t, err
}

func fetchAll[T any]() ([]T, error) {
	var list []T
	err := fillLater(&list)
	return list, err
}

func Filled(rows *sql.Rows) {
	var direct, later, unknown, scanned Customer
	read(&direct)
	log.Print(direct.Email) // want `contact.email`
	log.Print(direct.Plan)
	fillLater(&later)
	log.Print(later.Email) // want `contact.email`
	fillUnknown(&unknown)
	log.Print(unknown.Email) // want `contact.email`
	scan(rows, &scanned.Plan, &scanned.Email)
	log.Print(scanned.Email) // want `contact.email`
	log.Print(scanned.Plan)
}

func FilledForAnyType() {
	one, _ := fetch[Customer]()
	log.Print(one.Email) // want `contact.email`
	all, _ := fetchAll[Customer]()
	for _, c := range all {
		log.Print(c.Email) // want `contact.email`
		log.Print(c.Plan)
	}
}

func NotFilled() {
	var c Customer
	ignore(&c)
	log.Print(c.Email)
	ignore(read)
	log.Print(c.Email)
	read(c)
	log.Print(c.Email)
}
