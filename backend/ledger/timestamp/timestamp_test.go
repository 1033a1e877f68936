package timestamp_test

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"encoding/asn1"
	"math/big"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger/timestamp"
	"zhiheng/backend/ledger/timestamp/timestamptest"
)

var at = time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)

func authority(t testing.TB, k timestamptest.Kind) (*timestamptest.Authority, []timestamp.Certificate) {
	t.Helper()
	a, err := timestamptest.New(k)
	if err != nil {
		t.Fatal(err)
	}
	trusted, err := timestamp.ReadCertificates(a.Root)
	if err != nil {
		t.Fatal(err)
	}
	return a, trusted
}

func ask(t testing.TB, alg string) (timestamp.Request, []byte) {
	t.Helper()
	nonce := make([]byte, 8)
	_, _ = rand.Read(nonce)
	r, err := timestamp.Of([]byte("账本首部\n42\n"), alg, nonce)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := r.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return r, raw
}

func TestAGoodAnswerSaysWhenAndByWhom(t *testing.T) {
	for _, k := range []timestamptest.Kind{{}, {SM: true}} {
		for _, alg := range []string{timestamp.SHA256, timestamp.SM3} {
			a, trusted := authority(t, k)
			r, asked := ask(t, alg)
			reply, err := a.Answer(asked, at, nil)
			if err != nil {
				t.Fatal(err)
			}
			s, err := timestamp.Check(reply, r, trusted)
			if err != nil || !s.Time.Equal(at) || !strings.Contains(s.Authority, "演示时间戳服务") || s.Root != trusted[0].SHA256 || s.Alg != alg || s.Serial != "42" {
				t.Errorf("%+v, %s: %+v, %v", k, alg, s, err)
			}
			if got, hash, nonce, err := timestamp.Imprint(reply); err != nil || got != alg || !bytes.Equal(hash, r.Imprint) || new(big.Int).SetBytes(nonce).Cmp(new(big.Int).SetBytes(r.Nonce)) != 0 {
				t.Errorf("%s: %s %x %v", alg, got, hash, err)
			}
		}
	}
}

func TestEachBadAnswerIsRefusedAndSaysWhy(t *testing.T) {
	good, trusted := authority(t, timestamptest.Kind{})
	stranger, strange := authority(t, timestamptest.Kind{})
	code, codeTrusted := authority(t, timestamptest.Kind{Usage: []x509.ExtKeyUsage{x509.ExtKeyUsageCodeSigning}})
	both, bothTrusted := authority(t, timestamptest.Kind{Usage: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping, x509.ExtKeyUsageServerAuth}})
	r, asked := ask(t, timestamp.SHA256)
	for why, c := range map[string]struct {
		by      *timestamptest.Authority
		trusted []timestamp.Certificate
		change  func(*timestamptest.Answer)
		after   func([]byte) []byte
	}{
		"所证的哈希值不是本次请求的":    {by: good, change: func(a *timestamptest.Answer) { a.Info.Imprint.Hash = bytes.Repeat([]byte{7}, 32) }},
		"随机数不符,不是对本次请求的回答": {by: good, change: func(a *timestamptest.Answer) { a.Info.Nonce = big.NewInt(1) }},
		"随机数不符":                 {by: good, change: func(a *timestamptest.Answer) { a.Info.Nonce = nil }},
		"版本未知":                  {by: good, change: func(a *timestamptest.Answer) { a.Info.Version = 2 }},
		"服务机构没有签发(hash unknown": {by: good, change: func(a *timestamptest.Answer) { a.Status, a.Words = 2, []string{"hash unknown"} }},
		"签名的内容不是时间戳":            {by: good, change: func(a *timestamptest.Answer) { a.Content = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1} }},
		"签名没有指明所用的证书":           {by: good, change: func(a *timestamptest.Answer) { a.Unbound = true }},
		"没有附服务机构的证书":            {by: good, change: func(a *timestamptest.Answer) { a.Unsigned = true }},
		"不能追溯到本单位信任的根证书":        {by: stranger},
		"或者在该时刻无效":              {by: stranger, trusted: strange, change: func(a *timestamptest.Answer) { a.Info.Time = time.Date(2045, 1, 1, 0, 0, 0, 0, time.UTC) }},
		"签名证书不是时间戳专用证书":         {by: code, trusted: codeTrusted},
		"不是时间戳专用证书":             {by: both, trusted: bothTrusted},
		"还没有导入时间戳服务机构的根证书":      {by: good, trusted: []timestamp.Certificate{}},
		"文件末尾有多余内容":             {by: good, after: func(b []byte) []byte { return append(b, 0) }},
		"这不是时间戳回执文件":            {by: good, after: func(b []byte) []byte { return b[:len(b)/2] }},
		"签名不符":                  {by: good, after: func(b []byte) []byte { b[len(b)-3] ^= 1; return b }},
	} {
		if c.trusted == nil {
			c.trusted = trusted
		}
		reply, err := c.by.Answer(asked, at, c.change)
		if err != nil {
			t.Fatal(err)
		}
		if c.after != nil {
			reply = c.after(reply)
		}
		_, err = timestamp.Check(reply, r, c.trusted)
		if kind := fault.KindOf(err); kind != fault.Refused && kind != fault.Invalid {
			t.Errorf("%s: %v", why, err)
		} else if said := fault.As(err).Message; !strings.Contains(said.Zh, why) || said.En == "" || said.En == said.Zh {
			t.Errorf("%s: said %+v", why, said)
		}
	}
}

// TestNoChangedBitChangesWhatIsProved: a flipped bit is refused, or stands where nothing is said.
func TestNoChangedBitChangesWhatIsProved(t *testing.T) {
	for _, k := range []timestamptest.Kind{{}, {SM: true}} {
		a, trusted := authority(t, k)
		r, asked := ask(t, timestamp.SHA256)
		reply, err := a.Answer(asked, at, nil)
		if err != nil {
			t.Fatal(err)
		}
		want, err := timestamp.Check(reply, r, trusted)
		if err != nil {
			t.Fatal(err)
		}
		random := mathrand.New(mathrand.NewPCG(1, 2))
		kept := 0
		for range 500 {
			changed := bytes.Clone(reply)
			changed[random.IntN(len(changed))] ^= 1 << random.IntN(8)
			if got, err := timestamp.Check(changed, r, trusted); err == nil {
				if kept++; got != want {
					t.Fatalf("taken: %+v, not %+v", got, want)
				}
			}
		}
		if kept > 50 {
			t.Errorf("%d of 500 changes were taken", kept)
		}
	}
}

func TestWhatIsNoCertificateIsRefused(t *testing.T) {
	for _, bad := range []string{"", "x", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"} {
		if _, err := timestamp.ReadCertificates([]byte(bad)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := timestamp.Of(nil, "md5", nil); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
}

// TestOpenSSLAnswersAndIsUnderstood: an authority that is not ours, with RSA and an attribute of the older form.
func TestOpenSSLAnswersAndIsUnderstood(t *testing.T) {
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is not installed")
	}
	dir := t.TempDir()
	run := func(args ...string) {
		t.Helper()
		cmd := exec.Command("openssl", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("openssl %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	config := "[tsa]\ndefault_tsa=one\n[one]\nserial=serial\nsigner_cert=tsa.pem\ncerts=ca.pem\nsigner_key=tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256,sm3\naccuracy=secs:1\nordering=yes\ntsa_name=yes\ness_cert_id_chain=no\n[ext]\nextendedKeyUsage=critical,timeStamping\n"
	for name, text := range map[string]string{"ts.cnf": config, "serial": "07\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "3650", "-subj", "/O=Demo/CN=Demo Root", "-addext", "basicConstraints=critical,CA:TRUE")
	run("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/O=Demo/CN=Demo TSA")
	run("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "3650", "-out", "tsa.pem", "-extfile", "ts.cnf", "-extensions", "ext")
	file, err := os.ReadFile(filepath.Join(dir, "ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	trusted, err := timestamp.ReadCertificates(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, alg := range []string{timestamp.SHA256, timestamp.SM3} {
		r, asked := ask(t, alg)
		if err := os.WriteFile(filepath.Join(dir, "q.tsq"), asked, 0o600); err != nil {
			t.Fatal(err)
		}
		run("ts", "-reply", "-config", "ts.cnf", "-section", "one", "-queryfile", "q.tsq", "-out", "r.tsr")
		run("ts", "-reply", "-config", "ts.cnf", "-section", "one", "-queryfile", "q.tsq", "-out", "r.tst", "-token_out")
		for _, name := range []string{"r.tsr", "r.tst"} {
			reply, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			s, err := timestamp.Check(reply, r, trusted)
			if err != nil || !strings.Contains(s.Authority, "Demo TSA") || time.Since(s.Time).Abs() > time.Hour {
				t.Errorf("%s %s: %+v, %v", alg, name, s, err)
			}
		}
	}
}
