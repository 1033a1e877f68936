package redact_test

import (
	"testing"

	"zhiheng/backend/redact"
)

func TestWhatMayStillTellWhoItIsIsListed(t *testing.T) {
	for text, want := range map[string]int{
		"周某到场，不存称其不知情。": 1, "工友喊他“不 存”。": 1, "负责人周不村到场。": 1, "负责人週不存到场。": 1, "合同上写着Zhou Bucun。": 1, "ZHOU BUCUN签收": 1, "网名zhoubucun": 1,
		"欧阳某又名明日。": 1, "欧阳明月": 1,
		"周某到场，没有异议。": 0, "老周、小周、周总都在。": 0, "商标为Red Bull，型号XJ-2000。": 0, "南通不存商贸有限公司": 0, "今不在场": 0, "WiFi、GPS、CNAS": 0, "明天": 0,
	} {
		found := redact.Doubts(text, []string{"周不存", "欧阳明日", "李雷"}, []string{"南通不存商贸有限公司"})
		if len(found) != want {
			t.Errorf("%s: %+v", text, found)
		}
		for _, d := range found {
			if d.Why.Zh == "" || d.Why.En == "" || d.Start >= d.End || d.End > len([]rune(text)) {
				t.Errorf("%s: %+v", text, d)
			}
		}
	}
	if found := redact.Doubts("Zhou Bucun", nil, nil); len(found) != 0 {
		t.Errorf("nobody is masked: %+v", found)
	}
}
