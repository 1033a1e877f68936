package record

import (
	"context"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Figures are what the statistics of the full-process record are made of: the events that should have been recorded, those
// that were, those explained and not, whether recordings are attached to cases, how long and large they are, and the devices.
type Figures struct {
	Cases       int   `json:"cases"`
	Should      int   `json:"should"`
	Recorded    int   `json:"recorded"`
	Explained   int   `json:"explained"`
	Unexplained int   `json:"unexplained"`
	Recordings  int   `json:"recordings"`
	Attached    int   `json:"attached"`
	DurationMs  int64 `json:"duration_ms"`
	Bytes       int64 `json:"bytes"`
	Devices     int   `json:"devices"`
}

// Rate is the share of the events that were recorded or explained, of those that should have been, in a hundred parts; 100
// where there were none.
func (f Figures) Rate() float64 {
	if f.Should == 0 {
		return 100
	}
	return float64(f.Recorded+f.Explained) * 100 / float64(f.Should)
}

// Figures counts over the cases opened, and the recordings made, from one day up to and including another (YYYY-MM-DD; empty
// for no bound).
func (k *Desk) Figures(ctx context.Context, from, to string) (out Figures, err error) {
	if to == "" {
		to = "9999-12-31"
	}
	err = k.Files.Store.View(ctx, func(r *store.Reader) error {
		sums, _, err := store.One[Figures](r, queries.Get("figures"), from, to+"T99")
		if err != nil {
			return err
		}
		ids, err := store.All[string](r, queries.Get("cases_opened"), from, to+"T99")
		if err != nil {
			return err
		}
		out = sums
		for _, id := range ids {
			if err := ctx.Err(); err != nil {
				return fault.New(fault.Cancelled, "record.figures", fault.T("已取消", "cancelled")).WithCause(err)
			}
			c, err := casefile.CaseOf(r, id)
			if err != nil {
				return err
			}
			if _, known := k.Files.Procedure(c); !known {
				continue
			}
			found, err := k.assess(r, c)
			if err != nil {
				return err
			}
			out.Cases++
			out.add(found)
		}
		return nil
	})
	return out, err
}

// add counts the events of one case.
func (f *Figures) add(a Assessment) {
	for _, d := range a.Duties {
		switch d.State {
		case "recorded":
			if d.Level != "may" {
				f.Should++
				f.Recorded++
			}
		case "explained":
			f.Should++
			f.Explained++
		case "missing":
			f.Should++
			f.Unexplained++
		}
	}
}
