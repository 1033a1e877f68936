package faults_test

import (
	"context"
	"errors"
	"maps"
	"os"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// mount shows a disk as a folder. The test itself must not read there, for it is the one who answers: children do. The
// test is skipped where mounting is not permitted.
func (d *disk) mount(t *testing.T) (dir string, unmount func()) {
	t.Helper()
	if _, err := os.Stat("/dev/fuse"); err != nil {
		t.Skip("a power cut needs /dev/fuse: ", err)
	}
	dir, forever := t.TempDir(), time.Hour
	server, err := fs.Mount(dir, &handle{d: d, n: d.root}, &fs.Options{
		EntryTimeout: &forever, AttrTimeout: &forever,
		MountOptions: fuse.MountOptions{DirectMount: true, FsName: "zhiheng-faults", DisableXAttrs: true},
	})
	if err != nil {
		t.Skip("a power cut needs leave to mount: ", err)
	}
	return dir, func() {
		for range 100 {
			if err = server.Unmount(); err == nil {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Error(errors.Join(err, syscall.Unmount(dir, syscall.MNT_DETACH)))
	}
}

// handle is a node of the disk as the kernel sees it.
type handle struct {
	fs.Inode
	d *disk
	n *node
}

func (h *handle) attributes(out *fuse.Attr) {
	out.Ino, out.Size, out.Mode, out.Nlink = h.n.id, uint64(len(h.n.data)), h.n.mode|h.n.kind(), 1
	out.Blocks, out.Blksize = (out.Size+511)/512, blockSize
}

func (n *node) kind() uint32 {
	if n.folder {
		return syscall.S_IFDIR
	}
	return syscall.S_IFREG
}

func (h *handle) child(ctx context.Context, n *node, out *fuse.EntryOut) *fs.Inode {
	c := &handle{d: h.d, n: n}
	c.attributes(&out.Attr)
	return h.NewInode(ctx, c, fs.StableAttr{Mode: n.kind(), Ino: n.id})
}

func (h *handle) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	return h.d.look(func() syscall.Errno { h.attributes(&out.Attr); return 0 })
}

func (h *handle) Setattr(_ context.Context, _ fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	return h.d.change(opAttribute, func() syscall.Errno {
		if mode, ok := in.GetMode(); ok {
			h.n.mode = mode & 0o777
		}
		if size, ok := in.GetSize(); ok {
			h.n.resize(int64(size))
		}
		h.attributes(&out.Attr)
		return 0
	})
}

func (h *handle) Lookup(ctx context.Context, name string, out *fuse.EntryOut) (inode *fs.Inode, errno syscall.Errno) {
	errno = h.d.look(func() syscall.Errno {
		n := h.n.names[name]
		if n == nil {
			return syscall.ENOENT
		}
		inode = h.child(ctx, n, out)
		return 0
	})
	return inode, errno
}

func (h *handle) add(ctx context.Context, name string, folder bool, mode uint32, out *fuse.EntryOut) (inode *fs.Inode, errno syscall.Errno) {
	errno = h.d.change(opCreate, func() syscall.Errno {
		if h.n.names[name] != nil {
			return syscall.EEXIST
		}
		n := h.d.newNode(folder, mode&0o777)
		h.n.names[name] = n
		inode = h.child(ctx, n, out)
		return 0
	})
	return inode, errno
}

func (h *handle) Mkdir(ctx context.Context, name string, mode uint32, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	return h.add(ctx, name, true, mode, out)
}

func (h *handle) Create(ctx context.Context, name string, _, mode uint32, out *fuse.EntryOut) (*fs.Inode, fs.FileHandle, uint32, syscall.Errno) {
	inode, errno := h.add(ctx, name, false, mode, out)
	return inode, nil, 0, errno
}

func (h *handle) remove(name string) syscall.Errno {
	return h.d.change(opRemove, func() syscall.Errno {
		switch n := h.n.names[name]; {
		case n == nil:
			return syscall.ENOENT
		case n.folder && len(n.names) > 0:
			return syscall.ENOTEMPTY
		}
		delete(h.n.names, name)
		return 0
	})
}

func (h *handle) Unlink(_ context.Context, name string) syscall.Errno { return h.remove(name) }
func (h *handle) Rmdir(_ context.Context, name string) syscall.Errno  { return h.remove(name) }

func (h *handle) Rename(_ context.Context, name string, parent fs.InodeEmbedder, newName string, flags uint32) syscall.Errno {
	return h.d.change(opRename, func() syscall.Errno {
		n := h.n.names[name]
		if n == nil || flags != 0 {
			return syscall.EINVAL
		}
		delete(h.n.names, name)
		parent.(*handle).n.names[newName] = n
		return 0
	})
}

func (h *handle) Open(context.Context, uint32) (fs.FileHandle, uint32, syscall.Errno) {
	return nil, 0, 0
}

func (h *handle) Read(_ context.Context, _ fs.FileHandle, into []byte, at int64) (result fuse.ReadResult, errno syscall.Errno) {
	errno = h.d.look(func() syscall.Errno {
		read := 0
		if at < int64(len(h.n.data)) {
			read = copy(into, h.n.data[at:])
		}
		result = fuse.ReadResultData(into[:read])
		return 0
	})
	return result, errno
}

func (h *handle) Write(_ context.Context, _ fs.FileHandle, data []byte, at int64) (uint32, syscall.Errno) {
	return uint32(len(data)), h.d.change(opWrite, func() syscall.Errno { h.n.write(data, at); return 0 })
}

func (h *handle) Flush(context.Context, fs.FileHandle) syscall.Errno { return 0 }

func (h *handle) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	return h.d.change(opSync, func() syscall.Errno { h.n.sync(); return 0 })
}

// OpendirHandle opens a folder so that it can be listed and synced.
func (h *handle) OpendirHandle(context.Context, uint32) (fs.FileHandle, uint32, syscall.Errno) {
	l := &listing{h: h}
	return l, 0, h.d.look(func() syscall.Errno {
		for _, name := range slices.Sorted(maps.Keys(h.n.names)) {
			n := h.n.names[name]
			l.entries = append(l.entries, fuse.DirEntry{Name: name, Ino: n.id, Mode: n.kind()})
		}
		return 0
	})
}

// listing is an open folder.
type listing struct {
	h       *handle
	entries []fuse.DirEntry
}

func (l *listing) Readdirent(context.Context) (*fuse.DirEntry, syscall.Errno) {
	if len(l.entries) == 0 {
		return nil, 0
	}
	entry := l.entries[0]
	l.entries = l.entries[1:]
	return &entry, 0
}

func (l *listing) Fsyncdir(ctx context.Context, flags uint32) syscall.Errno {
	return l.h.Fsync(ctx, nil, flags)
}
