package rulebook

import (
	"bytes"
	"strings"
)

// SignicatErrorCode names the one reader of codes that tables can ask for.
const SignicatErrorCode = "signicat-error-code"

const codePrefix = "urn:signicat:error"

var codePrefixBytes = []byte(codePrefix)

// errorCode splits the code off a text such as "login failed.
// urn:signicat:error:usercancel; more": the first place where the prefix
// stands, and on to the first semicolon or white space. It is empty when there
// is none.
func errorCode[T string | []byte](text T) T {
	start := -1
	switch text := any(text).(type) {
	case string:
		start = strings.Index(text, codePrefix)
	case []byte:
		start = bytes.Index(text, codePrefixBytes)
	}
	if start < 0 {
		return text[:0]
	}
	end := start + len(codePrefix)
	for end < len(text) && !endsCode(text[end]) {
		end++
	}
	return text[start:end]
}

func endsCode(b byte) bool {
	switch b {
	case ';', ' ', '\t', '\r', '\n':
		return true
	}
	return false
}
