package collections

import "log"

// What is set to a constant in every element of a list is gone behind the loop.

type page struct{ List []Customer }

func few(c *Customer) []Customer { return []Customer{{Email: c.Email}, *c} }

func many(c *Customer) []*Customer {
	var out []*Customer
	for range 3 {
		out = append(out, &Customer{Email: c.Email, Plan: c.Plan})
	}
	return out
}

func BlankedByIndex(c *Customer) {
	list := few(c)
	for i := range list {
		list[i].Email = ""
	}
	log.Print(list[0].Email, list[len(list)-1].Email)
	for i := 0; i < len(list); i++ {
		list[i].Email = c.Email
	}
	log.Print(list[0].Email) // want `contact.email`
}

func BlankedThroughPointers(c *Customer) {
	list := many(c)
	log.Print(list[0].Email) // want `contact.email`
	for _, one := range list {
		if one.Plan == "" {
			continue
		}
		log.Print(one.Email) // want `contact.email`
	}
	for _, one := range list {
		one.Email = "***"
		if one.Plan == "" {
			continue
		}
		log.Print(one.Plan)
	}
	for _, one := range list {
		log.Print(one.Email)
	}
}

func BlankedInAField(c *Customer) {
	p := page{List: few(c)}
	for i := range p.List {
		p.List[i].Email = ""
	}
	log.Print(p.List[1].Email)
}

func BlankedInSome(c *Customer) {
	list := many(c)
	for i, one := range list {
		if i > 0 {
			one.Email = ""
		}
	}
	log.Print(list[0].Email) // want `contact.email`
}

func BlankedUntil(c *Customer, plan string) {
	list := few(c)
	for i := range list {
		if list[i].Plan == plan {
			break
		}
		list[i].Email = ""
	}
	log.Print(list[0].Email) // want `contact.email`
}

func BlankedFromTheSecond(c *Customer) {
	list := few(c)
	for i := 1; i < len(list); i++ {
		list[i].Email = ""
	}
	log.Print(list[0].Email) // want `contact.email`
}

func BlankedInAnother(c *Customer) {
	list, other := few(c), many(c)
	for i := range list {
		other[i].Email = ""
	}
	log.Print(other[len(other)-1].Email) // want `contact.email`
}

func OneOfSeveralIsFilled(c *Customer, i int) {
	list := []Customer{{Plan: c.Plan}, {}}
	list[i].Email = c.Email
	log.Print(list[0].Email) // want `contact.email`
	log.Print(list[0].Plan)
}
