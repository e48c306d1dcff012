//! PostgreSQL for comparison: started in a folder of its own, reached over a socket there, ended by who started
//! it. Nothing that runs already is touched.

use super::serving::{milli, percentile};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Where Debian puts the programs.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";
/// Whom the server runs as where we are root, which it refuses to be.
const ACCOUNT: &str = "postgres";

/// A server of its own.
pub(super) struct Postgres {
    folder: tempfile::TempDir,
    child: Child,
    /// Whether it measures on the ellipsoid with PostGIS, or compares boxes.
    pub(super) has_postgis: bool,
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// A program, as somebody who is not root.
fn program(name: &str, folder: &Path) -> Command {
    let own = Path::new(PROGRAMS).join(name);
    let own = if own.is_file() {
        own
    } else {
        PathBuf::from(name)
    };
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|own| {
        use std::os::unix::fs::MetadataExt as _;
        own.uid() == 0
    });
    let mut command = match is_root {
        true => {
            let mut command = Command::new("runuser");
            command.args(["-u", ACCOUNT, "--"]).arg(own);
            command
        }
        false => Command::new(own),
    };
    command
        .current_dir(folder)
        .env_clear()
        .env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin")
        .env("LC_ALL", "C");
    command
}

fn done(mut command: Command) -> Result<String, String> {
    let output = command.output().map_err(text)?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// Installs it with PostGIS from Debian's packages, where this process may.
pub(super) fn install() -> Result<(), String> {
    let mut command = Command::new("apt-get");
    command
        .args(["install", "--yes", "--no-install-recommends"])
        .args(["postgresql-15", "postgresql-15-postgis-3"])
        .env("DEBIAN_FRONTEND", "noninteractive");
    done(command).map(|_| ())
}

impl Postgres {
    /// Starts one with some settings more; nothing where this machine has none.
    pub(super) fn start(settings: &[&str]) -> Result<Option<Self>, String> {
        if !Path::new(PROGRAMS).join("initdb").is_file() {
            return Ok(None);
        }
        let folder = tempfile::tempdir().map_err(text)?;
        let mut given = Command::new("chown");
        given.arg(ACCOUNT).arg(folder.path());
        // Where we are not root the folder is ours and stays so.
        let _ = done(given);
        let mut made = program("initdb", folder.path());
        made.args(["--auth=trust", "--username=bench", "--encoding=UTF8"]);
        made.arg("--pgdata").arg(folder.path().join("data"));
        done(made)?;
        let mut server = program("postgres", folder.path());
        server
            .arg("-D")
            .arg(folder.path().join("data"))
            .arg("-k")
            .arg(folder.path())
            .args(["-c", "listen_addresses="])
            .args(["-c", "max_connections=300"])
            .args(["-c", "shared_buffers=512MB"])
            .args(["-c", "fsync=on", "-c", "synchronous_commit=on"])
            .args(["-c", "max_wal_size=4GB", "-c", "jit=off"])
            .args(settings.iter().flat_map(|setting| ["-c", *setting]))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = server.spawn().map_err(text)?;
        let mut postgres = Self {
            folder,
            child,
            has_postgis: false,
        };
        postgres.wait()?;
        let extension = "create extension if not exists postgis";
        postgres.has_postgis = postgres.sql(extension).is_ok();
        Ok(Some(postgres))
    }

    fn wait(&self) -> Result<(), String> {
        for _ in 0..100 {
            if self.sql("select 1").is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err("PostgreSQL did not start within 10 s".to_owned())
    }

    /// Its folder, which it may read.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Has it do something.
    pub(super) fn sql(&self, what: &str) -> Result<String, String> {
        let mut command = program("psql", self.folder.path());
        command
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"])
            .args(["-U", "bench", "-d", "postgres", "-c", what])
            .arg("-h")
            .arg(self.folder.path());
        done(command)
    }

    /// So many clients run a script for so long: how many a second, and how long each took.
    pub(super) fn bench(
        &self,
        script: &str,
        clients: usize,
        seconds: u32,
    ) -> Result<(f64, Value), String> {
        let logs = self.folder.path().join("logs");
        let _ = std::fs::remove_dir_all(&logs);
        std::fs::create_dir(&logs).map_err(text)?;
        let mut given = Command::new("chown");
        given.arg(ACCOUNT).arg(&logs);
        let _ = done(given);
        let path = self.folder.path().join("check.sql");
        std::fs::write(&path, script).map_err(text)?;
        let (clients, seconds) = (clients.to_string(), seconds.to_string());
        let mut command = program("pgbench", &logs);
        command
            .args(["-n", "-M", "prepared", "-l", "--log-prefix", "one"])
            .args(["-U", "bench", "-c", &clients, "-j", "2", "-T", &seconds])
            .arg("-h")
            .arg(self.folder.path())
            .arg("-f")
            .arg(&path)
            .arg("postgres");
        done(command)?;
        let mut times = Vec::new();
        for file in std::fs::read_dir(&logs).map_err(text)? {
            let log = std::fs::read_to_string(file.map_err(text)?.path()).map_err(text)?;
            let took = log.lines().filter_map(|line| {
                let micros = line.split(' ').nth(2)?.parse().ok()?;
                Some(Duration::from_micros(micros))
            });
            times.extend(took);
        }
        times.sort_unstable();
        let seconds: f64 = seconds.parse().unwrap_or(1.0);
        #[allow(clippy::cast_precision_loss)]
        let rate = times.len() as f64 / seconds;
        let figures = json!({
            "per_s": rate.round(),
            "p50_ms": milli(percentile(&times, 50)),
            "p99_ms": milli(percentile(&times, 99)),
        });
        Ok((rate, figures))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut stop = program("pg_ctl", self.folder.path());
        stop.args(["stop", "-m", "immediate", "-D"])
            .arg(self.folder.path().join("data"));
        // It may have ended already.
        let _ = done(stop);
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
