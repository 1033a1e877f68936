package app

import (
	"fmt"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
)

// samplePassword is everybody's in a sample office; the sign-in screen says so.
const samplePassword = "Yunting-2026"

// sampleOffice is a county that does not exist, under a code that is registered to nobody.
func sampleOffice() account.Office {
	return account.Office{Name: "云汀县市场监督管理局", USCC: "11320681014381238G", Region: "320681", CodeWord: "云市监", Sample: true, SamplePassword: samplePassword}
}

// samplePeople are the invented people of the sample office.
func samplePeople() []account.Person {
	officer := func(username, name, department string, n int, roles ...string) account.Person {
		return account.Person{Username: username, Name: name, Department: department, Roles: roles,
			CertNo: fmt.Sprintf("10068000%03d", n), CertFrom: "2024-01-01", CertTo: "2029-12-31"}
	}
	lawyer := func(username, name, first string, roles ...string) account.Person {
		return account.Person{Username: username, Name: name, Department: "法制审核科", Roles: roles, LawQualified: true, FirstReviewOn: first}
	}
	return []account.Person{
		{Username: "quanshou", Name: "权守安", Department: "办公室", Roles: []string{"security_admin"}},
		{Username: "weilan", Name: "韦岚", Department: "办公室", Roles: []string{"system_admin"}},
		{Username: "shenji", Name: "沈霁", Department: "办公室", Roles: []string{"auditor"}},
		officer("linyiwei", "林一苇", "综合行政执法大队一中队", 11, "handler"),
		officer("meizhou", "梅舟", "综合行政执法大队一中队", 12, "handler"),
		officer("tangqiu", "唐秋实", "综合行政执法大队二中队", 13, "handler"),
		officer("qiaomu", "乔沐", "综合行政执法大队二中队", 14, "handler"),
		officer("luhengzhi", "陆衡之", "望江镇分局", 15, "handler"),
		officer("yanruo", "颜若溪", "望江镇分局", 16, "handler"),
		officer("panyue", "潘岳川", "综合行政执法大队", 10, "head"),
		lawyer("hesu", "何溯", "2019-05-06", "reviewer"),
		lawyer("jiangning", "蒋宁舒", "2021-03-15", "reviewer"),
		lawyer("fangzhen", "方缜", "2016-04-11", "chief"),
		{Username: "jianghe", Name: "江和", Department: "局领导", Roles: []string{"leader"}},
		{Username: "baiyun", Name: "柏允", Department: "信用监督管理科", Roles: []string{"publisher"}},
		{Username: "cangjie", Name: "仓颉文", Department: "档案室", Roles: []string{"archivist"}},
		{Username: "duchuan", Name: "都川", Department: "县司法局行政执法监督科", Roles: []string{"supervisor"}},
	}
}

// openOffice opens the office with its people.
func (s *sample) openOffice() error {
	var newcomers []account.Newcomer
	for _, p := range samplePeople() {
		newcomers = append(newcomers, account.Newcomer{Person: p, Password: samplePassword})
	}
	if err := s.office.Accounts.Open(s.ctx, sampleOffice(), newcomers); err != nil {
		return err
	}
	people, err := s.office.Accounts.People(s.ctx)
	if err != nil {
		return err
	}
	s.people = map[string]account.Person{}
	for _, p := range people {
		s.people[p.Username] = p
	}
	body := authority.Body{Kind: "agency", Level: "county", Listed: true}
	for _, kind := range s.texts.kinds {
		body.Powers = append(body.Powers, kind.Item)
	}
	for _, c := range sampleCoercions() {
		if !slices.Contains(body.Powers, c.item) {
			body.Powers = append(body.Powers, c.item)
		}
	}
	for _, l := range sampleLicences(s.options.Cases) {
		if !slices.Contains(body.Powers, l.item) {
			body.Powers = append(body.Powers, l.item)
		}
	}
	for _, c := range sampleCharges(s.options.Cases) {
		body.Powers = append(body.Powers, c.item)
	}
	for _, i := range sampleInspections(s.options.Cases) {
		if !slices.Contains(body.Powers, i.item) {
			body.Powers = append(body.Powers, i.item)
		}
	}
	desk := &authority.Authority{Store: s.office.Store, Rules: s.office.Rules}
	if err := desk.Describe(s.ctx, s.people["weilan"], body); err != nil {
		return err
	}
	return s.registerDevices()
}
