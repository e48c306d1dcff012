//! JSON as a tree, read with limits before anything is built: depth, count of values, and no name
//! twice in one object (two readers could otherwise see two different files).

use crate::fault::{Code, Fault, Location};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// Largest document.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;
/// Deepest nesting: a multipolygon in a collection needs eight levels.
pub const MAX_DEPTH: usize = 32;
/// Most values: 100,000 vertices and the properties of thousands of features.
pub const MAX_VALUES: usize = 1_000_000;

/// A JSON value.
#[derive(Clone, PartialEq)]
pub enum Tree {
    /// `null`
    Null,
    /// `true`, `false`
    Truth(bool),
    /// A finite number.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Tree>),
    /// An object.
    Object(BTreeMap<String, Tree>),
}

impl Tree {
    /// A member of an object.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.get(name),
            _ => None,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The entries, if it is an array.
    #[must_use]
    pub fn list(&self) -> Option<&[Self]> {
        match self {
            Self::List(entries) => Some(entries),
            _ => None,
        }
    }
}

/// Reads a document within the limits.
///
/// # Errors
/// A [`Fault`] of the file.
pub fn read(bytes: &[u8]) -> Result<Tree, Fault> {
    let fault =
        |code, what: String, do_what: &str| Err(Fault::new(Location::file(), code, what, do_what));
    if bytes.len() > MAX_BYTES {
        return fault(
            Code::Limit,
            "the document is larger than 5 MiB".into(),
            "split it",
        );
    }
    let body = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(body) else {
        return fault(
            Code::Encoding,
            "the text is not UTF-8".into(),
            "save it as UTF-8",
        );
    };
    let (depth, values) = measure(text);
    if depth > MAX_DEPTH {
        let what = "the document nests deeper than 32 levels".into();
        return fault(Code::Limit, what, "export plain features");
    }
    if values > MAX_VALUES {
        let what = "the document holds more than 1,000,000 values".into();
        return fault(Code::Limit, what, "split it");
    }
    match serde_json::from_str(text) {
        Ok(tree) => Ok(tree),
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            let what = format!("the text is not sound JSON at line {line}, column {column}");
            fault(Code::Broken, what, "export the file anew")
        }
    }
}

/// How deep brackets nest and how many values there can be at most.
fn measure(text: &str) -> (usize, usize) {
    let (mut depth, mut deepest, mut values) = (0usize, 0usize, 1usize);
    let (mut quoted, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'[' | b'{' => {
                depth += 1;
                values += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
    }
    (deepest, values)
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Builder)
    }
}

struct Builder;

impl<'de> Visitor<'de> for Builder {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Tree, E> {
        Ok(Tree::Truth(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Tree, E> {
        Ok(Tree::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Tree, E> {
        Ok(Tree::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = seq.next_element()? {
            entries.push(entry);
        }
        Ok(Tree::List(entries))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut members = BTreeMap::new();
        while let Some((name, member)) = map.next_entry::<String, Tree>()? {
            if members.insert(name, member).is_some() {
                return Err(A::Error::custom("a name stands twice in one object"));
            }
        }
        Ok(Tree::Object(members))
    }
}
