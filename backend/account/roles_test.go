package account_test

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
)

// matrix is what every role may do. A change of the program must be made here as well.
const matrix = `
                    handler head reviewer chief leader publisher archivist supervisor auditor system_admin security_admin
case.read           x       x    x        x     x      x         x         x          .       .            .
case.read_restricted .      x    .        x     .      .         .         .          .       .            .
case.read_internal  x       x    x        x     x      .         x         x          .       .            .
search.use          x       x    x        x     x      x         x         x          .       .            .
case.create         x       x    .        .     .      .         .         .          .       .            .
case.work           x       x    .        .     .      .         .         .          .       .            .
case.move           x       x    .        .     x      .         x         .          .       .            .
case.archive        .       .    .        .     .      .         x         .          .       .            .
record.approve      .       x    .        .     x      .         .         .          .       .            .
review.submit       x       x    .        .     .      .         .         .          .       .            .
review.judge        .       .    x        x     .      .         .         .          .       .            .
review.assign       .       .    .        x     .      .         .         .          .       .            .
review.sign         .       .    .        x     .      .         .         .          .       .            .
review.rule         .       .    .        .     x      .         .         .          .       .            .
review.discuss      x       x    .        x     x      .         .         .          .       .            .
disclosure.prepare  x       .    .        .     .      x         .         .          .       .            .
disclosure.approve  .       .    x        x     x      .         .         .          .       .            .
disclosure.publish  .       .    .        .     .      x         .         .          .       .            .
lists.keep          .       .    .        x     .      x         .         .          .       .            .
lists.approve       .       .    .        x     x      .         .         .          .       .            .
ledger.read         x       x    x        x     x      x         x         x          x       .            .
verify.run          .       .    x        x     .      .         .         x          x       x            .
people.manage       .       .    .        .     .      .         .         .          .       .            x
settings.manage     .       .    .        .     .      .         .         .          .       x            .
synonyms.keep       .       .    .        x     .      .         .         .          .       x            .
collections.keep    .       x    x        x     .      .         .         .          .       .            .
`

// table reads the matrix: for every role what it may do, sorted, and the names of all permissions.
func table(t *testing.T) (allowed map[string][]account.Permission, roles []string, all []account.Permission) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(matrix), "\n")
	roles = strings.Fields(lines[0])
	allowed = map[string][]account.Permission{}
	for _, line := range lines[1:] {
		cells := strings.Fields(line)
		if len(cells) != len(roles)+1 {
			t.Fatalf("the row of %s has %d cells", cells[0], len(cells)-1)
		}
		all = append(all, account.Permission(cells[0]))
		for i, role := range roles {
			if cells[i+1] == "x" {
				allowed[role] = append(allowed[role], account.Permission(cells[0]))
			}
		}
	}
	for _, list := range allowed {
		slices.Sort(list)
	}
	return allowed, roles, all
}

func TestEveryRoleMayDoWhatTheMatrixSays(t *testing.T) {
	allowed, roles, all := table(t)
	for _, role := range roles {
		p := account.Person{Roles: []string{role}, Active: true}
		if got := p.Permissions(); !slices.Equal(got, allowed[role]) {
			t.Errorf("%s may %v, not %v", role, got, allowed[role])
		}
		for _, permission := range all {
			may := slices.Contains(allowed[role], permission)
			if p.May(permission) != may || (p.Demand(permission) == nil) != may {
				t.Errorf("%s, %s: %v", role, permission, !may)
			}
			if err := p.Demand(permission); err != nil && fault.KindOf(err) != fault.Forbidden {
				t.Errorf("%s, %s: %v", role, permission, err)
			}
		}
		left := account.Person{Roles: []string{role}}
		if slices.ContainsFunc(all, left.May) || len(left.Permissions()) != 0 {
			t.Errorf("a %s who has left may still do something", role)
		}
	}
}

func TestTheMatrixLeavesNothingOut(t *testing.T) {
	source, err := os.ReadFile("roles.go")
	if err != nil {
		t.Fatal(err)
	}
	_, roles, all := table(t)
	found := 0
	for _, m := range regexp.MustCompile(`(?m)^\t"(\w+)":\s+\{|Permission = "([\w.]+)"`).FindAllStringSubmatch(string(source), -1) {
		found++
		if m[1] != "" && !slices.Contains(roles, m[1]) || m[2] != "" && !slices.Contains(all, account.Permission(m[2])) {
			t.Errorf("%s%s is not in the matrix", m[1], m[2])
		}
	}
	if found != len(roles)+len(all) {
		t.Errorf("%d roles and permissions in the program, %d in the matrix", found, len(roles)+len(all))
	}
}

func TestTwoRolesAddUp(t *testing.T) {
	allowed, _, _ := table(t)
	p := account.Person{Roles: []string{"publisher", "archivist"}, Active: true}
	sum := slices.Concat(allowed["publisher"], allowed["archivist"])
	slices.Sort(sum)
	if got := p.Permissions(); !slices.Equal(got, slices.Compact(sum)) {
		t.Errorf("%v", got)
	}
	if !p.HoldsAny([]string{"chief", "archivist"}) || p.HoldsAny([]string{"chief"}) || p.Holds("chief") {
		t.Error("holds the wrong roles")
	}
}

func TestAdministratorsHoldNoOtherRole(t *testing.T) {
	d := opened(t)
	ctx, keeper := context.Background(), d.person(t, "keeper")
	_, roles, _ := table(t)
	administrators := []string{"system_admin", "security_admin", "auditor"}
	subject := d.person(t, "zhou")
	for _, a := range roles {
		for _, b := range roles {
			subject.Roles = []string{a, b}
			err := d.Change(ctx, keeper.ID, subject)
			if exclusive := slices.Contains(administrators, a) || slices.Contains(administrators, b); exclusive {
				want(t, err, fault.Refused, "roles")
			} else if err != nil {
				t.Errorf("%s and %s: %v", a, b, err)
			}
		}
		subject.Roles = []string{a}
		if err := d.Change(ctx, keeper.ID, subject); err != nil {
			t.Errorf("%s alone: %v", a, err)
		}
	}
	for _, bad := range [][]string{nil, {}, {"emperor"}, {"handler", ""}, {"Handler"}} {
		subject.Roles = bad
		want(t, d.Change(ctx, keeper.ID, subject), fault.Invalid, "roles")
	}
}
