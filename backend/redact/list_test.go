package redact_test

import (
	"strings"
	"testing"

	"zhiheng/backend/redact"
	"zhiheng/backend/rulebook"
)

func TestAListOfPeopleSaysWhoIsMaskedAndHow(t *testing.T) {
	book, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	d, err := book.Redactor.ParsePeople("\ufeff# 卷内人员\n李雷\n沈虚构，"+rulebook.RedactParty+"\n\n张三餐馆\tbody\n", rulebook.RedactOther)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.People) != 2 || d.People[0].Rule != rulebook.RedactOther || d.People[1].Rule != rulebook.RedactParty || len(d.Bodies) != 1 {
		t.Errorf("%+v", d)
	}
	text := "李雷与沈虚构在张三餐馆见面，李 雷先离开。"
	masked, _ := redact.Apply(text, book.Redactor.Find(text, d))
	if strings.Contains(masked, "李雷") || strings.Contains(masked, "李 雷") || strings.Contains(masked, "沈虚构") || !strings.Contains(masked, "张三餐馆") {
		t.Error(masked)
	}
	for _, bad := range []string{"李", "李雷,X-R99"} {
		if _, err := book.Redactor.ParsePeople("张三\n"+bad, rulebook.RedactOther); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// A former name that ends like a shop's does not make a shop of the sentence: the name before it is masked as everywhere else.
func TestAFormerNameThatEndsLikeAShopIsNone(t *testing.T) {
	book, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	text := "现场工作人员周乐俊出示证明。经核对户籍资料，周乐俊曾用名沈陶国轩，又名周国轩。"
	masked, _ := redact.Apply(text, book.Redactor.Find(text, redact.Dictionary{}))
	if strings.Contains(masked, "周乐俊") || strings.Contains(masked, "沈陶国轩") {
		t.Error(masked)
	}
}

// What an inspection found of a business is no diagnosis; what one found of a person is.
func TestTheResultOfAnInspectionIsNoDiagnosis(t *testing.T) {
	book, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"检查结果：责令限期改正。": "检查结果：责令限期改正。", "检查结果为：未发现问题。": "检查结果为：未发现问题。", "其健康检查结果为肺结核。": "其健康检查结果为【健康信息】。"} {
		if masked, _ := redact.Apply(text, book.Redactor.Find(text, redact.Dictionary{})); masked != want {
			t.Errorf("%s: %s", text, masked)
		}
	}
}
