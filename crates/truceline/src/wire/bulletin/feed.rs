//! Bulletins as a feed: Atom (RFC 4287), of a register or of one zone.
//!
//! An entry is a bulletin; its id stays, a correction brings it up to date. Written by hand: the format is ten
//! elements, and every text goes through one function. `cargo xtask bulletin` holds it against the RFC's schema.

use super::page::escaped;
use super::{BulletinView, Imprint};

/// Most entries of a feed: some months of a zone.
pub const MAX_ENTRIES: usize = 100;

/// The feed of bulletins, the one brought up to date last first. `zone` names the zone of a zone's feed.
#[must_use]
pub fn atom(imprint: &Imprint, zone: Option<(&str, &str)>, views: &[BulletinView]) -> String {
    let (what, title) = match zone {
        Some((id, name)) => (format!("zone {id}"), format!("Bulletins of {name}")),
        None => (
            "register".to_owned(),
            format!("Bulletins of {}", imprint.theatre),
        ),
    };
    let exercise = if imprint.exercise { "EXERCISE: " } else { "" };
    let updated = views.first().map(|view| view.published_at.as_str());
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n",
    );
    xml += &element("id", &imprint.urn(&what));
    xml += &element("title", &format!("{exercise}{title}"));
    xml += &element("subtitle", super::TAKES_NO_SIDE);
    xml += &element("updated", updated.unwrap_or(&imprint.began));
    xml += &person(&imprint.origin);
    if !imprint.base.is_empty() {
        let path = match zone {
            Some((id, _)) => format!("/v1/bulletins/feed/{id}"),
            None => "/v1/bulletins/feed".to_owned(),
        };
        xml += &link(
            "self",
            "application/atom+xml",
            &format!("{}{path}", imprint.base),
        );
    }
    for view in views.iter().take(MAX_ENTRIES) {
        xml += &entry(imprint, view);
    }
    xml + "</feed>\n"
}

fn entry(imprint: &Imprint, view: &BulletinView) -> String {
    let content = &view.content;
    let id = format!("bulletin {} {}", content.publisher.id, view.bulletin);
    let mut xml = String::from("<entry>\n");
    xml += &element("id", &imprint.urn(&id));
    xml += &element("title", &view.title());
    xml += &element("published", &view.first_published_at);
    xml += &element("updated", &view.published_at);
    xml += &person(content.publisher.short());
    if !imprint.base.is_empty() {
        let path = format!("{}{}", imprint.base, view.path());
        xml += &link("alternate", "text/html", &format!("{path}/page"));
        xml += &link("related", "application/json", &path);
        xml += &link("related", "text/csv", &format!("{path}/table"));
        xml += &link("via", "text/plain", &format!("{path}/proof"));
    }
    xml += &format!(
        "<category term=\"{}\" label=\"{}\"/>\n",
        escaped(&content.zone.id),
        escaped(content.zone.short())
    );
    let summary = format!(
        "{}. {}. {} {}",
        view.version_words(),
        content.line(),
        view.checkpoint_words(),
        content.counts_as
    );
    xml += &element("summary", &summary);
    xml += &format!("<content type=\"text\">{}</content>\n", lines(&view.text()));
    xml + "</entry>\n"
}

fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>\n", escaped(text))
}

fn person(name: &str) -> String {
    format!("<author><name>{}</name></author>\n", escaped(name))
}

fn link(rel: &str, kind: &str, href: &str) -> String {
    format!(
        "<link rel=\"{rel}\" type=\"{kind}\" href=\"{}\"/>\n",
        escaped(href)
    )
}

/// Text of many lines, each kept.
fn lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(escaped).collect();
    lines.join("\n")
}
