package detect

// Tables returns the text of every table of this package by its file name, so that a record can say with which knowledge it was made.
func Tables() map[string]string {
	return map[string]string{
		"autocomplete.txt": autocompleteText,
		"boxes.txt":        boxesText,
		"classes.txt":      classesText,
		"cookies.txt":      cookiesText,
		"labels.txt":       labelsText,
		"nosubmit.txt":     noSubmitText,
		"params.txt":       paramsText,
		"pixels.txt":       pixelsText,
		"purposes.txt":     purposesText,
		"recorders.txt":    recordersText,
		"signals.txt":      signalsText,
		"storage.txt":      storageText,
	}
}
