//! The rules of the house inside the suite, and each rule shown to bite.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use serde_json::json;
use xtask::program::repository;
use xtask::tidy::source::take_apart;
use xtask::tidy::{RULES, arrows, layers, licences, origins, purity, words};

#[test]
fn the_rules_hold() {
    let mut broken = Vec::new();
    for (name, rule) in RULES {
        match rule(&repository()) {
            Ok(findings) => {
                broken.extend(findings.iter().map(|finding| format!("{name}: {finding}")))
            }
            Err(error) => broken.push(format!("{name}: could not be looked at: {error}")),
        }
    }
    assert!(
        broken.is_empty(),
        "{} broken:\n{}",
        broken.len(),
        broken.join("\n")
    );
}

fn package(name: &str, dependencies: &[(&str, Option<&str>)]) -> serde_json::Value {
    let dependencies: Vec<_> = dependencies
        .iter()
        .map(|(name, kind)| json!({ "name": name, "kind": kind }))
        .collect();
    json!({ "name": name, "dependencies": dependencies })
}

#[test]
fn an_arrow_that_points_back_is_found() {
    let judge =
        |packages: &[serde_json::Value]| arrows::judge(&json!({ "packages": packages })).len();
    let register = || {
        package(
            "truceline-register",
            &[("truceline-log", None), ("minicbor", None)],
        )
    };
    assert_eq!(judge(&[package("truceline-log", &[]), register()]), 0);
    let back = package("truceline-log", &[("truceline-register", None)]);
    assert_eq!(judge(&[back, register()]), 1);
    let back_in_tests = package("truceline-log", &[("truceline-register", Some("dev"))]);
    assert_eq!(judge(&[back_in_tests, register()]), 1);
    assert_eq!(judge(&[package("truceline-log", &[("rand", None)])]), 1);
    assert_eq!(
        judge(&[package("truceline-log", &[("rand", Some("dev"))])]),
        0
    );
    assert_eq!(judge(&[package("truceline-util", &[])]), 1);
    assert_eq!(judge(&[]), 1, "an empty answer of cargo is no clean one");
}

#[test]
fn a_view_that_knows_the_command_line_is_found() {
    let found = |path: &str, code: &str| layers::judge(Path::new(path), &take_apart(code)).len();
    let bad = "use crate::cli::flags;\nfn f() { crate::cli::check::answer() }";
    assert_eq!(found("crates/truceline/src/wire/check.rs", bad), 2);
    assert_eq!(found("crates/truceline/src/http/check.rs", bad), 2);
    assert_eq!(found("crates/truceline/src/notation/mod.rs", bad), 2);
    assert_eq!(found("crates/truceline/src/cli/check.rs", bad), 0);
    assert_eq!(found("crates/truceline/src/main.rs", bad), 0);
    let good =
        "use crate::client::Client; // crate::cli is elsewhere\nconst A: &str = \"crate::cli\";";
    assert_eq!(found("crates/truceline/src/http/check.rs", good), 0);
}

#[test]
fn what_is_not_pure_is_found() {
    let judge = |code: &str| {
        purity::judge(
            Path::new("crates/truceline-register/src/zone.rs"),
            &take_apart(code),
        )
        .len()
    };
    for impure in [
        "use std::fs::File;",
        "use std::{collections::BTreeMap, fs};",
        "use std::{\n    net::TcpStream,\n};",
        "let home = std::env::var(\"HOME\");",
        "std::thread::spawn(f);",
        "let now = Instant::now();",
        "use std::time::SystemTime;",
        "let m = HashMap::new();",
        "fn f(x: f64) {}",
        "let half = 0.5;",
        "unsafe { f() }",
        "getrandom::fill(b)",
    ] {
        assert!(judge(impure) > 0, "{impure}");
    }
    for pure in [
        "use std::collections::BTreeMap;",
        "// f64 and std::fs\nlet a = \"std::env f64\";",
        "let a = pair.0.1; let b = 0..5; let c = 1_u64;",
        "#[cfg(test)]\nmod tests { use std::fs; }",
        "let net = 1; let process = net; fn env() {}",
    ] {
        assert_eq!(judge(pure), 0, "{pure}");
    }
    let geometry = Path::new("crates/truceline-register/src/geometry/area.rs");
    assert!(purity::judge(geometry, &take_apart("fn f(x: f64) {}")).is_empty());
}

#[test]
fn words_never_used_are_found_unless_quoted() {
    let source = |text: &str| words::judge_source(Path::new("a.rs"), &take_apart(text)).len();
    assert_eq!(source("let a = \"The route is Approved.\";"), 1);
    assert_eq!(
        source("let a = \"none means approval; unsafe, safety\";"),
        0
    );
    assert_eq!(
        source("// quotation: the agreement, clause 3\nlet a = \"safe passage\";"),
        0
    );
    assert_eq!(
        source("#[cfg(test)]\nmod t { const A: &str = \"safe\"; }"),
        0
    );
    let page = |text: &str| words::judge_markdown(Path::new("a.md"), text).len();
    assert_eq!(page("It is safe.\n"), 1);
    assert_eq!(page("We never say `safe`.\n"), 0);
    assert_eq!(page("```\nOK: cleared\n```\n"), 1);
    assert_eq!(page("> safe passage\n> — the agreement, clause 3\n"), 0);
    assert_eq!(page("> safe passage\n"), 1);
    let scenario = |text: &str| words::judge_lines(Path::new("a.scn"), text).len();
    assert_eq!(scenario("09:00 north says \"you are cleared\"\n"), 1);
    assert_eq!(
        scenario("# quotation: north's log\n09:00 north says \"cleared\"\n"),
        0
    );
}

#[test]
fn paths_of_one_machine_are_found() {
    let place = ["/ro", "ot/", "data"].concat();
    assert_eq!(origins::judge(Path::new("a.md"), place.as_bytes()).len(), 1);
    assert_eq!(
        origins::judge(Path::new("a.md"), b"see docs/ and /usr/bin").len(),
        0
    );
    let lock = b"source = \"registry+https://mirror.example/index\"\n";
    assert_eq!(origins::judge(Path::new("Cargo.lock"), lock).len(), 1);
}

#[test]
fn a_licence_that_is_not_allowed_is_found() {
    let list = "[licenses]\nallow = [\n  \"MIT\",\n  \"BSD-3-Clause\", # why\n]\nother = [\n \"GPL-3.0\",\n]\n";
    let allowed = licences::allowed(list);
    assert_eq!(allowed, ["MIT", "BSD-3-Clause"]);
    for good in [
        "MIT",
        "Apache-2.0 OR MIT",
        "MIT/Apache-2.0",
        "(GPL-3.0 OR MIT) AND BSD-3-Clause",
    ] {
        assert!(licences::is_allowed(good, &allowed), "{good}");
    }
    for bad in [
        "",
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "MIT WITH an-exception",
        "(MIT",
        "MIT BSD-3-Clause",
    ] {
        assert!(!licences::is_allowed(bad, &allowed), "{bad}");
    }
}
