package precedent

import "math/bits"

// set is a set of paper numbers of a view, one bit each.
type set []uint64

func newSet(size int) set { return make(set, (size+63)/64) }

func (s set) add(n uint32)      { s[n/64] |= 1 << (n % 64) }
func (s set) remove(n uint32)   { s[n/64] &^= 1 << (n % 64) }
func (s set) has(n uint32) bool { return s[n/64]&(1<<(n%64)) != 0 }

func (s set) clone() set { return append(set(nil), s...) }

// keep leaves what is in both.
func (s set) keep(o set) {
	for i := range s {
		s[i] &= o[i]
	}
}

// drop takes out what is in o.
func (s set) drop(o set) {
	for i := range s {
		s[i] &^= o[i]
	}
}

// join adds what is in o.
func (s set) join(o set) {
	for i := range s {
		s[i] |= o[i]
	}
}

func (s set) empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

func (s set) count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// each calls f for the members in order until it gives false or an error.
func (s set) each(f func(uint32) (bool, error)) error {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			more, err := f(uint32(i*64 + bits.TrailingZeros64(w)))
			if err != nil || !more {
				return err
			}
		}
	}
	return nil
}

// fill adds the numbers below n.
func (s set) fill(n uint32) {
	for i := range n / 64 {
		s[i] = ^uint64(0)
	}
	if n%64 > 0 {
		s[n/64] |= 1<<(n%64) - 1
	}
}
