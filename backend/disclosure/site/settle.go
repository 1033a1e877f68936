package site

import (
	"cmp"
	"path/filepath"
	"slices"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
)

// logEntry is a line of the public log: a decision that was corrected or withdrawn. SHA256 is that of the record that was
// public until then.
type logEntry struct {
	On     string `json:"on"`
	What   string `json:"what"` // corrected or withdrawn
	USCC   string `json:"office_uscc"`
	Office string `json:"office"`
	ID     string `json:"id"`
	No     string `json:"no"`
	Reason string `json:"reason"`
	SHA256 string `json:"sha256"`
	Page   string `json:"page"`
}

const (
	corrected = "corrected"
	withdrawn = "withdrawn"
)

// settle brings the records and notices of all packages together: which record of a decision is live, which were before it,
// and whether it is public still. Packages come in the order of their office's ledger.
func (b *builder) settle() {
	type key struct{ uscc, id string }
	known := map[key]*decision{}
	var order []*decision
	tell := func(no, zh, en string) {
		b.report.Findings = append(b.report.Findings, fault.Tf("%[1]s:"+zh, "%[1]s: "+en, no))
	}
	for _, s := range b.scans {
		for _, i := range s.Items {
			k := key{i.USCC, i.ID}
			d := known[k]
			if d == nil {
				d = &decision{item: i, scan: s}
				if i.Replaces != "" { // what it corrects lies in a package that was not given
					b.log = append(b.log, logEntry{i.Published, corrected, i.USCC, s.Office, i.ID, i.No, i.Correction, i.Replaces, d.path()})
				}
				known[k] = d
				order = append(order, d)
				continue
			}
			if i.Replaces != d.File.SHA256 {
				tell(i.No, "再次公示但未写明更正哪一份,未采用", "published again without saying what it corrects: not taken")
				continue
			}
			b.log = append(b.log, logEntry{i.Published, corrected, i.USCC, s.Office, i.ID, i.No, i.Correction, d.File.SHA256, d.path()})
			d.earlier = append(d.earlier, earlier{sha: d.File.SHA256, published: d.Published, scan: d.scan})
			d.item, d.scan, d.end, d.endOn, d.reason, d.endScan = i, s, "", "", "", nil
		}
		for _, n := range s.Notices {
			d := known[key{n.USCC, n.ID}]
			if d == nil || d.File.SHA256 != n.SHA256 {
				tell(n.No, "停止公示的通知所指的记录不在本次公示包中", "a notice ends a record that these packages do not hold")
				continue
			}
			d.end, d.endOn, d.reason, d.endScan = n.End, n.On, n.Reason, s
			if n.End == disclosure.EndWithdrawn {
				b.log = append(b.log, logEntry{n.On, withdrawn, n.USCC, s.Office, n.ID, n.No, n.Reason, n.SHA256, d.path()})
			}
		}
	}
	for _, d := range order {
		if d.end == "" && d.Until != "" && d.Until < b.Today {
			d.end, d.endOn = disclosure.EndExpired, d.Until
		}
		if d.end != "" {
			b.ended = append(b.ended, d)
		} else {
			b.decisions = append(b.decisions, d)
		}
		b.report.Corrected += len(d.earlier)
	}
}

// keepEnds holds on to what an earlier build has withdrawn: no package that is missing now makes it public again.
func (b *builder) keepEnds() error {
	var before []logEntry
	if err := readJSON(filepath.Join(b.Out, logFile), &before); err != nil {
		return err
	}
	now := map[logEntry]bool{}
	for _, e := range b.log {
		now[e] = true
	}
	ends := map[string]logEntry{}
	for _, e := range before {
		if !now[e] {
			b.log = append(b.log, e)
			if e.What == withdrawn {
				ends[e.USCC+"/"+e.ID+"/"+e.SHA256] = e
			}
			b.report.Findings = append(b.report.Findings, fault.Tf("%[1]s:更正或撤回的公示包这次没有提供,沿用站点已有的记录", "%[1]s: the package that corrects or withdraws it was not given this time; what the site knows is kept", e.No))
		}
	}
	b.decisions = slices.DeleteFunc(b.decisions, func(d *decision) bool {
		e, gone := ends[d.USCC+"/"+d.ID+"/"+d.File.SHA256]
		if gone {
			d.end, d.endOn, d.reason = disclosure.EndWithdrawn, e.On, e.Reason
			b.ended = append(b.ended, d)
		}
		return gone
	})
	return nil
}

// order sorts what the site shows and counts it by office, kind and year.
func (b *builder) order() {
	byDay := func(x, y *decision) int {
		return cmp.Or(cmp.Compare(x.Published, y.Published), cmp.Compare(x.USCC, y.USCC), cmp.Compare(x.scan.Seq, y.scan.Seq), cmp.Compare(x.No, y.No), cmp.Compare(x.ID, y.ID))
	}
	slices.SortFunc(b.decisions, byDay)
	slices.SortFunc(b.ended, byDay)
	slices.SortFunc(b.log, func(x, y logEntry) int {
		return cmp.Or(cmp.Compare(y.On, x.On), cmp.Compare(x.USCC, y.USCC), cmp.Compare(x.No, y.No), cmp.Compare(x.ID, y.ID), cmp.Compare(x.SHA256, y.SHA256))
	})
	offices, kinds := map[string]*office{}, map[string]*kind{}
	b.columns = map[string][]column{}
	for _, s := range b.scans {
		if offices[s.USCC] == nil {
			offices[s.USCC] = &office{USCC: s.USCC, Key: s.Key}
		}
		offices[s.USCC].Name = s.Office // the latest
		for k, list := range s.Columns {
			b.columns[k] = withColumns(b.columns[k], list)
		}
	}
	for _, d := range b.decisions {
		offices[d.USCC].count++
		if kinds[d.Kind] == nil {
			kinds[d.Kind] = &kind{id: d.Kind, label: d.KindLabel}
		}
		kinds[d.Kind].count++
		if !slices.Contains(b.years, d.year()) {
			b.years = append(b.years, d.year())
		}
	}
	for _, o := range offices {
		b.offices = append(b.offices, *o)
	}
	for uscc, o := range b.known { // an office whose packages were not given this time keeps its key
		if offices[uscc] == nil {
			b.offices = append(b.offices, o)
		}
	}
	for _, k := range kinds {
		b.kinds = append(b.kinds, *k)
	}
	slices.SortFunc(b.offices, func(x, y office) int { return cmp.Compare(x.USCC, y.USCC) })
	slices.SortFunc(b.kinds, func(x, y kind) int { return cmp.Compare(x.id, y.id) })
	slices.Sort(b.years)
	slices.Reverse(b.years)
	if b.Title == "" {
		b.Title = "行政执法信息统一公示平台"
		if len(offices) == 1 {
			b.Title = b.offices[0].Name + "行政执法信息公示"
		}
	}
	for _, d := range append(slices.Clone(b.decisions), b.ended...) {
		d.sum = d.marked(b.Title)
	}
	b.report.Packages, b.report.Offices, b.report.Public, b.report.Ended = len(b.scans), len(offices), len(b.decisions), len(b.ended)
}
