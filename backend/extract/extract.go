// Package extract reads text, pages, facts and metadata out of files that nobody vouches for.
//
// A [Pool] runs the program itself again as a limited child process ([Child] is what runs there) and hands it one file
// after another. Whatever a file does to its reader, the answer is a [Result]: what was read, or in plain words why it
// could not be. [Facts] finds names, codes, amounts, dates and articles of law in the pages; it is pure.
package extract

import (
	"errors"
	"io"
	"strings"

	"zhiheng/backend/fault"
)

// Status says how far reading came.
type Status string

// The outcomes of reading one file.
const (
	Read       Status = "read"       // text was found
	NoText     Status = "no_text"    // understood, but holds no text: a picture, a scan, a recording
	Unreadable Status = "unreadable" // kept as it is; Result.Reason says why
)

// Cause sorts the reasons for which a file, or a part of it, was not read.
type Cause string

// The causes. Timeout, Memory and Crash depend on the machine and may go away on another try; the others stay.
const (
	CauseNone     Cause = ""
	CauseUnknown  Cause = "unknown_format" // nobody knows what this file is
	CauseNotYet   Cause = "not_read_yet"   // the format is known, a reader for it is not built
	CauseDamaged  Cause = "damaged"        // not a sound file of its format
	CausePassword Cause = "password"       // needs a password
	CauseTooBig   Cause = "too_big"        // would unpack to more than the limits allow
	CauseEncoding Cause = "encoding"       // text in no known encoding
	CauseEmpty    Cause = "empty"          // zero bytes
	CauseTimeout  Cause = "timeout"        // took too long
	CauseMemory   Cause = "memory"         // took too much memory
	CauseCrash    Cause = "crash"          // the reader broke down
	CauseNoText   Cause = "no_text"        // sound, but nothing in it is text
	CausePath     Cause = "path"           // of a member: its name leads out of its archive, or it is no file
)

// Page is the text of one page. Pages count from 1; lines end in "\n"; table cells are parted by tabs. Lines say where the text
// stands on the page's picture where it was read off that.
type Page struct {
	Number  int    `json:"number"`
	Text    string `json:"text"`
	Lines   []Line `json:"lines,omitempty"`
	Picture bool   `json:"picture,omitempty"` // it is a picture within a document, and has what text is read off it
}

// Result is what one file gave. With Status Read, a Cause other than none means that a part was left out and Reason
// names it. PageCount is the number of pages of the document itself, 0 where the format has none. Width and Height are
// pixels, DurationMs milliseconds. Meta holds claims of the file about itself, under the Meta… names.
type Result struct {
	Media      Media             `json:"media"`
	Status     Status            `json:"status"`
	Cause      Cause             `json:"cause,omitempty"`
	Reason     fault.Text        `json:"reason"`
	Pages      []Page            `json:"pages,omitempty"`
	PageCount  int               `json:"page_count,omitempty"`
	Meta       map[string]string `json:"meta,omitempty"`
	Width      int               `json:"width,omitempty"`
	Height     int               `json:"height,omitempty"`
	DurationMs int64             `json:"duration_ms,omitempty"`
	Members    int               `json:"members,omitempty"` // files within, which [Pool.Unpack] gives
}

// The keys of Result.Meta. Instants are RFC 3339 as the file claims them; without an offset where the file has none.
const (
	MetaTitle      = "title"
	MetaAuthor     = "author"
	MetaModifiedBy = "modified_by"
	MetaCreated    = "created"
	MetaModified   = "modified"
	MetaProgram    = "program"
	MetaMaker      = "device_maker"
	MetaModel      = "device_model"
	MetaLatitude   = "latitude"
	MetaLongitude  = "longitude"
	MetaTurn       = "orientation" // EXIF orientation, 1 to 8
	MetaCodec      = "codec"       // of a film or sound recording, such as H.264
	MetaFrameRate  = "frame_rate"  // pictures a second
	MetaEncoding   = "encoding"    // of a text file: UTF-8, UTF-16, GB18030
)

// Limits of what is taken out of one file, beside the limits of the child process.
const (
	maxTextBytes  = 24 << 20  // text of one file
	maxUnpacked   = 128 << 20 // all parts of one zip file that are read
	maxZipEntries = 20_000
	maxPages      = 20_000
	maxPixels     = 80_000_000 // of a picture that is decoded
)

// stop is the error by which a reader ends: why, for the program and for the person.
type stop struct {
	cause  Cause
	reason fault.Text
	err    error
}

func (s *stop) Error() string {
	if s.err != nil {
		return s.reason.En + ": " + s.err.Error()
	}
	return s.reason.En
}

func (s *stop) Unwrap() error { return s.err }

func damaged(err error) error {
	return &stop{CauseDamaged, fault.T("文件已损坏或不完整，无法读取", "the file is damaged or incomplete"), err}
}

func tooBig(zh, en string) error { return &stop{CauseTooBig, fault.T(zh, en), nil} }

func locked() error {
	return &stop{CausePassword, fault.T("文件设有密码，请去除密码后重新导入", "the file is protected by a password; remove it and import again"), nil}
}

// source is one file under its reader.
type source struct {
	file   io.ReaderAt
	size   int64
	name   string
	media  Media
	engine *pdfEngine
}

func (s *source) reader() *io.SectionReader { return io.NewSectionReader(s.file, 0, s.size) }

// bytes returns the whole file, or an error if it is larger than the limit.
func (s *source) bytes(limit int64) ([]byte, error) {
	if s.size > limit {
		return nil, tooBig("文件过大，无法读取", "the file is too large to read")
	}
	data := make([]byte, s.size)
	if _, err := io.ReadFull(s.reader(), data); err != nil {
		return nil, damaged(err)
	}
	return data, nil
}

// readSource finds the format and reads the file. It does not panic and does not fail: all ends in a Result.
func readSource(src *source) (result Result) {
	if src.size == 0 {
		src.media = mediaOf(formatUnknown, "application/octet-stream")
		return failed(src.media, &stop{CauseEmpty, fault.T("空文件", "the file is empty"), nil})
	}
	defer func() {
		if p := recover(); p != nil {
			result = failed(src.media, damaged(nil))
		}
	}()
	src.media = Detect(src.file, src.size, src.name)
	read := readerOf(src.media.Format)
	if read == nil {
		return failed(src.media, unread(src.media))
	}
	result, err := read(src)
	if err != nil {
		return failed(src.media, err)
	}
	result.Media = src.media
	addEmbedded(src, &result)
	return finish(result)
}

// unread says why a format without a reader is not read.
func unread(m Media) error {
	if m.Format == formatUnknown {
		return &stop{CauseUnknown, fault.T("未识别的文件格式，原件已保留", "unknown format; the original is kept"), nil}
	}
	return &stop{CauseNotYet, fault.Tf("暂不能读取：%[1]s，原件已保留", "not read yet: %[2]s; the original is kept", m.Name.Zh, m.Name.En), nil}
}

func failed(m Media, err error) Result {
	var s *stop
	if !errors.As(err, &s) {
		s = damaged(err).(*stop)
	}
	return Result{Media: m, Status: Unreadable, Cause: s.cause, Reason: s.reason}
}

// finish cleans the text, holds it to its limit and decides between Read and NoText.
func finish(r Result) Result {
	total, text := 0, false
	for i := range r.Pages {
		page := &r.Pages[i]
		page.Number = i + 1
		page.Text = clean(page.Text)
		if (r.Media.Format == "pdf" || r.Media.Format == "ofd") && meaningless(page.Text) {
			page.Text = "" // the page must be looked at
		}
		text = text || page.Text != ""
		if total += len(page.Text); total > maxTextBytes {
			r.Pages = r.Pages[:i]
			r.Cause, r.Reason = CauseTooBig, fault.Tf("文字过多，只读取了前 %d 页", "too much text; only the first %d pages were read", i)
			break
		}
	}
	for key, value := range r.Meta {
		if value = cleanLine(value, 500); value == "" {
			delete(r.Meta, key)
		} else {
			r.Meta[key] = value
		}
	}
	r.Status = NoText
	if text {
		r.Status = Read
	}
	if !text && r.Cause == CauseNone && r.Members == 0 && !seen(r.Media.Mime) && len(r.Unread()) == 0 {
		r.Cause, r.Reason = CauseNoText, fault.T("没有可检索的文字，内容可能都是图片", "it holds no text that could be searched; all in it may be pictures")
	}
	return r
}

// seen tells whether a file is there to be looked at or listened to.
func seen(mime string) bool {
	kind, _, _ := strings.Cut(mime, "/")
	return kind == "image" || kind == "audio" || kind == "video"
}
