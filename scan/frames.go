package scan

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// maxFrame is how much one frame may unpack to: far more than any page, and little enough for a record that means harm.
const maxFrame = 512 << 20

var (
	packer = sync.OnceValues(func() (*zstd.Encoder, error) {
		return zstd.NewWriter(nil, zstd.WithEncoderCRC(true), zstd.WithEncoderConcurrency(1), zstd.WithZeroFrames(true))
	})
	unpacker = sync.OnceValues(func() (*zstd.Decoder, error) {
		return zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxFrame), zstd.WithDecoderConcurrency(1))
	})
)

// pack makes one frame, with a checksum.
func pack(text []byte) ([]byte, error) {
	e, err := packer()
	if err != nil {
		return nil, fmt.Errorf("starting zstd: %w", err)
	}
	return e.EncodeAll(text, nil), nil
}

// unpack reads one whole frame.
func unpack(frame []byte) ([]byte, error) {
	d, err := unpacker()
	if err != nil {
		return nil, fmt.Errorf("starting zstd: %w", err)
	}
	return d.DecodeAll(frame, nil)
}

// errCut is what frameLength returns for the beginning of a frame whose end is missing.
var errCut = errors.New("frame is cut off")

// frameLength returns the length of the frame that data begins with, by the headers of its blocks (RFC 8878, 3.1.1).
func frameLength(data []byte) (int, error) {
	var h zstd.Header
	if err := h.Decode(data); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return 0, errCut
		}
		return 0, err
	}
	if h.Skippable {
		return whole(data, h.HeaderSize+int(h.SkippableSize))
	}
	at := h.HeaderSize
	for last := false; !last; {
		if at+3 > len(data) {
			return 0, errCut
		}
		header := uint32(data[at]) | uint32(binary.LittleEndian.Uint16(data[at+1:]))<<8
		last = header&1 != 0
		size := int(header >> 3)
		if kind := header >> 1 & 3; kind == 1 { // one byte, repeated
			size = 1
		}
		at += 3 + size
	}
	if h.HasCheckSum {
		at += 4
	}
	return whole(data, at)
}

func whole(data []byte, length int) (int, error) {
	if length > len(data) {
		return 0, errCut
	}
	return length, nil
}
