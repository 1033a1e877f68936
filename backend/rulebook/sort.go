package rulebook

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"zhiheng/backend/fault"
)

// Guess says which paper of the dossier a file seems to be. Code is empty if it cannot be told: 其他材料. Evidence is the kind
// of evidence that the paper is (a code of the table evidence_kind), or, without a paper, the medium of the file (photo,
// video or audio). Score is 0 to 100.
type Guess struct {
	Code     string     `json:"code"`
	Evidence string     `json:"evidence,omitempty"`
	Reason   fault.Text `json:"reason"`
	Score    int        `json:"score"`
}

// paperName is one way to call a paper.
type paperName struct {
	text   string
	code   string
	strong bool
	weak   bool
}

// match is a name found somewhere.
type match struct {
	paperName
	score int
	where fault.Text
}

const (
	headingLines  = 12 // how many lines from the top can hold the heading
	headingLength = 40 // a longer line is no heading
)

var (
	leadingNumber = regexp.MustCompile(`^[\s（(【\[]*(?:\d+|[一二三四五六七八九十]+)[\s.、，,_）)】\]-]+`)
	brackets      = regexp.MustCompile(`[（(【\[〔《][^）)】\]〕》]*[）)】\]〕》]`)
)

// paperNames lists every name of every paper, the longest first.
func (p *Procedure) paperNames() []paperName {
	var names []paperName
	for _, paper := range p.Papers {
		for _, a := range append([]string{paper.Label.Zh}, paper.Aliases...) {
			names = append(names, paperName{text: plain(a), code: paper.Code, strong: paper.Strong})
		}
		for _, h := range paper.Hints {
			names = append(names, paperName{text: plain(h), code: paper.Code, weak: true})
		}
	}
	slices.SortStableFunc(names, func(a, b paperName) int { return utf8.RuneCountInString(b.text) - utf8.RuneCountInString(a.text) })
	return names
}

// Sort guesses which paper of the dossier a file is, from its name and the first lines of its text (empty if it has none).
// It depends on nothing else: the same file gives the same guess.
func (p *Procedure) Sort(fileName, text string) Guess {
	name, hasName := p.byFileName(fileName)
	heading, hasHeading := p.byHeading(text)
	best := heading
	switch {
	case hasName && hasHeading && name.code == heading.code:
		best.score = min(100, max(name.score, heading.score)+5)
		best.where = fault.T(heading.where.Zh+"；"+name.where.Zh, heading.where.En+"; "+name.where.En)
	case hasName && (!hasHeading || name.score > heading.score):
		best = name
	case !hasHeading:
		return p.byMedia(fileName)
	}
	return Guess{Code: best.code, Evidence: p.papers[best.code].Evidence, Reason: best.where, Score: best.score}
}

// byFileName looks for the name of a paper in a file's name. The name that ends last wins, since the last word of a Chinese
// compound says what the thing is; a strong name, such as a receipt of service, wins over all.
func (p *Procedure) byFileName(fileName string) (match, bool) {
	base := strings.TrimSuffix(path.Base(strings.ReplaceAll(fileName, `\`, "/")), path.Ext(fileName))
	base = leadingNumber.ReplaceAllString(base, "")
	for _, candidate := range []string{plain(brackets.ReplaceAllString(base, "")), plain(base)} {
		m, ok := p.lastName(candidate)
		if !ok {
			continue
		}
		switch {
		case m.weak:
			m.score = 45
		case strings.Trim(candidate, "0123456789") == m.text:
			m.score = 90
		default:
			m.score = 75
		}
		m.where = fault.Tf("文件名含“%s”", "the file name has “%s”", m.text)
		return m, true
	}
	return match{}, false
}

// lastName finds the name that decides what a compound is.
func (p *Procedure) lastName(s string) (best match, ok bool) {
	end := -1
	for _, n := range p.names {
		i := strings.LastIndex(s, n.text)
		if i < 0 {
			continue
		}
		e := i + len(n.text)
		better := !ok || rank(n) > rank(best.paperName) || (rank(n) == rank(best.paperName) && e > end)
		if better {
			best, end, ok = match{paperName: n}, e, true
		}
	}
	return best, ok
}

func rank(n paperName) int {
	switch {
	case n.strong && !n.weak:
		return 2
	case !n.weak:
		return 1
	}
	return 0
}

// byHeading looks for a paper's name standing as a heading in the first lines of a text.
func (p *Procedure) byHeading(text string) (best match, ok bool) {
	for i, line := range firstLines(text, headingLines) {
		sentence := strings.ContainsAny(line, "，。；,;")
		bare := plain(brackets.ReplaceAllString(line, ""))
		for _, candidate := range []string{plain(line), bare} {
			if candidate == "" || utf8.RuneCountInString(candidate) > headingLength {
				continue
			}
			for _, n := range p.names {
				score := 0
				switch {
				case n.weak:
				case candidate == n.text:
					score = 95
				case sentence:
				case strings.HasSuffix(candidate, n.text):
					score = 85
				case i < 3 && strings.Contains(candidate, n.text):
					score = 60
				}
				if score -= i; score > best.score && score > 40 {
					best = match{paperName: n, score: score, where: fault.Tf("标题“%s”", "the heading “%s”", n.text)}
					ok = true
				}
			}
		}
	}
	return best, ok
}

// byMedia says what a file without a telling name or text is by its kind alone.
func (p *Procedure) byMedia(fileName string) Guess {
	kind, zh, en := "", "", ""
	switch strings.ToLower(path.Ext(fileName)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".heic", ".webp", ".tif", ".tiff":
		kind, zh, en = "photo", "照片文件", "a picture"
	case ".mp4", ".mov", ".avi", ".mkv", ".wmv", ".3gp", ".m4v", ".flv":
		kind, zh, en = "video", "录像文件", "a video"
	case ".mp3", ".wav", ".m4a", ".amr", ".aac", ".ogg", ".flac", ".wma":
		kind, zh, en = "audio", "录音文件", "a sound recording"
	default:
		return Guess{Reason: fault.T("文件名和开头几行都看不出是哪种文书", "neither the name nor the first lines tell what paper it is")}
	}
	return Guess{Evidence: kind, Score: 50, Reason: fault.T("按扩展名："+zh, "by its extension: "+en)}
}

// firstLines returns the first n lines that are not blank.
func firstLines(text string, n int) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			if lines = append(lines, line); len(lines) == n {
				break
			}
		}
	}
	return lines
}

// plain drops spaces, punctuation and the width of letters: 询 问 笔 录 is 询问笔录.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF10 && r <= 0xFF5A:
			return unicode.ToLower(r - 0xFEE0)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
