#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::text::LineFault;
use super::*;
use crate::cosignature::cosign;
use crate::fixture::{log_key, our_log, signed_head, tree_of, witness_key};
use proptest::prelude::*;

const NOON_S: u64 = 1_700_000_000;

/// Witness number `n`, 1 to 6: X1 to X3 and Y1 to Y3 of the policy below.
fn witness(n: u8) -> crate::vkey::SignerKey {
    witness_key(&format!("w{n}.example"), 10 + n)
}

/// The shape of the specification's example: two of the X and any of the Y.
fn two_groups() -> String {
    let mut text = format!("# who is believed\nlog {}\n\n", our_log().verifier());
    for n in 1..=3 {
        text += &format!(
            "witness X{n} {} https://w{n}.example/submit\n",
            witness(n).verifier()
        );
    }
    text += "group X-witnesses 2 X1 X2 X3\n";
    for n in 4..=6 {
        text += &format!(" \twitness\tY{} {}  \n", n - 3, witness(n).verifier());
    }
    text + "group Y-witnesses any Y1 Y2 Y3\n  # both\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
}

fn cosigned_by(numbers: &[u8]) -> SignedCheckpoint {
    let mut checkpoint = signed_head(&tree_of(1, 7), 7);
    for n in numbers {
        checkpoint
            .add(cosign(&checkpoint, &witness(*n), NOON_S + u64::from(*n)).unwrap())
            .unwrap();
    }
    checkpoint
}

#[test]
fn the_quorum_is_counted_by_groups_for_every_set_of_witnesses() {
    let policy = Policy::parse(two_groups().as_bytes()).unwrap();
    for set in 0u8..64 {
        let numbers: Vec<u8> = (1..=6).filter(|n| set >> (n - 1) & 1 == 1).collect();
        let verdict = policy.judge(&cosigned_by(&numbers)).unwrap();
        let expected = (set & 0b111).count_ones() >= 2 && set >> 3 != 0;
        assert_eq!(verdict.quorum_reached, expected, "{numbers:?}");
        assert_eq!(verdict.cosigned.len(), numbers.len());
        assert_eq!(verdict.missing.len(), 6 - numbers.len());
        let standing = match (numbers.len(), expected) {
            (_, true) => Standing::Quorum,
            (0, false) => Standing::Logged,
            (cosigned, false) => Standing::Cosigned { cosigned, of: 6 },
        };
        assert_eq!(verdict.standing, standing);
        assert_eq!(verdict.require_quorum().is_ok(), expected);
    }
}

#[test]
fn a_verdict_names_who_signed_and_who_is_missing() {
    let policy = Policy::parse(two_groups().as_bytes()).unwrap();
    let verdict = policy.judge(&cosigned_by(&[2, 6])).unwrap();
    let signed: Vec<_> = verdict
        .cosigned
        .iter()
        .map(|c| (c.witness.as_str(), c.key_name.as_str(), c.time_s))
        .collect();
    assert_eq!(
        signed,
        [
            ("X2", "w2.example", NOON_S + 2),
            ("Y3", "w6.example", NOON_S + 6)
        ]
    );
    assert_eq!(verdict.missing, ["X1", "X3", "Y1", "Y2"]);
    let refusal = verdict.require_quorum().unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "the quorum is not reached; missing among: X1, X3, Y1, Y2"
    );
}

#[test]
fn one_witness_counts_once_however_often_it_signed() {
    let policy = Policy::parse(two_groups().as_bytes()).unwrap();
    let mut checkpoint = cosigned_by(&[1, 4]);
    for later_s in [60, 30] {
        checkpoint
            .add(cosign(&checkpoint, &witness(1), NOON_S + later_s).unwrap())
            .unwrap();
    }
    let verdict = policy.judge(&checkpoint).unwrap();
    assert!(!verdict.quorum_reached);
    assert_eq!(verdict.cosigned[0].time_s, NOON_S + 60);
}

#[test]
fn a_checkpoint_is_refused_for_its_own_reason() {
    let policy = Policy::parse(two_groups().as_bytes()).unwrap();
    let elsewhere = Policy::of_log(log_key("other.example", 1).verifier()).unwrap();
    assert!(matches!(
        elsewhere.judge(&cosigned_by(&[])),
        Err(RefusalError::WrongOrigin { .. })
    ));
    let rekeyed = Policy::of_log(log_key("register.example/kestrel", 2).verifier()).unwrap();
    assert_eq!(
        rekeyed.judge(&cosigned_by(&[])),
        Err(RefusalError::LogSignature(VerifyError::NoKnownSigner))
    );
    let mut false_line = cosigned_by(&[1, 2, 4]);
    false_line
        .add(cosign(&signed_head(&tree_of(2, 7), 7), &witness(3), NOON_S).unwrap())
        .unwrap();
    let refusal = policy.judge(&false_line).unwrap_err();
    assert!(matches!(
        refusal,
        RefusalError::Cosignature(VerifyError::BadSignature { .. })
    ));
    assert_eq!(
        Policy::of_log(witness(1).verifier()),
        Err(PolicyError::LogAlgorithm)
    );
}

#[test]
fn strangers_are_listed_as_unchecked() {
    let policy = Policy::parse(two_groups().as_bytes()).unwrap();
    let mut checkpoint = cosigned_by(&[1]);
    let stranger = cosign(
        &signed_head(&tree_of(2, 7), 7),
        &witness_key("stranger.example", 99),
        NOON_S,
    )
    .unwrap();
    checkpoint.add(stranger.clone()).unwrap();
    let verdict = policy.judge(&checkpoint).unwrap();
    assert_eq!(verdict.unchecked, [stranger]);
    assert_eq!(verdict.cosigned.len(), 1);
}

#[test]
fn no_witness_is_asked_for_only_where_the_policy_says_so() {
    let policy = Policy::of_log(our_log().verifier()).unwrap();
    let verdict = policy.judge(&cosigned_by(&[1])).unwrap();
    assert!(verdict.quorum_reached && verdict.cosigned.is_empty() && verdict.unchecked.len() == 1);
    assert_eq!(verdict.standing, Standing::Logged);
    let single = format!(
        "log {}\nwitness w {}\nquorum w\n",
        our_log().verifier(),
        witness(1).verifier()
    );
    let single = Policy::parse(single.as_bytes()).unwrap();
    assert!(single.judge(&cosigned_by(&[1])).unwrap().quorum_reached);
    assert_eq!(single.judge(&cosigned_by(&[2])).unwrap().missing, ["w"]);
}

#[test]
fn a_policy_reads_back() {
    let policy = Policy::parse(two_groups().as_bytes()).unwrap();
    assert_eq!(
        Policy::parse(policy.to_string().as_bytes()),
        Ok(policy.clone())
    );
    assert_eq!(
        policy.witnesses()[0].url(),
        Some("https://w1.example/submit")
    );
    assert_eq!((policy.logs().len(), policy.witnesses().len()), (1, 6));
    assert!(policy.asks_for_witnesses());
    assert_eq!(
        Policy::parse(b"quorum none\n").unwrap().to_string(),
        "quorum none\n"
    );
}

#[test]
fn a_wrong_line_is_named() {
    let (log, other_log) = (our_log().verifier(), log_key("other.example", 2).verifier());
    let (a, b) = (witness(1).verifier(), witness(2).verifier());
    let same_key_other_name = witness_key("other.example", 11).verifier();
    let log_as_witness = witness_key("self.example", 1).verifier();
    let two = format!("witness a {a}\nwitness b {b}\n");
    let fault = |text: &str| match Policy::parse(text.as_bytes()) {
        Err(PolicyError::Line { line, fault }) => (line, fault),
        other => panic!("{text}: {other:?}"),
    };
    let words = |found: (usize, LineFault), line| {
        assert!(matches!(found, (l, LineFault::Words(_)) if l == line))
    };
    words(fault("log\n"), 1);
    words(fault(&format!("\nlog {log} url more\n")), 2);
    words(fault("witness a\n"), 1);
    words(fault("group g any\n"), 1);
    words(fault("quorum\n"), 1);
    words(fault("quorum a b\n"), 1);
    assert_eq!(fault("logs x\n"), (1, LineFault::Keyword));
    assert_eq!(
        fault("quorum none # why\n"),
        (1, LineFault::Words("quorum NAME, or quorum none"))
    );
    assert!(matches!(
        fault("log abc\n"),
        (1, LineFault::Key(crate::vkey::VkeyError::Shape))
    ));
    assert_eq!(fault(&format!("log {a}\n")), (1, LineFault::Algorithm));
    assert_eq!(
        fault(&format!("witness a {log}\n")),
        (1, LineFault::Algorithm)
    );
    assert_eq!(
        fault(&format!("log {log}\nlog {log} url\n")),
        (2, LineFault::RepeatedKey)
    );
    assert_eq!(
        fault(&format!("witness a {a}\nwitness b {same_key_other_name}\n")),
        (2, LineFault::RepeatedKey)
    );
    assert_eq!(
        fault(&format!("log {log}\nwitness a {log_as_witness}\n")),
        (2, LineFault::RepeatedKey)
    );
    assert_eq!(
        fault(&format!("witness a {a}\nwitness a {b}\n")),
        (2, LineFault::RepeatedName("a".to_owned()))
    );
    assert_eq!(
        fault(&format!("witness none {a}\n")),
        (1, LineFault::RepeatedName("none".to_owned()))
    );
    assert_eq!(
        fault("group g any a\n"),
        (1, LineFault::UnknownName("a".to_owned()))
    );
    assert_eq!(
        fault("group g any none\n"),
        (1, LineFault::UnknownName("none".to_owned()))
    );
    assert_eq!(
        fault("quorum a\n"),
        (1, LineFault::UnknownName("a".to_owned()))
    );
    assert_eq!(
        fault(&format!("{two}group g any g\n")),
        (3, LineFault::UnknownName("g".to_owned()))
    );
    assert_eq!(
        fault(&format!("{two}group a any b\n")),
        (3, LineFault::RepeatedName("a".to_owned()))
    );
    assert_eq!(
        fault(&format!("{two}group g 2 a a\n")),
        (3, LineFault::RepeatedMember("a".to_owned()))
    );
    assert_eq!(
        fault(&format!("{two}group g any a\ngroup h any a\n")),
        (4, LineFault::RepeatedMember("a".to_owned()))
    );
    for threshold in ["0", "3", "02", "-1", "most"] {
        assert_eq!(
            fault(&format!("{two}group g {threshold} a b\n")),
            (3, LineFault::Threshold)
        );
    }
    assert_eq!(
        fault("quorum none\nquorum none\n"),
        (2, LineFault::SecondQuorum)
    );
    assert_eq!(
        Policy::parse(format!("log {log}\nlog {other_log}\n").as_bytes()),
        Err(PolicyError::NoQuorum)
    );
    for bytes in [
        &b"quorum none\r\n"[..],
        b"# \x7f\nquorum none\n",
        b"# \xff\nquorum none\n",
        b"\0",
    ] {
        assert_eq!(Policy::parse(bytes), Err(PolicyError::NotText));
    }
    assert!(matches!(
        Policy::parse(&vec![b'#'; text::MAX_POLICY_BYTES + 1]),
        Err(PolicyError::TooLarge { .. })
    ));
}

#[test]
fn the_limits_are_those_named() {
    let lines = |count: u8| {
        let key = |n| witness_key("w", n).verifier();
        (0..count)
            .map(|n| format!("witness n{n} {}\n", key(n)))
            .collect::<String>()
            + "quorum none\n"
    };
    assert!(Policy::parse(lines(MAX_WITNESSES as u8).as_bytes()).is_ok());
    let beyond = PolicyError::Line {
        line: MAX_WITNESSES + 1,
        fault: LineFault::TooMany,
    };
    assert_eq!(
        Policy::parse(lines(MAX_WITNESSES as u8 + 1).as_bytes()),
        Err(beyond)
    );
}

fn policy_like() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("log".to_owned()),
        Just("witness".to_owned()),
        Just("group".to_owned()),
        Just("quorum".to_owned()),
        Just("none".to_owned()),
        Just("any".to_owned()),
        Just("all".to_owned()),
        Just(our_log().verifier().to_string()),
        (1u8..4).prop_map(|n| witness(n).verifier().to_string()),
        "[ab12#]",
    ];
    let line = prop::collection::vec(word, 0..5).prop_map(|words| words.join(" "));
    prop::collection::vec(line, 0..8).prop_map(|lines| lines.join("\n") + "\nquorum none\n")
}

proptest! {
    #[test]
    fn what_is_read_is_written_so_that_it_reads_the_same(text in policy_like()) {
        if let Ok(policy) = Policy::parse(text.as_bytes()) {
            prop_assert_eq!(Policy::parse(policy.to_string().as_bytes()), Ok(policy));
        }
    }

    #[test]
    fn arbitrary_bytes_are_answered(bytes: Vec<u8>, text: String) {
        let _ = Policy::parse(&bytes);
        let _ = Policy::parse(text.as_bytes());
    }
}

#[test]
fn a_policy_cut_short_in_a_line_is_refused() {
    let vkey = |n| witness(n).verifier().to_string();
    let text = format!("witness a {}\nwitness ab {}\nquorum ab\n", vkey(1), vkey(2));
    let whole = text.as_bytes();
    assert!(Policy::parse(whole).is_ok());
    // "quorum a" and "quorum ab" without its newline among them.
    for cut in 1..whole.len() {
        let is_line = whole[cut - 1] == b'\n';
        let expected = if is_line {
            PolicyError::NoQuorum
        } else {
            PolicyError::Unterminated
        };
        assert_eq!(Policy::parse(&whole[..cut]).unwrap_err(), expected, "{cut}");
    }
}
