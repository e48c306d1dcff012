//! Every form says the same, in a form that is what it claims to be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::feed::atom;
use super::page::{html, policy};
use super::table::csv;
use super::{BulletinContentView, BulletinView, Imprint, UnderView};
use truceline_register::allegation::kind::Kind;
use truceline_register::allegation::{Step, What};
use truceline_register::bulletin::content::{Content, RULES, SideFigures, StepFigure};
use truceline_register::day::{ClockOffset, Day};
use truceline_register::ids::{PartyId, ReconciliationId, ZoneId};
use truceline_register::reconciliation::ReconciliationRef;
use truceline_register::reconciliation::history::Classes;

/// Names that would compute, break a tag or turn the text around, if they were let.
const SOUTH: &str = "=HYPERLINK(\"http://x\";\"South\")";
const NORTH: &str = "<b>North & Co</b>\u{202e}\u{1}";

fn party(number: u8) -> PartyId {
    PartyId::from_bytes([number; 16])
}

fn side(number: u8, kind: Kind) -> SideFigures {
    let total = Classes {
        listed: 5,
        matched: 2,
        only: 2,
        disputed: 1,
    };
    SideFigures {
        party: party(number),
        total,
        kinds: vec![(What::Violation(kind), total)],
        contested: 1,
        withdrawn: 1,
        corrected: 0,
        unplaced: 3,
        untold: 4,
    }
}

fn content() -> Content {
    Content {
        reconciliation: ReconciliationRef {
            party: party(1),
            id: ReconciliationId::from_bytes([7; 16]),
        },
        zone: ZoneId::from_bytes([9; 16]),
        day: Day::of_date(2031, 5, 20).unwrap(),
        clock: ClockOffset::minutes(120).unwrap(),
        as_of: 812,
        listed_at: 800,
        sides: vec![side(2, Kind::Shelling), side(3, Kind::Explosion)],
        pairs: 2,
        steps: vec![StepFigure {
            by: party(1),
            of: party(2),
            step: Step::Verified,
            number: 2,
        }],
        answers: vec![],
        beside: vec![],
        zone_name: "Kestrel Valley".to_owned(),
        names: vec![
            (party(1), "Centre".to_owned()),
            (party(2), SOUTH.to_owned()),
            (party(3), NORTH.to_owned()),
        ],
        rules: RULES,
        answers_by_others: 3,
        beside_by_others: 1,
    }
}

pub(crate) fn view() -> BulletinView {
    BulletinView {
        bulletin: "bul_1".to_owned(),
        register: "register.example/valley".to_owned(),
        exercise: true,
        version: 2,
        versions: 2,
        record: 815,
        published_at: "2031-05-21T10:00:00Z".to_owned(),
        first_published_at: "2031-05-21T08:00:00Z".to_owned(),
        replaces: Some(super::ReplacedView {
            record: 811,
            why: "+1 entry <late>".to_owned(),
        }),
        replaced_by: None,
        countersignature: None,
        content: BulletinContentView::of(&content()),
        checkpoint: Some(UnderView {
            origin: "register.example/valley".to_owned(),
            size: 1_024,
            root: "abc=".to_owned(),
        }),
        verify: vec!["truceline verify PROOF"],
    }
}

fn imprint() -> Imprint {
    Imprint {
        origin: "register.example/valley".to_owned(),
        theatre: "Valley".to_owned(),
        began: "2031-05-01T00:00:00Z".to_owned(),
        base: "https://register.example".to_owned(),
        ..Imprint::default()
    }
}

#[test]
fn every_form_names_version_index_checkpoint_and_how_to_verify() {
    let view = view();
    let json = serde_json::to_string(&view).unwrap();
    for form in [
        json,
        html(&view),
        csv(&view),
        view.text(),
        atom(&imprint(), None, std::slice::from_ref(&view)),
    ] {
        for what in [
            "815",
            "812",
            "abc=",
            "truceline verify",
            &view.content.content_sha256,
        ] {
            assert!(form.contains(what), "{what} is missing in {form}");
        }
    }
}

#[test]
fn every_figure_stands_with_its_rule_and_its_rule_is_said() {
    let view = view();
    let rows = view.content.rows();
    let said = |name: &str| view.content.rules.iter().any(|rule| rule.name == name);
    assert!(rows.iter().all(|row| said(row.figure.rule)));
    let page = html(&view);
    assert!(rows.iter().all(|row| page.contains(&format!("#rule-{}", row.figure.rule)) || row.class == "pairs"));
    assert_eq!(rows.len(), 2 * (4 + 4 + 5) + 1 + 1 + 2);
}

#[test]
fn no_cell_computes_and_every_row_is_whole() {
    let table = csv(&view());
    let rows: Vec<&str> = table.split_terminator("\r\n").collect();
    assert!(rows[1].contains("\"#indicator+num\""), "{}", rows[1]);
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('"').split("\",\"").collect();
        assert_eq!(cells.len(), 16, "{row}");
        for cell in cells {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{cell}");
        }
    }
    assert!(table.contains("'=HYPERLINK"), "it stays to be read");
}

#[test]
fn the_page_needs_no_script_and_nothing_from_outside() {
    let page = html(&view());
    assert!(!page.contains("<script") && !page.contains("javascript:") && !page.contains("src="));
    assert!(!page.contains("<b>") && page.contains("&lt;b&gt;North &amp; Co"));
    assert!(!page.contains('\u{202e}') && !page.contains('\u{1}'));
    assert!(page.contains("prefers-color-scheme:dark") && page.contains("<html lang=\"en\""));
    let policy = policy();
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
}

#[test]
fn a_correction_brings_the_same_entry_up_to_date() {
    let second = view();
    let first = BulletinView {
        version: 1,
        published_at: second.first_published_at.clone(),
        replaces: None,
        ..second.clone()
    };
    let (before, after) = (
        atom(&imprint(), None, &[first]),
        atom(&imprint(), None, &[second]),
    );
    let ids = |feed: &str| -> Vec<String> {
        let ids = feed.split("<id>").skip(1);
        ids.map(|rest| rest.split("</id>").next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids(&before), ids(&after));
    assert!(ids(&after).iter().all(|id| id.starts_with("urn:uuid:")));
    assert!(before.contains("<updated>2031-05-21T08:00:00Z"));
    assert!(after.contains("<updated>2031-05-21T10:00:00Z"));
    assert!(after.contains("&lt;late&gt;"), "it says why");
    let of_zone = atom(&imprint(), Some(("zon_1", "Valley")), &[]);
    assert_ne!(
        ids(&of_zone),
        ids(&atom(&imprint(), None, &[])),
        "each feed has its own id"
    );
    assert!(
        of_zone.contains("<updated>2031-05-01T00:00:00Z"),
        "an empty feed is one, too"
    );
}
