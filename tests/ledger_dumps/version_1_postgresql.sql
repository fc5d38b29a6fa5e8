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
-- Name: ledger_is_append_only(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ledger_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

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
-- Name: original; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.original (
    sha256 text NOT NULL,
    size_bytes integer NOT NULL,
    content bytea NOT NULL
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
-- Name: schema_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_version (
    version integer NOT NULL,
    applied_at text NOT NULL
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
-- Data for Name: act; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.act VALUES (1, '2026-03-01T12:01:00.000000+08:00', 'register', 'regions.csv', '', 'tracker', '{}', 'f98834828f612263bcace6ecbe666087f7b3622d819bb09fe1e7b58f3a64b8b2', '0000000000000000000000000000000000000000000000000000000000000000', '30e72ad35f65022381acbfae91b2dbecdcb2ece04b5bf17dd9415e27ba612b64');
INSERT INTO public.act VALUES (2, '2026-03-01T12:01:00.000000+08:00', 'register', 'targets.csv', '', 'tracker', '{}', '807d3522d0d7b62c263cd6d791c9e46a272349b84363c93e97a188bc5c761605', '30e72ad35f65022381acbfae91b2dbecdcb2ece04b5bf17dd9415e27ba612b64', '4f932537d6e675d94f2aaaa222b5b0d20b87b14abe79f7f9d5f56c2504bd1641');
INSERT INTO public.act VALUES (3, '2026-03-01T12:02:00.000000+08:00', 'submitted', 'S000003', 'huzhou', 'tracker', '{}', '4ce3183be844ccdd3a2a7737657cec646758148547c645222b15f6a426463ec4', '4f932537d6e675d94f2aaaa222b5b0d20b87b14abe79f7f9d5f56c2504bd1641', '724c068da0b0c86ebc2eacb57488f9d541643a72c789554f1085ff16ac6ca892');
INSERT INTO public.act VALUES (4, '2026-03-01T12:02:00.000000+08:00', 'accepted', 'S000003', 'huzhou', 'tracker', '{}', '', '724c068da0b0c86ebc2eacb57488f9d541643a72c789554f1085ff16ac6ca892', '0755fdade6af733d9c2e597f10d61b88914f3f157242403168d15dad69c48677');
INSERT INTO public.act VALUES (5, '2026-03-01T12:03:00.000000+08:00', 'refused', 'S000005', 'huzhou', 'tracker', '{"problems":["upload.unit"]}', 'cf12839191f5939eef128ac39636dd04c4338baf373292b103f64bda7be742b4', '0755fdade6af733d9c2e597f10d61b88914f3f157242403168d15dad69c48677', 'd27260468447ae1952da5a4f9382e443a0ea027d384b285682952eb38521a13d');
INSERT INTO public.act VALUES (6, '2026-03-01T12:04:00.000000+08:00', 'submitted', 'S000006', 'jiaxing', 'tracker', '{}', '17277589ca10947d97a963b9f68b1f9ddc34e3679ebed8171b54027f297415f8', 'd27260468447ae1952da5a4f9382e443a0ea027d384b285682952eb38521a13d', 'add18b06562eb43ed96f57d9cec04f953e998c901a5134aaa2b29fdd13903756');
INSERT INTO public.act VALUES (7, '2026-03-01T12:04:00.000000+08:00', 'accepted', 'S000006', 'jiaxing', 'tracker', '{}', '', 'add18b06562eb43ed96f57d9cec04f953e998c901a5134aaa2b29fdd13903756', '6cf306accbdb852f3b495f9c22f90c2edbeec7c7506b6feff3a9f757e6844c6b');
INSERT INTO public.act VALUES (8, '2026-03-01T12:05:00.000000+08:00', 'withdrawn', 'S000006', 'jiaxing', 'tracker', '{"reason":"误报"}', '', '6cf306accbdb852f3b495f9c22f90c2edbeec7c7506b6feff3a9f757e6844c6b', 'a8f6a88dec9c4c0c8ac6f393c4b67e91f8813202c5960eb630132b9e457b390e');


--
-- Data for Name: figure; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.figure VALUES (3, 2, '990100', 'export_value', 'commerce', 24312, 'ytd', 'final', 'high', '1', '亿元', NULL, '2026-01-20', '商务局', '', '1', '亿元');
INSERT INTO public.figure VALUES (3, 3, '990101', 'export_value', 'commerce', 24312, 'ytd', 'final', 'high', '99999999999999.01', '亿元', NULL, '2026-01-20', '商务局', '', '99999999999999.01', '亿元');
INSERT INTO public.figure VALUES (6, 2, '990100', 'export_value', 'commerce', 24312, 'ytd', 'final', 'high', '3', '亿元', NULL, '2026-01-20', '商务局', '', '3', '亿元');
INSERT INTO public.figure VALUES (6, 3, '990100', 'export_value', 'commerce', 24312, 'ytd', 'final', 'high', NULL, '亿元', NULL, '2026-01-20', '商务局', '', '', '亿元');


--
-- Data for Name: original; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.original VALUES ('51a75f4634dfa8598a0a1436da0b7764830edd1f3a97661222387da2fe2b38d1', 3, '\xe4b880');
INSERT INTO public.original VALUES ('2f05d4b689d270cafb02285f35f44866f7dc8a2d368a3f9d1124373eeab31fb1', 3, '\x626164');
INSERT INTO public.original VALUES ('3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3', 3, '\x74776f');


--
-- Data for Name: register_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.register_version VALUES (1, 'regions.csv', '\x7231');
INSERT INTO public.register_version VALUES (2, 'targets.csv', '\x7431');


--
-- Data for Name: schema_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schema_version VALUES (1, '2026-11-22T14:09:17.958306+08:00');


--
-- Data for Name: submission; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.submission VALUES (3, 'S000003', '51a75f4634dfa8598a0a1436da0b7764830edd1f3a97661222387da2fe2b38d1', '一季度.csv', '');
INSERT INTO public.submission VALUES (5, 'S000005', '2f05d4b689d270cafb02285f35f44866f7dc8a2d368a3f9d1124373eeab31fb1', '2.csv', '');
INSERT INTO public.submission VALUES (6, 'S000006', '3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3', '3.csv', 'GB18030');


--
-- Name: act act_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.act
    ADD CONSTRAINT act_pkey PRIMARY KEY (sequence);


--
-- Name: figure figure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.figure
    ADD CONSTRAINT figure_pkey PRIMARY KEY (submission_no, row_no);


--
-- Name: original original_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.original
    ADD CONSTRAINT original_pkey PRIMARY KEY (sha256);


--
-- Name: register_version register_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.register_version
    ADD CONSTRAINT register_version_pkey PRIMARY KEY (sequence);


--
-- Name: schema_version schema_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);


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
-- Name: act_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX act_subject ON public.act USING btree (subject, sequence);


--
-- Name: submission_original; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX submission_original ON public.submission USING btree (original_sha256);


--
-- Name: act act_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER act_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.act FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: figure figure_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER figure_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.figure FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: original original_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER original_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.original FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: register_version register_version_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER register_version_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.register_version FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: schema_version schema_version_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER schema_version_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.schema_version FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: submission submission_change_refused; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER submission_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON public.submission FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_is_append_only();


--
-- Name: figure figure_submission_no_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.figure
    ADD CONSTRAINT figure_submission_no_fkey FOREIGN KEY (submission_no) REFERENCES public.submission(submission_no);


--
-- Name: register_version register_version_sequence_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.register_version
    ADD CONSTRAINT register_version_sequence_fkey FOREIGN KEY (sequence) REFERENCES public.act(sequence);


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
-- PostgreSQL database dump complete
--


