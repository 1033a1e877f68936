export const account = {
  role: {
    handler: "Case handler", head: "Head of the enforcement unit", reviewer: "Legal reviewer", chief: "Head of the legal unit", leader: "Agency leader", publisher: "Publication officer",
    archivist: "Archivist", auditor: "Audit administrator", system_admin: "System administrator", security_admin: "Security administrator", supervisor: "Supervisor",
  },
  title: "People", add: "New person", edit: "Edit person", name: "Name", username: "User name", department: "Department", roles: "Roles", cert: "Enforcement certificate", certNo: "Certificate number", certFrom: "Valid from", certTo: "Valid until",
  lawQualified: "Holds the legal professional qualification", lawShort: "Law qualified", firstReview: "First reviewed on", firstReviewHint: "Anyone who first reviewed in 2018 or later must hold the qualification (Administrative Penalty Law art. 58)", password: "First password", resetPassword: "Reset password", newPassword: "New password",
  active: "Active", inactive: "Inactive", certExpired: "expired", certSoon: (n: number) => `expires in ${n} days`, passwordSet: "Password reset", personSaved: "Saved", empty: "Nobody yet", emptyHint: "Add the handlers, reviewers and heads first.",
  keepPassword: "The password is reset separately", noCert: "not registered",
};
