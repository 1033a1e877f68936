package httpapi

import (
	"context"
	"net/http"
	"strconv"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
)

// PageFace is one page as it is read and as it looks. Width and Height are points, 0 where only the picture tells; Lines say
// where on the picture the text stands, and are empty where nobody knows, as on a scan.
type PageFace struct {
	Number int        `json:"number"`
	Text   string     `json:"text"`
	Width  int        `json:"width"`
	Height int        `json:"height"`
	Lines  []PageLine `json:"lines"`
}

// PageLine is a run of characters beside one another: the rune of the page's text that it begins with, its band in
// ten-thousandths of the height, and the left edges of its characters with the right edge of the last, in those of the width.
type PageLine struct {
	Start  int   `json:"start"`
	Y      int   `json:"y"`
	Height int   `json:"height"`
	Edges  []int `json:"edges"`
}

// FoundInCase is what looking for words in the papers of a case gave. Unread are the papers in which nobody could look.
type FoundInCase struct {
	Total  int         `json:"total"`
	Places []FoundText `json:"places"`
	Unread []string    `json:"unread"`
}

// FoundText is a place with what stands around it. Offset and Length are runes of the page's text.
type FoundText struct {
	Paper  string `json:"paper"`
	Page   int    `json:"page"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	Before string `json:"before"`
	Quote  string `json:"quote"`
	After  string `json:"after"`
}

type pageQuery struct {
	ID   string `path:"id" maxLength:"80"`
	Page int    `path:"n" minimum:"1" maximum:"1000000"`
}

type findQuery struct {
	ID    string `path:"id" maxLength:"80"`
	Words string `query:"q" maxLength:"200" required:"true"`
}

func (s *Server) pageRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/papers/{id}/pages/{n}", account.ReadCases, "The text of a page, and where on its picture it stands", func(ctx context.Context, _ account.Person, in *pageQuery) (PageFace, error) {
		out := PageFace{Number: in.Page, Lines: []PageLine{}}
		p, err := s.rawPaper(ctx, in.ID)
		if err != nil {
			return out, err
		}
		face, err := s.Files.PageFace(ctx, p, in.Page)
		out.Text, out.Width, out.Height = face.Text, face.Width, face.Height
		for _, line := range face.Lines {
			out.Lines = append(out.Lines, PageLine(line))
		}
		return out, err
	})
	handle(s, http.MethodGet, "/api/cases/{id}/find", account.ReadCases, "Find words in the papers of a case", func(ctx context.Context, actor account.Person, in *findQuery) (FoundInCase, error) {
		found, err := s.Files.Find(ctx, in.ID, in.Words, actor.May(account.ReadInternal))
		out := FoundInCase{Total: found.Total, Places: []FoundText{}, Unread: found.Unread}
		for _, p := range found.Places {
			out.Places = append(out.Places, FoundText{p.Paper, p.Page, p.Start, p.Length, p.Before, p.Quote, p.After})
		}
		return out, err
	})
	s.raw(mux, http.MethodGet, "/api/papers/{id}/pages/{n}/image", account.ReadCases, "A page, drawn; ?width= in pixels", "image/*", s.pageImage)
}

// widest is the widest page image, in pixels.
const widest = 2400

func (s *Server) pageImage(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	page, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || page < 1 {
		return fault.New(fault.NotFound, "httpapi.page_image", fault.T("没有这一页", "no such page"))
	}
	width, err := strconv.Atoi(r.URL.Query().Get("width"))
	if err != nil || width <= 0 {
		width = 1000
	}
	width = min(max((width+99)/100*100, 100), widest) // in steps, so that the same image serves many windows
	p, err := s.rawPaper(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	data, kind, err := s.Files.PageImage(r.Context(), p, page, width)
	if err != nil {
		return err
	}
	if kind != "image/png" && kind != "image/jpeg" {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(data) // the browser is gone if this fails
	return nil
}
