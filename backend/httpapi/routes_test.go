package httpapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/httpapi"
)

// route is a route of the description with the permission that it asks for.
type route struct{ method, path, permission string }

func (r route) String() string { return r.method + " " + r.path }

// allRoutes reads the routes out of the description.
func allRoutes(t *testing.T) []route {
	t.Helper()
	raw := must(httpapi.Describe())(t)
	var doc struct {
		Paths map[string]map[string]struct {
			Permission string `json:"x-permission"`
		} `json:"paths"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	var list []route
	for path, methods := range doc.Paths {
		for method, op := range methods {
			list = append(list, route{strings.ToUpper(method), path, op.Permission})
		}
	}
	slices.SortFunc(list, func(a, b route) int { return strings.Compare(a.String(), b.String()) })
	if len(list) < 60 {
		t.Fatalf("only %d routes", len(list))
	}
	return list
}

// url fills a route's path with ids that exist, or with none that does.
func (r route) url(o *office, real bool) string {
	id := "none-0000000000"
	if real {
		for area, known := range map[string]string{"/api/cases/": "case", "/api/papers/": "行政处罚告知书", "/api/imports/": "import", "/api/people/": "handler"} {
			if strings.HasPrefix(r.path, area) {
				id = o.ids[known]
			}
		}
	}
	return strings.NewReplacer("{id}", id, "{n}", "1", "{seq}", "1", "{item}", "P01", "{name}", "x.csv", "{sha256}", strings.Repeat("a", 64)).Replace(r.path)
}

// call makes a request that ends by itself even where events would go on for ever.
func (r route) call(v *visitor, url, body string, change func(*http.Request)) (int, string) {
	var content any
	if r.method != "GET" && r.method != "DELETE" {
		content = body
	}
	request := v.request(r.method, url, content)
	if r.path == "/api/events" {
		ctx, cancel := context.WithTimeout(bg, 20*time.Millisecond)
		defer cancel()
		request = request.WithContext(ctx)
	}
	if change != nil {
		change(request)
	}
	w := v.send(request)
	return w.Code, w.Body.String()
}

func TestTheDescriptionIsCurrent(t *testing.T) {
	kept := must(os.ReadFile("openapi.json"))(t)
	if !bytes.Equal(kept, must(httpapi.Describe())(t)) {
		t.Fatal("openapi.json is not current: go run ./backend/httpapi/openapi")
	}
}

// The rooms of the table below. They are written out here on purpose: a change of the roles in account must be seen.
const (
	everyone = "handler head reviewer chief leader publisher archivist auditor system_admin security_admin supervisor"
	readers  = "handler head reviewer chief leader publisher archivist supervisor"
	insiders = "handler head reviewer chief leader archivist supervisor" // who read the internal volume
	ledgers  = readers + " auditor"
	workers  = "handler head"
	judges   = "reviewer chief"
	movers   = "handler head leader archivist"
	checkers = "reviewer chief supervisor auditor system_admin"
	approval = "reviewer chief leader"
)

// mayPass is who may come through each route. "*" is anybody whose browser was let in.
var mayPass = map[string]string{
	"GET /api/office": "*", "POST /api/office": "*", "POST /api/session": "*", "GET /api/shell": "*",
	"GET /api/session": everyone, "DELETE /api/session": everyone, "PUT /api/session/password": everyone, "POST /api/shell/pick-folder": everyone,
	"GET /api/people": everyone, "GET /api/rulebook": everyone, "GET /api/settings": everyone, "GET /api/jobs": everyone, "DELETE /api/jobs/{id}": everyone, "GET /api/events": everyone,
	"POST /api/people": "security_admin", "PUT /api/people/{id}": "security_admin", "POST /api/people/{id}/password": "security_admin", "PUT /api/settings": "system_admin", "GET /api/kinds": everyone, "PUT /api/kinds": "system_admin",
	"GET /api/cases": readers, "GET /api/cases/{id}": readers, "GET /api/cases/{id}/next": readers, "GET /api/cases/{id}/timeline": readers, "GET /api/cases/{id}/proof": readers,
	"GET /api/cases/{id}/decision": readers, "GET /api/papers/{id}": readers, "GET /api/papers/{id}/original": readers, "GET /api/papers/{id}/pages/{n}/image": readers, "GET /api/papers/{id}/pages/{n}": readers, "GET /api/cases/{id}/find": readers,
	"GET /api/papers/{id}/versions/{sha256}": readers, "GET /api/imports": readers, "GET /api/imports/{id}": readers, "GET /api/reviews": insiders, "GET /api/reviews/{id}": insiders,
	"GET /api/disclosures": readers, "GET /api/disclosures/{id}": readers, "GET /api/disclosures/{id}/files/{name}": readers, "GET /api/search": readers, "GET /api/coverage": readers, "GET /api/coverage/list": readers, "GET /api/workbench": readers,
	"GET /api/rulebook/versions": everyone, "GET /api/rulebook/instruments": everyone, "GET /api/rulebook/laws": everyone, "GET /api/rulebook/laws/{id}": everyone, "GET /api/rulebook/laws/{id}/original": everyone, "GET /api/rulebook/law-search": everyone, "POST /api/rulebook/law-readings": everyone,
	"POST /api/rulebook/laws": "chief reviewer", "POST /api/rulebook/laws/{id}/withdraw": everyone, "GET /api/rulebook/citations": everyone, "GET /api/rulebook/versions/{id}": everyone, "GET /api/rulebook/versions/{id}/tables": everyone, "GET /api/rulebook/versions/{id}/export": everyone,
	"GET /api/rulebook/amendments/{id}": everyone, "GET /api/rulebook/trials/{id}": readers, "POST /api/rulebook/trials": readers, "POST /api/rulebook/amendments": readers,
	"GET /api/ledger": ledgers, "GET /api/ledger/{seq}": ledgers, "POST /api/rulebook/checks": everyone, "POST /api/rulebook/amendments/{id}/trial": readers, "POST /api/rulebook/amendments/{id}/approval": "chief leader", "POST /api/rulebook/amendments/{id}/rejection": readers,
	"GET /api/collections": readers, "PUT /api/collections": "head reviewer chief", "POST /api/collections/{id}/removal": "head reviewer chief", "GET /api/collections/{id}/documents/{n}": readers,
	"GET /api/templates": everyone, "GET /api/templates/{procedure}/{code}": everyone, "GET /api/templates/{procedure}/{code}/docx": everyone, "POST /api/templates/{procedure}/{code}/readings": everyone,
	"POST /api/templates/{procedure}/{code}/proposals": readers, "POST /api/templates/{procedure}/{code}/return": readers, "GET /api/papers/{id}/docx": readers, "GET /api/papers/{id}/pdf": readers,
	"GET /api/synonyms": readers, "PUT /api/synonyms": "chief system_admin",
	"GET /api/papers/{id}/split": readers, "POST /api/papers/{id}/split": workers, "POST /api/papers/{id}/join": workers,
	"POST /api/cases/{id}/rulebook": readers, "GET /api/cases/{id}/restriction": readers, "PUT /api/cases/{id}/restriction": readers, "POST /api/cases/{id}/restriction/lifting": readers,
	"GET /api/cases/{id}/departures": insiders, "PUT /api/cases/{id}/departures/{item}": workers, "PUT /api/reviews/{id}/items/{item}/departure": judges,
	"GET /api/cases/{id}/prechecks": insiders, "GET /api/cases/{id}/similar": readers, "GET /api/cases/{id}/penalties": readers, "POST /api/similar": readers, "POST /api/cases/{id}/similar/marks": judges,
	"GET /api/cases/{id}/clocks": readers, "GET /api/cases/{id}/clocks.ics": readers, "GET /api/clock": readers, "GET /api/clocks.ics": readers,
	"GET /api/calendar": everyone, "POST /api/calendar/effect": "system_admin", "POST /api/calendar/notices": "system_admin",
	"GET /api/verifications": checkers, "POST /api/verifications": checkers, "POST /api/reindex": checkers,
	"POST /api/cases": workers, "PUT /api/cases/{id}/fields": workers, "PUT /api/cases/{id}/handlers": workers, "POST /api/cases/{id}/proposals": workers, "POST /api/cases/{id}/drafts": workers,
	"POST /api/cases/{id}/reviews": workers, "PUT /api/papers/{id}": workers, "PUT /api/papers/{id}/text": workers, "POST /api/papers/{id}/removal": workers,
	"POST /api/coverage/retry": workers, "POST /api/imports": workers, "POST /api/imports/{id}/start": workers, "POST /api/imports/{id}/cancel": workers, "POST /api/imports/{id}/retry": workers, "PUT /api/imports/{id}/files": workers,
	"GET /api/searches": readers, "POST /api/searches": readers, "PUT /api/searches/{id}": readers, "DELETE /api/searches/{id}": readers, "POST /api/searches/{id}/seen": readers, "POST /api/search/reads": readers,
	"POST /api/search/batch": readers, "POST /api/search/export/{form}": readers,
	"PUT /api/registers": workers, "GET /api/registers": readers, "GET /api/registers/{id}": workers, "POST /api/registers/{id}/trial": workers, "POST /api/registers/{id}/import": workers,
	"POST /api/cases/{id}/moves": movers, "POST /api/cases/{id}/archive": readers,
	"GET /api/archive": readers, "GET /api/cases/{id}/dossier": readers, "POST /api/cases/{id}/dossier": readers, "POST /api/cases/{id}/dossier/volumes": readers, "GET /api/volumes/{id}/file": readers,
	"POST /api/cases/{id}/dossier/reopen": readers, "POST /api/cases/{id}/dossier/close": readers, "POST /api/cases/{id}/dossier/loans": "archivist", "POST /api/loans/{id}/return": "archivist",
	"GET /api/cases/{id}/dossier/review": readers, "POST /api/cases/{id}/dossier/review": readers, "GET /api/cases/{id}/dossier/review/{form}": readers,
	"GET /api/disposals": readers, "POST /api/disposals": "archivist", "POST /api/disposals/{id}/approve": readers, "POST /api/disposals/{id}/refuse": readers, "POST /api/disposals/{id}/carry-out": "archivist",
	"GET /api/disposals/{id}/report/{form}": readers, "GET /api/dossier-rounds": readers, "POST /api/dossier-rounds": readers, "GET /api/dossier-rounds/{id}/table": readers,
	"GET /api/receipts/{id}/{form}": readers, "GET /api/anchors": ledgers, "POST /api/anchors": checkers, "POST /api/anchors/offers": checkers, "POST /api/anchors/answers": checkers, "POST /api/anchors/held": checkers, "GET /api/anchors/{id}/sheet": ledgers, "POST /api/anchors/stamps": checkers, "POST /api/anchors/{id}/stamp": checkers, "GET /api/anchors/{id}/request": ledgers, "GET /api/anchors/{id}/reply": ledgers, "GET /api/anchors/{id}/note": ledgers,
	"GET /api/timestamp-service": "system_admin", "PUT /api/timestamp-service": "system_admin", "POST /api/timestamp-service/authorities": "system_admin", "POST /api/timestamp-service/removals": "system_admin",
	"POST /api/reviews/{id}/assignment": "chief", "POST /api/reviews/{id}/signature": "chief", "POST /api/reviews/{id}/return": judges, "POST /api/reviews/{id}/opinion": judges,
	"PUT /api/reviews/{id}/items/{item}": judges, "POST /api/cases/{id}/decision": movers,
	"POST /api/reviews/{id}/extension": "chief", "POST /api/reviews/{id}/supplement-request": judges, "POST /api/reviews/{id}/supplement": workers, "POST /api/reviews/{id}/objection": workers,
	"POST /api/reviews/{id}/objection-answer": "chief", "POST /api/reviews/{id}/referral": readers, "POST /api/reviews/{id}/ruling": "leader", "POST /api/reviews/{id}/withdrawal": workers,
	"POST /api/cases/{id}/discussions": "handler head chief leader", "GET /api/reviews/{id}/opinion-text": insiders, "PUT /api/reviews/{id}/opinion-text": judges, "GET /api/reviews/{id}/opinion/{form}": insiders,
	"GET /api/reviews/{id}/reading": judges, "POST /api/reviews/{id}/reading": judges, "POST /api/reviews/{id}/advice": judges, "POST /api/reviews/{id}/feedback": judges, "GET /api/cases/{id}/responsibility": insiders, "GET /api/cases/{id}/responsibility/{form}": insiders,
	"GET /api/review-quality": insiders, "POST /api/review-samples": "chief", "POST /api/review-samples/{id}/scores": judges, "POST /api/review-training": "chief",
	"GET /api/recordings": readers, "GET /api/recordings/{id}": readers, "GET /api/recordings/{id}/original": readers, "GET /api/recordings/{id}/frames/{n}": readers, "POST /api/items/{id}/handlings": readers,
	"POST /api/items/{id}/custody-sheet/{form}": readers, "GET /api/cases/{id}/recordings/{form}": readers, "GET /api/cases/{id}/record": readers, "GET /api/devices": readers, "GET /api/recording-imports": readers,
	"GET /api/recording-imports/{id}": readers, "PUT /api/recordings/{id}": workers, "POST /api/recordings/{id}/attachment": workers, "POST /api/recordings/{id}/marks": workers,
	"DELETE /api/recordings/{id}/marks/{mark}": workers, "POST /api/recordings/{id}/stills": workers, "PUT /api/recordings/{id}/stills": workers, "POST /api/recordings/{id}/glance": workers,
	"POST /api/cases/{id}/explanations": workers, "POST /api/explanations/{id}/approval": "head leader", "POST /api/explanations/{id}/rejection": "head leader", "POST /api/explanations/{id}/withdrawal": workers,
	"POST /api/devices": workers, "PUT /api/devices/{id}": workers, "POST /api/recording-imports": workers, "POST /api/recording-imports/{id}/start": workers, "POST /api/recording-imports/{id}/cancel": workers,
	"PUT /api/recording-imports/{id}/files": workers,
	"GET /api/cases/{id}/recusals":          insiders, "POST /api/cases/{id}/recusals": readers, "POST /api/recusals/{id}/decision": "leader", "POST /api/reviews/{id}/reply": workers,
	"POST /api/cases/{id}/practice": judges, "POST /api/reviews/{id}/practice-end": judges, "GET /api/reviewers": insiders, "GET /api/reviews/{id}/candidates": insiders, "POST /api/reviewers/exceptions": "leader",
	"POST /api/reviewers/exceptions/{id}/end": "leader", "GET /api/review-statistics": insiders, "GET /api/cases/{id}/review-record": insiders,
	"GET /api/lists": everyone, "GET /api/lists/{id}": everyone, "GET /api/lists/{id}/since-posted": everyone, "GET /api/cases/{id}/showings": readers, "GET /api/cases/{id}/showing-sheet": readers, "POST /api/cases/{id}/showings": workers,
	"GET /api/annual/{year}": readers, "GET /api/annual/{year}/{form}": readers, "PUT /api/answer-files": "publisher", "POST /api/answer-files/{id}/trial": "publisher", "POST /api/answer-files/{id}/import": "publisher", "GET /api/notice-board": "publisher", "GET /api/lists/{id}/files/{form}": everyone, "GET /api/lists/{id}/rows/{row}/pictures/{field}": everyone, "GET /api/lists/{id}/rows/{row}/sign": everyone,
	"GET /api/procedures/{id}/chart": everyone, "POST /api/lists/{id}/approval": "chief leader", "POST /api/lists/{id}/postings": "publisher", "POST /api/lists/{id}/refresh": "chief publisher",
	"POST /api/lists/{id}/rows": "chief publisher", "POST /api/lists/{id}/rows/{row}/removal": "chief publisher", "PUT /api/lists/{id}/rows/{row}/pictures/{field}": "chief publisher",
	"POST /api/disclosures/{id}/scans": "handler publisher", "DELETE /api/disclosures/{id}/scans/{paper}": "handler publisher", "PUT /api/disclosures/{id}/scans/{paper}/covers": "handler publisher", "GET /api/disclosures/{id}/scans/{paper}/pages/{n}/image": readers,
	"PUT /api/disclosures/{id}/masks": "handler publisher", "POST /api/disclosures/{id}/submission": "handler publisher", "POST /api/disclosures/{id}/approval": approval,
	"POST /api/disclosures/{id}/withholding": approval, "POST /api/disclosures/{id}/return": readers, "POST /api/disclosures/{id}/withdrawal": readers, "POST /api/publications": "publisher",
	"POST /api/disclosures/{id}/correction": "publisher", "POST /api/disclosures/{id}/taking-down": "publisher", "POST /api/disclosures/{id}/uploads": "publisher", "POST /api/disclosures/{id}/recalls": "publisher",
	"POST /api/disclosures/{id}/answers": "publisher", "POST /api/disclosures/{id}/requests": "publisher", "POST /api/disclosures/{id}/consultations": "handler publisher", "POST /api/disclosures/{id}/consultation-answers": "handler publisher", "POST /api/disclosures/{id}/assessments": "handler publisher", "POST /api/disclosures/{id}/request-answers": approval,
	"PUT /api/disclosures/{id}/pictures/{destination}": "publisher", "POST /api/disclosures/{id}/full-rows/{destination}": "publisher",
}

func TestWhoMayComeThroughEachRoute(t *testing.T) {
	o := newOffice(t)
	routes := allRoutes(t)
	seen := map[string]bool{}
	for _, r := range routes {
		seen[r.String()] = true
		who, listed := mayPass[r.String()]
		if !listed {
			t.Errorf("%s stands in no line of the table", r)
			continue
		}
		if code, _ := r.call(o.stranger(), r.url(o, false), "{}", nil); code != http.StatusUnauthorized {
			t.Errorf("%s lets a strange browser in: %d", r, code)
		}
		if code, _ := r.call(o.guest(), r.url(o, false), "{}", nil); (code == http.StatusUnauthorized) != (who != "*") && r.path != "/api/session" {
			t.Errorf("%s answers %d to somebody who is not signed in", r, code)
		}
		if who == "*" {
			continue
		}
		for _, role := range roles {
			code, body := r.call(o.as(role), r.url(o, false), "{}", nil)
			may := slices.Contains(strings.Fields(who), role)
			if refused := code == http.StatusForbidden || code == http.StatusUnauthorized; refused == may && !strings.Contains(body, "casefile") {
				t.Errorf("%s as %s: %d %s", r, role, code, body)
			}
		}
	}
	for name := range mayPass {
		if !seen[name] {
			t.Errorf("the table has %s, which is no route", name)
		}
	}
}

func TestAGetChangesNothing(t *testing.T) {
	o := newOffice(t)
	for _, role := range []string{"", "handler", "chief", "leader", "publisher", "auditor", "security_admin"} {
		v := o.as(role)
		for _, r := range allRoutes(t) {
			for _, method := range []string{"GET", "HEAD", "OPTIONS"} {
				if r.method != "GET" {
					continue
				}
				before := o.size()
				r := route{method, r.path, r.permission}
				code, body := r.call(v, r.url(o, true), "", nil)
				if after := o.size(); after != before {
					t.Errorf("%s as %q wrote %d entries", r, role, after-before)
				}
				if code >= 500 && !slices.Contains([]string{"/api/search", "/api/reindex", "/api/cases/{id}/similar", "/api/cases/{id}/penalties", "/api/collections/{id}/documents/{n}"}, r.path) { // there is no index
					t.Errorf("%s as %q: %d %s", r, role, code, body)
				}
			}
		}
	}
}
