export const account = {
  role: {
    handler: "Handler", head: "Department head", reviewer: "Legal reviewer", chief: "Chief of legal review", leader: "Head of the office", publisher: "Publisher",
    archivist: "Archivist", auditor: "Auditor", system_admin: "System administrator", security_admin: "Security administrator", supervisor: "Supervisor",
  },
  title: "People", add: "New person", edit: "Edit person", name: "Name", username: "User name", department: "Department", roles: "Roles", cert: "Enforcement certificate", certNo: "Certificate number", certFrom: "Valid from", certTo: "Valid until",
  lawQualified: "Holds the legal professional qualification", lawShort: "Law qualified", firstReview: "First reviewed on", firstReviewHint: "Anyone who first reviewed in 2018 or later must hold the qualification (Administrative Penalty Law art. 58)", password: "First password", resetPassword: "Reset password", newPassword: "New password",
  active: "Active", inactive: "Inactive", certExpired: "expired", certSoon: (n: number) => `expires in ${n} days`, passwordSet: "Password reset", personSaved: "Saved", empty: "Nobody yet", emptyHint: "Add the handlers, reviewers and heads first.",
  keepPassword: "The password is reset separately", noCert: "not registered",
};
