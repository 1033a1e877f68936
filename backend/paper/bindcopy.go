package paper

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// stampFont is the name by which a page knows the font of its number.
const stampFont = "ZhihengStamp"

// dropped are the entries that are not taken over from anywhere: they tell of a file's making or of its structure. Actions,
// links and forms hang on what is not taken over at all.
var dropped = map[string]bool{"StructParent": true, "StructParents": true, "Metadata": true, "PieceInfo": true, "LastModified": true, "OPI": true, "AF": true}

// droppedOfStreams are those that would have a stream's data come from elsewhere.
var droppedOfStreams = map[string]bool{"Length": true, "F": true, "FFilter": true, "FDecodeParms": true, "DL": true}

// copier takes objects over from one file, each once.
type copier struct {
	*binder
	from    *model.XRefTable
	numbers map[int]int // of the objects here, by those there
	waiting []int       // objects there that are still to be written
	err     error
}

// page writes a page and all that it needs, and returns its number. The stamp is drawn over it.
func (c *copier) page(p sourcePage, stamp string) int {
	var out bytes.Buffer
	fmt.Fprintf(&out, "<</Type/Page/Parent %d 0 R/MediaBox%s/CropBox%s", c.tree, rectangle(p.media), rectangle(p.box))
	if p.turn != 0 {
		fmt.Fprintf(&out, "/Rotate %d", p.turn)
	}
	if unit, has := p.dict.Find("UserUnit"); has {
		out.WriteString("/UserUnit ")
		c.value(&out, unit, 0)
	}
	if group, has := p.dict.Find("Group"); has {
		out.WriteString("/Group ")
		c.value(&out, group, 0)
	}
	c.contents(&out, p, stamp)
	c.resources(&out, p)
	c.annotations(&out, p)
	out.WriteString(">>")
	n := c.reserve()
	c.object(n, out.Bytes())
	c.drain()
	return n
}

func rectangle(box [4]float64) string {
	return fmt.Sprintf("[%s %s %s %s]", number(box[0]), number(box[1]), number(box[2]), number(box[3]))
}

// contents lists the page's own drawing between a saved and a restored state, and the stamp after it.
func (c *copier) contents(out *bytes.Buffer, p sourcePage, stamp string) {
	before, after := c.reserve(), c.reserve()
	c.object(before, plainStream("q\n"))
	c.object(after, plainStream("\nQ\n"+stamp))
	fmt.Fprintf(out, "/Contents[%d 0 R ", before)
	content, err := c.from.Dereference(p.dict["Contents"])
	c.fail(err)
	list, isList := content.(types.Array)
	if !isList && content != nil {
		list = types.Array{p.dict["Contents"]}
	}
	for _, piece := range list {
		c.value(out, piece, 0)
		out.WriteByte(' ')
	}
	fmt.Fprintf(out, "%d 0 R]", after)
}

func plainStream(data string) []byte {
	return fmt.Appendf(nil, "<</Length %d>>stream\n%s\nendstream", len(data), data)
}

// resources writes the page's resources with the font of the stamp among them.
func (c *copier) resources(out *bytes.Buffer, p sourcePage) {
	resources, err := c.from.DereferenceDict(p.resources)
	c.fail(err)
	fonts, err := c.from.DereferenceDict(resources["Font"])
	c.fail(err)
	out.WriteString("/Resources<<")
	for _, name := range sortedNames(resources) {
		if name != "Font" && !dropped[name] {
			c.entry(out, name, resources[name], 0)
		}
	}
	out.WriteString("/Font<<")
	for _, name := range sortedNames(fonts) {
		if name != stampFont {
			c.entry(out, name, fonts[name], 0)
		}
	}
	fmt.Fprintf(out, "/%s %d 0 R>>>>", stampFont, c.font)
}

// annotations takes over those that have a picture of their own, such as seals and signatures, as pictures.
func (c *copier) annotations(out *bytes.Buffer, p sourcePage) {
	list, err := c.from.DereferenceArray(p.dict["Annots"])
	if err != nil || len(list) == 0 {
		return // what cannot be read is not seen in any reader
	}
	out.WriteString("/Annots[")
	for _, one := range list {
		note, err := c.from.DereferenceDict(one)
		if err != nil || note == nil {
			continue
		}
		if face := c.face(note); face != nil {
			fmt.Fprintf(out, "<</Type/Annot/Subtype/Stamp/F 196/Rect ") // printed, locked
			c.value(out, note["Rect"], 0)
			out.WriteString("/AP<</N ")
			c.value(out, *face, 0)
			out.WriteString(">>>>")
		}
	}
	out.WriteString("]")
}

// face is the picture of an annotation in its present state; nil if it has none or is hidden.
func (c *copier) face(note types.Dict) *types.IndirectRef {
	const hidden = 1<<1 | 1<<5 // hidden; not to be viewed
	if flags, err := c.from.Dereference(note["F"]); err == nil {
		if n, is := flags.(types.Integer); is && n.Value()&hidden != 0 {
			return nil
		}
	}
	if kind, is := note["Subtype"].(types.Name); is && kind == "Popup" || note["Rect"] == nil {
		return nil
	}
	faces, err := c.from.DereferenceDict(note["AP"])
	if err != nil || faces == nil {
		return nil
	}
	normal := faces["N"]
	value, err := c.from.Dereference(normal)
	if states, is := value.(types.Dict); err == nil && is {
		state, _ := note["AS"].(types.Name)
		normal = states[state.Value()]
		value, err = c.from.Dereference(normal)
	}
	_, drawn := value.(types.StreamDict)
	ref, is := normal.(types.IndirectRef)
	if err != nil || !drawn || !is {
		return nil
	}
	return &ref
}

// drain writes what waits, and what that brings with it.
func (c *copier) drain() {
	for len(c.waiting) > 0 && c.err == nil {
		there := c.waiting[0]
		c.waiting = c.waiting[1:]
		ref := types.NewIndirectRef(there, 0)
		value, err := c.from.Dereference(*ref)
		c.fail(err)
		var out bytes.Buffer
		stream, is := value.(types.StreamDict)
		if !is {
			c.value(&out, value, 0)
			c.object(c.numbers[there], out.Bytes())
			continue
		}
		out.WriteString("<<")
		for _, name := range sortedNames(stream.Dict) {
			if !droppedOfStreams[name] && !dropped[name] {
				c.entry(&out, name, stream.Dict[name], 0)
			}
		}
		fmt.Fprintf(&out, "/Length %d>>stream\n", len(stream.Raw))
		c.object(c.numbers[there], out.Bytes(), stream.Raw, []byte("\nendstream"))
	}
}

func (c *copier) fail(err error) {
	if err != nil && c.err == nil {
		c.err = unreadable(err)
	}
}

func (c *copier) entry(out *bytes.Buffer, name string, value types.Object, depth int) {
	out.WriteString(types.Name(name).PDFString())
	out.WriteByte(' ')
	c.value(out, value, depth)
}

// value writes a value. References lead to objects here; those to pages and the catalogue lead nowhere.
func (c *copier) value(out *bytes.Buffer, value types.Object, depth int) {
	if depth > mostDepth {
		c.fail(errors.New("values within values without end"))
		return
	}
	switch v := value.(type) {
	case nil:
		out.WriteString("null")
	case types.IndirectRef:
		c.reference(out, v)
	case types.Dict:
		out.WriteString("<<")
		for _, name := range sortedNames(v) {
			if !dropped[name] {
				c.entry(out, name, v[name], depth+1)
			}
		}
		out.WriteString(">>")
	case types.Array:
		out.WriteByte('[')
		for _, item := range v {
			c.value(out, item, depth+1)
			out.WriteByte(' ')
		}
		out.WriteByte(']')
	case types.Float:
		out.WriteString(number(v.Value()))
	case types.Boolean, types.Integer, types.Name, types.StringLiteral, types.HexLiteral:
		out.WriteString(value.PDFString())
	default: // streams of objects and tables of the file it came from
		out.WriteString("null")
	}
}

func (c *copier) reference(out *bytes.Buffer, ref types.IndirectRef) {
	there := ref.ObjectNumber.Value()
	here, known := c.numbers[there]
	if !known {
		target, err := c.from.Dereference(ref)
		if dict, is := target.(types.Dict); err != nil || target == nil || is && leadsAway(dict) {
			out.WriteString("null")
			return
		}
		here = c.reserve()
		c.numbers[there] = here
		c.waiting = append(c.waiting, there)
	}
	fmt.Fprintf(out, "%d 0 R", here)
}

// leadsAway tells whether a dictionary is a page or what pages hang on.
func leadsAway(dict types.Dict) bool {
	kind, _ := dict["Type"].(types.Name)
	return kind == "Page" || kind == "Pages" || kind == "Catalog"
}

func sortedNames(dict types.Dict) []string {
	names := make([]string, 0, len(dict))
	for name := range dict {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
