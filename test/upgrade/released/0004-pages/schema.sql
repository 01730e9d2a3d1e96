CREATE TABLE "accounts" ("id" text primary key, "username" text not null unique references "names" ("name"), "email" text not null, "password_hash" text not null, "administrator" integer not null check ("administrator" in (0, 1)), "created_at" integer not null, "disabled_at" integer, "deleted_at" integer, "email_verified_at" integer, "language" text) strict;

CREATE INDEX "accounts_by_email" on "accounts" (lower(email));

CREATE TABLE "answered_challenges" ("challenge_hash" text primary key, "expires_at" integer not null) strict;

CREATE INDEX "answered_challenges_by_expiry" on "answered_challenges" ("expires_at");

CREATE TABLE "authenticators" ("account_id" text primary key references "accounts" ("id"), "sealed_secret" text not null, "created_at" integer not null, "confirmed_at" integer, "last_step" integer not null, "failures" integer not null, "failed_at" integer, "session" text references "sessions" ("id_hash") on delete set null on update cascade) strict;

CREATE INDEX "authenticators_of_session" on "authenticators" ("session");

CREATE TABLE "authorization_codes" ("code_hash" text primary key, "client_id" text not null, "redirect_uri" text not null, "code_challenge" text not null, "scope" text not null, "account_id" text not null references "accounts" ("id"), "session" text references "sessions" ("id_hash") on delete set null on update cascade, "device_name" text, "window_closes_at" integer, "window_step" integer, "created_at" integer not null, "expires_at" integer not null, "login_id" text references "logins" ("id"), "redeemed_at" integer, constraint "authorization_codes_redeemed" check ((login_id is null) = (redeemed_at is null))) strict;

CREATE INDEX "authorization_codes_by_expiry" on "authorization_codes" ("expires_at");

CREATE TABLE "clients" ("id" text primary key, "name" text not null, "redirect_uris" text not null, "secret_hash" text, "created_at" integer not null) strict;

CREATE TABLE "deleted_files" ("repository_id" text not null references "repositories" ("id"), "filename" text not null, "package_id" text not null references "packages" ("id"), "version" text not null, "sha256" text not null, "deleted_at" integer not null, "deleted_by_kind" text not null check ("deleted_by_kind" in ('account', 'organization')), "deleted_by_id" text not null, "key_id" text references "keys" ("id"), "login_id" text references "logins" ("id"), constraint "deleted_files_pkey" primary key ("repository_id", "filename")) strict;

CREATE TABLE "device_authorizations" ("device_code_hash" text primary key, "user_code_hash" text not null unique, "client_id" text not null, "scope" text not null, "device_name" text, "address" text, "user_agent" text, "created_at" integer not null, "expires_at" integer not null, "interval" integer not null, "polled_at" integer, "claimed_by" text references "sessions" ("id_hash") on delete set null on update cascade, "answer" text check ("answer" in ('approved', 'denied')), "answered_at" integer, "account_id" text references "accounts" ("id"), "window_closes_at" integer, "window_step" integer, "login_id" text references "logins" ("id"), "redeemed_at" integer, constraint "device_authorizations_answered" check ((answer is null) = (answered_at is null)), constraint "device_authorizations_redeemed" check ((login_id is null) = (redeemed_at is null))) strict;

CREATE INDEX "device_authorizations_by_expiry" on "device_authorizations" ("expires_at");

CREATE INDEX "device_authorizations_of_session" on "device_authorizations" ("claimed_by");

CREATE TABLE "documentation" ("id" text primary key, "package_id" text not null references "packages" ("id"), "version" text not null, "size" integer not null, "sha256" text not null, "created_at" integer not null, "published_by_kind" text not null check (published_by_kind in ('account', 'organization')), "published_by_id" text not null, "key_id" text references "keys" ("id"), "login_id" text references "logins" ("id"), "published_address" text, "published_client" text, constraint "documentation_version" unique ("package_id", "version")) strict;

CREATE INDEX "documentation_of_digest" on "documentation" ("sha256");

CREATE INDEX "documentation_of_key" on "documentation" ("key_id", "created_at");

CREATE TABLE "email_link_secrets" ("secret_hash" text primary key, "link_id" text not null references "email_links" ("id"), "created_at" integer not null) strict;

CREATE INDEX "email_link_secrets_of_link" on "email_link_secrets" ("link_id");

CREATE TABLE "email_links" ("id" text primary key, "purpose" text not null check (purpose in ('address', 'password', 'invitation')), "subject_id" text not null, "address" text not null, "created_at" integer not null, "expires_at" integer not null) strict;

CREATE INDEX "email_links_of_subject" on "email_links" ("subject_id", "purpose");

CREATE TABLE "epoch" ("id" integer primary key check (id = 1), "value" integer not null) strict;

CREATE TABLE "event_lists" ("list_id" text not null, "event_id" integer not null references "events" ("id"), "what" text not null, constraint "event_lists_pkey" primary key ("list_id", "event_id")) strict;

CREATE INDEX "event_lists_of_event" on "event_lists" ("event_id");

CREATE INDEX "event_lists_of_name" on "event_lists" ("list_id", "what", "event_id");

CREATE TABLE "events" ("id" integer primary key autoincrement, "what" text not null, "at" integer not null, "organization_id" text, "actor_kind" text not null check ("actor_kind" in ('account', 'organization', 'operator', 'nobody')), "actor_id" text, "credential_kind" text, "credential_id" text, "credential_name" text, "address" text, "client" text, "subject_kind" text, "subject_id" text, "subject_name" text, "details" text) strict;

CREATE INDEX "events_by_time" on "events" ("at", "id");

CREATE INDEX "events_of_address" on "events" ("address", "id");

CREATE INDEX "events_of_name" on "events" ("what", "id");

CREATE TABLE "expiry_notices" ("key_id" text not null references "keys" ("id"), "days" integer not null, "created_at" integer not null, constraint "expiry_notices_pkey" primary key ("key_id", "days")) strict;

CREATE TABLE "files" ("id" text primary key, "package_id" text not null references "packages" ("id"), "version" text not null, "filename" text not null, "size" integer not null, "sha256" text not null, "details" text not null, "created_at" integer not null, "published_by_kind" text not null check ("published_by_kind" in ('account', 'organization')), "published_by_id" text not null, "key_id" text references "keys" ("id"), "published_address" text, "published_client" text, "login_id" text references "logins" ("id"), constraint "files_name" unique ("package_id", "filename")) strict;

CREATE TABLE "files_folder" ("id" integer primary key check (id = 1), "identity" text not null) strict;

CREATE INDEX "files_of_digest" on "files" ("sha256");

CREATE INDEX "files_of_filename" on "files" ("filename");

CREATE INDEX "files_of_key" on "files" ("key_id", "created_at");

CREATE TABLE "forgotten_passwords" ("id" text primary key, "whose" text not null, "created_at" integer not null, "address" text, "client" text) strict;

CREATE TABLE "hex_signing_key" ("id" integer primary key check (id = 1), "check_value" text not null) strict;

CREATE TABLE "invitations" ("secret_hash" text primary key, "administrator" integer not null check ("administrator" in (0, 1)), "organization_id" text references "organizations" ("id"), "role" text check ("role" in ('read', 'write', 'admin', 'owner')), "created_by" text references "accounts" ("id"), "created_at" integer not null, "expires_at" integer not null, "redeemed_at" integer, "redeemed_by" text references "accounts" ("id"), "email" text, "withdrawn_at" integer, constraint "invitations_role" check ((organization_id is null) = (role is null)), constraint "invitations_redeemed" check ((redeemed_at is null) = (redeemed_by is null))) strict;

CREATE INDEX "invitations_of_email" on "invitations" ("email");

CREATE INDEX "invitations_of_organization" on "invitations" ("organization_id", "created_at", "secret_hash");

CREATE TABLE "key_usage" ("key_id" text not null references "keys" ("id"), "day" integer not null, "action" text not null, "target" text not null, "client" text not null, "network" text not null, "count" integer not null, constraint "key_usage_pkey" primary key ("key_id", "day", "action", "target", "client", "network")) strict;

CREATE INDEX "key_usage_by_day" on "key_usage" ("day");

CREATE TABLE "keys" ("id" text primary key, "kid" text not null, "owner_kind" text not null check ("owner_kind" in ('account', 'organization')), "owner_id" text not null, "name" text not null, "role" text check ("role" in ('read', 'write', 'admin', 'owner')), "caveats" text not null, "created_by" text references "accounts" ("id"), "created_at" integer not null, "expires_at" integer, "revoked_at" integer, "revoked_by" text references "accounts" ("id"), "last_used_at" integer, "last_used_address" text, "last_used_client" text, "replaced_by" text references "keys" ("id"), constraint "keys_role" check ((owner_kind = 'organization') = (role is not null))) strict;

CREATE INDEX "keys_by_expiry" on "keys" ("expires_at");

CREATE INDEX "keys_of_master_key" on "keys" ("kid");

CREATE INDEX "keys_of_owner" on "keys" ("owner_id", "owner_kind", "created_at", "id");

CREATE INDEX "keys_of_owner_by_expiry" on "keys" ("owner_id", "owner_kind", coalesce(expires_at, 9007199254740991), "id");

CREATE INDEX "keys_of_owner_by_name" on "keys" ("owner_id", "owner_kind", lower(name), "id");

CREATE TABLE "logins" ("id" text primary key, "kid" text not null, "account_id" text not null references "accounts" ("id"), "client_id" text not null, "client_name" text not null, "device_name" text, "scope" text not null, "created_at" integer not null, "expires_at" integer not null, "generation" integer not null, "rotated_at" integer not null, "seen" integer not null, "ended_at" integer, "ended_because" text, "last_used_at" integer, "last_used_address" text, "last_used_client" text, constraint "logins_ended" check ((ended_at is null) = (ended_because is null))) strict;

CREATE INDEX "logins_of_account" on "logins" ("account_id", "created_at", "id");

CREATE INDEX "logins_of_client" on "logins" ("client_id");

CREATE INDEX "logins_of_master_key" on "logins" ("kid");

CREATE TABLE "maintainers" ("package_id" text not null references "packages" ("id"), "kind" text not null check ("kind" in ('account', 'key')), "maintainer_id" text not null, "created_at" integer not null, constraint "maintainers_pkey" primary key ("package_id", "kind", "maintainer_id")) strict;

CREATE TABLE "master_keys" ("kid" text primary key, "check_value" text not null, "state" text not null check ("state" in ('known', 'minting', 'withdrawn')), "created_at" integer not null, "changed_at" integer not null) strict;

CREATE TABLE "members" ("organization_id" text not null references "organizations" ("id"), "account_id" text not null references "accounts" ("id"), "role" text not null check ("role" in ('read', 'write', 'admin', 'owner')), "created_at" integer not null, constraint "members_pkey" primary key ("organization_id", "account_id")) strict;

CREATE INDEX "members_of_account" on "members" ("account_id");

CREATE TABLE "migrations" ("name" text primary key, "applied_at" integer not null) strict;

CREATE TABLE "names" ("name" text primary key, "kind" text not null check ("kind" in ('account', 'organization', 'reserved')), "owner_id" text, "created_at" integer not null) strict;

CREATE TABLE "organizations" ("id" text primary key, "name" text not null unique references "names" ("name"), "display_name" text not null, "created_at" integer not null, "storage_quota" integer, "file_quota" integer, "require_second_factor" integer default 0 not null check ("require_second_factor" in (0, 1)), "keys_need_window" integer default 0 not null check ("keys_need_window" in (0, 1)), "longest_key_days" integer, "key_makers" text default 'admin' not null check ("key_makers" in ('admin', 'owner')), "key_exchange" text default 'allow' not null check ("key_exchange" in ('allow', 'warn', 'refuse'))) strict;

CREATE TABLE "outbox" ("id" text primary key, "recipient" text not null, "subject" text not null, "text" text not null, "created_at" integer not null, "attempts" integer not null, "due_at" integer not null, "link_id" text, "language" text default 'en' not null) strict;

CREATE INDEX "outbox_by_due" on "outbox" ("due_at");

CREATE TABLE "packages" ("id" text primary key, "repository_id" text not null references "repositories" ("id"), "name" text not null, "display_name" text not null, "created_at" integer not null, constraint "packages_name" unique ("repository_id", "name")) strict;

CREATE INDEX "packages_of_maintainer" on "maintainers" ("maintainer_id", "kind");

CREATE TABLE "passkeys" ("id" text primary key, "account_id" text not null references "accounts" ("id"), "credential_id" text not null unique, "public_key" text not null, "counter" integer not null, "transports" text not null, "synced" integer not null check (synced in (0, 1)), "name" text not null, "created_at" integer not null, "last_used_at" integer) strict;

CREATE INDEX "passkeys_of_account" on "passkeys" ("account_id", "created_at");

CREATE TABLE "recovery_codes" ("code_hash" text primary key, "account_id" text not null references "accounts" ("id"), "created_at" integer not null, "used_at" integer) strict;

CREATE INDEX "recovery_codes_of_account" on "recovery_codes" ("account_id");

CREATE TABLE "repositories" ("id" text primary key, "organization_id" text not null references "organizations" ("id"), "ecosystem" text not null, "visibility" text not null check ("visibility" in ('public', 'private')), "created_at" integer not null, constraint "repositories_one_per_ecosystem" unique ("organization_id", "ecosystem")) strict;

CREATE TABLE "reservations" ("repository_id" text not null references "repositories" ("id"), "pattern" text not null, "created_at" integer not null, constraint "reservations_pkey" primary key ("repository_id", "pattern")) strict;

CREATE TABLE "reset_links" ("account_id" text primary key references "accounts" ("id"), "secret_hash" text not null unique, "created_at" integer not null, "expires_at" integer not null, "second_factor" integer default 0 not null check ("second_factor" in (0, 1))) strict;

CREATE TABLE "retired_versions" ("package_id" text not null references "packages" ("id"), "version" text not null, "reason" text not null, "retired_at" integer not null, "retired_by_kind" text not null check ("retired_by_kind" in ('account', 'organization')), "retired_by_id" text not null, "key_id" text references "keys" ("id"), "login_id" text references "logins" ("id"), "category" text, constraint "retired_versions_pkey" primary key ("package_id", "version")) strict;

CREATE TABLE "revoked_login_signatures" ("signature_hash" text primary key, "login_id" text not null references "logins" ("id"), "created_at" integer not null, "expires_at" integer) strict;

CREATE INDEX "revoked_login_signatures_by_expiry" on "revoked_login_signatures" ("expires_at");

CREATE INDEX "revoked_login_signatures_of_login" on "revoked_login_signatures" ("login_id", "created_at");

CREATE TABLE "revoked_signatures" ("signature_hash" text primary key, "key_id" text not null references "keys" ("id"), "created_at" integer not null, "expires_at" integer) strict;

CREATE INDEX "revoked_signatures_by_expiry" on "revoked_signatures" ("expires_at");

CREATE INDEX "revoked_signatures_of_key" on "revoked_signatures" ("key_id", "created_at");

CREATE TABLE "second_factor_key" ("id" integer primary key check (id = 1), "check_value" text not null) strict;

CREATE TABLE "sessions" ("id_hash" text primary key, "account_id" text not null references "accounts" ("id"), "created_at" integer not null, "last_seen_at" integer not null, "authenticated_at" integer not null, "ended_at" integer, "user_agent" text not null, "address" text not null, "second_factor_at" integer) strict;

CREATE INDEX "sessions_of_account" on "sessions" ("account_id");

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE "windows" ("kind" text not null check ("kind" in ('login', 'key')), "credential_id" text not null, "account_id" text not null references "accounts" ("id"), "opened_at" integer not null, "closes_at" integer not null, "step" integer, constraint "windows_pkey" primary key ("kind", "credential_id")) strict;

CREATE INDEX "windows_of_account" on "windows" ("account_id");

CREATE TABLE "wrong_user_codes" ("id" integer primary key autoincrement, "session" text references "sessions" ("id_hash") on delete set null on update cascade, "account_id" text not null references "accounts" ("id"), "entered_at" integer not null) strict;

CREATE INDEX "wrong_user_codes_of_account" on "wrong_user_codes" ("account_id", "entered_at");
