// Package fault says what went wrong, in words for the person at the screen and in facts for the log.
//
// An [Error] has a kind, which decides the HTTP status and the exit code, a message and a hint in both languages of the
// program, and, where the law is the reason, the article. The cause, if any, is for the log alone and never shown.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind sorts errors by what the caller can do about them.
type Kind string

// The kinds of error. Their names go over the wire and may not change.
const (
	Invalid         Kind = "invalid"         // the request makes no sense: mend it and send it again
	Unauthenticated Kind = "unauthenticated" // nobody is signed in
	Forbidden       Kind = "forbidden"       // this person may not do this
	NotFound        Kind = "not_found"       // no such thing, or not for these eyes
	Conflict        Kind = "conflict"        // somebody else was quicker, or the name is taken
	Refused         Kind = "refused"         // the law or the office's rules stand in the way
	Unreadable      Kind = "unreadable"      // a file that cannot be read: a result, not a failure
	Storage         Kind = "storage"         // the disk is full, read-only or failing
	Damaged         Kind = "damaged"         // stored data is not what was written
	Unavailable     Kind = "unavailable"     // not now, or not on this machine
	Cancelled       Kind = "cancelled"       // the person stopped it
	Internal        Kind = "internal"        // a fault of the program
)

// Text is a sentence in both languages of the program.
type Text struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// T pairs a Chinese sentence with its English one.
func T(zh, en string) Text { return Text{Zh: zh, En: en} }

// Tf pairs two formats over the same arguments. A format may pick its arguments by index, as in %[2]s.
func Tf(zh, en string, args ...any) Text {
	return Text{Zh: fmt.Sprintf(zh, args...), En: fmt.Sprintf(en, args...)}
}

// In returns the sentence in a language: "en" or anything that begins with it is English, all else Chinese.
func (t Text) In(lang string) string {
	if strings.HasPrefix(strings.ToLower(lang), "en") && t.En != "" {
		return t.En
	}
	return t.Zh
}

// IsZero tells whether there is nothing to say.
func (t Text) IsZero() bool { return t == Text{} }

// Error is an error a person can act on. Article is the citation of the law behind a refusal, such as
// "行政处罚法第五十八条". Field is the request field at fault, if there is one. Err is the cause, for the log only.
type Error struct {
	Kind    Kind
	Op      string // where it happened, such as "decision.issue"
	Message Text
	Hint    Text // the way out
	Article string
	Field   string
	Err     error
}

// New makes an error of a kind at an operation with a message.
func New(kind Kind, op string, message Text) *Error {
	return &Error{Kind: kind, Op: op, Message: message}
}

// Wrap makes an internal error out of a cause at an operation. An error that already has a kind keeps it.
// Wrapping nil gives nil.
func Wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		if e.Op == op || strings.HasPrefix(e.Op, op+": ") {
			return err
		}
		wrapped := *e
		wrapped.Op = op + ": " + e.Op
		wrapped.Err = err
		return &wrapped
	}
	return &Error{Kind: Internal, Op: op, Message: T("程序内部错误", "internal error"), Err: err}
}

// WithHint returns the error with the way out added.
func (e *Error) WithHint(hint Text) *Error { e.Hint = hint; return e }

// WithArticle returns the error with the article of law that stands behind it.
func (e *Error) WithArticle(article string) *Error { e.Article = article; return e }

// WithField returns the error with the name of the request field at fault.
func (e *Error) WithField(field string) *Error { e.Field = field; return e }

// WithCause returns the error with the cause, which is logged and never shown.
func (e *Error) WithCause(err error) *Error { e.Err = err; return e }

// Error is the line for the log: operation, kind, English message and the innermost cause.
func (e *Error) Error() string {
	s := e.Op + ": " + string(e.Kind) + ": " + e.Message.In("en")
	if e.Article != "" {
		s += " (" + e.Article + ")"
	}
	if cause := e.cause(); cause != nil {
		s += ": " + cause.Error()
	}
	return s
}

// cause is the first error below that is not itself an *Error.
func (e *Error) cause() error {
	err := e.Err
	for {
		inner, ok := err.(*Error)
		if !ok {
			return err
		}
		err = inner.Err
	}
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of an error: "" for nil, Internal for an error that has none.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// As returns the error as a person may see it. An error without a kind becomes an internal one with its cause kept.
func As(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Kind: Internal, Message: T("程序内部错误", "internal error"), Err: err,
		Hint: T("请把日志交给维护人员。", "Hand the log to whoever maintains the program.")}
}

// ExitCode maps an error to the command line's exit code: 0 done, 1 found wanting, 2 wrong usage, 3 refused by law or
// permission, 4 storage.
func ExitCode(err error) int {
	switch KindOf(err) {
	case "":
		return 0
	case Invalid:
		return 2
	case Refused, Forbidden, Unauthenticated, Conflict:
		return 3
	case Storage:
		return 4
	default:
		return 1
	}
}
