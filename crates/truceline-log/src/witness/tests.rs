#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::reply::{self, Reply, ReplyError};
use super::state::StateError;
use super::*;
use crate::checkpoint::CheckpointError;
use crate::fixture::{head, log_key, our_log, signed_head, tree_of, witness_key};
use crate::proof::ConsistencyProof;
use crate::tree::Tree;
use proptest::prelude::*;

const NOON_S: u64 = 1_700_000_000;

fn ask(tree: &Tree, from: u64, to: u64) -> Request {
    Request {
        old_size: from,
        proof: tree.consistency(from, to).unwrap(),
        checkpoint: signed_head(tree, to),
    }
}

/// A witness that cosigned the tree at `size`, if that is not 0.
fn witness_at(tree: &Tree, size: u64) -> WitnessState {
    let mut state = WitnessState::new();
    state.watch(our_log().verifier()).unwrap();
    if size > 0 {
        take(&mut state, &ask(tree, 0, size));
    }
    state
}

fn take(state: &mut WitnessState, request: &Request) {
    match decide(state, request) {
        Decision::Cosign(advance) => state.advance(&advance).unwrap(),
        refused => panic!("not cosigned: {refused:?}"),
    }
}

#[test]
fn a_growing_log_is_cosigned_from_any_size_to_any_size() {
    let tree = tree_of(1, 40);
    for from in 0..40 {
        let state = witness_at(&tree, from);
        for to in from.max(1)..=40 {
            let decision = decide(&state, &ask(&tree, from, to));
            let Decision::Cosign(advance) = decision else {
                panic!("{from} to {to}: {decision:?}")
            };
            assert_eq!(advance.from_size(), from);
            let mut next = state.clone();
            next.advance(&advance).unwrap();
            let origin = Origin::parse("register.example/kestrel").unwrap();
            let log = next.log(&origin).unwrap();
            assert_eq!((log.size(), log.root()), (to, tree.root_at(to).unwrap()));
        }
    }
}

#[test]
fn the_table_of_refusals() {
    let tree = tree_of(1, 40);
    let fork = tree_of(2, 40);
    let state = witness_at(&tree, 20);

    // 404: another log.
    let stranger = log_key("other.example", 1);
    let elsewhere = crate::checkpoint::Checkpoint {
        origin: Origin::of(stranger.name()),
        ..head(&tree, 30)
    };
    let request = Request {
        checkpoint: SignedCheckpoint::sign(elsewhere, &stranger).unwrap(),
        ..ask(&tree, 20, 30)
    };
    assert!(
        matches!(decide(&state, &request), Decision::UnknownOrigin(origin) if origin.as_str() == "other.example")
    );

    // 403: another key under the log's name.
    let forged =
        SignedCheckpoint::sign(head(&tree, 30), &log_key("register.example/kestrel", 9)).unwrap();
    let request = Request {
        checkpoint: forged,
        ..ask(&tree, 20, 30)
    };
    assert_eq!(
        decide(&state, &request),
        Decision::Forbidden(VerifyError::NoKnownSigner)
    );

    // 400: an old size above the checkpoint's, which is also how a rollback would look.
    let request = Request {
        old_size: 20,
        ..ask(&tree, 10, 15)
    };
    assert_eq!(
        decide(&state, &request),
        Decision::BadRequest(RequestError::OldSize { old: 20, new: 15 })
    );

    // 409: another old size; the answer names ours.
    for (from, to) in [(0, 30), (19, 30), (21, 30), (0, 20), (10, 15), (15, 15)] {
        let decision = decide(&state, &ask(&tree, from, to));
        assert_eq!(
            decision,
            Decision::Conflict {
                size: 20,
                fork: None
            },
            "{from} to {to}"
        );
        assert_eq!(
            (decision.status(), decision.refusal_body().as_deref()),
            (409, Some("20\n"))
        );
    }

    // 422: another history, or a proof that is none.
    let request = Request {
        old_size: 20,
        proof: fork.consistency(20, 30).unwrap(),
        checkpoint: signed_head(&fork, 30),
    };
    let decision = decide(&state, &request);
    assert!(
        matches!(
            decision,
            Decision::Unprocessable {
                fault: ConsistencyError::OldRootMismatch { .. },
                ..
            }
        ),
        "{decision:?}"
    );
    assert_eq!(decision.status(), 422);
    let evidence = decision.fork().expect("its own proof convicts it");
    assert_eq!(evidence.verify(&[our_log().verifier()]), Ok(()));
    let request = Request {
        proof: ConsistencyProof::default(),
        ..ask(&tree, 20, 30)
    };
    assert!(matches!(
        decide(&state, &request),
        Decision::Unprocessable {
            fault: ConsistencyError::WrongLength { .. },
            fork: None
        }
    ));
    let request = Request {
        proof: tree.consistency(20, 31).unwrap(),
        ..ask(&tree, 20, 30)
    };
    assert_eq!(decide(&state, &request).status(), 422);
    let request = Request {
        proof: ConsistencyProof::new(vec![tree.root()]).unwrap(),
        ..ask(&tree, 0, 30)
    };
    assert_eq!(decide(&witness_at(&tree, 0), &request).status(), 422);
    let request = Request {
        proof: ConsistencyProof::new(vec![tree.root()]).unwrap(),
        ..ask(&tree, 20, 20)
    };
    assert_eq!(decide(&state, &request).status(), 422);
}

#[test]
fn two_roots_of_one_size_leave_evidence() {
    let (tree, fork) = (tree_of(1, 40), tree_of(2, 40));
    let state = witness_at(&tree, 20);
    for old_size in [0, 5, 20] {
        let request = ask(&fork, old_size, 20);
        let Decision::Conflict {
            size: 20,
            fork: Some(evidence),
        } = decide(&state, &request)
        else {
            panic!("no evidence for old size {old_size}");
        };
        assert_eq!(evidence.verify(&[our_log().verifier()]), Ok(()));
        assert_eq!(
            evidence.first().checkpoint().root,
            tree.root_at(20).unwrap()
        );
    }
}

#[test]
fn a_witness_never_rolls_back_whatever_the_order() {
    let tree = tree_of(1, 40);
    let mut state = witness_at(&tree, 10);
    let (Decision::Cosign(near), Decision::Cosign(far)) = (
        decide(&state, &ask(&tree, 10, 12)),
        decide(&state, &ask(&tree, 10, 30)),
    ) else {
        panic!("both extend");
    };
    state.advance(&far).unwrap();
    let moved = state.clone();
    assert!(matches!(
        state.advance(&near),
        Err(StateError::Moved {
            now: 30,
            decided_at: 10,
            ..
        })
    ));
    assert_eq!(state, moved);
}

#[test]
fn what_is_written_down_has_the_logs_lines_alone_and_each_once() {
    let tree = tree_of(1, 40);
    let mut request = ask(&tree, 0, 30);
    request
        .checkpoint
        .add(
            cosignature::cosign(&request.checkpoint, &witness_key("w.example", 5), NOON_S).unwrap(),
        )
        .unwrap();
    let Decision::Cosign(advance) = decide(&witness_at(&tree, 0), &request) else {
        panic!("extends")
    };
    assert_eq!(*advance.checkpoint(), signed_head(&tree, 30));
}

#[test]
fn both_sides_meet_over_their_texts() {
    let tree = tree_of(1, 40);
    let (witness, mut state) = (witness_key("w.example", 5), witness_at(&tree, 10));
    let known = [witness.verifier()];

    // The log does not know where the witness stands, learns it, and comes back.
    let first = ask(&tree, 0, 40);
    let decision = decide_body(&state, first.to_string().as_bytes());
    let body = decision.refusal_body().unwrap();
    assert_eq!(
        reply::read(&first, decision.status(), body.as_bytes(), &known),
        Ok(Reply::RetryFrom(10))
    );

    let second = ask(&tree, 10, 40);
    let Decision::Cosign(advance) = decide_body(&state, second.to_string().as_bytes()) else {
        panic!("extends")
    };
    state.advance(&advance).unwrap();
    let line = advance.cosign(&witness, NOON_S).unwrap().to_string();
    let Ok(Reply::Cosigned(checkpoint)) = reply::read(&second, 200, line.as_bytes(), &known) else {
        panic!("a cosignature");
    };
    let verified = checkpoint
        .note()
        .verify(&[our_log().verifier(), witness.verifier()])
        .unwrap();
    assert_eq!(verified.signatures.len(), 2);

    // The same again is cosigned again, with a later time.
    let again = ask(&tree, 40, 40);
    assert!(matches!(decide(&state, &again), Decision::Cosign(_)));
}

#[test]
fn the_log_knows_when_to_stop() {
    let tree = tree_of(1, 40);
    let witness = witness_key("w.example", 5);
    let known = [witness.verifier()];
    let sent = ask(&tree, 10, 30);
    let read =
        |sent: &Request, status, body: &str| reply::read(sent, status, body.as_bytes(), &known);

    assert_eq!(
        read(&sent, 409, "31\n"),
        Err(ReplyError::WitnessAhead {
            theirs: 31,
            ours: 30
        })
    );
    assert_eq!(read(&sent, 409, "30\n"), Ok(Reply::RetryFrom(30)));
    assert_eq!(read(&sent, 409, "0\n"), Ok(Reply::RetryFrom(0)));
    assert_eq!(
        read(&ask(&tree, 30, 30), 409, "30\n"),
        Err(ReplyError::SplitView { size: 30 })
    );
    for body in ["10\n", "30", "030\n", "", "x\n", "30\n\n"] {
        assert!(
            matches!(read(&sent, 409, body), Err(ReplyError::Malformed(_))),
            "{body:?}"
        );
    }
    for status in [400, 403, 404, 422] {
        assert!(
            matches!(read(&sent, status, ""), Err(ReplyError::Refused { .. })),
            "{status}"
        );
    }
    assert_eq!(
        read(&sent, 503, ""),
        Err(ReplyError::Unavailable { status: 503 })
    );

    // Lines by others are ignored, and alone are not enough; a false line by the witness is refused.
    let stranger = cosignature::cosign(&sent.checkpoint, &witness_key("x.example", 6), NOON_S)
        .unwrap()
        .to_string();
    assert_eq!(
        read(&sent, 200, &stranger),
        Err(ReplyError::Signature(VerifyError::NoKnownSigner))
    );
    let ours = cosignature::cosign(&sent.checkpoint, &witness, NOON_S)
        .unwrap()
        .to_string();
    let Ok(Reply::Cosigned(checkpoint)) = read(&sent, 200, &format!("{stranger}{ours}")) else {
        panic!("cosigned")
    };
    assert_eq!(checkpoint.note().signatures().len(), 2);
    let elsewhere = cosignature::cosign(&signed_head(&tree, 29), &witness, NOON_S)
        .unwrap()
        .to_string();
    assert!(matches!(
        read(&sent, 200, &elsewhere),
        Err(ReplyError::Signature(VerifyError::BadSignature { .. }))
    ));
    // The log's own line, echoed, is no cosignature.
    let echoed = sent.checkpoint.note().signatures()[0].to_string();
    assert!(matches!(
        read(&sent, 200, &echoed),
        Err(ReplyError::Signature(VerifyError::NoKnownSigner))
    ));
    assert!(matches!(
        read(&sent, 200, ""),
        Err(ReplyError::Malformed(_))
    ));
}

#[test]
fn a_request_reads_back_and_other_texts_do_not() {
    let tree = tree_of(1, 40);
    for (from, to) in [(0, 40), (13, 40), (40, 40)] {
        let request = ask(&tree, from, to);
        assert_eq!(Request::parse(request.to_string().as_bytes()), Ok(request));
    }
    let text = ask(&tree, 13, 40).to_string();
    let fault = |text: &str| Request::parse(text.as_bytes()).unwrap_err();
    assert_eq!(
        fault(&text.replace("old 13", "old 013")),
        RequestError::OldSizeLine
    );
    assert_eq!(
        fault(&text.replace("old 13", "old  13")),
        RequestError::OldSizeLine
    );
    assert_eq!(
        fault(&text.replace("old 13", "size 13")),
        RequestError::OldSizeLine
    );
    assert_eq!(
        fault(&text.replace("old 13\n", "old 13\nAAAA\n")),
        RequestError::ProofLine { line: 2 }
    );
    assert_eq!(fault(&text.replace("\n\n", "\n")), RequestError::Shape);
    assert_eq!(fault(&format!("\n{text}")), RequestError::OldSizeLine);
    let hash = format!("{}\n", tree.root().to_base64());
    let long = text.replace("old 13\n", &format!("old 13\n{}", hash.repeat(64)));
    assert_eq!(fault(&long), RequestError::ProofTooLong);
    assert!(matches!(
        fault("old 0\n\nx\n"),
        RequestError::Checkpoint(CheckpointError::Note(_))
    ));
    let large = vec![b'x'; request::MAX_REQUEST_BYTES + 1];
    assert!(matches!(
        decide_body(&WitnessState::new(), &large),
        Decision::BadRequest(RequestError::TooLarge { .. })
    ));
}

#[test]
fn the_state_reads_back_and_a_changed_one_does_not() {
    let tree = tree_of(1, 40);
    let mut state = witness_at(&tree, 20);
    state
        .watch(log_key("register.example/kestrel", 7).verifier())
        .unwrap();
    state.watch(log_key("a.example", 8).verifier()).unwrap();
    state.watch(log_key("z.example", 9).verifier()).unwrap();
    let text = state.to_string();
    assert_eq!(WitnessState::parse(text.as_bytes()), Ok(state));
    assert_eq!(
        WitnessState::parse(WitnessState::new().to_string().as_bytes()),
        Ok(WitnessState::new())
    );
    // A rollback by hand is caught by the signature.
    let rolled_back = text.replace("\n20\n", "\n19\n");
    assert_ne!(rolled_back, text);
    assert!(matches!(
        WitnessState::parse(rolled_back.as_bytes()),
        Err(StateError::Signature { .. })
    ));
    for cut in 0..text.len() {
        // What is cut between two logs is a smaller state; everything else is none.
        if let Ok(smaller) = WitnessState::parse(&text.as_bytes()[..cut]) {
            assert_eq!(smaller.to_string(), text[..cut]);
        }
    }
    let cosigner = WitnessState::new().watch(witness_key("a.example", 8).verifier());
    assert!(matches!(cosigner, Err(StateError::NotALogKey { .. })));
}

proptest! {
    /// Requests in any order, honest or not: the size never falls, and what was cosigned is one history.
    #[test]
    fn whatever_is_asked_only_one_history_is_cosigned(
        asked in prop::collection::vec((any::<bool>(), 0u64..=24, 1u64..=24, any::<bool>()), 1..40),
    ) {
        let histories = [tree_of(1, 24), tree_of(2, 24)];
        let mut state = witness_at(&histories[0], 0);
        let origin = Origin::parse("register.example/kestrel").unwrap();
        let mut cosigned: Vec<SignedCheckpoint> = Vec::new();
        for (second, from, to, honest_old) in asked {
            let tree = &histories[usize::from(second)];
            let from = if honest_old { state.log(&origin).unwrap().size() } else { from };
            let proof = tree.consistency(from.min(to), to).unwrap();
            let request = Request { old_size: from, proof, checkpoint: signed_head(tree, to) };
            let before = state.log(&origin).unwrap().size();
            if let Decision::Cosign(advance) = decide(&state, &request) {
                state.advance(&advance).unwrap();
                cosigned.push(advance.checkpoint().clone());
            }
            prop_assert!(state.log(&origin).unwrap().size() >= before);
        }
        let of = |tree: &Tree| cosigned.iter().all(|signed| {
            let head = signed.checkpoint();
            tree.root_at(head.size) == Ok(head.root)
        });
        prop_assert!(of(&histories[0]) || of(&histories[1]));
    }

    #[test]
    fn arbitrary_bytes_are_answered(bytes: Vec<u8>, status: u16, text: String) {
        let tree = tree_of(1, 4);
        let state = witness_at(&tree, 2);
        prop_assert_eq!(decide_body(&state, &bytes).status(), 400);
        prop_assert!(WitnessState::parse(&bytes).is_err());
        prop_assert!(WitnessState::parse(text.as_bytes()).is_err());
        let sent = ask(&tree, 2, 4);
        let outcome = reply::read(&sent, status, &bytes, &[witness_key("w.example", 5).verifier()]);
        prop_assert!(!matches!(outcome, Ok(Reply::Cosigned(_))));
    }
}
