package rulebook

// Shelf holds the versions of the rulebook that an office has had. Cases are judged by the version they are under.
type Shelf struct {
	current *Book
}

// NewShelf makes a shelf that holds one book.
func NewShelf(book *Book) *Shelf { return &Shelf{current: book} }

// Current is the version that new cases come under.
func (s *Shelf) Current() *Book { return s.current }
