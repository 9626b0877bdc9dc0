package verdict

// Connect are the signals of a sign-in through Connect.
//
// Source: Get process, "Connect results".
type Connect struct {
	// IDToken tells that there is an idToken that is not empty. It is not
	// opened, and its signature not checked.
	IDToken bool

	// ErrorDescription is the errorDescription of the error element: nil
	// without an error element, empty for an error without a description. Of
	// the text only the code counts, "urn:signicat:error" and what follows it
	// up to a semicolon or white space.
	ErrorDescription *string
}

func (Connect) signals() {}

var connectFields = []string{"idToken", "error"}

// read hands the fields over in the order of connectFields.
func (c *Connect) read(in *intake) {
	in.present(0, c.IDToken)
	in.text(1, c.ErrorDescription)
}
