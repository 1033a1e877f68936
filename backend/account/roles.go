package account

import (
	"slices"

	"zhiheng/backend/fault"
)

// Permission is something a role allows.
type Permission string

// The permissions. What a person may do with one case depends on the case as well; the pillars see to that.
const (
	ReadCases         Permission = "case.read"
	ReadRestricted    Permission = "case.read_restricted" // every case, restricted or not
	ReadInternal      Permission = "case.read_internal"   // the papers of internal volumes
	Search            Permission = "search.use"
	OpenCases         Permission = "case.create"
	WorkOnCases       Permission = "case.work" // fields, papers, imports
	MoveCases         Permission = "case.move"
	SubmitReview      Permission = "review.submit"
	JudgeReview       Permission = "review.judge"
	AssignReview      Permission = "review.assign"
	SignReview        Permission = "review.sign"
	RuleDisputes      Permission = "review.rule"    // over an opinion
	RecordDiscussions Permission = "review.discuss" // of the leaders, on a case
	PrepareDisclosure Permission = "disclosure.prepare"
	ApproveDisclosure Permission = "disclosure.approve"
	PublishDisclosure Permission = "disclosure.publish"
	KeepLists         Permission = "lists.keep" // of what is disclosed before enforcement
	ApproveLists      Permission = "lists.approve"
	ArchiveCases      Permission = "case.archive"
	ApproveGaps       Permission = "record.approve" // explanations of what was not recorded
	ReadLedger        Permission = "ledger.read"
	RunVerification   Permission = "verify.run"
	ManagePeople      Permission = "people.manage"
	ManageSettings    Permission = "settings.manage"
	KeepSynonyms      Permission = "synonyms.keep"    // of the trade, for searches
	KeepCollections   Permission = "collections.keep" // of other offices' public decisions
)

// allowed says what each role may do. The three administrators see no case and hold no other role.
var allowed = map[string][]Permission{
	"handler":        {ReadCases, ReadInternal, Search, OpenCases, WorkOnCases, MoveCases, SubmitReview, RecordDiscussions, PrepareDisclosure, ReadLedger},
	"head":           {ReadCases, ReadInternal, ReadRestricted, Search, OpenCases, WorkOnCases, MoveCases, SubmitReview, RecordDiscussions, ApproveGaps, KeepCollections, ReadLedger},
	"reviewer":       {ReadCases, ReadInternal, Search, JudgeReview, ApproveDisclosure, KeepCollections, ReadLedger, RunVerification},
	"chief":          {ReadCases, ReadInternal, ReadRestricted, Search, JudgeReview, AssignReview, SignReview, RecordDiscussions, ApproveDisclosure, KeepLists, ApproveLists, KeepSynonyms, KeepCollections, ReadLedger, RunVerification},
	"leader":         {ReadCases, ReadInternal, Search, MoveCases, RuleDisputes, RecordDiscussions, ApproveGaps, ApproveDisclosure, ApproveLists, ReadLedger},
	"publisher":      {ReadCases, Search, PrepareDisclosure, PublishDisclosure, KeepLists, ReadLedger},
	"archivist":      {ReadCases, ReadInternal, Search, ArchiveCases, MoveCases, ReadLedger},
	"supervisor":     {ReadCases, ReadInternal, Search, ReadLedger, RunVerification},
	"auditor":        {ReadLedger, RunVerification},
	"system_admin":   {ManageSettings, KeepSynonyms, RunVerification},
	"security_admin": {ManagePeople},
}

var administrators = []string{"system_admin", "security_admin", "auditor"}

// Holds tells whether a person holds a role.
func (p Person) Holds(role string) bool { return slices.Contains(p.Roles, role) }

// HoldsAny tells whether a person holds one of some roles.
func (p Person) HoldsAny(roles []string) bool { return slices.ContainsFunc(roles, p.Holds) }

// May tells whether a person's roles give a permission. Somebody who has left may nothing.
func (p Person) May(permission Permission) bool {
	return p.Active && slices.ContainsFunc(p.Roles, func(role string) bool { return slices.Contains(allowed[role], permission) })
}

// Permissions lists what a person may do, sorted. Somebody who has left may nothing.
func (p Person) Permissions() []Permission {
	list := []Permission{}
	if !p.Active {
		return list
	}
	for _, role := range p.Roles {
		list = append(list, allowed[role]...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Demand refuses a person without a permission.
func (p Person) Demand(permission Permission) error {
	if p.May(permission) {
		return nil
	}
	return fault.New(fault.Forbidden, "account.demand", fault.T("您的角色不能进行此项操作", "your role does not allow this")).
		WithHint(fault.T("请由具备相应角色的人员办理,或由安全管理员调整角色。", "Ask somebody who holds the role, or have the security administrator change yours."))
}

func checkRoles(roles []string) error {
	if len(roles) == 0 {
		return fault.New(fault.Invalid, "account.roles", fault.T("至少选择一个角色", "choose a role at least")).WithField("roles")
	}
	for _, role := range roles {
		if _, known := allowed[role]; !known {
			return fault.New(fault.Invalid, "account.roles", fault.Tf("未知角色 %[1]s", "unknown role %[1]s", role)).WithField("roles")
		}
		if slices.Contains(administrators, role) && len(roles) > 1 {
			return fault.New(fault.Refused, "account.roles", fault.T("系统、安全、审计管理员不得兼任其他角色", "a system, security or audit administrator holds no other role")).
				WithArticle("GB/T 22239-2019 管理用户权限分离").WithField("roles").
				WithHint(fault.T("请为该职责另设账户。", "Give that duty an account of its own."))
		}
	}
	return nil
}
