package httpapi

// DiffTexts compares two texts, for the tests.
func DiffTexts(before, after string) []DiffPart { return diff(pieces(before), pieces(after)) }
