package extract

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhiheng/backend/fault"
)

// Member is one file in an archive, or attached to a message. Path is relative, with forward slashes and without parent
// folders. A cause other than none says that it is listed only, and Reason why.
type Member struct {
	Path   string     `json:"path"`
	Cause  Cause      `json:"cause,omitempty"`
	Reason fault.Text `json:"reason"`
}

// Limits of what comes out of one archive.
const (
	maxMembers     = 10_000
	maxMember      = 512 << 20
	maxFromArchive = 2 << 30
	maxRatio       = 200      // what it unpacks to, by what it takes up
	freeOfRatio    = 16 << 20 // bytes up to which the ratio does not matter
	memberPiece    = 256 << 10
)

// entry is one member under its container's reader. Size and packed are what the container says, -1 where it says
// nothing. Open gives the content; it is called at most once and before the next entry.
type entry struct {
	name   string
	size   int64
	packed int64
	cause  error // why it is listed only
	open   func() (io.Reader, error)
}

// container walks over the files of an archive or message. An error of visit ends the walk and is returned.
type container func(src *source, visit func(entry) error) error

// containerOf returns how a format that holds files is walked over, or nil.
func containerOf(format string) container {
	switch format {
	case "zip":
		return walkZip
	case "7z":
		return walk7z
	case "rar":
		return walkRar
	case "gz":
		return walkGzip
	case "tar":
		return walkTar
	case "eml":
		return walkMail
	case "ofd":
		return walkOFD
	}
	return nil
}

// readArchive reads an archive as the list of what is in it.
func readArchive(src *source) (Result, error) {
	var p pager
	r := Result{}
	names := memberNames{}
	err := containerOf(src.media.Format)(src, func(e entry) error {
		if r.Members++; r.Members > maxMembers || p.full() {
			return errTooMany
		}
		m := names.member(e)
		if m.Cause == CauseNone {
			p.add(m.Path)
		} else {
			p.add(m.Path + "\t（" + m.Reason.Zh + "）")
		}
		return nil
	})
	switch {
	case errors.Is(err, errTooMany):
		r.Cause, r.Reason = CauseTooBig, fault.Tf("压缩包内文件过多，只列出前 %d 个", "the archive holds too many files; only the first %d are listed", maxMembers)
	case err != nil && r.Members == 0:
		return Result{}, err
	case err != nil:
		r.Cause, r.Reason = partly(err)
	}
	r.Pages = p.end()
	return r, nil
}

// partly says why a container could be read only so far.
func partly(err error) (Cause, fault.Text) {
	var s *stop
	if errors.As(err, &s) {
		return s.cause, s.reason
	}
	return CauseDamaged, fault.T("压缩包已损坏，只取出了前面部分", "the archive is damaged; only its first part was taken out")
}

var errTooMany = errors.New("too many members")

// memberNames makes the names of one container harmless and different from each other.
type memberNames map[string]int

func (n memberNames) member(e entry) Member {
	place, err := memberPath(e.name)
	if err == nil {
		err = e.cause
	}
	if times := n[place]; times > 0 {
		n[place]++
		ext := path.Ext(place)
		place = fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(place, ext), times+1, ext)
	} else if len(n) < 2*maxMembers {
		n[place] = 1
	}
	m := Member{Path: place}
	var s *stop
	if errors.As(err, &s) {
		m.Cause, m.Reason = s.cause, s.reason
	} else if err != nil {
		m.Cause, m.Reason = partly(err)
	}
	return m
}

// memberPath makes a name within a container a relative path. A name that would lead out of the folder it is unpacked
// in is refused; what is returned then only serves to list it.
func memberPath(name string) (string, error) {
	name = memberName(name)
	slashed := strings.ReplaceAll(name, `\`, "/")
	refused := strings.HasPrefix(slashed, "/") || len(slashed) > 4096 || strings.ContainsRune(slashed, 0)
	var kept []string
	for _, part := range strings.Split(slashed, "/") {
		refused = refused || part == ".." || len(part) == 2 && part[1] == ':'
		if part = cleanLine(part, 200); part != "" && part != "." && part != ".." {
			kept = append(kept, part)
		}
	}
	if len(kept) == 0 {
		kept, refused = []string{"?"}, true
	}
	if len(kept) > 40 {
		kept, refused = kept[len(kept)-40:], true
	}
	place := strings.Join(kept, "/")
	if refused {
		return place, &stop{CausePath, fault.T("文件名指向压缩包以外的位置，未取出", "its name leads out of the archive; it was not taken out"), nil}
	}
	return place, nil
}

// memberName is a name as text: UTF-8 if it is, else what old programs write on Chinese systems.
func memberName(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().String(name)
	if err != nil || strings.ContainsRune(decoded, utf8.RuneError) {
		return strings.ToValidUTF8(name, "_")
	}
	return decoded
}

// unpack streams the files of a container: for each an answer with its Member, then its content in pieces, then an
// answer that ends it. What is refused or bursts is listed with the reason, and the others follow.
func unpack(src *source, left Room, emit func(answer) error) (a answer) {
	var lost error // the parent is gone
	names := memberNames{}
	defer func() {
		if p := recover(); p != nil {
			a = answer{Result: failed(src.media, damaged(nil))}
		}
	}()
	src.media = Detect(src.file, src.size, src.name)
	walk := containerOf(src.media.Format)
	if walk == nil {
		return answer{Result: failed(src.media, unread(src.media))}
	}
	given := int64(0)
	err := walk(src, func(e entry) error {
		m := names.member(e)
		if left.Members--; left.Members < 0 {
			return tooBig("压缩包内文件过多，其余未取出", "the archive holds too many files; the others were not taken out")
		}
		if m.Cause == CauseNone {
			if err := claimed(e, left); err != nil {
				m.Cause, m.Reason = partly(err)
			}
		}
		lost = emit(answer{Member: &m, More: true})
		if lost != nil || m.Cause != CauseNone {
			return lost
		}
		n, err := pour(e, src.size, given, left, func(piece []byte) error {
			lost = emit(answer{Piece: piece, More: true})
			return lost
		})
		given, left.Bytes = given+n, left.Bytes-n
		if lost != nil {
			return lost
		}
		end := Member{Path: m.Path}
		if err != nil {
			end.Cause, end.Reason = partly(err)
		}
		lost = emit(answer{Member: &end, Ended: true, More: true})
		return lost
	})
	if err != nil && lost == nil {
		return answer{Result: failed(src.media, err)}
	}
	return answer{Result: Result{Media: src.media, Status: Read}}
}

// claimed refuses what by its own account is too much.
func claimed(e entry, left Room) error {
	if e.size > min(maxMember, left.Bytes) || e.packed >= 0 && e.size > freeOfRatio && e.size/maxRatio > e.packed {
		return memberBurst()
	}
	return nil
}

func memberBurst() error {
	return tooBig("解压后异常庞大，为安全起见未取出", "it would unpack to an abnormal size and was not taken out")
}

// pour hands the content of an entry over in pieces, up to the limits.
func pour(e entry, archive, given int64, left Room, hand func([]byte) error) (n int64, err error) {
	content, err := e.open()
	if err != nil {
		return 0, err
	}
	limit := min(maxMember, left.Bytes)
	whole := archive
	if e.packed >= 0 {
		whole, given = e.packed, 0
	}
	limit = min(limit, max(freeOfRatio, (whole+1)*maxRatio-given))
	piece := make([]byte, memberPiece)
	for {
		size, err := io.ReadFull(content, piece)
		if n += int64(size); n > limit {
			return n, memberBurst()
		}
		if size > 0 {
			if err := hand(piece[:size]); err != nil {
				return n, err
			}
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return n, nil
		case err != nil:
			return n, err
		}
	}
}

// errCutOff is a content that ends before its container says so; without it that would look like a sound end.
var errCutOff = errors.New("the content is cut off")

// whole makes a content that ends too early an error of its own.
type whole struct{ io.Reader }

func (w whole) Read(b []byte) (int, error) {
	n, err := w.Reader.Read(b)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errCutOff
	}
	return n, err
}

// attachmentName names an attachment that has no name.
func attachmentName(i int, ext string) string { return "附件" + strconv.Itoa(i) + ext }
