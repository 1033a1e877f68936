// Command county writes the packages of two fictional offices into a folder, for the browser's look at the site made of them: many
// decisions, one with a paper as a picture, one that was withdrawn, and two versions of a list of officers.
package main

import (
	"fmt"
	"os"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/disclosure/packagetest"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: county FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(folder string) error {
	food, err := packagetest.New("云汀县虚构监督管理局", "11320681014381238G")
	if err != nil {
		return err
	}
	water, err := packagetest.New("云汀县虚构水务局", "11320681014381246B")
	if err != nil {
		return err
	}
	penalties := func(from, n int, day string) (list []disclosure.Record) {
		for i := range n {
			list = append(list, packagetest.Penalty(from+i, day))
		}
		return list
	}
	food.Lists = []disclosure.ListRecord{packagetest.Officers(1, "2026-01-05", "郑公开")}
	first := penalties(1, 120, "2026-01-05")
	if err := food.Scan(&first[6], "检验报告"); err != nil {
		return err
	}
	_, hashes, err := food.Package(folder, "2026-01-05", first)
	if err != nil {
		return err
	}
	food.Lists = []disclosure.ListRecord{packagetest.Officers(2, "2026-03-02", "郑公开", "王增补", "<b>冯转义</b>")}
	gone := packagetest.Penalty(2, "2026-01-05")
	if _, _, err := food.Package(folder, "2026-03-02", penalties(121, 5, "2026-03-02"), disclosure.Notice{ID: gone.ID, No: gone.No, End: disclosure.EndWithdrawn, On: "2026-03-02", Reason: "处罚决定被依法撤销", SHA256: hashes[gone.ID]}); err != nil {
		return err
	}
	_, _, err = water.Package(folder, "2026-02-03", penalties(1, 8, "2026-02-03"))
	return err
}
