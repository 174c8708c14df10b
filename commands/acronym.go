package commands

import "strings"

// acronyms are the short forms that are opened up at their first use.
var acronyms = map[string]string{
	"ASB":   "anti-social behaviour",
	"CBO":   "criminal behaviour order",
	"CCG":   "clinical commissioning group",
	"CDRP":  "crime and disorder reduction partnership",
	"CPN":   "community protection notice",
	"CRC":   "community rehabilitation company",
	"CSP":   "community safety partnership",
	"DARDR": "domestic abuse related death review",
	"DHR":   "domestic homicide review",
	"ICB":   "integrated care board",
	"LGR":   "local government reorganisation",
	"MEAM":  "Making Every Adult Matter",
	"NPS":   "National Probation Service",
	"OPCC":  "Office of the Police and Crime Commissioner",
	"OPCVC": "Office of the Police, Crime and Victims' Commissioner",
	"OPFCC": "Office of the Police, Fire and Crime Commissioner",
	"OWHR":  "offensive weapons homicide review",
	"PCC":   "Police and Crime Commissioner",
	"PCP":   "Police and Crime Panel",
	"PCVC":  "Police, Crime and Victims' Commissioner",
	"PFCC":  "Police, Fire and Crime Commissioner",
	"PSPO":  "public spaces protection order",
	"SVD":   "serious violence duty",
	"YOT":   "youth offending team",
	"YJS":   "youth justice service",
}

// openUp says what an acronym stands for where it is first used: "ASB
// (anti-social behaviour) officers". One that the reply has spelt out before, or
// does in brackets beside it, stays as it is; headings and buttons do too.
func openUp(r Reply) Reply {
	var o opener
	for i, b := range r.Blocks {
		switch v := b.(type) {
		case Heading:
			o.read(string(v))
		case Para:
			r.Blocks[i] = Para(o.text(Text(v)))
		case Note:
			r.Blocks[i] = Note(o.text(Text(v)))
		case Facts:
			for j := range v {
				o.read(v[j].Label)
				v[j].Value = o.text(v[j].Value)
			}
		case List:
			for j := range v.Items {
				v.Items[j] = o.text(v.Items[j])
			}
		case grid:
			for _, row := range v.Rows {
				for j := range row {
					row[j] = o.text(row[j])
				}
			}
		}
	}
	return r
}

// opener goes through a reply from its top.
type opener struct {
	before strings.Builder // what was read so far, in small letters
	done   map[string]bool
}

func (o *opener) read(s string) { o.before.WriteString(strings.ToLower(s) + "\n") }

func (o *opener) text(t Text) Text {
	for i := range t {
		s := t[i].Text
		t[i].Text = o.open(s)
		o.before.WriteString(strings.ToLower(s)) // a phrase may run over two spans
	}
	o.before.WriteByte('\n')
	return t
}

// open opens up the acronyms of one piece of text.
func (o *opener) open(s string) string {
	for at := 0; at < len(s); {
		from, to := capitals(s, at)
		if from < 0 {
			return s
		}
		at = to
		long, ok := acronyms[s[from:to]]
		if !ok || o.done[s[from:to]] {
			continue
		}
		if o.done == nil {
			o.done = map[string]bool{}
		}
		o.done[s[from:to]] = true
		inBrackets := from > 0 && s[from-1] == '(' && strings.HasPrefix(s[to:], ")")
		said := strings.Contains(o.before.String()+strings.ToLower(s[:from]), strings.ToLower(long)) ||
			strings.HasPrefix(strings.ToLower(s[to:]), " ("+strings.ToLower(long))
		if !inBrackets && !strings.HasPrefix(s[to:], "'") && !said {
			s = s[:to] + " (" + long + ")" + s[to:]
		}
	}
	return s
}

// capitals finds the next word of two or more capitals and nothing else, from
// at on; -1 when there is none.
func capitals(s string, at int) (from, to int) {
	for i := at; i < len(s); {
		if !wordByte(s[i]) {
			i++
			continue
		}
		j := i
		plain := true
		for ; j < len(s) && wordByte(s[j]); j++ {
			plain = plain && s[j] >= 'A' && s[j] <= 'Z'
		}
		if plain && j-i > 1 && (i == 0 || !joins(s[i-1])) && (j == len(s) || !joins(s[j])) {
			return i, j
		}
		i = j
	}
	return -1, -1
}

// joins reports whether a byte makes one name of the words beside it, as in
// CSP_CHANNEL.
func joins(b byte) bool { return b == '-' || b == '_' }

func wordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b >= 0x80
}
