//! A bulletin as a page: HTML that is read with or without its style, by eye or by ear, without a script and without
//! anything from outside.

use super::{BulletinFigureView, BulletinView, ClassesView, CountersignatureView, ListView};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

/// Contrast is above 7:1 by day and by night; nothing is told by colour alone.
const STYLE: &str = ":root{color-scheme:light dark}\
body{font:1.05rem/1.55 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}\
a{color:#003d99}table{border-collapse:collapse;margin:1rem 0;width:100%}\
caption{text-align:start;font-weight:700;padding:.3rem 0}\
th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:start;vertical-align:top}\
td.n{text-align:end;font-variant-numeric:tabular-nums}\
.note{border-inline-start:.3rem solid;padding-inline-start:.8rem}\
code{overflow-wrap:anywhere}small{font-size:.85rem}\
ul{padding-inline-start:1.2rem}main{overflow-wrap:anywhere}pre{overflow-x:auto}\
@media(max-width:34rem){body{margin:1rem auto;padding:0 .6rem}h1{font-size:1.5rem;line-height:1.2}table{font-size:.82rem;table-layout:auto}\
th,td{padding:.2rem .3rem;overflow-wrap:break-word}}\
@media(prefers-color-scheme:dark){body{color:#f2f2f2;background:#111}a{color:#9cc2ff}}\
@media print{body{max-width:none;margin:0}}";

/// The policy of a page: no script, nothing from outside, the one style by its digest.
#[must_use]
pub fn policy() -> String {
    let digest = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
}

/// The page.
#[must_use]
pub fn html(view: &BulletinView) -> String {
    let content = &view.content;
    let title = escaped(&view.title());
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    html += &paragraph(&format!(
        "{}. Published by {} at {}.",
        view.version_words(),
        content.publisher.short(),
        view.published_at
    ));
    if view.exercise {
        html += &note("This is an exercise. Nothing in it is real.");
    }
    if let Some(later) = view.replaced_by {
        html += &note(&format!(
            "This version was replaced by the one in record {later}. It is kept as it was published."
        ));
    }
    let mark = CountersignatureView::mark(view.countersignature.as_ref());
    if !mark.is_empty() {
        html += &note(mark.trim());
    }
    html += &note(content.counts_as);
    html += &paragraph(&format!(
        "The day is counted by a clock {} ahead of UTC. The figures rest on the first {} records of the log and on the reconciliation {}; the lists were last opened in record {}.",
        content.clock, content.as_of, content.reconciliation, content.listed_at
    ));
    html += "<h2>Two lists</h2>\n";
    for list in &content.lists {
        html += &listed(list);
    }
    html += &paragraph(&format!(
        "Pairs matched: {} (rule: {}).",
        content.pairs.number, content.pairs.rule
    ));
    html += "<h2>Steps, answers and what stands beside the lists</h2>\n";
    let steps = content.steps.iter().map(|step| {
        let level = step.level.map(|level| format!("L{level} "));
        let step_words = format!("{}{}", level.unwrap_or_default(), step.step);
        (step.by.short(), step.of.short(), step_words, step.entries)
    });
    html += &attributed(
        "Steps on the ladder, each by whoever takes it",
        ["Who says it", "Of whose entries", "Step", "Entries", "Rule"],
        steps.collect(),
    );
    let answers = content.answers.iter().map(|answer| {
        let word = answer.word.to_owned();
        (answer.by.short(), answer.of.short(), word, answer.entries)
    });
    html += &attributed(
        "Answers, each by whoever gave it",
        [
            "Who says it",
            "Of whose entries",
            "Answer",
            "Entries",
            "Rule",
        ],
        answers.collect(),
    );
    let beside = content.beside.iter().map(|beside| {
        let what = format!(
            "{}; withdrawn since: {}",
            beside.what, beside.withdrawn.number
        );
        (beside.by.short(), "", what, beside.entries)
    });
    html += &attributed(
        "Nil observations, restrictions of access, and what neither side alleges",
        ["Who enters it", "", "What", "Entries", "Rule"],
        beside.collect(),
    );
    let others = [
        (
            "Answers by others, not named here",
            content.answers_by_others,
        ),
        (
            "Entered beside the lists by others, not named here",
            content.beside_by_others,
        ),
    ];
    for (words, figure) in others {
        html += &format!(
            "<p>{words}: {} <small>(rule: {})</small></p>\n",
            figure.number,
            rule(figure)
        );
    }
    html += "<h2>Rules</h2>\n<dl>\n";
    for rule in &content.rules {
        html += &format!(
            "<dt id=\"rule-{0}\">{0}</dt><dd>{1}</dd>\n",
            escaped(rule.name),
            escaped(rule.says)
        );
    }
    html += "</dl>\n<h2>How to check it</h2>\n";
    html += &paragraph(&format!("It is {}.", view.checkpoint_words()));
    html += &format!(
        "<p>SHA-256 of the content: <code>{}</code></p>\n<ol>\n",
        escaped(&content.content_sha256)
    );
    for how in &view.verify {
        html += &format!("<li><code>{}</code></li>\n", escaped(how));
    }
    html + "</ol>\n</main>\n</body>\n</html>\n"
}

fn listed(list: &ListView) -> String {
    let party = escaped(list.party.short());
    let mut html = format!(
        "<table>\n<caption>What {party} lists; every entry is the word of {party}</caption>\n<thead><tr><th scope=\"col\">Kind</th>{}</tr></thead>\n<tbody>\n",
        ["listed", "matched", "only", "disputed"]
            .map(heading)
            .concat()
    );
    for kind in &list.kinds {
        html += &classes(kind.kind, &kind.classes);
    }
    html += &classes("all kinds", &list.total);
    html += "</tbody>\n</table>\n<ul>\n";
    let flags = [
        ("contested by somebody", list.contested),
        ("withdrawn by their maker", list.withdrawn),
        ("corrected since they were listed", list.corrected),
        (
            "beside the list, neither zone nor place said",
            list.unplaced,
        ),
        ("beside the list, account not to be read", list.untold),
    ];
    for (words, figure) in flags {
        html += &format!(
            "<li>{words}: {} <small>(rule: {})</small></li>\n",
            figure.number,
            rule(figure)
        );
    }
    html + "</ul>\n"
}

fn heading(name: &str) -> String {
    format!("<th scope=\"col\">{name} <small>(<a href=\"#rule-{name}\">rule</a>)</small></th>")
}

fn rule(figure: BulletinFigureView) -> String {
    format!("<a href=\"#rule-{0}\">{0}</a>", escaped(figure.rule))
}

fn classes(kind: &str, classes: &ClassesView) -> String {
    let numbers = [
        classes.listed,
        classes.matched,
        classes.only,
        classes.disputed,
    ];
    let cells = numbers.map(|figure| format!("<td class=\"n\">{}</td>", figure.number));
    format!(
        "<tr><th scope=\"row\">{}</th>{}</tr>\n",
        escaped(kind),
        cells.concat()
    )
}

fn attributed(
    caption: &str,
    headings: [&str; 5],
    rows: Vec<(&str, &str, String, BulletinFigureView)>,
) -> String {
    if rows.is_empty() {
        return paragraph(&format!("{caption}: nobody entered any."));
    }
    let headings: String = headings
        .iter()
        .filter(|heading| !heading.is_empty())
        .map(|heading| format!("<th scope=\"col\">{heading}</th>"))
        .collect();
    let mut html = format!(
        "<table>\n<caption>{caption}</caption>\n<thead><tr>{headings}</tr></thead>\n<tbody>\n"
    );
    for (by, of, what, figure) in rows {
        let of = match of {
            "" => String::new(),
            of => format!("<td>{}</td>", escaped(of)),
        };
        html += &format!(
            "<tr><th scope=\"row\">{}</th>{of}<td>{}</td><td class=\"n\">{}</td><td>{}</td></tr>\n",
            escaped(by),
            escaped(&what),
            figure.number,
            rule(figure)
        );
    }
    html + "</tbody>\n</table>\n"
}

fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", escaped(text))
}

fn note(text: &str) -> String {
    format!("<p class=\"note\" role=\"note\">{}</p>\n", escaped(text))
}

/// Text as HTML and as XML 1.0: what neither may hold is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            // Marks that turn the direction of what follows would turn other words, too.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c => html.push(c),
        }
    }
    html
}
