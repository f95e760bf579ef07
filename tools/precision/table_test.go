package precision

import "testing"

func TestTheTableTellsEachModuleAndTheSums(t *testing.T) {
	got := table([]score{
		{module: "example.com/shop", name: "shop v1.0.0", sample: true, families: map[string]tally{"logs": {1, 2}, "errors": {1, 1}}, all: tally{2, 3}},
		{module: unlike, name: "miniflux v2.3.5", families: map[string]tally{"logs": {4, 4}}, all: tally{4, 4}},
	})
	want := `| module | logs | errors | sharing | urls | traces | all | right |
|---|---|---|---|---|---|---|---|
| shop v1.0.0 (sample) | 1/2 | 1/1 | | | | 2/3 | 0.67 |
| miniflux v2.3.5 | 4/4 | | | | | 4/4 | 1.00 |
| **all** | | | | | | **6/7** | **0.86** |
| **without miniflux** | | | | | | **2/3** | **0.67** |
`
	if got != want {
		t.Errorf("the table is\n%swant\n%s", got, want)
	}
}

func TestModulesAreCalledByTheLastPartThatIsNoVersion(t *testing.T) {
	for module, want := range map[string]string{
		"code.gitea.io/gitea": "gitea", "github.com/caddyserver/caddy/v2": "caddy", "miniflux.app/v2": "miniflux",
	} {
		if got := called(module); got != want {
			t.Errorf("%s is called %s, want %s", module, got, want)
		}
	}
}
