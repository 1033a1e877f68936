package precedent

import "math"

const (
	leastVote  = 0.4 // a type with less than this part of the most votes is not what was done
	namedVote  = 2.0 // how much more a vote for a type counts whose name stands in the question
	leastKin   = 0.5 // names of types that share less have nothing to do with each other
	steepVotes = 4   // the power of a text's nearness in its vote
)

// vote asks the nearest texts what was done. Each votes for its types, the nearer ones with more weight; types whose name
// the question itself uses are preferred.
func vote(asked bag, near []*likely) map[string]float64 {
	votes := map[string]float64{}
	for _, n := range near[:min(len(near), voters)] {
		for _, t := range n.card.Types {
			votes[t] += math.Pow(n.facts, steepVotes)
		}
	}
	sum, most := 0.0, 0.0
	for _, n := range near[:min(len(near), voters)] {
		sum += math.Pow(n.facts, steepVotes)
	}
	for t := range votes {
		votes[t] *= (1 + namedVote*bagOf(fold(t).r).within(asked)) / sum
		most = max(most, votes[t])
	}
	for t, v := range votes {
		if v < leastVote*most {
			delete(votes, t)
		}
	}
	return votes
}

// kinship is how far the types of a text are those that are wanted, 0 to 1: the weight of what both have against that of
// what either has. Names that are written differently count by what they share.
func kinship(wants map[string]float64, has []string) float64 {
	if len(wants) == 0 || len(has) == 0 {
		return 0
	}
	common, all := 0.0, 0.0
	for want, weight := range wants {
		best := 0.0
		for _, t := range has {
			best = max(best, sameType(want, t))
		}
		common += weight * best
		all += weight
	}
	for _, t := range has {
		best := 0.0
		for want := range wants {
			best = max(best, sameType(want, t))
		}
		all += 1 - best
	}
	return common / all
}

// sameType is how near two names of types are: 1 for the same, 0 where little is shared. A code is the same or it is not.
func sameType(a, b string) float64 {
	if a == b {
		return 1
	}
	x, y := bagOf(fold(a).r), bagOf(fold(b).r)
	if len(x.list) == 0 || len(y.list) == 0 {
		return 0
	}
	common := 0.0
	x.both(y.list, func(counted, counted) { common++ })
	few, many := float64(min(len(x.list), len(y.list))), float64(max(len(x.list), len(y.list)))
	if s := (common/few + common/many) / 2; s >= leastKin {
		return s
	}
	return 0
}
