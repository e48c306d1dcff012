//! The policy file: lines of words, read once from top to bottom.

use super::{Group, Log, MAX_GROUPS, MAX_LOGS, MAX_WITNESSES, Member, Policy, Witness};
use crate::line;
use crate::vkey::{Algorithm, VerifierKey, VkeyError};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use thiserror::Error;

/// The largest policy file in bytes: every line it may have, with room for comments.
pub const MAX_POLICY_BYTES: usize = 128 * 1024;

/// The name that stands for no witness at all.
const NONE: &str = "none";

/// Why a file is not a policy.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PolicyError {
    /// More bytes than [`MAX_POLICY_BYTES`].
    #[error("a policy has at most {MAX_POLICY_BYTES} bytes, found {found}")]
    TooLarge {
        /// Bytes given.
        found: usize,
    },
    /// Not UTF-8, or with control characters.
    #[error("a policy is UTF-8 text without control characters but tab and newline")]
    NotText,
    /// The last line has no newline: more of it may have been lost.
    #[error(
        "the last line of the policy has no newline at its end: it may be cut short; get the file again, or end the line"
    )]
    Unterminated,
    /// A line is not right.
    #[error("policy line {line}: {fault}")]
    Line {
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        fault: LineFault,
    },
    /// There is no quorum line.
    #[error("the policy has no quorum line; write \"quorum none\" to ask for no witness")]
    NoQuorum,
    /// A cosigner's key given as a log's.
    #[error("a log's key has algorithm 0x01, not a cosigner's")]
    LogAlgorithm,
}

/// What is wrong with a line of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LineFault {
    /// Not one of the four kinds of line.
    #[error("expected log, witness, group or quorum")]
    Keyword,
    /// Too few or too many words.
    #[error("expected: {0}")]
    Words(&'static str),
    /// The key.
    #[error("{0}")]
    Key(#[from] VkeyError),
    /// The key's algorithm is not for this use.
    #[error("a log's key has algorithm 0x01 (Ed25519), a witness's 0x04 (Ed25519 cosignature)")]
    Algorithm,
    /// The key stands on an earlier line, as a log's or a witness's.
    #[error("the key stands on an earlier line already")]
    RepeatedKey,
    /// The name is taken.
    #[error("the name {0:?} is taken")]
    RepeatedName(String),
    /// The name is not defined on an earlier line.
    #[error("the name {0:?} is not defined on an earlier line")]
    UnknownName(String),
    /// The member is in a group already.
    #[error("{0:?} is a member of a group already")]
    RepeatedMember(String),
    /// The threshold is not `any`, `all` or 1 to the number of members.
    #[error("the threshold is any, all, or a number from 1 to the number of members")]
    Threshold,
    /// A second quorum line.
    #[error("there is a quorum line already")]
    SecondQuorum,
    /// Too many lines of this kind.
    #[error(
        "a policy has at most {MAX_LOGS} logs, {MAX_WITNESSES} witnesses and {MAX_GROUPS} groups"
    )]
    TooMany,
}

/// What was read so far.
#[derive(Default)]
struct Reader<'a> {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    quorum: Option<Option<Member>>,
    names: BTreeMap<&'a str, Member>,
    members: BTreeSet<&'a str>,
}

impl Policy {
    /// Reads a policy file.
    ///
    /// # Errors
    /// The file is not a policy; the error names the line.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        if bytes.len() > MAX_POLICY_BYTES {
            return Err(PolicyError::TooLarge { found: bytes.len() });
        }
        let text = std::str::from_utf8(bytes).map_err(|_| PolicyError::NotText)?;
        if text
            .bytes()
            .any(|b| b.is_ascii_control() && b != b'\n' && b != b'\t')
        {
            return Err(PolicyError::NotText);
        }
        // A line cut short may be a good line that says less.
        let lines = match text.strip_suffix('\n') {
            Some(lines) => lines,
            None if text.is_empty() => return Err(PolicyError::NoQuorum),
            None => return Err(PolicyError::Unterminated),
        };
        let mut reader = Reader::default();
        for (line, text) in (1..).zip(lines.split('\n')) {
            // Space and tab only: other Unicode spaces may be part of a name.
            let words: Vec<_> = text
                .split([' ', '\t'])
                .filter(|word| !word.is_empty())
                .collect();
            reader
                .line(&words)
                .map_err(|fault| PolicyError::Line { line, fault })?;
        }
        let quorum = reader.quorum.ok_or(PolicyError::NoQuorum)?;
        Ok(Self {
            logs: reader.logs,
            witnesses: reader.witnesses,
            groups: reader.groups,
            quorum,
        })
    }
}

impl<'a> Reader<'a> {
    fn line(&mut self, words: &[&'a str]) -> Result<(), LineFault> {
        match words {
            [] => Ok(()),
            [first, ..] if first.starts_with('#') => Ok(()),
            ["log", rest @ ..] => self.log(rest),
            ["witness", rest @ ..] => self.witness(rest),
            ["group", rest @ ..] => self.group(rest),
            ["quorum", rest @ ..] => self.quorum(rest),
            _ => Err(LineFault::Keyword),
        }
    }

    fn log(&mut self, words: &[&'a str]) -> Result<(), LineFault> {
        let (key, url) = match words {
            [key] => (key, None),
            [key, url] => (key, Some((*url).to_owned())),
            _ => return Err(LineFault::Words("log VKEY [URL]")),
        };
        let key = self.new_key(key, Algorithm::Ed25519)?;
        self.logs.push(Log { key, url });
        within(self.logs.len(), MAX_LOGS)
    }

    fn witness(&mut self, words: &[&'a str]) -> Result<(), LineFault> {
        let (name, key, url) = match words {
            [name, key] => (name, key, None),
            [name, key, url] => (name, key, Some((*url).to_owned())),
            _ => return Err(LineFault::Words("witness NAME VKEY [URL]")),
        };
        let key = self.new_key(key, Algorithm::CosignatureV1)?;
        self.define(name, Member::Witness(self.witnesses.len()))?;
        self.witnesses.push(Witness {
            name: (*name).to_owned(),
            key,
            url,
        });
        within(self.witnesses.len(), MAX_WITNESSES)
    }

    fn group(&mut self, words: &[&'a str]) -> Result<(), LineFault> {
        let [name, threshold, names @ ..] = words else {
            return Err(LineFault::Words("group NAME all|any|NUMBER MEMBER..."));
        };
        if names.is_empty() {
            return Err(LineFault::Words("group NAME all|any|NUMBER MEMBER..."));
        }
        let threshold = match *threshold {
            "any" => 1,
            "all" => names.len(),
            number => line::number(number)
                .and_then(|number| usize::try_from(number).ok())
                .filter(|number| (1..=names.len()).contains(number))
                .ok_or(LineFault::Threshold)?,
        };
        let mut members = Vec::new();
        for member in names {
            members.push(self.defined(member)?);
            if !self.members.insert(member) {
                return Err(LineFault::RepeatedMember((*member).to_owned()));
            }
        }
        self.define(name, Member::Group(self.groups.len()))?;
        self.groups.push(Group {
            name: (*name).to_owned(),
            threshold,
            members,
        });
        within(self.groups.len(), MAX_GROUPS)
    }

    fn quorum(&mut self, words: &[&'a str]) -> Result<(), LineFault> {
        let [name] = words else {
            return Err(LineFault::Words("quorum NAME, or quorum none"));
        };
        if self.quorum.is_some() {
            return Err(LineFault::SecondQuorum);
        }
        self.quorum = Some(match *name {
            NONE => None,
            name => Some(self.defined(name)?),
        });
        Ok(())
    }

    fn new_key(&self, text: &str, algorithm: Algorithm) -> Result<VerifierKey, LineFault> {
        let key = VerifierKey::parse(text)?;
        if key.algorithm() != algorithm {
            return Err(LineFault::Algorithm);
        }
        let logs = self.logs.iter().map(|log| &log.key);
        if logs
            .chain(self.witnesses.iter().map(|witness| &witness.key))
            .any(|other| other.key() == key.key())
        {
            return Err(LineFault::RepeatedKey);
        }
        Ok(key)
    }

    fn define(&mut self, name: &'a str, member: Member) -> Result<(), LineFault> {
        if name == NONE || self.names.insert(name, member).is_some() {
            return Err(LineFault::RepeatedName(name.to_owned()));
        }
        Ok(())
    }

    fn defined(&self, name: &str) -> Result<Member, LineFault> {
        self.names
            .get(name)
            .copied()
            .ok_or_else(|| LineFault::UnknownName(name.to_owned()))
    }
}

fn within(count: usize, most: usize) -> Result<(), LineFault> {
    if count > most {
        Err(LineFault::TooMany)
    } else {
        Ok(())
    }
}

impl Policy {
    fn name(&self, member: Member) -> &str {
        match member {
            Member::Witness(position) => &self.witnesses[position].name,
            Member::Group(position) => &self.groups[position].name,
        }
    }
}

/// The policy without comments: logs, witnesses, groups, quorum, with thresholds as numbers.
impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url =
            |url: &Option<String>| url.as_ref().map_or(String::new(), |url| format!(" {url}"));
        for log in &self.logs {
            writeln!(f, "log {}{}", log.key, url(&log.url))?;
        }
        for witness in &self.witnesses {
            writeln!(
                f,
                "witness {} {}{}",
                witness.name,
                witness.key,
                url(&witness.url)
            )?;
        }
        for group in &self.groups {
            write!(f, "group {} {}", group.name, group.threshold)?;
            group
                .members
                .iter()
                .try_for_each(|member| write!(f, " {}", self.name(*member)))?;
            writeln!(f)?;
        }
        writeln!(
            f,
            "quorum {}",
            self.quorum.map_or(NONE, |quorum| self.name(quorum))
        )
    }
}
