package faultset

// Kinds lists the procedures of which there are dossiers.
func Kinds() []string {
	return []string{"penalty", "license", "levy", "fee", "coercion_measure", "inspection"}
}
