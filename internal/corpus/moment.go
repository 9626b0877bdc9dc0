package corpus

// moment is a time of the two years that a corpus covers.
type moment struct {
	month  int // from January 2024
	day    int // 1 … 28
	second int // of the day
}

// seasons says how many of 240 processes begin in each month of a year: few in
// summer, many before its end.
var seasons = [12]int{18, 17, 20, 20, 19, 17, 14, 15, 21, 23, 27, 29}

// monthOf has every month of a year as often as seasons says.
var monthOf = func() (months []int) {
	for month, share := range seasons {
		for range share {
			months = append(months, month)
		}
	}
	return months
}()

// newMoment draws a time. Two hours before and after it are the same day.
func newMoment(r *random) moment {
	month := pick(r, monthOf)
	if r.below(100) < 55 { // the second year has more
		month += 12
	}
	return moment{month, 1 + r.below(28), 7200 + r.below(20*3600)}
}

// monthNames are the months as Planted names them.
var monthNames = func() (names [24]string) {
	for i := range names {
		names[i] = string(moment{month: i}.appendMonth(nil))
	}
	return names
}()

func (m moment) appendMonth(b []byte) []byte {
	b = append(b, '2', '0', '2', byte('4'+m.month/12), '-')
	return appendTwo(b, 1+m.month%12)
}

// appendTo writes the form that documents have: 2024-07-01T09:30:00Z.
func (m moment) appendTo(b []byte) []byte {
	b = append(m.appendMonth(b), '-')
	b = append(appendTwo(b, m.day), 'T')
	b = append(appendTwo(b, m.second/3600), ':')
	b = append(appendTwo(b, m.second/60%60), ':')
	return append(appendTwo(b, m.second%60), 'Z')
}

func appendTwo(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }
