-- The shop of postgres.sql as far as SQLite can say it.
CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    full_name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE CHECK (email LIKE '%_@_%._%' AND email NOT LIKE '% %'),
    phone TEXT NOT NULL UNIQUE CHECK (phone GLOB '+[1-9][0-9]*' AND length(phone) BETWEEN 9 AND 16),
    national_id CHAR(11) NOT NULL UNIQUE CHECK (length(national_id) = 11 AND national_id NOT GLOB '*[^0-9]*'),
    ssn VARCHAR(11) UNIQUE CHECK (ssn GLOB '[0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][0-9][0-9]'),
    card_number TEXT NOT NULL UNIQUE CHECK (length(card_number) BETWEEN 12 AND 19 AND card_number NOT GLOB '*[^0-9]*'),
    iban TEXT NOT NULL UNIQUE CHECK (iban GLOB '[A-Z][A-Z][0-9][0-9]*'),
    birth_date DATE NOT NULL CHECK (date(birth_date) = birth_date),
    street_address TEXT,
    postcode CHAR(5) NOT NULL,
    city TEXT NOT NULL,
    country CHAR(2) NOT NULL,
    ip_address TEXT NOT NULL,
    device_mac TEXT NOT NULL,
    tier TEXT NOT NULL DEFAULT 'bronze' CHECK (tier IN ('bronze', 'silver', 'gold')),
    active INTEGER NOT NULL,
    credit_limit NUMERIC NOT NULL,
    created_at TEXT NOT NULL,
    external_ref TEXT NOT NULL UNIQUE,
    notes TEXT,
    profile TEXT NOT NULL CHECK (json_valid(profile)),
    email_domain TEXT GENERATED ALWAYS AS (substr(email, instr(email, '@') + 1)) STORED,
    support_contact TEXT NOT NULL DEFAULT 'helpdesk@driftsenter.test'
);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    customer_email TEXT NOT NULL REFERENCES customers (email),
    placed_at TEXT NOT NULL,
    placed_ms INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'paid', 'sent', 'returned')),
    sku TEXT NOT NULL,
    ean CHAR(13) NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    unit_price NUMERIC NOT NULL,
    tracking TEXT,
    invoice_no TEXT NOT NULL,
    comment TEXT
);
CREATE TABLE tax_profiles (
    national_id CHAR(11) PRIMARY KEY REFERENCES customers (national_id),
    bracket INTEGER NOT NULL,
    rate REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE newsletter (
    email TEXT PRIMARY KEY REFERENCES customers (email),
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    topic TEXT NOT NULL
);
CREATE TABLE payments (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    card TEXT NOT NULL CHECK (length(card) = 19),
    iban TEXT NOT NULL,
    phone TEXT NOT NULL CHECK (phone GLOB '00[1-9]*'),
    amount NUMERIC NOT NULL
);
CREATE TABLE logins (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    ip_address TEXT NOT NULL,
    mac TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    session TEXT NOT NULL,
    at TEXT NOT NULL,
    duration TEXT NOT NULL
);
CREATE TABLE attachments (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    mime TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE TABLE integrations (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    dsn TEXT NOT NULL CHECK (dsn LIKE 'postgres://%:%@%/%'),
    aws_access_key TEXT NOT NULL,
    config TEXT NOT NULL
);
CREATE TABLE "Kunde notater" (
    "Løpe nr" INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    "Merknad ""tekst""" TEXT NOT NULL
);
CREATE INDEX orders_by_mail ON orders (lower(customer_email));
CREATE VIEW vip AS
    SELECT c.id, c.email, count(o.id) AS orders
    FROM customers c JOIN orders o ON o.customer_email = c.email
    WHERE c.tier = 'gold' AND c.email <> 'test@driftsenter.test'
    GROUP BY c.id, c.email;
