//! `/v1/docs`: the API's description as a page to read, without scripts and without anything from outside.

use super::router::described;
use crate::wire::problem::ProblemDocument;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use std::fmt::Write as _;
use utoipa::openapi::path::{Operation, Parameter};
use utoipa::openapi::{Deprecated, OpenApi, PathItem, RefOr, Required};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}\
code,.path{font-family:ui-monospace,monospace}h2{border-bottom:1px solid;margin-top:2.5rem}\
section{margin:1.5rem 0}.method{font-weight:700}table{border-collapse:collapse}\
td,th{text-align:start;vertical-align:top;padding:.2rem .8rem .2rem 0}";
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// Shows this page
#[utoipa::path(get, path = "/v1/docs", tag = "register",
    responses((status = 200, content_type = "text/html"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn docs() -> Response {
    let (_, api) = described();
    let kind = "text/html; charset=utf-8";
    (
        [(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, POLICY)],
        page(&api),
    )
        .into_response()
}

fn page(api: &OpenApi) -> String {
    let mut html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style><h1>{title} API</h1><p>{text}</p><p>Every endpoint answers in <code>application/json</code> or, for people, in <code>text/plain</code> (send <code>Accept</code>). The machine's form of this page is <a href=\"/v1/openapi.json\">openapi.json</a>.</p>",
        title = escaped(&api.info.title),
        text = escaped(api.info.description.as_deref().unwrap_or_default()),
    );
    for tag in api.tags.iter().flatten() {
        let about = tag.description.as_deref().unwrap_or_default();
        let _ = write!(
            html,
            "<h2>{}</h2><p>{}</p>",
            escaped(&tag.name),
            escaped(about)
        );
        for (path, item) in &api.paths.paths {
            for (method, operation) in operations(item) {
                if operation.tags.iter().flatten().any(|own| *own == tag.name) {
                    write_operation(&mut html, method, path, operation);
                }
            }
        }
    }
    html + "</html>\n"
}

fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    let all = [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("DELETE", &item.delete),
    ];
    all.into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

fn write_operation(html: &mut String, method: &str, path: &str, operation: &Operation) {
    let summary = operation.summary.as_deref().unwrap_or_default();
    let text = operation.description.as_deref().unwrap_or_default();
    let _ = write!(
        html,
        "<section><h3><span class=\"method\">{method}</span> <span class=\"path\">{}</span></h3><p>{}</p>",
        escaped(path),
        escaped(summary),
    );
    if !text.is_empty() && text != summary {
        let _ = write!(html, "<p>{}</p>", escaped(text));
    }
    let parameters: Vec<&Parameter> = operation
        .parameters
        .iter()
        .flatten()
        .filter_map(|parameter| match parameter {
            RefOr::T(parameter) => Some(parameter),
            RefOr::Ref(_) => None,
        })
        .collect();
    if !parameters.is_empty() {
        html.push_str("<table><tr><th>Parameter</th><th>In</th><th></th></tr>");
        for parameter in parameters {
            write_parameter(html, parameter);
        }
        html.push_str("</table>");
    }
    if operation.deprecated == Some(Deprecated::True) {
        html.push_str("<p>No longer to be used.</p>");
    }
    let _ = write!(html, "<p>Answers:");
    for (status, response) in &operation.responses.responses {
        let about = match response {
            RefOr::T(response) => response.description.as_str(),
            RefOr::Ref(_) => "",
        };
        let _ = write!(html, " <code>{}</code> {}", escaped(status), escaped(about));
    }
    html.push_str("</p></section>");
}

fn write_parameter(html: &mut String, parameter: &Parameter) {
    let place = serde_json::to_string(&parameter.parameter_in).unwrap_or_default();
    let required = match parameter.required {
        Required::True => ", needed",
        Required::False => "",
    };
    let _ = write!(
        html,
        "<tr><td><code>{}</code></td><td>{}{required}</td><td>{}</td></tr>",
        escaped(&parameter.name),
        escaped(place.trim_matches('"')),
        escaped(parameter.description.as_deref().unwrap_or_default()),
    );
}

/// Text as HTML.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
    html
}
