package records

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// unpacker reads a stream that may be packed by gzip, which its first bytes show.
type unpacker struct {
	packed io.Reader
	plain  io.Reader // nil before the first read
}

// Read gives unpacked bytes.
func (u *unpacker) Read(p []byte) (int, error) {
	if u.plain == nil {
		if err := u.open(); err != nil {
			return 0, err
		}
	}
	return u.plain.Read(p)
}

func (u *unpacker) open() error {
	in := bufio.NewReaderSize(u.packed, block/2)
	magic, _ := in.Peek(2) // an error comes again with the first read
	if !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		u.plain = in
		return nil
	}
	z, err := gzip.NewReader(in)
	u.plain = unzipped{z}
	return inGzip(err)
}

// unzipped says of errors that they are those of gzip data.
type unzipped struct{ *gzip.Reader }

// Read gives unpacked bytes.
func (z unzipped) Read(p []byte) (int, error) {
	n, err := z.Reader.Read(p)
	return n, inGzip(err)
}

// inGzip says what is wrong with the data; errors of reading stay as they are.
func inGzip(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("the gzip data is cut off: %w", err)
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.As(err, &corrupt):
		return fmt.Errorf("the gzip data is damaged: %w", err)
	}
	return err
}
