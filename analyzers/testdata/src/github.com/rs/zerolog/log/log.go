// Package log stands in for zerolog's global logger.
package log

import "github.com/rs/zerolog"

func Info() *zerolog.Event { return nil }
