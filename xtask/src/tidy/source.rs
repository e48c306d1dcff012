//! Rust source taken apart far enough for rules: code, strings, comments, and what is only for tests.
//!
//! Not a parser of Rust. It knows where strings and comments begin and end, and cuts out items
//! under `#[cfg(test)]`.

use std::path::{Path, PathBuf};

/// A piece of text and the line it begins at, counted from 1.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where.
    pub line: usize,
    /// What.
    pub text: String,
}

/// A source file taken apart.
#[derive(Debug, Default)]
pub struct Source {
    /// The code with strings, comments and test items blanked out; lines stay where they were.
    pub code: String,
    /// String literals outside test items.
    pub strings: Vec<Piece>,
    /// Comments, documentation too.
    pub comments: Vec<Piece>,
    /// Modules that exist for tests only, declared here.
    pub test_modules: Vec<String>,
}

/// Every Rust file of a crate's `src` that is shipped, with its source taken apart.
///
/// # Errors
/// A file cannot be read.
pub fn shipped(folder: &Path) -> Result<Vec<(PathBuf, Source)>, String> {
    let mut files = Vec::new();
    for path in files_under(folder)? {
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text =
                std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            files.push((path, take_apart(&text)));
        }
    }
    let mut tests = Vec::new();
    for (path, source) in &files {
        let beside = module_folder(path);
        tests.extend(source.test_modules.iter().map(|name| beside.join(name)));
    }
    files.retain(|(path, _)| {
        let module = path.with_extension("");
        !tests
            .iter()
            .any(|test| module == *test || path.starts_with(test))
    });
    Ok(files)
}

/// Where the modules declared in a file stand.
fn module_folder(path: &Path) -> PathBuf {
    let own = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    match own {
        "mod" | "lib" | "main" => path.parent().unwrap_or(path).to_owned(),
        _ => path.with_extension(""),
    }
}

/// All files under a folder, in order; nothing if there is no such folder.
///
/// # Errors
/// A folder cannot be read.
pub fn files_under(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            found.extend(files_under(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Takes a text apart.
#[must_use]
pub fn take_apart(text: &str) -> Source {
    let mut reader = Reader {
        chars: text.chars().collect(),
        at: 0,
        line: 1,
        source: Source::default(),
    };
    reader.read();
    let mut source = reader.source;
    cut_tests(&mut source);
    source
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
    source: Source,
}

impl Reader {
    fn read(&mut self) {
        while let Some(c) = self.peek(0) {
            let before = self
                .at
                .checked_sub(1)
                .and_then(|at| self.chars.get(at))
                .copied();
            let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
            match c {
                '/' if self.peek(1) == Some('/') => self.line_comment(),
                '/' if self.peek(1) == Some('*') => self.block_comment(),
                '"' => self.string(),
                'r' | 'b' | 'c' if !in_word && self.raw_hashes().is_some() => self.raw_string(),
                '\'' => self.quote(),
                _ => self.keep(),
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    /// Takes one character, leaving a blank in the code.
    fn take(&mut self) -> Option<char> {
        let c = self.peek(0)?;
        self.at += 1;
        self.line += usize::from(c == '\n');
        self.source.code.push(if c == '\n' { '\n' } else { ' ' });
        Some(c)
    }

    fn keep(&mut self) {
        if let Some(c) = self.take() {
            self.source.code.pop();
            self.source.code.push(c);
        }
    }

    fn line_comment(&mut self) {
        let line = self.line;
        let mut text = String::new();
        while self.peek(0).is_some_and(|c| c != '\n') {
            text.extend(self.take());
        }
        self.source.comments.push(Piece { line, text });
    }

    fn block_comment(&mut self) {
        let line = self.line;
        let (mut text, mut depth) = (String::new(), 0);
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => depth += 1,
                (Some('*'), Some('/')) => depth -= 1,
                (None, _) => break,
                _ => {
                    text.extend(self.take());
                    continue;
                }
            }
            self.take();
            self.take();
            if depth == 0 {
                break;
            }
        }
        self.source.comments.push(Piece { line, text });
    }

    fn string(&mut self) {
        let line = self.line;
        let mut text = String::new();
        self.take();
        while let Some(c) = self.take() {
            match c {
                '"' => break,
                '\\' => match self.take() {
                    // A line that goes on: what stands before its first word does not count.
                    Some('\n') => {
                        while self.peek(0).is_some_and(char::is_whitespace) {
                            self.take();
                        }
                    }
                    Some(escaped) => text.extend([' ', escaped]),
                    None => break,
                },
                _ => text.push(c),
            }
        }
        self.source.strings.push(Piece { line, text });
    }

    /// How many hashes a raw string that begins here has.
    fn raw_hashes(&self) -> Option<usize> {
        let start = match (self.peek(0)?, self.peek(1)?) {
            ('r', _) => 1,
            ('b' | 'c', 'r') => 2,
            _ => return None,
        };
        let hashes = (start..)
            .take_while(|ahead| self.peek(*ahead) == Some('#'))
            .count();
        (self.peek(start + hashes) == Some('"')).then_some(hashes)
    }

    fn raw_string(&mut self) {
        let line = self.line;
        let hashes = self.raw_hashes().unwrap_or(0);
        while self.take().is_some_and(|c| c != '"') {}
        let mut text = String::new();
        while let Some(c) = self.take() {
            if c == '"' && (0..hashes).all(|ahead| self.peek(ahead) == Some('#')) {
                for _ in 0..hashes {
                    self.take();
                }
                break;
            }
            text.push(c);
        }
        self.source.strings.push(Piece { line, text });
    }

    /// A character literal, or a lifetime, which stays.
    fn quote(&mut self) {
        if self.peek(1) == Some('\\') {
            self.take();
            self.take();
            self.take();
            while self.take().is_some_and(|c| c != '\'') {}
        } else if self.peek(2) == Some('\'') {
            for _ in 0..3 {
                self.take();
            }
        } else {
            self.keep();
        }
    }
}

/// Blanks the items under `#[cfg(test)]` and remembers the modules among them.
fn cut_tests(source: &mut Source) {
    const MARK: &str = "#[cfg(test)]";
    let mut from = 0;
    while let Some(found) = source.code[from..].find(MARK) {
        let start = from + found;
        let end = end_of_item(&source.code, start + MARK.len());
        let item = &source.code[start + MARK.len()..end];
        if let Some(name) = item.trim_end().strip_suffix(';').and_then(module_name) {
            source.test_modules.push(name.to_owned());
        }
        let lines = line_of(&source.code, start)..=line_of(&source.code, end);
        source.strings.retain(|piece| !lines.contains(&piece.line));
        let blank: String = source.code[start..end]
            .chars()
            .map(|c| if c == '\n' { '\n' } else { ' ' })
            .collect();
        source.code.replace_range(start..end, &blank);
        from = start + blank.len();
    }
}

fn module_name(item: &str) -> Option<&str> {
    let words: Vec<_> = item.split_whitespace().collect();
    match words.as_slice() {
        [.., "mod", name] => Some(name),
        _ => None,
    }
}

fn end_of_item(code: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code[from..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return from + at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return from + at + 1,
            _ => {}
        }
    }
    code.len()
}

/// The line of a place in a text, counted from 1.
#[must_use]
pub fn line_of(text: &str, at: usize) -> usize {
    1 + text[..at].matches('\n').count()
}

#[cfg(test)]
mod tests;
