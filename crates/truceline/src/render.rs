//! Any view as an outline for a person: the fields in the view's own order, one a line.
//!
//! Views are serialised once, as JSON; the outline is made of that, so that a person and a machine
//! are told the same. Not here: what a view contains ([`crate::wire`]).

use crate::speech::text::steers;
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A JSON value that keeps the order of its fields.
enum Node {
    Nothing,
    Text(String),
    List(Vec<Node>),
    Fields(Vec<(String, Node)>),
}

/// A text as a screen may show it: whatever steers a screen, hides or changes the direction of reading
/// stands there as an escape. Line ends are the renderer's own. All text of the program goes through
/// here, whoever wrote the words in it.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && steers(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// A person's words as a view's text may hold them: on one line, whatever they are, so that nobody's words can pass
/// for a line of another. Line ends stand there as `\n`; what steers a screen, as in [`visible`].
#[must_use]
pub fn one_line(words: &str) -> String {
    visible(words).replace('\n', "\\n")
}

/// A view as an outline.
#[must_use]
pub fn outline<T: Serialize>(view: &T) -> String {
    let node = serde_json::to_string(view).and_then(|json| serde_json::from_str::<Node>(&json));
    let mut text = String::new();
    match node {
        Ok(node) => write_node(&node, 0, &mut text),
        Err(error) => text = format!("done; the answer cannot be shown: {error}\n"),
    }
    text
}

/// A view as JSON, with a line end.
#[must_use]
pub fn json<T: Serialize>(view: &T) -> String {
    match serde_json::to_string_pretty(view) {
        Ok(json) => json + "\n",
        // A path that is no text is the one thing that JSON cannot carry.
        Err(error) => {
            format!(
                "{{\"code\": \"unavailable\", \"what\": \"done; the answer cannot be written as JSON: {error}\"}}\n"
            )
        }
    }
}

fn write_node(node: &Node, depth: usize, text: &mut String) {
    match node {
        Node::Fields(fields) => {
            for (name, value) in fields {
                write_field(name, value, depth, text);
            }
        }
        Node::List(items) => {
            for item in items {
                match inline(item) {
                    Some(line) => indent(depth, &format!("- {line}"), text),
                    None => write_item(item, depth, text),
                }
            }
        }
        // Words of several lines: marked, so that none of them can pass for a field.
        Node::Text(words) if words.contains('\n') => {
            for line in words.lines() {
                indent(depth, &format!("| {line}"), text);
            }
        }
        other => indent(depth, &inline(other).unwrap_or_default(), text),
    }
}

fn write_field(name: &str, value: &Node, depth: usize, text: &mut String) {
    let name = name.replace('_', " ");
    match value {
        Node::Nothing => {}
        Node::List(items) if items.is_empty() => {}
        _ => match inline(value) {
            Some(line) => indent(depth, &format!("{name}: {line}"), text),
            None => {
                indent(depth, &format!("{name}:"), text);
                write_node(value, depth + 1, text);
            }
        },
    }
}

/// An item of several lines: its first line after a dash, the others below.
fn write_item(item: &Node, depth: usize, text: &mut String) {
    let mut inner = String::new();
    write_node(item, 0, &mut inner);
    for (number, line) in inner.lines().enumerate() {
        let lead = if number == 0 { "- " } else { "  " };
        indent(depth, &format!("{lead}{line}"), text);
    }
}

fn indent(depth: usize, line: &str, text: &mut String) {
    text.push_str(&"  ".repeat(depth));
    text.push_str(line);
    text.push('\n');
}

/// What fits on one line: a scalar, a short list of them, an id with its name.
fn inline(node: &Node) -> Option<String> {
    match node {
        Node::Nothing => Some(String::new()),
        Node::Text(text) if text.contains('\n') => None,
        Node::Text(text) => Some(text.clone()),
        Node::List(items) => {
            let parts: Option<Vec<String>> = items
                .iter()
                .map(|item| match item {
                    Node::List(_) => inline(item).map(|inner| format!("[{inner}]")),
                    Node::Fields(_) => named(item),
                    other => inline(other),
                })
                .collect();
            parts
                .map(|parts| parts.join(", "))
                .filter(|line| line.chars().count() <= 100)
        }
        Node::Fields(_) => named(node),
    }
}

fn named(node: &Node) -> Option<String> {
    let Node::Fields(fields) = node else {
        return None;
    };
    match fields.as_slice() {
        [(key, Node::Text(id))] if key == "id" => Some(one_line(id)),
        [(first, Node::Text(id)), (second, Node::Text(name))]
            if first == "id" && second == "name" =>
        {
            Some(format!("{} ({id})", one_line(name)))
        }
        _ => None,
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Text(if value { "yes" } else { "no" }.to_owned()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = access.next_entry()? {
            fields.push(field);
        }
        Ok(Node::Fields(fields))
    }
}

#[cfg(test)]
mod tests;
