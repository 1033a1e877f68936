package review

import (
	"cmp"
	"slices"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Statistics is what was reviewed between two days, by counts alone: no sentence that anybody wrote is read for it. Reviews for
// practice are not counted.
type Statistics struct {
	Rounds     int            `json:"rounds"`      // submitted in that time
	Cases      int            `json:"cases"`       // of which these are the cases
	Signed     int            `json:"signed"`      // opinions signed
	Returned   int            `json:"returned"`    // sent back without one
	Open       int            `json:"open"`        // neither
	FirstPass  int            `json:"first_pass"`  // passed in the first round
	Firsts     int            `json:"firsts"`      // first rounds with a signed opinion
	InTime     int            `json:"in_time"`     // signed by the day they were due
	MedianDays int            `json:"median_days"` // from submission to signature, calendar days
	SamePerson int            `json:"same_person"` // examined and signed by the only lawyer
	Extended   int            `json:"extended"`
	Asked      int            `json:"asked"` // for more material
	Disputed   int            `json:"disputed"`
	Again      int            `json:"again"` // disputes that led to a new review
	Adopted    int            `json:"adopted"`
	NotAdopted int            `json:"not_adopted"` // points of opinions
	Opinions   map[string]int `json:"opinions"`    // by kind
	Reviewers  map[string]int `json:"reviewers"`   // signed opinions by who examined the case
	Items      []ItemCount    `json:"items"`       // points found not met, the most frequent first
}

// ItemCount is how often a point was found not met.
type ItemCount struct {
	Item  string `json:"item"`
	Count int    `json:"count"`
}

type tally struct {
	Extended int `json:"extended"`
	Asked    int `json:"asked"`
	Disputed int `json:"disputed"`
	Again    int `json:"again"`
	Adopted  int `json:"adopted"`
	Refused  int `json:"refused"`
}

// StatisticsOf counts the reviews that were submitted between two days.
func StatisticsOf(from store.Source, first, last string) (s Statistics, err error) {
	for _, day := range []string{first, last} {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return s, fault.New(fault.Invalid, "review.statistics", fault.T("请填写起止日期", "give the first and the last day")).WithField("from")
		}
	}
	rounds, err := store.All[Round](from, queries.Get("rounds_between"), first, last)
	if err != nil {
		return s, err
	}
	s.Opinions, s.Reviewers, s.Rounds = map[string]int{}, map[string]int{}, len(rounds)
	cases, days := map[string]bool{}, []int{}
	for _, r := range rounds {
		cases[r.Case] = true
		switch r.State {
		case "signed":
			days = append(days, s.signed(r))
		case "returned":
			s.Returned++
		default:
			s.Open++
		}
	}
	s.Cases = len(cases)
	if slices.Sort(days); len(days) > 0 {
		s.MedianDays = days[len(days)/2]
	}
	t, _, err := store.One[tally](from, queries.Get("tally_between"), first, last)
	if err != nil {
		return s, err
	}
	s.Extended, s.Asked, s.Disputed, s.Again, s.Adopted, s.NotAdopted = t.Extended, t.Asked, t.Disputed, t.Again, t.Adopted, t.Refused
	s.Items, err = store.All[ItemCount](from, queries.Get("unmet_between"), first, last)
	slices.SortStableFunc(s.Items, func(a, b ItemCount) int { return cmp.Compare(b.Count, a.Count) })
	return s, err
}

// signed counts a signed opinion and returns how many days it took.
func (s *Statistics) signed(r Round) int {
	s.Signed++
	s.Opinions[r.Opinion]++
	s.Reviewers[r.Reviewer]++
	if r.Round == 1 {
		s.Firsts++
		if r.Passes {
			s.FirstPass++
		}
	}
	if r.SamePerson {
		s.SamePerson++
	}
	if r.DueOn == "" || r.SignedAt[:10] <= r.DueOn {
		s.InTime++
	}
	begun, _ := time.Parse(time.DateOnly, r.SubmittedAt[:10])
	ended, _ := time.Parse(time.DateOnly, r.SignedAt[:10])
	return int(ended.Sub(begun).Hours() / 24)
}

// YearHours is how long somebody has spent learning in a year.
type YearHours struct {
	Person string `json:"person"`
	Year   string `json:"year"`
	Hours  int    `json:"hours"`
}

// TrainingByYear adds the training up by person and year, the last year first.
func TrainingByYear(from store.Source) ([]YearHours, error) {
	return store.All[YearHours](from, queries.Get("training_by_year"))
}
