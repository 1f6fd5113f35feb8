-- PostgreSQL database dump
\restrict fhZkVFVa4ObosQYD3mxwEOBuRUkUpJ2GjtHi90BLCLw0B2QQYG8Ie4USRx6MgUX
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TYPE public.addr AS (
	street text,
	zip text
);
CREATE DOMAIN public.mail AS text
	CONSTRAINT mail_check CHECK ((VALUE ~ '@'::text));
CREATE TYPE public.mood AS ENUM (
    'sad',
    'o''k'
);
CREATE FUNCTION public.f() RETURNS text
    LANGUAGE plpgsql
    AS $_$ BEGIN -- mail root@example.com
 RETURN 'it''s; $$ x'; END $_$;
CREATE TABLE public."Weird Table" (
    "a.b" integer NOT NULL,
    "E-Mail" text,
    "tab	name" text
);
ALTER TABLE public."Weird Table" ALTER COLUMN "a.b" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public."Weird Table_a.b_seq"
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers (
    id integer NOT NULL,
    email public.mail NOT NULL,
    "Full Name" text DEFAULT 'Nobody <nobody@example.com>'::text,
    born date,
    ip inet,
    payload bytea,
    doc jsonb,
    tags text[],
    nums integer[],
    home public.addr,
    m public.mood,
    amount numeric(12,2),
    flag boolean,
    bits bit(8),
    twice integer GENERATED ALWAYS AS ((id * 2)) STORED,
    key text,
    "we""ird" character varying(80)
);
COMMENT ON COLUMN public.customers.email IS 'ask o''brien@example.com
second line; INSERT INTO x VALUES (1)';
CREATE SEQUENCE public.customers_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.customers_id_seq OWNED BY public.customers.id;
CREATE TABLE public.nothing (
);
CREATE TABLE public.parted (
    id integer,
    region text,
    note text
)
PARTITION BY LIST (region);
CREATE TABLE public.parted_1 (
    id integer,
    region text,
    note text
);
CREATE VIEW public.v AS
 SELECT customers.email
   FROM public.customers
  WHERE ((customers.email)::text <> 'view@example.com'::text);
ALTER TABLE ONLY public.parted ATTACH PARTITION public.parted_1 FOR VALUES IN ('eu');
ALTER TABLE ONLY public.customers ALTER COLUMN id SET DEFAULT nextval('public.customers_id_seq'::regclass);
SELECT pg_catalog.lo_create('16434');
INSERT INTO public."Weird Table" OVERRIDING SYSTEM VALUE VALUES (1, 'w@example.com', '\x41414141');
INSERT INTO public."Weird Table" OVERRIDING SYSTEM VALUE VALUES (2, 'a\tb', '\x4141414142424242');
INSERT INTO public.customers VALUES (1, 'anna@example.com', 'Anna "A" O''Brien\ 	 tab', '1970-01-02', '192.0.2.1', '\x7265616368206d652061742068696464656e406578616d706c652e6f7267', '{"k": "back\\slash \"q\" \n nl", "mail": "j@example.net"}', '{"a,b","c\"d","e\\f",NULL,x@example.com}', '{1,2}', '("Main St 1, ""x""",0123)', 'o''k', -12.50, true, B'10101010', DEFAULT, '\N', '\.');
INSERT INTO public.customers VALUES (2, 'multi@example.com', 'line1
COPY x FROM stdin;
INSERT INTO y VALUES (''z'');
\.
', NULL, '2001:db8::1', '\x00', 'null', '{}', NULL, NULL, 'sad', 'NaN', false, NULL, DEFAULT, '', 'v');
INSERT INTO public.customers VALUES (3, 'æøå@example.com', '', '0001-01-01 BC', NULL, '\x', NULL, NULL, '{}', '(,"")', NULL, 0.00, NULL, NULL, DEFAULT, NULL, '😀 ''''');
INSERT INTO public.parted_1 VALUES (1, 'eu', 'p@example.com');
SELECT pg_catalog.setval('public."Weird Table_a.b_seq"', 2, true);
SELECT pg_catalog.setval('public.customers_id_seq', 3, true);
BEGIN;
SELECT pg_catalog.lo_open('16434', 131072);
SELECT pg_catalog.lowrite(0, '\x6c61726765206f626a656374206d61696c206c6f406578616d706c652e636f6d');
SELECT pg_catalog.lo_close(0);
COMMIT;
ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);
-- PostgreSQL database dump complete
\unrestrict fhZkVFVa4ObosQYD3mxwEOBuRUkUpJ2GjtHi90BLCLw0B2QQYG8Ie4USRx6MgUX
