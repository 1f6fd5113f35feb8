//! A log of things that look like personal data and are none: order numbers, times, identifiers of
//! machines, digests, product codes, decimals, money. The same size gives the same bytes on every
//! machine. Addresses are from ranges that name no host, so nothing in it may be found.

use std::fmt::Write as _;

use inkwash_tests::people::Rng;

/// The log, `size` bytes long or a line longer.
pub(crate) fn generate(size: usize) -> Vec<u8> {
    let mut rng = Rng::new(0x10_0C_A1_1C_E5);
    let mut text = String::with_capacity(size + 4096);
    let mut line = 0;
    while text.len() < size {
        KINDS[line % KINDS.len()](&mut rng, &mut text);
        text.push('\n');
        line += 1;
    }
    text.into_bytes()
}

const KINDS: &[fn(&mut Rng, &mut String)] = &[
    order,
    event,
    kubernetes,
    nginx,
    metrics,
    git,
    shipment,
    stack_trace,
    sql,
    hex_dump,
    invoice,
    sensor,
    object_store,
    firmware,
    build,
    ledger,
    postings,
    catalogue_line,
    kernel,
    query_log,
    translation,
    message,
];

const HEX: &str = "0123456789abcdef";
const CROCKFORD: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BASE64: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Letters that make no word and no country.
const LETTERS: &str = "DGJKQVWXZ";

fn pick<'a>(rng: &mut Rng, all: &[&'a str]) -> &'a str {
    all[rng.range(0, all.len() as u64 - 1) as usize]
}

/// A number without a leading zero.
fn number(rng: &mut Rng, digits: usize) -> String {
    format!("{}{}", rng.range(1, 9), rng.digits(digits - 1))
}

fn uuid(rng: &mut Rng) -> String {
    let hex = |rng: &mut Rng, n| rng.chars(n, HEX);
    let (a, b, c) = (hex(rng, 8), hex(rng, 4), hex(rng, 3));
    let version = pick(rng, &["1", "4", "7"]);
    let (variant, d, e) = (pick(rng, &["8", "9", "a", "b"]), hex(rng, 3), hex(rng, 12));
    format!("{a}-{b}-{version}{c}-{variant}{d}-{e}")
}

/// Seconds of a time from 2020 to 2027.
fn seconds(rng: &mut Rng) -> u64 {
    rng.range(1_577_836_800, 1_830_297_599)
}

/// A number of seconds, milli-, micro- or nanoseconds.
fn epoch(rng: &mut Rng) -> String {
    let fraction = [0, 3, 6, 9][rng.range(0, 3) as usize];
    format!("{}{}", seconds(rng), rng.digits(fraction))
}

fn snowflake(rng: &mut Rng) -> String {
    (((seconds(rng) * 1000 - 1_420_070_400_000) << 22) | rng.range(0, (1 << 22) - 1)).to_string()
}

fn date(rng: &mut Rng) -> String {
    format!("20{:02}-{:02}-{:02}", rng.range(20, 27), rng.range(1, 12), rng.range(1, 28))
}

fn clock(rng: &mut Rng) -> String {
    format!("{:02}:{:02}:{:02}", rng.range(0, 23), rng.range(0, 59), rng.range(0, 59))
}

fn version(rng: &mut Rng) -> String {
    format!("{}.{}.{}", rng.range(0, 40), rng.range(0, 60), rng.range(0, 400))
}

/// A GTIN-13 with its check digit.
fn gtin(rng: &mut Rng) -> String {
    let body = format!("{}{}", pick(rng, &["400", "978", "590", "871", "501"]), rng.digits(9));
    let sum: u32 = body.bytes().zip([1, 3].iter().cycle()).map(|(b, w)| u32::from(b - b'0') * w).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn money(rng: &mut Rng) -> String {
    let (whole, cents) = (rng.range(1, 9_999_999), rng.range(0, 99));
    let grouped = |sign: char| {
        let digits = whole.to_string();
        let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
        groups.join(&sign.to_string())
    };
    match rng.range(0, 3) {
        0 => format!("${}.{cents:02}", grouped(',')),
        1 => format!("{},{cents:02} EUR", grouped('.')),
        2 => format!("{} {},{cents:02}", pick(rng, &["SEK", "NOK", "PLN"]), grouped(' ')),
        _ => format!("{whole}.{cents:02}"),
    }
}

macro_rules! line {
    ($out:expr, $($rest:tt)*) => {
        write!($out, $($rest)*).expect("a string takes everything")
    };
}

fn order(rng: &mut Rng, out: &mut String) {
    let digits = rng.range(6, 19) as usize;
    let (id, batch, weight) = (number(rng, digits), number(rng, 8), rng.range(1, 99_999));
    line!(out, "{} {} INFO  order {id} accepted, batch {batch}, {weight} g", date(rng), clock(rng));
}

fn event(rng: &mut Rng, out: &mut String) {
    let (id, trace, seq) = (uuid(rng), rng.chars(32, HEX), number(rng, 11));
    line!(out, "{{\"id\":\"{id}\",\"ts\":{},\"trace\":\"{trace}\",\"seq\":{seq},", epoch(rng));
    line!(
        out,
        "\"ulid\":\"01{}\",\"flake\":{},\"ms\":{}.{}}}",
        rng.chars(24, CROCKFORD),
        snowflake(rng),
        rng.range(0, 9999),
        number(rng, 6)
    );
}

fn kubernetes(rng: &mut Rng, out: &mut String) {
    let (set, pod) = (rng.chars(10, "bcdfghjklmnpqrstvwxz2456789"), rng.chars(5, "bcdfghjklmnpqrstvwxz2456789"));
    let (level, line) = (pick(rng, &["I", "W", "E"]), rng.range(10, 999));
    line!(
        out,
        "{level}{:02}{:02} {}.{} {:7} controller.go:{line}] pod web-{set}-{pod} restarted {} times, ",
        rng.range(1, 12),
        rng.range(1, 28),
        clock(rng),
        rng.digits(6),
        rng.range(1, 99_999),
        rng.range(0, 99)
    );
    line!(out, "resourceVersion=\"{}\" uid={}", number(rng, 9), uuid(rng));
}

fn nginx(rng: &mut Rng, out: &mut String) {
    let path = match rng.range(0, 3) {
        0 => format!("/items/{}", gtin(rng)),
        1 => format!("/static/app.{}.js?v={}", rng.chars(8, HEX), version(rng)),
        2 => format!("/api/v2/orders/{}?after={}", number(rng, 10), epoch(rng)),
        _ => format!("/files/{}/{}_{}.jpg", rng.chars(2, HEX), number(rng, 11), rng.range(100, 4000)),
    };
    line!(
        out,
        "127.0.0.1 - - [{:02}/May/2026:{} +0000] \"GET {path} HTTP/1.1\" {} {} ",
        rng.range(1, 28),
        clock(rng),
        pick(rng, &["200", "304", "404", "502"]),
        rng.range(0, 9_999_999)
    );
    line!(
        out,
        "\"-\" \"Mozilla/5.0 (X11; Linux x86_64) Chrome/{}.0.{}.{} Safari/537.36\" rt={}.{}",
        rng.range(90, 140),
        rng.range(1000, 9999),
        rng.range(10, 255),
        rng.range(0, 9),
        rng.digits(3)
    );
}

fn metrics(rng: &mut Rng, out: &mut String) {
    let name = pick(rng, &["http_requests_total", "process_resident_memory_bytes", "queue_lag", "disk_io_time"]);
    let digits = rng.range(3, 16) as usize;
    line!(
        out,
        "{name}{{shard=\"{}\",code=\"{}\"}} {} {}",
        rng.range(0, 64),
        rng.range(100, 599),
        number(rng, digits),
        epoch(rng)
    );
}

fn git(rng: &mut Rng, out: &mut String) {
    match rng.range(0, 2) {
        0 => line!(out, "commit {}", rng.chars(40, HEX)),
        1 => line!(out, "index {}..{} 100644", rng.chars(10, HEX), rng.chars(10, HEX)),
        _ => line!(
            out,
            "@@ -{},{} +{},{} @@ {}",
            rng.range(1, 9999),
            rng.range(1, 99),
            rng.range(1, 9999),
            rng.range(1, 99),
            rng.chars(7, HEX)
        ),
    }
}

fn shipment(rng: &mut Rng, out: &mut String) {
    let tracking = match rng.range(0, 3) {
        0 => format!("1Z{}", rng.chars(16, "0123456789ABCDEFGHJKLMNPRSTUVWXY")),
        1 => format!("{}{}{}", rng.chars(2, LETTERS), rng.digits(9), rng.chars(2, LETTERS)),
        2 => number(rng, 12),
        _ => format!("9{}{}", rng.range(2, 5), rng.digits(20)),
    };
    line!(out, "parcel {tracking} of delivery note {} left depot {}", number(rng, 8), rng.range(10, 999));
}

fn stack_trace(rng: &mut Rng, out: &mut String) {
    line!(
        out,
        "    at com.example.core.Worker${}.call(Worker.java:{}) [0x{}] thread {} lock <0x{}>",
        rng.range(1, 40),
        rng.range(10, 3000),
        rng.chars(16, HEX),
        rng.range(1, 99_999),
        rng.chars(10, HEX)
    );
}

fn sql(rng: &mut Rng, out: &mut String) {
    let (a, b, c) = (number(rng, 7), number(rng, 9), number(rng, 10));
    match rng.range(0, 2) {
        0 => line!(
            out,
            "SELECT * FROM items WHERE id IN ({a}, {b}, {c}) AND total > {}; -- {} ms",
            money(rng),
            rng.range(0, 90_000)
        ),
        1 => line!(
            out,
            "INSERT INTO stock VALUES ({a},{b},'{}',{},{});",
            rng.chars(24, HEX),
            rng.range(0, 500),
            epoch(rng)
        ),
        _ => line!(out, "UPDATE jobs SET lease = {}, attempt = {} WHERE job = {c};", epoch(rng), rng.range(1, 9)),
    }
}

fn hex_dump(rng: &mut Rng, out: &mut String) {
    line!(out, "{:08x} ", rng.range(0, 0xf_ffff) * 16);
    for i in 0..16 {
        line!(out, "{}{}", if i == 8 { "  " } else { " " }, rng.chars(2, HEX));
    }
}

fn invoice(rng: &mut Rng, out: &mut String) {
    let (nr, sums) = (number(rng, 8), [money(rng), money(rng), money(rng)]);
    line!(
        out,
        "document {}-{nr}-{} net {} gross {} rest {} posted {}",
        pick(rng, &["RE", "INV", "FA", "PO"]),
        rng.range(1, 99),
        sums[0],
        sums[1],
        sums[2],
        date(rng)
    );
}

fn sensor(rng: &mut Rng, out: &mut String) {
    line!(
        out,
        "probe={} t={}.{} p={}.{} pos={}.{},-{}.{} alt={} n={}",
        rng.range(1, 4096),
        rng.range(0, 99),
        rng.digits(2),
        rng.range(900, 1100),
        rng.digits(2),
        rng.range(0, 89),
        rng.digits(6),
        rng.range(0, 179),
        rng.digits(6),
        rng.range(0, 4000),
        number(rng, 13)
    );
}

fn object_store(rng: &mut Rng, out: &mut String) {
    line!(
        out,
        "PUT bucket-{}/{}/part-{:05}-{}.snappy.parquet etag \"{}-{}\" {} bytes",
        rng.range(1, 99),
        date(rng),
        rng.range(0, 99_999),
        uuid(rng),
        rng.chars(32, HEX),
        rng.range(1, 900),
        number(rng, 9)
    );
}

fn firmware(rng: &mut Rng, out: &mut String) {
    line!(
        out,
        "module {}{}-{}-{} rev {} image sha256:{} size 0x{}",
        rng.chars(2, LETTERS),
        rng.digits(4),
        rng.digits(4),
        rng.digits(3),
        version(rng),
        rng.chars(64, HEX),
        rng.chars(8, HEX)
    );
}

fn build(rng: &mut Rng, out: &mut String) {
    line!(
        out,
        "{} built lib-{}-{}.jar in {}.{}s, stamp {}{:02}{:02}{:02}{:02}, cache {}",
        clock(rng),
        pick(rng, &["core", "web", "io", "sql"]),
        version(rng),
        rng.range(0, 999),
        rng.digits(3),
        rng.range(2020, 2027),
        rng.range(1, 12),
        rng.range(1, 28),
        rng.range(0, 23),
        rng.range(0, 59),
        rng.chars(20, HEX)
    );
}

fn ledger(rng: &mut Rng, out: &mut String) {
    line!(
        out,
        "{};{};{};{};{};{}",
        number(rng, 6),
        date(rng).replace('-', ""),
        number(rng, 10),
        money(rng),
        number(rng, 12),
        rng.digits(4)
    );
}

fn postings(rng: &mut Rng, out: &mut String) {
    let digits = [4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20];
    for _ in 0..6 {
        let n = digits[rng.range(0, digits.len() as u64 - 1) as usize];
        line!(out, "{}\t", number(rng, n));
    }
    line!(out, "{}", snowflake(rng));
}

fn catalogue_line(rng: &mut Rng, out: &mut String) {
    line!(
        out,
        "{} {} {}-{} {}x{}x{} mm lot {} {}",
        gtin(rng),
        rng.chars(3, LETTERS),
        rng.digits(5),
        rng.digits(2),
        rng.range(1, 900),
        rng.range(1, 900),
        rng.range(1, 900),
        number(rng, 7),
        pick(rng, &["pcs", "box", "kg"])
    );
}

fn kernel(rng: &mut Rng, out: &mut String) {
    line!(
        out,
        "[{:5}.{}] pci 0000:{}:{}.{}: reg 0x{}: [mem 0x{}-0x{} 64bit]",
        rng.range(0, 99_999),
        rng.digits(6),
        rng.chars(2, HEX),
        rng.chars(2, HEX),
        rng.range(0, 7),
        rng.chars(2, HEX),
        rng.chars(8, HEX),
        rng.chars(8, HEX)
    );
}

fn query_log(rng: &mut Rng, out: &mut String) {
    line!(
        out,
        "{}T{}.{}Z q={} rows={} cost={}.{}..{}.{} plan={}",
        date(rng),
        clock(rng),
        rng.digits(6),
        number(rng, 19),
        rng.range(0, 9_999_999),
        rng.range(0, 9999),
        rng.digits(2),
        rng.range(9999, 99_999),
        rng.digits(2),
        rng.chars(16, HEX)
    );
}

fn translation(rng: &mut Rng, out: &mut String) {
    let line = pick(
        rng,
        &[
            "Auftrag {} freigegeben, Charge {}, Menge 12",
            "Ordre {} sendt, parti {}, antall 4",
            "Commande {} expédiée, lot {}, qté 3",
            "Pedido {} enviado, lote {}, cantidad 7",
            "订单 {} 已发货，批次 {}，数量 2",
        ],
    );
    let digits = rng.range(7, 14) as usize;
    let (a, b) = (number(rng, digits), number(rng, 8));
    out.push_str(&line.replacen("{}", &a, 1).replacen("{}", &b, 1));
}

fn message(rng: &mut Rng, out: &mut String) {
    line!(out, "payload {} crc {} next {}", rng.chars(76, BASE64), rng.chars(8, HEX), epoch(rng));
}
