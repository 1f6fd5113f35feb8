use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Score, Trigger};

use crate::style::Draw;

mod angle;

use angle::Angle;

/// Geographic coordinates: where somebody lives or was.
///
/// Found without more: `geo:` URIs, points of GeoJSON, of well-known text and of PostGIS' hexadecimal
/// binary, angles with signs of degrees and a hemisphere or two of them, decimal degrees with
/// hemispheres. Decimal degrees alone are found behind a word (`lat=`, `GPS:`, `/maps/@`) or in a
/// column named so, with three decimals or more (110 m on the ground); elsewhere two
/// decimals are just two decimals. A pair is one finding, with its hemispheres; a labelled or lone
/// number another.
///
/// The stand-in lies 0.05 to 0.55 degrees away on each axis (6 to 61 km of latitude), in the same
/// hemispheres, with as many decimals. Each number moves by its own, so a column of latitudes and a
/// pair in a text agree. It hides an address and not a part of the country: redact where that is too
/// near.
///
/// Source: ISO 6709, RFC 5870 (`geo:`), RFC 7946 (GeoJSON), OGC 06-103r4 (well-known text and binary).
pub(crate) struct GeoCoordinate;

/// Words for one of the two numbers, in lower case.
const AXES: &[&str] = &[
    "lat",
    "lng",
    "lon",
    "latitude",
    "longitude",
    "breitengrad",
    "längengrad",
    "laengengrad",
    "breddegrad",
    "lengdegrad",
    "latitud",
    "longitud",
    "纬度",
    "经度",
];

/// Words for both.
const PAIRS: &[&str] = &[
    "coordinates",
    "coordinate",
    "coords",
    "gps",
    "maps",
    "geolocation",
    "geolocated",
    "location",
    "located",
    "position",
    "latlng",
    "latlon",
    "koordinaten",
    "koordinater",
    "standort",
    "posisjon",
    "coordonnées",
    "coordenadas",
    "ubicación",
    "localização",
    "坐标",
    "经纬度",
    "定位",
    "位置",
];

const DECIMAL: &str = "~ ![0-9A-Za-z] 9{1,3}.9{3}";
const HEMISPHERE: &str = "~ ![0-9A-Za-z] 9{1,2}.9{3,8}[ ]{0,1}[NS] ![0-9A-Za-z]";

/// The start of a point in degrees of WGS 84, as PostGIS writes it (little-endian, with its SRID).
const EWKB: &[u8] = b"0101000020E6100000";
const EWKB_LEN: usize = EWKB.len() + 32;

const GEOJSON: &[u8] = b"\"coordinates\"";
const WKT: [&[u8]; 6] = [b"POINT(", b"POINT (", b"POINT Z", b"POINTZ", b"Point(", b"Point ("];

/// What comes after the degrees of a coordinate worth a look.
macro_rules! degrees {
    ($($after:literal)*) => { &[$(concat!("°", $after).as_bytes()),*] };
}
const DEGREES: &[&[u8]] = degrees!(
    "0" "1" "2" "3" "4" "5" " 0" " 1" " 2" " 3" " 4" " 5" "N" "S" "E" "W" "O" " N" " S" " E" " W" " O" ","
);

const TRIGGERS: &[Trigger<'_>] = &{
    let mut all = [Trigger::Column; 5 + WKT.len() + DEGREES.len() + 1];
    all[0] = Trigger::Shape(DECIMAL);
    all[1] = Trigger::Shape(HEMISPHERE);
    all[2] = Trigger::Literal(EWKB);
    all[3] = Trigger::Literal(GEOJSON);
    all[4] = Trigger::Literal(b"geo:");
    let mut i = 0;
    while i < WKT.len() {
        all[5 + i] = Trigger::Literal(WKT[i]);
        i += 1;
    }
    i = 0;
    while i < DEGREES.len() {
        all[5 + WKT.len() + i] = Trigger::Literal(DEGREES[i]);
        i += 1;
    }
    all
};

impl Detector for GeoCoordinate {
    fn facts(&self) -> Facts<'_> {
        const CONTEXT: [&str; AXES.len() + PAIRS.len()] = {
            let mut all = [""; AXES.len() + PAIRS.len()];
            let mut i = 0;
            while i < all.len() {
                all[i] = if i < AXES.len() { AXES[i] } else { PAIRS[i - AXES.len()] };
                i += 1;
            }
            all
        };
        Facts {
            group: Group::Contact,
            example: "59.9139, 10.7522",
            context: &CONTEXT,
            columns: &[
                "lat",
                "lng",
                "lon",
                "=long",
                "geo long",
                "latitude",
                "longitude",
                "latlng",
                "latlon",
                "lat lng",
                "lat lon",
                "lat long",
                "coordinates",
                "coordinate",
                "coords",
                "gps",
                "gps position",
                "gps location",
                "geo point",
                "geo location",
                "geolocation",
                "geo position",
                "breitengrad",
                "längengrad",
                "laengengrad",
                "koordinaten",
                "breddegrad",
                "lengdegrad",
                "koordinater",
                "coordonnées",
                "coordonnees",
                "latitud",
                "longitud",
                "coordenadas",
                "纬度",
                "经度",
                "坐标",
                "经纬度",
            ],
            ..Facts::new("GEO_COORDINATE", "Geographic coordinates", "ISO 6709, RFC 5870, RFC 7946, OGC 06-103r4")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        TRIGGERS
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let pos = at.pos();
        if pos == 0
            && at.named()
            && let Some(hit) = probe_cell(at)
        {
            return Some(hit);
        }
        match at.byte(pos) {
            b'0' if at.ahead().starts_with(EWKB) => probe_binary(at),
            b'0'..=b'9' => probe_decimal(at),
            b'"' if at.ahead().starts_with(GEOJSON) => {
                let rest = line(at, pos + GEOJSON.len());
                let skipped = rest.iter().take_while(|b| b" :[".contains(b)).count();
                let point = Point::read(rest.get(skipped..)?)?;
                (skipped > 1 && point.decimals() >= 2).then(|| point.hit(pos + GEOJSON.len() + skipped, 920))
            }
            b'g' if at.ahead().starts_with(b"geo:") && !at.before(pos).is_ascii_alphanumeric() => {
                let point = Point::read(line(at, pos + 4))?;
                let goes_on = at.byte(pos + 4 + point.len).is_ascii_alphanumeric();
                (!goes_on && point.decimals() >= 1).then(|| point.hit(pos + 4, 950))
            }
            b'P' if !at.before(pos).is_ascii_alphanumeric() => {
                let name = WKT.iter().find(|w| at.ahead().starts_with(w))?;
                let rest = line(at, pos + name.len());
                let skipped = rest.iter().take_while(|b| b" (MZ".contains(b)).count();
                let point = Point::read(rest.get(skipped..)?)?;
                let closed = matches!(rest.get(skipped + point.len), Some(b')' | b' ' | b','));
                (closed && point.decimals() >= 3).then(|| point.hit(pos + name.len() + skipped, 920))
            }
            0xc2 => probe_degrees(at),
            _ => None,
        }
    }

    fn ceiling(&self, trigger: usize, _: &[[u8; 2]]) -> Score {
        Score::permille(if trigger == 0 { WORD } else { 1000 })
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        out.extend(found.iter().filter(|b| !b.is_ascii_whitespace()).map(u8::to_ascii_uppercase));
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        if found.len() == EWKB_LEN && found.starts_with(EWKB) {
            return mint_binary(found, key, out);
        }
        let mut at = 0;
        let mut moved = false;
        while at < found.len() {
            match Angle::read(&found[at..]) {
                Some(angle) => {
                    angle.push_moved(&found[at..], key, out);
                    at += angle.len;
                    moved = true;
                }
                None => {
                    out.push(found[at]);
                    at += 1;
                }
            }
        }
        if !moved {
            let mut draw = Draw::new(key, "place", canonical);
            out.extend_from_slice(b"geo:");
            for separator in [&b"."[..], b",", b".", b""] {
                draw.text(b"12345678", 2, out);
                out.extend_from_slice(separator);
            }
        }
    }
}

/// What a pair or a number behind a word is worth: the word is asked for.
const WORD: u16 = 450;

/// The text from `start` to the end of the line, as far as coordinates can take.
fn line<'t>(at: &At<'t>, start: usize) -> &'t [u8] {
    let text = at.text();
    let rest = &text[start.min(text.len())..text.len().min(start + 120)];
    rest.split(|b| matches!(b, b'\n' | b'\r')).next().unwrap_or_default()
}

/// A number with its sign and its hemisphere.
#[derive(Clone, Copy)]
struct Axis {
    angle: Angle,
    len: usize,
    /// `N`, `S`, `E` (or `O`) or `W`; 0 if it is not said.
    hemisphere: u8,
}

impl Axis {
    fn read(text: &[u8]) -> Option<Self> {
        let signed = usize::from(matches!(text.first(), Some(b'-' | b'+')));
        let angle = Angle::read(&text[signed..])?;
        let mut len = signed + angle.len;
        let rest = &text[len..];
        let blank = usize::from(rest.first() == Some(&b' '));
        let letter = rest.get(blank).copied().unwrap_or(0);
        let alone = !rest.get(blank + 1).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
        let mut hemisphere = 0;
        if matches!(letter, b'N' | b'S' | b'E' | b'W' | b'O') && alone {
            len += blank + 1;
            hemisphere = if letter == b'O' { b'E' } else { letter };
        }
        Some(Self { angle, len, hemisphere })
    }

    fn is_latitude(&self) -> bool {
        self.angle.is_latitude() && !matches!(self.hemisphere, b'E' | b'W')
    }
}

/// Two numbers, one of them a latitude.
struct Point {
    first: Axis,
    second: Axis,
    len: usize,
}

impl Point {
    fn read(text: &[u8]) -> Option<Self> {
        let first = Axis::read(text)?;
        let rest = &text[first.len..];
        let blanks = rest.iter().take(3).take_while(|b| **b == b' ').count();
        let mark = usize::from(matches!(rest.get(blanks), Some(b',' | b';' | b'/')));
        let gap = rest.iter().take(blanks + mark + 3).skip(blanks + mark).take_while(|b| **b == b' ').count();
        let between = blanks + mark + gap;
        let second = Axis::read(rest.get(between..)?)?;
        let ns = |a: &Axis| matches!(a.hemisphere, b'N' | b'S');
        let apart = between > 0 || first.hemisphere != 0;
        let told = (first.hemisphere == 0) == (second.hemisphere == 0);
        let one_each = first.hemisphere == 0 || ns(&first) != ns(&second);
        let fits = apart && told && one_each && (first.is_latitude() || second.is_latitude());
        fits.then_some(Self { first, second, len: first.len + between + second.len })
    }

    /// The fewest decimals; many for minutes and seconds.
    fn decimals(&self) -> usize {
        [self.first.angle, self.second.angle]
            .map(|a| if a.count > 1 { 9 } else { a.decimals })
            .into_iter()
            .min()
            .unwrap_or(0)
    }

    fn hit(&self, start: usize, score: u16) -> Hit {
        Hit::pattern(start, start + self.len, score)
    }
}

/// Whether nothing goes on at `end`, such as a version, a word or a unit.
fn ends(at: &At<'_>, end: usize) -> bool {
    let next = at.byte(end);
    !(next.is_ascii_alphanumeric()
        || matches!(next, b'_' | b'%')
        || matches!(next, b'.' | b'-') && at.byte(end + 1).is_ascii_alphanumeric())
}

/// Decimal degrees at the position.
fn probe_decimal(at: &At<'_>) -> Option<Hit> {
    let pos = at.pos();
    let before = at.before(pos);
    let further = at.before(pos.saturating_sub(1));
    if before.is_ascii_alphanumeric() || matches!(before, b'-' | b'.') && further.is_ascii_digit() {
        return None;
    }
    let start = pos - usize::from(matches!(before, b'-' | b'+'));
    let axis = Axis::read(line(at, start))?;
    if axis.angle.degree_sign || axis.angle.decimals < 3 {
        return None;
    }
    let point = Point::read(line(at, start)).filter(|p| ends(at, start + p.len) && p.decimals() >= 3);
    let width = (0..3).take_while(|i| at.byte(pos + i).is_ascii_digit()).count();
    if matches!(axis.hemisphere, b'N' | b'S') && width <= 2 && axis.angle.decimals <= 8 {
        return point.map(|p| p.hit(start, 700));
    }
    match point {
        Some(point) if told_by(at, start, PAIRS, 40) || told_by(at, start, AXES, 24) => Some(point.hit(start, WORD)),
        _ if ends(at, start + axis.len) && told_by(at, start, AXES, 16) => {
            Some(Hit::pattern(start, start + axis.len, WORD))
        }
        _ => None,
    }
}

/// Whether one of the words stands in the bytes before `start`, with no digit between.
fn told_by(at: &At<'_>, start: usize, words: &[&str], reach: usize) -> bool {
    let from = start.saturating_sub(reach + 24);
    let window = at.text().get(from..start).unwrap_or_default();
    let cut = window.iter().rposition(|b| b.is_ascii_digit() || *b == b'\n').map_or(0, |i| i + 1);
    let window = &window[cut..];
    words.iter().map(|w| w.as_bytes()).any(|word| {
        let last = window.len().checked_sub(word.len());
        last.is_some_and(|last| {
            (last.saturating_sub(reach)..=last).any(|i| {
                let end = i + word.len();
                let camel = window[i].is_ascii_uppercase() && i > 0 && window[i - 1].is_ascii_lowercase();
                window[i..end].eq_ignore_ascii_case(word)
                    && (camel || i == 0 || !window[i - 1].is_ascii_alphabetic() || word.len() > 4)
                    && (word.len() > 4 || !window.get(end).is_some_and(u8::is_ascii_alphabetic))
            })
        })
    })
}

/// An angle whose sign of degrees is at the position.
fn probe_degrees(at: &At<'_>) -> Option<Hit> {
    let pos = at.pos();
    if !DEGREES.iter().any(|d| at.ahead().starts_with(d)) {
        return None;
    }
    let blank = usize::from(at.before(pos) == b' ');
    let part = |b: u8| b.is_ascii_digit() || b == b'.';
    let len = (1..=16).take_while(|n| pos >= n + blank && part(at.byte(pos - blank - n))).count();
    let start = pos - blank - len;
    if len == 0 || at.before(start).is_ascii_alphanumeric() {
        return None;
    }
    let start = start - usize::from(matches!(at.before(start), b'-' | b'+'));
    let text = line(at, start);
    if let Some(point) = Point::read(text).filter(|p| ends(at, start + p.len)) {
        let fine = point.first.angle.is_fine() && point.second.angle.is_fine();
        let signs = point.first.angle.degree_sign && point.second.angle.degree_sign;
        if fine && (point.first.hemisphere != 0 || signs) {
            return Some(point.hit(start, 930));
        }
    }
    let axis = Axis::read(text)?;
    let alone = axis.hemisphere != 0 && axis.angle.is_fine() && ends(at, start + axis.len);
    alone.then(|| Hit::pattern(start, start + axis.len, 700))
}

/// A cell of a column named so: one number, or two of them, perhaps in brackets.
fn probe_cell(at: &At<'_>) -> Option<Hit> {
    let text = at.text();
    let cell = text.trim_ascii();
    let (mut start, mut inner) = (text.len() - text.trim_ascii_start().len(), cell);
    if let [b'(' | b'[', rest @ .., b')' | b']'] = cell {
        (start, inner) = (start + 1, rest);
    }
    if inner.len() > 100 {
        return None;
    }
    let whole = |len: usize| len == inner.len();
    if let Some(point) = Point::read(inner).filter(|p| whole(p.len) && p.decimals() >= 2) {
        return Some(point.hit(start, 700));
    }
    let axis = Axis::read(inner).filter(|a| whole(a.len))?;
    let fine = axis.angle.count > 1 || axis.angle.decimals >= 2;
    fine.then(|| Hit::pattern(start, start + axis.len, 700))
}

/// The two numbers of a binary point.
fn binary(found: &[u8]) -> Option<[f64; 2]> {
    let hex = found.get(EWKB.len()..EWKB_LEN)?;
    let mut bytes = [0; 16];
    for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
        let digit = |b: u8| char::from(b).to_digit(16);
        *byte = (digit(pair[0])? * 16 + digit(pair[1])?) as u8;
    }
    let (x, y) = bytes.split_at(8);
    Some([x, y].map(|b| f64::from_le_bytes(b.try_into().expect("eight bytes"))))
}

fn probe_binary(at: &At<'_>) -> Option<Hit> {
    let start = at.pos();
    let [x, y] = binary(at.ahead())?;
    let fits = (-180.0..=180.0).contains(&x) && (-90.0..=90.0).contains(&y);
    (fits && at.stands_alone(start, start + EWKB_LEN)).then(|| Hit::pattern(start, start + EWKB_LEN, 950))
}

/// Each number is moved as in a text.
fn mint_binary(found: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
    out.extend_from_slice(EWKB);
    for (value, limit) in binary(found).unwrap_or_default().into_iter().zip([180.0, 90.0]) {
        let value = if (-limit..=limit).contains(&value) { value } else { 0.0 };
        let (size, up) = angle::step(&mut Draw::new(key, "coordinate", &value.to_be_bytes()));
        let delta = size as f64 / angle::UNIT as f64;
        let moved = if up && value + delta <= limit || value - delta < -limit { value + delta } else { value - delta };
        for byte in moved.to_le_bytes() {
            out.extend([byte >> 4, byte & 15].map(|d| b"0123456789ABCDEF"[usize::from(d)]));
        }
    }
}
