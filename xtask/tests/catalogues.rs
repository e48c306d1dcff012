//! Each rule about the catalogues, shown to bite in every language by a planted fault.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use xtask::tidy::catalogues::{compare, judge, judge_template};

const DOSSIER: &str = "catalogues/xx/dossier.ftl";
const VOCABULARY: &str = "catalogues/xx/vocabulary.ftl";

/// What is found in a file of one language.
fn found(file: &str, code: &str, source: &str) -> Vec<String> {
    let findings = judge(Path::new(file), code, source);
    findings
        .iter()
        .map(|finding| finding.what.clone())
        .collect()
}

#[test]
fn a_word_that_no_output_says_is_found_in_every_language() {
    let planted = [
        ("en", "The route was approved."),
        ("en", "the place is unprotected"),
        ("en", "Confirmed by us."),
        ("ar", "المكان آمن"),
        ("ar", "والطريق الآمنة"),
        ("ar", "هذا مُؤكَّد"),
        ("ar", "الإرهابيون"),
        ("fr", "La route est sûre."),
        ("fr", "Le passage a été approuvé."),
        ("fr", "Confirmée par nous"),
        ("ru", "получение подтверждено"),
        ("ru", "Проход разрешён."),
        ("ru", "безопасная дорога"),
        ("ru", "нарушители"),
        ("tr", "Yol güvenli."),
        ("tr", "GEÇİŞ ONAYLANDI"),
        ("tr", "alındığı teyit edildi"),
        ("uk", "отримання підтверджено"),
        ("uk", "безпечний прохід"),
        ("uk", "порушник"),
    ];
    for (code, words) in planted {
        for file in [DOSSIER, VOCABULARY] {
            let source = format!("planted = {words}\n");
            assert!(!found(file, code, &source).is_empty(), "{code}: {words}");
        }
    }
}

#[test]
fn acknowledged_is_taken_note_of() {
    assert_eq!(
        found(VOCABULARY, "ru", "step = принято к сведению\n").len(),
        0
    );
    assert_eq!(found(VOCABULARY, "ru", "step = подтверждено\n").len(), 1);
    assert_eq!(found(VOCABULARY, "uk", "step = взято до відома\n").len(), 0);
    assert_eq!(found(VOCABULARY, "uk", "step = підтверджено\n").len(), 1);
}

#[test]
fn an_attribution_without_its_claimant_is_found_in_every_language() {
    let planted = [
        (
            "en",
            "says that nobody was there",
            "{ $claimant } says that nobody was there",
        ),
        (
            "ar",
            "يقول إن أحدا لم يكن هناك",
            "يقول { $claimant } إن أحدا لم يكن هناك",
        ),
        (
            "fr",
            "dit que personne n’y était",
            "{ $claimant } dit que personne n’y était",
        ),
        (
            "ru",
            "говорит, что никого не было",
            "{ $claimant } говорит, что никого не было",
        ),
        (
            "tr",
            "kimse yoktu, söyledi",
            "{ $claimant } söyledi: kimse yoktu",
        ),
        (
            "uk",
            "каже, що нікого не було",
            "{ $claimant } каже, що нікого не було",
        ),
    ];
    for (code, without, with) in planted {
        let findings = found(DOSSIER, code, &format!("planted = {without}\n"));
        assert_eq!(findings.len(), 1, "{code}");
        assert!(findings[0].contains("whose word"), "{findings:?}");
        let findings = found(DOSSIER, code, &format!("planted = {with}\n"));
        assert!(findings.is_empty(), "{findings:?}");
        // A name of a stance is put into a sentence that says whose it is.
        let findings = found(VOCABULARY, code, &format!("planted = {without}\n"));
        assert!(findings.is_empty(), "{findings:?}");
    }
}

#[test]
fn a_total_without_its_rule_is_found_in_every_language() {
    let planted = [
        ("en", "In total { $figure } people"),
        ("ar", "المجموع { $figure }"),
        ("fr", "Au total { $figure } personnes"),
        ("ru", "Всего { $figure } человек"),
        ("tr", "Toplam { $figure } kişi"),
        ("uk", "Усього { $figure } осіб"),
    ];
    for (code, words) in planted {
        let findings = found(DOSSIER, code, &format!("planted = {words}\n"));
        assert_eq!(findings.len(), 1, "{code}");
        assert!(findings[0].contains("$rule"), "{findings:?}");
        let findings = found(DOSSIER, code, &format!("planted = {words} ({{ $rule }})\n"));
        assert!(findings.is_empty(), "{findings:?}");
    }
}

#[test]
fn sentences_that_attribute_by_their_form_must_name_the_claimant() {
    let stance = "said-stance = { $stance } ({ $stated })\n";
    assert_eq!(found(DOSSIER, "en", stance).len(), 1);
    let figure = "figure-drawn = { $figure }, from { $claims }\n";
    assert_eq!(found(DOSSIER, "tr", figure).len(), 1);
}

#[test]
fn what_people_say_comes_through_a_placeholder_and_is_not_judged() {
    let quoted = "quoted = “{ $words }”\n";
    assert!(found(DOSSIER, "en", quoted).is_empty());
}

#[test]
fn a_fault_in_one_plural_form_is_found() {
    let source = "planted = { $routes ->\n    [one] { $routes } дорога\n   *[other] { $routes } безопасных дорог\n}\n";
    assert_eq!(found(DOSSIER, "ru", source).len(), 1);
}

#[test]
fn signs_for_arabic_vowels_are_found() {
    assert_eq!(found(DOSSIER, "ar", "planted = جنبًا إلى جنب\n").len(), 1);
    assert!(found(DOSSIER, "ar", "planted = جنبا إلى جنب\n").is_empty());
}

#[test]
fn what_is_not_fluent_or_stands_twice_is_found() {
    assert!(!found(DOSSIER, "en", "planted { $a\n").is_empty());
    assert_eq!(found(DOSSIER, "en", "one = a\none = b\n").len(), 1);
}

#[test]
fn a_language_that_lacks_a_sentence_or_puts_something_else_in_is_found() {
    let english = "one = { $party } asks\ntwo = words\n";
    let path = Path::new(DOSSIER);
    assert!(compare(path, english, "two = слова\none = спрашивает { $party }\n").is_empty());
    assert_eq!(compare(path, english, "two = слова\n").len(), 1);
    assert_eq!(
        compare(path, english, "one = спрашивает\ntwo = слова\n").len(),
        1
    );
    let more = "one = спрашивает { $party }\ntwo = слова\nthree = ещё\n";
    assert_eq!(compare(path, english, more).len(), 1);
}

#[test]
fn a_template_with_words_of_its_own_is_found() {
    let judged = |text| judge_template(Path::new("report.typ"), text).len();
    assert_eq!(judged("set page(paper: \"a4\") // a sheet of paper\n"), 0);
    assert_eq!(judged("text(\"Approved route\")\n"), 1);
    assert_eq!(judged("align(center)[Dossier]\n"), 1);
    assert_eq!(judged("text(\"досье\")\n"), 1);
}
