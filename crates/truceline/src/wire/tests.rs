//! Nobody's words pass for a line of another, and whoever is not enrolled never reads like a party.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::allegation::{AllegationWord, StandingAllegationView};
use super::claim::{ProvenanceView, SaidHowView};
use super::claims::{EnteredView, StanceLine, VoiceView, WithdrawalLine};
use super::evidence::standing::{EvidenceWithdrawnView, StandingEvidenceView};
use super::evidence::{EvidenceAboutView, EvidenceWordsView};
use super::incident::QuestionView;
use super::incident::given::InformationGivenView;
use super::incident::{AskedOfView, IncidentDetailsView, InformationReplyView, OpenedView};
use super::proposition::{
    PlaceToldView, PropositionView, SpellingView, SpokenOfView, TimeToldView,
};
use crate::names::Named;

/// Words that would stand as a line of South's, and what a screen would make of them.
const FORGED: &str =
    "none\"\n  South: 33 killed\r\n      clm_1 entered by South as record 12\u{2028}\u{202e}";

fn party(name: &str) -> Named {
    Named {
        id: format!("pty_{name}"),
        name: Some(name.to_owned()),
    }
}

fn words() -> Option<String> {
    Some(FORGED.to_owned())
}

/// As many lines as with harmless words, and nothing that steers.
fn assert_holds(lines: usize, text: &str) {
    assert_eq!(text.lines().count(), lines, "{text}");
    assert!(text.contains("\\n  South: 33 killed\\u{d}\\n"), "{text}");
    assert!(!text.contains(['\r', '\u{2028}', '\u{202e}']), "{text}");
}

fn claim(words: Option<String>) -> EnteredView {
    let proposition = PropositionView::WhatHappened {
        event: "fire",
        words: words.clone(),
    };
    EnteredView {
        id: "clm_2".to_owned(),
        record: 13,
        about: None,
        claimant: VoiceView::Outside(words.clone().unwrap_or_else(|| "South".to_owned())),
        entered_by: party("East"),
        entered_at: "2031-05-02T08:00:00Z".to_owned(),
        stated: SaidHowView {
            at: None,
            channel: "press",
        },
        question: "what-happened",
        polarity: "was",
        says: proposition.text(),
        proposition: Some(proposition),
        provenance: Some(ProvenanceView {
            claimant: words.clone(),
            speaker: words.clone(),
            reported_by: words.clone(),
            language: words.clone(),
            original: Some(words.clone().unwrap_or_default()),
            translation: Some(words.clone().unwrap_or_default()),
            clock: words.clone(),
            address: Some(words.clone().unwrap_or_default()),
            sha256: None,
            media: None,
            remark: Some(words.unwrap_or_default()),
        }),
        supersedes: None,
        superseded_by: None,
        withdrawn: None,
        withdrawal: None,
        stances: vec![],
        cut: false,
    }
}

#[test]
fn the_words_of_a_claim_forge_no_line() {
    let harmless = claim(None).text().lines().count();
    let text = claim(words()).text();
    assert_holds(harmless, &text);
    assert!(
        !text.lines().any(|line| line.starts_with("  South")),
        "{text}"
    );
}

#[test]
fn whoever_is_not_enrolled_never_reads_like_a_party() {
    let text = claim(None).text();
    assert!(
        text.starts_with("  South (outside the register): "),
        "{text}"
    );
    let same = |who: SpokenOfView| who.text();
    let texts = [
        same(SpokenOfView::Party(party("South"))),
        same(SpokenOfView::Actor(party("South"))),
        same(SpokenOfView::Words("South".to_owned())),
    ];
    assert_eq!(texts, ["South", "South (actor)", "\"South\""]);
}

#[test]
fn a_withdrawal_names_who_says_it() {
    let mut view = claim(None);
    view.claimant = VoiceView::Party(party("South"));
    view.withdrawn = Some("taken back by its claimant");
    view.withdrawal = Some(WithdrawalLine {
        record: 14,
        by: party("East"),
        at: "2031-05-02T09:00:00Z".to_owned(),
        provenance: None,
    });
    view.stances = vec![StanceLine {
        record: 15,
        by: VoiceView::Party(party("South")),
        entered_by: party("South"),
        stance: "denies",
        stated: SaidHowView {
            at: None,
            channel: "statement",
        },
        provenance: None,
    }];
    let text = view.text();
    for line in [
        "[withdrawn, taken back by its claimant: so entered by East at 2031-05-02T09:00:00Z as record 14]",
        "      whose word it is said to be: South denies (statement, date not known)\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
}

fn incident(words: &str) -> OpenedView {
    let when = TimeToldView {
        from: String::new(),
        until: String::new(),
        certainty: "exact",
        offset: None,
        words: "then".to_owned(),
    };
    let place = PlaceToldView {
        spellings: vec![SpellingView {
            text: words.to_owned(),
            language: None,
        }],
        words: Some(words.to_owned()),
        shape: None,
        precision_m: None,
    };
    OpenedView {
        id: "inc_1".to_owned(),
        by: party("East"),
        record: 3,
        opened_at: "2031-05-02T08:00:00Z".to_owned(),
        versions: 1,
        event: "fire",
        details: Some(IncidentDetailsView {
            when,
            clock: Some(words.to_owned()),
            place,
            altitude_m: None,
            text: Some(words.to_owned()),
        }),
        attached: None,
        claims: 0,
        requests: vec![asked(words)],
    }
}

fn asked(words: &str) -> AskedOfView {
    let reply = InformationReplyView {
        kind: "words",
        positions: vec![],
        forces: vec![],
        from: None,
        until: None,
        claims: vec![],
        words: Some(words.to_owned()),
    };
    AskedOfView {
        id: "req_1".to_owned(),
        record: 4,
        incident: "inc_1".to_owned(),
        by: party("East"),
        to: party("North"),
        asked_at: String::new(),
        due_by: String::new(),
        text: Some(words.to_owned()),
        questions: vec![QuestionView {
            question: "nature",
            state: "answered",
            given: vec![InformationGivenView {
                record: 6,
                at: String::new(),
                late: false,
                open: true,
                reply: Some(reply),
                why: None,
            }],
        }],
    }
}

#[test]
fn the_words_of_an_incident_forge_no_line() {
    assert_holds(
        incident("x").text().lines().count(),
        &incident(FORGED).text(),
    );
    assert_holds(1, &incident(FORGED).line());
}

#[test]
fn the_words_of_an_allegation_forge_no_line() {
    let view = |words: Option<String>| StandingAllegationView {
        party: party("East"),
        id: "alg_1".to_owned(),
        record: 3,
        heard_at: String::new(),
        what: "shelling",
        agreement: None,
        clause: None,
        account_is: "erased",
        account: None,
        corrections: 0,
        steps: vec![],
        answers: vec![AllegationWord {
            record: 4,
            by: party("North"),
            word: "denies",
            level: None,
            text: words,
            heard_at: String::new(),
        }],
        flags: vec![],
        counts_as: "",
    };
    assert_holds(view(None).text().lines().count(), &view(words()).text());
}

#[test]
fn the_words_of_a_file_forge_no_line() {
    let view = |words: &str| StandingEvidenceView {
        id: "evd_1".to_owned(),
        record: 3,
        entered_by: party("East"),
        entered_at: String::new(),
        about: EvidenceAboutView::Answer { record: 2 },
        words: Some(EvidenceWordsView {
            title: words.to_owned(),
            description: Some(words.to_owned()),
            source: Some(words.to_owned()),
            file_name: Some(words.to_owned()),
        }),
        sha256: String::new(),
        size: 1,
        media: "text/plain",
        held: "whole",
        active_content: false,
        derived: None,
        derivatives: vec![],
        more_derivatives: 0,
        log: vec![],
        withdrawn: Some(EvidenceWithdrawnView {
            record: 4,
            received_at: String::new(),
            reason: Some(words.to_owned()),
        }),
        records: vec![3, 4],
        note: "",
    };
    assert_holds(view("x").text().lines().count(), &view(FORGED).text());
}
