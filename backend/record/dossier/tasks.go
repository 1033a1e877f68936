package dossier

import (
	"encoding/json"
	"io"
	"os"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
)

// The tasks that a limited child does: other people's PDFs are opened nowhere else.
const (
	countTask = "count-pages"
	bindTask  = "bind-volume"
)

// Tasks are what the program must be able to do as a reader of untrusted files, for dossiers to be bound.
func Tasks() []extract.Task {
	return []extract.Task{{Name: countTask, Do: countPages}, {Name: bindTask, Do: bindVolume}}
}

// counted is what a file gave: its pages, or why it cannot be bound.
type counted struct {
	Pages  int        `json:"pages"`
	Reason fault.Text `json:"reason"`
}

func countPages(arguments json.RawMessage, out io.Writer, step func(int)) error {
	var path string
	if err := json.Unmarshal(arguments, &path); err != nil {
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		return fault.New(fault.Storage, "dossier.count", fault.T("无法打开原件", "the original cannot be opened")).WithCause(err)
	}
	defer file.Close()
	var result counted
	if result.Pages, err = paper.PageCount(file); fault.KindOf(err) == fault.Unreadable {
		result.Reason, err = fault.As(err).Message, nil
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(result)
}

func bindVolume(arguments json.RawMessage, out io.Writer, step func(int)) error {
	var volume paper.Volume
	if err := json.Unmarshal(arguments, &volume); err != nil {
		return err
	}
	_, err := volume.Bind(out, step)
	return err
}
