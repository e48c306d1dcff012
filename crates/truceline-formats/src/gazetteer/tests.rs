#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::disallowed_methods)] // reads real lists where they are at hand

use super::load::{Columns, from_csv};
use super::{Gazetteer, Lookup, near, spelling};
use crate::fault::Code;
use proptest::prelude::*;

/// An invented valley.
const KESTREL: &str = "id,name,name_ar,name_tr,variants,lat,lon,district
1,Dorvane,دورفان,Dörvan,Durvan|Dourvâne,11.20450,41.31870,Upper Kestrel
2,Al-Nahr,النهر,Irmak,En Nahr,11.25110,41.30020,Upper Kestrel
3,Kafr Tal,كفر تل,,Kafartal,11.10300,41.40010,Lower Kestrel
4,Mirsal,مرسال,Işıklı,,11.15000,41.35000,Lower Kestrel
5,Mirsal,مرسال,,Mirsaal,11.30000,41.28000,Upper Kestrel
6,Qalʿat Hama’im,قلعة حمائم,,,11.18200,41.33300,Lower Kestrel
7,Göl,,Göl,,11.19200,41.33900,
";

fn kestrel() -> Gazetteer {
    from_csv(KESTREL.as_bytes(), None).unwrap()
}

fn found(gazetteer: &Gazetteer, name: &str) -> Option<String> {
    match gazetteer.lookup(name) {
        Lookup::Found(place) => Some(place.id.clone()),
        _ => None,
    }
}

#[test]
fn spellings_of_one_name_meet() {
    let gazetteer = kestrel();
    let cases = [
        ("Dorvane", "1"),
        ("DORVANE", "1"),
        ("dorvane ", "1"),
        ("Dörvan", "1"),
        ("Durvan", "1"),
        ("Dourvane", "1"),
        ("دورفان", "1"),
        ("دُورفان", "1"),
        ("دورفـــان", "1"),
        ("Al Nahr", "2"),
        ("al-nahr", "2"),
        ("El Nahr", "2"),
        ("An-Nahr", "2"),
        ("Nahr", "2"),
        ("النهر", "2"),
        ("نهر", "2"),
        ("IRMAK", "2"),
        ("ırmak", "2"),
        ("Kafr-Tal", "3"),
        ("Kafrtal", "3"),
        ("ISIKLI", "4"),
        ("işıklı", "4"),
        ("İşıklı", "4"),
        ("Qal'at Hamaim", "6"),
        ("قلعه حمايم", "6"),
        ("قلعة حمائم", "6"),
        ("Gol", "7"),
        ("#5", "5"),
        ("Mirsal, Upper Kestrel (#5)", "5"),
        ("Mirsal, Upper Kestrel", "5"),
        ("mirsal, lower kestrel", "4"),
    ];
    for (name, id) in cases {
        assert_eq!(found(&gazetteer, name).as_deref(), Some(id), "{name}");
    }
}

#[test]
fn a_name_of_several_places_is_refused_with_the_candidates() {
    let gazetteer = kestrel();
    let Lookup::Ambiguous(candidates) = gazetteer.lookup("Mirsal") else {
        panic!("two places are called Mirsal");
    };
    let labels: Vec<_> = candidates.iter().map(|place| place.label()).collect();
    assert_eq!(
        labels,
        ["Mirsal, Lower Kestrel (#4)", "Mirsal, Upper Kestrel (#5)"]
    );
    // A label, typed back, is found: that is how a person chooses.
    for (label, place) in labels.iter().zip(&candidates) {
        assert_eq!(gazetteer.lookup(label), Lookup::Found(place));
    }
}

#[test]
fn an_unknown_name_is_answered_with_near_spellings_only() {
    let gazetteer = kestrel();
    let Lookup::NotFound { near } = gazetteer.lookup("Dorvene") else {
        panic!("no place is called Dorvene");
    };
    assert_eq!((near[0].name, near[0].edits), ("Dorvane", 1));
    for nothing in ["Zzyzx Springs", "", "x", "#99", "Mirsal, Nowhere"] {
        match gazetteer.lookup(nothing) {
            Lookup::NotFound { near } => assert!(near.iter().all(|n| n.edits > 0), "{nothing}"),
            other => panic!("{nothing}: {other:?}"),
        }
    }
}

#[test]
fn a_faulty_row_refuses_the_file() {
    let broken = KESTREL.replace("11.10300,41.40010", "\"11,10300\",41.40010");
    let faults = from_csv(broken.as_bytes(), None).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].code, Code::Coordinate);
    assert_eq!(faults[0].location.row, Some(4));
    let twice = KESTREL.replace("5,Mirsal", "4,Mirsal");
    assert_eq!(
        from_csv(twice.as_bytes(), None).unwrap_err()[0].code,
        Code::ReferenceDuplicate
    );
    let headless = from_csv(b"a,b\n1,2\n", None).unwrap_err();
    assert_eq!(headless[0].code, Code::ColumnMissing);
}

#[test]
fn columns_by_mapping() {
    let columns = Columns {
        id: "code".into(),
        name: "village".into(),
        names: vec![],
        variants: None,
        lat: "y".into(),
        lon: "x".into(),
        admin: vec![],
    };
    let file = "village;x;y;code\nDorvane;41.31870;11.20450;K1\n";
    let gazetteer = from_csv(file.as_bytes(), Some(&columns)).unwrap();
    assert_eq!(found(&gazetteer, "dorvane").as_deref(), Some("K1"));
}

#[test]
fn the_real_list_of_greater_idlib() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/syria/greater_idlib_localities.csv"
    );
    let Ok(bytes) = std::fs::read(path) else {
        eprintln!("SKIPPED: the list of Greater Idlib is not on this machine");
        return;
    };
    let gazetteer = from_csv(&bytes, None).unwrap();
    assert_eq!(gazetteer.places().len(), 2_667);
    let mut by_name: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for place in gazetteer.places() {
        *by_name.entry(&place.name).or_default() += 1;
    }
    let shared = by_name.iter().filter(|(_, count)| **count > 1);
    let shared: Vec<_> = shared.collect();
    assert_eq!(shared.len(), 131);
    assert_eq!(shared.iter().map(|(_, count)| **count).sum::<usize>(), 287);
    for (name, count) in shared {
        match gazetteer.lookup(name) {
            Lookup::Ambiguous(candidates) => assert!(candidates.len() >= *count, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    for place in gazetteer.places() {
        match gazetteer.lookup(&place.name) {
            Lookup::Found(found) => assert_eq!(found.id, place.id),
            Lookup::Ambiguous(all) => assert!(all.iter().any(|p| p.id == place.id)),
            Lookup::NotFound { .. } => panic!("{} is not found by its own name", place.id),
        }
    }
    let Lookup::NotFound { near } = gazetteer.lookup("Behun") else {
        panic!("no row has the name Behun");
    };
    assert!(!near.is_empty() && near.iter().all(|n| n.edits > 0));
    for near in &near {
        println!("{} {} ({})", near.edits, near.name, near.place.id);
    }
}

proptest! {
    #[test]
    fn case_makes_no_difference(name in "[a-zA-ZçğıöşüİâêîßÇа-яА-ЯёЁα-ωء-ي '’-]{0,30}") {
        let once = spelling::key(&name);
        prop_assert_eq!(&spelling::key(&name.to_uppercase()), &once);
        prop_assert_eq!(&spelling::key(&name.to_lowercase()), &once);
        prop_assert!(!once.contains([' ', '-', '’']));
    }

    #[test]
    fn edits_are_a_distance(one in "[a-d]{0,7}", other in "[a-d]{0,7}", third in "[a-d]{0,7}") {
        let far = 20;
        let distance = |a: &str, b: &str| near::edits(a, b, far).unwrap();
        prop_assert_eq!(distance(&one, &other), slow_edits(one.as_bytes(), other.as_bytes()));
        prop_assert_eq!(distance(&one, &other), distance(&other, &one));
        prop_assert!(distance(&one, &third) <= distance(&one, &other) + distance(&other, &third));
        for most in 0..4 {
            let bounded = near::edits(&one, &other, most);
            let full = distance(&one, &other);
            prop_assert_eq!(bounded, (full <= most).then_some(full));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = from_csv(&bytes, None);
    }
}

fn slow_edits(a: &[u8], b: &[u8]) -> usize {
    match (a, b) {
        ([], rest) | (rest, []) => rest.len(),
        ([x, a1 @ ..], [y, b1 @ ..]) if x == y => slow_edits(a1, b1),
        ([_, a1 @ ..], [_, b1 @ ..]) => {
            1 + slow_edits(a1, b1)
                .min(slow_edits(a, b1))
                .min(slow_edits(a1, b))
        }
    }
}
