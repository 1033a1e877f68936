package timestamp

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // an attribute of 2001 names the certificate by it; the signature does not rest on it
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/emmansun/gmsm/pkcs7"
	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/smx509"

	"zhiheng/backend/fault"
)

const op = "timestamp.check"

// Certificate is one of an authority. A certificate that is trusted is the end of a chain.
type Certificate struct {
	Name     string
	SHA256   string
	NotAfter time.Time
	PEM      string
	parsed   *smx509.Certificate
}

// ReadCertificates reads the certificates in a file, in PEM or DER. A file without one is fault.Invalid.
func ReadCertificates(file []byte) (list []Certificate, err error) {
	blocks := [][]byte{}
	for rest := file; ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if block.Type == "CERTIFICATE" {
			blocks = append(blocks, block.Bytes)
		}
	}
	if len(blocks) == 0 {
		blocks = append(blocks, file)
	}
	for _, raw := range blocks {
		parsed, err := smx509.ParseCertificate(raw)
		if err != nil {
			return nil, fault.New(fault.Invalid, "timestamp.certificates", fault.T("文件里没有可用的证书", "the file holds no usable certificate")).
				WithHint(fault.T("请使用时间戳服务机构公布的根证书文件(.pem、.cer、.crt)。", "Use the root certificate that the time-stamping authority publishes (.pem, .cer, .crt).")).WithCause(err)
		}
		sum := sha256.Sum256(raw)
		list = append(list, Certificate{Name: parsed.Subject.String(), SHA256: hexOf(sum[:]), NotAfter: parsed.NotAfter,
			PEM: string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})), parsed: parsed})
	}
	return list, nil
}

func refused(zh, en string, cause error) error {
	return fault.New(fault.Refused, op, fault.T("时间戳回执不成立:"+zh, "the time-stamp does not hold: "+en)).WithCause(cause).
		WithHint(fault.T("请用同一请求文件(.tsq)向时间戳服务机构重新申请。", "Take the same request (.tsq) to the time-stamping authority again."))
}

func unreadable(cause error) error {
	return fault.New(fault.Invalid, op, fault.T("这不是时间戳回执文件(.tsr)", "this is no answer of a time-stamping authority (.tsr)")).WithCause(cause)
}

// open reads an answer, or a bare token, as far as the signed content.
func open(reply []byte) (signed *pkcs7.PKCS7, said info, err error) {
	var r response
	rest, err := asn1.Unmarshal(reply, &r)
	token := r.Token.FullBytes
	if err != nil {
		var bare contentInfo
		if rest, err = asn1.Unmarshal(reply, &bare); err != nil || !bare.Type.Equal(oidSignedData) {
			return nil, said, unreadable(err)
		}
		token = reply
	}
	if len(rest) > 0 {
		return nil, said, refused("文件末尾有多余内容", "something follows it in the file", nil)
	}
	if r.Status.Status > 1 {
		words := make([]string, len(r.Status.Words))
		for i, word := range r.Status.Words {
			words[i] = strings.ToValidUTF8(string(word.Bytes), "?")
		}
		return nil, said, refused("服务机构没有签发("+strings.Join(words, ";")+")", "the authority refused it: "+strings.Join(words, "; "), fmt.Errorf("status %d, failure %x", r.Status.Status, r.Status.Failure.Bytes))
	}
	if signed, err = pkcs7.Parse(token); err != nil {
		return nil, said, unreadable(err)
	}
	if rest, err = asn1.Unmarshal(signed.Content, &said); err != nil || len(rest) > 0 {
		return nil, said, unreadable(errors.Join(err, errors.New("no TSTInfo")))
	}
	return signed, said, nil
}

// Imprint is the hash that an answer is about, and the nonce of the request that it answers, to find that request by. Nothing is
// checked.
func Imprint(reply []byte) (alg string, hash, nonce []byte, err error) {
	_, said, err := open(reply)
	if err != nil {
		return "", nil, nil, err
	}
	if said.Nonce != nil {
		nonce = said.Nonce.Bytes()
	}
	return algOf(said.Imprint.Algorithm), said.Imprint.Hash, nonce, nil
}

// Check checks an answer to a request against the certificates that are trusted. What does not hold is fault.Refused, and says
// why.
func Check(reply []byte, r Request, trusted []Certificate) (s Stamp, err error) {
	signed, said, err := open(reply)
	if err != nil {
		return s, err
	}
	switch {
	case said.Version != 1:
		return s, refused("版本未知", "its version is unknown", nil)
	case algOf(said.Imprint.Algorithm) != r.Alg || !bytes.Equal(said.Imprint.Hash, r.Imprint):
		return s, refused("所证的哈希值不是本次请求的", "it is about another hash", fmt.Errorf("%x", said.Imprint.Hash))
	case said.Nonce == nil || said.Nonce.Cmp(new(big.Int).SetBytes(r.Nonce)) != 0:
		return s, refused("随机数不符,不是对本次请求的回答", "its nonce is another: it answers another request", nil)
	}
	signer, err := signature(signed)
	if err != nil {
		return s, err
	}
	root, err := chain(signed, signer, trusted, said.Time)
	if err != nil {
		return s, err
	}
	sum := sha256.Sum256(signer.Raw)
	return Stamp{Time: said.Time, Alg: r.Alg, Imprint: hexOf(r.Imprint), Serial: said.Serial.String(), Policy: said.Policy.String(), Authority: signer.Subject.String(), Certificate: hexOf(sum[:]), Root: root}, nil
}

// signature checks that the one signer has signed this content as a time-stamp, and returns its certificate.
func signature(signed *pkcs7.PKCS7) (*smx509.Certificate, error) {
	signer := signed.GetOnlySigner()
	if signer == nil {
		return nil, refused("没有附服务机构的证书,或者签名人不止一个", "it carries no certificate of its signer, or has several signers", nil)
	}
	var content asn1.ObjectIdentifier
	if err := signed.UnmarshalSignedAttribute(oidContentType, &content); err != nil || !content.Equal(oidTSTInfo) {
		return nil, refused("签名的内容不是时间戳", "what was signed is no time-stamp", err)
	}
	if err := signed.VerifyWithChain(nil); err != nil {
		return nil, refused("签名不符,内容或签名被改动", "its signature does not fit: content or signature was changed", err)
	}
	if err := bound(signed, signer); err != nil {
		return nil, refused("签名没有指明所用的证书", "the signature does not name the certificate it was made with", err)
	}
	return signer, nil
}

type certID struct {
	Hash   []byte
	Serial asn1.RawValue `asn1:"optional"`
}

type certIDv2 struct {
	Algorithm pkix.AlgorithmIdentifier `asn1:"optional"`
	Hash      []byte
	Serial    asn1.RawValue `asn1:"optional"`
}

// bound checks the signed attribute that says by which certificate the signature is to be judged.
func bound(signed *pkcs7.PKCS7, signer *smx509.Certificate) error {
	var v2 struct {
		Certs    []certIDv2
		Policies asn1.RawValue `asn1:"optional"`
	}
	if err := signed.UnmarshalSignedAttribute(oidSignerV2, &v2); err == nil && len(v2.Certs) > 0 {
		return sameHash(v2.Certs[0].Algorithm.Algorithm, v2.Certs[0].Hash, signer.Raw)
	}
	var v1 struct {
		Certs    []certID
		Policies asn1.RawValue `asn1:"optional"`
	}
	if err := signed.UnmarshalSignedAttribute(oidSigner, &v1); err != nil || len(v1.Certs) == 0 {
		return errors.Join(err, errors.New("no signing certificate attribute"))
	}
	sum := sha1.Sum(signer.Raw) //nolint:gosec // see above
	if !bytes.Equal(v1.Certs[0].Hash, sum[:]) {
		return errors.New("another certificate")
	}
	return nil
}

func sameHash(alg asn1.ObjectIdentifier, want, raw []byte) error {
	var got []byte
	switch {
	case len(alg) == 0 || alg.Equal(oidSHA256):
		sum := sha256.Sum256(raw)
		got = sum[:]
	case alg.Equal(oidSM3):
		sum := sm3.Sum(raw)
		got = sum[:]
	case alg.Equal(asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}):
		sum := sha512.Sum384(raw)
		got = sum[:]
	case alg.Equal(asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}):
		sum := sha512.Sum512(raw)
		got = sum[:]
	}
	if !bytes.Equal(got, want) {
		return errors.New("another certificate")
	}
	return nil
}

// chain leads from the signer to a trusted certificate, as they held at the time that it names. It returns the SHA-256 of that one.
func chain(signed *pkcs7.PKCS7, signer *smx509.Certificate, trusted []Certificate, at time.Time) (string, error) {
	if !onlyStamps(signer) {
		return "", refused("签名证书不是时间戳专用证书", "its certificate is not one for time-stamping alone", nil)
	}
	if len(trusted) == 0 {
		return "", fault.New(fault.Refused, op, fault.T("本单位还没有导入时间戳服务机构的根证书,无法核对", "the office trusts no time-stamping authority yet: the answer cannot be checked")).
			WithHint(fault.T("请先导入服务机构公布的根证书。", "Import the root certificate that the authority publishes first."))
	}
	roots, between := smx509.NewCertPool(), smx509.NewCertPool()
	for _, c := range trusted {
		roots.AddCert(c.parsed)
	}
	for _, c := range signed.Certificates {
		between.AddCert(c)
	}
	chains, err := signer.Verify(smx509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: at, KeyUsages: []smx509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}})
	if err != nil {
		return "", refused("签名证书不能追溯到本单位信任的根证书,或者在该时刻无效", "its certificate does not lead to one that the office trusts, or was not valid then", err)
	}
	sum := sha256.Sum256(chains[0][len(chains[0])-1].Raw)
	return hexOf(sum[:]), nil
}

// onlyStamps tells whether a certificate may be used for time-stamping and nothing else, and says so bindingly.
func onlyStamps(c *smx509.Certificate) bool {
	for _, e := range c.Extensions {
		if e.Id.Equal(oidKeyUsage) {
			return e.Critical && len(c.ExtKeyUsage) == 1 && c.ExtKeyUsage[0] == x509.ExtKeyUsageTimeStamping && len(c.UnknownExtKeyUsage) == 0
		}
	}
	return false
}
