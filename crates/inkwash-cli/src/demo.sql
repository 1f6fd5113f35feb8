--
-- PostgreSQL database dump
--

SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;

CREATE TABLE public.customers (
    id integer NOT NULL,
    full_name text NOT NULL,
    email character varying(120) NOT NULL,
    phone text,
    born date,
    last_ip inet,
    card bigint,
    notes text
);

CREATE TABLE public.orders (
    order_no bigint NOT NULL,
    customer_email character varying(120) NOT NULL,
    placed timestamp without time zone NOT NULL,
    total numeric(10,2) NOT NULL
);

COPY public.customers (id, full_name, email, phone, born, last_ip, card, notes) FROM stdin;
1	Anna Berg	anna.berg@kundepost.test	+47 22 22 55 55	1985-03-07	203.0.113.17	4111111111111111	Called from +47 22 22 55 55, prefers anna.berg@kundepost.test
2	Tom O'Hara	tom@ohara.test	+1 212-555-0142	1990-12-24	2001:db8::42	5555555555554444	IBAN DE89 3704 0044 0532 0130 00\nversion 1.2.3.4 installed 2026-11-21 10:15:00
3	王小明	xiaoming.wang@youjian.test	\N	1978-01-30	198.51.100.7	\N	{"ssn": "219-09-9999", "api_key": "sk-9fQ2mZ7xLw4TnB8c"}
\.

COPY public.orders (order_no, customer_email, placed, total) FROM stdin;
4000000000000002	anna.berg@kundepost.test	2026-11-20 08:30:00	129.00
4000000000000010	tom@ohara.test	2026-11-20 09:12:44	54.90
\.


--
-- PostgreSQL database dump complete
--

