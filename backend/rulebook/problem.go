package rulebook

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"regexp/syntax"
	"strings"

	"zhiheng/backend/fault"
)

// Problem is something wrong in a data file. Row is the row's id, or its place ("#3") if it has none.
type Problem struct {
	File string     `json:"file"`
	Row  string     `json:"row,omitempty"`
	What fault.Text `json:"what"`
}

// In is the problem in one line, in a language.
func (p Problem) In(lang string) string {
	if p.Row == "" {
		return p.File + ": " + p.What.In(lang)
	}
	return p.File + ": " + p.Row + ": " + p.What.In(lang)
}

// Problems are all that is wrong with a rulebook. Load's error holds them as its cause.
type Problems []Problem

// Error lists the problems for the log, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.In("en")
	}
	return strings.Join(lines, "\n")
}

// refusal is the error that a rulebook with faults meets.
func (ps Problems) refusal() error {
	return fault.New(fault.Invalid, "rulebook.load", fault.Tf("规则数据有%[1]d处错误，第一处：%[2]s",
		"the rulebook has %[1]d faults; the first: %[3]s", len(ps), ps[0].In("zh"), ps[0].In("en"))).WithCause(ps).
		WithHint(fault.T("按文件和行改正后重试；本单位仍按原版本办案。", "Correct them by file and row and try again. The office goes on with the version it has."))
}

// say puts a sentence into both languages. An argument that is a text itself is put into each in its own.
func say(zh, en string, args ...any) fault.Text {
	in := func(lang string) []any {
		out := make([]any, len(args))
		for i, arg := range args {
			if text, ok := arg.(fault.Text); ok {
				arg = text.In(lang)
			}
			out[i] = arg
		}
		return out
	}
	return fault.T(fmt.Sprintf(zh, in("zh")...), fmt.Sprintf(en, in("en")...))
}

// reason says why something could not be read, as far as that can be said in plain words.
func reason(err error) fault.Text {
	var told *fault.Error
	if errors.As(err, &told) && told.Kind != fault.Internal {
		return told.Message
	}
	var broken *json.SyntaxError
	var value *json.UnmarshalTypeError
	switch key, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); {
	case unknown:
		return say("没有“%s”这一栏", "unknown field %q", strings.Trim(key, `"`))
	case errors.As(err, &value):
		return say("“%s”一栏不能是这样的值（%s），应为 %s", "the value of %q cannot be of the kind %s; it must be %s", value.Field, value.Value, value.Type)
	case errors.As(err, &broken), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return say("不是完整有效的 JSON：%v", "this is not whole and valid JSON: %v", err)
	}
	return say("读不出来：%v", "it cannot be read: %v", err)
}

// celWords are the words in which the language of conditions says what is wrong, and ours for the same.
var celWords = []struct {
	pattern *regexp.Regexp
	zh, en  string
}{
	{regexp.MustCompile(`ERROR: <input>:\d+:(\d+): `), "第${1}个字符处：", "at character ${1}: "},
	{regexp.MustCompile(`undeclared reference to '([^']*)'(?: \(in container ''\))?`), "没有“${1}”这个要素或函数", "undeclared reference to '${1}'"},
	{regexp.MustCompile(` \(did you mean '([^']*)'\?\)`), "，是不是“${1}”", "${0}"},
	{regexp.MustCompile(`found no matching overload for '([^']*)' applied to '([^']*)'`), "“${1}”不能用于 ${2}", "${0}"},
	{regexp.MustCompile(`undefined field '([^']*)'`), "没有“${1}”这一项", "${0}"},
	{regexp.MustCompile(`expected type '([^']*)' but found '([^']*)'`), "应为 ${1}，实为 ${2}", "${0}"},
	{regexp.MustCompile(`Syntax error: mismatched input '([^']*)'`), "语法错误，“${1}”用在这里不对", "${0}"},
	{regexp.MustCompile(`Syntax error: `), "语法错误：", "${0}"},
	{regexp.MustCompile(`the condition gives (\S+), not a bool`), "条件的结果是 ${1}，不是“是”或“否”（bool）", "${0}"},
}

// conditionFault says what is wrong with a condition: in the words of its language, without the picture of the place.
func conditionFault(source string, err error) fault.Text {
	var lines []string
	for line := range strings.Lines(err.Error()) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "|") {
			lines = append(lines, line)
		}
	}
	what := fault.T(strings.Join(lines, "；"), strings.Join(lines, "; "))
	for _, w := range celWords {
		what.Zh, what.En = w.pattern.ReplaceAllString(what.Zh, w.zh), w.pattern.ReplaceAllString(what.En, w.en)
	}
	return say("条件“%[1]s”有误：%[2]s", "condition %[1]q: %[2]s", source, what)
}

// patternWords are the commonest faults of a pattern in Chinese.
var patternWords = map[syntax.ErrorCode]string{
	syntax.ErrMissingParen: "缺少右圆括号", syntax.ErrUnexpectedParen: "多出右圆括号", syntax.ErrMissingBracket: "缺少右方括号", syntax.ErrMissingRepeatArgument: "重复符号前没有内容",
	syntax.ErrInvalidEscape: "转义符有误", syntax.ErrTrailingBackslash: "末尾多出反斜杠", syntax.ErrInvalidCharRange: "字符范围有误", syntax.ErrInvalidRepeatSize: "重复次数有误", syntax.ErrInvalidRepeatOp: "重复符号有误",
}

// patternFault says what is wrong with a pattern.
func patternFault(pattern string, err error) fault.Text {
	what := fault.T(err.Error(), err.Error())
	var bad *syntax.Error
	if errors.As(err, &bad) {
		what = fault.T(patternWords[bad.Code], bad.Code.String())
		if what.Zh == "" {
			what.Zh = what.En
		}
	}
	return say("样式“%s”有误：%s", "bad pattern %q: %s", pattern, what)
}
