#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::keeper::{Keeper, SIZE_MEDIA_TYPE, open_state};
use super::round::{Answer, Heard, Round, take_round};
use crate::exit::Problem;
use std::path::PathBuf;
use tempfile::TempDir;
use truceline_engine::keyfile::{Key, Purpose, Seed};
use truceline_log::checkpoint::{Checkpoint, Origin, SignedCheckpoint};
use truceline_log::fork::ForkEvidence;
use truceline_log::hash::Hash;
use truceline_log::key::SigningKey;
use truceline_log::policy::{Policy, Standing};
use truceline_log::tree::Tree;
use truceline_log::vkey::{Algorithm, KeyName, SignerKey};
use truceline_log::witness::request::Request;

const NOW_S: u64 = 1_790_000_000;

fn signer() -> SignerKey {
    let name = KeyName::parse("register.example/valley").unwrap();
    SignerKey::new(name, Algorithm::Ed25519, SigningKey::from_seed(&[3; 32]))
}

fn tree(size: u64, branch: u8) -> Tree {
    let mut tree = Tree::new();
    for index in 0..size {
        let word = if index < 10 { 0 } else { branch };
        tree.push(Hash::of_leaf(&[word, index as u8]));
    }
    tree
}

fn signed(tree: &Tree, size: u64) -> SignedCheckpoint {
    let checkpoint = Checkpoint {
        origin: Origin::of(signer().name()),
        size,
        root: tree.root_at(size).unwrap(),
    };
    SignedCheckpoint::sign(checkpoint, &signer()).unwrap()
}

fn request(tree: &Tree, from: u64, to: u64) -> Vec<u8> {
    let request = Request {
        old_size: from,
        proof: tree.consistency(from, to).unwrap(),
        checkpoint: signed(tree, to),
    };
    request.to_string().into_bytes()
}

/// A witness's folder and key; it watches the log.
struct Post {
    folder: TempDir,
    key: Key,
}

impl Post {
    fn of(name: &str, seed: u8) -> Self {
        let post = Self {
            folder: tempfile::tempdir().unwrap(),
            key: Key {
                purpose: Purpose::Witness,
                name: name.to_owned(),
                seed: Seed::from_bytes([seed; 32]),
            },
        };
        let (mut state, _lock) = open_state(&post.state()).unwrap();
        state.watch(signer().verifier()).unwrap();
        crate::file::replace(&post.state(), state.to_string().as_bytes()).unwrap();
        post
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("mission.state")
    }

    fn open(&self) -> Keeper {
        Keeper::open(&self.state(), &self.key).unwrap()
    }
}

#[test]
fn a_witness_answers_as_the_specification_says() {
    let post = Post::of("witness.example/north", 7);
    let keeper = post.open();
    let log = tree(64, 1);
    let answer = |body: &[u8]| {
        let reply = keeper.add_checkpoint(body, NOW_S).unwrap();
        (reply.status, reply.body)
    };
    let (status, line) = answer(&request(&log, 0, 20));
    assert_eq!(status, 200);
    assert!(
        line.starts_with("\u{2014} witness.example/north "),
        "{line}"
    );
    assert_eq!(answer(&request(&log, 20, 20)).0, 200, "again is no harm");
    assert_eq!(answer(&request(&log, 0, 40)), (409, "20\n".to_owned()));
    let conflict = keeper.add_checkpoint(&request(&log, 0, 40), NOW_S).unwrap();
    assert_eq!(conflict.media_type, SIZE_MEDIA_TYPE);
    assert_eq!(answer(b"no request").0, 400);
    let other = tree(64, 2);
    let reply = keeper
        .add_checkpoint(&request(&other, 20, 40), NOW_S)
        .unwrap();
    assert_eq!(reply.status, 422);
    let evidence = std::fs::read(reply.evidence.unwrap()).unwrap();
    let evidence = ForkEvidence::parse(&evidence).unwrap();
    assert_eq!(evidence.verify(&[signer().verifier()]), Ok(()));
    assert_eq!(
        keeper.watched(),
        [("register.example/valley".to_owned(), 20)]
    );
    let stranger = Keeper::open(&post.folder.path().join("new.state"), &post.key).unwrap();
    let reply = stranger
        .add_checkpoint(&request(&log, 0, 20), NOW_S)
        .unwrap();
    assert_eq!(reply.status, 404);
    let forged = String::from_utf8(request(&log, 20, 40)).unwrap();
    let forged = forged.replacen(
        "\n\nregister.example/valley\n40",
        "\n\nregister.example/valley\n41",
        1,
    );
    assert_eq!(answer(forged.as_bytes()).0, 403);
}

#[test]
fn a_witness_remembers_over_a_restart_what_it_cosigned() {
    let post = Post::of("witness.example/north", 7);
    let log = tree(64, 1);
    let first = post.open();
    assert!(
        Keeper::open(&post.state(), &post.key).is_err(),
        "one process alone"
    );
    assert_eq!(
        first
            .add_checkpoint(&request(&log, 0, 20), NOW_S)
            .unwrap()
            .status,
        200
    );
    drop(first);
    let again = post.open();
    let split = request(&tree(64, 2), 0, 20);
    let reply = again.add_checkpoint(&split, NOW_S).unwrap();
    assert_eq!(reply.status, 409);
    let evidence = std::fs::read(reply.evidence.unwrap()).unwrap();
    let evidence = ForkEvidence::parse(&evidence).unwrap();
    assert_eq!(evidence.verify(&[signer().verifier()]), Ok(()));
}

#[test]
fn nothing_is_cosigned_that_is_not_on_disk() {
    let post = Post::of("witness.example/north", 7);
    let keeper = post.open();
    let log = tree(64, 1);
    std::fs::remove_dir_all(post.folder.path()).unwrap();
    assert!(keeper.add_checkpoint(&request(&log, 0, 20), NOW_S).is_err());
    assert_eq!(
        keeper.watched(),
        [("register.example/valley".to_owned(), 0)]
    );
}

/// Two witnesses, of which the policy asks for both.
fn policy(posts: [&Keeper; 2]) -> Policy {
    let [north, south] = posts.map(Keeper::verifier_key);
    let text = format!(
        "log {}\nwitness north {north} https://north.example/w/\nwitness south {south} https://south.example\ngroup both all north south\nquorum both\n",
        signer().verifier()
    );
    Policy::parse(text.as_bytes()).unwrap()
}

type Line<'a> = &'a mut dyn FnMut(&str, &[u8]) -> Result<Answer, Problem>;

fn round(
    policy: &Policy,
    log: &Tree,
    size: u64,
    history: &[SignedCheckpoint],
    line: Line<'_>,
) -> Result<Round, Problem> {
    take_round(policy, log, &signed(log, size), history, line)
}

#[test]
fn a_round_reaches_the_quorum_however_far_behind_a_witness_is() {
    let posts = [
        Post::of("witness.example/north", 7),
        Post::of("witness.example/south", 8),
    ];
    let [north, south] = [posts[0].open(), posts[1].open()];
    let policy = policy([&north, &south]);
    let log = tree(64, 1);
    let deliver = |url: &str, body: &[u8]| {
        let keeper = match url {
            "https://north.example/w/add-checkpoint" => &north,
            "https://south.example/add-checkpoint" => &south,
            other => panic!("{other}"),
        };
        let reply = keeper.add_checkpoint(body, NOW_S)?;
        Ok((reply.status, reply.body.into_bytes()))
    };
    let mut only_north = |url: &str, body: &[u8]| match url.contains("north") {
        true => deliver(url, body),
        false => Err(Problem::unavailable("no line")),
    };
    let first = round(&policy, &log, 20, &[], &mut only_north).unwrap();
    assert_eq!(
        first.verdict.standing,
        Standing::Cosigned { cosigned: 1, of: 2 }
    );
    assert_eq!(first.verdict.missing, ["south"]);
    assert!(first.heard[0].fault.is_none() && first.heard[1].fault.is_some());
    // The line is back: north is at 20, south at nothing.
    let mut both = |url: &str, body: &[u8]| deliver(url, body);
    let kept = [first.checkpoint];
    let second = round(&policy, &log, 40, &kept, &mut both).unwrap();
    assert_eq!(second.verdict.standing, Standing::Quorum);
    // Whoever lost the history asks from nothing, is told the size, and asks from there.
    let third = round(&policy, &log, 64, &[], &mut both).unwrap();
    assert!(third.verdict.quorum_reached);
    // What is cosigned is not asked for again.
    let mut nobody = |_: &str, _: &[u8]| panic!("asked again");
    let again = round(&policy, &log, 64, &[third.checkpoint], &mut nobody).unwrap();
    assert!(again.verdict.quorum_reached && again.heard.is_empty());
}

#[test]
fn a_witness_of_another_history_is_told_apart_from_one_that_cannot_be_reached() {
    let posts = [
        Post::of("witness.example/north", 7),
        Post::of("witness.example/south", 8),
    ];
    let [north, south] = [posts[0].open(), posts[1].open()];
    let policy = policy([&north, &south]);
    let ours = tree(64, 1);
    // North has cosigned another tree of this size; South has cosigned a longer one.
    let split = request(&tree(20, 2), 0, 20);
    assert_eq!(north.add_checkpoint(&split, NOW_S).unwrap().status, 200);
    let longer = request(&ours, 0, 64);
    assert_eq!(south.add_checkpoint(&longer, NOW_S).unwrap().status, 200);
    for keeper in [&north, &south] {
        let mut line = |_: &str, body: &[u8]| {
            let reply = keeper.add_checkpoint(body, NOW_S)?;
            Ok((reply.status, reply.body.into_bytes()))
        };
        let heard = round(&policy, &ours, 20, &[], &mut line).unwrap().heard;
        assert!(heard.iter().all(Heard::is_other_history), "{heard:?}");
    }
    // At a larger size: the proof from the size that North names does not fit the tree that North has.
    let mut both = |url: &str, body: &[u8]| {
        let keeper = if url.contains("north") {
            &north
        } else {
            &south
        };
        let reply = keeper.add_checkpoint(body, NOW_S)?;
        Ok((reply.status, reply.body.into_bytes()))
    };
    let later = round(&policy, &ours, 64, &[], &mut both).unwrap();
    let other: Vec<(&str, bool)> = later
        .heard
        .iter()
        .map(|heard| (heard.witness.as_str(), heard.is_other_history()))
        .collect();
    assert_eq!(other, [("north", true), ("south", false)]);
    assert_eq!(
        later.verdict.cosigned.len(),
        1,
        "South cosigns all the same"
    );
    let mut foreign = |_: &str, _: &[u8]| Ok((200, b"no line".to_vec()));
    let heard = round(&policy, &ours, 40, &[], &mut foreign).unwrap();
    assert!(
        heard
            .heard
            .iter()
            .all(|heard| heard.fault.is_some() && !heard.is_other_history())
    );
    assert!(!heard.verdict.quorum_reached);
}
