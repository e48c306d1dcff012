//! `/`, `/console/…`, `/verify.html`: the console and the offline verifier, as they were built into the program.
//!
//! Files with a digest in their names never change; the page that names them, and the worker that keeps them for a start
//! without a line, are asked for again each time. Where nothing was built in, the page says how to build it. Not here: a
//! word of any party; the page reads the API like any client.

use super::answer::Answered;
use super::problem::not_found;
use crate::wire::problem::ProblemDocument;
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    HeaderName, HeaderValue, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// A file of the built console.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// Its path under `/`.
    pub path: &'static str,
    /// As it is.
    pub bytes: &'static [u8],
    /// The same, smaller.
    pub brotli: Option<&'static [u8]>,
}

/// What was built in; empty where nothing was.
pub const ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/console_assets.rs"));

/// The page.
const PAGE: &str = "index.html";
/// Its files.
const FOLDER: &str = "console/";
/// What gives the page where no line is (decision 54): its name has no digest, so that a browser finds the next one.
const WORKER: &str = "console/offline.js";
/// The offline verifier: one file, which is to be kept and works without us.
const VERIFIER: &str = "verify.html";

/// What the console may do: its own scripts, styles, fonts and answers, images that it makes itself, a worker for the
/// map. It is shown in nobody's frame and speaks to nobody else.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; worker-src 'self' blob:; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
/// Where the verifier names by their digests the one script and the one style that run in it.
const OWN_POLICY: &str = "http-equiv=\"Content-Security-Policy\" content=\"";
/// And in nobody's frame, with nothing of the console's: no session, no key, nothing kept.
const APART: &str = "; frame-ancestors 'none'; sandbox allow-scripts allow-modals allow-downloads";
/// Of the page that says how to build the console.
const BARE: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const EACH_TIME: &str = "no-cache";

const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");
/// How far the worker reaches, beyond its own folder.
const REACH: HeaderName = HeaderName::from_static("service-worker-allowed");

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Truceline</title><style>body{font:17px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}code{font-family:ui-monospace,monospace}</style><h1>Truceline</h1><p>The register is served here. The console was not built into this program.</p><p>To have it: <code>cargo xtask console</code> (it needs Node 20 and npm), then build the program again.</p><p>The API is described at <a href=\"/v1/docs\">/v1/docs</a>; the command line needs no console.</p></html>\n";

/// Shows the console
#[utoipa::path(get, path = "/", tag = "console",
    responses((status = 200, body = String, content_type = "text/html"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn page(headers: HeaderMap) -> Response {
    match find(PAGE) {
        Some(asset) => give(asset, &headers),
        None => {
            let kind = "text/html; charset=utf-8";
            let mut response = NOT_BUILT.into_response();
            let own = response.headers_mut();
            own.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
            own.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(BARE));
            own.insert(CACHE_CONTROL, HeaderValue::from_static(EACH_TIME));
            response
        }
    }
}

/// Gives a file of the console
#[utoipa::path(get, path = "/console/{*path}", tag = "console",
    params(("path" = String, Path, description = "The file's name with its digest")),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn file(Path(path): Path<String>, headers: HeaderMap) -> Answered {
    let asset = find(&format!("{FOLDER}{path}")).ok_or_else(not_found)?;
    Ok(give(asset, &headers))
}

/// Gives the offline verifier: one file that verifies receipts and bundles, and asks nobody anything
#[utoipa::path(get, path = "/verify.html", tag = "console",
    responses((status = 200, body = String, content_type = "text/html"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn verifier(headers: HeaderMap) -> Answered {
    let asset = find(VERIFIER).ok_or_else(not_found)?;
    Ok(give(asset, &headers))
}

fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

fn give(asset: &'static Asset, asked: &HeaderMap) -> Response {
    let digest = Sha256::digest(asset.bytes);
    let short = digest.get(..16).unwrap_or(&digest);
    let tag = format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(short));
    let has = asked
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let is_known = has.is_some_and(|has| {
        has.split(',')
            .any(|one| one.trim().trim_start_matches("W/") == tag)
    });
    let mut response = match (is_known, asset.brotli.filter(|_| takes_brotli(asked))) {
        (true, _) => StatusCode::NOT_MODIFIED.into_response(),
        (false, Some(smaller)) => {
            let mut response = smaller.into_response();
            let headers = response.headers_mut();
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
            response
        }
        (false, None) => asset.bytes.into_response(),
    };
    let headers = response.headers_mut();
    let kept = match asset.path {
        PAGE | WORKER | VERIFIER => EACH_TIME,
        _ => FOR_EVER,
    };
    let fixed = [
        (CONTENT_TYPE, kind(asset.path)),
        (CACHE_CONTROL, kept),
        (OPENER, "same-origin"),
        (RESOURCE, "same-origin"),
        (
            PERMISSIONS,
            "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        ),
        (VARY, "Accept-Encoding"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(CONTENT_SECURITY_POLICY, policy(asset));
    if asset.path == WORKER {
        headers.insert(REACH, HeaderValue::from_static("/"));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    response
}

/// What a file may do: the console's files what the console may, the verifier what it says itself and less. Where it says
/// nothing it may do nothing.
fn policy(asset: &Asset) -> HeaderValue {
    if asset.path != VERIFIER {
        return HeaderValue::from_static(POLICY);
    }
    let text = std::str::from_utf8(asset.bytes).unwrap_or_default();
    let own = text
        .split_once(OWN_POLICY)
        .and_then(|(_, rest)| rest.split_once('"'))
        .and_then(|(own, _)| HeaderValue::from_str(&format!("{own}{APART}")).ok());
    own.unwrap_or(HeaderValue::from_static("default-src 'none'; sandbox"))
}

/// Whether whoever asks reads Brotli: named, and not with the weight zero.
fn takes_brotli(asked: &HeaderMap) -> bool {
    let values = asked.get_all(ACCEPT_ENCODING).iter();
    let words = values.filter_map(|value| value.to_str().ok());
    words.flat_map(|value| value.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim().trim_start_matches("q=");
        name.trim().eq_ignore_ascii_case("br") && !matches!(weight, "0" | "0.0" | "0.00" | "0.000")
    })
}

fn kind(path: &str) -> &'static str {
    let (_, ending) = path.rsplit_once('.').unwrap_or(("", path));
    match ending {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" | "webmanifest" => "application/json",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests;
