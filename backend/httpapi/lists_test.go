package httpapi_test

import "testing"

func TestLists(t *testing.T) {
	row := `{"rows":[{"content":{"complaints":"0513-85090000","reconsideration":"启东市虚构人民政府","court":"启东市虚构人民法院","periods":"六十日；六个月"}}]}`
	runAll(t, []scenario{
		{name: "everybody who is signed in sees the lists", who: "handler", method: "GET", url: "/api/lists", status: 200, want: []string{`"id":"A01"`, `"id":"A19"`, `"id":"W01"`, "服务指南"}},
		{name: "a stranger sees none", who: "stranger", method: "GET", url: "/api/lists", status: 401},
		{name: "a handler keeps none", who: "handler", method: "POST", url: "/api/lists/A18/rows", body: row, status: 403, want: []string{"您的角色不能进行此项操作"}},
		{name: "the chief keeps them", who: "chief", method: "POST", url: "/api/lists/A18/rows", body: row, status: 200, want: []string{`"state":"new"`, `"changes":1`}, entries: 1},
		{name: "a resident id is refused with the article", who: "chief", method: "POST", url: "/api/lists/A18/rows", body: `{"rows":[{"content":{"complaints":"320681198503121237"}}]}`, status: 422,
			want: []string{"个人信息保护法", `"field":"complaints"`}},
		{name: "a list that there is not", who: "chief", method: "GET", url: "/api/lists/A99", status: 404},
		{name: "a list is filled with what the program knows", who: "chief", method: "POST", url: "/api/lists/A12/refresh", status: 200, want: []string{"元"}, entries: 1},
		{name: "nothing to approve", who: "chief", method: "POST", url: "/api/lists/A18/approval", body: `{"valid_from":"2026-03-02","reason":"首次公布"}`, status: 422, want: []string{"没有待批准的变更"}},
		{name: "a list that nobody approved is not handed out", who: "handler", method: "GET", url: "/api/lists/A18/files/pdf", status: 404},
		{name: "a course is drawn", who: "handler", method: "GET", url: "/api/procedures/penalty/chart?lang=en", status: 200, want: []string{"<svg", "Legal review"}},
		{name: "a course that there is not", who: "handler", method: "GET", url: "/api/procedures/none/chart", status: 404},
	})
}
