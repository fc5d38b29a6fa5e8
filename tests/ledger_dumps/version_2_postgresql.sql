--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: public; Type: SCHEMA; Schema: -; Owner: -
--



--
-- Name: SCHEMA public; Type: COMMENT; Schema: -; Owner: -
--



--
-- Name: explained_may_be_purged(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.explained_may_be_purged() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (SELECT 1 FROM purged WHERE purged.submission_no = OLD.submission_no) AND NEW.submission_no IS NOT DISTINCT FROM OLD.submission_no AND NEW.problem_no IS NOT DISTINCT FROM OLD.problem_no AND NEW.code IS NOT DISTINCT FROM OLD.code AND NEW.topic IS NOT DISTINCT FROM OLD.topic AND NEW.row_no IS NOT DISTINCT FROM OLD.row_no AND length(NEW.column_name) = 0 AND length(NEW.found) = 0 AND length(NEW.needed) = 0 AND length(NEW.reason) = 0 THEN RETURN NEW; END IF;
RAISE EXCEPTION 'the ledger is append-only'; END $$;


--
-- Name: figure_may_be_purged(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.figure_may_be_purged() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (SELECT 1 FROM purged WHERE purged.submission_no = OLD.submission_no) AND NEW.submission_no IS NOT DISTINCT FROM OLD.submission_no AND NEW.row_no IS NOT DISTINCT FROM OLD.row_no AND NEW.region_code IS NOT DISTINCT FROM OLD.region_code AND NEW.metric IS NOT DISTINCT FROM OLD.metric AND NEW.scope IS NOT DISTINCT FROM OLD.scope AND NEW.month_no IS NOT DISTINCT FROM OLD.month_no AND NEW.counting IS NOT DISTINCT FROM OLD.counting AND NEW.nature IS NOT DISTINCT FROM OLD.nature AND NEW.confidence IS NOT DISTINCT FROM OLD.confidence AND NEW.value IS NOT DISTINCT FROM OLD.value AND NEW.unit IS NOT DISTINCT FROM OLD.unit AND NEW.yoy IS NOT DISTINCT FROM OLD.yoy AND NEW.published_on IS NOT DISTINCT FROM OLD.published_on AND length(NEW.source) = 0 AND length(NEW.note) = 0 AND length(NEW.found_value) = 0 AND length(NEW.found_unit) = 0 THEN RETURN NEW; END IF;
RAISE EXCEPTION 'the ledger is append-only'; END $$;


--
-- Name: ledger_is_append_only(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ledger_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$;


--
-- Name: original_may_be_purged(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.original_may_be_purged() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (SELECT 1 FROM purged WHERE purged.original_sha256 = OLD.sha256) AND NEW.sha256 IS NOT DISTINCT FROM OLD.sha256 AND NEW.size_bytes IS NOT DISTINCT FROM OLD.size_bytes AND length(NEW.content) = 0 THEN RETURN NEW; END IF;
RAISE EXCEPTION 'the ledger is append-only'; END $$;


--
-- Name: submission_may_be_purged(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.submission_may_be_purged() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (SELECT 1 FROM purged WHERE purged.submission_no = OLD.submission_no) AND NEW.submission_no IS NOT DISTINCT FROM OLD.submission_no AND NEW.submission_id IS NOT DISTINCT FROM OLD.submission_id AND NEW.original_sha256 IS NOT DISTINCT FROM OLD.original_sha256 AND NEW.encoding IS NOT DISTINCT FROM OLD.encoding AND length(NEW.name) = 0 THEN RETURN NEW; END IF;
RAISE EXCEPTION 'the ledger is append-only'; END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: account_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_version (
    sequence integer NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    region_codes text NOT NULL,
    display_name text NOT NULL,
    identity text NOT NULL,
    is_disabled integer NOT NULL
);


--
-- Name: act; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.act (
    sequence integer NOT NULL,
    at text NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    account text NOT NULL,
    os_user text NOT NULL,
    detail text NOT NULL,
    payload_sha256 text NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL
);


--
-- Name: attachment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.attachment (
    sequence integer NOT NULL,
    submission_no integer NOT NULL,
    original_sha256 text NOT NULL
);


--
-- Name: explained; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.explained (
    submission_no integer NOT NULL,
    problem_no integer NOT NULL,
    code text NOT NULL,
    topic text NOT NULL,
    row_no integer,
    column_name text NOT NULL,
    found text NOT NULL,
    needed text NOT NULL,
    reason text NOT NULL
);


--
-- Name: figure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.figure (
    submission_no integer NOT NULL,
    row_no integer NOT NULL,
    region_code text NOT NULL,
    metric text NOT NULL,
    scope text NOT NULL,
    month_no integer NOT NULL,
    counting text NOT NULL,
    nature text NOT NULL,
    confidence text NOT NULL,
    value text,
    unit text NOT NULL,
    yoy text,
    published_on text,
    source text NOT NULL,
    note text NOT NULL,
    found_value text NOT NULL,
    found_unit text NOT NULL
);


--
-- Name: filed_period; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.filed_period (
    region_code text NOT NULL,
    month_no integer NOT NULL,
    submission_no integer NOT NULL
);


--
-- Name: original; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.original (
    sha256 text NOT NULL,
    size_bytes integer NOT NULL,
    content bytea NOT NULL
);


--
-- Name: purged; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.purged (
    sequence integer NOT NULL,
    submission_no integer NOT NULL,
    original_sha256 text NOT NULL
);


--
-- Name: register_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.register_version (
    sequence integer NOT NULL,
    name text NOT NULL,
    content bytea
);


--
-- Name: release; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.release (
    sequence integer NOT NULL,
    region_code text NOT NULL,
    quarter text NOT NULL,
    is_public integer NOT NULL,
    reason text NOT NULL
);


--
-- Name: reopening; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reopening (
    sequence integer NOT NULL,
    region_code text NOT NULL,
    quarter text NOT NULL,
    reason text NOT NULL,
    until text NOT NULL
);


--
-- Name: schema_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_version (
    version integer NOT NULL,
    applied_at text NOT NULL
);


--
-- Name: stand_in; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stand_in (
    sequence integer NOT NULL,
    principal text NOT NULL,
    stand_in text NOT NULL,
    reason text NOT NULL,
    until text NOT NULL
);


--
-- Name: submission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.submission (
    submission_no integer NOT NULL,
    submission_id text NOT NULL,
    original_sha256 text NOT NULL,
    name text NOT NULL,
    encoding text NOT NULL
);


--
-- Name: terms; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.terms (
    submission_no integer NOT NULL,
    region_code text NOT NULL,
    quarter text NOT NULL,
    key text
);


--
-- Data for Name: account_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.account_version VALUES (3, 'zhang', 'reporter', '["990100"]', '张', '', 0);


--
-- Data for Name: act; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.act VALUES (1, '2026-05-01T12:01:00.000000+08:00', 'register', 'regions.csv', '', 'tracker', '{}', 'f98834828f612263bcace6ecbe666087f7b3622d819bb09fe1e7b58f3a64b8b2', '0000000000000000000000000000000000000000000000000000000000000000', '8986de4e26af89a6400fd88ffd5f07696fdc72fd0338d18eeedc6282777a449f');
INSERT INTO public.act VALUES (2, '2026-05-01T12:01:00.000000+08:00', 'register', 'targets.csv', '', 'tracker', '{}', '807d3522d0d7b62c263cd6d791c9e46a272349b84363c93e97a188bc5c761605', '8986de4e26af89a6400fd88ffd5f07696fdc72fd0338d18eeedc6282777a449f', 'b16d8a3f0cc43aee0b78d181726a6b4e10faf3fe5d521822d28f45b12b105028');
INSERT INTO public.act VALUES (3, '2026-05-01T12:02:00.000000+08:00', 'account', 'zhang', 'setup', 'tracker', '{}', 'f990b59f4940821ef437acfc3922a988e150abaf223fe312027048556bcac6ec', 'b16d8a3f0cc43aee0b78d181726a6b4e10faf3fe5d521822d28f45b12b105028', '982c44a13f0c8cbd2a7b312bec525de0b91fef946264dcab8aee1be48fc6122e');
INSERT INTO public.act VALUES (4, '2026-05-01T12:02:00.000000+08:00', 'stand_in', 'zhang → chen', 'setup', 'tracker', '{"reason":"出差"}', '217225cf283e02ccb00438f233d42f8591ef33efb7a560e3df8514893620664b', '982c44a13f0c8cbd2a7b312bec525de0b91fef946264dcab8aee1be48fc6122e', '131a6f6b337edd6f96a806fce531aeb3d6227520a5a34c00ffa582366fe8bc0f');
INSERT INTO public.act VALUES (5, '2026-05-01T12:03:00.000000+08:00', 'submitted', 'S000005', 'zhang', 'tracker', '{"problems":["upload.magnitude"]}', '485126be72f8c7078b43760e859a34893cdf7c0b6bba72ad3eeea6dfc8e54adb', '131a6f6b337edd6f96a806fce531aeb3d6227520a5a34c00ffa582366fe8bc0f', '4dd3e04570fce3fba4980c543a846f0156e013478008b1bfbd091b8088a2af1b');
INSERT INTO public.act VALUES (6, '2026-05-01T12:04:00.000000+08:00', 'reviewed', 'S000005', 'li', 'tracker', '{}', '', '4dd3e04570fce3fba4980c543a846f0156e013478008b1bfbd091b8088a2af1b', 'b123e5a44c25e87e12730d9df36956a1d3d89291a721316b723b5dd3c06d3eca');
INSERT INTO public.act VALUES (7, '2026-05-01T12:05:00.000000+08:00', 'accepted', 'S000005', 'wang', 'tracker', '{}', '', 'b123e5a44c25e87e12730d9df36956a1d3d89291a721316b723b5dd3c06d3eca', '2788459623679e07d47e70b12c25fca76875167b062092ab0023d48fab4e9f02');
INSERT INTO public.act VALUES (8, '2026-05-01T12:06:00.000000+08:00', 'attached', 'S000005', 'zhang', 'tracker', '{"sha256":"c2a291b64f6bfdddf24986dd8604af724d786324cc45ccd971d76f7350a0a3e6"}', 'ca9c1cab8a8ffb00d6a80e2d4e1042769e5768ca265e30128e1e5f6a938c6d2b', '2788459623679e07d47e70b12c25fca76875167b062092ab0023d48fab4e9f02', 'f1df3a631246c404dbfc294dfdb85367cbfe73f3776b16e40c178d6e831a1282');
INSERT INTO public.act VALUES (9, '2026-05-01T12:07:00.000000+08:00', 'reopened', '990100 2025Q4', 'officer', 'tracker', '{"reason":"补报"}', 'fc83db501df54bbd80d4d483ee5975be465b5b1567a0355034f45c62d7f3ff17', 'f1df3a631246c404dbfc294dfdb85367cbfe73f3776b16e40c178d6e831a1282', '584c5c25b3aa7bbd8580799a39ef7ad8129a9cf7e2ddb03c3049f7b73cf6aa6b');
INSERT INTO public.act VALUES (10, '2026-05-01T12:07:00.000000+08:00', 'released', '990000 2025Q4', 'officer', 'tracker', '{}', '6a0524f7890ac50bad326e401c27959212c1469c0b9ad964adb73ada7aa0e35a', '584c5c25b3aa7bbd8580799a39ef7ad8129a9cf7e2ddb03c3049f7b73cf6aa6b', 'e7047b14d563c287e22e85df6c0abcfc8f52f49f4d67d5035b7c9ed1e7595049');
INSERT INTO public.act VALUES (11, '2026-05-01T12:07:00.000000+08:00', 'unreleased', '990000 2025Q4', 'officer', 'tracker', '{"reason":"有误"}', 'deb5fcec797a9a7cbcaae3caa37fdf30c0b740b3b0f901aee02710b5e13c1d75', 'e7047b14d563c287e22e85df6c0abcfc8f52f49f4d67d5035b7c9ed1e7595049', 'ddc07e10da84bd03a66a143f38ca523747bd4f1b598d7e3716102f5e06eccb8e');
INSERT INTO public.act VALUES (12, '2026-05-01T12:08:00.000000+08:00', 'submitted', 'S000012', 'zhang', 'tracker', '{}', '7b364011cfb88d9d6eb003042887dc18b58ef4c2922676c7ed94f0c059cbd4d3', 'ddc07e10da84bd03a66a143f38ca523747bd4f1b598d7e3716102f5e06eccb8e', '2fd222d1156ca9a2ed9664316de6f22fb37e7fb89076ae61d5981b29b03ef91d');
INSERT INTO public.act VALUES (13, '2026-05-01T12:09:00.000000+08:00', 'returned', 'S000012', 'li', 'tracker', '{"reason":"误传"}', '', '2fd222d1156ca9a2ed9664316de6f22fb37e7fb89076ae61d5981b29b03ef91d', 'fab594e7ddb05bf69e92a9689225cf266e9f8dbba399d7bcfd1112452e39b41d');
INSERT INTO public.act VALUES (14, '2026-05-01T12:10:00.000000+08:00', 'purge_asked', 'S000012', 'admin', 'tracker', '{"reason":"含个人信息","sha256":"36afed7bee250d7b6a6aab57e40af518489d04e0e2cf67bfe4c7fbda81395878"}', '', 'fab594e7ddb05bf69e92a9689225cf266e9f8dbba399d7bcfd1112452e39b41d', 'f8b3aaa30678971734978ef0564bd9d7dc50ac756b779a8dc3714a16250c064f');
INSERT INTO public.act VALUES (15, '2026-05-01T12:11:00.000000+08:00', 'purged', 'S000012', 'auditor', 'tracker', '{"asked":14,"reason":"含个人信息","sha256":"36afed7bee250d7b6a6aab57e40af518489d04e0e2cf67bfe4c7fbda81395878"}', 'c96569afa73f4600cd8b39eea4739ea0b9763aadcc7d80f04cabf2391439e858', 'f8b3aaa30678971734978ef0564bd9d7dc50ac756b779a8dc3714a16250c064f', '04b3c21dfcf82fbf63b9ce01c098f654256b76e957f8e15b7c4e9ad4739c6be4');
INSERT INTO public.act VALUES (16, '2026-05-01T12:12:00.000000+08:00', 'register', 'targets.csv', '', 'tracker', '{}', '3f2e5e803f3c66bfdd3a98ea7e8feafdce63a9fb4f1821467ede14e7a76cf03d', '04b3c21dfcf82fbf63b9ce01c098f654256b76e957f8e15b7c4e9ad4739c6be4', 'ac0dac4d2449a34a0debece32df0f2ac29fb5f395164c8312855bc089bc9419f');


--
-- Data for Name: attachment; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.attachment VALUES (8, 5, 'c2a291b64f6bfdddf24986dd8604af724d786324cc45ccd971d76f7350a0a3e6');


--
-- Data for Name: explained; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.explained VALUES (5, 1, 'upload.magnitude', 'magnitude', 2, '', '1', '{}', '企业迁入');


--
-- Data for Name: figure; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.figure VALUES (5, 2, '990100', 'export_value', 'commerce', 24312, 'ytd', 'final', 'high', '1', '亿元', NULL, '2026-01-20', '商务局', '', '1', '亿元');
INSERT INTO public.figure VALUES (5, 3, '990100', 'export_value', 'commerce', 24312, 'ytd', 'final', 'high', NULL, '亿元', NULL, '2026-01-20', '商务局', '', '', '亿元');
INSERT INTO public.figure VALUES (12, 2, '990100', 'export_value', 'commerce', 24312, 'ytd', 'final', 'high', '2', '亿元', NULL, '2026-01-20', '', '', '', '');


--
-- Data for Name: filed_period; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.filed_period VALUES ('990100', 24312, 5);
INSERT INTO public.filed_period VALUES ('990100', 24312, 12);


--
-- Data for Name: original; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.original VALUES ('51a75f4634dfa8598a0a1436da0b7764830edd1f3a97661222387da2fe2b38d1', 3, '\xe4b880');
INSERT INTO public.original VALUES ('c2a291b64f6bfdddf24986dd8604af724d786324cc45ccd971d76f7350a0a3e6', 6, '\xe689abe68f8f');
INSERT INTO public.original VALUES ('36afed7bee250d7b6a6aab57e40af518489d04e0e2cf67bfe4c7fbda81395878', 6, '\x');


--
-- Data for Name: purged; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.purged VALUES (15, 12, '36afed7bee250d7b6a6aab57e40af518489d04e0e2cf67bfe4c7fbda81395878');


--
-- Data for Name: register_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.register_version VALUES (1, 'regions.csv', '\x7231');
INSERT INTO public.register_version VALUES (2, 'targets.csv', '\x7431');
INSERT INTO public.register_version VALUES (16, 'targets.csv', '\x7432');


--
-- Data for Name: release; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.release VALUES (10, '990000', '2025Q4', 1, '');
INSERT INTO public.release VALUES (11, '990000', '2025Q4', 0, '有误');


--
-- Data for Name: reopening; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reopening VALUES (9, '990100', '2025Q4', '补报', '2026-06-30');


--
-- Data for Name: schema_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schema_version VALUES (1, '2026-11-23T00:18:20.585886+08:00');
INSERT INTO public.schema_version VALUES (2, '2026-11-23T00:18:20.623858+08:00');


--
-- Data for Name: stand_in; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stand_in VALUES (4, 'zhang', 'chen', '出差', '2026-12-31');


--
-- Data for Name: submission; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.submission VALUES (5, 'S000005', '51a75f4634dfa8598a0a1436da0b7764830edd1f3a97661222387da2fe2b38d1', '二季度.csv', '');
INSERT INTO public.submission VALUES (12, 'S000012', '36afed7bee250d7b6a6aab57e40af518489d04e0e2cf67bfe4c7fbda81395878', '', '');


--
-- Data for Name: terms; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.terms VALUES (5, '990100', '2025Q4', 'k');
INSERT INTO public.terms VALUES (12, '990100', '2025Q4', NULL);


--
-- Name: account_version account_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_version
    ADD CONSTRAINT account_version_pkey PRIMARY KEY (sequence);


--
-- Name: act act_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.act
    ADD CONSTRAINT act_pkey PRIMARY KEY (sequence);


--
-- Name: attachment attachment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attachment
    ADD CONSTRAINT attachment_pkey PRIMARY KEY (sequence);


--
-- Name: explained explained_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.explained
    ADD CONSTRAINT explained_pkey PRIMARY KEY (submission_no, problem_no);


--
-- Name: figure figure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.figure
    ADD CONSTRAINT figure_pkey PRIMARY KEY (submission_no, row_no);


--
-- Name: filed_period filed_period_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filed_period
    ADD CONSTRAINT filed_period_pkey PRIMARY KEY (region_code, month_no, submission_no);


--
-- Name: original original_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.original
    ADD CONSTRAINT original_pkey PRIMARY KEY (sha256);


--
-- Name: purged purged_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.purged
    ADD CONSTRAINT purged_pkey PRIMARY KEY (sequence);


--
-- Name: register_version register_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.register_version
    ADD CONSTRAINT register_version_pkey PRIMARY KEY (sequence);


--
-- Name: release release_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_pkey PRIMARY KEY (sequence);


--
-- Name: reopening reopening_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reopening
    ADD CONSTRAINT reopening_pkey PRIMARY KEY (sequence);


--
-- Name: schema_version schema_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);


--
-- Name: stand_in stand_in_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stand_in
    ADD CONSTRAINT stand_in_pkey PRIMARY KEY (sequence);


--
-- Name: submission submission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_pkey PRIMARY KEY (submission_no);


--
-- Name: submission submission_submission_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_submission_id_key UNIQUE (submission_id);


--
-- Name: terms terms_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.terms
    ADD CONSTRAINT terms_key_key UNIQUE (key);


--
-- Name: terms terms_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.terms
    ADD CONSTRAINT terms_pkey PRIMARY KEY (submission_no);


--
-- Name: account_version_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_version_name ON public.account_version USING btree (name, sequence);


--
-- Name: act_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX act_subject ON public.act USING btree (subject, sequence);


--
-- Name: attachment_submission; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attachment_submission ON public.attachment USING btree (submission_no);


--
-- Name: filed_period_submission; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filed_period_submission ON public.filed_period USING btree (submission_no);


--
-- Name: purged_original; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX purged_original ON public.purged USING btree (original_sha256);


--
-- Name: purged_submission; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX purged_submission ON public.purged USING btree (submission_no);


--
-- Name: reopening_quarter; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX reopening_quarter ON public.reopening USING btree (region_code, quarter);


--
-- Name: submission_original; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX submission_original ON public.submission USING btree (original_sha256);


--
-- Name: account_version account_version_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER account_version_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.account_version FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: act act_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER act_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.act FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: attachment attachment_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER attachment_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.attachment FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: explained explained_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER explained_change_refused BEFORE DELETE OR TRUNCATE ON public.explained FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: explained explained_update_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER explained_update_refused BEFORE UPDATE ON public.explained FOR EACH ROW EXECUTE FUNCTION public.explained_may_be_purged();


--
-- Name: figure figure_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER figure_change_refused BEFORE DELETE OR TRUNCATE ON public.figure FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: figure figure_update_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER figure_update_refused BEFORE UPDATE ON public.figure FOR EACH ROW EXECUTE FUNCTION public.figure_may_be_purged();


--
-- Name: filed_period filed_period_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER filed_period_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.filed_period FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: original original_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER original_change_refused BEFORE DELETE OR TRUNCATE ON public.original FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: original original_update_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER original_update_refused BEFORE UPDATE ON public.original FOR EACH ROW EXECUTE FUNCTION public.original_may_be_purged();


--
-- Name: purged purged_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER purged_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.purged FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: register_version register_version_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER register_version_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.register_version FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: release release_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER release_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.release FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: reopening reopening_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER reopening_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.reopening FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: schema_version schema_version_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER schema_version_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.schema_version FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: stand_in stand_in_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER stand_in_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.stand_in FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: submission submission_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER submission_change_refused BEFORE DELETE OR TRUNCATE ON public.submission FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: submission submission_update_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER submission_update_refused BEFORE UPDATE ON public.submission FOR EACH ROW EXECUTE FUNCTION public.submission_may_be_purged();


--
-- Name: terms terms_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER terms_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.terms FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: account_version account_version_sequence_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_version
    ADD CONSTRAINT account_version_sequence_fkey FOREIGN KEY (sequence) REFERENCES public.act(sequence);


--
-- Name: attachment attachment_original_sha256_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attachment
    ADD CONSTRAINT attachment_original_sha256_fkey FOREIGN KEY (original_sha256) REFERENCES public.original(sha256);


--
-- Name: attachment attachment_sequence_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attachment
    ADD CONSTRAINT attachment_sequence_fkey FOREIGN KEY (sequence) REFERENCES public.act(sequence);


--
-- Name: attachment attachment_submission_no_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attachment
    ADD CONSTRAINT attachment_submission_no_fkey FOREIGN KEY (submission_no) REFERENCES public.submission(submission_no);


--
-- Name: explained explained_submission_no_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.explained
    ADD CONSTRAINT explained_submission_no_fkey FOREIGN KEY (submission_no) REFERENCES public.submission(submission_no);


--
-- Name: figure figure_submission_no_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.figure
    ADD CONSTRAINT figure_submission_no_fkey FOREIGN KEY (submission_no) REFERENCES public.submission(submission_no);


--
-- Name: filed_period filed_period_submission_no_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filed_period
    ADD CONSTRAINT filed_period_submission_no_fkey FOREIGN KEY (submission_no) REFERENCES public.submission(submission_no);


--
-- Name: purged purged_original_sha256_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.purged
    ADD CONSTRAINT purged_original_sha256_fkey FOREIGN KEY (original_sha256) REFERENCES public.original(sha256);


--
-- Name: purged purged_submission_no_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.purged
    ADD CONSTRAINT purged_submission_no_fkey FOREIGN KEY (submission_no) REFERENCES public.submission(submission_no);


--
-- Name: register_version register_version_sequence_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.register_version
    ADD CONSTRAINT register_version_sequence_fkey FOREIGN KEY (sequence) REFERENCES public.act(sequence);


--
-- Name: release release_sequence_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_sequence_fkey FOREIGN KEY (sequence) REFERENCES public.act(sequence);


--
-- Name: reopening reopening_sequence_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reopening
    ADD CONSTRAINT reopening_sequence_fkey FOREIGN KEY (sequence) REFERENCES public.act(sequence);


--
-- Name: stand_in stand_in_sequence_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stand_in
    ADD CONSTRAINT stand_in_sequence_fkey FOREIGN KEY (sequence) REFERENCES public.act(sequence);


--
-- Name: submission submission_original_sha256_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_original_sha256_fkey FOREIGN KEY (original_sha256) REFERENCES public.original(sha256);


--
-- Name: submission submission_submission_no_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_submission_no_fkey FOREIGN KEY (submission_no) REFERENCES public.act(sequence);


--
-- Name: terms terms_submission_no_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.terms
    ADD CONSTRAINT terms_submission_no_fkey FOREIGN KEY (submission_no) REFERENCES public.submission(submission_no);


--
-- PostgreSQL database dump complete
--


