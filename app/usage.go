package app

import (
	"errors"
	"regexp"

	"zhiheng/backend/fault"
)

// misuses are the complaints of the parser of the command line, and how they are said to people. $1 is what they are about.
var misuses = []struct {
	says *regexp.Regexp
	text fault.Text
}{
	{regexp.MustCompile(`^expected one of (.+)$`), fault.T("缺少命令,可以是 $1", "a command is missing, one of $1")},
	{regexp.MustCompile(`^expected "(.+)"$`), fault.T("缺少 $1", "$1 is missing")},
	{regexp.MustCompile(`^missing flags: (.+)$`), fault.T("缺少选项 $1", "the flag $1 is missing")},
	{regexp.MustCompile(`^unknown flag (-[0-9][^,]*)(?:,.*)?$`), fault.T("不能是负数:$1", "a number may not be negative here: $1")},
	{regexp.MustCompile(`^unknown flag ([^,]+), did you mean (.+)\?$`), fault.T("没有选项 $1,是不是 $2", "there is no flag $1; did you mean $2")},
	{regexp.MustCompile(`^unknown flag ([^,]+)$`), fault.T("没有选项 $1", "there is no flag $1")},
	{regexp.MustCompile(`^unexpected argument ([^,]+), did you mean (.+)\?$`), fault.T("没有 $1,是不是 $2", "there is no $1; did you mean $2")},
	{regexp.MustCompile(`^unexpected argument ([^,]+)$`), fault.T("多出或者不认识的 $1", "$1 is one too many, or unknown")},
	{regexp.MustCompile(`^(.+): expected a valid \d+ bit u?int but got "(.*)"$`), fault.T("$1 应为整数,不能是“$2”", "$1 is a whole number, not “$2”")},
	{regexp.MustCompile(`^(\S+): expected \w+ value but got "(-[0-9][^"]*)".*$`), fault.T("$1 不能是负数:$2", "$1 may not be negative: $2")},
	{regexp.MustCompile(`^(\S+): expected \w+ value but got "([^"]*)".*$`), fault.T("$1 要有一个值,而不是 $2", "$1 needs a value, not $2")},
	{regexp.MustCompile(`^(.+) must be one of (.+) but got "(.*)"$`), fault.T("$1 只能是 $2,不能是“$3”", "$1 is one of $2, not “$3”")},
}

// misused says in the person's language what is wrong with a command line. What a value itself complains of comes first.
func misused(err error) error {
	var inner *fault.Error
	if errors.As(err, &inner) {
		return inner
	}
	hint := fault.T("zhiheng --help 查看用法。", "See zhiheng --help.")
	for _, m := range misuses {
		if found := m.says.FindStringSubmatchIndex(err.Error()); found != nil {
			zh, en := m.says.ExpandString(nil, m.text.Zh, err.Error(), found), m.says.ExpandString(nil, m.text.En, err.Error(), found)
			return fault.New(fault.Invalid, "app.cli", fault.Tf("命令用法不对:%[1]s", "wrong usage: %[2]s", zh, en)).WithHint(hint)
		}
	}
	return fault.New(fault.Invalid, "app.cli", fault.Tf("命令用法不对:%[1]v", "wrong usage: %[1]v", err)).WithHint(hint)
}
