package disclosure

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/redact"
	"zhiheng/backend/rulebook"
)

// place is a part of a text, in runes.
type place struct{ start, end int }

// unseenOf finds in the text of a paper what is not seen on the pages of its file, and tells whether all of them could be looked at.
func (d *Desk) unseenOf(ctx context.Context, p casefile.Paper, pages []extract.Page, text string) (places []place, looked bool, err error) {
	list, err := d.Files.Unseen(ctx, p)
	if fault.KindOf(err) == fault.Unreadable {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	looked = true
	for _, u := range list {
		if u.Text == "" {
			looked = false
			continue
		}
		places = append(places, placesOf(u, pages, text)...)
	}
	slices.SortFunc(places, func(a, b place) int { return a.start - b.start })
	return places, looked, nil
}

// placesOf are the places at which something unseen stands in the joined pages: where it was found, or else wherever it stands if it
// is long enough to be told from anything else.
func placesOf(u extract.Unseen, pages []extract.Page, text string) (list []place) {
	offset := 0
	for _, page := range pages {
		if runes := []rune(page.Text); u.Start >= 0 && page.Number == u.Page && u.Start <= len(runes) && strings.HasPrefix(string(runes[u.Start:]), u.Text) {
			start := offset + u.Start
			return []place{{start, start + utf8.RuneCountInString(u.Text)}}
		}
		offset += utf8.RuneCountInString(page.Text) + 1
	}
	if tooShort(plain(u.Text)) {
		return nil
	}
	for _, at := range redact.Absent(text, []string{u.Text}) {
		list = append(list, place{at.Start, at.End})
	}
	return list
}

// unjudged lists the unseen places that no mask covers and over which nobody has refused one: those of a disclosure that was prepared
// before anybody looked for them.
func (s *sight) unjudged() []place {
	return slices.DeleteFunc(slices.Clone(s.read.unseen), func(p place) bool {
		return slices.ContainsFunc(s.masks, func(m Mask) bool { return m.Start <= p.start && p.end <= m.End })
	})
}

// withoutUnseen puts masks over what is not seen, in the place of those that stand within.
func (d *Desk) withoutUnseen(s *sight, masks []Mask) []Mask {
	places := s.read.unseen
	if len(places) == 0 {
		return masks
	}
	rule, _ := d.rule(rulebook.RedactUnseen)
	masks = slices.DeleteFunc(masks, func(m Mask) bool {
		return slices.ContainsFunc(places, func(p place) bool { return p.start <= m.Start && m.End <= p.end })
	})
	for _, p := range places {
		masks = append(masks, Mask{ID: maskID(p.start, p.end), Rule: rulebook.RedactUnseen, Level: redact.Must, Start: p.start, End: p.end, Mask: "【略】", Reason: rule.Why, Accepted: true, By: "machine"})
	}
	slices.SortFunc(masks, func(a, b Mask) int { return a.Start - b.Start })
	return masks
}

// standsOpen tells whether what an unseen passage says may be read elsewhere in the text: then it is no secret.
func (s *sight) standsOpen(m Mask) bool {
	if m.Rule != rulebook.RedactUnseen {
		return false
	}
	return slices.ContainsFunc(redact.Absent(s.text, []string{m.Original}), func(at redact.Leak) bool {
		return !slices.ContainsFunc(s.masks, func(other Mask) bool { return other.Accepted && other.Start <= at.Start && at.End <= other.End })
	})
}
