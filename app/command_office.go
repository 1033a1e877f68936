package app

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
)

type initCommand struct {
	Office string   `required:"" help:"${office}"`
	Code   string   `required:"" help:"${uscc}"`
	Region string   `help:"${region}"`
	Word   string   `help:"${word}"`
	Person []string `help:"${people}" placeholder:"USER:NAME:ROLES" sep:"none"`
}

// Run makes a new office with its first people.
func (c *initCommand) Run(t *terminal) (err error) {
	if c.Region == "" && len(c.Code) >= 8 {
		c.Region = c.Code[2:8]
	}
	if len(c.Person) == 0 {
		c.Person = []string{"security:安全管理员:security_admin"}
	}
	password, err := t.password()
	if err != nil {
		return err
	}
	var people []account.Newcomer
	for _, line := range c.Person {
		parts := strings.Split(line, ":")
		lawyer := len(parts) == 4 && parts[3] == "law"
		if len(parts) != 3 && !lawyer {
			return fault.New(fault.Invalid, "app.init", fault.Tf("“%[1]s”应写作 用户名:姓名:角色，取得法律职业资格的再加 :law", "%[1]q should be username:name:roles, with :law for the legal qualification", line))
		}
		people = append(people, account.Newcomer{Person: account.Person{Username: parts[0], Name: parts[1], Roles: strings.Split(parts[2], "+"), LawQualified: lawyer}, Password: password})
	}
	o, err := OpenOffice(t.Data, Settings{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	office := account.Office{Name: c.Office, USCC: c.Code, Region: c.Region, CodeWord: c.Word}
	if err := o.Accounts.Open(t.ctx, office, people); err != nil {
		return err
	}
	return t.print(office, func(w io.Writer) {
		fmt.Fprintf(w, t.text("已建立:%s(%s)\n", "Made: %s (%s)\n"), c.Office, t.Data)
	})
}

type sampleCommand struct {
	Cases int    `default:"40" help:"${cases}"`
	Seed  uint64 `default:"1" help:"${seed}"`
}

// Run makes a fictional office. It refuses a folder in use.
func (c *sampleCommand) Run(t *terminal) error {
	report, err := WriteSample(t.ctx, t.Data, SampleOptions{Cases: c.Cases, Seed: c.Seed})
	if err != nil {
		return err
	}
	return t.print(report, func(w io.Writer) {
		fmt.Fprintf(w, t.text("示例单位已生成:案件 %d 件,材料 %d 份,账目 %d 条(%s)\n", "Sample office made: %d cases, %d papers, %d entries (%s)\n"), report.Cases, report.Papers, report.Entries, t.Data)
	})
}
