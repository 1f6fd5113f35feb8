//! Clocks. Rates are per second of processor time where the system tells it, so that other work
//! on the machine disturbs them less; only quotients of rates measured side by side are quoted.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Processor time of this thread so far, from proc(5) `schedstat`, in nanoseconds.
fn thread_nanos() -> Option<u64> {
    // Yielding makes the kernel bring the counter up to date.
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok()
}

/// Whether rates are per second of processor time; else of wall time.
#[must_use]
pub fn is_processor_time() -> bool {
    thread_nanos().is_some_and(|nanos| nanos > 0)
}

/// Runs `work` for at least `least` and gives the mean seconds of one run.
pub fn seconds(least: Duration, mut work: impl FnMut()) -> f64 {
    let (wall, before) = (Instant::now(), thread_nanos());
    let mut runs = 0.0;
    loop {
        work();
        runs += 1.0;
        if wall.elapsed() >= least {
            break;
        }
    }
    let nanos = match (before, thread_nanos()) {
        (Some(before), Some(after)) if after > before => (after - before) as f64,
        _ => wall.elapsed().as_nanos() as f64,
    };
    nanos / 1e9 / runs
}

/// The middle value.
///
/// # Panics
/// If there is none.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// What a whole process took.
pub struct Usage {
    /// Processor time, user and system.
    pub seconds: f64,
    /// The most memory it had resident, in MiB, as far as sampling saw it.
    pub peak_mib: f64,
}

/// Runs a command to its end, its output thrown away.
///
/// # Errors
/// If it cannot be started or fails.
pub fn process(command: &mut Command) -> Result<Usage, String> {
    let name = command.get_program().display().to_string();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()
        .map_err(|e| format!("cannot start {name}: {e}"))?;
    let wall = Instant::now();
    let mut peak = 0.0f64;
    let mut seconds = None;
    // An ended child keeps its figures until it is waited for.
    while seconds.is_none() && wall.elapsed() < Duration::from_secs(3600) {
        peak = peak.max(peak_mib(child.id()).unwrap_or(0.0));
        seconds = seconds_of_ended(child.id());
        if seconds.is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    let status = child.wait().map_err(|e| format!("{name}: {e}"))?;
    if !status.success() {
        return Err(format!("{name} ended with {status}"));
    }
    let seconds = seconds.filter(|s| *s > 0.0).unwrap_or(wall.elapsed().as_secs_f64());
    Ok(Usage { seconds, peak_mib: peak })
}

/// User and system time of a child that has ended but was not waited for, from proc(5) `stat`.
/// Its unit is a tick of 1/100 s on every Linux that Rust's standard library supports.
fn seconds_of_ended(pid: u32) -> Option<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The command's name, in parentheses, may hold anything.
    let fields: Vec<&str> = stat[stat.rfind(')')? + 2..].split(' ').collect();
    if *fields.first()? != "Z" {
        return None;
    }
    let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}

fn peak_mib(pid: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<f64>().ok()? / 1024.0)
}

/// The most memory that this process has had resident so far, in MiB; 0 where the system does not
/// tell.
#[must_use]
pub fn own_peak_mib() -> f64 {
    peak_mib(std::process::id()).unwrap_or(0.0)
}
