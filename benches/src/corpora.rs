//! Generated texts to measure over. The same size gives the same bytes on every machine; all
//! values are invented or reserved.

use std::fmt::Write as _;

use inkwash_tests::people::{Person, Rng, person};

/// One kind of text.
#[derive(Clone, Copy)]
pub struct Corpus {
    /// Its name, and the name of the file when it is written to disk.
    pub name: &'static str,
    /// What is in it.
    pub what: &'static str,
    head: &'static str,
    record: fn(u64, &mut Rng, &mut String),
    tail: &'static str,
}

/// All of them.
pub const CORPORA: &[Corpus] = &[
    Corpus { name: "clean.log", what: "a log without findings", head: "", record: clean_line, tail: "" },
    Corpus { name: "app.log", what: "a log with a finding per KB", head: "", record: app_line, tail: "" },
    Corpus {
        name: "dump.pg.sql",
        what: "pg_dump, COPY",
        head: "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\n\
               SET standard_conforming_strings = on;\n\n\
               CREATE TABLE public.customers (\n    id bigint NOT NULL,\n    full_name text NOT NULL,\n    \
               email text NOT NULL,\n    phone text,\n    national_id character(11),\n    street_address text,\n    \
               city text,\n    created_at timestamp with time zone NOT NULL,\n    ip_address inet,\n    \
               balance numeric(12,2) NOT NULL,\n    external_ref uuid NOT NULL,\n    status text NOT NULL,\n    \
               notes text\n);\n\n\
               COPY public.customers (id, full_name, email, phone, national_id, street_address, city, created_at, \
               ip_address, balance, external_ref, status, notes) FROM stdin;\n",
        record: pg_row,
        tail: "\\.\n\n--\n-- PostgreSQL database dump complete\n--\n",
    },
    Corpus {
        name: "dump.mysql.sql",
        what: "mysqldump, extended INSERT",
        head: "-- MySQL dump 10.13  Distrib 8.0.40\n/*!40101 SET NAMES utf8mb4 */;\n\
               CREATE TABLE `orders` (\n  `id` bigint NOT NULL,\n  `customer_email` varchar(190) NOT NULL,\n  \
               `card_number` varchar(19) DEFAULT NULL,\n  `iban` varchar(34) DEFAULT NULL,\n  \
               `placed_at` datetime NOT NULL,\n  `sku` varchar(20) NOT NULL,\n  `total` decimal(10,2) NOT NULL,\n  \
               `session` char(36) NOT NULL,\n  `comment` text,\n  PRIMARY KEY (`id`)\n);\n\
               INSERT INTO `orders` VALUES\n(0,'a@example.com',NULL,NULL,'2026-01-01 00:00:00','KJ-1-S',1.00,\
               '00000000-0000-4000-8000-000000000000',NULL)",
        record: mysql_row,
        tail: ";\n/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;\n-- Dump completed\n",
    },
    Corpus {
        name: "customers.csv",
        what: "CSV, mostly personal data",
        head: "id,full_name,email,phone,iban,birth_date,street_address,ip_address\r\n",
        record: csv_row,
        tail: "",
    },
    Corpus { name: "events.ndjson", what: "NDJSON events", head: "", record: event, tail: "" },
    Corpus { name: "dense.txt", what: "nothing but personal data", head: "", record: dense_line, tail: "" },
    Corpus { name: "unicode.txt", what: "mostly non-ASCII prose", head: "", record: unicode_line, tail: "" },
];

impl Corpus {
    /// The text, `size` bytes long or a record longer.
    #[must_use]
    pub fn generate(&self, size: usize) -> Vec<u8> {
        let mut rng = Rng::new(0x00C0_FFEE);
        let mut text = String::with_capacity(size + 4096);
        text.push_str(self.head);
        let mut id = 1;
        while text.len() + self.tail.len() < size {
            (self.record)(id, &mut rng, &mut text);
            id += 1;
        }
        text.push_str(self.tail);
        text.into_bytes()
    }
}

/// `write!` to a `String`, which cannot fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => {
        write!($out, $($arg)*).expect("writing to a String cannot fail")
    };
}

const MODULES: [&str; 6] = ["shop::cart", "shop::checkout", "db.pool", "http.server", "jobs.mailer", "cache::redis"];
const LEVELS: [&str; 5] = ["DEBUG", "INFO", "INFO", "INFO", "WARN"];

/// Timestamp, level, module, and one of a dozen messages with ids, durations, sizes, versions,
/// hashes, paths. No addresses: those would be findings.
fn clean_line(id: u64, rng: &mut Rng, out: &mut String) {
    let day = id / 40_000 % 28 + 1;
    put!(
        out,
        "2026-11-{day:02}T{:02}:{:02}:{:02}.{:06}Z {} [worker-{}] {} - ",
        id / 1700 % 24,
        id / 29 % 60,
        id % 60,
        rng.range(0, 999_999),
        rng.pick(&LEVELS),
        rng.range(0, 15),
        rng.pick(&MODULES)
    );
    let n = rng.range(1, 4_000_000);
    match rng.range(0, 11) {
        0 => put!(out, "request id={} took {}.{:03} ms, status=200 bytes={n}", uuid(rng), n % 900, n % 1000),
        1 => put!(out, "order {n} moved to state SHIPPED (attempt {} of 5)", n % 5 + 1),
        2 => put!(out, "cache miss for key cart:{n}:v{}; ttl={}s", n % 9, n % 3600),
        3 => put!(out, "GET /api/v2/products/{n}?page={}&sort=price HTTP/1.1 304 {}us", n % 40, n % 9999),
        4 => put!(out, "pool size={}/{} idle={} waited={}ms", n % 50, 50, n % 7, n % 400),
        5 => put!(out, "loaded plugin analytics-{}.{}.{} in {} ms", n % 9, n % 30, n % 12, n % 500),
        6 => put!(out, "commit {:016x}{:016x}{:08x} deployed to eu-north-1", rng.next_u64(), rng.next_u64(), n),
        7 => put!(out, "gc: heap {}MB -> {}MB, pause={}us", n % 4000, n % 2000, n % 90_000),
        8 => put!(out, "job mailer.digest finished: sent={} failed={} elapsed={}.{}s", n % 900, n % 3, n % 60, n % 10),
        9 => put!(out, "wrote /var/lib/shop/segments/{:08}.seg offset={n} crc={:08x}", n, rng.next_u64() as u32),
        10 => put!(out, "metric latency_p99={}.{} latency_p50={}.{} ts={}", n % 900, n % 10, n % 90, n % 10, n),
        _ => put!(out, "retrying in {}ms after timeout (trace={:016x} span={:08x})", n % 8000, rng.next_u64(), n),
    }
    out.push('\n');
}

/// Eight clean lines, then one with personal data: a finding per KB.
fn app_line(id: u64, rng: &mut Rng, out: &mut String) {
    if !id.is_multiple_of(9) {
        return clean_line(id, rng, out);
    }
    let p = person(id, rng);
    put!(out, "2026-11-{:02}T12:{:02}:{:02}.000000Z INFO [worker-1] shop::account - ", id % 28 + 1, id % 60, id % 60);
    match id / 9 % 5 {
        0 => put!(out, "login ok for user {}", p.email),
        1 => put!(out, "client {} disconnected after {} requests", p.ipv4, id % 900),
        2 => put!(out, "sms sent to {} via gateway 4", p.phone),
        3 => put!(out, "password reset requested by <{}>, valid 3600 s", p.email),
        _ => put!(out, "peer [{}]:443 handshake done", p.ipv6),
    }
    out.push('\n');
}

fn pg_row(id: u64, rng: &mut Rng, out: &mut String) {
    let p = person(id, rng);
    put!(out, "{id}\t{}\t{}\t{}\t{}\t", p.full_name, p.email, p.phone, p.fnr);
    put!(out, "{}\tStorvik\t{}\t{}\t{}.{:02}\t", p.street, stamp(id, "+00"), p.ipv4, rng.range(0, 90_000), id % 100);
    put!(out, "{}\t{}\t", uuid(rng), rng.pick(&["active", "blocked", "new", "churned"]));
    match id % 4 {
        0 => out.push_str("\\N"),
        1 => put!(out, "Called about order {} on a Tuesday; wants the invoice again.\\nNo answer.", id * 7),
        2 => put!(out, "Second address on file, mails to {} bounce", p.email),
        _ => out.push_str("Prefers delivery in the afternoon, leave parcels with the neighbour, ring twice"),
    }
    out.push('\n');
}

fn mysql_row(id: u64, rng: &mut Rng, out: &mut String) {
    let p = person(id, rng);
    // A statement of about a megabyte, as mysqldump writes them.
    out.push_str(if id.is_multiple_of(5000) { ";\nINSERT INTO `orders` VALUES\n" } else { "," });
    put!(out, "({id},'{}','{}','{}','{}',", p.email, p.card, p.iban, stamp(id, ""));
    put!(out, "'BX-{:04}-XL',{}.{:02},'{}',", rng.range(1, 9999), rng.range(1, 900), id % 100, uuid(rng));
    out.push_str(match id % 3 {
        0 => "NULL)",
        1 => "'It\\'s a gift: wrap it, please. Ring \\\"twice\\\"\\nor leave it at the door.')",
        _ => "'')",
    });
}

fn csv_row(id: u64, rng: &mut Rng, out: &mut String) {
    let p = person(id, rng);
    put!(out, "{id},{},{},{},{},{},", p.full_name, p.email, p.phone_spaced, p.iban, p.birth_date);
    put!(out, "\"{}, Øvre \"\"Storvik\"\"\",{}\r\n", p.street, p.ipv4);
}

fn event(id: u64, rng: &mut Rng, out: &mut String) {
    let p = person(id, rng);
    put!(out, r#"{{"ts":"{}","type":"{}","#, stamp(id, "Z").replace(' ', "T"), rng.pick(&["click", "view", "buy"]));
    put!(out, r#""session":"{}","seq":{id},"user":{{"id":{},"#, uuid(rng), id * 31);
    put!(out, r#""email":"{}","phone":"{}"}},"#, p.email, p.phone);
    put!(out, r#""client":{{"ip":"{}","agent":"shop-app/4.12.0 (build {}; \"beta\")"}},"#, p.ipv4, id % 90_000);
    put!(out, r#""cart":[{{"sku":"KJ-{:04}","qty":{},"price":{}.50}}],"#, id % 9999, id % 9 + 1, id % 700);
    put!(out, r#""ok":{},"tags":["a","gr\u00fcn","9–17"]}}"#, id.is_multiple_of(2));
    out.push('\n');
}

fn dense_line(id: u64, rng: &mut Rng, out: &mut String) {
    let Person { email, phone, card, iban, ssn, ipv4, mac, .. } = person(id, rng);
    put!(out, "{email} {phone} {card} {iban} {ssn} {ipv4} {mac}\n");
}

fn unicode_line(id: u64, rng: &mut Rng, out: &mut String) {
    const PROSE: [&str; 6] = [
        "客户于本月提交了新的申请，请尽快处理并回复相关部门。",
        "Заказ был отправлен вчера вечером и прибудет в течение трёх дней.",
        "Bestillingen ble sendt på tirsdag; gjerne ring før dere kjører ut på øya.",
        "Größere Mengen müssen früh bestätigt werden, sonst können wir nicht ausführen.",
        "ご注文ありがとうございます。発送までしばらくお待ちください。",
        "La solicitud se envió ayer y llegará mañana por la mañana, según el señor Núñez.",
    ];
    for _ in 0..rng.range(1, 3) {
        out.push_str(*rng.pick(&PROSE));
        out.push(' ');
    }
    let p = person(id, rng);
    match id % 3 {
        0 => put!(out, "电子邮件：{}，电话 {}\n", p.email, p.phone),
        1 => put!(out, "«{}» – {}\n", p.email, p.full_name),
        _ => put!(out, "№ {id} – {}\n", p.phone_spaced),
    }
}

fn uuid(rng: &mut Rng) -> String {
    let (a, b) = (rng.next_u64(), rng.next_u64());
    let (low, mid) = (a >> 32, a >> 16 & 0xffff);
    format!("{low:08x}-{mid:04x}-4{:03x}-8{:03x}-{:012x}", a & 0xfff, b >> 52, b & 0xffff_ffff_ffff)
}

fn stamp(id: u64, zone: &str) -> String {
    let (month, day) = (id % 12 + 1, id / 12 % 28 + 1);
    format!("2026-{month:02}-{day:02} {:02}:{:02}:{:02}{zone}", id / 60 % 24, id / 7 % 60, id % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corpora_are_repeatable_and_about_as_long_as_asked() {
        for corpus in CORPORA {
            let text = corpus.generate(100_000);
            assert!((100_000..102_000).contains(&text.len()), "{}: {}", corpus.name, text.len());
            assert!(text == corpus.generate(100_000), "{}", corpus.name);
            assert!(text.ends_with(b"\n"), "{}", corpus.name);
        }
    }

    #[test]
    fn the_clean_log_holds_no_address() {
        let text = CORPORA[0].generate(1_000_000);
        assert!(CORPORA[0].name == "clean.log" && !text.contains(&b'@'));
    }
}
