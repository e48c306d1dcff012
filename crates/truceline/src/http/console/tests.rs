//! What is given of the built console, to whom and how, and what its page may do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

fn asking(encoding: &'static str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(encoding));
    headers
}

const FILE: Asset = Asset {
    path: "console/app.0123abcd.js",
    bytes: b"const long = 'long';",
    brotli: Some(b"short"),
};
const OWN_PAGE: Asset = Asset {
    path: PAGE,
    bytes: b"<!doctype html>",
    brotli: None,
};
const OWN_WORKER: Asset = Asset {
    path: WORKER,
    bytes: b"const FILES = [];",
    brotli: None,
};
const OWN_VERIFIER: Asset = Asset {
    path: VERIFIER,
    bytes: b"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-x'\">",
    brotli: None,
};
const STRANGE_VERIFIER: Asset = Asset {
    path: VERIFIER,
    bytes: b"<script>anything()</script>",
    brotli: None,
};
static GIVEN: [Asset; 5] = [FILE, OWN_PAGE, OWN_WORKER, OWN_VERIFIER, STRANGE_VERIFIER];

#[test]
fn the_smaller_bytes_go_to_whoever_reads_them() {
    for takes in ["br", "gzip, deflate, br, zstd", "BR;q=0.5", "gzip;q=1, br"] {
        let response = give(&GIVEN[0], &asking(takes));
        assert_eq!(response.headers()[CONTENT_ENCODING], "br", "{takes}");
        assert_eq!(response.headers()[VARY], "Accept-Encoding");
    }
    for not in ["", "gzip", "br;q=0", "br;q=0.000", "brotli", "*"] {
        let response = give(&GIVEN[0], &asking(not));
        assert!(!response.headers().contains_key(CONTENT_ENCODING), "{not}");
    }
}

#[test]
fn files_stay_and_the_page_is_asked_for_again() {
    let file = give(&GIVEN[0], &HeaderMap::new());
    assert_eq!(file.headers()[CACHE_CONTROL], FOR_EVER);
    assert_eq!(
        file.headers()[CONTENT_TYPE],
        "text/javascript; charset=utf-8"
    );
    let page = give(&GIVEN[1], &HeaderMap::new());
    assert_eq!(page.headers()[CACHE_CONTROL], EACH_TIME);
    let tag = page.headers()[ETAG].clone();
    let mut again = HeaderMap::new();
    again.insert(IF_NONE_MATCH, tag);
    assert_eq!(give(&GIVEN[1], &again).status(), StatusCode::NOT_MODIFIED);
    assert_eq!(give(&GIVEN[0], &again).status(), StatusCode::OK);
}

#[test]
fn the_worker_is_asked_for_again_and_reaches_the_page() {
    let worker = give(&GIVEN[2], &HeaderMap::new());
    assert_eq!(worker.headers()[CACHE_CONTROL], EACH_TIME);
    assert_eq!(worker.headers()[REACH], "/");
    assert_eq!(
        worker.headers()[CONTENT_TYPE],
        "text/javascript; charset=utf-8"
    );
    for other in &GIVEN[..2] {
        assert!(!give(other, &HeaderMap::new()).headers().contains_key(REACH));
    }
}

#[test]
fn the_verifier_runs_what_it_names_and_has_nothing_of_the_console() {
    let given = give(&GIVEN[3], &HeaderMap::new());
    assert_eq!(given.headers()[CACHE_CONTROL], EACH_TIME);
    assert_eq!(given.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
    assert_eq!(
        given.headers()[CONTENT_SECURITY_POLICY],
        "default-src 'none'; script-src 'sha256-x'; frame-ancestors 'none'; sandbox allow-scripts allow-modals allow-downloads"
    );
    let strange = give(&GIVEN[4], &HeaderMap::new());
    let policy = &strange.headers()[CONTENT_SECURITY_POLICY];
    assert_eq!(policy, "default-src 'none'; sandbox");
    for other in &GIVEN[..3] {
        let given = give(other, &HeaderMap::new());
        assert_eq!(given.headers()[CONTENT_SECURITY_POLICY], POLICY);
    }
}

/// What was built in: it asks nobody anything and names the digest of all that runs in it.
#[test]
fn the_verifier_that_was_built_in_asks_nobody() {
    let Some(built) = find(VERIFIER) else {
        assert!(ASSETS.is_empty(), "a console without the verifier");
        return;
    };
    let policy = policy(built);
    let policy = policy.to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"));
    assert!(policy.contains("connect-src 'none'") && policy.ends_with(APART));
    assert!(!policy.contains("self") && !policy.contains("unsafe") && !policy.contains("http"));
    let text = std::str::from_utf8(built.bytes).unwrap();
    for script in text.split("<script").skip(1) {
        assert!(!script.starts_with(" src"), "a script from elsewhere");
    }
}

/// Whatever is added: the page speaks to its own server alone, runs its own files alone and is nobody's frame.
#[test]
fn the_policy_names_no_other_host_and_no_inline_script() {
    assert!(POLICY.starts_with("default-src 'none';"));
    for part in POLICY.split(';').map(str::trim) {
        let mut words = part.split(' ');
        let name = words.next().unwrap();
        for source in words {
            let may = ["'none'", "'self'"].contains(&source)
                || name == "img-src" && ["data:", "blob:"].contains(&source)
                || name == "worker-src" && source == "blob:";
            assert!(may, "{part}");
        }
    }
    for needed in [
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ] {
        assert!(POLICY.contains(needed), "{needed}");
    }
}

/// What was built in, where something was: a page, and nothing in it that the policy would stop.
#[test]
fn the_page_that_was_built_in_has_no_inline_script_or_style() {
    let Some(page) = find(PAGE) else {
        assert!(ASSETS.is_empty(), "files without a page");
        return;
    };
    let text = std::str::from_utf8(page.bytes).unwrap();
    assert!(
        !text.contains("<style") && !text.contains(" style="),
        "{text}"
    );
    for script in text.split("<script").skip(1) {
        let (tag, rest) = script.split_once('>').unwrap();
        assert!(tag.contains(" src=\"/console/"), "{tag}");
        assert!(rest.starts_with("</script>"), "{rest}");
    }
    assert!(!text.contains("://"), "{text}");
    for asset in ASSETS {
        let is_known = [PAGE, VERIFIER].contains(&asset.path) || asset.path.starts_with(FOLDER);
        assert!(is_known, "{} is not served", asset.path);
    }
}
