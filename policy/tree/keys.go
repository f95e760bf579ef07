package tree

import (
	"bytes"
	"encoding/json"
)

// TopKeys are the keys of the outermost mapping of a JSON or YAML file, as far as it can be read.
func TopKeys(data []byte) map[string]bool {
	keys := map[string]bool{}
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		for line := range bytes.Lines(data) {
			if key, _, ok := bytes.Cut(line, []byte(":")); ok && len(key) > 0 && !bytes.ContainsAny(key, " \t#-{[") {
				keys[string(bytes.Trim(key, `"'`))] = true
			}
		}
		return keys
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	depth, key := 0, false
	for {
		token, err := decoder.Token()
		if err != nil {
			return keys
		}
		switch v := token.(type) {
		case json.Delim:
			if v == '{' || v == '[' {
				depth++
			} else {
				depth--
			}
			key = depth == 1
		case string:
			if depth == 1 && key {
				keys[v] = true
			}
			key = depth == 1 && !key
		default:
			key = depth == 1
		}
	}
}
