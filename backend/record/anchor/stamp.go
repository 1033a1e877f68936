package anchor

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"math/big"
	"net/url"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/ledger/timestamp"
	"zhiheng/backend/store"
)

// largestReply is the largest answer of an authority that is taken, in bytes.
const largestReply = 256 << 10

// stamped is an answer that was checked and kept; the subject is the anchor.
type stamped struct {
	Reply       string `json:"reply"` // in base64
	At          string `json:"at"`    // the instant that it names
	Authority   string `json:"authority"`
	Serial      string `json:"serial"`
	Policy      string `json:"policy"`
	Certificate string `json:"certificate"` // SHA-256 of the authority's
	Root        string `json:"root"`        // SHA-256 of the trusted one that it leads to
	Alg         string `json:"alg"`
}

func applyStamped(t *store.Tables, e store.Event, d stamped) error {
	return t.Exec(queries.Get("stamped"), d.Reply, d.At, d.Authority, e.Seq, e.Subject)
}

// Authority is a certificate of a time-stamping authority that the office trusts.
type Authority struct {
	SHA256   string `json:"sha256"`
	Name     string `json:"name"`
	PEM      string `json:"pem"`
	NotAfter string `json:"not_after"`
	At       string `json:"at,omitempty"`
	By       string `json:"by,omitempty"`
}

func applyTrusted(t *store.Tables, e store.Event, d Authority) error {
	return t.Exec(queries.Get("authority_put"), d.SHA256, d.Name, d.PEM, d.NotAfter, e.Instant(), e.Actor)
}

type dropped struct {
	SHA256 string `json:"sha256"`
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

func applyDropped(t *store.Tables, _ store.Event, d dropped) error {
	return t.Exec(queries.Get("authority_drop"), d.SHA256)
}

type service struct {
	URL string `json:"url"`
}

func applyService(t *store.Tables, _ store.Event, d service) error {
	return t.Exec(queries.Get("service_set"), d.URL)
}

// Authorities lists the certificates that the office trusts.
func Authorities(from store.Source) ([]Authority, error) {
	return store.All[Authority](from, queries.Get("authorities"))
}

// Service is the address of the time-stamping service; empty for none.
func Service(from store.Source) (address string, err error) {
	address, _, err = store.One[string](from, queries.Get("service"))
	return address, err
}

// Trust takes a file with certificates of a time-stamping authority: answers that lead to one of them hold.
func (d *Desk) Trust(ctx context.Context, actor account.Person, file []byte) error {
	if err := actor.Demand(account.ManageSettings); err != nil {
		return err
	}
	list, err := timestamp.ReadCertificates(file)
	if err != nil {
		return err
	}
	return d.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		for _, c := range list {
			a := Authority{SHA256: c.SHA256, Name: c.Name, PEM: c.PEM, NotAfter: c.NotAfter.In(ledger.Zone).Format(time.DateOnly)}
			if _, err := tx.Record("anchor.authority_trusted", "office", a); err != nil {
				return err
			}
		}
		return nil
	})
}

// Drop trusts a certificate no longer. What was stamped under it stays.
func (d *Desk) Drop(ctx context.Context, actor account.Person, sha, reason string) error {
	const op = "anchor.drop"
	if err := actor.Demand(account.ManageSettings); err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return fault.New(fault.Invalid, op, fault.T("请写明理由", "say why")).WithField("reason")
	}
	return d.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		list, err := Authorities(tx)
		for _, a := range list {
			if a.SHA256 == sha {
				_, err := tx.Record("anchor.authority_dropped", "office", dropped{sha, a.Name, reason})
				return err
			}
		}
		if err == nil {
			err = fault.New(fault.NotFound, op, fault.T("没有这张证书", "no such certificate"))
		}
		return err
	})
}

// SetService says where time-stamps are asked for when somebody orders it; empty for nowhere.
func (d *Desk) SetService(ctx context.Context, actor account.Person, address string) error {
	if err := actor.Demand(account.ManageSettings); err != nil {
		return err
	}
	if address = strings.TrimSpace(address); address != "" {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
			return fault.New(fault.Invalid, "anchor.service", fault.T("服务地址应以 https:// 或者 http:// 开头,且不含用户名", "the address must begin with https:// or http:// and hold no user name")).WithField("url").WithCause(err)
		}
	}
	return d.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		_, err := tx.Record("anchor.service_set", "office", service{address})
		return err
	})
}

// AskFor anchors the present head for a time-stamping authority, which is told of it by one of its hashes.
func (d *Desk) AskFor(ctx context.Context, actor account.Person, alg, with string) (made Anchor, err error) {
	if err := actor.Demand(account.RunVerification); err != nil {
		return made, err
	}
	nonce := make([]byte, 8)
	_, _ = rand.Read(nonce) // it never fails
	nonce[0] |= 1           // and no leading zero is lost on the way
	if _, err := timestamp.Of(nil, alg, nonce); err != nil {
		return made, err
	}
	err = d.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		made, err = anchored(tx, Made{Kind: Timestamp, With: with, Alg: alg, Nonce: hex.EncodeToString(nonce)})
		return err
	})
	return made, err
}

// request is what the authority is asked about an anchor: its signed note.
func (a Anchor) request() (timestamp.Request, error) {
	nonce, err := hex.DecodeString(a.Nonce)
	if err != nil || a.Kind != Timestamp {
		return timestamp.Request{}, fault.New(fault.Conflict, "anchor.request", fault.T("这个锚定没有申请时间戳", "no time-stamp was asked for this anchor")).WithCause(err)
	}
	return timestamp.Of([]byte(a.Note), a.Alg, nonce)
}

// Request is the file (.tsq) to be taken to the authority.
func (a Anchor) Request() ([]byte, error) {
	r, err := a.request()
	if err != nil {
		return nil, err
	}
	return r.Bytes()
}

// Answer is the answer of the authority as it came (.tsr); without one it is fault.NotFound.
func (a Anchor) Answer() ([]byte, error) {
	if a.Reply == "" {
		return nil, fault.New(fault.NotFound, "anchor.answer", fault.T("还没有时间戳回执", "there is no answer of a time-stamping authority yet"))
	}
	raw, err := base64.StdEncoding.DecodeString(a.Reply)
	return raw, fault.Wrap("anchor.answer", err)
}

// trusted are the certificates in the form in which answers are checked.
func trusted(from store.Source) (list []timestamp.Certificate, err error) {
	rows, err := Authorities(from)
	for _, row := range rows {
		more, err := timestamp.ReadCertificates([]byte(row.PEM))
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, err
}

// Stamp takes the answer of an authority (.tsr): it must answer a request of this office, be about a head that was anchored, and
// be signed by whom the office trusts. What does not hold is refused, and says why.
func (d *Desk) Stamp(ctx context.Context, actor account.Person, reply []byte) (a Anchor, err error) {
	const op = "anchor.stamp"
	if err := actor.Demand(account.RunVerification); err != nil {
		return a, err
	}
	if len(reply) > largestReply {
		return a, fault.New(fault.Invalid, op, fault.T("回执文件过大", "the answer is too large"))
	}
	alg, hash, nonce, err := timestamp.Imprint(reply)
	if err != nil {
		return a, err
	}
	err = d.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		var r timestamp.Request
		if a, r, err = askedFor(tx, alg, hash, nonce); err != nil {
			return err
		}
		if a.Reply != "" {
			return fault.New(fault.Conflict, op, fault.T("这个首部已经有时间戳回执", "this head has been stamped already"))
		}
		roots, err := trusted(tx)
		if err != nil {
			return err
		}
		s, err := timestamp.Check(reply, r, roots)
		if err != nil {
			return err
		}
		_, err = tx.Record("anchor.stamped", a.ID, stamped{base64.StdEncoding.EncodeToString(reply), s.Time.In(ledger.Zone).Format(ledger.TimeFormat), s.Authority, s.Serial, s.Policy, s.Certificate, s.Root, s.Alg})
		if err == nil {
			a, err = Of(tx, a.ID)
		}
		return err
	})
	return a, err
}

// askedFor finds the request that an answer is for: by what it is about, and of several by its nonce.
func askedFor(from store.Source, alg string, hash, nonce []byte) (a Anchor, r timestamp.Request, err error) {
	list, err := store.All[Anchor](from, queries.Get("asked"), alg)
	if err != nil {
		return a, r, err
	}
	found := false
	for _, one := range list {
		asked, err := one.request()
		if err != nil {
			return a, r, err
		}
		if !bytes.Equal(asked.Imprint, hash) {
			continue
		}
		exact := new(big.Int).SetBytes(asked.Nonce).Cmp(new(big.Int).SetBytes(nonce)) == 0
		if !found || exact {
			a, r, found = one, asked, true
		}
		if exact {
			break
		}
	}
	if !found {
		err = fault.New(fault.NotFound, "anchor.stamp", fault.T("回执所证的不是本单位申请过的首部", "the answer is about no head that this office has asked about")).
			WithHint(fault.T("请核对回执文件,或者重新下载请求文件(.tsq)申请。", "Check which answer this is, or take the request (.tsq) there again."))
	}
	return a, r, err
}

// Fetch asks the configured service for the time-stamp of an anchor, and keeps its answer. It is called when somebody orders it,
// and never by itself.
func (d *Desk) Fetch(ctx context.Context, actor account.Person, id string) (a Anchor, err error) {
	const op = "anchor.fetch"
	if err := actor.Demand(account.RunVerification); err != nil {
		return a, err
	}
	var address string
	err = d.Store.View(ctx, func(r *store.Reader) error {
		if a, err = Of(r, id); err == nil {
			address, err = Service(r)
		}
		return err
	})
	if err != nil {
		return a, err
	}
	if address == "" || d.Ask == nil {
		return a, fault.New(fault.Unavailable, op, fault.T("没有配置时间戳服务地址", "no time-stamping service is set")).
			WithHint(fault.T("请下载请求文件(.tsq),送交服务机构后导入回执(.tsr)。", "Download the request (.tsq), take it to the authority, and import its answer (.tsr)."))
	}
	request, err := a.Request()
	if err != nil {
		return a, err
	}
	reply, err := d.Ask(ctx, address, request)
	if err != nil {
		return a, fault.New(fault.Unavailable, op, fault.T("时间戳服务没有应答", "the time-stamping service did not answer")).
			WithHint(fault.T("请检查网络和服务地址,或者改用文件申请。", "Check the network and the address, or take the request there as a file.")).WithCause(err)
	}
	return d.Stamp(ctx, actor, reply)
}
