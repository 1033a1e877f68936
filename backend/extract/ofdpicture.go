package extract

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"zhiheng/backend/fault"
)

const maxPicturePart = 64 << 20 // bytes of one picture within a document

// drawOFD draws the largest picture on a page of an OFD document. Where the document is a scan that is the page itself; other
// pages are not drawn.
func drawOFD(src *source, page, width int) ([]byte, string, error) {
	z, err := openDocument(src.file, src.size)
	if err != nil {
		return nil, "", err
	}
	d := &ofd{parts: &parts{z, maxUnpacked}}
	var root ofdRoot
	if err := d.decode("OFD.xml", &root); err != nil {
		return nil, "", err
	}
	for _, body := range root.Body {
		name := ofdPath("", body.Root)
		var doc ofdDocument
		if err := d.decode(name, &doc); err != nil {
			return nil, "", err
		}
		if page < 1 || page > len(doc.Pages) {
			page -= len(doc.Pages)
			continue
		}
		dir := path.Dir(name)
		id, err := d.largestPicture(ofdPath(dir, doc.Pages[page-1].Loc))
		if err != nil {
			return nil, "", err
		}
		part, err := d.resource(dir, append(doc.Public, doc.Own...), id)
		if err != nil {
			return nil, "", err
		}
		return d.drawPart(part, width)
	}
	return nil, "", fault.New(fault.NotFound, "extract.image", fault.T("没有这一页", "there is no such page"))
}

func notDrawn() error {
	return &stop{CauseNotYet, fault.T("这一页没有可以显示的图像", "this page holds no picture that can be shown"), nil}
}

// largestPicture finds the resource of the picture that covers most of a page.
func (d *ofd) largestPicture(name string) (id string, err error) {
	r, err := d.parts.open(name)
	if err != nil {
		return "", err
	}
	if r == nil {
		return "", notDrawn()
	}
	defer r.Close()
	x := xml.NewDecoder(r)
	largest := 0.0
	for {
		token, err := x.Token()
		if errors.Is(err, io.EOF) && id != "" {
			return id, nil
		}
		if errors.Is(err, io.EOF) {
			return "", notDrawn()
		}
		if err != nil {
			return "", badXML(err)
		}
		if t, ok := token.(xml.StartElement); ok && t.Name.Local == "ImageObject" {
			if box := strings.Fields(attr(t, "Boundary")); len(box) == 4 {
				w, _ := strconv.ParseFloat(box[2], 64)
				h, _ := strconv.ParseFloat(box[3], 64)
				if w*h > largest {
					largest, id = w*h, attr(t, "ResourceID")
				}
			}
		}
	}
}

// resource finds the part that holds a resource, in the lists that the document names.
func (d *ofd) resource(dir string, lists []string, id string) (string, error) {
	for _, loc := range lists {
		name := ofdPath(dir, loc)
		var list struct {
			Base  string `xml:"BaseLoc,attr"`
			Media []struct {
				ID   string `xml:"ID,attr"`
				File string `xml:"MediaFile"`
			} `xml:"MultiMedias>MultiMedia"`
		}
		if err := d.decode(name, &list); err != nil {
			return "", err
		}
		for _, m := range list.Media {
			if m.ID == id && m.File != "" {
				return ofdPath(ofdPath(path.Dir(name), list.Base), m.File), nil
			}
		}
	}
	return "", notDrawn()
}

func (d *ofd) drawPart(name string, width int) ([]byte, string, error) {
	r, err := d.parts.open(name)
	if err != nil {
		return nil, "", err
	}
	if r == nil {
		return nil, "", notDrawn()
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxPicturePart))
	if err != nil {
		return nil, "", badXML(err)
	}
	return drawWithin(&source{file: bytes.NewReader(data), size: int64(len(data)), name: name}, 1, width)
}
