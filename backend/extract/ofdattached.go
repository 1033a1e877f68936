package extract

import (
	"errors"
	"io"
	"path"
)

// ofdAttachment is a file that lies in an OFD package beside the document: a list, a calculation, a scan.
type ofdAttachment struct{ name, part string }

// attachments finds the files attached to the documents of a package. A list of them that is lost takes no document with it; a file
// that is lost is listed all the same, and refused when it is asked for.
func (d *ofd) attachments(root ofdRoot) (all []ofdAttachment, err error) {
	lost := func(err error) bool {
		var s *stop
		return errors.As(err, &s) && s.cause == CauseDamaged
	}
	for _, body := range root.Body {
		name := ofdPath("", body.Root)
		var doc ofdDocument
		if err := d.decode(name, &doc); err != nil || doc.Attachments == "" {
			if err != nil && !lost(err) {
				return nil, err
			}
			continue
		}
		list := ofdPath(path.Dir(name), doc.Attachments)
		var attached struct {
			Files []struct {
				Name string `xml:"Name,attr"`
				Loc  string `xml:"FileLoc"`
			} `xml:"Attachment"`
		}
		if err := d.decode(list, &attached); err != nil {
			if !lost(err) {
				return nil, err
			}
			continue
		}
		for _, file := range attached.Files {
			part := ofdPath(path.Dir(list), file.Loc)
			if file.Name == "" || path.Ext(file.Name) == "" {
				file.Name += path.Ext(part)
			}
			all = append(all, ofdAttachment{file.Name, part})
		}
	}
	return all, nil
}

// walkOFD visits the files attached to a document.
func walkOFD(src *source, visit func(entry) error) error {
	z, err := openDocument(src.file, src.size)
	if err != nil {
		return err
	}
	d := &ofd{parts: &parts{z, maxUnpacked}}
	var root ofdRoot
	if err := d.decode("OFD.xml", &root); err != nil {
		return err
	}
	attached, err := d.attachments(root)
	if err != nil {
		return err
	}
	for _, file := range attached {
		err := visit(entry{name: file.name, size: -1, packed: -1, open: func() (io.Reader, error) {
			r, err := d.parts.open(file.part)
			if err == nil && r == nil {
				err = damaged(errors.New("no part " + file.part))
			}
			return r, err
		}})
		if err != nil {
			return err
		}
	}
	return nil
}
