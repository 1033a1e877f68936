package extract

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"

	"zhiheng/backend/fault"
)

const (
	filmMemory  = 1 << 30
	frameLimit  = 30 * time.Second // for one picture
	soundLimit  = 30 * time.Minute // for the sound of one recording
	frameAnswer = 8 << 20
	soundRate   = 1000 // samples a second that a waveform is made of
)

// Film takes pictures and the loudness out of recordings by the program FFmpeg, where it is installed. It holds nothing and
// may be used by many at once. A sound recording of plain samples needs no program.
type Film struct {
	Program string // empty is "ffmpeg", wherever the system finds it
}

func (f Film) program() string {
	if f.Program == "" {
		return "ffmpeg"
	}
	return f.Program
}

// Ready tells whether recordings can be looked into on this machine, and by which program; else the error says what to
// install.
func (f Film) Ready(ctx context.Context) (program string, err error) {
	if program, known := filmsReady.Load(f.program()); known {
		return program.(string), nil
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	version, err := exec.CommandContext(ctx, f.program(), "-version").Output()
	if err != nil {
		return "", fault.New(fault.Unavailable, "extract.film", fault.T("本机没有安装 FFmpeg，不能生成画面概览", "FFmpeg is not installed here: no overview of the pictures can be made")).
			WithHint(fault.T("请安装 ffmpeg；播放、标记和检查不受影响。", "Install ffmpeg. Playing, marking and the checks work without it.")).WithCause(err)
	}
	words := strings.Fields(string(version))
	said := cleanLine(strings.Join(words[:min(len(words), 3)], " "), 60)
	filmsReady.Store(f.program(), said)
	return said, nil
}

// filmsReady are the good answers of programs by their names: a page of a recording asks, and starting one takes a moment. A bad
// answer is not kept, since the program may be installed while the office is open.
var filmsReady sync.Map

// demuxers are how FFmpeg calls the formats of recordings. It is told which one a file is, so that no file can pass for a list
// of other files.
func demuxers() map[string]string {
	return map[string]string{"mp4": "mov", "mov": "mov", "m4a": "mov", "avi": "avi", "wav": "wav", "mp3": "mp3", "mkv": "matroska", "webm": "matroska", "ogg": "ogg", "flac": "flac"}
}

// command is FFmpeg, told to read one file and nothing else.
func (f Film) command(path, format string, atMs int64, rest ...string) (*exec.Cmd, error) {
	demuxer := demuxers()[format]
	if demuxer == "" {
		return nil, fault.New(fault.Unreadable, "extract.film", fault.T("这种格式没有画面概览", "there is no overview of this format"))
	}
	args := []string{"-nostdin", "-hide_banner", "-loglevel", "error", "-protocol_whitelist", "file,pipe", "-threads", "1", "-f", demuxer}
	if atMs > 0 {
		args = append(args, "-ss", fmt.Sprintf("%d.%03d", atMs/1000, atMs%1000))
	}
	cmd := exec.Command(f.program(), append(append(args, "-i", "file:"+path), rest...)...)
	cmd.Env = childEnv()
	cmd.WaitDelay = 2 * time.Second
	detach(cmd)
	return cmd, nil
}

// Frame is the picture of a film at a moment, as a JPEG of a width in pixels; 0 is its own. The program runs by itself, with
// limits on time and memory; if it gives nothing, the error is fault.Unreadable.
func (f Film) Frame(ctx context.Context, path, format string, atMs int64, width int) ([]byte, error) {
	const op = "extract.frame"
	ctx, cancel := context.WithTimeout(ctx, frameLimit)
	defer cancel()
	rest := []string{"-an", "-frames:v", "1", "-q:v", "3"}
	if width > 0 {
		rest = append(rest, "-vf", fmt.Sprintf("scale=%d:-2", width))
	}
	cmd, err := f.command(path, format, atMs, append(rest, "-f", "mjpeg", "pipe:1")...)
	if err != nil {
		return nil, err
	}
	out, words := &capped{left: frameAnswer}, &tail{}
	cmd.Stdout, cmd.Stderr = out, words
	err = run(ctx, cmd, filmMemory, frameLimit)
	if errors.Is(ctx.Err(), context.Canceled) {
		return nil, cancelled(op, ctx.Err())
	}
	if err != nil || out.Len() == 0 {
		return nil, fault.New(fault.Unreadable, op, fault.T("这一时刻没有取到画面", "no picture could be had of this moment")).WithCause(errors.Join(err, errors.New(words.String())))
	}
	return out.Bytes(), nil
}

// Loudness is how loud a recording is over its length: the peak within each of a number of equal spans, 0 to 255. Of a
// recording without sound it is nothing.
func (f Film) Loudness(ctx context.Context, path, format string, durationMs int64, spans int, progress func(doneMs int64)) ([]byte, error) {
	const op = "extract.loudness"
	if durationMs <= 0 || spans <= 0 {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, soundLimit)
	defer cancel()
	cmd, err := f.command(path, format, 0, "-vn", "-ac", "1", "-ar", fmt.Sprint(soundRate), "-f", "s16le", "pipe:1")
	if err != nil {
		return nil, err
	}
	peaks := &peaks{out: make([]byte, spans), total: max(durationMs*soundRate/1000, 1), progress: progress}
	words := &tail{}
	cmd.Stdout, cmd.Stderr = peaks, words
	err = run(ctx, cmd, filmMemory, soundLimit)
	if errors.Is(ctx.Err(), context.Canceled) {
		return nil, cancelled(op, ctx.Err())
	}
	if err != nil && peaks.seen == 0 {
		if strings.Contains(words.String(), "does not contain any stream") || strings.Contains(words.String(), "matches no streams") {
			return nil, nil
		}
		return nil, fault.New(fault.Unreadable, op, fault.T("声音无法读取", "the sound cannot be read")).WithCause(errors.Join(err, errors.New(words.String())))
	}
	return peaks.out, nil
}

// peaks takes 16-bit samples as they come and keeps the loudest of each span.
type peaks struct {
	out      []byte
	total    int64 // samples expected
	seen     int64
	odd      []byte
	progress func(doneMs int64)
}

func (p *peaks) Write(b []byte) (int, error) {
	n := len(b)
	if len(p.odd) > 0 && n > 0 {
		p.take(int16(uint16(p.odd[0]) | uint16(b[0])<<8))
		p.odd, b = nil, b[1:]
	}
	for len(b) >= 2 {
		p.take(int16(binary.LittleEndian.Uint16(b)))
		b = b[2:]
	}
	p.odd = bytes.Clone(b)
	if p.progress != nil {
		p.progress(p.seen * 1000 / soundRate)
	}
	return n, nil
}

func (p *peaks) take(sample int16) {
	at := min(p.seen*int64(len(p.out))/p.total, int64(len(p.out)-1))
	p.seen++
	loud := int(sample)
	if loud < 0 {
		loud = -loud
	}
	p.out[at] = max(p.out[at], byte(min(loud>>7, 255)))
}

// SoundLoudness is Loudness of a WAV recording of plain 16-bit samples, which needs no program; ok is false for any other.
func SoundLoudness(r io.ReaderAt, size int64, spans int) (peak []byte, ok bool) {
	w := &riff{r: r, result: Result{Meta: map[string]string{}}}
	w.walk(12, size, 0)
	if w.begin == 0 || w.bits != 16 || w.block < 2 || w.data < int64(w.block) || spans <= 0 {
		return nil, false
	}
	peak = make([]byte, spans)
	samples := w.data / int64(w.block)
	p := &peaks{out: peak, total: samples}
	buffered := make([]byte, int64(w.block)*8192)
	for at := int64(0); at < w.data; {
		n, err := r.ReadAt(buffered[:min(int64(len(buffered)), w.data-at)], w.begin+at)
		for i := 0; i+int(w.block) <= n; i += int(w.block) {
			p.take(int16(binary.LittleEndian.Uint16(buffered[i:])))
		}
		if at += int64(n); err != nil || n == 0 {
			break
		}
	}
	return peak, true
}
