//! Who runs the process, and where.

/// The user's name: of the account that the process runs under, or, where the system keeps accounts
/// elsewhere than in `/etc/passwd`, what the environment says.
pub(super) fn user() -> String {
    let passwd = uid().and_then(|uid| named(&std::fs::read_to_string("/etc/passwd").ok()?, uid));
    passwd
        .or_else(|| ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()))
        .unwrap_or_default()
}

/// The name of an account in what `/etc/passwd` holds (POSIX `passwd`: name, password, number, …).
fn named(passwd: &str, uid: u32) -> Option<String> {
    let mut lines = passwd.lines().map(|line| line.split(':'));
    lines.find_map(|mut fields| {
        let name = fields.next()?;
        (fields.nth(1)?.parse() == Ok(uid)).then(|| name.to_owned())
    })
}

/// The number of the account that the process runs under, where there is such a thing.
#[cfg(unix)]
pub(super) fn uid() -> Option<u32> {
    Some(rustix::process::getuid().as_raw())
}

#[cfg(not(unix))]
pub(super) fn uid() -> Option<u32> {
    None
}

/// The host's name.
#[cfg(unix)]
pub(super) fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
pub(super) fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn accounts_are_looked_up_by_number() {
        let passwd = "root:x:0:0:root:/root:/bin/sh\nbroken\nada:x:1000:100:Ada:/home/ada:/bin/sh\n";
        assert_eq!(super::named(passwd, 1000).as_deref(), Some("ada"));
        assert_eq!(super::named(passwd, 100), None);
    }
}
