//! A party's own copy of what it may know of a register that a server keeps.
//!
//! The command line works on it as on a data folder: the records of the party's portion are applied in the
//! log's order, with a filler for everything that is not the party's to know. What was submitted is believed
//! to be on record only when its receipt verifies under the log's key as the register's genesis names it, and the
//! genesis is the one that the key's card is for: a server is trusted for no more than being there. At each
//! contact it proves that its log begins with all that it has shown the party before ([`contact`]).

pub mod contact;

use crate::card::DeskCard;
use crate::client::{Client, Form, Sent};
use crate::exit::{Exit, Problem};
use crate::http::portion::MAX_ENTRIES;
use crate::http::statement::SUBMISSION;
use crate::seen::SeenFile;
use crate::session::verifier;
use crate::wire::portion::PortionPage;
use crate::wire::problem::ProblemDocument;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;
use truceline_engine::evidence::LeafContent;
use truceline_engine::writer::{Answer, CommitError};
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::receipt::Receipt;
use truceline_register::codec::disclosure::Disclosures;
use truceline_register::codec::record::Record;
use truceline_register::codec::statement::Submission;
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::refusal::{Refusal, RefusalCode};
use truceline_register::register::Register;
use truceline_register::time::Instant;

/// A party's copy, and the line to the server.
pub struct Replica {
    client: RefCell<Client>,
    party: PartyId,
    register: Register,
    records: BTreeMap<LogIndex, Record>,
    /// Receipts of what was submitted with it.
    receipts: BTreeMap<LogIndex, String>,
    now: Instant,
    /// What the party was shown of the log, over all runs.
    seen: SeenFile,
    /// Why nothing of the server's is to be relied on.
    alarm: Option<Problem>,
    /// Witnesses that say they have seen another history.
    other_history: Vec<String>,
}

/// Most entries that a party fetches.
const MAX_FETCHED: u64 = 1 << 26;
/// Most entries that it fetches of a server that is not relied on: enough for the names of those whom a stop is for.
const MAX_UNPROVEN: u64 = 1 << 17;

/// What is read of the server's answer to submissions.
#[derive(Deserialize)]
struct Stated {
    statements: Vec<StatedOne>,
}

#[derive(Deserialize)]
struct StatedOne {
    index: Option<LogIndex>,
    #[serde(default)]
    repeated: bool,
    receipt: Option<String>,
    problem: Option<ProblemDocument>,
}

/// What is beyond a key's share is sent again after so long at first, and at most so long after the last time.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How long nothing of it may be taken until it is given up.
const LONGEST_WAIT: Duration = Duration::from_secs(180);

impl Replica {
    /// Fetches the portion of a key's party; `watch` is told how far it has come. `seen` is what the party was
    /// shown before; what the server makes of that is told by [`Self::alarm`].
    ///
    /// # Errors
    /// [`Problem`]: the server's, or it keeps another register than the key's card is for.
    pub fn fetch(
        client: Client,
        card: &DeskCard,
        seen: SeenFile,
        watch: &mut dyn FnMut(u64),
    ) -> Result<Self, Problem> {
        let alarm = seen.trouble().cloned();
        let mut replica = Self {
            client: RefCell::new(client),
            party: card.party,
            register: Register::new(),
            records: BTreeMap::new(),
            receipts: BTreeMap::new(),
            now: Instant::MIN,
            seen,
            alarm,
            other_history: Vec::new(),
        };
        let more = replica.page(watch)?;
        let authority = &replica.register.authority;
        if authority.genesis_digest() != card.genesis || authority.origin() != card.origin {
            return Err(Problem::unverified(format!(
                "the server keeps the register \"{}\" (or another genesis), and the key's card is for \"{}\"; is it the right server?",
                authority.origin(),
                card.origin
            )));
        }
        replica.contact();
        let mut more = replica.is_signed() && more;
        while more {
            more = match replica.page(watch) {
                Ok(more) => replica.is_signed() && more,
                // The party's own genesis is there: what is urgent can be said to it all the same.
                Err(problem) if problem.exit == Exit::VerificationFailed as u8 => {
                    replica.alarm.get_or_insert(problem);
                    false
                }
                Err(problem) => return Err(problem),
            };
        }
        Ok(replica)
    }

    /// Fetches what is new.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn catch_up(&mut self, watch: &mut dyn FnMut(u64)) -> Result<(), Problem> {
        loop {
            let more = self.page(watch)?;
            if !self.is_signed() || !more {
                return self.heed();
            }
        }
    }

    /// Fetches a page; whether there are more.
    fn page(&mut self, watch: &mut dyn FnMut(u64)) -> Result<bool, Problem> {
        let path = format!("/v1/portion?from={}", self.register.size);
        let answer = self.client.borrow_mut().get(&path, Form::Bytes)?;
        let page = PortionPage::from_bytes(&answer.body).map_err(|error| unreadable(&error))?;
        self.take(&page)?;
        watch(self.register.size);
        Ok(page.end < page.size)
    }

    /// Whether the log's key has signed as many entries as were fetched, asked again where that is not known. A server that
    /// shows more is relied on for nothing, and does not choose how much memory its entries take.
    fn is_signed(&mut self) -> bool {
        let fetched = self.register.size;
        if self.alarm.is_none() && fetched > self.seen().largest() {
            self.contact();
        }
        let signed = self.seen().largest();
        if fetched > signed && self.alarm.is_none() {
            self.alarm = Some(unreadable(&format!(
                "it shows {fetched} entries, and its log has signed {signed}"
            )));
        }
        let most = match self.alarm {
            None => MAX_FETCHED,
            Some(_) => MAX_UNPROVEN,
        };
        if fetched >= most && self.alarm.is_none() {
            self.alarm = Some(unreadable(&format!("of more than {most} entries")));
        }
        fetched < most
    }

    fn take(&mut self, page: &PortionPage) -> Result<(), Problem> {
        if page.end <= self.register.size && page.end < page.size {
            return Err(unreadable(&"a page without an end"));
        }
        // Each entry takes memory here, whether the page says anything of it or not.
        if page.end > page.size || page.end.saturating_sub(self.register.size) > MAX_ENTRIES {
            return Err(unreadable(&"a page of more entries than there are in one"));
        }
        for portion in &page.records {
            let record = portion.record().map_err(|error| unreadable(&error))?;
            if record.index < self.register.size || record.index >= page.end {
                return Err(unreadable(&"records out of order"));
            }
            while self.register.size < record.index {
                self.register.apply_pad();
            }
            self.register.apply(&record);
            self.records.insert(record.index, record);
        }
        while self.register.size < page.end {
            self.register.apply_pad();
        }
        self.now = self
            .register
            .last_received
            .map_or(page.now, |last| last.max(page.now));
        Ok(())
    }

    /// What the party may know.
    #[must_use]
    pub const fn register(&self) -> &Register {
        &self.register
    }

    /// Whose it is.
    #[must_use]
    pub const fn party(&self) -> PartyId {
        self.party
    }

    /// The server's time when it was fetched.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// A record as the party may have it.
    ///
    /// # Errors
    /// [`Problem`]: there is none, or it is not the party's to know.
    pub fn record(&self, index: LogIndex) -> Result<Record, Problem> {
        self.records.get(&index).cloned().ok_or_else(|| {
            crate::http::problem::problem(
                "not-found",
                format!("there is no record at index {index}, or it is not for your party"),
            )
        })
    }

    /// The records that the party may have, from an index on.
    pub fn since(&self, from: LogIndex) -> impl Iterator<Item = &Record> {
        self.records.range(from..).map(|(_, record)| record)
    }

    /// Submits; answers in order.
    ///
    /// # Errors
    /// [`CommitError`]: nothing was recorded, or nobody knows.
    pub fn submit(&mut self, submissions: &[Submission]) -> Result<Vec<Answer>, CommitError> {
        let mut answers: Vec<Option<Answer>> = vec![None; submissions.len()];
        let (mut waited, mut pause) = (Duration::ZERO, FIRST_PAUSE);
        loop {
            let open: Vec<usize> = (0..submissions.len())
                .filter(|place| answers[*place].is_none())
                .collect();
            let sent: Vec<Submission> = open
                .iter()
                .map(|place| submissions[*place].clone())
                .collect();
            let mut taken = false;
            let is_list = submissions.len() > 1;
            let round = self.submit_once(&sent, is_list).map_err(|error| {
                match answers.iter().any(Option::is_some) {
                    // Of the rounds before something stands, so the key's chain goes on behind it.
                    true => CommitError::Unknown(error.to_string()),
                    false => error,
                }
            })?;
            for (place, answer) in open.iter().zip(round) {
                taken |= answer.is_some();
                answers[*place] = answer;
            }
            if answers.iter().all(Option::is_some) {
                return Ok(answers.into_iter().flatten().collect());
            }
            // What is beyond this key's share of a minute is taken later, the same bytes in the same order: were it
            // signed anew, the key's chain would fork.
            (waited, pause) = match taken {
                true => (Duration::ZERO, FIRST_PAUSE),
                false => (waited + pause, (pause * 2).min(LONGEST_PAUSE)),
            };
            if waited > LONGEST_WAIT {
                let what = "the server takes no more of this key's statements; try again later";
                return Err(CommitError::NotWritten(what.to_owned()));
            }
            std::thread::sleep(pause);
        }
    }

    /// Sends them once; of a list nothing stands for those that are beyond this key's share.
    fn submit_once(
        &mut self,
        submissions: &[Submission],
        is_list: bool,
    ) -> Result<Vec<Option<Answer>>, CommitError> {
        if self.alarm.is_none() && !self.seen().has_room(submissions.len()) {
            // What waits for a proof is proven before anything of it is let go.
            self.contact();
        }
        let list: Vec<String> = submissions
            .iter()
            .map(|submission| BASE64_STANDARD.encode(submission.to_bytes()))
            .collect();
        let (bytes, media_type) = match submissions {
            [one] => (one.to_bytes(), SUBMISSION),
            _ => {
                let list = serde_json::json!({ "submissions": list });
                (list.to_string().into_bytes(), "application/json")
            }
        };
        let sent = Sent {
            media_type,
            bytes: &bytes,
        };
        let answer = self
            .client
            .get_mut()
            .post("/v1/statements", sent, Form::Json);
        let statements = match answer {
            Ok(answer) => {
                let stated: Stated = answer
                    .json()
                    .map_err(|problem| CommitError::Unknown(problem.what))?;
                stated.statements
            }
            // Of a single one the answer is its own problem.
            Err(problem) => vec![StatedOne {
                index: problem.index,
                repeated: false,
                receipt: None,
                problem: Some(ProblemDocument::of(&problem)),
            }],
        };
        if statements.len() != submissions.len() {
            let what = "the server's answer is not of as many statements as were sent";
            return Err(CommitError::Unknown(what.to_owned()));
        }
        let mut answers = Vec::with_capacity(statements.len());
        let mut shown = Vec::new();
        let mut failed = None;
        for (one, submission) in statements.into_iter().zip(submissions) {
            if is_list && one.problem.as_ref().is_some_and(is_beyond_share) {
                answers.push(None);
                continue;
            }
            match self.take_answer(one, submission, &mut shown) {
                Ok(answer) => answers.push(Some(answer)),
                Err(error) => {
                    failed.get_or_insert(error);
                }
            }
        }
        // What the log's key has signed is kept, whatever else is wrong with the answer.
        self.note(&shown);
        failed.map_or(Ok(answers), Err)
    }

    fn take_answer(
        &mut self,
        one: StatedOne,
        submission: &Submission,
        shown: &mut Vec<SignedCheckpoint>,
    ) -> Result<Answer, CommitError> {
        if let Some(problem) = one.problem {
            return refused(problem.into_problem(), one.index);
        }
        let (Some(index), Some(receipt)) = (one.index, one.receipt) else {
            let what = "the server gave no receipt; ask for it, or send the same again";
            return Err(CommitError::Unknown(what.to_owned()));
        };
        let record = self
            .proven(index, &receipt, submission, shown)
            .map_err(CommitError::Unknown)?;
        self.now = self.now.max(record.part.received_at);
        self.records.insert(index, record);
        self.receipts.insert(index, receipt);
        Ok(match one.repeated {
            true => Answer::Repeated { index },
            false => Answer::Admitted { index },
        })
    }

    /// The record that a receipt proves, with what was disclosed beside the statement. The receipt's checkpoint was shown where
    /// the log's key has signed it, also where the rest proves nothing.
    fn proven(
        &self,
        index: LogIndex,
        text: &str,
        submission: &Submission,
        shown: &mut Vec<SignedCheckpoint>,
    ) -> Result<Record, String> {
        let wrong = |what: &dyn std::fmt::Display| {
            format!(
                "the server's receipt for index {index} does not verify: {what}; keep it as evidence"
            )
        };
        let receipt = Receipt::parse(text.as_bytes()).map_err(|error| wrong(&error))?;
        let keys = [verifier(&self.register).map_err(|problem| wrong(&problem))?];
        let signed = receipt.checkpoint();
        signed.verify(&keys).map_err(|error| wrong(&error))?;
        shown.push(signed.clone().with_claims_of(&keys));
        let content = LeafContent::of_receipt(&receipt).map_err(|error| wrong(&error))?;
        let head = signed.checkpoint();
        receipt
            .proof()
            .verify(&content.leaf_hash(), index, head.size, &head.root)
            .map_err(|error| wrong(&error))?;
        let disclosures = Disclosures::of(submission.disclosures.iter().cloned());
        let record =
            Record::read(index, &content.envelope, disclosures).map_err(|error| wrong(&error))?;
        let said = record
            .statement
            .as_ref()
            .map(|statement| statement.to_bytes());
        match said == Some(submission.statement.clone()) && receipt.index() == index {
            true => Ok(record),
            false => Err(wrong(&"it is another statement's")),
        }
    }

    /// The receipt of a record.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn receipt(&self, index: LogIndex) -> Result<String, Problem> {
        if let Some(receipt) = self.receipts.get(&index) {
            return Ok(receipt.clone());
        }
        self.text(&format!("/v1/receipts/{index}"))
    }

    /// The latest checkpoint.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn checkpoint(&self) -> Result<String, Problem> {
        self.text("/v1/checkpoint")
    }

    /// What stands at a path, as text.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn text(&self, path: &str) -> Result<String, Problem> {
        self.client.borrow_mut().get(path, Form::Bytes)?.text()
    }

    /// What stands at a path, as the bytes that it is.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, Problem> {
        Ok(self.client.borrow_mut().get(path, Form::Bytes)?.body)
    }

    /// What stands at a path: as the commands print it, and as JSON.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn shown(&self, path: &str) -> Result<(String, serde_json::Value), Problem> {
        let mut client = self.client.borrow_mut();
        let json = client.get(path, Form::Json)?.json()?;
        Ok((client.get(path, Form::Text)?.text()?, json))
    }

    /// Has something done that needs no words, and gives the bytes of the answer.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn order(&self, path: &str) -> Result<Vec<u8>, Problem> {
        let sent = Sent {
            media_type: "application/json",
            bytes: &[],
        };
        Ok(self.client.borrow_mut().post(path, sent, Form::Json)?.body)
    }

    /// Posts a question and gives the bytes of its answer.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn ask(
        &self,
        path: &str,
        question: &serde_json::Value,
        form: Form,
    ) -> Result<Vec<u8>, Problem> {
        let bytes = question.to_string().into_bytes();
        let sent = Sent {
            media_type: "application/json",
            bytes: &bytes,
        };
        Ok(self.client.borrow_mut().post(path, sent, form)?.body)
    }
}

/// Problems that a server answers with before its writer has seen anything.
const BEFORE_THE_WRITER: &[&str] = &[
    "usage",
    "malformed",
    "signature",
    "not-signed-in",
    "session-over",
    "not-allowed",
    "not-found",
    "method-not-allowed",
    "slow-request",
    "too-large",
    "unsupported-media-type",
    "headers-too-large",
    "too-many-requests",
    "overload",
    "starting",
    "stopping",
];

/// Whether a statement was not taken because its key's share of a minute is used up.
fn is_beyond_share(problem: &ProblemDocument) -> bool {
    problem.code == "too-many-requests"
}

/// A refusal of the register, or why nothing was recorded.
fn refused(problem: Problem, index: Option<LogIndex>) -> Result<Answer, CommitError> {
    let code = RefusalCode::ALL
        .iter()
        .find(|code| code.code() == problem.code);
    match code {
        Some(code) => Ok(Answer::Refused {
            refusal: Refusal::new(*code, problem.what),
            index,
        }),
        None if problem.code == "no-space" => Err(CommitError::NoSpace(problem.what)),
        None if BEFORE_THE_WRITER.contains(&problem.code.as_str()) => {
            Err(CommitError::NotWritten(problem.to_string()))
        }
        None => Err(CommitError::Unknown(problem.what)),
    }
}

fn unreadable(why: &dyn std::fmt::Display) -> Problem {
    Problem::unverified(format!(
        "the server's answer is not a portion of a register ({why}); it may be of another version than this program"
    ))
}
