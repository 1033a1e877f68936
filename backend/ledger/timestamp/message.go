// Package timestamp asks a time-stamping authority, as RFC 3161 has it, to say that something existed, and checks what it
// answers: that the answer is about that thing and to that request, that its signature is good, and that its certificate leads
// to one that is trusted. It knows SHA-256 with RSA or ECDSA as well as SM3 with SM2. It opens no connection.
package timestamp

import (
	"crypto/sha256"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"math/big"
	"time"

	"github.com/emmansun/gmsm/sm3"

	"zhiheng/backend/fault"
)

// The hashes by which a thing is named to an authority.
const (
	SHA256 = "sha256"
	SM3    = "sm3"
)

var (
	oidSHA256      = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidSM3         = asn1.ObjectIdentifier{1, 2, 156, 10197, 1, 401}
	oidSignedData  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidTSTInfo     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidContentType = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidSigner      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	oidSignerV2    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidKeyUsage    = asn1.ObjectIdentifier{2, 5, 29, 37}
)

// Request is what an authority is asked: to name the time at which it has seen a hash. Nonce ties its answer to this request.
type Request struct {
	Alg     string
	Imprint []byte
	Nonce   []byte
}

// Of is the request about some bytes. An unknown hash is fault.Invalid.
func Of(data []byte, alg string, nonce []byte) (Request, error) {
	r := Request{Alg: alg, Nonce: nonce}
	switch alg {
	case SHA256:
		sum := sha256.Sum256(data)
		r.Imprint = sum[:]
	case SM3:
		sum := sm3.Sum(data)
		r.Imprint = sum[:]
	default:
		return r, fault.New(fault.Invalid, "timestamp.request", fault.Tf("时间戳不用算法 %[1]s", "no time-stamp is made by %[1]s", alg)).WithField("alg")
	}
	return r, nil
}

type imprint struct {
	Algorithm pkix.AlgorithmIdentifier
	Hash      []byte
}

type request struct {
	Version int
	Imprint imprint
	Nonce   *big.Int `asn1:"optional"`
	CertReq bool     `asn1:"optional"`
}

// Bytes is the request as a file (.tsq). It asks for the certificate of the authority as well.
func (r Request) Bytes() ([]byte, error) {
	oid := oidSHA256
	if r.Alg == SM3 {
		oid = oidSM3
	}
	raw, err := asn1.Marshal(request{1, imprint{pkix.AlgorithmIdentifier{Algorithm: oid, Parameters: asn1.NullRawValue}, r.Imprint}, new(big.Int).SetBytes(r.Nonce), true})
	return raw, fault.Wrap("timestamp.request", err)
}

type response struct {
	Status statusInfo
	Token  asn1.RawValue `asn1:"optional"`
}

type statusInfo struct {
	Status  int
	Words   []asn1.RawValue `asn1:"optional"`
	Failure asn1.BitString  `asn1:"optional"`
}

type contentInfo struct {
	Type    asn1.ObjectIdentifier
	Content asn1.RawValue `asn1:"explicit,tag:0"`
}

type accuracy struct {
	Seconds int `asn1:"optional"`
	Millis  int `asn1:"optional,tag:0"`
	Micros  int `asn1:"optional,tag:1"`
}

type info struct {
	Version    int
	Policy     asn1.ObjectIdentifier
	Imprint    imprint
	Serial     *big.Int
	Time       time.Time        `asn1:"generalized"`
	Accuracy   accuracy         `asn1:"optional"`
	Ordering   bool             `asn1:"optional"`
	Nonce      *big.Int         `asn1:"optional"`
	Authority  asn1.RawValue    `asn1:"optional,explicit,tag:0"`
	Extensions []pkix.Extension `asn1:"optional,tag:1"`
}

// Stamp is what an authority has said, and who it is. Certificate is the SHA-256 of its certificate, Root that of the trusted one
// that it leads to.
type Stamp struct {
	Time        time.Time
	Alg         string
	Imprint     string // in hex
	Serial      string
	Policy      string
	Authority   string
	Certificate string
	Root        string
}

// algOf is the hash by its name in ASN.1.
func algOf(id pkix.AlgorithmIdentifier) string {
	switch {
	case id.Algorithm.Equal(oidSHA256):
		return SHA256
	case id.Algorithm.Equal(oidSM3):
		return SM3
	}
	return id.Algorithm.String()
}

func hexOf(raw []byte) string { return hex.EncodeToString(raw) }
