package extract

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
)

const (
	maxMailDepth = 20
	maxMailParts = 2000
)

// readMail reads a message: its headers as lines, its text, and the names of what is attached. The attachments are its
// members.
func readMail(src *source) (Result, error) {
	data, err := src.bytes(maxMember)
	if err != nil {
		return Result{}, err
	}
	m := parseMail(data)
	head := m.root.head
	var p pager
	for _, line := range [][2]string{{"from", "发件人"}, {"to", "收件人"}, {"cc", "抄送"}, {"date", "时间"}, {"subject", "主题"}} {
		if value := headerText(head[line[0]]); value != "" {
			p.add(line[1] + "：" + value)
		}
	}
	p.add("")
	for line := range strings.SplitSeq(m.text(), "\n") {
		p.add(line)
	}
	names := memberNames{}
	for _, part := range m.attached {
		p.add("附件：" + names.member(entry{name: part.name}).Path)
	}
	meta := map[string]string{MetaTitle: headerText(head["subject"]), MetaAuthor: headerText(head["from"])}
	if at, err := mailTime(head["date"]); err == nil {
		meta[MetaCreated] = at.Format(time.RFC3339)
	}
	return Result{Pages: p.end(), Meta: meta, Members: len(m.attached)}, nil
}

func mailTime(raw string) (time.Time, error) {
	raw, _, _ = strings.Cut(raw, "(")
	raw = strings.TrimSpace(raw)
	at, err := time.Parse("Mon, 2 Jan 2006 15:04:05 -0700", raw)
	if err != nil {
		at, err = time.Parse("2 Jan 2006 15:04:05 -0700", raw)
	}
	return at, err
}

func walkMail(src *source, visit func(entry) error) error {
	data, err := src.bytes(maxMember)
	if err != nil {
		return err
	}
	for _, part := range parseMail(data).attached {
		content := part.decoded()
		err := visit(entry{name: part.name, size: int64(len(content)), packed: -1, open: func() (io.Reader, error) { return bytes.NewReader(content), nil }})
		if err != nil {
			return err
		}
	}
	return nil
}

// mailPart is one part of a message: its headers as they stand, by lower-case name, and its content as it stands.
type mailPart struct {
	head map[string]string
	body []byte
	kind string
	name string // of an attachment
}

type mailMessage struct {
	root         *mailPart
	plain, pages []*mailPart // text and HTML
	attached     []*mailPart
	parts        int
}

func parseMail(data []byte) *mailMessage {
	m := &mailMessage{}
	m.root = m.part(data, 0)
	return m
}

func (m *mailMessage) part(data []byte, depth int) *mailPart {
	head, body := mailHead(data)
	kind, params := headerParams(head["content-type"])
	part := &mailPart{head: head, body: body, kind: kind}
	if m.parts++; m.parts > maxMailParts {
		return part
	}
	if strings.HasPrefix(kind, "multipart/") && depth < maxMailDepth && params["boundary"] != "" {
		pieces := mailPieces(body, params["boundary"])
		for _, piece := range pieces {
			m.part(piece, depth+1)
		}
		if len(pieces) == 0 { // its marks are not those that it names: what stands in it is still text
			part.kind = "text/plain"
			m.plain = append(m.plain, part)
		}
		return part
	}
	disposition, more := headerParams(head["content-disposition"])
	part.name = headerText(firstOf(more["filename"], params["name"]))
	switch {
	case part.name != "":
		m.attached = append(m.attached, part)
	case kind == "message/rfc822":
		part.name = attachmentName(len(m.attached)+1, ".eml")
		m.attached = append(m.attached, part)
	case disposition == "attachment" || kind != "" && !strings.HasPrefix(kind, "text/"):
		part.name = attachmentName(len(m.attached)+1, extensionOf(kind))
		m.attached = append(m.attached, part)
	case kind == "text/html":
		m.pages = append(m.pages, part)
	default:
		m.plain = append(m.plain, part)
	}
	return part
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func extensionOf(kind string) string {
	for _, f := range formats() {
		if f.is(kind) {
			return "." + f.name
		}
	}
	return ".bin"
}

// text is what a person would see: the plain text, or what the page says where there is none.
func (m *mailMessage) text() string {
	var b strings.Builder
	for _, part := range m.plain {
		b.WriteString(part.text() + "\n")
	}
	if strings.TrimSpace(b.String()) != "" {
		return b.String()
	}
	for _, part := range m.pages {
		root, err := html.Parse(strings.NewReader(part.text()))
		if err != nil {
			continue
		}
		w := &htmlText{meta: map[string]string{}}
		w.node(root)
		b.WriteString(w.text.String() + "\n")
	}
	return b.String()
}

// text decodes a part by the encoding it names, if that gives whole text, and else by what it looks like.
func (p *mailPart) text() string {
	data := p.decoded()
	_, params := headerParams(p.head["content-type"])
	if text, ok := decodeNamed(data, params["charset"]); ok {
		return text
	}
	text, _, err := decodeText(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\uFFFD")
	}
	return text
}

// decodeNamed decodes by the name of an encoding. GB2312 often stands where GBK or GB18030 is meant.
func decodeNamed(data []byte, name string) (string, bool) {
	name = strings.ToLower(strings.Trim(name, ` "'`))
	if strings.HasPrefix(name, "gb") || name == "cp936" || name == "x-gbk" {
		text, _, err := decodeAs(simplifiedchinese.GB18030, name, data)
		return text, err == nil
	}
	if strings.HasPrefix(name, "hz") {
		text, _, err := decodeAs(simplifiedchinese.HZGB2312, name, data)
		return text, err == nil
	}
	e, err := htmlindex.Get(name)
	if err != nil || name == "us-ascii" || name == "iso-8859-1" { // which say nothing when the bytes are Chinese
		return "", false
	}
	text, _, err := decodeAs(e, name, data)
	return text, err == nil
}

// decoded undoes the transfer encoding. What is damaged gives what could be decoded of it.
func (p *mailPart) decoded() []byte {
	switch strings.ToLower(strings.TrimSpace(p.head["content-transfer-encoding"])) {
	case "base64":
		kept := make([]byte, 0, len(p.body))
		for _, c := range p.body {
			if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' {
				kept = append(kept, c)
			}
		}
		out := make([]byte, base64.RawStdEncoding.DecodedLen(len(kept)))
		n, _ := base64.RawStdEncoding.Decode(out, kept)
		return out[:n]
	case "quoted-printable":
		out, _ := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(p.body)))
		return out
	}
	return p.body
}

// mailHead parts the headers from the body; a header that runs over several lines is put together.
func mailHead(data []byte) (map[string]string, []byte) {
	head := map[string]string{}
	last := ""
	for len(data) > 0 {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			return head, rest
		}
		data = rest
		if line[0] == ' ' || line[0] == '\t' {
			if last != "" && len(head[last]) < 64<<10 {
				head[last] += " " + strings.TrimSpace(string(line))
			}
			continue
		}
		name, value, found := strings.Cut(string(line), ":")
		if !found {
			continue
		}
		if last = strings.ToLower(strings.TrimSpace(name)); head[last] == "" && len(head) < 1000 {
			head[last] = strings.TrimSpace(value)
		} else {
			last = ""
		}
	}
	return head, nil
}

// mailPieces cuts a body at its boundary. A last piece without an end is taken as it is.
func mailPieces(body []byte, boundary string) (pieces [][]byte) {
	mark := []byte("--" + boundary)
	start := -1
	for at := 0; at < len(body) && len(pieces) < maxMailParts; {
		end := bytes.IndexByte(body[at:], '\n')
		next := len(body)
		if end >= 0 {
			next = at + end + 1
		}
		if line := body[at:next]; bytes.HasPrefix(line, mark) {
			rest := string(bytes.TrimRight(line[len(mark):], " \t\r\n"))
			if rest == "" || rest == "--" {
				if start >= 0 {
					pieces = append(pieces, bytes.TrimSuffix(bytes.TrimSuffix(body[start:at], []byte("\n")), []byte("\r")))
				}
				if start = next; rest == "--" {
					return pieces
				}
			}
		}
		at = next
	}
	if start >= 0 && start < len(body) {
		pieces = append(pieces, body[start:])
	}
	return pieces
}

// headerText decodes a header value: encoded words, and bytes in an encoding that nobody named.
func headerText(raw string) string {
	if raw == "" {
		return ""
	}
	if !utf8.ValidString(raw) {
		if text, _, err := decodeText([]byte(raw)); err == nil {
			raw = text
		}
	}
	words := mime.WordDecoder{CharsetReader: func(name string, r io.Reader) (io.Reader, error) {
		data, err := io.ReadAll(io.LimitReader(r, 64<<10))
		if err != nil {
			return nil, err
		}
		text, ok := decodeNamed(data, name)
		if !ok {
			return nil, mime.ErrInvalidMediaParameter
		}
		return strings.NewReader(text), nil
	}}
	if text, err := words.DecodeHeader(raw); err == nil {
		raw = text
	}
	return cleanLine(raw, 1000)
}

// headerParams parts a header such as Content-Type into its value and its parameters. Names in parts (name*0, name*1)
// and with an encoding of their own (name*=gb18030”…) are put together and decoded.
func headerParams(raw string) (value string, params map[string]string) {
	fields := splitQuoted(raw)
	value = strings.ToLower(strings.TrimSpace(fields[0]))
	params = map[string]string{}
	pieces := map[string][]string{}
	for _, field := range fields[1:] {
		name, v, found := strings.Cut(field, "=")
		if name = strings.ToLower(strings.TrimSpace(name)); !found || name == "" {
			continue
		}
		v = strings.TrimSpace(v)
		if len(v) >= 2 && v[0] == '"' && v[len(v)-1] == '"' {
			v = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(v[1 : len(v)-1])
		}
		base, index, extended := strings.Cut(name, "*")
		if !extended {
			params[name] = v
		} else if len(pieces[base]) < 100 {
			pieces[base] = append(pieces[base], index+"="+v)
		}
	}
	for base, list := range pieces {
		if text := joinedParam(list); text != "" {
			params[base] = text
		}
	}
	return value, params
}

// joinedParam joins the parts of a parameter in the order of their numbers.
func joinedParam(list []string) string {
	charset, all, encoded := "", []byte{}, false
	for i := range list {
		for _, piece := range list {
			index, v, _ := strings.Cut(piece, "=")
			number, mark, _ := strings.Cut(index, "*")
			if number == "" {
				number, mark = "0", "*"
			} else if strings.HasSuffix(index, "*") {
				mark = "*"
			}
			if number != strconv.Itoa(i) {
				continue
			}
			if mark == "*" {
				if first, rest, ok := strings.Cut(v, "'"); ok && i == 0 {
					charset = first
					_, v, _ = strings.Cut(rest, "'")
				}
				encoded = true
				all = append(all, percentDecoded(v)...)
			} else {
				all = append(all, v...)
			}
			break
		}
	}
	if !encoded {
		return string(all)
	}
	if text, ok := decodeNamed(all, charset); ok {
		return text
	}
	if text, _, err := decodeText(all); err == nil {
		return text
	}
	return ""
}

// percentDecoded undoes %XX; what is no such sequence stays.
func percentDecoded(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			high, low := hexValue(s[i+1]), hexValue(s[i+2])
			if high >= 0 && low >= 0 {
				out = append(out, byte(high<<4|low))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}

func hexValue(c byte) int { return strings.IndexByte("0123456789abcdef", c|0x20) }

// splitQuoted splits at semicolons outside of quotes.
func splitQuoted(s string) (fields []string) {
	quoted, start := false, 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quoted:
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ';' && !quoted:
			fields = append(fields, s[start:i])
			start = i + 1
		}
	}
	return append(fields, s[start:])
}
