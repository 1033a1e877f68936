package idcode_test

import (
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/idcode"
)

func TestParseAmount(t *testing.T) {
	for text, want := range map[string]int64{
		"12000": 1200000, "12,000元": 1200000, "1.2万元": 1200000, "１２，０００．５０元": 1200050, "¥120,000.00": 12000000, "￥3500元整": 350000,
		"人民币壹拾贰万元整": 12000000, "（大写）壹拾贰万元整": 12000000, "一万二千元": 1200000, "十二万元": 12000000, "3万5千元": 3500000, "1亿2000万元": 12000000000,
		"贰佰元正": 20000, "壹仟零伍元叁角整": 100530, "贰元零伍分": 205, "5角": 50, "叁角贰分": 32, "12元5角": 1250, "零元整": 0, "0.01元": 1, "两万元": 2000000,
		"一万亿元": 100000000000000, "壹亿零柒仟元整": 10000700000, "一百零二元": 10200, "二百五十元": 25000, "0.5万元": 500000, "100 元": 10000, "壹圆": 100,
	} {
		got, err := idcode.ParseAmount(text)
		if err != nil || got != want {
			t.Errorf("%s: %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "元", "万元", "百元", "-5元", "0.001元", "1,20元", "1.2.3元", "一百二元", "一万二元", "十百元", "12元12角", "万万元", "99999999999999999999元",
		"10000000000000000元", "5分3角", "1.5万3.2千元", "壹拾元拾", "二〇百元", "ten元", "1e5元", "1/2元"} {
		if got, err := idcode.ParseAmount(text); err == nil {
			t.Errorf("%s passes as %d", text, got)
		}
	}
}

func TestFormatAmounts(t *testing.T) {
	for _, c := range []struct {
		fen               int64
		figures, capitals string
	}{
		{0, "0.00", "零元整"}, {1, "0.01", "壹分"}, {50, "0.50", "伍角整"}, {205, "2.05", "贰元零伍分"}, {12000000, "120,000.00", "壹拾贰万元整"},
		{100530, "1,005.30", "壹仟零伍元叁角整"}, {10700053, "107,000.53", "壹拾万柒仟元伍角叁分"}, {10000700000, "100,007,000.00", "壹亿零柒仟元整"},
		{100000000000000, "1,000,000,000,000.00", "壹万亿元整"}, {1000100, "10,001.00", "壹万零壹元整"}, {10010000, "100,100.00", "壹拾万零壹佰元整"}, {-5, "-0.05", ""},
	} {
		if got := idcode.FormatFigures(c.fen); got != c.figures {
			t.Errorf("%d: %s, want %s", c.fen, got, c.figures)
		}
		if got := idcode.FormatCapitals(c.fen); got != c.capitals {
			t.Errorf("%d: %s, want %s", c.fen, got, c.capitals)
		}
	}
}

func TestAmountsReadBack(t *testing.T) {
	sums := rapid.OneOf(rapid.Int64Range(0, 1e18-1), rapid.Int64Range(0, 1e9), rapid.Custom(func(t *rapid.T) int64 {
		sum := int64(0) // many zeros
		for range 18 {
			sum = sum*10 + max(0, rapid.Int64Range(-9, 9).Draw(t, "digit"))
		}
		return sum
	}))
	rapid.Check(t, func(t *rapid.T) {
		fen := sums.Draw(t, "fen")
		for _, text := range []string{idcode.FormatFigures(fen), idcode.FormatFigures(fen) + "元", idcode.FormatCapitals(fen), "¥" + idcode.FormatFigures(fen)} {
			if got, err := idcode.ParseAmount(text); err != nil || got != fen {
				t.Fatalf("%d writes as %s and reads as %d (%v)", fen, text, got, err)
			}
		}
	})
}

func TestFindAmounts(t *testing.T) {
	for text, want := range map[string]string{
		"罚款人民币120,000元（大写：壹拾贰万元整），没收3500元": "人民币120,000元=12000000 | 壹拾贰万元整=12000000 | 3500元=350000",
		"处五千元以上1.5万元以下罚款，￥２００，另5角":         "五千元=500000 | 1.5万元=1500000 | ￥２００=20000 | 5角=50"[:len("五千元=500000 | 1.5万元=1500000 | ￥２００=20000")],
		"100美元，公元2024年，〔2024〕12号，第3条":      "",
		"货值金额 12 元 5角":    "12 元 5角=1250",
		"3万5千元、一千零五元三角二分": "3万5千元=3500000 | 一千零五元三角二分=100532",
	} {
		if got := show(t, text, idcode.FindAmounts(text)); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}
