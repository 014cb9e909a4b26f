BEGIN TRANSACTION;
CREATE TABLE activities (
	id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	title TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	opened_at BIGINT NOT NULL, 
	ends_at BIGINT, 
	closed_at BIGINT, 
	message_id BIGINT, 
	thread_id BIGINT, 
	created_by BIGINT NOT NULL, 
	details JSON NOT NULL, 
	CONSTRAINT pk_activities PRIMARY KEY (id), 
	CONSTRAINT uq_activities_chat_id_number UNIQUE (chat_id, number)
);
CREATE TABLE activity_entries (
	id BIGINT NOT NULL, 
	activity_id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	"key" VARCHAR(64) NOT NULL, 
	place INTEGER, 
	user_id BIGINT, 
	name TEXT DEFAULT '' NOT NULL, 
	amount INTEGER DEFAULT '1' NOT NULL, 
	text TEXT DEFAULT '' NOT NULL, 
	state VARCHAR(16) DEFAULT '' NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_activity_entries PRIMARY KEY (id), 
	CONSTRAINT uq_activity_entries_chat_id_activity_id_role_key UNIQUE (chat_id, activity_id, role, "key"), 
	CONSTRAINT uq_activity_entries_chat_id_activity_id_role_place UNIQUE (chat_id, activity_id, role, place)
);
CREATE TABLE admins (
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	username VARCHAR(64), 
	is_creator BOOLEAN NOT NULL, 
	is_bot BOOLEAN NOT NULL, 
	is_anonymous BOOLEAN NOT NULL, 
	rights JSON NOT NULL, 
	CONSTRAINT pk_admins PRIMARY KEY (chat_id, user_id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0015');
CREATE TABLE announced (
	id BIGINT NOT NULL, 
	community_id BIGINT NOT NULL, 
	folded VARCHAR(128) NOT NULL, 
	since BIGINT NOT NULL, 
	until BIGINT NOT NULL, 
	by_name TEXT NOT NULL, 
	CONSTRAINT pk_announced PRIMARY KEY (id)
);
CREATE TABLE appeal_drafts (
	user_id BIGINT NOT NULL, 
	case_id BIGINT NOT NULL, 
	asked_at BIGINT NOT NULL, 
	CONSTRAINT pk_appeal_drafts PRIMARY KEY (user_id)
);
CREATE TABLE appeals (
	id BIGINT NOT NULL, 
	case_id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	text TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	told JSON NOT NULL, 
	decided_at BIGINT, 
	decided_by BIGINT, 
	decided_name TEXT, 
	CONSTRAINT pk_appeals PRIMARY KEY (id)
);
CREATE TABLE "applications" (
	id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	user_chat_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	steps JSON NOT NULL, 
	step INTEGER NOT NULL, 
	attempts INTEGER NOT NULL, 
	asked_at BIGINT NOT NULL, 
	deadline_at BIGINT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	why VARCHAR(16), 
	ending VARCHAR(24), 
	decided_at BIGINT, 
	decided_by BIGINT, 
	source TEXT NOT NULL, 
	bio TEXT NOT NULL, 
	cards JSON NOT NULL, 
	made_at BIGINT, 
	seed BIGINT DEFAULT '0' NOT NULL, 
	door VARCHAR(8) DEFAULT 'request' NOT NULL, 
	carried INTEGER DEFAULT '0' NOT NULL, 
	begun BOOLEAN DEFAULT false NOT NULL, 
	answers JSON DEFAULT '[]' NOT NULL, 
	link TEXT DEFAULT '' NOT NULL, 
	phrase TEXT DEFAULT '' NOT NULL, 
	is_invited BOOLEAN DEFAULT false NOT NULL, 
	invited_by BIGINT, 
	hurdle VARCHAR(16), 
	detail TEXT DEFAULT '' NOT NULL, 
	is_checked BOOLEAN DEFAULT true NOT NULL, 
	in_surge BOOLEAN DEFAULT false NOT NULL, 
	for_good BOOLEAN DEFAULT false NOT NULL, 
	CONSTRAINT pk_applications PRIMARY KEY (id)
);
CREATE TABLE arrivals (
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	came_at BIGINT NOT NULL, 
	stand VARCHAR(16) NOT NULL, 
	permissions JSON, 
	limited_until BIGINT, 
	surge_id BIGINT, 
	slipped INTEGER NOT NULL, 
	is_confirmed BOOLEAN NOT NULL, 
	CONSTRAINT pk_arrivals PRIMARY KEY (chat_id, user_id)
);
CREATE TABLE brand_words (
	community_id BIGINT NOT NULL, 
	folded VARCHAR(128) NOT NULL, 
	id BIGINT NOT NULL, 
	word TEXT NOT NULL, 
	added_by BIGINT NOT NULL, 
	added_at BIGINT NOT NULL, 
	CONSTRAINT pk_brand_words PRIMARY KEY (community_id, folded)
);
CREATE TABLE case_messages (
	case_id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	message_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	text TEXT NOT NULL, 
	media VARCHAR(16), 
	file_id TEXT, 
	thread_id BIGINT, 
	kept BOOLEAN NOT NULL, part VARCHAR(8) DEFAULT 'judged' NOT NULL, 
	CONSTRAINT pk_case_messages PRIMARY KEY (case_id, chat_id, message_id)
);
CREATE TABLE "cases" (
	id BIGINT NOT NULL, 
	community_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	chat_id BIGINT NOT NULL, 
	subject_id BIGINT NOT NULL, 
	subject_kind VARCHAR(16) NOT NULL, 
	subject_name TEXT NOT NULL, 
	actor_id BIGINT, 
	actor_name TEXT, 
	opened_at BIGINT NOT NULL, 
	last_at BIGINT NOT NULL, 
	action VARCHAR(16) NOT NULL, 
	until BIGINT, 
	findings JSON NOT NULL, 
	reason TEXT DEFAULT ('') NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	messages INTEGER NOT NULL, 
	removed INTEGER NOT NULL, 
	sanction VARCHAR(16) NOT NULL, 
	error TEXT, 
	card VARCHAR(64), 
	told JSON NOT NULL, 
	undone_at BIGINT, 
	undone_by BIGINT, 
	undone_name TEXT, 
	waits BOOLEAN DEFAULT false NOT NULL, 
	wrong BOOLEAN DEFAULT false NOT NULL, 
	CONSTRAINT pk_cases PRIMARY KEY (id), 
	CONSTRAINT uq_cases_community_id_number UNIQUE (community_id, number)
);
CREATE TABLE "checkins" (
	programme_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	message_id BIGINT, 
	note TEXT DEFAULT ('') NOT NULL, 
	made_up BOOLEAN DEFAULT (false) NOT NULL, 
	granted_by BIGINT, 
	told BOOLEAN DEFAULT true NOT NULL, 
	flag VARCHAR(16) DEFAULT '' NOT NULL, 
	turn INTEGER DEFAULT '1' NOT NULL, 
	taken_back_at BIGINT, 
	taken_back_by BIGINT, 
	taken_back_why TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_checkins PRIMARY KEY (programme_id, user_id, day)
);
CREATE TABLE communities (
	id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	settings JSON NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_communities PRIMARY KEY (id)
);
INSERT INTO "communities" VALUES(1,'围炉茶友','{}',1796083200000000);
CREATE TABLE counts (
	chat_id BIGINT NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	metric VARCHAR(32) NOT NULL, 
	hour INTEGER NOT NULL, 
	value INTEGER NOT NULL, 
	CONSTRAINT pk_counts PRIMARY KEY (chat_id, day, metric, hour)
);
CREATE TABLE crowd (
	chat_id BIGINT NOT NULL, 
	slot BIGINT NOT NULL, 
	spoke INTEGER NOT NULL, 
	sure INTEGER NOT NULL, 
	gloomy INTEGER NOT NULL, 
	CONSTRAINT pk_crowd PRIMARY KEY (chat_id, slot)
);
CREATE TABLE domains (
	community_id BIGINT NOT NULL, 
	domain VARCHAR(255) NOT NULL, 
	added_by BIGINT NOT NULL, 
	added_at BIGINT NOT NULL, 
	CONSTRAINT pk_domains PRIMARY KEY (community_id, domain)
);
CREATE TABLE entry_notices (
	chat_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	shown TEXT NOT NULL, 
	posted_at BIGINT, 
	not_before BIGINT, 
	is_busy BOOLEAN NOT NULL, 
	CONSTRAINT pk_entry_notices PRIMARY KEY (chat_id)
);
CREATE TABLE entry_patterns (
	community_id BIGINT NOT NULL, 
	folded VARCHAR(128) NOT NULL, 
	pattern TEXT NOT NULL, 
	added_by BIGINT NOT NULL, 
	added_at BIGINT NOT NULL, 
	CONSTRAINT pk_entry_patterns PRIMARY KEY (community_id, folded)
);
CREATE TABLE entry_questions (
	id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	options JSON NOT NULL, 
	added_by BIGINT NOT NULL, 
	added_at BIGINT NOT NULL, 
	retired_at BIGINT, 
	tries INTEGER DEFAULT '0' NOT NULL, 
	passes INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_entry_questions PRIMARY KEY (id), 
	CONSTRAINT uq_entry_questions_chat_id_number UNIQUE (chat_id, number)
);
CREATE TABLE groups (
	chat_id BIGINT NOT NULL, 
	community_id BIGINT NOT NULL, 
	title TEXT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	username VARCHAR(64), 
	is_forum BOOLEAN DEFAULT (false) NOT NULL, 
	language VARCHAR(16), 
	timezone VARCHAR(48), 
	settings JSON NOT NULL, 
	bot_status VARCHAR(16) NOT NULL, 
	bot_rights JSON NOT NULL, 
	inspected_at BIGINT, 
	added_by BIGINT, 
	added_at BIGINT NOT NULL, 
	left_at BIGINT, 
	migrated_from BIGINT, 
	CONSTRAINT pk_groups PRIMARY KEY (chat_id)
);
INSERT INTO "groups" VALUES(-1001,1,'围炉茶友','supergroup',NULL,0,NULL,NULL,'{"entry": {"timeout_s": 300}}','administrator','[]',NULL,NULL,1796083200000000,NULL,NULL);
CREATE TABLE habits (
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	reminds BOOLEAN DEFAULT false NOT NULL, 
	tag VARCHAR(16) DEFAULT '' NOT NULL, 
	tagged_on VARCHAR(10), 
	CONSTRAINT pk_habits PRIMARY KEY (chat_id, user_id)
);
CREATE TABLE handles (
	handle VARCHAR(96) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	message_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_handles PRIMARY KEY (handle)
);
CREATE TABLE helpers (
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	appointed_by BIGINT NOT NULL, 
	appointed_at BIGINT NOT NULL, 
	CONSTRAINT pk_helpers PRIMARY KEY (chat_id, user_id)
);
CREATE TABLE hour_cards (
	card VARCHAR(64) NOT NULL, 
	community_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	told JSON NOT NULL, 
	CONSTRAINT pk_hour_cards PRIMARY KEY (card)
);
CREATE TABLE house_rules (
	chat_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	set_by BIGINT NOT NULL, 
	set_at BIGINT NOT NULL, 
	CONSTRAINT pk_house_rules PRIMARY KEY (chat_id, version)
);
CREATE TABLE inbox (
	id BIGINT NOT NULL, 
	source VARCHAR(16) NOT NULL, 
	"key" VARCHAR(160) NOT NULL, 
	mailbox VARCHAR(48) NOT NULL, 
	kind VARCHAR(48) NOT NULL, 
	body BLOB, 
	received_at BIGINT NOT NULL, 
	done_at BIGINT, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	parked_at BIGINT, 
	error TEXT, 
	CONSTRAINT pk_inbox PRIMARY KEY (id), 
	CONSTRAINT uq_inbox_source_key UNIQUE (source, "key")
);
CREATE TABLE incident_alerts (
	incident_id BIGINT NOT NULL, 
	alert INTEGER NOT NULL, 
	user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	status VARCHAR(16), 
	CONSTRAINT pk_incident_alerts PRIMARY KEY (incident_id, alert, user_id)
);
CREATE TABLE incident_log (
	id BIGINT NOT NULL, 
	incident_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	who TEXT NOT NULL, 
	said TEXT NOT NULL, 
	CONSTRAINT pk_incident_log PRIMARY KEY (id)
);
CREATE TABLE incident_messages (
	incident_id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	message_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	text TEXT NOT NULL, 
	thread_id BIGINT, 
	quiet BOOLEAN DEFAULT (false) NOT NULL, joined_at BIGINT, 
	CONSTRAINT pk_incident_messages PRIMARY KEY (incident_id, chat_id, message_id)
);
CREATE TABLE "incidents" (
	id BIGINT NOT NULL, 
	community_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	folded VARCHAR(128) NOT NULL, 
	word TEXT NOT NULL, 
	tier VARCHAR(8) NOT NULL, 
	level VARCHAR(8) NOT NULL, 
	alerts INTEGER NOT NULL, 
	opened_at BIGINT NOT NULL, 
	last_at BIGINT NOT NULL, 
	acknowledged_at BIGINT, 
	acknowledged_by BIGINT, 
	acknowledged_name TEXT, 
	closed_at BIGINT, 
	closed_by BIGINT, 
	closed_name TEXT, 
	ending VARCHAR(16), 
	cause TEXT, 
	chat_id BIGINT, 
	people INTEGER DEFAULT '0' NOT NULL, 
	peak INTEGER DEFAULT '0' NOT NULL, 
	expected FLOAT, 
	is_cold BOOLEAN DEFAULT (false) NOT NULL, 
	senders INTEGER DEFAULT '0' NOT NULL, 
	gloomy FLOAT DEFAULT '0' NOT NULL, 
	coordinated BOOLEAN DEFAULT (false) NOT NULL, 
	alarmed_at BIGINT, 
	over_at BIGINT, 
	lower_since BIGINT, 
	assigned_to BIGINT, 
	assigned_name TEXT, 
	holds_posts BOOLEAN, 
	is_drill BOOLEAN DEFAULT (false) NOT NULL, 
	CONSTRAINT pk_incidents PRIMARY KEY (id), 
	CONSTRAINT uq_incidents_community_id_number UNIQUE (community_id, number)
);
CREATE TABLE invites (
	id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	name TEXT NOT NULL, 
	made_by BIGINT NOT NULL, 
	made_by_name TEXT NOT NULL, 
	made_at BIGINT NOT NULL, 
	uses INTEGER, 
	expires_at BIGINT, 
	link TEXT, 
	revoked_at BIGINT, 
	CONSTRAINT pk_invites PRIMARY KEY (id)
);
CREATE TABLE kit (
	id BIGINT NOT NULL, 
	community_id BIGINT NOT NULL, 
	title TEXT NOT NULL, 
	said TEXT NOT NULL, 
	added_at BIGINT NOT NULL, 
	CONSTRAINT pk_kit PRIMARY KEY (id)
);
CREATE TABLE ledger (
	id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	amount INTEGER NOT NULL, 
	reason VARCHAR(48) NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	"key" VARCHAR(128) NOT NULL, 
	at BIGINT NOT NULL, 
	granted_by BIGINT, 
	CONSTRAINT pk_ledger PRIMARY KEY (id), 
	CONSTRAINT uq_ledger_chat_id_key UNIQUE (chat_id, "key")
);
INSERT INTO "ledger" VALUES(1,-1001,111,5,'checkin','','checkin:1:111:2026-12-01',1796083200000000,NULL);
CREATE TABLE lessons (
	id BIGINT NOT NULL, 
	community_id BIGINT NOT NULL, 
	folded TEXT NOT NULL, 
	is_advert BOOLEAN NOT NULL, 
	teacher BIGINT NOT NULL, 
	teacher_name TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_lessons PRIMARY KEY (id)
);
CREATE TABLE letters (
	user_id BIGINT NOT NULL, 
	written_on VARCHAR(10), 
	quiet_at BIGINT, 
	quiet_why VARCHAR(16), 
	CONSTRAINT pk_letters PRIMARY KEY (user_id)
);
CREATE TABLE limits (
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	reason VARCHAR(16) NOT NULL, 
	extent VARCHAR(16) NOT NULL, 
	began_at BIGINT NOT NULL, 
	until BIGINT, 
	messages INTEGER, 
	earlier JSON, 
	earlier_until BIGINT, 
	CONSTRAINT pk_limits PRIMARY KEY (chat_id, user_id, reason)
);
CREATE TABLE member_tags (
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	tag VARCHAR(32) NOT NULL, 
	origin VARCHAR(8) NOT NULL, 
	by_id BIGINT, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_member_tags PRIMARY KEY (chat_id, user_id, tag)
);
CREATE TABLE members (
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	username VARCHAR(64), 
	status VARCHAR(16) NOT NULL, 
	first_seen_at BIGINT NOT NULL, 
	joined_at BIGINT, 
	left_at BIGINT, 
	messages INTEGER NOT NULL, 
	last_message_at BIGINT, 
	trusted BOOLEAN DEFAULT (false) NOT NULL, 
	trusted_until BIGINT, 
	CONSTRAINT pk_members PRIMARY KEY (chat_id, user_id)
);
INSERT INTO "members" VALUES(-1001,111,'小梅',NULL,'member',1796083200000000,NULL,NULL,7,NULL,0,NULL);
CREATE TABLE messages (
	chat_id BIGINT NOT NULL, 
	message_id BIGINT NOT NULL, 
	sender_id BIGINT NOT NULL, 
	sender_kind VARCHAR(16) NOT NULL, 
	sender_name TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	text TEXT NOT NULL, 
	media VARCHAR(16), 
	file_id TEXT, 
	thread_id BIGINT, 
	reply_to BIGINT, 
	album_id VARCHAR(64), 
	deleted BOOLEAN DEFAULT (false) NOT NULL, 
	CONSTRAINT pk_messages PRIMARY KEY (chat_id, message_id)
);
CREATE TABLE nicknames (
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	stage VARCHAR(16) NOT NULL, 
	since BIGINT NOT NULL, 
	CONSTRAINT pk_nicknames PRIMARY KEY (chat_id, user_id)
);
CREATE TABLE notices (
	chat_id BIGINT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	handle VARCHAR(96), 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_notices PRIMARY KEY (chat_id, kind)
);
CREATE TABLE onboarding (
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	began_at BIGINT NOT NULL, 
	introduced_at BIGINT, 
	introduced_by VARCHAR(16), 
	day INTEGER NOT NULL, 
	letters INTEGER NOT NULL, 
	stopped_at BIGINT, 
	stopped_why VARCHAR(16), 
	CONSTRAINT pk_onboarding PRIMARY KEY (chat_id, user_id)
);
CREATE TABLE origins (
	id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	link TEXT NOT NULL, 
	invite_id BIGINT, 
	inviter_id BIGINT, 
	inviter_name TEXT DEFAULT '' NOT NULL, 
	joined_at BIGINT NOT NULL, 
	left_at BIGINT, 
	banned_at BIGINT, 
	wrote BOOLEAN DEFAULT false NOT NULL, 
	was_here BOOLEAN DEFAULT false NOT NULL, 
	CONSTRAINT pk_origins PRIMARY KEY (id)
);
CREATE TABLE outbox (
	id BIGINT NOT NULL, 
	mailbox VARCHAR(48) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	body BLOB, 
	repeat VARCHAR(8) NOT NULL, 
	lane INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	"after" BIGINT, 
	expires_at BIGINT, 
	handle VARCHAR(96), 
	report VARCHAR(48), 
	memo TEXT DEFAULT '' NOT NULL, 
	started_at BIGINT, 
	settled_at BIGINT, 
	status VARCHAR(16), 
	error TEXT, 
	CONSTRAINT pk_outbox PRIMARY KEY (id)
);
CREATE TABLE owners (
	community_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	added_at BIGINT NOT NULL, 
	CONSTRAINT pk_owners PRIMARY KEY (community_id, user_id)
);
CREATE TABLE participants (
	programme_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	joined_on VARCHAR(10) NOT NULL, 
	team INTEGER, 
	deposit INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_participants PRIMARY KEY (programme_id, user_id)
);
CREATE TABLE people (
	user_id BIGINT NOT NULL, 
	first_name TEXT NOT NULL, 
	last_name TEXT, 
	username VARCHAR(64), 
	language VARCHAR(16), 
	chosen_language VARCHAR(16), 
	reachable BOOLEAN DEFAULT (false) NOT NULL, 
	focus_chat_id BIGINT, 
	first_seen_at BIGINT NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (user_id)
);
CREATE TABLE post_runs (
	post_id BIGINT NOT NULL, 
	occurrence VARCHAR(32) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	due_at BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	outcome VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_post_runs PRIMARY KEY (post_id, occurrence)
);
CREATE TABLE "posts" (
	id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	rule VARCHAR(96) NOT NULL, 
	text TEXT NOT NULL, 
	notice BOOLEAN DEFAULT (false) NOT NULL, 
	copied_chat_id BIGINT, 
	copied_message_id BIGINT, 
	thread_id BIGINT, 
	created_by BIGINT NOT NULL, 
	created_at BIGINT NOT NULL, 
	removed_at BIGINT, 
	paused_at BIGINT, 
	album JSON DEFAULT '[]' NOT NULL, 
	buttons JSON DEFAULT '[]' NOT NULL, 
	is_silent BOOLEAN DEFAULT false NOT NULL, 
	is_pinned BOOLEAN DEFAULT false NOT NULL, 
	stays_seconds INTEGER, 
	CONSTRAINT pk_posts PRIMARY KEY (id)
);
CREATE TABLE praise (
	id BIGINT NOT NULL, 
	community_id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	message_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	text TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	CONSTRAINT pk_praise PRIMARY KEY (id), 
	CONSTRAINT uq_praise_chat_id_message_id UNIQUE (chat_id, message_id)
);
CREATE TABLE presence (
	chat_id BIGINT NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	user_id BIGINT NOT NULL, 
	messages INTEGER NOT NULL, replies INTEGER DEFAULT '0' NOT NULL, drawn INTEGER DEFAULT '0' NOT NULL, thanked INTEGER DEFAULT '0' NOT NULL, reactions INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_presence PRIMARY KEY (chat_id, day, user_id)
);
CREATE TABLE programmes (
	id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	days INTEGER, 
	window VARCHAR(16), 
	standing BOOLEAN DEFAULT (false) NOT NULL, 
	started_on VARCHAR(10) NOT NULL, 
	ended_at BIGINT, terms JSON DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_programmes PRIMARY KEY (id)
);
CREATE TABLE quiet_locks (
	chat_id BIGINT NOT NULL, 
	ends_at BIGINT NOT NULL, 
	phase VARCHAR(16) NOT NULL, 
	permissions JSON NOT NULL, 
	failed BOOLEAN DEFAULT false NOT NULL, 
	CONSTRAINT pk_quiet_locks PRIMARY KEY (chat_id)
);
CREATE TABLE quiet_told (
	chat_id BIGINT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	span BIGINT NOT NULL, 
	CONSTRAINT pk_quiet_told PRIMARY KEY (chat_id, kind)
);
CREATE TABLE redemptions (
	id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	reward_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	user_name TEXT NOT NULL, 
	reward_name TEXT NOT NULL, 
	cost INTEGER NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	at BIGINT NOT NULL, 
	decided_by BIGINT, 
	decided_name TEXT DEFAULT '' NOT NULL, 
	decided_at BIGINT, 
	CONSTRAINT pk_redemptions PRIMARY KEY (id)
);
CREATE TABLE refused_terms (
	community_id BIGINT NOT NULL, 
	folded VARCHAR(128) NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_refused_terms PRIMARY KEY (community_id, folded)
);
CREATE TABLE reports (
	chat_id BIGINT NOT NULL, 
	message_id BIGINT NOT NULL, 
	reporter_id BIGINT NOT NULL, 
	case_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	counts BOOLEAN NOT NULL, 
	CONSTRAINT pk_reports PRIMARY KEY (chat_id, message_id, reporter_id)
);
CREATE TABLE rewards (
	id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	cost INTEGER NOT NULL, 
	stock INTEGER NOT NULL, 
	created_by BIGINT NOT NULL, 
	created_at BIGINT NOT NULL, 
	removed_at BIGINT, 
	CONSTRAINT pk_rewards PRIMARY KEY (id), 
	CONSTRAINT ck_rewards_stock CHECK (stock >= 0), 
	CONSTRAINT uq_rewards_chat_id_number UNIQUE (chat_id, number)
);
CREATE TABLE rule_confirmations (
	chat_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_rule_confirmations PRIMARY KEY (chat_id, version, user_id)
);
CREATE TABLE schedules (
	"key" VARCHAR(96) NOT NULL, 
	mailbox VARCHAR(48) NOT NULL, 
	kind VARCHAR(48) NOT NULL, 
	rule VARCHAR(96), 
	zone VARCHAR(48), 
	next_run_at BIGINT, 
	paused BOOLEAN DEFAULT (false) NOT NULL, 
	payload TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_schedules PRIMARY KEY ("key")
);
CREATE TABLE seasons (
	id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	started_at BIGINT NOT NULL, 
	ended_at BIGINT, 
	standings JSON DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_seasons PRIMARY KEY (id), 
	CONSTRAINT uq_seasons_chat_id_number UNIQUE (chat_id, number)
);
CREATE TABLE segments (
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	segment VARCHAR(16) NOT NULL, 
	since VARCHAR(10) NOT NULL, 
	place INTEGER, 
	score FLOAT DEFAULT '0' NOT NULL, 
	letter INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_segments PRIMARY KEY (chat_id, user_id)
);
CREATE TABLE sequences (
	name VARCHAR(64) NOT NULL, 
	value BIGINT NOT NULL, 
	CONSTRAINT pk_sequences PRIMARY KEY (name)
);
CREATE TABLE setting_changes (
	id BIGINT NOT NULL, 
	community_id BIGINT NOT NULL, 
	chat_id BIGINT, 
	at BIGINT NOT NULL, 
	by_id BIGINT, 
	by_name TEXT DEFAULT '' NOT NULL, 
	feature VARCHAR(32) NOT NULL, 
	"key" VARCHAR(64) NOT NULL, 
	was JSON NOT NULL, 
	now JSON NOT NULL, about_id BIGINT, about_name TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_setting_changes PRIMARY KEY (id)
);
CREATE TABLE slowed (
	chat_id BIGINT NOT NULL, 
	incident_id BIGINT NOT NULL, 
	manner VARCHAR(8) NOT NULL, 
	phase VARCHAR(8) NOT NULL, 
	began_at BIGINT NOT NULL, 
	ends_at BIGINT NOT NULL, 
	permissions JSON NOT NULL, 
	CONSTRAINT pk_slowed PRIMARY KEY (chat_id)
);
CREATE TABLE stars (
	chat_id BIGINT NOT NULL, 
	message_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	text TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	starred_by BIGINT NOT NULL, 
	posted_at BIGINT, 
	CONSTRAINT pk_stars PRIMARY KEY (chat_id, message_id)
);
CREATE TABLE statements (
	id BIGINT NOT NULL, 
	community_id BIGINT NOT NULL, 
	said TEXT NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	at BIGINT NOT NULL, 
	by_id BIGINT NOT NULL, 
	by_name TEXT NOT NULL, 
	approved_name TEXT, 
	alone BOOLEAN DEFAULT (false) NOT NULL, 
	places JSON NOT NULL, 
	posted JSON NOT NULL, 
	told JSON NOT NULL, 
	CONSTRAINT pk_statements PRIMARY KEY (id)
);
CREATE TABLE surges (
	id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	began_at BIGINT NOT NULL, 
	hot_at BIGINT NOT NULL, 
	ended_at BIGINT, 
	came INTEGER NOT NULL, 
	asked INTEGER NOT NULL, 
	tightened_by BIGINT, 
	lifted_by BIGINT, 
	proposed_by BIGINT, 
	proposed_at BIGINT, 
	banned_by JSON NOT NULL, 
	banned_at BIGINT, 
	cards JSON NOT NULL, 
	CONSTRAINT pk_surges PRIMARY KEY (id)
);
CREATE TABLE taboo_hints (
	community_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	folded VARCHAR(128) NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_taboo_hints PRIMARY KEY (community_id, user_id, folded)
);
CREATE TABLE taboos (
	community_id BIGINT NOT NULL, 
	folded VARCHAR(128) NOT NULL, 
	word TEXT NOT NULL, 
	advice TEXT NOT NULL, 
	added_by BIGINT NOT NULL, 
	added_at BIGINT NOT NULL, 
	CONSTRAINT pk_taboos PRIMARY KEY (community_id, folded)
);
CREATE TABLE ticket_drafts (
	user_id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	asked_at BIGINT NOT NULL, 
	CONSTRAINT pk_ticket_drafts PRIMARY KEY (user_id)
);
CREATE TABLE tickets (
	id BIGINT NOT NULL, 
	community_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	text TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	told JSON NOT NULL, 
	answered_at BIGINT, 
	closed_at BIGINT, 
	closed_by BIGINT, 
	closed_name TEXT, source VARCHAR(16) DEFAULT 'member' NOT NULL, message_id BIGINT, due_at BIGINT, overdue INTEGER DEFAULT '0' NOT NULL, assigned_to BIGINT, assigned_name TEXT, answers_in VARCHAR(8) DEFAULT 'private' NOT NULL, 
	CONSTRAINT pk_tickets PRIMARY KEY (id), 
	CONSTRAINT uq_tickets_community_id_number UNIQUE (community_id, number)
);
CREATE TABLE troubles (
	chat_id BIGINT NOT NULL, 
	kind VARCHAR(64) NOT NULL, 
	times INTEGER NOT NULL, 
	first_at BIGINT NOT NULL, 
	last_at BIGINT NOT NULL, 
	detail TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_troubles PRIMARY KEY (chat_id, kind)
);
CREATE TABLE watch_hits (
	community_id BIGINT NOT NULL, 
	folded VARCHAR(128) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	message_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_watch_hits PRIMARY KEY (community_id, folded, chat_id, message_id)
);
CREATE TABLE watch_words (
	community_id BIGINT NOT NULL, 
	folded VARCHAR(128) NOT NULL, 
	id BIGINT NOT NULL, 
	word TEXT NOT NULL, 
	tier VARCHAR(8) NOT NULL, 
	added_by BIGINT NOT NULL, 
	added_at BIGINT NOT NULL, 
	CONSTRAINT pk_watch_words PRIMARY KEY (community_id, folded)
);
CREATE TABLE word_days (
	chat_id BIGINT NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	word VARCHAR(64) NOT NULL, 
	people INTEGER NOT NULL, 
	messages INTEGER NOT NULL, 
	CONSTRAINT pk_word_days PRIMARY KEY (chat_id, day, word)
);
CREATE TABLE words (
	community_id BIGINT NOT NULL, 
	folded VARCHAR(128) NOT NULL, 
	word TEXT NOT NULL, 
	action VARCHAR(16) NOT NULL, 
	added_by BIGINT NOT NULL, 
	added_at BIGINT NOT NULL, 
	CONSTRAINT pk_words PRIMARY KEY (community_id, folded)
);
CREATE INDEX ix_admins_user_id ON admins (user_id);
CREATE INDEX ix_case_messages_kept ON case_messages (chat_id, at) WHERE text <> '' OR file_id IS NOT NULL;
CREATE INDEX ix_groups_community_id ON groups (community_id);
CREATE INDEX ix_groups_migrated_from ON groups (migrated_from);
CREATE INDEX ix_inbox_done_at ON inbox (done_at);
CREATE INDEX ix_inbox_waiting ON inbox (id) WHERE done_at IS NULL;
CREATE INDEX ix_incident_messages_kept ON incident_messages (chat_id, at) WHERE text <> '';
CREATE INDEX ix_ledger_chat_id_at ON ledger (chat_id, at);
CREATE INDEX ix_ledger_chat_id_user_id ON ledger (chat_id, user_id);
CREATE INDEX ix_members_chat_id_last_message_at ON members (chat_id, last_message_at);
CREATE INDEX ix_members_chat_id_username ON members (chat_id, username);
CREATE INDEX ix_members_user_id ON members (user_id);
CREATE INDEX ix_messages_chat_id_at ON messages (chat_id, at);
CREATE INDEX ix_messages_chat_id_sender_id_at ON messages (chat_id, sender_id, at);
CREATE INDEX ix_messages_kept ON messages (chat_id, at) WHERE text <> '' OR file_id IS NOT NULL;
CREATE INDEX ix_outbox_chat_id_settled_at ON outbox (chat_id, settled_at);
CREATE INDEX ix_outbox_settled_at ON outbox (settled_at);
CREATE INDEX ix_outbox_waiting ON outbox (id) WHERE settled_at IS NULL;
CREATE INDEX ix_people_username ON people (username);
CREATE INDEX ix_post_runs_chat_id_at ON post_runs (chat_id, at);
CREATE INDEX ix_programmes_chat_id ON programmes (chat_id);
CREATE INDEX ix_schedules_mailbox ON schedules (mailbox);
CREATE INDEX ix_schedules_next_run_at ON schedules (next_run_at);
CREATE INDEX ix_watch_hits_community_id_folded_at ON watch_hits (community_id, folded, at);
CREATE INDEX ix_watch_words_id ON watch_words (id);
CREATE INDEX ix_applications_user_chat_id_state ON applications (user_chat_id, state);
CREATE INDEX ix_applications_chat_id_user_id ON applications (chat_id, user_id);
CREATE UNIQUE INDEX uq_applications_pending ON applications (chat_id, user_id) WHERE decided_at IS NULL;
CREATE INDEX ix_applications_chat_id_asked_at ON applications (chat_id, asked_at);
CREATE INDEX ix_arrivals_surge_id ON arrivals (surge_id);
CREATE INDEX ix_surges_chat_id ON surges (chat_id);
CREATE INDEX ix_onboarding_chat_id_began_at ON onboarding (chat_id, began_at);
CREATE INDEX ix_invites_chat_id_made_by_made_at ON invites (chat_id, made_by, made_at);
CREATE INDEX ix_invites_link ON invites (link);
CREATE INDEX ix_origins_chat_id_user_id_id ON origins (chat_id, user_id, id);
CREATE INDEX ix_origins_chat_id_inviter_id_joined_at ON origins (chat_id, inviter_id, joined_at);
CREATE INDEX ix_origins_invite_id ON origins (invite_id);
CREATE INDEX ix_tickets_chat_id_user_id_at ON tickets (chat_id, user_id, at);
CREATE INDEX ix_tickets_community_id_state ON tickets (community_id, state);
CREATE INDEX ix_tickets_kept ON tickets (chat_id, at) WHERE text <> '';
CREATE INDEX ix_handles_chat_id_message_id ON handles (chat_id, message_id);
CREATE INDEX ix_cases_chat_id_subject_id_last_at ON cases (chat_id, subject_id, last_at);
CREATE INDEX ix_cases_card ON cases (card);
CREATE INDEX ix_cases_chat_id_last_at ON cases (chat_id, last_at);
CREATE INDEX ix_cases_chat_id_opened_at ON cases (chat_id, opened_at);
CREATE INDEX ix_cases_subject_id_last_at ON cases (subject_id, last_at);
CREATE INDEX ix_cases_waits ON cases (chat_id, id) WHERE waits;
CREATE INDEX ix_reports_chat_id_reporter_id_at ON reports (chat_id, reporter_id, at);
CREATE INDEX ix_appeals_case_id ON appeals (case_id);
CREATE INDEX ix_appeals_chat_id_state ON appeals (chat_id, state);
CREATE INDEX ix_appeals_kept ON appeals (chat_id, at) WHERE text <> '';
CREATE INDEX ix_posts_chat_id_number ON posts (chat_id, number);
CREATE INDEX ix_activities_chat_id_state ON activities (chat_id, state);
CREATE INDEX ix_activity_entries_chat_id_user_id ON activity_entries (chat_id, user_id);
CREATE INDEX ix_activity_entries_kept ON activity_entries (chat_id, at) WHERE text <> '';
CREATE INDEX ix_announced_community_id_until ON announced (community_id, until);
CREATE INDEX ix_brand_words_id ON brand_words (id);
CREATE INDEX ix_incident_log_incident_id_at ON incident_log (incident_id, at);
CREATE INDEX ix_kit_community_id ON kit (community_id);
CREATE INDEX ix_praise_chat_id_state_at ON praise (chat_id, state, at);
CREATE INDEX ix_praise_kept ON praise (chat_id, at) WHERE text <> '';
CREATE INDEX ix_statements_community_id_state ON statements (community_id, state);
CREATE INDEX ix_incidents_community_id_closed_at ON incidents (community_id, closed_at);
CREATE INDEX ix_incidents_community_id_folded_opened_at ON incidents (community_id, folded, opened_at);
CREATE INDEX ix_checkins_chat_id_user_id ON checkins (chat_id, user_id);
CREATE INDEX ix_checkins_chat_id_day ON checkins (chat_id, day);
CREATE INDEX ix_checkins_untold ON checkins (chat_id) WHERE told = false;
CREATE INDEX ix_checkins_kept ON checkins (chat_id, at) WHERE note <> '';
CREATE INDEX ix_participants_chat_id_user_id ON participants (chat_id, user_id);
CREATE INDEX ix_redemptions_chat_id_user_id ON redemptions (chat_id, user_id);
CREATE INDEX ix_lessons_community_id_at ON lessons (community_id, at);
CREATE INDEX ix_setting_changes_chat_id_id ON setting_changes (chat_id, id);
CREATE INDEX ix_setting_changes_community_id_id ON setting_changes (community_id, id);
CREATE INDEX ix_segments_chat_id_segment ON segments (chat_id, segment);
CREATE INDEX ix_segments_user_id ON segments (user_id);
CREATE INDEX ix_member_tags_user_id ON member_tags (user_id);
CREATE INDEX ix_helpers_user_id ON helpers (user_id);
CREATE INDEX ix_stars_chat_id_at ON stars (chat_id, at);
CREATE INDEX ix_stars_user_id ON stars (user_id);
CREATE INDEX ix_presence_chat_id_user_id ON presence (chat_id, user_id);
COMMIT;
