package casefile

import (
	"context"
	"io"
	"path"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// within stands between the path of an archive and the path of a file in it.
const within = "!/"

// mostNested is how many archives may lie within each other.
const mostNested = 4

// unpack receives the files within an archive, or attached to a message, as files of the import. Those that cannot be had
// are listed with the reason. What has been received by an earlier try is passed over.
func (f *Files) unpack(ctx context.Context, actor account.Person, i Import, archive ImportFile) error {
	list := func(name string, reason fault.Text) error {
		return f.skip(ctx, actor, i.ID, fileSkipped{Path: archive.Path + within + name, State: "unreadable", Reason: &reason})
	}
	if strings.Count(archive.Path, within) >= mostNested {
		return list("…", fault.Tf("压缩包嵌套超过 %d 层，未再展开", "archives lie more than %d deep; it was not unpacked", mostNested))
	}
	room, known, err := f.roomWithin(ctx, i.ID, archive.Path)
	if err != nil {
		return err
	}
	result, err := f.Reading.Unpack(ctx, f.Blobs.Path(archive.SHA256), archive.Path, room, func(m extract.Member, content io.Reader) error {
		name := CleanPath(m.Path)
		switch {
		case name == "" || Debris(path.Base(name)) || strings.HasPrefix(name, "__MACOSX/") || known[archive.Path+within+name]:
			return nil
		case content == nil:
			return list(name, m.Reason)
		}
		return f.receive(ctx, actor, i.ID, archive.Path+within+name, content)
	})
	if err == nil && result.Status == extract.Unreadable {
		err = list("…", result.Reason)
	}
	return err
}

// roomWithin is how much may still come out of an archive, given what has come out of the one that it lies in, and the
// paths of what came out of it before.
func (f *Files) roomWithin(ctx context.Context, importID, archive string) (room extract.Room, known map[string]bool, err error) {
	room, known = extract.AmpleRoom(), map[string]bool{}
	outermost, _, _ := strings.Cut(archive, within)
	err = f.Store.View(ctx, func(r *store.Reader) error {
		files, err := store.All[ImportFile](r, queries.Get("import_within"), importID, outermost+within)
		for _, file := range files {
			room.Members--
			room.Bytes -= file.Size
			if file.SHA256 != "" {
				known[file.Path] = true
			}
		}
		return err
	})
	return room, known, err
}
