package extract

import (
	"errors"
	"fmt"
	"image"
	_ "image/gif" // the formats that image.DecodeConfig knows
	_ "image/jpeg"
	_ "image/png"
	"strconv"
	"time"

	"github.com/bep/imagemeta"
	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"

	"zhiheng/backend/fault"
)

// readPicture reads the size a picture states and what the camera wrote. The picture itself is not decoded.
func readPicture(src *source) (Result, error) {
	r := Result{PageCount: 1}
	if src.media.Format == "heic" {
		r.Meta = cameraMeta(src, &r)
		return r, nil
	}
	config, _, err := image.DecodeConfig(src.reader())
	if err != nil {
		return Result{}, damaged(err)
	}
	if err := tooLarge(config); err != nil {
		return Result{}, err
	}
	r.Width, r.Height = config.Width, config.Height
	if src.media.Format == "tiff" {
		r.PageCount = max(1, len(frames(src)))
	}
	r.Meta = cameraMeta(src, nil)
	return r, nil
}

func tooLarge(c image.Config) error {
	if c.Width <= 0 || c.Height <= 0 {
		return damaged(errors.New("picture without size"))
	}
	if int64(c.Width)*int64(c.Height) > maxPixels {
		return &stop{CauseTooBig, fault.Tf("图片声明的尺寸过大（%d×%d 像素）", "the picture states too large a size (%d×%d pixels)", c.Width, c.Height), nil}
	}
	return nil
}

// cameraMeta reads EXIF. If r is given, the size is taken from there too. A picture without EXIF gives an empty map.
func cameraMeta(src *source, r *Result) map[string]string {
	formats := map[string]imagemeta.ImageFormat{"jpeg": imagemeta.JPEG, "png": imagemeta.PNG, "tiff": imagemeta.TIFF,
		"webp": imagemeta.WebP, "heic": imagemeta.HEIF}
	format, ok := formats[src.media.Format]
	if !ok {
		return nil
	}
	var tags imagemeta.Tags
	config := imagemeta.Options{R: src.reader(), ImageFormat: format, Sources: imagemeta.EXIF,
		HandleTag: func(t imagemeta.TagInfo) error { tags.Add(t); return nil }}
	if r != nil {
		config.Sources |= imagemeta.CONFIG
	}
	got, err := imagemeta.Decode(config)
	if r != nil {
		r.Width, r.Height = got.ImageConfig.Width, got.ImageConfig.Height
	}
	if err != nil && len(tags.EXIF()) == 0 {
		return nil
	}
	meta := map[string]string{}
	for key, tag := range map[string]string{MetaMaker: "Make", MetaModel: "Model", MetaProgram: "Software", MetaTurn: "Orientation", MetaAuthor: "Artist", MetaModified: "ModifyDate"} {
		if t, ok := tags.EXIF()[tag]; ok {
			meta[key] = fmt.Sprint(t.Value)
		}
	}
	if at, err := tags.GetDateTime(); err == nil && !at.IsZero() {
		meta[MetaCreated] = cameraTime(at, tags.EXIF())
	}
	if lat, long, err := tags.GetLatLong(); err == nil && (lat != 0 || long != 0) {
		meta[MetaLatitude], meta[MetaLongitude] = strconv.FormatFloat(lat, 'f', 6, 64), strconv.FormatFloat(long, 'f', 6, 64)
	}
	return meta
}

// cameraTime writes the instant with an offset only if the camera stated one.
func cameraTime(at time.Time, exif map[string]imagemeta.TagInfo) string {
	for _, tag := range []string{"OffsetTimeOriginal", "OffsetTime", "OffsetTimeDigitized"} {
		if _, ok := exif[tag]; ok {
			return at.Format(time.RFC3339)
		}
	}
	return at.Format("2006-01-02T15:04:05")
}
