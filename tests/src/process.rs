//! Running other programs with input, a time limit, and an eye on their memory.

use std::io::Read as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What a finished program left.
pub struct Finished {
    /// How it ended.
    pub status: ExitStatus,
    /// Its standard output, unless that was sent elsewhere.
    pub stdout: Vec<u8>,
    /// Its standard error.
    pub stderr: String,
    /// The most memory it had resident, in KiB, as far as sampling saw it.
    pub peak_kib: u64,
}

impl Finished {
    /// The exit code.
    ///
    /// # Panics
    /// If a signal ended it: nothing here may crash.
    #[must_use]
    pub fn code(&self) -> i32 {
        self.status.code().unwrap_or_else(|| panic!("ended by a signal: {}\n{}", self.status, self.stderr))
    }

    /// Itself, if the program succeeded.
    ///
    /// # Panics
    /// If it did not.
    pub fn ok(self, what: &str) -> Self {
        assert!(self.status.success(), "{what}: {}\n{}", self.status, clipped(&self.stderr));
        self
    }

    /// Standard output as text.
    ///
    /// # Panics
    /// If it is not UTF-8.
    #[must_use]
    pub fn text(self) -> String {
        String::from_utf8(self.stdout).expect("the output is UTF-8")
    }
}

fn clipped(text: &str) -> String {
    text.chars().take(4000).collect()
}

/// Runs a command to its end with `input` on its standard input. Standard output and error are
/// collected unless the command sends them elsewhere.
///
/// # Panics
/// If it cannot be started or takes longer than ten minutes.
pub fn run(command: &mut Command, input: &[u8]) -> Finished {
    feed(command, |stdin| {
        // A program may end before it has read everything; its exit code says what that means.
        let _ = stdin.write_all(input);
    })
}

/// Like [`run`], for input that is written step by step.
///
/// # Panics
/// If it cannot be started or takes longer than ten minutes.
pub fn feed(command: &mut Command, write: impl FnOnce(&mut dyn std::io::Write) + Send) -> Finished {
    let mut child = command
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|e| panic!("cannot start {}: {e}", command.get_program().display()));
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let stdout = child.stdout.take();
    let stderr = child.stderr.take();
    thread::scope(|scope| {
        scope.spawn(move || write(&mut stdin));
        let stdout = scope.spawn(move || collect(stdout));
        let stderr = scope.spawn(move || collect(stderr));
        let (status, peak_kib) = wait(&mut child);
        Finished {
            status,
            stdout: stdout.join().expect("reading does not panic"),
            stderr: String::from_utf8_lossy(&stderr.join().expect("reading does not panic")).into_owned(),
            peak_kib,
        }
    })
}

fn collect(stream: Option<impl std::io::Read>) -> Vec<u8> {
    let mut all = Vec::new();
    if let Some(mut stream) = stream {
        let _ = stream.read_to_end(&mut all);
    }
    all
}

fn wait(child: &mut Child) -> (ExitStatus, u64) {
    let limit = Instant::now() + Duration::from_secs(600);
    let mut peak = 0;
    loop {
        peak = peak.max(peak_kib(child.id()).unwrap_or(0));
        if let Some(status) = child.try_wait().expect("a child can be waited for") {
            return (status, peak);
        }
        if Instant::now() > limit {
            let _ = child.kill();
            let _ = child.wait();
            panic!("the program did not end within ten minutes");
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// `VmHWM` of a running process, from proc(5).
fn peak_kib(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// A server that is stopped when this is dropped.
pub struct Server(Child);

impl Server {
    /// Starts a server as `user` if this process is root (database servers refuse to be), else
    /// as whoever runs the tests. It ends when this process does.
    ///
    /// # Panics
    /// If it cannot be started.
    #[must_use]
    pub fn start(user: &str, program: &str, args: &[&str], log: std::fs::File) -> Self {
        let copy = log.try_clone().expect("a file handle can be duplicated");
        let child = unprivileged(user, program)
            .args(args)
            .stdin(Stdio::null())
            .stdout(copy)
            .stderr(log)
            .spawn()
            .unwrap_or_else(|e| panic!("cannot start {program}: {e}"));
        Self(child)
    }

    /// Whether it is still there.
    ///
    /// # Panics
    /// If the system cannot say.
    pub fn is_running(&mut self) -> bool {
        self.0.try_wait().expect("a child can be waited for").is_none()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A command that gives up root's rights, where it has them, and ends with its parent.
#[must_use]
pub fn unprivileged(user: &str, program: &str) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL"]);
    if is_root() {
        command.args(["--reuid", user, "--regid", user_group(user), "--clear-groups"]);
    }
    command.arg(program);
    command
}

fn user_group(user: &str) -> &str {
    if user == "nobody" { "nogroup" } else { user }
}

/// Whether this process has root's rights.
#[must_use]
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}

/// Gives a directory to `user`, if this process may.
///
/// # Panics
/// If it may not although it is root.
pub fn give(path: &std::path::Path, user: &str) {
    if is_root() {
        let owner = format!("{user}:{}", user_group(user));
        let status = Command::new("chown").arg(owner).arg(path).status();
        assert!(status.is_ok_and(|s| s.success()), "chown {}", path.display());
    }
}

/// Waits until `ready`, for a minute at most.
///
/// # Panics
/// If it takes longer, with what `log` says.
pub fn wait_until(what: &str, log: &std::path::Path, mut ready: impl FnMut() -> bool) {
    let limit = Instant::now() + Duration::from_secs(60);
    while !ready() {
        if Instant::now() > limit {
            let mut text = String::new();
            if let Ok(mut file) = std::fs::File::open(log) {
                let _ = file.read_to_string(&mut text);
            }
            panic!("{what} did not come up within a minute\n{text}");
        }
        thread::sleep(Duration::from_millis(50));
    }
}
