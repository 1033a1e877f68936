package disclosure

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/redact"
)

// FinishedPage is the picture of a page as it is published. Read tells whether text could be read off it with some certainty: of a
// page that was not read, a person has to say that nothing can be seen on it that must be hidden. Plain are covers whose width may
// tell how long the text under them is.
type FinishedPage struct {
	Paper  string   `json:"paper"`
	Page   int      `json:"page"`
	SHA256 string   `json:"sha256"`
	Read   bool     `json:"read"`
	Tried  bool     `json:"tried,omitempty"` // whatever came of it
	Plain  []string `json:"plain,omitempty"`
}

// wellRead is the confidence from which a reading of a finished page counts.
const wellRead = 60

// readPicture reads the text off a picture. What was read once is kept; only if thorough is anything else read. Able is false
// where text cannot be read off pictures here, or this one was not read.
func (d *Desk) readPicture(ctx context.Context, picture []byte, thorough bool) (read extract.Recognised, able bool, err error) {
	key := "reading/" + digest(string(picture))
	if raw, found, err := d.Files.Cache.Get(ctx, key); err == nil && found && json.Unmarshal(raw, &read) == nil {
		return read, true, nil
	}
	if !thorough || d.Files.Scans == nil {
		return extract.Recognised{}, false, nil
	}
	if _, err := d.Files.Scans.Ready(ctx); fault.KindOf(err) == fault.Unavailable {
		return extract.Recognised{}, false, nil
	} else if err != nil {
		return extract.Recognised{}, false, err
	}
	read, err = d.Files.Scans.Recognise(ctx, picture)
	if fault.KindOf(err) == fault.Unreadable {
		return extract.Recognised{}, false, nil // a person looks at it
	}
	if err != nil {
		return extract.Recognised{}, false, err
	}
	raw, err := json.Marshal(read)
	if err != nil {
		return read, true, fault.Wrap("disclosure.read_picture", err)
	}
	return read, true, d.Files.Cache.Put(context.WithoutCancel(ctx), key, raw)
}

// finishedPage draws a page as it will be published, or takes it from what was drawn before.
func (d *Desk) finishedPage(ctx context.Context, one scanned, page int) (f finished, err error) {
	covers := one.on(page)
	where := []any{one.SHA256, one.Paper, page}
	for _, c := range covers {
		where = append(where, c.Region)
	}
	raw, err := json.Marshal(where)
	if err != nil {
		return f, fault.Wrap("disclosure.finished", err)
	}
	key := "finished2/" + digest(string(raw))
	if kept, found, err := d.Files.Cache.Get(ctx, key); err == nil && found && f.load(kept) {
		return f, nil
	}
	if f, err = d.finish(ctx, one.paper, page, covers); err != nil {
		return f, err
	}
	return f, d.Files.Cache.Put(context.WithoutCancel(ctx), key, f.save())
}

// proofread looks at the finished picture of every page with a second reader, as far as there is one, and tells what can still be
// read on it. Without thorough only what was read before counts.
func (d *Desk) proofread(ctx context.Context, s *sight, thorough bool) (pages []FinishedPage, problems []Problem, err error) {
	for _, one := range s.scans {
		for page := 1; page <= one.Pages; page++ {
			f, err := d.finishedPage(ctx, one, page)
			if err != nil {
				return nil, nil, err
			}
			read, able, err := d.readPicture(ctx, f.picture, thorough)
			if err != nil {
				return nil, nil, err
			}
			made := FinishedPage{Paper: one.Paper, Page: page, SHA256: digest(string(f.picture)), Read: able && read.Confidence >= wellRead, Tried: able}
			covers := one.on(page)
			for _, i := range f.plain {
				made.Plain = append(made.Plain, covers[i].ID)
			}
			pages = append(pages, made)
			problems = append(problems, d.openOn(s, one, page, read.Text, read.Lines, nil)...)
			problems = append(problems, s.lostOn(one, page, f)...)
		}
	}
	return pages, problems, nil
}

// fieldOf names a page for a problem.
func fieldOf(one scanned, page int) string { return "scan/" + one.Paper + "/" + strconv.Itoa(page) }

// leftOnPages lists what the text of the pages shows, as it was read before anything was covered, and no cover hides.
func (d *Desk) leftOnPages(s *sight) (problems []Problem) {
	for _, one := range s.scans {
		for page := 1; page <= one.Pages; page++ {
			face := one.face(page)
			problems = append(problems, d.openOn(s, one, page, face.Text, face.Lines, one.on(page))...)
		}
	}
	return problems
}

// openOn lists what must be hidden and stands open in a text that was read off a page. What covers hide does not; nor does what a
// person has left open, with a reason.
func (d *Desk) openOn(s *sight, one scanned, page int, text string, lines []extract.Line, covers []Cover) (problems []Problem) {
	if text == "" {
		return nil
	}
	var left []Cover
	for _, c := range one.covers {
		if c.Page == page && !c.Accepted {
			left = append(left, c)
		}
	}
	open := func(start, end int) bool {
		return !hidden(lines, start, end, covers) && !slices.ContainsFunc(boxesOf(lines, start, end), func(box casefile.Region) bool { return touches(left, box) })
	}
	told := map[int]bool{}
	tell := func(label fault.Text, rule string, start int) {
		if !told[start] {
			told[start] = true
			problems = append(problems, Problem{ID: maskedCheck, Level: "block", Field: fieldOf(one, page),
				Message: fault.Tf("“%[1]s”第%[3]d页仍可读出应隐去的内容：%[4]s（%[6]s）", "page %[3]d of “%[2]s” still shows what must be hidden: %[5]s (%[6]s)", one.Title, one.Title, page, label.Zh, label.In("en"), rule)})
		}
	}
	shown := s.shown()
	for _, hit := range d.redactor().Find(text, s.dictionary()) {
		if hit.Level == redact.Must && !showsNothingMore(hit) && !shown[plain(hit.Text)] && open(hit.Start, hit.End) {
			tell(hit.Name, hit.Rule, hit.Start)
		}
	}
	clean := withoutBodies(text, s.bodies())
	secrets := s.secrets()
	standing := absentOf(secrets, clean)
	for _, secret := range secrets {
		for _, leak := range standing[secret.Text] {
			if open(leak.Start, leak.End) {
				tell(secret.Label, secret.Rule, leak.Start)
			}
		}
	}
	return problems
}

// lostOn lists what the law wants public and could be read on a page of a scan, and lies under the covers of the finished one.
func (s *sight) lostOn(one scanned, page int, f finished) (problems []Problem) {
	face := one.face(page)
	for _, must := range s.musts() {
		found := redact.Absent(face.Text, []string{must})
		lost := 0
		for _, place := range found {
			if slices.ContainsFunc(boxesOf(face.Lines, place.Start, place.End), f.lies) {
				lost++
			}
		}
		if lost > 0 && lost == len(found) {
			problems = append(problems, Problem{ID: maskedCheck, Level: "block", Field: fieldOf(one, page),
				Message: fault.Tf("“%[1]s”第%[3]d页遮盖了应当公开的内容：%[4]s", "page %[3]d of “%[2]s” hides what must be public: %[4]s", one.Title, one.Title, page, must)})
		}
	}
	return problems
}

// lies tells whether a covered area of a finished page lies over the middle of a box of text.
func (f finished) lies(box casefile.Region) bool {
	inner := casefile.Region{X: box.X, Y: box.Y + box.Height/3, Width: max(box.Width, 1), Height: max(box.Height/3, 1)}
	area := exactly(inner, f.size)
	for _, covered := range f.areas {
		if both := covered.Intersect(area); both.Dx() > area.Dx()/20+1 && !both.Empty() {
			return true
		}
	}
	return false
}

// coverSecrets are the texts that stand under accepted covers. What was found by the machine on two lines is one text.
func coverSecrets(scans []scanned) (list []Secret) {
	for _, one := range scans {
		texts, labels := map[string]string{}, map[string]Cover{}
		var order []string
		for _, c := range one.covers {
			id, _, _ := strings.Cut(c.ID, ".")
			if !c.Accepted || c.By == "person" && (len([]rune(plain(c.Original))) < 3 || strings.Contains(c.Original, "\n")) {
				continue
			}
			if _, known := labels[id]; !known {
				labels[id], order = c, append(order, id)
			}
			texts[id] += c.Original
		}
		for _, id := range order {
			if text := plain(texts[id]); !tooShort(text) {
				list = append(list, Secret{Rule: labels[id].Rule, Label: labels[id].Label, Text: texts[id]})
			}
		}
	}
	return list
}

// unseen counts the pages of which a person has to say what can be seen on them.
func unseen(pages []FinishedPage) (n int) {
	for _, p := range pages {
		if !p.Read {
			n++
		}
	}
	return n
}

// reader reads the text off pictures; nil where none can be read here.
func (d *Desk) reader(ctx context.Context) func(picture []byte) (string, error) {
	if d.Files.Scans == nil {
		return nil
	}
	if _, err := d.Files.Scans.Ready(ctx); err != nil {
		return nil
	}
	return func(picture []byte) (string, error) {
		read, _, err := d.readPicture(ctx, picture, true)
		return read.Text, err
	}
}
