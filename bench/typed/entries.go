package typed

// entries gives the entries of a set without their names, in any order.
func entries[T any](set map[string]T) []T {
	list := make([]T, 0, len(set))
	for _, entry := range set {
		list = append(list, entry)
	}
	return list
}

// flags gives the entries of a set as verdict.Values has them.
func flags(set []*bool) []any {
	list := make([]any, 0, len(set))
	for _, entry := range set {
		list = append(list, value(entry))
	}
	return list
}

// words gives the entries of a set as verdict.Values has them.
func words(set map[string]string) []any {
	list := make([]any, 0, len(set))
	for _, word := range set {
		list = append(list, word)
	}
	return list
}
