// Package ledger is the append-only record of an office: entries in a canonical form, a Merkle tree over them, signed
// checkpoints of its head, and proofs that others can check with public material only. It is pure: where entries and
// hashes are kept is the affair of whoever holds them.
package ledger

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/fault"
)

// Alg names the hash with which leaves and nodes are made. It stands in every entry, so that a later ledger may use
// another one and say so.
const Alg = "sha256"

// TimeFormat is how instants are written: RFC 3339 with milliseconds and the zone, such as 2026-03-02T09:00:00.000+08:00.
const TimeFormat = "2006-01-02T15:04:05.000Z07:00"

// Zone is the zone in which instants are written: China has one, without summer time.
var Zone = time.FixedZone("CST", 8*60*60)

// Entry is one fact that has happened. Seq counts from 1 without gaps. Kind is "pillar.fact_in_the_past_tense".
// Subject is what the fact is about, such as "case/3f9a". Salt is 16 random bytes in base64, so that nobody can guess
// an entry's content from its hash.
type Entry struct {
	Actor   string          `json:"actor"`
	Alg     string          `json:"alg"`
	At      string          `json:"at"`
	Data    json.RawMessage `json:"data"`
	Kind    string          `json:"kind"`
	Salt    string          `json:"salt"`
	Seq     int64           `json:"seq"`
	Subject string          `json:"subject"`
}

// NewEntry makes an entry and its canonical body. Data is any value that marshals to a JSON object without fractions.
func NewEntry(seq int64, at time.Time, actor, kind, subject string, data any, random io.Reader) (Entry, []byte, error) {
	salt := make([]byte, 16)
	if _, err := io.ReadFull(random, salt); err != nil {
		return Entry{}, nil, fault.Wrap("ledger.entry", err)
	}
	raw, err := Canonical(data)
	if err != nil {
		return Entry{}, nil, err
	}
	e := Entry{Actor: actor, Alg: Alg, At: at.In(Zone).Format(TimeFormat), Data: raw, Kind: kind,
		Salt: base64.StdEncoding.EncodeToString(salt), Seq: seq, Subject: subject}
	body, err := Canonical(e)
	return e, body, err
}

// Decode reads the body of the entry that stands at seq. A body that is not an entry, or not that one, is damaged.
func Decode(seq int64, body []byte) (Entry, error) {
	var e Entry
	if err := json.Unmarshal(body, &e); err != nil {
		return Entry{}, damaged(seq, "账目内容不可读", "the body cannot be read", err)
	}
	if e.Seq != seq {
		return Entry{}, damaged(seq, "账目序号与内容不符", "the body carries another sequence number", fmt.Errorf("body says %d", e.Seq))
	}
	if e.Alg != Alg {
		return Entry{}, damaged(seq, "未知的散列算法", "unknown hash algorithm", fmt.Errorf("%q", e.Alg))
	}
	return e, nil
}

func damaged(seq int64, zh, en string, cause error) error {
	return fault.New(fault.Damaged, "ledger.decode", fault.Tf("第%[1]d条账目:"+zh, "entry %[1]d: "+en, seq)).WithCause(cause)
}

// Time returns the entry's instant.
func (e Entry) Time() (time.Time, error) { return time.Parse(time.RFC3339, e.At) }

// LeafHash is the hash of an entry's body as it stands in the tree.
func LeafHash(body []byte) tlog.Hash { return tlog.RecordHash(body) }
