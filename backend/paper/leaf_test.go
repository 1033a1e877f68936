package paper_test

import (
	"bytes"
	"image"
	"reflect"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"zhiheng/backend/paper"
)

func TestEveryCharacterHasItsPlaceOnALeaf(t *testing.T) {
	piece := rapid.OneOf(rapid.StringMatching(`[一-龥]{0,60}`), rapid.StringMatching(`[a-z0-9 ]{0,120}`), rapid.SampledFrom([]string{"\n", "\n\n", "\t", "𬭎", "，", "（一）"}))
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for _, p := range rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces") {
			text += p
		}
		leaf, err := paper.SetLeaf(text)
		if err != nil {
			t.Fatal(err)
		}
		runes, at := []rune(text), 0
		for _, line := range leaf.Lines {
			if line.Start != at && !(at < len(runes) && runes[at] == '\n' && line.Start == at+1) {
				t.Fatalf("a line begins at rune %d, the one before ends at %d of %q", line.Start, at, text)
			}
			for i := 1; i < len(line.Edges); i++ {
				if line.Edges[i] < line.Edges[i-1] {
					t.Fatalf("edges run backwards: %v", line.Edges)
				}
			}
			if line.Y+line.Height > leaf.Height {
				t.Fatalf("a line leaves the leaf: %+v", line)
			}
			at = line.Start + len(line.Edges) - 1
		}
		if at != utf8.RuneCountInString(text) {
			t.Fatalf("the lines end at rune %d of %d", at, len(runes))
		}
		again, err := paper.SetLeaf(text)
		if err != nil || !reflect.DeepEqual(again.Lines, leaf.Lines) {
			t.Fatal("set twice, the lines differ")
		}
	})
}

func TestALeafIsDrawnAtTheWidthAskedFor(t *testing.T) {
	leaf, err := paper.SetLeaf("询问笔录\n被询问人：周不存")
	if err != nil {
		t.Fatal(err)
	}
	for _, width := range []int{100, 1200} {
		data, err := leaf.JPEG(width)
		if err != nil {
			t.Fatal(err)
		}
		picture, _, err := image.Decode(bytes.NewReader(data))
		if err != nil || picture.Bounds().Dx() != width {
			t.Fatalf("%v %v", picture.Bounds(), err)
		}
		if ink(picture, leaf, leaf.Lines[0]) < 5 || ink(picture, leaf, paper.LeafLine{Y: leaf.Height - 40, Height: 20}) > 0 {
			t.Errorf("at %d the first line is empty, or the foot is not", width)
		}
	}
}

// ink counts the dark points in the band of a line.
func ink(picture image.Image, leaf *paper.Leaf, line paper.LeafLine) (n int) {
	scale := float64(picture.Bounds().Dx()) / leaf.Width
	for y := int(line.Y * scale); y < int((line.Y+line.Height)*scale); y++ {
		for x := range picture.Bounds().Dx() {
			if r, _, _, _ := picture.At(x, y).RGBA(); r < 0xe800 {
				n++
			}
		}
	}
	return n
}
