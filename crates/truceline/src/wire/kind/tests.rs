//! Every act of the golden statements has the word under which it is shown.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::RecordKind;
use crate::names::Names;
use crate::wire::Lens;
use crate::wire::act::ActView;
use std::collections::BTreeSet;
use std::path::Path;
use truceline_register::codec::disclosure::Disclosures;
use truceline_register::codec::statement::Statement;

fn bytes(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.map(byte).collect()
}

#[test]
fn the_kind_of_a_line_is_the_kind_of_what_is_said() {
    let vectors = "../../testdata/vectors/register/statements.txt";
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join(vectors);
    let text = std::fs::read_to_string(vectors).unwrap();
    let statements = text
        .lines()
        .filter_map(|line| line.strip_prefix("statement: "));
    let (names, disclosures) = (Names::default(), Disclosures::default());
    let lens = Lens {
        names: &names,
        disclosures: &disclosures,
    };
    let mut seen = BTreeSet::new();
    for statement in statements {
        let statement = Statement::parse(&bytes(statement)).unwrap();
        let act = statement.payload().unwrap().act;
        let shown = serde_json::to_value(ActView::of(&act, &lens)).unwrap();
        let kind = serde_json::to_value(RecordKind::of_act(&act)).unwrap();
        assert_eq!(shown["kind"], kind);
        seen.insert(kind.as_str().unwrap().to_owned());
    }
    assert!(seen.len() > 65, "{}", seen.len());
}
