BEGIN TRANSACTION;
CREATE TABLE account_version (
	sequence INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	region_codes TEXT NOT NULL, 
	display_name TEXT NOT NULL, 
	identity TEXT NOT NULL, 
	is_disabled INTEGER NOT NULL, 
	PRIMARY KEY (sequence), 
	FOREIGN KEY(sequence) REFERENCES act (sequence)
);
INSERT INTO "account_version" VALUES(3,'zhang','reporter','["990100"]','张','',0);
CREATE TABLE act (
	sequence INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	account TEXT NOT NULL, 
	os_user TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	payload_sha256 TEXT NOT NULL, 
	previous_hash TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (sequence)
);
INSERT INTO "act" VALUES(1,'2026-05-01T12:01:00.000000+08:00','register','regions.csv','','tracker','{}','f98834828f612263bcace6ecbe666087f7b3622d819bb09fe1e7b58f3a64b8b2','0000000000000000000000000000000000000000000000000000000000000000','8986de4e26af89a6400fd88ffd5f07696fdc72fd0338d18eeedc6282777a449f');
INSERT INTO "act" VALUES(2,'2026-05-01T12:01:00.000000+08:00','register','targets.csv','','tracker','{}','807d3522d0d7b62c263cd6d791c9e46a272349b84363c93e97a188bc5c761605','8986de4e26af89a6400fd88ffd5f07696fdc72fd0338d18eeedc6282777a449f','b16d8a3f0cc43aee0b78d181726a6b4e10faf3fe5d521822d28f45b12b105028');
INSERT INTO "act" VALUES(3,'2026-05-01T12:02:00.000000+08:00','account','zhang','setup','tracker','{}','f990b59f4940821ef437acfc3922a988e150abaf223fe312027048556bcac6ec','b16d8a3f0cc43aee0b78d181726a6b4e10faf3fe5d521822d28f45b12b105028','982c44a13f0c8cbd2a7b312bec525de0b91fef946264dcab8aee1be48fc6122e');
INSERT INTO "act" VALUES(4,'2026-05-01T12:02:00.000000+08:00','stand_in','zhang → chen','setup','tracker','{"reason":"出差"}','217225cf283e02ccb00438f233d42f8591ef33efb7a560e3df8514893620664b','982c44a13f0c8cbd2a7b312bec525de0b91fef946264dcab8aee1be48fc6122e','131a6f6b337edd6f96a806fce531aeb3d6227520a5a34c00ffa582366fe8bc0f');
INSERT INTO "act" VALUES(5,'2026-05-01T12:03:00.000000+08:00','submitted','S000005','zhang','tracker','{"problems":["upload.magnitude"]}','485126be72f8c7078b43760e859a34893cdf7c0b6bba72ad3eeea6dfc8e54adb','131a6f6b337edd6f96a806fce531aeb3d6227520a5a34c00ffa582366fe8bc0f','4dd3e04570fce3fba4980c543a846f0156e013478008b1bfbd091b8088a2af1b');
INSERT INTO "act" VALUES(6,'2026-05-01T12:04:00.000000+08:00','reviewed','S000005','li','tracker','{}','','4dd3e04570fce3fba4980c543a846f0156e013478008b1bfbd091b8088a2af1b','b123e5a44c25e87e12730d9df36956a1d3d89291a721316b723b5dd3c06d3eca');
INSERT INTO "act" VALUES(7,'2026-05-01T12:05:00.000000+08:00','accepted','S000005','wang','tracker','{}','','b123e5a44c25e87e12730d9df36956a1d3d89291a721316b723b5dd3c06d3eca','2788459623679e07d47e70b12c25fca76875167b062092ab0023d48fab4e9f02');
INSERT INTO "act" VALUES(8,'2026-05-01T12:06:00.000000+08:00','attached','S000005','zhang','tracker','{"sha256":"c2a291b64f6bfdddf24986dd8604af724d786324cc45ccd971d76f7350a0a3e6"}','ca9c1cab8a8ffb00d6a80e2d4e1042769e5768ca265e30128e1e5f6a938c6d2b','2788459623679e07d47e70b12c25fca76875167b062092ab0023d48fab4e9f02','f1df3a631246c404dbfc294dfdb85367cbfe73f3776b16e40c178d6e831a1282');
INSERT INTO "act" VALUES(9,'2026-05-01T12:07:00.000000+08:00','reopened','990100 2025Q4','officer','tracker','{"reason":"补报"}','fc83db501df54bbd80d4d483ee5975be465b5b1567a0355034f45c62d7f3ff17','f1df3a631246c404dbfc294dfdb85367cbfe73f3776b16e40c178d6e831a1282','584c5c25b3aa7bbd8580799a39ef7ad8129a9cf7e2ddb03c3049f7b73cf6aa6b');
INSERT INTO "act" VALUES(10,'2026-05-01T12:07:00.000000+08:00','released','990000 2025Q4','officer','tracker','{}','6a0524f7890ac50bad326e401c27959212c1469c0b9ad964adb73ada7aa0e35a','584c5c25b3aa7bbd8580799a39ef7ad8129a9cf7e2ddb03c3049f7b73cf6aa6b','e7047b14d563c287e22e85df6c0abcfc8f52f49f4d67d5035b7c9ed1e7595049');
INSERT INTO "act" VALUES(11,'2026-05-01T12:07:00.000000+08:00','unreleased','990000 2025Q4','officer','tracker','{"reason":"有误"}','deb5fcec797a9a7cbcaae3caa37fdf30c0b740b3b0f901aee02710b5e13c1d75','e7047b14d563c287e22e85df6c0abcfc8f52f49f4d67d5035b7c9ed1e7595049','ddc07e10da84bd03a66a143f38ca523747bd4f1b598d7e3716102f5e06eccb8e');
INSERT INTO "act" VALUES(12,'2026-05-01T12:08:00.000000+08:00','submitted','S000012','zhang','tracker','{}','7b364011cfb88d9d6eb003042887dc18b58ef4c2922676c7ed94f0c059cbd4d3','ddc07e10da84bd03a66a143f38ca523747bd4f1b598d7e3716102f5e06eccb8e','2fd222d1156ca9a2ed9664316de6f22fb37e7fb89076ae61d5981b29b03ef91d');
INSERT INTO "act" VALUES(13,'2026-05-01T12:09:00.000000+08:00','returned','S000012','li','tracker','{"reason":"误传"}','','2fd222d1156ca9a2ed9664316de6f22fb37e7fb89076ae61d5981b29b03ef91d','fab594e7ddb05bf69e92a9689225cf266e9f8dbba399d7bcfd1112452e39b41d');
INSERT INTO "act" VALUES(14,'2026-05-01T12:10:00.000000+08:00','purge_asked','S000012','admin','tracker','{"reason":"含个人信息","sha256":"36afed7bee250d7b6a6aab57e40af518489d04e0e2cf67bfe4c7fbda81395878"}','','fab594e7ddb05bf69e92a9689225cf266e9f8dbba399d7bcfd1112452e39b41d','f8b3aaa30678971734978ef0564bd9d7dc50ac756b779a8dc3714a16250c064f');
INSERT INTO "act" VALUES(15,'2026-05-01T12:11:00.000000+08:00','purged','S000012','auditor','tracker','{"asked":14,"reason":"含个人信息","sha256":"36afed7bee250d7b6a6aab57e40af518489d04e0e2cf67bfe4c7fbda81395878"}','c96569afa73f4600cd8b39eea4739ea0b9763aadcc7d80f04cabf2391439e858','f8b3aaa30678971734978ef0564bd9d7dc50ac756b779a8dc3714a16250c064f','04b3c21dfcf82fbf63b9ce01c098f654256b76e957f8e15b7c4e9ad4739c6be4');
INSERT INTO "act" VALUES(16,'2026-05-01T12:12:00.000000+08:00','register','targets.csv','','tracker','{}','3f2e5e803f3c66bfdd3a98ea7e8feafdce63a9fb4f1821467ede14e7a76cf03d','04b3c21dfcf82fbf63b9ce01c098f654256b76e957f8e15b7c4e9ad4739c6be4','ac0dac4d2449a34a0debece32df0f2ac29fb5f395164c8312855bc089bc9419f');
CREATE TABLE attachment (
	sequence INTEGER NOT NULL, 
	submission_no INTEGER NOT NULL, 
	original_sha256 TEXT NOT NULL, 
	PRIMARY KEY (sequence), 
	FOREIGN KEY(sequence) REFERENCES act (sequence), 
	FOREIGN KEY(submission_no) REFERENCES submission (submission_no), 
	FOREIGN KEY(original_sha256) REFERENCES original (sha256)
);
INSERT INTO "attachment" VALUES(8,5,'c2a291b64f6bfdddf24986dd8604af724d786324cc45ccd971d76f7350a0a3e6');
CREATE TABLE explained (
	submission_no INTEGER NOT NULL, 
	problem_no INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	row_no INTEGER, 
	column_name TEXT NOT NULL, 
	found TEXT NOT NULL, 
	needed TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (submission_no, problem_no), 
	FOREIGN KEY(submission_no) REFERENCES submission (submission_no)
);
INSERT INTO "explained" VALUES(5,1,'upload.magnitude','magnitude',2,'','1','{}','企业迁入');
CREATE TABLE figure (
	submission_no INTEGER NOT NULL, 
	row_no INTEGER NOT NULL, 
	region_code TEXT NOT NULL, 
	metric TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	month_no INTEGER NOT NULL, 
	counting TEXT NOT NULL, 
	nature TEXT NOT NULL, 
	confidence TEXT NOT NULL, 
	value TEXT, 
	unit TEXT NOT NULL, 
	yoy TEXT, 
	published_on TEXT, 
	source TEXT NOT NULL, 
	note TEXT NOT NULL, 
	found_value TEXT NOT NULL, 
	found_unit TEXT NOT NULL, 
	PRIMARY KEY (submission_no, row_no), 
	FOREIGN KEY(submission_no) REFERENCES submission (submission_no)
)
 WITHOUT ROWID

;
INSERT INTO "figure" VALUES(5,2,'990100','export_value','commerce',24312,'ytd','final','high','1','亿元',NULL,'2026-01-20','商务局','','1','亿元');
INSERT INTO "figure" VALUES(5,3,'990100','export_value','commerce',24312,'ytd','final','high',NULL,'亿元',NULL,'2026-01-20','商务局','','','亿元');
INSERT INTO "figure" VALUES(12,2,'990100','export_value','commerce',24312,'ytd','final','high','2','亿元',NULL,'2026-01-20','','','','');
CREATE TABLE filed_period (
	region_code TEXT NOT NULL, 
	month_no INTEGER NOT NULL, 
	submission_no INTEGER NOT NULL, 
	PRIMARY KEY (region_code, month_no, submission_no), 
	FOREIGN KEY(submission_no) REFERENCES submission (submission_no)
)
 WITHOUT ROWID

;
INSERT INTO "filed_period" VALUES('990100',24312,5);
INSERT INTO "filed_period" VALUES('990100',24312,12);
CREATE TABLE original (
	sha256 TEXT NOT NULL, 
	size_bytes INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "original" VALUES('51a75f4634dfa8598a0a1436da0b7764830edd1f3a97661222387da2fe2b38d1',3,X'E4B880');
INSERT INTO "original" VALUES('c2a291b64f6bfdddf24986dd8604af724d786324cc45ccd971d76f7350a0a3e6',6,X'E689ABE68F8F');
INSERT INTO "original" VALUES('36afed7bee250d7b6a6aab57e40af518489d04e0e2cf67bfe4c7fbda81395878',6,X'');
CREATE TABLE purged (
	sequence INTEGER NOT NULL, 
	submission_no INTEGER NOT NULL, 
	original_sha256 TEXT NOT NULL, 
	PRIMARY KEY (sequence), 
	FOREIGN KEY(submission_no) REFERENCES submission (submission_no), 
	FOREIGN KEY(original_sha256) REFERENCES original (sha256)
);
INSERT INTO "purged" VALUES(15,12,'36afed7bee250d7b6a6aab57e40af518489d04e0e2cf67bfe4c7fbda81395878');
CREATE TABLE register_version (
	sequence INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	content BLOB, 
	PRIMARY KEY (sequence), 
	FOREIGN KEY(sequence) REFERENCES act (sequence)
);
INSERT INTO "register_version" VALUES(1,'regions.csv',X'7231');
INSERT INTO "register_version" VALUES(2,'targets.csv',X'7431');
INSERT INTO "register_version" VALUES(16,'targets.csv',X'7432');
CREATE TABLE release (
	sequence INTEGER NOT NULL, 
	region_code TEXT NOT NULL, 
	quarter TEXT NOT NULL, 
	is_public INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (sequence), 
	FOREIGN KEY(sequence) REFERENCES act (sequence)
);
INSERT INTO "release" VALUES(10,'990000','2025Q4',1,'');
INSERT INTO "release" VALUES(11,'990000','2025Q4',0,'有误');
CREATE TABLE reopening (
	sequence INTEGER NOT NULL, 
	region_code TEXT NOT NULL, 
	quarter TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	until TEXT NOT NULL, 
	PRIMARY KEY (sequence), 
	FOREIGN KEY(sequence) REFERENCES act (sequence)
);
INSERT INTO "reopening" VALUES(9,'990100','2025Q4','补报','2026-06-30');
CREATE TABLE schema_version (
	version INTEGER NOT NULL, 
	applied_at TEXT NOT NULL, 
	PRIMARY KEY (version)
);
INSERT INTO "schema_version" VALUES(1,'2026-11-23T00:18:19.658443+08:00');
INSERT INTO "schema_version" VALUES(2,'2026-11-23T00:18:19.669686+08:00');
CREATE TABLE stand_in (
	sequence INTEGER NOT NULL, 
	principal TEXT NOT NULL, 
	stand_in TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	until TEXT NOT NULL, 
	PRIMARY KEY (sequence), 
	FOREIGN KEY(sequence) REFERENCES act (sequence)
);
INSERT INTO "stand_in" VALUES(4,'zhang','chen','出差','2026-12-31');
CREATE TABLE submission (
	submission_no INTEGER NOT NULL, 
	submission_id TEXT NOT NULL, 
	original_sha256 TEXT NOT NULL, 
	name TEXT NOT NULL, 
	encoding TEXT NOT NULL, 
	PRIMARY KEY (submission_no), 
	FOREIGN KEY(submission_no) REFERENCES act (sequence), 
	UNIQUE (submission_id), 
	FOREIGN KEY(original_sha256) REFERENCES original (sha256)
);
INSERT INTO "submission" VALUES(5,'S000005','51a75f4634dfa8598a0a1436da0b7764830edd1f3a97661222387da2fe2b38d1','二季度.csv','');
INSERT INTO "submission" VALUES(12,'S000012','36afed7bee250d7b6a6aab57e40af518489d04e0e2cf67bfe4c7fbda81395878','','');
CREATE TABLE terms (
	submission_no INTEGER NOT NULL, 
	region_code TEXT NOT NULL, 
	quarter TEXT NOT NULL, 
	"key" TEXT, 
	PRIMARY KEY (submission_no), 
	FOREIGN KEY(submission_no) REFERENCES submission (submission_no), 
	UNIQUE ("key")
);
INSERT INTO "terms" VALUES(5,'990100','2025Q4','k');
INSERT INTO "terms" VALUES(12,'990100','2025Q4',NULL);
CREATE INDEX act_subject ON act (subject, sequence);
CREATE INDEX submission_original ON submission (original_sha256);
CREATE TRIGGER schema_version_UPDATE_refused BEFORE UPDATE ON schema_version
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER schema_version_DELETE_refused BEFORE DELETE ON schema_version
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER act_UPDATE_refused BEFORE UPDATE ON act
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER act_DELETE_refused BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER original_DELETE_refused BEFORE DELETE ON original
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER submission_DELETE_refused BEFORE DELETE ON submission
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER figure_DELETE_refused BEFORE DELETE ON figure
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER register_version_UPDATE_refused BEFORE UPDATE ON register_version
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER register_version_DELETE_refused BEFORE DELETE ON register_version
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE INDEX filed_period_submission ON filed_period (submission_no);
CREATE INDEX account_version_name ON account_version (name, sequence);
CREATE INDEX reopening_quarter ON reopening (region_code, quarter);
CREATE INDEX attachment_submission ON attachment (submission_no);
CREATE INDEX purged_original ON purged (original_sha256);
CREATE INDEX purged_submission ON purged (submission_no);
CREATE TRIGGER terms_UPDATE_refused BEFORE UPDATE ON terms
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER terms_DELETE_refused BEFORE DELETE ON terms
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER explained_DELETE_refused BEFORE DELETE ON explained
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER filed_period_UPDATE_refused BEFORE UPDATE ON filed_period
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER filed_period_DELETE_refused BEFORE DELETE ON filed_period
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER account_version_UPDATE_refused BEFORE UPDATE ON account_version
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER account_version_DELETE_refused BEFORE DELETE ON account_version
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER stand_in_UPDATE_refused BEFORE UPDATE ON stand_in
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER stand_in_DELETE_refused BEFORE DELETE ON stand_in
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER reopening_UPDATE_refused BEFORE UPDATE ON reopening
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER reopening_DELETE_refused BEFORE DELETE ON reopening
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER release_UPDATE_refused BEFORE UPDATE ON release
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER release_DELETE_refused BEFORE DELETE ON release
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER attachment_UPDATE_refused BEFORE UPDATE ON attachment
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER attachment_DELETE_refused BEFORE DELETE ON attachment
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER purged_UPDATE_refused BEFORE UPDATE ON purged
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER purged_DELETE_refused BEFORE DELETE ON purged
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER original_UPDATE_refused BEFORE UPDATE ON original WHEN NOT (EXISTS (SELECT 1 FROM purged WHERE purged.original_sha256 = OLD.sha256) AND NEW.sha256 IS OLD.sha256 AND NEW.size_bytes IS OLD.size_bytes AND length(NEW.content) = 0)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER submission_UPDATE_refused BEFORE UPDATE ON submission WHEN NOT (EXISTS (SELECT 1 FROM purged WHERE purged.submission_no = OLD.submission_no) AND NEW.submission_no IS OLD.submission_no AND NEW.submission_id IS OLD.submission_id AND NEW.original_sha256 IS OLD.original_sha256 AND NEW.encoding IS OLD.encoding AND length(NEW.name) = 0)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER figure_UPDATE_refused BEFORE UPDATE ON figure WHEN NOT (EXISTS (SELECT 1 FROM purged WHERE purged.submission_no = OLD.submission_no) AND NEW.submission_no IS OLD.submission_no AND NEW.row_no IS OLD.row_no AND NEW.region_code IS OLD.region_code AND NEW.metric IS OLD.metric AND NEW.scope IS OLD.scope AND NEW.month_no IS OLD.month_no AND NEW.counting IS OLD.counting AND NEW.nature IS OLD.nature AND NEW.confidence IS OLD.confidence AND NEW.value IS OLD.value AND NEW.unit IS OLD.unit AND NEW.yoy IS OLD.yoy AND NEW.published_on IS OLD.published_on AND length(NEW.source) = 0 AND length(NEW.note) = 0 AND length(NEW.found_value) = 0 AND length(NEW.found_unit) = 0)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER explained_UPDATE_refused BEFORE UPDATE ON explained WHEN NOT (EXISTS (SELECT 1 FROM purged WHERE purged.submission_no = OLD.submission_no) AND NEW.submission_no IS OLD.submission_no AND NEW.problem_no IS OLD.problem_no AND NEW.code IS OLD.code AND NEW.topic IS OLD.topic AND NEW.row_no IS OLD.row_no AND length(NEW.column_name) = 0 AND length(NEW.found) = 0 AND length(NEW.needed) = 0 AND length(NEW.reason) = 0)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
COMMIT;
