//! A file of claims: what it holds is read, whatever is wrong is told with its place, and nothing is guessed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use truceline_register::claim::proposition::{Count, Who};
use truceline_register::claim::words::{Category, Certainty, Channel, Harm, Question};

fn names() -> Names {
    Names::of_records([])
}

const TWO: &str = r#"# remarks are free
[[claim]]
label = "first"
claimant = "an observers' office"
speaker = "its spokesperson"
channel = "report"
stated = "2031-05-20 19:00"
offset = "+02:00"
source = "https://example.org/1"
question = "casualties"
harm = "killed"
category = "soldiers"
of = "South"
count = 9

  [[claim.stance]]
  claimant = "another office"
  channel = "press"
  source = "https://example.org/2"
  takes = "cannot-confirm"

[[claim]]
label = "second"
supersedes = "first"
claimant = "an observers' office"
channel = "report"
stated = "2031-05-21"
source = "https://example.org/3"
sha256 = "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF"
question = "where"
place = "Dorvane"
spellings = ["Durvan", "Дорван (ru)"]
words = "west of"
at = "35.71, 36.52"
precision = "2km"
not = true
"#;

#[test]
fn a_file_is_read_with_every_field() {
    let rows = read(TWO, &names()).unwrap();
    let [one, two] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    assert_eq!((one.number, one.line, two.number, two.line), (1, 2, 2, 22));
    let casualties = Proposition::Casualties {
        category: Category::Soldiers,
        of: Some(Who::Words("South".to_owned())),
        harm: Harm::Killed,
        count: Count::of(9),
        named: None,
    };
    assert!(one.proposition == casualties);
    assert_eq!(
        (one.claimant, one.polarity),
        (Claimant::Outside, Polarity::Was)
    );
    let at = one.stated.at.unwrap();
    assert_eq!(
        (at.offset_minutes, at.certainty),
        (Some(120), Certainty::Exact)
    );
    assert_eq!(one.stances.len(), 1);
    assert_eq!(one.stances[0].stance, ClaimStance::CannotConfirm);
    assert_eq!(one.stances[0].stated.channel, Channel::Press);
    let Proposition::Where(place) = &two.proposition else {
        panic!()
    };
    let spelt: Vec<(&str, Option<&str>)> = place
        .spellings
        .iter()
        .map(|one| (one.text.as_str(), one.language.as_deref()))
        .collect();
    assert_eq!(
        spelt,
        [("Dorvane", None), ("Durvan", None), ("Дорван", Some("ru"))]
    );
    assert_eq!(place.precision.unwrap().get(), 20_000);
    assert_eq!(
        (two.polarity, two.supersedes.as_deref()),
        (Polarity::WasNot, Some("first"))
    );
    assert!(two.provenance.source.as_ref().unwrap().sha256.is_some());
}

#[test]
fn every_fault_is_told_with_its_claim_and_line() {
    let claim = |fields: &str| format!("[[claim]]\nchannel = \"press\"\n{fields}\n");
    let wrong = [
        ("question = \"harm\"", "what-happened, where"),
        ("", "\"question\" is missing"),
        (
            "question = \"casualties\"\nharm = \"killed\"",
            "\"count\" is missing",
        ),
        (
            "question = \"casualties\"\ncount = 3",
            "\"harm\" is missing",
        ),
        (
            "question = \"casualties\"\nharm = \"killed\"\ncount = -3",
            "invalid value",
        ),
        (
            "question = \"casualties\"\nharm = \"killed\"\ncount = \"9\"",
            "invalid type",
        ),
        (
            "question = \"where\"\nplace = \"x\"\nharm = \"killed\"",
            "\"harm\" says nothing to the question \"where\"",
        ),
        (
            "question = \"where\"\nplace = \"x\"\nstated = \"yesterday\"",
            "\"stated\": write a time",
        ),
        (
            "question = \"where\"\nplace = \"x\"\nstated = \"2031-05-20 19:00\"",
            "states no clock",
        ),
        (
            "question = \"where\"\nplace = \"x\"\noffset = \"3\"\nstated = \"2031-05-20\"",
            "\"offset\"",
        ),
        (
            "question = \"where\"\nplace = \"x\"\nsha256 = \"00\"",
            "64 hexadecimal digits",
        ),
        ("question = \"where\"\nat = \"91, 200\"", "\"at\""),
        (
            "question = \"where\"\nplace = \"x\"\nclaimant = \"a\"\nparty = \"b\"",
            "not in both",
        ),
        (
            "question = \"where\"\nplace = \"x\"\nparty = \"Nobody\"",
            "\"party\"",
        ),
        (
            "question = \"where\"\nplace = \"x\"\nreaders = [\"Nobody\"]",
            "\"readers\"",
        ),
        ("question = \"when\"", "\"when\" is missing"),
        (
            "question = \"who-was-told\"\nwho = [\"a\", \"b\"]",
            "\"who\" names the one who told",
        ),
        (
            "question = \"relations\"\nactor = \"South\"\nrelation = \"part-of\"\nto = \"North\"",
            "\"actor\"",
        ),
        (
            "question = \"where\"\nplace = \"x\"\nstance = 3",
            "[[claim.stance]]",
        ),
        (
            "question = \"where\"\nplace = \"x\"\n[[claim.stance]]\nchannel = \"press\"",
            "\"takes\" is missing",
        ),
        (
            "question = \"where\"\nplace = \"x\"\n[[claim.stance]]\nchannel = \"press\"\ntakes = \"denies\"\ncount = 3",
            "no field \"count\"",
        ),
    ];
    for (fields, expected) in wrong {
        let faults = read(&claim(fields), &names()).unwrap_err();
        assert_eq!(faults.len(), 1, "{fields}");
        assert_eq!((faults[0].claim, faults[0].line), (1, 1), "{fields}");
        assert!(
            faults[0].what.contains(expected),
            "{fields}: {}",
            faults[0].what
        );
    }
    // Row by row: the sound one between two faults is no fault, and each stands with its line.
    let three = [
        claim("question = \"x\""),
        claim("question = \"where\"\nplace = \"x\""),
        claim("count = 1"),
    ]
    .concat();
    let faults = read(&three, &names()).unwrap_err();
    let at: Vec<(usize, usize)> = faults
        .iter()
        .map(|fault| (fault.claim, fault.line))
        .collect();
    assert_eq!(at, [(1, 1), (3, 8)]);
}

#[test]
fn a_file_from_anywhere_has_limits() {
    for (text, line) in [
        ("", 1),
        ("x = 1", 1),
        ("[[claim]]\na = \n", 2),
        ("[[claim]]\n\u{0}", 2),
        ("claim = 3", 1),
    ] {
        let faults = read(text, &names()).unwrap_err();
        assert_eq!((faults.len(), faults[0].claim), (1, 0), "{text:?}");
        assert_eq!(faults[0].line, line, "{text:?}");
    }
    let many = "[[claim]]\n".repeat(MAX_CLAIMS + 1);
    assert!(
        read(&many, &names()).unwrap_err()[0]
            .what
            .contains("20,000")
    );
    let faulty = "[[claim]]\n".repeat(MAX_FAULTS * 3);
    assert_eq!(read(&faulty, &names()).unwrap_err().len(), MAX_FAULTS);
    let stances =
        "\n[[claim.stance]]\ntakes = \"denies\"\nchannel = \"press\"".repeat(MAX_STANCES + 1);
    let claim =
        format!("[[claim]]\nchannel = \"press\"\nquestion = \"where\"\nplace = \"x\"{stances}");
    assert!(
        read(&claim, &names()).unwrap_err()[0]
            .what
            .contains("at most 100")
    );
    let deep = format!("[[claim]]\nx = {}", "[".repeat(100_000));
    assert!(read(&deep, &names()).is_err());
}

#[test]
fn fields_of_the_command_line_are_those_of_the_file() {
    let fields = |all: &[(&str, &str)]| {
        let all: Vec<(String, String)> = all
            .iter()
            .map(|(field, value)| ((*field).to_owned(), (*value).to_owned()))
            .collect();
        of_fields(&all, &names())
    };
    let row = fields(&[
        ("question", "who-was-present"),
        ("who", "a column"),
        ("who", "its guides"),
        ("count", "40"),
        ("channel", "witness"),
    ])
    .unwrap();
    assert_eq!(row.proposition.question(), Question::WhoWasPresent);
    assert_eq!(row.claimant, Claimant::Own);
    assert!(
        fields(&[("question", "where"), ("question", "where")])
            .unwrap_err()
            .contains("twice")
    );
    assert!(fields(&[("count", "many")]).unwrap_err().contains("number"));
    assert!(fields(&[("stance", "denies")]).is_err());
}
