// Package timestamptest makes fictional time-stamping authorities, sound ones and others, for the tests of what asks them.
package timestamptest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"time"

	"github.com/emmansun/gmsm/pkcs7"
	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
)

// Authority has a root certificate and one for stamping, which it issued.
type Authority struct {
	Root []byte // PEM
	cert *smx509.Certificate
	key  crypto.Signer
	sm   bool
}

// Kind says what sort of authority is made. The zero Kind is a sound one with ECDSA.
type Kind struct {
	SM       bool               // SM2 and SM3
	Usage    []x509.ExtKeyUsage // nil is time-stamping alone
	From, To time.Time          // zero is 2020 to 2040
}

// New makes an authority.
func New(k Kind) (*Authority, error) {
	if k.From.IsZero() {
		k.From, k.To = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	if k.Usage == nil {
		k.Usage = []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}
	}
	rootKey, err := newKey(k.SM)
	if err != nil {
		return nil, err
	}
	a := &Authority{sm: k.SM}
	if a.key, err = newKey(k.SM); err != nil {
		return nil, err
	}
	top := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "演示时间戳根证书", Organization: []string{"虚构时间戳服务中心"}}, NotBefore: k.From.AddDate(-1, 0, 0), NotAfter: k.To.AddDate(1, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	rawTop, err := smx509.CreateCertificate(rand.Reader, top, top, rootKey.Public(), rootKey)
	if err != nil {
		return nil, err
	}
	usage, err := asn1.Marshal(oids(k.Usage))
	if err != nil {
		return nil, err
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "演示时间戳服务", Organization: []string{"虚构时间戳服务中心"}}, NotBefore: k.From, NotAfter: k.To, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtraExtensions: []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: usage}}}
	parent, err := smx509.ParseCertificate(rawTop)
	if err != nil {
		return nil, err
	}
	raw, err := smx509.CreateCertificate(rand.Reader, leaf, parent.ToX509(), a.key.Public(), rootKey)
	if err != nil {
		return nil, err
	}
	a.Root = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: rawTop})
	a.cert, err = smx509.ParseCertificate(raw)
	return a, err
}

func newKey(sm bool) (crypto.Signer, error) {
	if sm {
		return sm2.GenerateKey(rand.Reader)
	}
	return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
}

func oids(usage []x509.ExtKeyUsage) (out []asn1.ObjectIdentifier) {
	for _, u := range usage {
		last := map[x509.ExtKeyUsage]int{x509.ExtKeyUsageTimeStamping: 8, x509.ExtKeyUsageCodeSigning: 3, x509.ExtKeyUsageServerAuth: 1}[u]
		out = append(out, asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, last})
	}
	return out
}

// Imprint is the hash that is stamped.
type Imprint struct {
	Algorithm pkix.AlgorithmIdentifier
	Hash      []byte
}

// Info is what is signed.
type Info struct {
	Version int
	Policy  asn1.ObjectIdentifier
	Imprint Imprint
	Serial  *big.Int
	Time    time.Time `asn1:"generalized"`
	Nonce   *big.Int  `asn1:"optional"`
}

// Answer is an answer about to be signed; whoever changes it makes an authority that lies or errs.
type Answer struct {
	Info     Info
	Status   int
	Words    []string
	Content  asn1.ObjectIdentifier
	Unbound  bool // the signature does not name its certificate
	Unsigned bool // the certificate is not in it
}

type request struct {
	Version int
	Imprint Imprint
	Nonce   *big.Int `asn1:"optional"`
	CertReq bool     `asn1:"optional"`
}

type status struct {
	Status int
	Words  []string `asn1:"optional,omitempty"`
}

type essCert struct{ Certs []essHash }

type essHash struct{ Hash []byte }

// Answer answers a request at a time.
func (a *Authority) Answer(asked []byte, at time.Time, change func(*Answer)) ([]byte, error) {
	var r request
	if _, err := asn1.Unmarshal(asked, &r); err != nil {
		return nil, err
	}
	out := Answer{Info: Info{1, asn1.ObjectIdentifier{1, 2, 3, 4, 1}, r.Imprint, big.NewInt(42), at.UTC().Truncate(time.Second), r.Nonce}, Content: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}}
	if change != nil {
		change(&out)
	}
	if out.Status > 1 {
		return asn1.Marshal(struct{ Status status }{status{out.Status, out.Words}})
	}
	content, err := asn1.Marshal(out.Info)
	if err != nil {
		return nil, err
	}
	signed, err := pkcs7.NewSignedData(content)
	if err != nil {
		return nil, err
	}
	signed.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSHA256)
	if a.sm {
		signed.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSM3)
	}
	signed.GetSignedData().ContentInfo.ContentType = out.Content
	sum := sha256.Sum256(a.cert.Raw)
	config := pkcs7.SignerInfoConfig{SkipCertificates: out.Unsigned}
	if !out.Unbound {
		config.ExtraSignedAttributes = []pkcs7.Attribute{{Type: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}, Value: essCert{[]essHash{{sum[:]}}}}}
	}
	if err := signed.AddSigner(a.cert, a.key, config); err != nil {
		return nil, err
	}
	token, err := signed.Finish()
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(struct {
		Status status
		Token  asn1.RawValue
	}{status{out.Status, out.Words}, asn1.RawValue{FullBytes: token}})
}
