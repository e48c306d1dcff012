#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::card::NO_PROOF;
use truceline_engine::randomness::RehearsalRandomness;
use truceline_log::key::SigningKey;
use truceline_register::ids::PersonId;

const ORIGIN: &str = "register.example/valley";
const GENESIS: Digest = Digest([7; 32]);

fn at(hours: i64) -> Instant {
    Instant::from_micros(1_790_000_000_000_000 + hours * 3_600_000_000).unwrap()
}

fn card(key: u8, party: u8) -> DeskCard {
    let key = SigningKey::from_seed(&[key; 32]);
    let card = DeskCard {
        name: "Relief/duty desk".to_owned(),
        origin: ORIGIN.to_owned(),
        genesis: GENESIS,
        party: PartyId::from_bytes([party; 16]),
        desk: DeskId::from_bytes([2; 16]),
        person: PersonId::from_bytes([3; 16]),
        public: *key.verifying_key().as_bytes(),
        proof: NO_PROOF,
    };
    card.proven(&key)
}

struct Desk {
    folder: tempfile::TempDir,
    invitations: Invitations,
    randomness: RehearsalRandomness,
}

impl Desk {
    fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            invitations: Invitations::open(folder.path()).unwrap(),
            folder,
            randomness: RehearsalRandomness::new(1),
        }
    }

    fn invite(&mut self, party: Option<u8>) -> Code {
        let terms = Terms {
            party: party.map(|party| PartyId::from_bytes([party; 16])),
            desk: None,
            life: Span::hours(24),
        };
        self.try_invite(terms, 0).unwrap()
    }

    fn try_invite(&mut self, terms: Terms, hours: i64) -> Result<Code, InvitationError> {
        let by = KeyId::from_bytes([9; 16]);
        let made = self
            .invitations
            .make(terms, by, at(hours), &mut self.randomness);
        made.map(|(code, _)| code)
    }

    fn redeem(&mut self, code: &Code, card: &DeskCard, hours: i64) -> &'static str {
        let sent = card.to_string();
        let redeemed = self
            .invitations
            .redeem(code, &sent, ORIGIN, GENESIS, at(hours));
        redeemed.map_or_else(|error| error.code(), |_| "taken")
    }

    fn again(&mut self) {
        self.invitations = Invitations::open(self.folder.path()).unwrap();
    }

    fn listed(&self, hours: i64) -> Vec<bool> {
        let list = self.invitations.list(at(hours), |_| false);
        list.iter().map(|one| one.card.is_some()).collect()
    }
}

#[test]
fn an_invitation_takes_one_card_and_outlives_a_restart() {
    let mut desk = Desk::begin();
    let code = desk.invite(None);
    desk.again();
    assert_eq!(desk.listed(0), [false]);
    assert_eq!(desk.redeem(&code, &card(1, 1), 1), "taken");
    desk.again();
    assert_eq!(desk.listed(1), [true]);
    assert_eq!(
        desk.redeem(&code, &card(1, 1), 2),
        "taken",
        "the answer was lost"
    );
    assert_eq!(desk.redeem(&code, &card(2, 1), 2), "invitation-not-open");
    let (came, kept) = desk.invitations.list(at(2), |_| false)[0]
        .card
        .clone()
        .unwrap();
    assert_eq!((came, kept), (at(1), card(1, 1)));
    let enrolled = |public: &[u8; 32]| *public == card(1, 1).public;
    assert!(desk.invitations.list(at(2), enrolled).is_empty());
}

#[test]
fn codes_are_not_kept_nor_printed_and_are_read_as_people_say_them() {
    let mut desk = Desk::begin();
    let code = desk.invite(None);
    let text = code.expose();
    assert_eq!(text.len(), 39);
    let kept = std::fs::read_to_string(desk.folder.path().join(FILE)).unwrap();
    assert!(!kept.contains(&text) && !kept.contains(&text.replace('-', "")));
    assert_eq!(format!("{code:?}"), "Code([redacted])");
    assert_eq!(Code::parse(&text), Some(code.clone()));
    let said = text.to_uppercase().replace('-', " ");
    assert_eq!(Code::parse(&said), Some(code));
    let signed = format!("+{}", &text[1..]);
    for wrong in ["", "12", signed.as_str(), &format!("{text}0")] {
        assert_eq!(Code::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn an_expired_or_unknown_code_admits_nothing() {
    let mut desk = Desk::begin();
    let code = desk.invite(None);
    let guessed = Code([1; CODE_BYTES]);
    assert_eq!(desk.redeem(&guessed, &card(1, 1), 1), "invitation-not-open");
    assert_eq!(desk.redeem(&code, &card(1, 1), 24), "invitation-not-open");
    assert!(desk.listed(24).is_empty());
    assert_eq!(desk.redeem(&code, &card(1, 1), 23), "taken");
    assert_eq!(desk.listed(24 * 30), [true]);
    assert!(
        desk.listed(24 * 31).is_empty(),
        "a card is not kept for ever"
    );
}

#[test]
fn only_a_sound_card_of_the_party_invited_is_taken() {
    let mut desk = Desk::begin();
    let code = desk.invite(Some(1));
    assert_eq!(desk.redeem(&code, &card(1, 2), 1), "invitation-other-desk");
    let mut foreign = card(1, 1);
    foreign.genesis = Digest::ZERO;
    let foreign = foreign.proven(&SigningKey::from_seed(&[1; 32]));
    assert_eq!(desk.redeem(&code, &foreign, 1), "other-register");
    let mut changed = card(1, 1);
    changed.name = "Another desk".to_owned();
    assert_eq!(desk.redeem(&code, &changed, 1), "invitation-card");
    let mut long = card(1, 1);
    long.name = "x".repeat(MAX_SENT_CARD_BYTES);
    let long = long.proven(&SigningKey::from_seed(&[1; 32]));
    assert_eq!(desk.redeem(&code, &long, 1), "invitation-card");
    assert_eq!(
        desk.redeem(&code, &card(1, 1), 1),
        "taken",
        "nothing of it used it up"
    );
}

#[test]
fn the_centre_withdraws_and_limits_hold() {
    let mut desk = Desk::begin();
    let code = desk.invite(None);
    let name = desk.invitations.list(at(0), |_| false)[0].name();
    desk.invitations.withdraw(&name, at(0), |_| false).unwrap();
    assert_eq!(desk.redeem(&code, &card(1, 1), 0), "invitation-not-open");
    let gone = desk.invitations.withdraw(&name, at(0), |_| false);
    assert!(matches!(gone, Err(InvitationError::NotOpen)));
    let terms = |life| Terms {
        party: None,
        desk: None,
        life,
    };
    for life in [Span::ZERO, Span::hours(14 * 24 + 1)] {
        let refused = desk.try_invite(terms(life), 0);
        assert!(matches!(refused, Err(InvitationError::Life)));
    }
    for _ in 0..MAX_KEPT {
        desk.try_invite(terms(Span::hours(1)), 0).unwrap();
    }
    let refused = desk.try_invite(terms(Span::hours(1)), 0);
    assert!(matches!(refused, Err(InvitationError::TooMany)));
    assert!(
        desk.try_invite(terms(Span::hours(1)), 1).is_ok(),
        "the old ones are over"
    );
}

#[test]
fn a_damaged_file_is_not_taken_for_an_empty_one() {
    let mut desk = Desk::begin();
    desk.invite(None);
    let path = desk.folder.path().join(FILE);
    let sound = std::fs::read_to_string(&path).unwrap();
    for damaged in [
        "",
        "{}",
        &sound[1..],
        &sound.replace("\"version\": 1", "\"version\": 2"),
        &sound.replace("key_", "pty_"),
        &sound.replace("\"came\": null", "\"came\": 1"),
        &sound.replace("\"came\"", "\"gone\""),
    ] {
        assert_ne!(damaged, sound);
        std::fs::write(&path, damaged).unwrap();
        assert!(Invitations::open(desk.folder.path()).is_err(), "{damaged}");
    }
}
