package suite

import (
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// codes asks where a code stands in a text, and where it ends.
func (p *probe) codes() {
	const code = "urn:signicat:error:usercancel"
	for _, c := range []struct{ name, about, text string }{
		{"alone", "nothing but the code", code},
		{"first", "the code first", code + "; the end-user gave up"},
		{"last", "the code last", "the end-user gave up " + code},
		{"in-brackets", "the code after a bracket", "(" + code + " )"},
		{"after-letter", "the code right after a letter", "x" + code + ";"},
		{"tab-after", "a tab after the code", code + "\tmore"},
		{"line-feed-after", "a line feed after the code", code + "\nmore"},
		{"carriage-return-after", "a carriage return after the code", code + "\rmore"},
		{"comma-after", "a comma after the code, which belongs to it", code + ", more"},
		{"full-stop-after", "a full stop after the code, which belongs to it", code + "."},
		{"bracket-after", "a bracket after the code, which belongs to it", code + ")"},
		{"no-break-space-after", "a no-break space after the code, which belongs to it", code + "\u00a0more"},
		{"form-feed-after", "a form feed after the code, which belongs to it", code + "\fmore"},
		{"longer", "a longer code", code + "led"},
		{"deeper", "a code with one more part", code + ":now"},
		{"shorter", "a shorter code", code[:len(code)-1]},
		{"capital", "a code with a capital", "urn:signicat:error:userCancel"},
		{"urn-capital", "a prefix with capitals", "URN:signicat:error:usercancel"},
		{"word-only", "the word without the prefix", "usercancel"},
		{"word-elsewhere", "another code, and the word after it", "urn:signicat:error:internal:Expired; not a usercancel"},
		{"two-codes", "another code before it", "urn:signicat:error:internal:Expired; " + code},
		{"two-codes-cancel-first", "another code after it", code + "; urn:signicat:error:internal:Expired"},
		{"prefix-alone-first", "the bare prefix before it", "urn:signicat:error; " + code},
		{"prefix-within", "the prefix twice without a gap", "urn:signicat:errorurn:signicat:error:usercancel"},
		{"prefix-broken", "a broken prefix before it", "urn:signicat:err urn:signicat:error:usercancel"},
		{"empty", "no text", ""},
		{"none", "no code", "Something went wrong"},
	} {
		p.ask("code", c.name, "The description of the error has "+c.about+".", coded(p.signal, c.text))
	}
	others := []string{"error_description", "description", "message", "error", "errordescription", "ErrorDescription"}
	for i, id := range distinct(others) {
		doc := p.without()
		doc.set(p.signal.Path, "", (&tree{kind: object}).with(others[i], quoted(code)))
		p.addTree("code", "in-"+id, "The code stands in "+others[i]+", where it is not looked for.", doc)
	}
	member := append(append(rulebook.Path(nil), p.signal.Path...), p.signal.Code.Member)
	for _, v := range []struct{ name, json string }{
		{"missing", ""}, {"null", "null"}, {"empty-object", "{}"}, {"empty-list", "[]"},
		{"number", "5"}, {"true", "true"}, {"list", `["urn:signicat:error:usercancel"]`}, {"object", `{"a":"urn:signicat:error:usercancel"}`},
	} {
		doc := p.without()
		doc.set(p.signal.Path, "", coded(p.signal, code))
		if v.json == "" {
			doc.drop(member)
		} else {
			doc.set(member, "", raw(v.json))
		}
		p.addTree("code", "text-"+v.name, "The description of the error is "+strings.Replace(v.name, "-", " ", 1)+".", doc)
	}
}
