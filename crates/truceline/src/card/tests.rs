#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use truceline_log::key::SigningKey;
use truceline_log::vkey::{Algorithm, KeyName};

fn register_card() -> RegisterCard {
    let key = SigningKey::from_seed(&[9; 32]).verifying_key();
    let name = KeyName::parse("register.example/valley").unwrap();
    RegisterCard {
        origin: "register.example/valley".to_owned(),
        theatre: "Kestrel Valley".to_owned(),
        exercise: true,
        genesis: Digest([7; 32]),
        log: VerifierKey::new(name, Algorithm::Ed25519, key),
    }
}

fn desk_card() -> DeskCard {
    let key = SigningKey::from_seed(&[4; 32]);
    let card = DeskCard {
        name: "South/duty desk".to_owned(),
        origin: "register.example/valley".to_owned(),
        genesis: Digest([7; 32]),
        party: PartyId::from_bytes([1; 16]),
        desk: DeskId::from_bytes([2; 16]),
        person: PersonId::from_bytes([3; 16]),
        public: *key.verifying_key().as_bytes(),
        proof: NO_PROOF,
    };
    card.proven(&key)
}

#[test]
fn a_card_is_read_as_it_was_written() {
    assert_eq!(
        RegisterCard::parse(&register_card().to_string()),
        Ok(register_card())
    );
    assert_eq!(DeskCard::parse(&desk_card().to_string()), Ok(desk_card()));
}

#[test]
fn a_card_lacking_or_having_a_line_too_many_is_refused() {
    for text in [register_card().to_string(), desk_card().to_string()] {
        let lines: Vec<&str> = text.lines().collect();
        for left_out in 0..lines.len() {
            let mut fewer = lines.clone();
            fewer.remove(left_out);
            let fewer = fewer.join("\n");
            assert!(RegisterCard::parse(&fewer).is_err() && DeskCard::parse(&fewer).is_err());
        }
        let more = format!("{text}note: signed by nobody\n");
        assert!(RegisterCard::parse(&more).is_err() && DeskCard::parse(&more).is_err());
    }
    assert!(RegisterCard::parse(&desk_card().to_string()).is_err());
}

#[test]
fn a_card_changed_in_any_letter_is_refused() {
    let text = desk_card().to_string();
    let header = text.find('\n').unwrap();
    for (place, letter) in text.char_indices().skip(header) {
        let other = if letter == '1' { "2" } else { "1" };
        let mut changed = text.clone();
        changed.replace_range(place..=place, other);
        assert!(DeskCard::parse(&changed).is_err(), "{changed}");
    }
    let relief = PartyId::from_bytes([8; 16]);
    let own = desk_card().party.to_string();
    let forged = text.replace(&own, &relief.to_string());
    let refused = DeskCard::parse(&forged).unwrap_err();
    assert!(refused.contains("changed after"), "{refused}");
    // Somebody else's key proves nothing of it either.
    let other = desk_card().proven(&SigningKey::from_seed(&[5; 32]));
    assert!(DeskCard::parse(&other.to_string()).is_err());
}

#[test]
fn a_digest_has_64_small_hexadecimal_digits() {
    let text = Digest([0xab; 32]).to_string();
    assert_eq!(digest(&text), Some(Digest([0xab; 32])));
    for wrong in [
        &text[1..],
        &text.to_uppercase(),
        &text.replace('a', "g"),
        &format!("+{}", &text[1..]),
    ] {
        assert_eq!(digest(wrong), None, "{wrong}");
    }
}
