package extract_test

import (
	"context"
	"runtime"
	"strings"
	"testing"

	"zhiheng/backend/extract"
)

// BenchmarkRead measures whole readings through the children: files and bytes a second for each format.
func BenchmarkRead(b *testing.B) {
	page := strings.Repeat(transcript+"\n", 4)
	rows := make([][]any, 200)
	for i := range rows {
		rows[i] = []any{i, "启市监罚〔2026〕7号", "启东市示例酱油店", 5000, "2026-03-05"}
	}
	files := []struct {
		name string
		data []byte
	}{
		{"small.txt", []byte(page)},
		{"gb18030.txt", gb18030(b, strings.Repeat(page, 50))},
		{"small.docx", docx(b, paragraphs(page))},
		{"large.docx", docx(b, paragraphs(strings.Repeat(page, 100)))},
		{"rows.xlsx", xlsx(b, rows)},
		{"small.html", []byte("<html><body><p>" + strings.ReplaceAll(page, "\n", "</p><p>") + "</body></html>")},
		{"small.pdf", pdf(page)},
		{"pages.pdf", pdf(strings.Split(strings.Repeat(transcript+"\f", 100), "\f")...)},
		{"small.doc", word97(0, page)},
		{"small.ofd", ofd(b, "/", ofdText(10, 20, 150, transcript))},
		{"photo.jpg", photo(b, 1600, 1200)},
		{"film.mp4", movie()},
	}
	pool := newPool(b, nil)
	for _, file := range files {
		b.Run(file.name, func(b *testing.B) {
			path := put(b, file.data)
			if _, err := pool.Read(context.Background(), path, file.name); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(file.data)))
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					r, err := pool.Read(context.Background(), path, file.name)
					if err != nil || r.Status == extract.Unreadable {
						b.Errorf("%v %v", err, r.Reason)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "files/s")
		})
	}
}

// BenchmarkPageImage measures the drawing of one PDF page 1000 pixels wide.
func BenchmarkPageImage(b *testing.B) {
	pool := newPool(b, nil)
	path := put(b, pdf(transcript))
	for range 4 * runtime.NumCPU() { // every child has its PDF component up
		if _, _, err := pool.PageImage(context.Background(), path, 1, 1000); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, _, err := pool.PageImage(context.Background(), path, 1, 1000); err != nil {
			b.Fatal(err)
		}
	}
}
