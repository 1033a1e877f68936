package extract

import (
	"slices"

	"zhiheng/backend/fault"
)

// format is one row of what is known: its names and, once there is one, its reader. A new reader is a new file with a
// function and its name in this table.
type format struct {
	name  string
	label fault.Text
	text  bool // told apart by textFormat, not by media type
	read  func(*source) (Result, error)
	mimes []string // the first is the one given out
}

func (f format) is(mime string) bool { return slices.Contains(f.mimes, mime) }

func readerOf(name string) func(*source) (Result, error) {
	for _, f := range formats() {
		if f.name == name {
			return f.read
		}
	}
	return nil
}

func formats() []format {
	const ooxml = "application/vnd.openxmlformats-officedocument."
	const odf = "application/vnd.oasis.opendocument."
	t := fault.T
	return []format{
		{"pdf", t("PDF 文档", "PDF document"), false, readPDF, []string{"application/pdf"}},
		{"docx", t("Word 文档", "Word document"), false, readDocx, []string{ooxml + "wordprocessingml.document"}},
		{"xlsx", t("Excel 表格", "Excel workbook"), false, readXlsx, []string{ooxml + "spreadsheetml.sheet"}},
		{"txt", t("纯文本", "plain text"), true, readText, []string{"text/plain"}},
		{"csv", t("CSV 表格", "CSV table"), true, readCSV, []string{"text/csv"}},
		{"html", t("网页", "web page"), true, readHTML, []string{"text/html"}},
		{"jpeg", t("JPEG 图片", "JPEG picture"), false, readPicture, []string{"image/jpeg"}},
		{"png", t("PNG 图片", "PNG picture"), false, readPicture, []string{"image/png", "image/vnd.mozilla.apng"}},
		{"gif", t("GIF 图片", "GIF picture"), false, readPicture, []string{"image/gif"}},
		{"bmp", t("BMP 图片", "BMP picture"), false, readPicture, []string{"image/bmp"}},
		{"tiff", t("TIFF 图片", "TIFF picture"), false, readPicture, []string{"image/tiff"}},
		{"webp", t("WebP 图片", "WebP picture"), false, readPicture, []string{"image/webp"}},
		{"heic", t("HEIC 图片", "HEIC picture"), false, readPicture, []string{"image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"}},
		{"mp4", t("MP4 视频", "MP4 video"), false, readMovie, []string{"video/mp4", "video/x-m4v", "video/3gpp", "video/3gpp2"}},
		{"mov", t("MOV 视频", "MOV video"), false, readMovie, []string{"video/quicktime"}},
		{"m4a", t("M4A 录音", "M4A recording"), false, readMovie, []string{"audio/x-m4a", "audio/mp4", "audio/3gpp"}},
		{"avi", t("AVI 视频", "AVI video"), false, readRIFF, []string{"video/x-msvideo"}},
		{"wav", t("WAV 录音", "WAV recording"), false, readRIFF, []string{"audio/wav"}},
		{"mp3", t("MP3 录音", "MP3 recording"), false, readMP3, []string{"audio/mpeg"}},
		{"doc", t("Word 97-2003 文档", "Word 97-2003 document"), false, readDoc, []string{"application/msword"}},
		{"wps", t("WPS 文字文档", "WPS Writer document"), false, readDoc, []string{"application/vnd.ms-works"}},
		{"xls", t("Excel 97-2003 表格", "Excel 97-2003 workbook"), false, readXls, []string{"application/vnd.ms-excel"}},
		{"et", t("WPS 表格", "WPS Spreadsheets workbook"), false, readXls, []string{"application/wps-office.et"}},
		{"ppt", t("PowerPoint 97-2003 演示文稿", "PowerPoint 97-2003 presentation"), false, nil, []string{"application/vnd.ms-powerpoint"}},
		{"msg", t("Outlook 邮件", "Outlook message"), false, nil, []string{"application/vnd.ms-outlook"}},
		{"locked", t("加密的 Office 文档", "encrypted office document"), false, readLocked, []string{"application/x-ole-storage"}},
		{"pptx", t("PowerPoint 演示文稿", "PowerPoint presentation"), false, readPptx, []string{ooxml + "presentationml.presentation"}},
		{"ofd", t("OFD 版式文件", "OFD document"), false, readOFD, []string{"application/ofd"}},
		{"odt", t("OpenDocument 文本", "OpenDocument text"), false, readODF, []string{odf + "text"}},
		{"ods", t("OpenDocument 表格", "OpenDocument spreadsheet"), false, readODF, []string{odf + "spreadsheet"}},
		{"odp", t("OpenDocument 演示文稿", "OpenDocument presentation"), false, readODF, []string{odf + "presentation"}},
		{"rtf", t("RTF 文档", "RTF document"), true, readRTF, []string{"text/rtf"}},
		{"eml", t("电子邮件", "mail message"), true, readMail, []string{"message/rfc822"}},
		{"zip", t("ZIP 压缩包", "ZIP archive"), false, readArchive, []string{"application/zip", "application/jar"}},
		{"rar", t("RAR 压缩包", "RAR archive"), false, readArchive, []string{"application/vnd.rar", "application/x-rar-compressed"}},
		{"7z", t("7z 压缩包", "7z archive"), false, readArchive, []string{"application/x-7z-compressed"}},
		{"gz", t("GZIP 压缩包", "GZIP archive"), false, readArchive, []string{"application/gzip"}},
		{"tar", t("TAR 归档", "TAR archive"), false, readArchive, []string{"application/x-tar"}},
		{"amr", t("AMR 录音", "AMR recording"), false, nil, []string{"audio/amr"}},
		{"video", t("视频", "video"), false, nil, []string{"video/x-ms-asf", "video/x-flv", "video/x-matroska", "video/mpeg", "video/webm"}},
	}
}

func readLocked(*source) (Result, error) { return Result{}, locked() }
