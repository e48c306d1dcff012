//! Every word of every vocabulary has its name in every language, and plural forms are each language's own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Catalogue, Language};
use truceline_register::agreement::words::WeaponClass;
use truceline_register::allegation::kind::Kind;
use truceline_register::allegation::{AnswerWord, Step};
use truceline_register::bulletin::rules;
use truceline_register::check::Why;
use truceline_register::claim::words::{
    Category, Certainty, Channel, ClaimStance, Compliance, EventKind, Harm, ObjectClass, Polarity,
    Question, Relation, Rule,
};
use truceline_register::incident::asking::{QuestionState, StandardQuestion};
use truceline_register::incident::state::{AsOf, NoState};
use truceline_register::vocabulary::{
    ChannelState, ForceClass, Means, NotificationKind, Outcome, PlanState, Resolution,
};

fn catalogues() -> Vec<Catalogue> {
    let all = Language::ALL.into_iter();
    all.map(|language| Catalogue::of(language).unwrap())
        .collect()
}

/// Without what isolates.
fn plain(text: &str) -> String {
    text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}

/// Every vocabulary that a report can print, with all of its words.
fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    macro_rules! all {
        ($($name:literal: $kind:ty),* $(,)?) => {
            vec![$(($name, <$kind>::ALL.iter().map(|word| word.word()).collect()),)*]
        };
    }
    let mut all = all! {
        "event": EventKind, "certainty": Certainty, "question": Question, "polarity": Polarity,
        "channel": Channel, "harm": Harm, "category": Category, "object": ObjectClass,
        "compliance": Compliance, "relation": Relation, "stance": ClaimStance, "rule": Rule,
        "force": ForceClass, "means": Means, "asked": StandardQuestion, "outcome": Outcome,
        "line": ChannelState, "why": Why, "notification": NotificationKind, "resolution": Resolution,
        "plan": PlanState, "kind": Kind, "step": Step, "answer": AnswerWord, "weapon": WeaponClass,
    };
    let states = [
        QuestionState::Open,
        QuestionState::Overdue,
        QuestionState::Answered,
        QuestionState::AnsweredLate,
    ];
    all.push(("state", states.map(QuestionState::word).to_vec()));
    all.push((
        "as-of",
        [AsOf::Event, AsOf::Opening].map(AsOf::word).to_vec(),
    ));
    let none = [NoState::NoPlace, NoState::Erased];
    all.push(("no-state", none.map(NoState::word).to_vec()));
    let replies = [
        "positions",
        "nil",
        "claims",
        "refused",
        "cannot-say",
        "words",
    ];
    all.push(("reply", replies.to_vec()));
    let figures: Vec<&str> = rules::ALL.iter().map(|rule| rule.name).collect();
    all.push(("entries", figures.clone()));
    all.push(("rule", figures));
    all.push(("kind", vec!["nothing-observed", "no-access"]));
    all.push(("became", vec!["superseded", "withdrawn"]));
    all.push(("withdrawn", vec!["entered in error", "taken back"]));
    all
}

#[test]
fn every_word_of_every_vocabulary_has_its_name_in_every_language() {
    let mut names = 0;
    for catalogue in catalogues() {
        for (vocabulary, words) in vocabularies() {
            for word in words {
                let name = catalogue.word(vocabulary, word).unwrap();
                assert!(!name.trim().is_empty(), "{vocabulary}-{word}");
                names += 1;
            }
        }
    }
    assert!(names > 6 * 180, "only {names}");
}

#[test]
fn a_word_that_is_not_there_is_a_fault_and_no_other_languages_word() {
    let russian = Catalogue::of(Language::Russian).unwrap();
    let error = russian.word("harm", "annoyed").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the catalogue \"ru\" has no words for \"harm-annoyed\": it is not there"
    );
}

#[test]
fn what_a_sentence_wants_must_be_given() {
    let english = Catalogue::of(Language::English).unwrap();
    assert!(english.say("said-stance", &[]).is_err());
}

#[test]
fn the_plural_is_each_languages_own() {
    let says = |language, claims: usize| {
        let catalogue = Catalogue::of(language).unwrap();
        let with = [
            ("figure", "33".into()),
            ("rule", "R".into()),
            ("claims", claims.into()),
        ];
        plain(&catalogue.say("figure-drawn", &with).unwrap())
    };
    let russian = |claims| says(Language::Russian, claims);
    assert_eq!(
        russian(1),
        "33, выведено из 1 утверждения по правилу «R»",
        "genitive singular"
    );
    assert_eq!(russian(4), "33, выведено из 4 утверждений по правилу «R»");
    assert_eq!(russian(21), "33, выведено из 21 утверждения по правилу «R»");
    assert_eq!(russian(11), "33, выведено из 11 утверждений по правилу «R»");
    let ukrainian = |claims| says(Language::Ukrainian, claims);
    assert_eq!(ukrainian(1), "33, виведено з 1 твердження за правилом «R»");
    assert_eq!(ukrainian(5), "33, виведено з 5 тверджень за правилом «R»");
    let arabic = |claims| says(Language::Arabic, claims);
    assert!(arabic(2).contains("إفادتين (2)"));
    assert!(arabic(3).contains("3 إفادات"));
    assert!(arabic(11).contains("11 إفادة"));
    assert!(arabic(100).contains("100 إفادة"));
    let french = |claims| says(Language::French, claims);
    assert!(french(1).contains("1 affirmation par"));
    assert!(french(2).contains("2 affirmations par"));
    assert!(says(Language::Turkish, 5).contains("5 beyandan"));
    assert!(says(Language::English, 1).contains("1 claim by"));
}

#[test]
fn what_is_put_in_is_isolated_from_the_words_around_it() {
    let arabic = Catalogue::of(Language::Arabic).unwrap();
    let said = arabic.say("said-source", &[("source", "TASS".into())]);
    let said = said.unwrap();
    assert_eq!(said, "المصدر: \u{2068}TASS\u{2069}");
    // Put together in Arabic it reads from right to left, though its first letters are Latin ones.
    let twice = arabic.say("said-source", &[("source", (&said).into())]);
    assert_eq!(twice.unwrap(), format!("المصدر: \u{2067}{said}\u{2069}"));
}

#[test]
fn acknowledged_is_taken_note_of_and_confirms_nothing() {
    let says = |language, key| Catalogue::of(language).unwrap().say(key, &[]).unwrap();
    let sent = says(Language::Russian, "state-sent");
    assert_eq!(sent, "отправлено, к сведению не принято");
    assert_eq!(
        says(Language::Ukrainian, "state-sent"),
        "надіслано, до відома не взято"
    );
}
