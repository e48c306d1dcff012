//! The demonstration as a stranger runs it, and the commands that it says to try next.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::io::{BufRead as _, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output};

fn truceline(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truceline"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn the_story_is_told_and_what_it_leaves_can_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let told = truceline(&["demo", "--out", "valley", "--json"], folder.path());
    assert!(told.status.success(), "{}", text(&told));
    let view: Value = serde_json::from_slice(&told.stdout).unwrap();
    assert!(view["story"].as_array().unwrap().len() > 50);
    assert!(Path::new(view["bundle"].as_str().unwrap()).exists());
    let next = view["next"].as_array().unwrap();
    assert!(!next.is_empty());
    for command in next {
        let words: Vec<&str> = command
            .as_str()
            .unwrap()
            .split_whitespace()
            .skip(1)
            .collect();
        let done = truceline(&words, folder.path());
        assert!(done.status.success(), "{command}\n{}", text(&done));
        assert!(!done.stdout.is_empty(), "{command}");
    }
    // A full folder is left alone.
    let again = truceline(&["demo", "--out", "valley"], folder.path());
    assert_eq!(again.status.code(), Some(4), "{}", text(&again));
}

#[test]
fn a_person_is_told_in_plain_text() {
    let folder = tempfile::tempdir().unwrap();
    let told = truceline(&["demo", "--out", "valley"], folder.path());
    assert!(told.status.success(), "{}", text(&told));
    let told = text(&told);
    for words in [
        "OVERLAP of Convoy stale",
        "CANNOT SAY: scope South and stale North and stale South",
        "alerts owed to: C outcome-changed, East \"Air desk\" outcome-changed",
        "K-17, known at 13:45",
        "Verified: ",
        "Try next:",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    assert!(!told.contains('\u{1b}'), "colours are for terminals");
}

/// Each desk is a client of a real server; what it is owed arrives on its stream.
#[test]
fn the_story_is_played_live() {
    let folder = tempfile::tempdir().unwrap();
    let told = truceline(
        &["demo", "--serve", "--keep", "played", "--json"],
        folder.path(),
    );
    assert!(told.status.success(), "{}", text(&told));
    let view: Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(view["differences"], serde_json::json!([]));
    assert_eq!(view["desks"], 7);
    let story = view["story"].as_array().unwrap();
    let heard_of = |says: &str| -> Vec<(String, String, String)> {
        let entry = story
            .iter()
            .find(|entry| entry["entry"].as_str().unwrap().contains(says));
        let heard = entry.unwrap_or_else(|| panic!("no entry {says}"))["heard"]
            .as_array()
            .unwrap();
        let alerts = heard.iter().filter(|one| one["kind"] == "alert");
        let word = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
        alerts
            .map(|one| {
                assert!(one["after_ms"].as_f64().unwrap() > 0.0, "{one}");
                (word(one, "party"), word(one, "desk"), word(one, "what"))
            })
            .collect()
    };
    for (says, what) in [
        ("notifies movement South-move", "outcome"),
        ("sends stop Dorvane-stop", "STOP"),
    ] {
        let heard = heard_of(says);
        for desk in ["Air desk", "Night desk", "Duty desk"] {
            assert!(
                heard
                    .iter()
                    .any(|one| one.1 == desk && one.2.contains(what)),
                "{says}: {desk}: {heard:?}"
            );
        }
        assert!(
            heard.iter().all(|one| one.0 == "East" || one.0 == "C"),
            "nobody else is owed it: {heard:?}"
        );
    }
    for command in view["next"].as_array().unwrap() {
        let command = command.as_str().unwrap();
        let words: Vec<&str> = command.split_whitespace().skip(1).collect();
        let done = truceline(&words, folder.path());
        assert!(done.status.success(), "{command}\n{}", text(&done));
    }
}

/// A signal in the middle of the story ends the server in order, and takes the folder away.
#[test]
fn a_signal_ends_a_live_story_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_truceline"))
        .args(["demo", "--serve", "--pace", "real"])
        .env("TMPDIR", folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = std::io::BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("desks follow") {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "it ended too soon");
    }
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    let done = child.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(4), "{}", text(&done));
    assert!(text(&done).contains("interrupted"), "{}", text(&done));
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 0, "the folder is gone");
}

/// Whoever stays has the story's register served today, and a browser finds the console or how to have it.
#[test]
fn a_story_that_was_told_is_served_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_truceline"))
        .args(["demo", "--serve", "--stay"])
        .env("TMPDIR", folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = std::io::BufReader::new(child.stdout.take().unwrap());
    let (mut all, mut address) = (String::new(), None);
    while address.is_none() {
        let mut line = String::new();
        assert!(said.read_line(&mut line).unwrap() > 0, "it ended: {all}");
        let rest = line
            .strip_prefix("serving ")
            .and_then(|rest| rest.split_once(" at http://"));
        address = rest.map(|(_, address)| address.trim().to_owned());
        all += &line;
    }
    assert!(all.contains("#/tour") && all.contains("desks"), "{all}");
    let answer = fetch(&address.unwrap(), "/v1/register");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("Kestrel Valley"), "{answer}");
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    let done = child.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", text(&done));
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 0, "the folder is gone");
}

/// One document is promised, and a server that stays has no end to put it at.
#[test]
fn staying_and_one_document_exclude_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let told = truceline(&["demo", "--serve", "--stay", "--json"], folder.path());
    assert_eq!(told.status.code(), Some(2), "{}", text(&told));
    assert!(
        text(&told).contains("leave one of them out"),
        "{}",
        text(&told)
    );
}

/// What a plain question is answered, head and body.
fn fetch(address: &str, path: &str) -> String {
    let mut line = std::net::TcpStream::connect(address).unwrap();
    let question = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    line.write_all(question.as_bytes()).unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).unwrap();
    answer
}

/// Whoever signs in the story can go on signing with the key that it leaves.
#[test]
fn the_keys_that_it_leaves_sign_on() {
    let folder = tempfile::tempdir().unwrap();
    assert!(
        truceline(&["demo", "--out", "valley", "--json"], folder.path())
            .status
            .success()
    );
    let said = truceline(
        &[
            "--data",
            "valley/register",
            "--key",
            "valley/desks/rhea.key",
            "notify",
            "site",
            "--at",
            "29.9370 S 21.9793 W",
            "--category",
            "warehouse",
            "--forces",
            "humanitarian",
            "--from",
            "now+1m",
            "--reconfirm-by",
            "now+7d",
        ],
        folder.path(),
    );
    assert!(said.status.success(), "{}", text(&said));
    let said = text(&said);
    assert!(said.contains("recorded at index 192"), "{said}");
    assert!(
        !said.contains("chain"),
        "the key's chain goes on where the story left it: {said}"
    );
}
