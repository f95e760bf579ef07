package crawler

import "testing"

func TestAFormIsTheSameOnWhateverPageItStands(t *testing.T) {
	search := func(page string) *Form {
		return &Form{FrameURL: page, Action: page, Method: "get", Fields: []Field{{Name: "q", Type: "search", Near: "on " + page}}}
	}
	one, other := search("https://shop.example/a"), search("https://shop.example/b")
	if one.Template() != other.Template() {
		t.Errorf("templates of the same search: %s and %s", one.Template(), other.Template())
	}
	other.Fields = append(other.Fields, Field{Name: "city", Type: "text", Late: true})
	if one.Template() != other.Template() {
		t.Error("a field that came up while others were filled in makes another form of it, which a page that is loaded again does not have")
	}
	for what, change := range map[string]func(*Form){
		"action": func(f *Form) { f.Action = "https://shop.example/search" },
		"method": func(f *Form) { f.Method = "post" },
		"name":   func(f *Form) { f.Name = "search" },
		"fields": func(f *Form) { f.Fields = append(f.Fields, Field{Name: "email", Type: "email"}) },
	} {
		changed := search("https://shop.example/b")
		change(changed)
		if changed.Template() == one.Template() {
			t.Errorf("a form with other %s has the same template", what)
		}
	}
}

func TestAFormIsPicturedOnceInACrawlAndItsResumption(t *testing.T) {
	form := Form{Name: "newsletter", Fields: []Field{{Name: "email", Type: "email"}}}
	wants := oncePictured(nil)
	if !wants(&form) || wants(&form) {
		t.Error("a form is to be pictured the first time, and then no more")
	}
	form.ScreenshotHash = "e32e8b8c"
	if oncePictured([]*Page{{Forms: []Form{form}}})(&form) {
		t.Error("a form that the record has a picture of is to be pictured again")
	}
}
