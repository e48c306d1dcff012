#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::challenge::{Answer, Challenge, Place, signed_text};
use super::cookie::Transport;
use super::token::Token;
use super::{MAX_OF_A_KEY, MAX_SIGN_INS, Open, SignInError, SignIns};
use std::time::Duration;
use truceline_engine::randomness::RehearsalRandomness;
use truceline_log::key::SigningKey;
use truceline_register::codec::cbor::Digest;
use truceline_register::ids::PersonId;

const ORIGIN: &str = "register.example/kestrel";
const SERVER: &str = "register.example";
const MINUTE: u64 = 60;
const HOUR: u64 = 3600;

struct Desk {
    key: SigningKey,
    person: PersonId,
}

struct Rehearsal {
    sign_ins: SignIns,
    randomness: RehearsalRandomness,
}

fn genesis() -> Digest {
    Digest::of(b"genesis")
}

fn desk(number: u8) -> Desk {
    Desk {
        key: SigningKey::from_seed(&[number; 32]),
        person: PersonId::from_bytes([number; 16]),
    }
}

fn at(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

impl Rehearsal {
    fn begin(seed: u64) -> Self {
        let mut randomness = RehearsalRandomness::new(seed);
        let place = Place {
            origin: ORIGIN.to_owned(),
            genesis: genesis(),
            authorities: vec![SERVER.to_owned()],
        };
        let sign_ins = SignIns::new(place, &mut randomness).unwrap();
        Self {
            sign_ins,
            randomness,
        }
    }

    fn challenge(&mut self, seconds: u64) -> Challenge {
        self.sign_ins
            .challenge(at(seconds), &mut self.randomness)
            .unwrap()
    }

    fn answer(&mut self, desk: &Desk, seconds: u64) -> Answer {
        let challenge = self.challenge(seconds);
        Answer::sign(challenge, SERVER, ORIGIN, genesis(), &desk.key)
    }

    fn open(&mut self, desk: &Desk, answer: &Answer, seconds: u64) -> Result<Token, SignInError> {
        let public = desk.key.verifying_key();
        self.sign_ins.open(
            answer,
            &public,
            desk.person,
            at(seconds),
            &mut self.randomness,
        )
    }

    fn sign_in(&mut self, desk: &Desk, seconds: u64) -> Result<Token, SignInError> {
        let answer = self.answer(desk, seconds);
        self.open(desk, &answer, seconds)
    }

    fn find(&mut self, token: &Token, seconds: u64) -> Option<Open> {
        self.sign_ins.find(token, at(seconds)).ok()
    }
}

#[test]
fn a_signed_challenge_opens_a_session_once() {
    let mut rehearsal = Rehearsal::begin(1);
    let desk = desk(1);
    let answer = rehearsal.answer(&desk, 0);
    let token = rehearsal.open(&desk, &answer, MINUTE).unwrap();
    let open = rehearsal.find(&token, MINUTE).unwrap();
    assert_eq!((open.key, open.person), (answer.key, desk.person));
    assert_eq!(open.rest(at(MINUTE)), at(15 * MINUTE));
    let again = rehearsal.open(&desk, &answer, MINUTE);
    assert!(matches!(again, Err(SignInError::Used)));
}

#[test]
fn a_challenge_is_over_after_a_minute_and_with_its_process() {
    let mut rehearsal = Rehearsal::begin(1);
    let desk = desk(1);
    let answer = rehearsal.answer(&desk, 0);
    let late = rehearsal.open(&desk, &answer, MINUTE + 1);
    assert!(matches!(late, Err(SignInError::Challenge)));
    let mut restarted = Rehearsal::begin(2);
    let elsewhere = restarted.open(&desk, &answer, 0);
    assert!(matches!(elsewhere, Err(SignInError::Challenge)));
    let text = answer.challenge.as_str();
    for place in 0..text.len() {
        let mut changed = text.as_bytes().to_vec();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        let challenge = Challenge::from_text(std::str::from_utf8(&changed).unwrap());
        let forged = Answer::sign(challenge, SERVER, ORIGIN, genesis(), &desk.key);
        let opened = rehearsal.open(&desk, &forged, 0);
        assert!(matches!(opened, Err(SignInError::Challenge)), "{place}");
    }
}

#[test]
fn a_signature_for_anything_else_does_not_fit() {
    let mut rehearsal = Rehearsal::begin(1);
    let desk = desk(1);
    for (server, origin, genesis, fault) in [
        ("phish.example", ORIGIN, genesis(), "challenge-server"),
        (
            SERVER,
            "register.example/other",
            genesis(),
            "challenge-signature",
        ),
        (SERVER, ORIGIN, Digest::ZERO, "challenge-signature"),
    ] {
        let challenge = rehearsal.challenge(0);
        let answer = Answer::sign(challenge, server, origin, genesis, &desk.key);
        let refused = rehearsal.open(&desk, &answer, 0).unwrap_err();
        assert_eq!(refused.code(), fault);
    }
    let mut answer = rehearsal.answer(&desk, 0);
    answer.signature = desk.key.sign(answer.challenge.as_str().as_bytes());
    let refused = rehearsal.open(&desk, &answer, 0).unwrap_err();
    assert_eq!(refused.code(), "challenge-signature", "without the domain");
    let other = self::desk(2);
    let answer = rehearsal.answer(&other, 0);
    let refused = rehearsal.open(&desk, &answer, 0).unwrap_err();
    assert_eq!(refused.code(), "challenge-signature", "another key's");
    assert!(signed_text(ORIGIN, genesis(), &answer).starts_with("truceline/sign-in/1\n"));
}

#[test]
fn a_session_ends_when_it_is_left_and_after_a_shift() {
    let mut rehearsal = Rehearsal::begin(1);
    let left = rehearsal.sign_in(&desk(1), 0).unwrap();
    assert!(rehearsal.find(&left, 15 * MINUTE - 1).is_some());
    assert!(
        rehearsal.find(&left, 30 * MINUTE - 2).is_some(),
        "it slides"
    );
    assert!(rehearsal.find(&left, 45 * MINUTE - 2).is_none());
    assert!(rehearsal.find(&left, 45 * MINUTE - 2).is_none());
    let busy = rehearsal.sign_in(&desk(1), 0).unwrap();
    for minute in (0..12 * 60).step_by(10) {
        assert!(rehearsal.find(&busy, minute * MINUTE).is_some());
    }
    assert!(rehearsal.find(&busy, 12 * HOUR - 1).is_some());
    assert!(rehearsal.find(&busy, 12 * HOUR).is_none());
}

#[test]
fn a_sign_out_ends_one_session_and_the_centre_all_of_a_person() {
    let mut rehearsal = Rehearsal::begin(1);
    let (one, other) = (desk(1), desk(2));
    let tokens = [&one, &one, &other].map(|desk| rehearsal.sign_in(desk, 0).unwrap());
    assert!(rehearsal.sign_ins.close(&tokens[0]));
    assert!(!rehearsal.sign_ins.close(&tokens[0]));
    assert!(rehearsal.find(&tokens[0], 0).is_none());
    assert_eq!(rehearsal.sign_ins.close_person(one.person), 1);
    assert!(rehearsal.find(&tokens[1], 0).is_none());
    assert!(rehearsal.find(&tokens[2], 0).is_some());
    assert_eq!(rehearsal.sign_ins.count(at(0)), 1);
}

#[test]
fn a_key_has_a_bounded_number_of_sessions_and_of_sign_ins() {
    let mut rehearsal = Rehearsal::begin(1);
    let desk = desk(1);
    let first = rehearsal.sign_in(&desk, 0).unwrap();
    for second in 1..u64::try_from(MAX_OF_A_KEY).unwrap() {
        rehearsal.sign_in(&desk, second).unwrap();
    }
    rehearsal.find(&first, 9).unwrap();
    rehearsal.sign_in(&desk, 10).unwrap();
    assert_eq!(rehearsal.sign_ins.count(at(10)), MAX_OF_A_KEY);
    assert!(rehearsal.find(&first, 10).is_some(), "it was used since");
    for _ in MAX_OF_A_KEY + 1..MAX_SIGN_INS {
        rehearsal.sign_in(&desk, 10).unwrap();
    }
    let refused = rehearsal.sign_in(&desk, 10).unwrap_err();
    assert_eq!(refused.code(), "too-many-requests");
    assert!(rehearsal.sign_in(&self::desk(2), 10).is_ok());
    assert!(rehearsal.sign_in(&desk, 72).is_ok());
}

#[test]
fn a_token_is_not_printed_and_a_cookie_carries_it() {
    let mut rehearsal = Rehearsal::begin(1);
    let token = rehearsal.sign_in(&desk(1), 0).unwrap();
    assert_eq!(format!("{token:?}"), "Token([redacted])");
    let text = format!("{:?}", rehearsal.sign_ins);
    assert!(!text.contains(&token.expose()) && text.contains("Sealer([redacted])"));
    let secure = Transport::Secure;
    let cookie = secure.giving(&token);
    let value = token.expose();
    assert_eq!(
        cookie,
        format!(
            "__Host-truceline={value}; Max-Age=43200; Path=/; HttpOnly; SameSite=Strict; Secure"
        )
    );
    let plain = Transport::PlainLoopback.giving(&token);
    assert!(plain.starts_with("truceline=") && !plain.contains("Secure"));
    assert!(
        secure
            .taking_away()
            .starts_with("__Host-truceline=; Max-Age=0;")
    );
    let sent = format!("theme=dark; __Host-truceline={value}");
    assert_eq!(secure.token([sent.as_str()]), Some(token));
    assert_eq!(Transport::PlainLoopback.token([sent.as_str()]), None);
    assert_eq!(secure.token([sent.as_str(), sent.as_str()]), None);
    assert_eq!(secure.token(["__Host-truceline=short"]), None);
}
