package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
)

// Office is what the screens may know before anybody has signed in. A sample office shows its people and their password.
type Office struct {
	SetUp          bool           `json:"set_up"`
	Name           string         `json:"name"`
	USCC           string         `json:"uscc"`
	Region         string         `json:"region"`
	CodeWord       string         `json:"code_word"`
	Sample         bool           `json:"sample"`
	SamplePeople   []SamplePerson `json:"sample_people,omitempty"`
	SamplePassword string         `json:"sample_password,omitempty"`
	Version        string         `json:"version"`
	Window         bool           `json:"window"`
}

// SamplePerson is somebody of a sample office.
type SamplePerson struct {
	Username string   `json:"username"`
	Name     string   `json:"name"`
	Roles    []string `json:"roles"`
}

type firstPerson struct {
	Username string   `json:"username" maxLength:"100"`
	Name     string   `json:"name" maxLength:"100"`
	Roles    []string `json:"roles" maxItems:"20"`
	Password string   `json:"password" maxLength:"300"`
}

type newOffice struct {
	Name     string        `json:"name" maxLength:"200"`
	USCC     string        `json:"uscc" maxLength:"40"`
	Region   string        `json:"region" maxLength:"12"`
	CodeWord string        `json:"code_word" maxLength:"20"`
	People   []firstPerson `json:"people" maxItems:"200"`
}

func (s *Server) office(ctx context.Context) (Office, error) {
	o, found, err := s.Accounts.Office(ctx)
	out := Office{SetUp: found, Name: o.Name, USCC: o.USCC, Region: o.Region, CodeWord: o.CodeWord, Sample: o.Sample, SamplePassword: o.SamplePassword,
		Version: s.Version, Window: s.Shell != nil}
	if err != nil || !o.Sample {
		return out, err
	}
	people, err := s.Accounts.People(ctx)
	for _, p := range people {
		if p.Active {
			out.SamplePeople = append(out.SamplePeople, SamplePerson{p.Username, p.Name, p.Roles})
		}
	}
	return out, err
}

func (s *Server) officeRoutes() {
	handle(s, http.MethodGet, "/api/office", anybody, "The office", func(ctx context.Context, _ account.Person, _ *nothing) (Office, error) {
		return s.office(ctx)
	})
	handle(s, http.MethodPost, "/api/office", anybody, "Open a new office with its first people", func(ctx context.Context, _ account.Person, in *body[newOffice]) (Office, error) {
		people := []account.Newcomer{}
		for _, p := range in.Body.People {
			people = append(people, account.Newcomer{Person: account.Person{Username: p.Username, Name: p.Name, Roles: p.Roles}, Password: p.Password})
		}
		err := s.Accounts.Open(ctx, account.Office{Name: in.Body.Name, USCC: in.Body.USCC, Region: in.Body.Region, CodeWord: in.Body.CodeWord}, people)
		if err != nil {
			return Office{}, err
		}
		return s.office(ctx)
	})
}

func (s *Server) shellRoutes() {
	handle(s, http.MethodGet, "/api/shell", anybody, "Whether this is the desktop window", func(context.Context, account.Person, *nothing) (ShellState, error) {
		return ShellState{s.Shell != nil}, nil
	})
	handle(s, http.MethodPost, "/api/shell/pick-folder", signedIn, "Choose a folder with the system's dialogue", func(ctx context.Context, _ account.Person, _ *nothing) (Folder, error) {
		if s.Shell == nil {
			return Folder{}, fault.New(fault.Unavailable, "httpapi.shell", fault.T("只有在桌面窗口中才能选择文件夹", "a folder can be chosen only in the desktop window")).
				WithHint(fault.T("请直接填写路径,或拖入文件。", "Type the path, or drop the files."))
		}
		path, err := s.Shell.PickFolder(ctx)
		return Folder{path}, err
	})
}

// ShellState says whether the screens are in the desktop window.
type ShellState struct {
	Window bool `json:"window"`
}

// Folder is a folder on this machine; empty if none was chosen.
type Folder struct {
	Path string `json:"path,omitempty"`
}
