-- name: office
SELECT name, uscc, region, code_word, sample, sample_password, opened_at FROM account_office

-- name: office_insert
INSERT INTO account_office (id, name, uscc, region, code_word, sample, sample_password, opened_at) VALUES (1, ?, ?, ?, ?, ?, ?, ?)

-- name: people
SELECT id, username, name, department, roles, cert_no, cert_from, cert_to, law_qualified, first_review_on, active FROM account_person ORDER BY seq

-- name: person
SELECT id, username, name, department, roles, cert_no, cert_from, cert_to, law_qualified, first_review_on, active FROM account_person WHERE id = ?

-- name: person_by_username
SELECT id, username, name, department, roles, cert_no, cert_from, cert_to, law_qualified, first_review_on, active FROM account_person WHERE username = ?

-- name: person_put
INSERT INTO account_person (id, username, name, department, roles, cert_no, cert_from, cert_to, law_qualified, first_review_on, active, seq)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET username = excluded.username, name = excluded.name, department = excluded.department, roles = excluded.roles,
  cert_no = excluded.cert_no, cert_from = excluded.cert_from, cert_to = excluded.cert_to, law_qualified = excluded.law_qualified,
  first_review_on = excluded.first_review_on, active = excluded.active

-- name: settings
SELECT publish_folder FROM account_settings

-- name: settings_put
INSERT INTO account_settings (id, publish_folder) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET publish_folder = excluded.publish_folder
