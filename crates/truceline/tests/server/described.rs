//! The description of the API: committed, served, and the same as the table of access.

use crate::house::Serving;
use crate::room::Room;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use truceline::http::access::TABLE;
use truceline::http::openapi;

#[test]
fn the_committed_description_is_what_the_handlers_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../api/openapi.v1.json");
    if std::env::var_os("TRUCELINE_REGENERATE_API").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, openapi::text()).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == openapi::text(),
        "api/openapi.v1.json is not what the handlers say; run with TRUCELINE_REGENERATE_API=1, and look at the difference"
    );
}

#[test]
fn every_endpoint_stands_in_the_table_of_access_and_nothing_else_does() {
    let described: BTreeSet<(String, String)> = endpoints().into_iter().collect();
    let table: BTreeSet<(String, String)> = TABLE
        .iter()
        .map(|row| (row.method.to_owned(), row.path.replace("{*", "{")))
        .collect();
    assert_eq!(table.len(), TABLE.len(), "a row stands twice");
    let described: BTreeSet<(String, String)> = described
        .into_iter()
        .map(|(method, path)| (method, path.replace("{*", "{")))
        .collect();
    assert_eq!(described, table);
}

#[test]
fn every_operation_has_an_id_of_its_own() {
    let api: serde_json::Value = serde_json::from_str(&openapi::text()).unwrap();
    let operations = api["paths"].as_object().unwrap().values();
    let operations = operations.flat_map(|item| item.as_object().unwrap().values());
    let ids: Vec<&str> = operations
        .map(|operation| operation["operationId"].as_str().unwrap())
        .collect();
    let different: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(different.len(), ids.len(), "{ids:?}");
}

/// Two views of one name would be described as one of them, whichever comes first.
#[test]
fn no_two_views_are_described_under_one_name() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = BTreeSet::new();
    for folder in ["wire", "http", "."] {
        for file in fs::read_dir(source.join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "rs") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let (mut is_view, mut other) = (false, None);
            for line in text.lines() {
                if line.starts_with("#[derive(") {
                    (is_view, other) = (line.contains("ToSchema"), None);
                }
                if let Some((_, name)) = line.split_once("#[schema(as = ") {
                    other = name.split(')').next().map(str::to_owned);
                }
                let own = line
                    .strip_prefix("pub struct ")
                    .or_else(|| line.strip_prefix("pub enum "));
                let Some(own) = own.filter(|_| is_view) else {
                    continue;
                };
                let end = own.find(|letter: char| !letter.is_alphanumeric());
                let own = own[..end.unwrap_or(own.len())].to_owned();
                let name = other.take().unwrap_or(own);
                assert!(
                    seen.insert(name.clone()),
                    "{}: {name} is taken",
                    path.display()
                );
                is_view = false;
            }
        }
    }
    assert!(seen.len() > 50, "the views are found: {}", seen.len());
}

/// Method and path of everything described.
pub(crate) fn endpoints() -> Vec<(String, String)> {
    let api: serde_json::Value = serde_json::from_str(&openapi::text()).unwrap();
    let paths = api["paths"].as_object().unwrap();
    let mut all = Vec::new();
    for (path, item) in paths {
        for method in item.as_object().unwrap().keys() {
            if ["get", "post", "put", "delete", "patch"].contains(&method.as_str()) {
                all.push((method.to_uppercase(), path.clone()));
            }
        }
    }
    all
}

#[test]
fn the_description_and_its_page_need_no_key_and_nothing_from_outside() {
    let room = Room::with_register();
    let serving = Serving::start(&room);
    let served = serving.get("/v1/openapi.json", None);
    assert_eq!(served.status, 200);
    assert_eq!(served.body, openapi::text());
    let page = serving.get("/v1/docs", None);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("/v1/statements"), "{}", page.body);
    assert!(
        !page.body.contains("<script") && !page.body.contains("http"),
        "{}",
        page.body
    );
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'"), "{policy}");
}

/// No word of the API, in names, descriptions or examples, turns telling into a permission or silence into guilt.
#[test]
fn the_description_uses_none_of_the_words_that_no_output_uses() {
    let text = openapi::text().to_lowercase();
    let words: BTreeSet<&str> = text.split(|c: char| !c.is_ascii_alphabetic()).collect();
    for word in ["approved", "cleared", "safe", "unprotected", "violator"] {
        assert!(
            !words.contains(word),
            "the description of the API says \"{word}\""
        );
    }
}

#[test]
fn health_readiness_and_figures_tell_no_party_and_no_place() {
    let room = Room::with_parties();
    room.site();
    let serving = Serving::start(&room);
    assert_eq!(serving.get("/healthz", None).body, "alive\n");
    assert_eq!(serving.get("/readyz", None).status, 200);
    let figures = serving.get("/metrics", None).body;
    assert!(figures.contains("truceline_requests_total"), "{figures}");
    for word in ["North", "South", "pty_", "35.7", "36.5", "Valley"] {
        assert!(!figures.contains(word), "{word}: {figures}");
    }
    assert_eq!(serving.stop(), Some(0));
}
