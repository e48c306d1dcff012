#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::SignatureError;
use super::base::{Target, signature_base};
use super::digest::ContentDigest;
use super::head::{Head, Verified};
use super::nonce::Nonces;
use super::params::{Nonce, Params, parse_signature, signature_field};
use super::sign::{Occasion, Signed, sign};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::Request;
use http::request::Parts;
use proptest::prelude::*;
use truceline_log::key::{Signature, SigningKey, VerifyingKey};
use truceline_register::codec::statement::key_id;

const NOW_S: u64 = 1_790_000_000;
const BODY: &[u8] = b"a signed statement";

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32])
}

fn own() -> Vec<String> {
    vec!["register.example:8443".to_owned()]
}

fn occasion(nonce: u8) -> Occasion {
    Occasion {
        now_s: NOW_S,
        life_s: 60,
        nonce: Nonce([nonce; 16]),
    }
}

fn target() -> Target {
    Target {
        method: "POST".to_owned(),
        authority: "register.example:8443".to_owned(),
        path: "/v1/submissions".to_owned(),
        query: "?dry=1".to_owned(),
    }
}

/// As a server receives it: the server's name in `Host`.
fn received(signed: &Signed) -> Parts {
    let mut request = Request::builder()
        .method("POST")
        .uri("/v1/submissions?dry=1")
        .header("host", "register.example:8443");
    for (name, value) in signed.headers() {
        request = request.header(name, value);
    }
    request.body(()).unwrap().into_parts().0
}

fn request() -> Parts {
    received(&sign(&target(), Some(BODY), &key(), occasion(1)))
}

fn verify_at(parts: &Parts, now_s: u64) -> Result<Verified, SignatureError> {
    Head::read(parts)?.verify(&key().verifying_key(), &own(), now_s)
}

fn refusal(parts: &Parts) -> SignatureError {
    verify_at(parts, NOW_S).unwrap_err()
}

fn with(name: &'static str, value: &str) -> Parts {
    let mut parts = request();
    parts.headers.insert(name, value.parse().unwrap());
    parts
}

/// The header `name` of the good request with one piece of it replaced.
fn replaced(name: &'static str, from: &str, to: &str) -> Parts {
    let text = request().headers[name].to_str().unwrap().to_owned();
    assert!(text.contains(from), "{from} is not in {text}");
    with(name, &text.replacen(from, to, 1))
}

#[test]
fn the_vector_of_the_specification_verifies_through_the_signature_base() {
    // RFC 9421, appendix B.2.6, with the key of B.1.4.
    let params = "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"";
    let base = signature_base(
        &[
            ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
            ("@method", "POST"),
            ("@path", "/foo"),
            ("@authority", "example.com"),
            ("content-type", "application/json"),
            ("content-length", "18"),
        ],
        params,
    );
    let seed = URL_SAFE_NO_PAD
        .decode("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU")
        .unwrap();
    let public = STANDARD
        .decode("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=")
        .unwrap();
    let signature = STANDARD
        .decode("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==")
        .unwrap();
    let signature = Signature(signature.try_into().unwrap());
    let public = VerifyingKey::parse(&public).unwrap();
    assert_eq!(public.verify(base.as_bytes(), &signature), Ok(()));
    let key = SigningKey::from_seed(&seed.try_into().unwrap());
    assert_eq!(key.sign(base.as_bytes()), signature);
}

#[test]
fn a_signed_request_is_taken_and_names_its_key() {
    let verified = verify_at(&request(), NOW_S).unwrap();
    let key = key_id(key().verifying_key().as_bytes());
    assert_eq!(verified.check_body(BODY), Ok(key));
    assert_eq!(verified.target, target());
    let read = Request::builder()
        .uri("https://Register.example:8443")
        .body(())
        .unwrap()
        .into_parts()
        .0;
    let plain = Target::of(&read).unwrap();
    assert_eq!(
        (plain.path.as_str(), plain.query.as_str()),
        ("/", "?"),
        "an empty path and query have their one spelling"
    );
    assert_eq!(plain.authority, "register.example:8443");
}

#[test]
fn every_changed_byte_of_what_is_signed_is_refused() {
    let good = request();
    let mut tried = 0;
    for name in ["content-digest", "signature-input", "signature", "host"] {
        let bytes = good.headers[name].as_bytes().to_vec();
        for place in 0..bytes.len() {
            for flip in [0x01, 0x02, 0x10, 0x20] {
                let mut changed = bytes.clone();
                changed[place] ^= flip;
                let Ok(value) = http::HeaderValue::from_bytes(&changed) else {
                    continue;
                };
                if name == "host" && changed.eq_ignore_ascii_case(&bytes) {
                    continue;
                }
                let mut parts = good.clone();
                parts.headers.insert(name, value);
                assert!(verify_at(&parts, NOW_S).is_err(), "{name}, byte {place}");
                tried += 1;
            }
        }
    }
    let path = "/v1/submissions?dry=1";
    for place in 1..path.len() {
        let mut changed = path.as_bytes().to_vec();
        changed[place] ^= 1;
        let Ok(uri) = http::Uri::try_from(changed) else {
            continue;
        };
        let mut parts = good.clone();
        parts.uri = uri;
        assert_eq!(
            refusal(&parts),
            SignatureError::Wrong,
            "byte {place} of the path"
        );
        tried += 1;
    }
    let mut parts = good;
    parts.method = http::Method::PUT;
    assert_eq!(refusal(&parts), SignatureError::Wrong);
    assert!(tried > 1000, "only {tried} changes tried");
}

#[test]
fn another_body_is_refused() {
    let verified = verify_at(&request(), NOW_S).unwrap();
    for place in 0..BODY.len() {
        let mut changed = BODY.to_vec();
        changed[place] ^= 1;
        assert_eq!(
            verified.check_body(&changed),
            Err(SignatureError::DigestWrong)
        );
    }
    assert_eq!(verified.check_body(b""), Err(SignatureError::DigestWrong));
    let without = received(&sign(&target(), None, &key(), occasion(1)));
    let verified = verify_at(&without, NOW_S).unwrap();
    assert!(verified.check_body(b"").is_ok());
    assert_eq!(
        verified.check_body(b"added"),
        Err(SignatureError::DigestMissing)
    );
}

#[test]
fn the_time_of_a_signature_is_held_to() {
    let at = |now_s| verify_at(&request(), now_s).err();
    assert_eq!(at(NOW_S + 59), None);
    assert_eq!(at(NOW_S + 60), Some(SignatureError::Expired));
    assert_eq!(at(NOW_S - 10), None);
    assert_eq!(at(NOW_S - 11), Some(SignatureError::Early));
    for (life_s, fault) in [
        (0, Some(SignatureError::Life)),
        (300, None),
        (301, Some(SignatureError::Life)),
    ] {
        let signed = sign(
            &target(),
            Some(BODY),
            &key(),
            Occasion {
                life_s,
                ..occasion(1)
            },
        );
        assert_eq!(verify_at(&received(&signed), NOW_S).err(), fault);
    }
}

#[test]
fn only_the_one_profile_is_taken() {
    use SignatureError as E;
    let input = "signature-input";
    let of = |from: &str, to: &str| refusal(&replaced(input, from, to));
    assert_eq!(
        of("\"@method\" \"@authority\"", "\"@authority\" \"@method\""),
        E::Components
    );
    assert_eq!(of("\"@method\" ", ""), E::Components);
    assert_eq!(of("\"@path\"", "\"@path\";req"), E::Components);
    assert_eq!(
        of("\"content-digest\"", "\"content-digest\" \"date\""),
        E::Components
    );
    assert_eq!(of(" \"content-digest\"", ""), E::Components);
    assert_eq!(of("truceline=", "sig1="), E::Label);
    assert_eq!(of("truceline=(", "other=1, truceline=("), E::Several);
    assert_eq!(of("truceline=(", "truceline=1, truceline=("), E::Parameters);
    assert_eq!(of("alg=\"ed25519\"", "alg=\"hmac-sha256\""), E::Parameters);
    assert_eq!(of(";alg=\"ed25519\"", ""), E::Parameters);
    assert_eq!(
        of("tag=\"truceline-1\"", "tag=\"truceline-2\""),
        E::Parameters
    );
    assert_eq!(of(";tag=", ";more;tag="), E::Parameters);
    assert_eq!(of(";created=", "; created="), E::Parameters);
    assert_eq!(of(";created=", ";created=1;created="), E::Parameters);
    assert_eq!(of(";created=", ";created=-"), E::Parameters);
    assert_eq!(of("keyid=\"key_", "keyid=\"pty_"), E::Parameters);
    assert_eq!(of("nonce=\"", "nonce=\"AAAA"), E::Parameters);
    assert_eq!(of("(", "((("), E::Malformed);
    assert_eq!(
        refusal(&with(input, &format!("{};a=1", "x".repeat(600)))),
        E::Malformed
    );
    assert_eq!(refusal(&replaced("signature", "=:", "=\"")), E::Malformed);
    assert_eq!(
        refusal(&replaced("signature", "truceline", "other")),
        E::Label
    );
    assert_eq!(
        refusal(&replaced("content-digest", "sha-256", "sha-512")),
        E::DigestMalformed
    );
    assert_eq!(
        refusal(&with("content-digest", "sha-256=:AAAA:")),
        E::DigestMalformed
    );
    assert_eq!(refusal(&with("host", "elsewhere.example")), E::Authority);

    let mut parts = request();
    parts.headers.remove("signature");
    assert_eq!(refusal(&parts), E::Missing);
    let mut parts = request();
    parts.headers.remove("content-digest");
    assert_eq!(refusal(&parts), E::DigestMissing);
    let mut parts = request();
    parts.headers.remove("host");
    assert_eq!(refusal(&parts), E::Authority);
    for name in ["signature", input, "content-digest"] {
        let mut parts = request();
        let again = parts.headers[name].clone();
        parts.headers.append(name, again);
        assert_eq!(refusal(&parts), E::Several, "{name} twice");
    }
    let mut parts = request();
    parts.uri = "http://elsewhere.example/v1/submissions?dry=1"
        .parse()
        .unwrap();
    assert_eq!(refusal(&parts), E::Authority, "two names for the server");
}

#[test]
fn a_foreign_key_does_not_fit() {
    let head = Head::read(&request()).unwrap();
    let other = SigningKey::from_seed(&[8; 32]).verifying_key();
    assert_eq!(
        head.verify(&other, &own(), NOW_S).unwrap_err(),
        SignatureError::Wrong
    );
}

fn verified(nonce: u8, created_s: u64, life_s: u64) -> Verified {
    let occasion = Occasion {
        now_s: created_s,
        life_s,
        nonce: Nonce([nonce; 16]),
    };
    let parts = received(&sign(&target(), Some(BODY), &key(), occasion));
    verify_at(&parts, created_s).unwrap()
}

#[test]
fn a_request_is_taken_once() {
    let mut nonces = Nonces::started_at(NOW_S - 100);
    let request = verified(1, NOW_S, 60);
    assert_eq!(nonces.claim(&request, NOW_S), Ok(()));
    assert_eq!(nonces.claim(&request, NOW_S), Err(SignatureError::Replayed));
    assert_eq!(nonces.claim(&verified(2, NOW_S, 60), NOW_S), Ok(()));
    // Forgotten a window after it expired, and refused by the floor from then on.
    assert_eq!(nonces.len(), 2);
    assert_eq!(
        nonces.claim(&verified(3, NOW_S + 400, 60), NOW_S + 400),
        Ok(())
    );
    assert_eq!(nonces.len(), 1);
    assert_eq!(
        nonces.claim(&request, NOW_S),
        Err(SignatureError::Forgotten),
        "the clock went back"
    );
}

#[test]
fn what_an_earlier_process_may_have_taken_is_refused() {
    let mut nonces = Nonces::started_at(NOW_S);
    for created_s in [NOW_S - 5, NOW_S, NOW_S + 10] {
        assert_eq!(
            nonces.claim(&verified(1, created_s, 60), NOW_S),
            Err(SignatureError::Forgotten)
        );
    }
    assert_eq!(nonces.wait_s(NOW_S), 11);
    assert_eq!(
        nonces.claim(&verified(1, NOW_S + 11, 60), NOW_S + 11),
        Ok(())
    );
    assert_eq!(nonces.wait_s(NOW_S + 11), 0);
}

#[test]
fn without_room_nothing_is_forgotten_early() {
    let mut nonces = Nonces::with_limits(NOW_S - 100, 2, 10);
    for nonce in [1, 2] {
        assert_eq!(nonces.claim(&verified(nonce, NOW_S, 60), NOW_S), Ok(()));
    }
    assert_eq!(
        nonces.claim(&verified(3, NOW_S, 60), NOW_S),
        Err(SignatureError::Overload)
    );
    assert_eq!(
        nonces.claim(&verified(1, NOW_S, 60), NOW_S),
        Err(SignatureError::Replayed),
        "the first is still known"
    );
    assert_eq!(
        nonces.claim(&verified(3, NOW_S + 360, 60), NOW_S + 360),
        Ok(())
    );
}

proptest! {
    /// Against a memory that never forgets: whatever the clock does, nothing is taken twice.
    #[test]
    fn nothing_is_taken_twice_whatever_the_clock_does(
        steps in prop::collection::vec((0u8..6, -700i64..900, 0u64..4), 1..60)
    ) {
        let mut nonces = Nonces::with_limits(NOW_S - 1000, 5, 5);
        let mut taken = std::collections::BTreeSet::new();
        let mut now_s = NOW_S;
        for (nonce, step, created) in steps {
            now_s = now_s.checked_add_signed(step).unwrap();
            let created_s = NOW_S + created * 100;
            let mut request = verified(nonce, created_s, 60);
            request.params.expires_s = created_s + 60;
            if created_s > now_s + 10 || created_s + 60 <= now_s {
                continue;
            }
            if nonces.claim(&request, now_s).is_ok() {
                prop_assert!(taken.insert((nonce, created_s)), "taken twice");
            }
        }
    }

    #[test]
    fn what_is_read_is_written_again(text in "[ -~]{0,120}") {
        if let Ok(params) = Params::parse(&text) {
            prop_assert_eq!(params.field(), text.clone());
        }
        if let Ok(signature) = parse_signature(&text) {
            prop_assert_eq!(signature_field(&signature), text.clone());
        }
        if let Ok(digest) = ContentDigest::parse(&text) {
            prop_assert_eq!(digest.to_string(), text);
        }
    }
}

/// Compares with the golden file, or writes it where asked to.
#[test]
fn a_signed_request_stays_as_it_is() {
    let signed = sign(&target(), Some(BODY), &key(), occasion(1));
    let target = target();
    let mut text = format!(
        "seed: {}\npublic: {}\nkey: {}\nmethod: {}\nauthority: {}\npath: {}\nquery: {}\nbody: {}\n",
        "07".repeat(32),
        truceline_register::codec::cbor::Digest(*key().verifying_key().as_bytes()),
        signed.params.key,
        target.method,
        target.authority,
        target.path,
        target.query,
        std::str::from_utf8(BODY).unwrap(),
    );
    for (name, value) in signed.headers() {
        text.push_str(&format!("{name}: {value}\n"));
    }
    text.push_str(&format!("base: {}\n", signed.base.replace('\n', "\\n")));
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../testdata/vectors/http/signed-request.txt");
    if std::env::var("TRUCELINE_REGENERATE_VECTORS").is_ok() {
        std::fs::write(&path, &text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        text, golden,
        "regenerate only if the profile was meant to change"
    );
}
