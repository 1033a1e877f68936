package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

const (
	timestampPatience = 30 * time.Second
	largestTimestamp  = 256 << 10
)

// askForTimestamp hands a request to a time-stamping service as RFC 3161 has it over HTTP. It is the only thing that the program
// ever sends by itself, and it does so when somebody has pressed the button for it.
func askForTimestamp(ctx context.Context, address string, request []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, timestampPatience)
	defer cancel()
	ask, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(request))
	if err != nil {
		return nil, err
	}
	ask.Header.Set("Content-Type", "application/timestamp-query")
	ask.Header.Set("User-Agent", "")
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answered %s", answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, largestTimestamp))
}
