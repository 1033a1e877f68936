package ledger

import (
	"fmt"
	"strings"

	"zhiheng/backend/fault"
)

// Line is a signed checkpoint in one line of less than 180 bytes, for a text message, a QR code or a notebook: origin, size,
// root, name of the key and signature, parted by spaces.
func Line(signed string) string {
	parts := strings.Split(strings.TrimSuffix(signed, "\n"), "\n")
	if len(parts) != 5 {
		return ""
	}
	return strings.Join([]string{parts[0], parts[1], parts[2], strings.TrimPrefix(parts[4], "— ")}, " ")
}

// FromLine is the signed checkpoint that a line stands for. Whether the signature is good is for [OpenCheckpoint] to say.
// White space may have been changed on the way.
func FromLine(line string) (string, error) {
	parts := strings.Fields(line)
	if len(parts) != 5 {
		return "", fault.New(fault.Invalid, "ledger.line", fault.T("这一行不是检查点:应有五段", "this line is no checkpoint: it should have five parts")).
			WithCause(fmt.Errorf("%d parts", len(parts)))
	}
	return fmt.Sprintf("%s\n%s\n%s\n\n— %s %s\n", parts[0], parts[1], parts[2], parts[3], parts[4]), nil
}
