#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

fn none(_: &str) -> Option<OsString> {
    None
}

fn written(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("truceline.toml");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

#[test]
fn paths_are_taken_from_the_folder_of_the_file() {
    let (folder, path) = written(
        "data = \"valley\"\nlisten = \"127.0.0.1:8420\"\n[tls]\ncertificate = \"a.pem\"\nkey = \"/etc/b.key\"\n",
    );
    let config = Config::read(Some(&path), &none).unwrap();
    assert_eq!(config.data.unwrap(), folder.path().join("valley"));
    let tls = config.tls.unwrap();
    assert_eq!(tls.certificate, folder.path().join("a.pem"));
    assert_eq!(tls.key, PathBuf::from("/etc/b.key"));
}

#[test]
fn the_environment_is_over_the_file() {
    let (_folder, path) = written("data = \"valley\"\npublish-every-s = 5\n");
    let environment = |name: &str| match name {
        "TRUCELINE_DATA" => Some("elsewhere".into()),
        "TRUCELINE_NAMES" => Some("one.example:8420, two.example".into()),
        _ => None,
    };
    let config = Config::read(Some(&path), &environment).unwrap();
    assert_eq!(config.data.unwrap(), PathBuf::from("elsewhere"));
    assert_eq!(config.names, ["one.example:8420", "two.example"]);
    assert_eq!(config.publish_every_s, Some(5));
}

#[test]
fn what_is_misspelt_or_half_given_is_refused_by_name() {
    let (_folder, path) = written("dta = \"valley\"\n");
    let problem = Config::read(Some(&path), &none).unwrap_err();
    assert!(problem.what.contains("dta"), "{problem}");
    let half = |name: &str| (name == "TRUCELINE_TLS_KEY").then(|| "key.pem".into());
    let problem = Config::read(None, &half).unwrap_err();
    assert!(
        problem.what.contains("TRUCELINE_TLS_CERTIFICATE"),
        "{problem}"
    );
    let wrong = |name: &str| (name == "TRUCELINE_LISTEN").then(|| "here".into());
    let problem = Config::read(None, &wrong).unwrap_err();
    assert!(problem.what.contains("TRUCELINE_LISTEN"), "{problem}");
}
