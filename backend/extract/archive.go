package extract

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/bodgit/sevenzip"
	"github.com/nwaples/rardecode/v2"

	"zhiheng/backend/fault"
)

// notAFile refuses links and devices.
func notAFile() error {
	return &stop{CausePath, fault.T("不是普通文件（链接或设备），未取出", "it is a link or a device, no file, and was not taken out"), nil}
}

func memberLocked() error {
	return &stop{CausePassword, fault.T("设有密码，未取出；请解压后重新导入", "it needs a password and was not taken out; unpack it and import again"), nil}
}

func walkZip(src *source, visit func(entry) error) error {
	z, err := openZip(src.file, src.size)
	if err != nil {
		return err
	}
	for _, f := range z.File {
		mode := f.Mode()
		if mode.IsDir() {
			continue
		}
		e := entry{name: zipName(f), size: int64(min(f.UncompressedSize64, 1<<60)), packed: int64(min(f.CompressedSize64, 1<<60)),
			open: func() (io.Reader, error) {
				r, err := f.Open()
				if err != nil {
					return nil, damaged(err)
				}
				return whole{r}, nil
			}}
		switch {
		case f.Flags&1 != 0:
			e.cause = memberLocked()
		case !mode.IsRegular():
			e.cause = notAFile()
		}
		if err := visit(e); err != nil {
			return err
		}
	}
	return nil
}

// zipName is a name in a zip file. Programs on Chinese systems write it in GBK; some add it in UTF-8 beside.
func zipName(f *zip.File) string {
	if !f.NonUTF8 {
		return f.Name
	}
	for extra := f.Extra; len(extra) >= 4; {
		size := int(binary.LittleEndian.Uint16(extra[2:]))
		if size > len(extra)-4 {
			break
		}
		if binary.LittleEndian.Uint16(extra) == 0x7075 && size > 5 && utf8.Valid(extra[9:4+size]) {
			return string(extra[9 : 4+size])
		}
		extra = extra[4+size:]
	}
	return f.Name
}

func walk7z(src *source, visit func(entry) error) error {
	z, err := sevenzip.NewReader(src.file, src.size)
	if err != nil {
		return sevenError(err)
	}
	for _, f := range z.File {
		mode := f.Mode()
		if mode.IsDir() {
			continue
		}
		var content io.ReadCloser
		e := entry{name: f.Name, size: int64(min(f.UncompressedSize, 1<<60)), packed: -1, open: func() (io.Reader, error) {
			content, err = f.Open()
			if err != nil {
				return nil, sevenError(err)
			}
			return sevenReader{content}, nil
		}}
		if !mode.IsRegular() {
			e.cause = notAFile()
		}
		err := visit(e)
		if content != nil {
			content.Close()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func sevenError(err error) error {
	var read *sevenzip.ReadError
	if errors.As(err, &read) && read.Encrypted {
		return memberLocked()
	}
	return damaged(err)
}

type sevenReader struct{ io.Reader }

func (s sevenReader) Read(b []byte) (int, error) {
	n, err := s.Reader.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		err = sevenError(err)
	}
	return n, err
}

func walkRar(src *source, visit func(entry) error) error {
	z, err := rardecode.NewReader(src.reader(), rardecode.MaxDictionarySize(256<<20))
	if err != nil {
		return rarError(err)
	}
	for {
		head, err := z.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return rarError(err)
		}
		if head.IsDir {
			continue
		}
		e := entry{name: head.Name, size: head.UnPackedSize, packed: head.PackedSize, open: func() (io.Reader, error) { return rarReader{z}, nil }}
		if head.UnKnownSize {
			e.size = -1
		}
		if head.Solid {
			e.packed = -1
		}
		switch {
		case head.Encrypted:
			e.cause = memberLocked()
		case !head.Mode().IsRegular() || head.LinkType != 0:
			e.cause = notAFile()
		}
		if err := visit(e); err != nil {
			return err
		}
	}
}

func rarError(err error) error {
	if errors.Is(err, rardecode.ErrArchiveEncrypted) || errors.Is(err, rardecode.ErrArchivedFileEncrypted) || errors.Is(err, rardecode.ErrBadPassword) {
		return memberLocked()
	}
	return damaged(err)
}

type rarReader struct{ *rardecode.Reader }

func (r rarReader) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		err = rarError(err)
	}
	return n, err
}

// walkGzip walks over a packed tar file; what is not one is a single file.
func walkGzip(src *source, visit func(entry) error) error {
	z, err := gzip.NewReader(src.reader())
	if err != nil {
		return damaged(err)
	}
	content := bufio.NewReaderSize(z, 64<<10)
	head, err := content.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return damaged(err)
	}
	if tarHead(head) {
		return tarFiles(content, visit)
	}
	name := path.Base(strings.ReplaceAll(z.Name, `\`, "/"))
	if name == "." || name == "/" {
		name = strings.TrimSuffix(path.Base(strings.ReplaceAll(src.name, `\`, "/")), path.Ext(src.name))
	}
	return visit(entry{name: name, size: -1, packed: src.size, open: func() (io.Reader, error) { return whole{content}, nil }})
}

// tarHead tells whether data begins a tar file: by its mark, which the oldest ones lack, or by its checksum.
func tarHead(head []byte) bool { return len(head) == 512 && string(head[257:262]) == "ustar" }

func walkTar(src *source, visit func(entry) error) error { return tarFiles(src.reader(), visit) }

func tarFiles(r io.Reader, visit func(entry) error) error {
	z := tar.NewReader(r)
	for {
		head, err := z.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			return damaged(err)
		}
		if head.Typeflag == tar.TypeDir || head.Typeflag == tar.TypeXGlobalHeader {
			continue
		}
		e := entry{name: head.Name, size: head.Size, packed: -1, open: func() (io.Reader, error) { return whole{z}, nil }}
		if head.Typeflag != tar.TypeReg {
			e.cause = notAFile()
		}
		if err := visit(e); err != nil {
			return err
		}
	}
}
