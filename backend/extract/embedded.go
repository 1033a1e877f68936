package extract

import (
	"archive/zip"
	"bytes"
	"cmp"
	"image"
	"io"
	"path"
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// Pictures within a document that is not one itself: scanned pages pasted into a Word file, photographs on slides. Each is a page
// behind those of the text, without text of its own until it is read off it.
const (
	mostEmbedded  = 300    // pictures of one document
	leastEmbedded = 30_000 // pixels: less is a bullet or a mark
	leastDrawing  = 10_000 // bytes of a picture whose size nobody knows here
)

// embeddedIn is the folder of a format's packages in which its pictures lie.
func embeddedIn(format string) string {
	switch format {
	case "docx":
		return "word/media/"
	case "pptx":
		return "ppt/media/"
	case "xlsx":
		return "xl/media/"
	case "odt", "odp", "ods":
		return "Pictures/"
	}
	return ""
}

// addEmbedded puts a page behind the others for each picture within a document.
func addEmbedded(src *source, r *Result) {
	list, more := embedded(src)
	if len(list) == 0 {
		return
	}
	if len(r.Pages) == 1 && strings.TrimSpace(r.Pages[0].Text) == "" {
		r.Pages = nil // there is nothing but pictures
	}
	for range list {
		r.Pages = append(r.Pages, Page{Picture: true})
	}
	r.PageCount = len(r.Pages)
	if more && r.Cause == CauseNone {
		r.Cause, r.Reason = CauseTooBig, fault.Tf("文中图片过多，只取了前 %d 张", "too many pictures within it; only the first %d were taken", mostEmbedded)
	}
}

// embedded lists the pictures within a document that may hold text, each content once, in the order of their names.
func embedded(src *source) (list []*zip.File, more bool) {
	folder := embeddedIn(src.media.Format)
	if folder == "" {
		return nil, false
	}
	z, err := openDocument(src.file, src.size)
	if err != nil {
		return nil, false
	}
	type content struct {
		sum  uint32
		size uint64
	}
	seen := map[content]bool{}
	for _, f := range z.File {
		key := content{f.CRC32, f.UncompressedSize64}
		if !strings.HasPrefix(strings.ReplaceAll(f.Name, `\`, "/"), folder) || seen[key] || f.Flags&1 != 0 || !mayHoldText(f) {
			continue
		}
		if seen[key] = true; len(list) == mostEmbedded {
			return list, true
		}
		list = append(list, f)
	}
	slices.SortStableFunc(list, func(a, b *zip.File) int { // image2 before image10
		return cmp.Or(cmp.Compare(len(a.Name), len(b.Name)), strings.Compare(a.Name, b.Name))
	})
	return list, false
}

// mayHoldText tells a picture from what is too small to be read, and from what is none.
func mayHoldText(f *zip.File) bool {
	switch strings.ToLower(path.Ext(f.Name)) {
	case ".jpg", ".jpeg", ".jpe", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp":
		r, err := f.Open()
		if err != nil {
			return true // it is told as a page that cannot be read
		}
		defer r.Close()
		config, _, err := image.DecodeConfig(io.LimitReader(r, maxPicturePart))
		return err != nil || config.Width*config.Height >= leastEmbedded
	case ".emf", ".wmf", ".wdp", ".jp2", ".heic":
		return f.UncompressedSize64 >= leastDrawing
	}
	return false
}

// drawEmbedded draws the picture that a page of a document stands for.
func drawEmbedded(src *source, page, width int) ([]byte, string, error) {
	r := readSource(src)
	list, _ := embedded(src)
	texts := 0
	for _, p := range r.Pages {
		if !p.Picture {
			texts++
		}
	}
	if page <= texts || page > texts+len(list) {
		return nil, "", fault.New(fault.NotFound, "extract.image", fault.T("没有这一页", "there is no such page"))
	}
	file, err := list[page-texts-1].Open()
	if err != nil {
		return nil, "", damaged(err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxPicturePart))
	if err != nil {
		return nil, "", damaged(err)
	}
	within := &source{file: bytes.NewReader(data), size: int64(len(data)), name: list[page-texts-1].Name}
	return drawWithin(within, 1, width)
}

// drawWithin draws a picture that lies within a document.
func drawWithin(within *source, page, width int) ([]byte, string, error) {
	within.media = Detect(within.file, within.size, within.name)
	switch within.media.Format {
	case "jpeg", "png", "gif", "bmp", "tiff", "webp":
		return drawPicture(within, page, width)
	}
	return nil, "", notDrawn()
}

// picturesUnread says of a document of an old format that the pictures in it are not looked at.
func picturesUnread() (Cause, fault.Text) {
	return CauseNotYet, fault.T("文中有图片，图片上的文字未读取；另存为 docx 后再导入即可读取", "there are pictures within it, and the text in them is not read; save it as docx and import that")
}
