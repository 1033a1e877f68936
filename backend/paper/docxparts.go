package paper

import (
	"fmt"
	"strings"
)

const (
	wordNamespace     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relationNamespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageRelations  = "http://schemas.openxmlformats.org/package/2006/relationships"
	wordContent       = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

const docxContentTypes = xmlHeader + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + wordContent + `document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + wordContent + `styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="` + wordContent + `settings+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="` + wordContent + `footer+xml"/>` +
	`<Override PartName="/word/footer2.xml" ContentType="` + wordContent + `footer+xml"/></Types>`

const docxRelations = xmlHeader + `<Relationships xmlns="` + packageRelations + `">` +
	`<Relationship Id="rId1" Type="` + relationNamespace + `/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="` + packageRelations + `/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const docxDocumentRelations = xmlHeader + `<Relationships xmlns="` + packageRelations + `">` +
	`<Relationship Id="rId1" Type="` + relationNamespace + `/styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="` + relationNamespace + `/settings" Target="settings.xml"/>` +
	`<Relationship Id="rId3" Type="` + relationNamespace + `/footer" Target="footer1.xml"/>` +
	`<Relationship Id="rId4" Type="` + relationNamespace + `/footer" Target="footer2.xml"/></Relationships>`

// docxSettings asks for different feet on odd and even pages and for the layout rules of today's Word.
const docxSettings = xmlHeader + `<w:settings xmlns:w="` + wordNamespace + `"><w:evenAndOddHeaders/>` +
	`<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>` +
	`</w:compat></w:settings>`

// docxFooter is a foot with the page number between two dashes, as 9704 has it.
func docxFooter(style string) string {
	field := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	return xmlHeader + `<w:ftr xmlns:w="` + wordNamespace + `"><w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` +
		`<w:r><w:t xml:space="preserve">— </w:t></w:r>` +
		field("begin") + `<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` + field("separate") +
		`<w:r><w:t>1</w:t></w:r>` + field("end") +
		`<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`
}

// style is one paragraph style: font, size in half points, and further properties in the order the schema wants them.
type style struct {
	id, name, font string
	size           int
	bold           bool
	paragraph      string
}

const (
	fontTitle = "方正小标宋简体"
	fontBody  = "仿宋_GB2312"
	fontHead  = "黑体"
	fontKai   = "楷体_GB2312"
	fontSong  = "宋体"

	exact28 = `<w:spacing w:line="560" w:lineRule="exact"/>`
	indent2 = `<w:ind w:firstLineChars="200" w:firstLine="640"/>`
	noSnap  = `<w:snapToGrid w:val="0"/>`
)

var styles = []style{
	{"Flush", "Flush", fontBody, 32, false, exact28 + `<w:ind w:firstLineChars="0" w:firstLine="0"/>`},
	{"Head", "Head", fontTitle, 44, false, `<w:keepNext/><w:spacing w:line="640" w:lineRule="exact"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>`},
	{"Title", "Title", fontTitle, 44, false, `<w:keepNext/><w:spacing w:line="640" w:lineRule="exact"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>`},
	{"Number", "Number", fontBody, 32, false, `<w:spacing w:after="560" w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>`},
	{"Heading1", "heading 1", fontHead, 32, false, `<w:keepNext/>` + exact28 + indent2 + `<w:outlineLvl w:val="0"/>`},
	{"Heading2", "heading 2", fontKai, 32, false, `<w:keepNext/>` + exact28 + indent2 + `<w:outlineLvl w:val="1"/>`},
	{"Heading3", "heading 3", fontBody, 32, true, `<w:keepNext/>` + exact28 + indent2 + `<w:outlineLvl w:val="2"/>`},
	{"Caption", "caption", fontHead, 28, false, `<w:keepNext/>` + exact28 + `<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>`},
	{"Signature", "Signature", fontBody, 32, false, `<w:keepLines/>` + exact28 + `<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="right"/>`},
	{"TableHead", "Table Head", fontHead, 24, false, noSnap + `<w:spacing w:line="400" w:lineRule="exact"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>`},
	{"TableText", "Table Text", fontBody, 24, false, noSnap + `<w:spacing w:line="400" w:lineRule="exact"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>`},
	{"Gap", "Gap", fontBody, 16, false, noSnap + `<w:spacing w:line="240" w:lineRule="exact"/><w:ind w:firstLineChars="0" w:firstLine="0"/>`},
	{"FooterOdd", "Footer Odd", fontSong, 28, false, noSnap + `<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>`},
	{"FooterEven", "Footer Even", fontSong, 28, false, noSnap + `<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>`},
}

// docxStyles is word/styles.xml.
func docxStyles(lang string) string {
	var b strings.Builder
	b.WriteString(xmlHeader + `<w:styles xmlns:w="` + wordNamespace + `"><w:docDefaults><w:rPrDefault><w:rPr>` + fontsAndSize(fontBody, 32, false) +
		`<w:lang w:val="en-US" w:eastAsia="` + escape(lang) + `"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr>` + exact28 + indent2 +
		`<w:jc w:val="both"/></w:pPr></w:style>`)
	for _, s := range styles {
		base := `<w:basedOn w:val="Normal"/>`
		if strings.HasPrefix(s.id, "Footer") {
			base = ""
		}
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/>%s<w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>`,
			s.id, s.name, base, s.paragraph, fontsAndSize(s.font, s.size, s.bold))
	}
	b.WriteString(`<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblPr><w:tblBorders>`)
	for _, edge := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.WriteString(`<w:` + edge + ` w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
	}
	b.WriteString(`</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`)
	return b.String()
}

func fontsAndSize(font string, size int, bold bool) string {
	weight := ""
	if bold {
		weight = `<w:b/>`
	}
	return fmt.Sprintf(`<w:rFonts w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="%[1]s" w:cs="%[1]s"/>%[3]s<w:sz w:val="%[2]d"/><w:szCs w:val="%[2]d"/>`,
		font, size, weight)
}
