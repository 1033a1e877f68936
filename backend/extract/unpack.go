package extract

import (
	"context"
	"io"

	"zhiheng/backend/fault"
)

// Room is how much may come out of an archive.
type Room struct {
	Members int   `json:"members,omitempty"`
	Bytes   int64 `json:"bytes,omitempty"`
}

// AmpleRoom is the most that may come out of one archive and all archives within it.
func AmpleRoom() Room { return Room{Members: maxMembers, Bytes: maxFromArchive} }

// Unpack gives the files within an archive, or attached to a message, to take, one after another. A file that cannot be
// had comes without content, with its cause and reason. If one turns out to be unsound while it is read, its content ends
// in an error, whatever take then returns is passed over, and take is called for it again, without content. An error of
// take ends the unpacking and is returned. The Result says whether the archive could be read to its end; the errors are
// those of Read.
func (p *Pool) Unpack(ctx context.Context, path, name string, room Room, take func(m Member, content io.Reader) error) (Result, error) {
	const op = "extract.unpack"
	path, err := openable(op, path)
	if err != nil {
		return Result{}, err
	}
	t := &taker{take: take}
	a, cause, err := p.work(ctx, op, job{Op: "unpack", Path: path, Name: name, Room: room}, t.answer)
	t.end(errCutOff)
	switch {
	case err != nil:
		return Result{}, err
	case a.Failed != "":
		return Result{}, fault.New(a.Failed, op, a.Reason)
	case cause != CauseNone:
		return failed(p.detect(path, name), p.ended(cause)), nil
	}
	return a.Result, nil
}

// taker turns the answers to an unpacking into calls with a content that can be read.
type taker struct {
	take func(Member, io.Reader) error
	into *io.PipeWriter // content of the member at hand
	done chan error     // what take made of it
}

func (t *taker) answer(a answer) error {
	switch {
	case a.Member != nil && a.Ended && a.Member.Cause == CauseNone:
		return t.end(io.EOF)
	case a.Member != nil && a.Ended:
		t.end(errCutOff)
		return t.take(*a.Member, nil)
	case a.Member != nil && a.Member.Cause != CauseNone:
		return t.take(*a.Member, nil)
	case a.Member != nil:
		content, into := io.Pipe()
		t.into, t.done = into, make(chan error, 1)
		go func() {
			err := t.take(*a.Member, content)
			content.CloseWithError(err) // lets a writer go on that nobody reads from
			t.done <- err
		}()
	case t.into != nil:
		if _, err := t.into.Write(a.Piece); err != nil {
			return t.end(err)
		}
	}
	return nil
}

// end ends the content of the member at hand and returns what take made of it.
func (t *taker) end(err error) error {
	if t.into == nil {
		return nil
	}
	t.into.CloseWithError(err)
	t.into = nil
	return <-t.done
}
