package precedent

// part is a piece of a paper's text that is searched on its own: page 0 is what the card says of the paper, then come its
// pages. raw is the text as written, with sensitive strings starred; the folded text points into it.
type part struct {
	folded
	page int
	raw  string
}

// compose puts together what is searched in a paper. The pages are one text, so that a sentence that runs over the foot of a
// page is found; pageAt tells them apart again.
func compose(p Paper, pages []Page, secrets []folded) []part {
	lines := []string{p.Title, p.FileName, p.CaseNo, p.CaseTitle}
	lines = append(lines, p.Party...)
	lines = append(lines, p.DocNos...)
	lines = append(lines, p.Articles...)
	out := make([]part, 0, len(lines)+1)
	for _, line := range lines {
		if line != "" {
			out = append(out, part{folded: hide(fold(line), secrets), raw: line})
		}
	}
	if len(pages) == 0 {
		return out
	}
	raw := joined(pages)
	return append(out, part{folded: hide(fold(raw), secrets), page: pages[0].No, raw: raw})
}

// pageAt gives the number of the page on which a rune of the joined text stands.
func pageAt(pages []Page, at int) int {
	for i, page := range pages {
		n := len([]rune(page.Text)) + 1
		if at < n || i == len(pages)-1 {
			return page.No
		}
		at -= n
	}
	return 0
}

// cardOf is a paper without what is sensitive in it.
func cardOf(p Paper, secrets []folded) Paper {
	clean := func(s string) string { return masked(s, secrets) }
	c := p
	c.Sensitive = nil
	official := func(s string) string { return starred(s, hideSecrets(fold(s), secrets)) }
	c.CaseNo, c.CaseTitle, c.Title, c.FileName = official(p.CaseNo), clean(p.CaseTitle), clean(p.Title), clean(p.FileName)
	c.Party, c.DocNos, c.Articles = each(p.Party, clean), each(p.DocNos, official), each(p.Articles, clean)
	c.Body, c.Region, c.Result, c.Penalties = clean(p.Body), clean(p.Region), clean(p.Result), each(p.Penalties, clean)
	if code := fold(p.Code).r; isResidentID(code) || hasSecret(code, secrets) {
		c.Code = ""
	}
	return c
}

func each(list []string, f func(string) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = f(s)
	}
	return out
}

func hasSecret(r []rune, secrets []folded) bool {
	for _, s := range secrets {
		if contains(r, s.r) {
			return true
		}
	}
	return false
}
