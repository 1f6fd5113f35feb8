-- The shop of postgres.sql as far as MariaDB can say it.
CREATE TABLE customers (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    full_name VARCHAR(80) NOT NULL,
    email VARCHAR(190) NOT NULL UNIQUE CHECK (email REGEXP '^[^@ ]+@[^@ ]+[.][A-Za-z]+$'),
    phone VARCHAR(16) NOT NULL UNIQUE CHECK (phone REGEXP '^[+][1-9][0-9]{7,14}$'),
    national_id CHAR(11) NOT NULL UNIQUE CHECK (national_id REGEXP '^[0-9]{11}$'),
    ssn VARCHAR(11) UNIQUE CHECK (ssn REGEXP '^[0-9]{3}-[0-9]{2}-[0-9]{4}$'),
    card_number VARCHAR(19) NOT NULL UNIQUE CHECK (card_number REGEXP '^[0-9]{12,19}$'),
    iban VARCHAR(34) NOT NULL UNIQUE CHECK (iban REGEXP '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
    birth_date DATE NOT NULL,
    street_address VARCHAR(80),
    postcode CHAR(5) NOT NULL,
    city VARCHAR(60) NOT NULL,
    country CHAR(2) NOT NULL,
    ip_address VARCHAR(45) NOT NULL,
    device_mac CHAR(17) NOT NULL,
    tier ENUM ('bronze', 'silver', 'gold') NOT NULL DEFAULT 'bronze',
    active BOOLEAN NOT NULL,
    credit_limit DECIMAL(12, 2) NOT NULL,
    created_at DATETIME NOT NULL,
    external_ref CHAR(36) NOT NULL UNIQUE,
    notes TEXT,
    profile JSON NOT NULL,
    email_domain VARCHAR(190) AS (SUBSTRING_INDEX(email, '@', -1)) STORED,
    support_contact VARCHAR(80) NOT NULL DEFAULT 'helpdesk@driftsenter.test'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
  COMMENT = 'Owner: data-steward@driftsenter.test, it''s the master list';

CREATE TABLE orders (
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    customer_email VARCHAR(190) NOT NULL,
    placed_at DATETIME NOT NULL,
    placed_ms BIGINT NOT NULL,
    status VARCHAR(10) NOT NULL CHECK (status IN ('open', 'paid', 'sent', 'returned')),
    sku VARCHAR(20) NOT NULL,
    ean CHAR(13) NOT NULL,
    quantity INT NOT NULL CHECK (quantity > 0),
    unit_price DECIMAL(10, 2) NOT NULL,
    tracking VARCHAR(30),
    invoice_no VARCHAR(30) NOT NULL,
    comment TEXT,
    FOREIGN KEY (customer_id) REFERENCES customers (id),
    FOREIGN KEY (customer_email) REFERENCES customers (email)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE tax_profiles (
    national_id CHAR(11) NOT NULL PRIMARY KEY,
    bracket SMALLINT NOT NULL,
    rate DOUBLE NOT NULL,
    FOREIGN KEY (national_id) REFERENCES customers (national_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE newsletter (
    email VARCHAR(190) NOT NULL PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    topic VARCHAR(30) NOT NULL,
    FOREIGN KEY (email) REFERENCES customers (email),
    FOREIGN KEY (customer_id) REFERENCES customers (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE payments (
    id BIGINT NOT NULL PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    card VARCHAR(24) NOT NULL CHECK (card REGEXP '^[0-9]{4}( [0-9]{4}){3}$'),
    iban VARCHAR(42) NOT NULL CHECK (REPLACE(iban, ' ', '') REGEXP '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
    phone VARCHAR(20) NOT NULL CHECK (phone REGEXP '^00[1-9][0-9]+$'),
    amount DECIMAL(12, 3) NOT NULL,
    FOREIGN KEY (customer_id) REFERENCES customers (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE logins (
    id BIGINT NOT NULL PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    ip_address VARCHAR(45) NOT NULL,
    mac VARCHAR(17) NOT NULL,
    user_agent VARCHAR(200) NOT NULL,
    session CHAR(36) NOT NULL,
    at DATETIME NOT NULL,
    duration VARCHAR(20) NOT NULL,
    FOREIGN KEY (customer_id) REFERENCES customers (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE attachments (
    id BIGINT NOT NULL PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    mime VARCHAR(40) NOT NULL,
    body BLOB NOT NULL,
    FOREIGN KEY (customer_id) REFERENCES customers (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE integrations (
    id BIGINT NOT NULL PRIMARY KEY,
    label VARCHAR(40) NOT NULL,
    dsn VARCHAR(120) NOT NULL CHECK (dsn LIKE 'postgres://%:%@%/%'),
    aws_access_key VARCHAR(20) NOT NULL,
    config TEXT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE `Kunde notater` (
    `Løpe nr` BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    `Merknad "tekst"` TEXT NOT NULL,
    FOREIGN KEY (customer_id) REFERENCES customers (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE VIEW vip AS
    SELECT c.id, c.email, count(o.id) AS orders
    FROM customers c JOIN orders o ON o.customer_email = c.email
    WHERE c.tier = 'gold' AND c.email <> 'test@driftsenter.test'
    GROUP BY c.id, c.email;
