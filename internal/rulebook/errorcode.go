package rulebook

// SignicatErrorCode names the one reader of codes that tables can ask for.
const SignicatErrorCode = "signicat-error-code"

// errorCode splits the code off a text such as "login failed.
// urn:signicat:error:usercancel; more": the first place where the prefix
// stands, and on to the first semicolon or white space. It is empty when there
// is none.
func errorCode[T string | []byte](text T) T {
	const prefix = "urn:signicat:error"
	for start := 0; start+len(prefix) <= len(text); start++ {
		if string(text[start:start+len(prefix)]) != prefix {
			continue
		}
		end := start + len(prefix)
		for end < len(text) && !endsCode(text[end]) {
			end++
		}
		return text[start:end]
	}
	return text[:0]
}

func endsCode(b byte) bool {
	switch b {
	case ';', ' ', '\t', '\r', '\n':
		return true
	}
	return false
}
