#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::spelling::{MAX_NAME_CHARS, Spelling};
use proptest::prelude::*;

fn likeness(one: &str, other: &str) -> u16 {
    let (one, other) = (Spelling::of(one).unwrap(), Spelling::of(other).unwrap());
    one.likeness(&other)
}

#[test]
fn one_place_in_many_spellings() {
    let places: &[&[&str]] = &[
        &[
            "Dorvane",
            "Durvan",
            "دورفان",
            "Дорван",
            "Dorvane village",
            "Dūrvān",
        ],
        &[
            "Saraqib",
            "Saraqeb",
            "Sarâqib town",
            "سراقب",
            "Саракиб",
            "Serakib",
        ],
        &[
            "Kafr Nabl",
            "Kafranbel",
            "Kafr Nubl",
            "كفر نبل",
            "Кафр-Набль",
        ],
        &[
            "Ma'arrat al-Nu'man",
            "Maarat an Numan",
            "Ma`arat en-Nu`man city",
            "معرة النعمان",
        ],
        &["Al-Bab", "El Bab", "Bab"],
    ];
    for spellings in places {
        for one in *spellings {
            for other in *spellings {
                let alike = likeness(one, other);
                assert!(alike >= 700, "{one} and {other}: {alike}");
            }
        }
    }
}

#[test]
fn other_places_are_other_names() {
    let names = [
        "Dorvane",
        "Saraqib",
        "Kafranbel",
        "Ariha",
        "Jisr ash Shughur",
        "Harim",
    ];
    for (number, one) in names.iter().enumerate() {
        for other in &names[number + 1..] {
            let alike = likeness(one, other);
            assert!(alike < 600, "{one} and {other}: {alike}");
        }
    }
}

#[test]
fn what_says_nothing_is_no_name() {
    for nothing in ["", "   ", "-", "'", "\u{0640}"] {
        assert!(Spelling::of(nothing).is_none(), "{nothing:?}");
    }
    // A name of nothing but such words is compared as it stands.
    assert_eq!(likeness("The City", "the city"), 1000);
    assert_eq!(
        format!("{:?}", Spelling::of("Dorvane").unwrap()),
        "[redacted]"
    );
}

proptest! {
    #[test]
    fn likeness_is_mutual_and_whole_only_for_the_same(one in "\\PC{1,20}", other in "\\PC{1,20}") {
        let (Some(a), Some(b)) = (Spelling::of(&one), Spelling::of(&other)) else { return Ok(()); };
        prop_assert_eq!(a.likeness(&b), b.likeness(&a));
        prop_assert!(a.likeness(&b) <= 1000);
        prop_assert_eq!(a.likeness(&a), 1000);
    }

    #[test]
    fn case_and_generic_words_change_nothing(name in "[A-Z][a-z]{3,9}") {
        prop_assume!(Spelling::of(&name).is_some());
        prop_assert_eq!(likeness(&name, &name.to_uppercase()), 1000);
        let longer = format!("{name} village");
        prop_assert!(likeness(&name, &longer) >= 950);
    }
}

#[test]
fn a_name_is_as_long_as_a_name_whatever_its_words() {
    let long = Spelling::of(&"a dorvane ".repeat(10_000)).unwrap();
    let most = u64::try_from(MAX_NAME_CHARS).unwrap();
    assert!(long.cost(&long) <= most * most);
    // One sign may be many letters in Latin.
    let many = Spelling::of(&"\u{FB03}".repeat(120)).unwrap();
    assert!(many.cost(&many) <= most * most);
}
