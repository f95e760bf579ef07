package policy

import (
	"fmt"

	"github.com/candor-privacy/candor/practice"
)

// YAML reads the declared policy file.
var YAML = &Reader{"yaml", "declared policy file", func(name string, data []byte) (practice.Notice, error) {
	return practice.Notice{}, fmt.Errorf("notice %s: later", name)
}}
