package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/project"
)

// readModels reads what a module says, in its project file beside go.mod, of its functions and of those that it uses, and what the tables
// do not know:
//
//	models: |
//	  # callee                           effect  from  to   how
//	  example.com/shop/privacy.Shorten   clean   -     ret
//	sinks: |
//	  # callee                           family  args  render  to  where  for
//	  (*example.com/shop/audit.Log).Add  log     1     raw
//
// The lines have the form of the tables in package flow, and count before theirs. Errors name the file, the line and what is wanted.
// In a workspace, its own file and those of its modules count together.
func readModels(dirs ...string) (*flow.Models, error) {
	models := &flow.Models{}
	for _, dir := range dirs {
		p, err := project.Read(dir)
		if err != nil {
			return nil, err
		}
		if err := addModels(models, p); err != nil {
			return nil, err
		}
	}
	return models, nil
}

// addModels adds what a project file says.
func addModels(models *flow.Models, p project.Project) error {
	if err := models.ReadModels(project.File, p.Models.InFile()); err != nil {
		return err
	}
	return models.ReadSinks(project.File, p.Sinks.InFile())
}
