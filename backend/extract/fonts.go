package extract

import (
	"io"
	"os"
	"path/filepath"
)

// fontTree makes sure that the cache folder holds a tree usr/share/fonts with one font that can show Chinese, and
// returns its root. The PDF sandbox sees this tree as its whole disk: without it text in fonts that a document names
// but does not embed stays undrawn. It returns "" if no font is found; pages are then drawn without such text.
func fontTree(cacheDir string, fonts []string) string {
	root, err := filepath.Abs(filepath.Join(cacheDir, "fonts"))
	if err != nil {
		return ""
	}
	if len(fonts) == 0 {
		fonts = systemFonts()
	}
	for _, font := range fonts {
		info, err := os.Stat(font)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		dir := filepath.Join(root, "usr", "share", "fonts")
		target := filepath.Join(dir, filepath.Base(font))
		if have, err := os.Stat(target); err == nil && have.Size() == info.Size() {
			return root
		}
		if os.MkdirAll(dir, 0o700) == nil && copyFile(font, target) == nil {
			return root
		}
	}
	return ""
}

// copyFile copies by way of a temporary name, so that a half copied font is never taken for a whole one.
func copyFile(from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.CreateTemp(filepath.Dir(to), "copying-*")
	if err != nil {
		return err
	}
	defer os.Remove(dst.Name())
	if _, err := io.Copy(dst, src); err != nil {
		_ = dst.Close()
		return err
	}
	if err := dst.Close(); err != nil {
		return err
	}
	return os.Rename(dst.Name(), to)
}

// systemFonts lists where systems keep a font for Chinese, TrueType outlines first.
func systemFonts() []string {
	windows := filepath.Join(os.Getenv("SystemRoot"), "Fonts")
	return []string{
		filepath.Join(windows, "simsun.ttc"), filepath.Join(windows, "simfang.ttf"), filepath.Join(windows, "msyh.ttc"),
		"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
		"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
		"/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", "/usr/share/fonts/truetype/arphic/uming.ttc",
		"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
		"/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
		"/System/Library/Fonts/Supplemental/Songti.ttc", "/System/Library/Fonts/PingFang.ttc",
	}
}
