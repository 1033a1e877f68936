package planted

import (
	"encoding/base64"
	"fmt"
	"mime/quotedprintable"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// An Encoding is a way in which Chinese text comes, with the name that a file may give it.
type Encoding struct {
	Name    string
	Charset string // as it is declared in a file; empty where none declares it
	Code    encoding.Encoding
	Mark    bool // begins with a byte order mark
	Seven   bool // of seven bits, or of two bytes each: not for formats that are ASCII in between
}

// Encodings are all of them.
func Encodings() []Encoding {
	little, big := unicode.LittleEndian, unicode.BigEndian
	return []Encoding{
		{"UTF-8", "utf-8", unicode.UTF8, false, false}, {"UTF-8 标记", "utf-8", unicode.UTF8BOM, true, false},
		{"UTF-16LE", "utf-16le", unicode.UTF16(little, unicode.UseBOM), true, true}, {"UTF-16BE", "utf-16be", unicode.UTF16(big, unicode.UseBOM), true, true},
		{"UTF-16LE 无标记", "", unicode.UTF16(little, unicode.IgnoreBOM), false, true}, {"UTF-16BE 无标记", "", unicode.UTF16(big, unicode.IgnoreBOM), false, true},
		{"GB18030", "gb18030", simplifiedchinese.GB18030, false, false}, {"GBK", "gb2312", simplifiedchinese.GBK, false, false},
		{"HZ", "hz-gb-2312", simplifiedchinese.HZGB2312, false, true}, {"Big5", "big5", traditionalchinese.Big5, false, false},
	}
}

func encoded(code encoding.Encoding, text string) string {
	out, err := code.NewEncoder().String(text)
	if err != nil {
		panic(err) // the texts have none but common characters
	}
	return out
}

// Texts are the formats that are text, in every encoding that each can have, and what declares its own encoding also without
// doing so.
func Texts(words *Words) (files []File) {
	add := func(format string, e Encoding, make func(text string) string) {
		word := words.Next()
		text := Text(word)
		if e.Name == "Big5" { // as one writes where it is used: enough of it to be told from the others
			text = "正文：" + word + "，以上。本件經查證屬實，當事人違反規定，應予處分，並處罰鍰。"
		}
		if e.Name == "HZ" {
			text += " end" // whoever writes it comes back to ASCII at the end
		}
		files = append(files, File{Name: "编码/" + e.Name + "." + format, Data: []byte(make(text)), Words: []string{word}})
	}
	for _, e := range Encodings() {
		add("txt", e, func(text string) string { return encoded(e.Code, "材料\n"+text+"\n") })
		add("csv", e, func(text string) string { return encoded(e.Code, "序号,正文\n1,"+text+"\n2,其他\n") })
		add("未声明.html", e, func(text string) string {
			return encoded(e.Code, "<!DOCTYPE html><html><body><p>"+text+"</p></body></html>")
		})
		if e.Charset != "" {
			add("html", e, func(text string) string {
				return encoded(e.Code, `<html><head><meta charset="`+e.Charset+`"></head><body><p>`+text+`</p></body></html>`)
			})
			for _, transfer := range []string{"base64", "quoted-printable", "8bit"} {
				if transfer == "8bit" && strings.HasPrefix(e.Name, "UTF-16") {
					continue
				}
				add(transfer+".eml", e, func(text string) string { return Mail(e.Charset, transfer, encoded(e.Code, text)) })
			}
		}
		if !e.Seven && !e.Mark {
			add("无字符集.eml", e, func(text string) string {
				return "From: a@b.cn\r\nTo: c@d.cn\r\nSubject: x\r\nDate: Mon, 2 Mar 2026 10:00:00 +0800\r\n\r\n" + encoded(e.Code, text) + "\r\n"
			})
		}
	}
	pages := map[string]Encoding{}
	for _, e := range Encodings() {
		pages[e.Name] = e
	}
	for name, page := range map[string]int{"GBK": 936, "Big5": 950, "UTF-8": 65001} {
		e := pages[name]
		add("转义.rtf", e, func(text string) string { return RTF(page, escaped(encoded(e.Code, text))) })
		add("原字节.rtf", e, func(text string) string { return RTF(page, encoded(e.Code, text)) })
	}
	add("码位.rtf", pages["GB18030"], func(text string) string { return RTF(936, codePoints(text)) })
	return files
}

// Mail makes a message with a body of bytes in a character set, and how they are carried.
func Mail(charset, transfer, body string) string {
	switch transfer {
	case "base64":
		body = base64.StdEncoding.EncodeToString([]byte(body))
	case "quoted-printable":
		var b strings.Builder
		w := quotedprintable.NewWriter(&b)
		w.Binary = true
		_, _ = w.Write([]byte(body)) // a builder takes everything
		_ = w.Close()
		body = b.String()
	}
	return "From: a@b.cn\r\nTo: c@d.cn\r\nSubject: x\r\nDate: Mon, 2 Mar 2026 10:00:00 +0800\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=\"" + charset + "\"\r\nContent-Transfer-Encoding: " + transfer + "\r\n\r\n" + body + "\r\n"
}

// RTF makes a document of a body in a code page.
func RTF(page int, body string) string {
	return fmt.Sprintf(`{\rtf1\ansi\ansicpg%d\deff0{\fonttbl{\f0\fnil\fcharset%d SimSun;}}\f0\fs24 %s\par}`, page, map[int]int{936: 134, 950: 136, 65001: 0}[page], body)
}

func escaped(bytes string) string {
	var b strings.Builder
	for _, c := range []byte(bytes) {
		fmt.Fprintf(&b, `\'%02x`, c)
	}
	return b.String()
}

func codePoints(text string) string {
	var b strings.Builder
	for _, r := range text {
		fmt.Fprintf(&b, `\u%d?`, int16(r))
	}
	return b.String()
}
