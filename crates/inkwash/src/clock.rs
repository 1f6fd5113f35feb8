//! The clock. Browsers have one too, but the standard library does not know it there.

use std::time::Duration;

/// How long ago 1970 began, in UTC.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(crate) fn since_1970() -> Duration {
    use std::time::{SystemTime, UNIX_EPOCH};
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(crate) fn since_1970() -> Duration {
    Duration::from_millis(js_sys::Date::now() as u64)
}
