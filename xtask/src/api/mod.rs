//! `api`: the committed description of the API, held against a running server by generated requests.
//!
//! Schemathesis makes requests from the description, sound and unsound ones, and looks at each answer: no failure of
//! the server, no status and no media type that the description does not have, every body of its schema. It asks as
//! nobody, as a party and as the centre. It is fetched into a folder of its own under `target/`; where it cannot be
//! had the campaign says SKIPPED. Our own test of the same kind, with a seed and without anything from outside, is
//! `tests/server/hostile.rs`.

mod signing;

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use truceline_engine::keyfile::{self, Purpose};
use truceline_log::key::SigningKey;

use crate::campaign::{Campaign, Common};
use crate::program;

const REQUIREMENTS: &str = include_str!("requirements.txt");
/// What is looked at in every answer.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";
/// Not driven: a stream has no end.
const LEFT_OUT: &str = "/v1/events";

/// How it is run.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let promise = "no request makes the server fail, and every answer is as the description says";
    let mut campaign = Campaign::begin("api", promise);
    let folder = program::repository().join("target").join("api");
    let driver = match driver(&folder) {
        Ok(driver) => driver,
        Err(why) => {
            campaign.say(format!("SKIPPED: {why}"));
            campaign.figure("skipped", why);
            return campaign.end();
        }
    };
    if let Err(why) = drive(options, &driver, &folder, &mut campaign) {
        campaign.fail(why);
    }
    campaign.end()
}

/// The generator of requests, fetched where it is not there yet.
fn driver(folder: &Path) -> Result<PathBuf, String> {
    let python = folder.join("python");
    let driver = python.join("bin").join("schemathesis");
    let mark = folder.join("requirements.txt");
    if driver.exists() && std::fs::read_to_string(&mark).is_ok_and(|text| text == REQUIREMENTS) {
        return Ok(driver);
    }
    std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    quietly(Command::new("python3").args(["-m", "venv"]).arg(&python))
        .map_err(|why| format!("no virtual environment of Python: {why}"))?;
    let wanted = folder.join("wanted.txt");
    std::fs::write(&wanted, REQUIREMENTS).map_err(|error| error.to_string())?;
    let mut pip = Command::new(python.join("bin").join("pip"));
    pip.args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries",
        "1",
    ]);
    quietly(pip.args(["--only-binary", ":all:", "-r"]).arg(&wanted))
        .map_err(|why| format!("schemathesis cannot be had: {why}"))?;
    std::fs::rename(&wanted, &mark).map_err(|error| error.to_string())?;
    Ok(driver)
}

fn quietly(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let last = said.lines().rev().find(|line| !line.trim().is_empty());
    Err(last.unwrap_or("it failed without a word").to_owned())
}

/// A server; it ends with the value.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already, which the answers told.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn drive(
    options: &Options,
    driver: &Path,
    folder: &Path,
    campaign: &mut Campaign,
) -> Result<(), String> {
    let binary = program::build()?;
    let story = tempfile::tempdir().map_err(|error| error.to_string())?;
    let root = story.path().join("valley");
    quietly(Command::new(&binary).arg("demo").arg("--out").arg(&root))?;
    let (_serving, address) = serve(&binary, &root.join("register"))?;
    let key = |path: &str| -> Result<SigningKey, String> {
        let key = keyfile::load(&root.join(path), Purpose::Party, &mut || None);
        let key = key.map_err(|error| error.to_string())?;
        Ok(SigningKey::from_seed(key.seed.expose()))
    };
    let callers = [
        ("nobody", None),
        ("a party", Some(key("desks/nora.key")?)),
        ("the centre", Some(key("register/keys/centre.key")?)),
    ];
    for (who, key) in callers {
        let address = match key {
            None => address,
            Some(key) => signing::start(address, key).map_err(|error| error.to_string())?,
        };
        ask(options, (driver, folder), (who, address), campaign)?;
    }
    Ok(())
}

fn serve(binary: &Path, data: &Path) -> Result<(Serving, SocketAddr), String> {
    let mut child = Command::new(binary)
        .arg("--data")
        .arg(data)
        .args(["serve", "--plain", "--listen", "127.0.0.1:0"])
        .env("TRUCELINE_LIMITS", "off")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let out = child.stdout.take();
    let serving = Serving(child);
    let mut line = String::new();
    BufReader::new(out.ok_or("no output")?)
        .read_line(&mut line)
        .map_err(|error| error.to_string())?;
    let address = line.trim().rsplit('/').next().unwrap_or_default();
    let address = address
        .parse()
        .map_err(|_| format!("the server said {line:?}"))?;
    Ok((serving, address))
}

fn ask(
    options: &Options,
    (driver, folder): (&Path, &Path),
    (who, address): (&str, SocketAddr),
    campaign: &mut Campaign,
) -> Result<(), String> {
    let description = program::repository().join("api").join("openapi.v1.json");
    let report = folder.join(format!("{}.txt", who.replace(' ', "-")));
    let (examples, seconds, phases) = match options.common.quick {
        true => ("5", "12", "examples,fuzzing"),
        false => ("100", "900", "examples,coverage,fuzzing"),
    };
    let seed = options.common.seed.to_string();
    let output = Command::new(driver)
        .arg("run")
        .arg(&description)
        .args(["--url", &format!("http://{address}")])
        .args(["--checks", CHECKS, "--exclude-path", LEFT_OUT])
        .args(["--phases", phases, "--max-examples", examples])
        .args(["--max-time", seconds, "--seed", &seed])
        .args(["--request-timeout", "30", "--suppress-health-check", "all"])
        .args(["--continue-on-failure", "--no-color"])
        .current_dir(folder)
        .output()
        .map_err(|error| error.to_string())?;
    std::fs::write(&report, &output.stdout).map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let cases = said.lines().find(|line| line.contains(" generated, "));
    let cases = cases.unwrap_or("nobody knows how many cases");
    campaign.say(format!("as {who}: {}", cases.trim()));
    campaign.figure(&format!("as {who}"), cases.trim());
    if !output.status.success() {
        for line in said.lines().filter(|line| line.starts_with("- ST")) {
            campaign.say(line);
        }
        campaign.fail(format!("as {who}: see {}", report.display()));
    }
    Ok(())
}
