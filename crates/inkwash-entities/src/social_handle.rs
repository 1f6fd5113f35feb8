use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger};

use crate::style::Draw;
use crate::words;

/// Account name at a social network, `@anna_smith`, and the same in the address of a profile,
/// `instagram.com/anna.smith`, of which only the name is found.
///
/// Addresses count alone, but for those of sites where organisations and their works have most accounts, which
/// are none. Bare names behind an at sign need a word (`Twitter: @anna_smith`), as programs' annotations, style sheets'
/// rules and packages' scopes look alike. In a column named for it the whole cell counts. First parts of paths
/// that are no account (`/share`, `/hashtag`) are not found.
///
/// Stand-ins are `user` and eleven letters and digits (55 bits), with an at sign if there was one: two
/// handles get the same one with a chance of n²/2^56 among n.
///
/// Source: the sites' own rules for user names: letters, digits, `_`, `.` and `-`, 2 to 30 of them.
pub(crate) struct SocialHandle;

/// What a profile's address begins with.
const SITES: [&[u8]; 17] = [
    b"twitter.com/",
    b"/x.com/",
    b"instagram.com/",
    b"facebook.com/",
    b"linkedin.com/in/",
    b"xing.com/profile/",
    b"/t.me/",
    b"tiktok.com/@",
    b"youtube.com/@",
    b"threads.net/@",
    b"medium.com/@",
    b"reddit.com/user/",
    b"reddit.com/u/",
    b"bsky.app/profile/",
    b"snapchat.com/add/",
    b"vk.com/",
    b"weibo.com/",
];

/// First parts of paths that are no account.
const PAGES: [&str; 44] = [
    "about",
    "ads",
    "apps",
    "business",
    "careers",
    "company",
    "developers",
    "dialog",
    "docs",
    "enterprise",
    "events",
    "explore",
    "features",
    "gaming",
    "groups",
    "hashtag",
    "help",
    "home",
    "i",
    "intent",
    "issues",
    "jobs",
    "legal",
    "login",
    "marketplace",
    "news",
    "p",
    "pages",
    "photo",
    "plugins",
    "policies",
    "pricing",
    "privacy",
    "profile.php",
    "reel",
    "search",
    "settings",
    "share",
    "sharer",
    "sharer.php",
    "signup",
    "topics",
    "tr",
    "watch",
];

const LEAST: usize = 2;
const MOST: usize = 30;

/// How many bytes of a handle a text begins with.
fn handle(text: &[u8]) -> usize {
    let is = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-');
    let len = text.iter().take(MOST + 1).take_while(|b| is(b)).count();
    let len = text[..len].iter().rposition(|b| !matches!(b, b'.' | b'-')).map_or(0, |last| last + 1);
    let begins = text.first().is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let named = text[..len].iter().any(u8::is_ascii_alphabetic);
    if begins && named && (LEAST..=MOST).contains(&len) { len } else { 0 }
}

/// The handle in a profile's address that begins at `pos`.
fn profile(text: &[u8], pos: usize) -> Option<Hit> {
    let rest = &text[pos..];
    let head = SITES.iter().find(|head| rest.starts_with(head))?;
    let inner = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if head[0] != b'/' && pos.checked_sub(1).is_some_and(|before| inner(&text[before])) {
        return None;
    }
    let start = pos + head.len();
    let len = handle(&text[start..]);
    let name = &text[start..start + len];
    let is_page = PAGES.iter().any(|page| page.as_bytes().eq_ignore_ascii_case(name));
    (len > 0 && !is_page).then(|| Hit::pattern(start, start + len, 650))
}

/// A name behind an at sign at `pos`.
fn mention(at: &At<'_>, pos: usize) -> Option<Hit> {
    let before = at.before(pos);
    if before.is_ascii_alphanumeric() || matches!(before, b'_' | b'.' | b'-' | b'/' | b'@' | b'+') {
        return None;
    }
    let len = handle(&at.ahead()[1..]);
    let next = at.byte(pos + 1 + len);
    if len == 0 || matches!(next, b'/' | b'(' | b'{' | b'@' | b'=') || !next.is_ascii() || next.is_ascii_alphanumeric()
    {
        return None;
    }
    Some(Hit::pattern(pos, pos + 1 + len, 150))
}

impl Detector for SocialHandle {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Contact,
            example: "@anna_smith",
            context: &[
                "twitter",
                "instagram",
                "insta",
                "telegram",
                "tiktok",
                "mastodon",
                "bluesky",
                "snapchat",
                "facebook",
                "linkedin",
                "wechat",
                "weibo",
                "social media",
                "handle",
                "username",
                "benutzername",
                "brukernavn",
                "pseudo",
                "usuario",
                "usuário",
                "微博",
                "微信",
                "账号",
            ],
            columns: &[
                "twitter",
                "instagram",
                "telegram",
                "tiktok",
                "mastodon",
                "bluesky",
                "snapchat",
                "facebook",
                "linkedin",
                "wechat",
                "weibo",
                "=handle",
                "social handle",
                "social media",
                "twitter handle",
                "twitter username",
                "telegram username",
                "instagram username",
                "instagram handle",
                "github username",
                "github user",
                "github login",
                "gitlab username",
                "微信号",
                "微博",
            ],
            ..Facts::new("SOCIAL_HANDLE", "Account name at a social network", "rules for user names of the sites named")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        const LITERALS: [Trigger<'_>; SITES.len() + 2] = {
            let mut all = [Trigger::Column; SITES.len() + 2];
            let mut n = 0;
            while n < SITES.len() {
                all[n] = Trigger::Literal(SITES[n]);
                n += 1;
            }
            all[n] = Trigger::Shape("![0-9A-Za-z._/@+-]@[0-9A-Za-z_]");
            all
        };
        &LITERALS
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let (text, pos) = (at.text(), at.pos());
        if pos == 0 && at.named() {
            let cell = text.trim_ascii();
            let start = text.len() - text.trim_ascii_start().len();
            let sign = usize::from(cell.first() == Some(&b'@'));
            let is_handle = !words::is_placeholder(cell) && handle(&cell[sign..]) == cell.len() - sign;
            if is_handle && cell.len() > sign {
                return Some(Hit::pattern(start, start + cell.len(), 800));
            }
        }
        match at.byte(pos) {
            b'@' => mention(at, pos),
            _ => profile(text, pos),
        }
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        out.extend(found.strip_prefix(b"@").unwrap_or(found).iter().map(u8::to_ascii_lowercase));
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 1, tail: 0 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        if found.starts_with(b"@") {
            out.push(b'@');
        }
        out.extend_from_slice(b"user");
        Draw::new(key, "handle", canonical).text(b"abcdefghijkmnpqrstuvwxyz23456789", 11, out);
    }
}
