BEGIN TRANSACTION;
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
INSERT INTO "act" VALUES(1,'2026-03-01T12:01:00.000000+08:00','register','regions.csv','','tracker','{}','f98834828f612263bcace6ecbe666087f7b3622d819bb09fe1e7b58f3a64b8b2','0000000000000000000000000000000000000000000000000000000000000000','30e72ad35f65022381acbfae91b2dbecdcb2ece04b5bf17dd9415e27ba612b64');
INSERT INTO "act" VALUES(2,'2026-03-01T12:01:00.000000+08:00','register','targets.csv','','tracker','{}','807d3522d0d7b62c263cd6d791c9e46a272349b84363c93e97a188bc5c761605','30e72ad35f65022381acbfae91b2dbecdcb2ece04b5bf17dd9415e27ba612b64','4f932537d6e675d94f2aaaa222b5b0d20b87b14abe79f7f9d5f56c2504bd1641');
INSERT INTO "act" VALUES(3,'2026-03-01T12:02:00.000000+08:00','submitted','S000003','huzhou','tracker','{}','4ce3183be844ccdd3a2a7737657cec646758148547c645222b15f6a426463ec4','4f932537d6e675d94f2aaaa222b5b0d20b87b14abe79f7f9d5f56c2504bd1641','724c068da0b0c86ebc2eacb57488f9d541643a72c789554f1085ff16ac6ca892');
INSERT INTO "act" VALUES(4,'2026-03-01T12:02:00.000000+08:00','accepted','S000003','huzhou','tracker','{}','','724c068da0b0c86ebc2eacb57488f9d541643a72c789554f1085ff16ac6ca892','0755fdade6af733d9c2e597f10d61b88914f3f157242403168d15dad69c48677');
INSERT INTO "act" VALUES(5,'2026-03-01T12:03:00.000000+08:00','refused','S000005','huzhou','tracker','{"problems":["upload.unit"]}','cf12839191f5939eef128ac39636dd04c4338baf373292b103f64bda7be742b4','0755fdade6af733d9c2e597f10d61b88914f3f157242403168d15dad69c48677','d27260468447ae1952da5a4f9382e443a0ea027d384b285682952eb38521a13d');
INSERT INTO "act" VALUES(6,'2026-03-01T12:04:00.000000+08:00','submitted','S000006','jiaxing','tracker','{}','17277589ca10947d97a963b9f68b1f9ddc34e3679ebed8171b54027f297415f8','d27260468447ae1952da5a4f9382e443a0ea027d384b285682952eb38521a13d','add18b06562eb43ed96f57d9cec04f953e998c901a5134aaa2b29fdd13903756');
INSERT INTO "act" VALUES(7,'2026-03-01T12:04:00.000000+08:00','accepted','S000006','jiaxing','tracker','{}','','add18b06562eb43ed96f57d9cec04f953e998c901a5134aaa2b29fdd13903756','6cf306accbdb852f3b495f9c22f90c2edbeec7c7506b6feff3a9f757e6844c6b');
INSERT INTO "act" VALUES(8,'2026-03-01T12:05:00.000000+08:00','withdrawn','S000006','jiaxing','tracker','{"reason":"误报"}','','6cf306accbdb852f3b495f9c22f90c2edbeec7c7506b6feff3a9f757e6844c6b','a8f6a88dec9c4c0c8ac6f393c4b67e91f8813202c5960eb630132b9e457b390e');
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
INSERT INTO "figure" VALUES(3,2,'990100','export_value','commerce',24312,'ytd','final','high','1','亿元',NULL,'2026-01-20','商务局','','1','亿元');
INSERT INTO "figure" VALUES(3,3,'990101','export_value','commerce',24312,'ytd','final','high','99999999999999.01','亿元',NULL,'2026-01-20','商务局','','99999999999999.01','亿元');
INSERT INTO "figure" VALUES(6,2,'990100','export_value','commerce',24312,'ytd','final','high','3','亿元',NULL,'2026-01-20','商务局','','3','亿元');
INSERT INTO "figure" VALUES(6,3,'990100','export_value','commerce',24312,'ytd','final','high',NULL,'亿元',NULL,'2026-01-20','商务局','','','亿元');
CREATE TABLE original (
	sha256 TEXT NOT NULL, 
	size_bytes INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "original" VALUES('51a75f4634dfa8598a0a1436da0b7764830edd1f3a97661222387da2fe2b38d1',3,X'E4B880');
INSERT INTO "original" VALUES('2f05d4b689d270cafb02285f35f44866f7dc8a2d368a3f9d1124373eeab31fb1',3,X'626164');
INSERT INTO "original" VALUES('3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3',3,X'74776F');
CREATE TABLE register_version (
	sequence INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	content BLOB, 
	PRIMARY KEY (sequence), 
	FOREIGN KEY(sequence) REFERENCES act (sequence)
);
INSERT INTO "register_version" VALUES(1,'regions.csv',X'7231');
INSERT INTO "register_version" VALUES(2,'targets.csv',X'7431');
CREATE TABLE schema_version (
	version INTEGER NOT NULL, 
	applied_at TEXT NOT NULL, 
	PRIMARY KEY (version)
);
INSERT INTO "schema_version" VALUES(1,'2026-11-22T14:09:16.265053+08:00');
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
INSERT INTO "submission" VALUES(3,'S000003','51a75f4634dfa8598a0a1436da0b7764830edd1f3a97661222387da2fe2b38d1','一季度.csv','');
INSERT INTO "submission" VALUES(5,'S000005','2f05d4b689d270cafb02285f35f44866f7dc8a2d368a3f9d1124373eeab31fb1','2.csv','');
INSERT INTO "submission" VALUES(6,'S000006','3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3','3.csv','GB18030');
CREATE INDEX act_subject ON act (subject, sequence);
CREATE INDEX submission_original ON submission (original_sha256);
CREATE TRIGGER act_UPDATE_refused BEFORE UPDATE ON act
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER act_DELETE_refused BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER original_UPDATE_refused BEFORE UPDATE ON original
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER original_DELETE_refused BEFORE DELETE ON original
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER schema_version_UPDATE_refused BEFORE UPDATE ON schema_version
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER schema_version_DELETE_refused BEFORE DELETE ON schema_version
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER register_version_UPDATE_refused BEFORE UPDATE ON register_version
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER register_version_DELETE_refused BEFORE DELETE ON register_version
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER submission_UPDATE_refused BEFORE UPDATE ON submission
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER submission_DELETE_refused BEFORE DELETE ON submission
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER figure_UPDATE_refused BEFORE UPDATE ON figure
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER figure_DELETE_refused BEFORE DELETE ON figure
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
COMMIT;
