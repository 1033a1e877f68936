package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/fault"
)

// Checkpoint is the head of a ledger at a moment: whose it is, how many entries it has and the hash over them all.
type Checkpoint struct {
	Origin string    `json:"origin"`
	Size   int64     `json:"size"`
	Root   tlog.Hash `json:"root"`
}

// Text is the checkpoint in the C2SP form: three lines, origin, size and root.
func (c Checkpoint) Text() string {
	return c.Origin + "\n" + strconv.FormatInt(c.Size, 10) + "\n" + base64.StdEncoding.EncodeToString(c.Root[:]) + "\n"
}

// Keys are the two halves of an office's signing key in the text form of the note package. The private one never leaves
// the machine; the public one is for everybody.
type Keys struct {
	Private string
	Public  string
}

// NewKeys makes a signing key for an office. The name becomes part of every signature and may hold no space or plus.
func NewKeys(random io.Reader, name string) (Keys, error) {
	private, public, err := note.GenerateKey(random, name)
	return Keys{private, public}, fault.Wrap("ledger.keys", err)
}

// Sign returns the checkpoint as a signed note.
func (c Checkpoint) Sign(privateKey string) (string, error) {
	signer, err := note.NewSigner(privateKey)
	if err != nil {
		return "", fault.Wrap("ledger.sign", err)
	}
	signed, err := note.Sign(&note.Note{Text: c.Text()}, signer)
	return string(signed), fault.Wrap("ledger.sign", err)
}

// OpenCheckpoint checks the signature on a note and returns the checkpoint. Anything amiss is damage.
func OpenCheckpoint(signed, publicKey string) (Checkpoint, error) {
	verifier, err := note.NewVerifier(publicKey)
	if err != nil {
		return Checkpoint{}, badCheckpoint(err)
	}
	n, err := note.Open([]byte(signed), note.VerifierList(verifier))
	if err != nil {
		return Checkpoint{}, badCheckpoint(err)
	}
	if len(n.UnverifiedSigs) > 0 || len(n.Sigs) != 1 {
		return Checkpoint{}, badCheckpoint(errors.New("a signature nobody here knows"))
	}
	c, err := parseCheckpoint(n.Text)
	if err != nil {
		return Checkpoint{}, badCheckpoint(err)
	}
	again, err := note.Sign(&note.Note{Text: c.Text(), Sigs: n.Sigs})
	if err != nil || string(again) != signed {
		return Checkpoint{}, badCheckpoint(errors.New("not in the one form a checkpoint has"))
	}
	// Plain base64 lets the unused bits of the last digit vary.
	if _, err := base64.StdEncoding.Strict().DecodeString(n.Sigs[0].Base64); err != nil {
		return Checkpoint{}, badCheckpoint(err)
	}
	return c, nil
}

func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return Checkpoint{}, fmt.Errorf("%d lines instead of three", len(lines)-1)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || lines[1] != strconv.FormatInt(size, 10) {
		return Checkpoint{}, fmt.Errorf("size %q", lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return Checkpoint{}, fmt.Errorf("root %q", lines[2])
	}
	return Checkpoint{Origin: lines[0], Size: size, Root: tlog.Hash(root)}, nil
}

func badCheckpoint(cause error) error {
	return fault.New(fault.Damaged, "ledger.checkpoint",
		fault.T("检查点签名不符,账本可能被改写", "the checkpoint does not carry the office's signature: the ledger may have been rewritten")).WithCause(cause)
}
