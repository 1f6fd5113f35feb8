//! The content of the shop in `data/*.sql`, and what must be true of it after a scrub.

use crate::people::{Person, Rng, people};
use crate::residue::Originals;
use crate::sql::{Dialect, Value, inserts};

/// What a scrub does to the values of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Nothing.
    Same,
    /// Each value becomes another, equal ones the same; nulls stay.
    StandIn,
    /// The same, and distinct values stay distinct.
    Unique,
    /// Each value changes; nulls stay.
    Changed,
}

/// One expression over one table.
pub struct Check {
    /// The table, quoted if need be.
    pub table: &'static str,
    /// What to order by: a column that never changes, or an expression that is empty where the
    /// order cannot be told (then only the number of distinct values is compared).
    pub order: &'static str,
    /// The expression.
    pub expression: String,
    /// What is expected of it.
    pub expect: Expect,
}

/// The whole shop.
pub struct Shop {
    /// Who shops there.
    pub people: Vec<Person>,
    secrets: Vec<(&'static str, String)>,
    tables: Vec<(&'static str, &'static str, Vec<Vec<Value>>)>,
}

const CUSTOMERS: u64 = 2000;
const ORDERS: u64 = 6000;

const AGENTS: [&str; 3] = [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148",
    "shop-app/4.12.0 (build 20261103; schema 7)",
];

impl Shop {
    /// The shop, always the same one.
    #[must_use]
    pub fn new() -> Self {
        let people = people(CUSTOMERS);
        let mut rng = Rng::new(7);
        let mut secrets: Vec<(&'static str, String)> = ["helpdesk", "data-steward", "test"]
            .iter()
            .map(|name| ("e-mail in the schema", format!("{name}@driftsenter.test")))
            .collect();
        let mut tables = Vec::new();

        let rows = people.iter().map(|p| customer(p, &mut rng)).collect();
        let columns = "id, full_name, email, phone, national_id, ssn, card_number, iban, birth_date, \
                       street_address, postcode, city, country, ip_address, device_mac, tier, active, \
                       credit_limit, created_at, external_ref, notes, profile";
        tables.push(("customers", columns, rows));

        let rows = (1..=ORDERS).map(|id| order(id, rng.pick(&people), &mut Rng::new(id))).collect();
        let columns = "id, customer_id, customer_email, placed_at, placed_ms, status, sku, ean, quantity, \
                       unit_price, tracking, invoice_no, comment";
        tables.push(("orders", columns, rows));

        let rows = people
            .iter()
            .filter(|p| p.id % 4 != 0)
            .map(|p| vec![p.fnr.as_str().into(), (p.id % 5).into(), Value::Number(format!("0.{}", p.id % 89 + 10))]);
        tables.push(("tax_profiles", "national_id, bracket, rate", rows.collect()));

        let rows = people.iter().filter(|p| p.id % 5 < 3).map(|p| {
            vec![p.email.as_str().into(), p.id.into(), ["weekly", "sales", "recalls"][p.id as usize % 3].into()]
        });
        tables.push(("newsletter", "email, customer_id, topic", rows.collect()));

        let rows = (1..=1000).map(|id: u64| {
            let p = rng.pick(&people);
            let amount = Value::Number(format!("{}.{:03}", id * 17 % 5000, id * 31 % 1000));
            let phone = p.phone.replacen('+', "00", 1);
            vec![id.into(), p.id.into(), p.card_grouped().into(), p.iban_grouped().into(), phone.into(), amount]
        });
        tables.push(("payments", "id, customer_id, card, iban, phone, amount", rows.collect()));

        let rows = (1..=3000).map(|id: u64| {
            let (p, mut rng) = (&people[(id * 37 % CUSTOMERS) as usize], Rng::new(id));
            vec![
                id.into(),
                p.id.into(),
                if id.is_multiple_of(3) { &p.ipv6 } else { &p.ipv4 }.as_str().into(),
                p.mac.as_str().into(),
                (*rng.pick(&AGENTS)).into(),
                uuid(&mut rng).into(),
                timestamp(&mut rng).into(),
                format!("{:02}:{:02}:{:02}", rng.range(0, 5), rng.range(0, 59), rng.range(0, 59)).into(),
            ]
        });
        let columns = "id, customer_id, ip_address, mac, user_agent, session, at, duration";
        tables.push(("logins", columns, rows.collect()));

        let rows = (1..=500).map(|id: u64| {
            let p = &people[(id * 3) as usize];
            let (mime, body) = if id.is_multiple_of(4) {
                let mut rng = Rng::new(id);
                ("application/octet-stream", (0..48).map(|_| rng.next_u64() as u8 | 0x80).collect())
            } else {
                let text = format!("From: {}\r\nTel: {}\r\n\r\nIt's 'quoted' \\ done\r\n", p.email, p.phone_spaced);
                ("text/plain", text.into_bytes())
            };
            vec![id.into(), p.id.into(), mime.into(), Value::Bytes(body)]
        });
        tables.push(("attachments", "id, customer_id, mime, body", rows.collect()));

        let rows = (1..=40).map(|id| integration(id, &mut secrets)).collect();
        tables.push(("integrations", "id, label, dsn, aws_access_key, config", rows));

        let rows = people
            .iter()
            .filter(|p| p.id % 5 == 1)
            .map(|p| vec![p.id.into(), format!("«{}» – ringte fra {},\n\tsvar: 'ja'", p.email, p.phone_spaced).into()]);
        tables.push(("\"Kunde notater\"", "customer_id, \"Merknad \"\"tekst\"\"\"", rows.collect()));
        Self { people, secrets, tables }
    }

    /// The statements that fill the tables of `data/*.sql`.
    #[must_use]
    pub fn fill(&self, dialect: Dialect) -> String {
        let tables = self.tables.iter();
        tables.map(|(table, columns, rows)| inserts(dialect, table, columns, rows)).collect()
    }

    /// Every original value in every spelling that [`fill`](Self::fill) writes.
    #[must_use]
    pub fn originals(&self) -> Originals {
        Originals::new(&self.people, &self.secrets)
    }

    /// Queries for the number of rows of each table.
    #[must_use]
    pub fn counts(&self) -> Vec<String> {
        self.tables.iter().map(|(table, ..)| format!("SELECT count(*) FROM {table}")).collect()
    }

    /// What a scrub does to each column.
    #[must_use]
    pub fn checks(&self, dialect: Dialect) -> Vec<Check> {
        let mut all = Vec::new();
        let mut add = |table: &'static str, order: &'static str, expect: Expect, expressions: &[&str]| {
            for expression in expressions {
                all.push(Check { table, order, expression: (*expression).to_owned(), expect });
            }
        };
        let json = |path: &str| json(dialect, path);
        use Expect::{Changed, Same, StandIn, Unique};
        add("customers", "id", Unique, &["email", "phone", "national_id", "ssn", "card_number", "iban", "ip_address"]);
        add("customers", "id", Unique, &["device_mac", &json("email"), &json("device.mac")]);
        add("customers", "id", StandIn, &["full_name", "street_address", "birth_date", "support_contact"]);
        add("customers", "id", StandIn, &["postcode"]);
        add("customers", "id", Same, &["city", "country", "tier", "active", "credit_limit", "created_at"]);
        add("customers", "id", Same, &["external_ref", &json("plan"), &json("logins"), &json("ratio"), &json("tags")]);
        add("customers", "id", Same, &[&json("quote"), "substr(notes, 1, 7)", "CASE WHEN id % 8 < 4 THEN notes END"]);
        add("customers", "id", Changed, &["CASE WHEN id % 8 >= 4 THEN notes END", &text(dialect, "profile")]);
        add("orders", "id", Same, &["id", "customer_id", "placed_at", "placed_ms", "status", "sku", "ean", "quantity"]);
        add("orders", "id", Same, &["unit_price", "tracking", "invoice_no", "comment"]);
        add("orders", "id", StandIn, &["customer_email"]);
        add("tax_profiles", "", Unique, &["national_id"]);
        add("newsletter", "customer_id", Unique, &["email"]);
        add("newsletter", "customer_id", Same, &["topic"]);
        add("payments", "id", StandIn, &["card", "iban", "phone"]);
        add("payments", "id", Same, &["customer_id", "amount"]);
        add("logins", "id", StandIn, &["ip_address", "mac"]);
        add("logins", "id", Same, &["customer_id", "user_agent", "session", "at", "duration"]);
        let body = body(dialect);
        add("attachments", "id", Changed, &[&format!("CASE WHEN mime = 'text/plain' THEN {body} END")]);
        let bytes = "CASE WHEN mime <> 'text/plain' THEN";
        add("attachments", "id", Same, &["mime", &format!("{bytes} {} END", hex_of(dialect))]);
        add("integrations", "id", Changed, &["dsn", "aws_access_key", "config"]);
        add("integrations", "id", Same, &["label"]);
        if dialect == Dialect::Postgres {
            add("customers", "id", Changed, &["raw_profile", "contacts"]);
            add("customers", "id", Same, &["raw_profile->>'plan'", "array_length(contacts, 1)"]);
            add("networks", "id", StandIn, &["block"]);
            add("networks", "id", Same, &["masklen(block)"]);
            add("orders", "id", Same, &["tableoid::regclass"]);
        }
        all
    }

    /// Queries that give one number each, the same before and after: joins and containments that
    /// hold only if equal values got equal stand-ins everywhere, in every spelling.
    #[must_use]
    pub fn joins(&self, dialect: Dialect) -> Vec<String> {
        let json = |path: &str| json(dialect, path);
        let (email, phone) = (json("email"), json("phone"));
        let body = body(dialect);
        let position = |needle: &str, hay: &str| match dialect {
            Dialect::Sqlite => format!("instr({hay}, {needle}) > 0"),
            Dialect::Postgres | Dialect::MariaDb => format!("position({needle} IN {hay}) > 0"),
        };
        let (domain, phone_00) = match dialect {
            Dialect::MariaDb => ("SUBSTRING_INDEX(email, '@', -1)", "CONCAT('+', substr(p.phone, 3))"),
            Dialect::Postgres => ("split_part(email, '@', 2)", "'+' || substr(p.phone, 3)"),
            Dialect::Sqlite => ("substr(email, instr(email, '@') + 1)", "'+' || substr(p.phone, 3)"),
        };
        let unspaced = "replace(replace(n.note, ' ', ''), '-', '')";
        let note = |needle: &str, hay: &str| position(needle, hay).replace("n.note", "c.notes");
        let mut all = vec![
            "SELECT count(*) FROM customers c JOIN orders o ON o.customer_email = c.email AND o.customer_id = c.id".into(),
            "SELECT count(DISTINCT customer_email) FROM orders".into(),
            "SELECT count(*) FROM customers c JOIN tax_profiles t ON t.national_id = c.national_id".into(),
            "SELECT count(*) FROM customers c JOIN newsletter n ON n.email = c.email AND n.customer_id = c.id".into(),
            "SELECT count(*) FROM customers c JOIN payments p ON p.customer_id = c.id AND replace(p.card, ' ', '') = c.card_number".into(),
            "SELECT count(*) FROM customers c JOIN payments p ON p.customer_id = c.id AND replace(p.iban, ' ', '') = c.iban".into(),
            format!("SELECT count(*) FROM customers c JOIN payments p ON p.customer_id = c.id AND {phone_00} = c.phone"),
            "SELECT count(*) FROM customers c JOIN logins l ON l.ip_address = c.ip_address AND l.customer_id = c.id".into(),
            format!("SELECT count(*) FROM customers WHERE {email} = email"),
            format!("SELECT count(*) FROM customers WHERE {phone} = phone"),
            format!("SELECT count(*) FROM customers WHERE email_domain = {domain}"),
            "SELECT count(DISTINCT support_contact) FROM customers".into(),
            format!("SELECT count(*) FROM customers c WHERE {}", note("c.email", "n.note")),
            format!("SELECT count(*) FROM customers c WHERE {}", note("c.phone", unspaced)),
            format!("SELECT count(*) FROM customers c WHERE {}", note("c.card_number", unspaced)),
            format!("SELECT count(*) FROM customers c WHERE {}", note("c.iban", unspaced)),
            format!("SELECT count(*) FROM customers c WHERE {}", note("c.national_id", unspaced)),
            format!("SELECT count(*) FROM customers c WHERE {}", note("c.ssn", "n.note")),
            format!(
                "SELECT count(*) FROM customers c JOIN attachments a ON a.customer_id = c.id WHERE {}",
                position("c.email", &body)
            ),
            format!(
                "SELECT count(*) FROM customers c JOIN \"Kunde notater\" k ON k.customer_id = c.id WHERE {}",
                position("c.email", "k.\"Merknad \"\"tekst\"\"\"")
            ),
        ];
        match dialect {
            Dialect::Postgres => {
                all.push("SELECT count(*) FROM customers WHERE contacts[1] = email AND contacts[2] = phone".into());
                all.push("SELECT count(*) FROM customers WHERE raw_profile->>'email' = email".into());
                all.push(
                    "SELECT count(*) FROM customers WHERE (profile#>>'{device,mac}')::macaddr = device_mac".into(),
                );
                all.push("SELECT count(*) FROM customers WHERE (profile#>>'{device,ip}')::inet = ip_address".into());
                all.push("SELECT count(*) FROM logins l JOIN customers c ON c.id = l.customer_id AND l.mac::macaddr = c.device_mac".into());
            }
            Dialect::MariaDb | Dialect::Sqlite => {
                all.push(format!("SELECT count(*) FROM customers WHERE {} = device_mac", json("device.mac")));
                all.push(format!("SELECT count(*) FROM customers WHERE {} = ip_address", json("device.ip")));
            }
        }
        all
    }
}

impl Default for Shop {
    fn default() -> Self {
        Self::new()
    }
}

fn json(dialect: Dialect, path: &str) -> String {
    match dialect {
        Dialect::Postgres => format!("profile#>>'{{{}}}'", path.replace('.', ",")),
        Dialect::MariaDb if path == "tags" => "JSON_QUERY(profile, '$.tags')".to_owned(),
        Dialect::MariaDb => format!("JSON_VALUE(profile, '$.{path}')"),
        Dialect::Sqlite => format!("json_extract(profile, '$.{path}')"),
    }
}

fn text(dialect: Dialect, column: &str) -> String {
    if dialect == Dialect::Postgres { format!("{column}::text") } else { column.to_owned() }
}

fn body(dialect: Dialect) -> String {
    match dialect {
        Dialect::Postgres => "CASE WHEN mime = 'text/plain' THEN convert_from(body, 'UTF8') END",
        Dialect::MariaDb => "CASE WHEN mime = 'text/plain' THEN CONVERT(body USING utf8mb4) END",
        Dialect::Sqlite => "CASE WHEN mime = 'text/plain' THEN CAST(body AS TEXT) END",
    }
    .to_owned()
}

fn hex_of(dialect: Dialect) -> &'static str {
    if dialect == Dialect::Postgres { "encode(body, 'hex')" } else { "hex(body)" }
}

fn customer(p: &Person, rng: &mut Rng) -> Vec<Value> {
    let i = p.id as usize;
    let profile = serde_json::json!({
        "email": p.email,
        "phone": p.phone,
        "plan": (["free", "plus", "team"][i % 3]),
        "logins": i * 13 % 400,
        "ratio": (i % 97) as f64 / 100.0,
        "tags": ["a b", "9–17", "100 %", "it's"],
        "device": {"ip": p.ipv4, "mac": p.mac},
        "quote": "say \"hi\" \\ and\n\tgo; -- no /* comment */",
        "nothing": null,
    });
    vec![
        p.id.into(),
        p.full_name.as_str().into(),
        p.email.as_str().into(),
        p.phone.as_str().into(),
        p.fnr.as_str().into(),
        (!p.id.is_multiple_of(3)).then_some(p.ssn.as_str()).into(),
        p.card.as_str().into(),
        p.iban.as_str().into(),
        p.birth_date.as_str().into(),
        (!p.id.is_multiple_of(11)).then_some(p.street.as_str()).into(),
        format!("{:05}", rng.range(1000, 99_999)).into(),
        (*rng.pick(&["Storvik", "Øvre Myrdal", "Grünau", "Port Ellery", "L'Estaque"])).into(),
        (*rng.pick(&["NO", "DE", "GB", "US"])).into(),
        p.ipv4.as_str().into(),
        p.mac.as_str().into(),
        (*rng.pick(&["bronze", "silver", "gold"])).into(),
        Value::Number(["TRUE", "FALSE"][i % 2].into()),
        Value::Number(format!("{}.{:02}", rng.range(0, 90_000), rng.range(0, 99))),
        timestamp(rng).into(),
        uuid(rng).into(),
        note(p).into(),
        profile.to_string().into(),
    ]
}

/// Notes of eight kinds; those of the first four hold no personal data.
fn note(p: &Person) -> Option<String> {
    let id = p.id;
    let body = match id % 8 {
        0 => return None,
        1 => return Some(String::new()),
        2 => "Ingen merknad – åpent 9–17, 100 % ok; version 3.14.15, ref. 2026-11-21T10:20:30Z".to_owned(),
        3 => "O\"Brien's shop; C:\\temp\\new\\x41; \\N \\. $$ $1 -- /* */ ; ends in \\".to_owned(),
        4 => format!("Called {} re. order {id};\n\tit's urgent, mail <{}>", p.phone_spaced, p.email),
        5 => format!("Card {} declined\\nuse IBAN {} instead", p.card_grouped(), p.iban_grouped()),
        6 => format!("fødselsnummer {} verified; SSN {} on file", p.fnr_spaced(), p.ssn),
        _ => format!("\"{}\",'{}',\t{}\r\nlast line", p.email, p.phone, p.email),
    };
    Some(format!("[n{id:04}] {body}"))
}

fn order(id: u64, p: &Person, rng: &mut Rng) -> Vec<Value> {
    let placed = rng.range(1_704_067_200, 1_795_000_000);
    vec![
        id.into(),
        p.id.into(),
        p.email.as_str().into(),
        civil(placed).into(),
        Value::Number((placed * 1000 + id % 1000).to_string()),
        (*rng.pick(&["open", "paid", "sent", "returned"])).into(),
        format!("{}-{:04}-{}", rng.pick(&["KJ", "BX", "TR"]), rng.range(1, 9999), rng.pick(&["S", "M", "XL"])).into(),
        ean(rng).into(),
        rng.range(1, 12).into(),
        Value::Number(format!("{}.{:02}", rng.range(1, 900), rng.range(0, 99))),
        id.is_multiple_of(2).then(|| format!("JJD{}", rng.digits(9))).into(),
        format!("INV-{}-{id:06}", 2024 + id % 3).into(),
        match id % 4 {
            0 => Some("leave at door; ring 2x"),
            1 => Some(""),
            2 => Some("gift: 'Happy 40th!' \\o/"),
            _ => None,
        }
        .into(),
    ]
}

fn integration(id: u64, secrets: &mut Vec<(&'static str, String)>) -> Vec<Value> {
    const LETTERS: &str = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut rng = Rng::new(id + 99);
    let database_password = rng.chars(18, LETTERS);
    let key = format!("AKIA{}", rng.chars(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"));
    let password = rng.chars(16, LETTERS);
    let token = format!(
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI{}\
                         9.{}",
        rng.chars(20, LETTERS),
        rng.chars(43, LETTERS)
    );
    let row = vec![
        id.into(),
        format!("bridge {id}").into(),
        format!("postgres://svc_{id}:{database_password}@db{id}.intern.test:5432/app?sslmode=require").into(),
        key.as_str().into(),
        format!("timeout = 30\npassword = \"{password}\"\nretries = 3\ntoken: {token}\n").into(),
    ];
    secrets.push(("password in a URL", database_password));
    secrets.push(("AWS access key", key));
    secrets.push(("password", password));
    secrets.push(("JWT", token));
    row
}

/// EAN-13 with its check digit (GS1 General Specifications, section 7.9).
fn ean(rng: &mut Rng) -> String {
    let body = format!("70{}", rng.digits(10));
    let sum: u32 = body.bytes().enumerate().map(|(i, b)| u32::from(b - b'0') * if i % 2 == 0 { 1 } else { 3 }).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn uuid(rng: &mut Rng) -> String {
    let (a, b) = (rng.next_u64(), rng.next_u64());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        a >> 32,
        a >> 16 & 0xffff,
        a & 0xfff,
        b >> 48 & 0x3fff | 0x8000,
        b & 0xffff_ffff_ffff
    )
}

fn timestamp(rng: &mut Rng) -> String {
    civil(rng.range(1_577_836_800, 1_795_000_000))
}

/// Seconds since 1970 as `YYYY-MM-DD hh:mm:ss` (Howard Hinnant, "chrono-Compatible Low-Level
/// Date Algorithms", `civil_from_days`).
fn civil(seconds: u64) -> String {
    let (days, time) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let era = days / 146_097;
    let doe = days % 146_097;
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
    let year = yoe + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}", time / 3600, time / 60 % 60, time % 60)
}
