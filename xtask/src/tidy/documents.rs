//! Documents hold together: links resolve, every source file opens by saying what it is and stays
//! of a size to be seen whole, and the README's two commands are those that `.ci/run` calls.

use std::path::Path;

use super::Finding;
use super::source::files_under;
use super::words::documents;

/// Longest source file in lines; beyond it a noun inside wants a file of its own (STYLE habit 2).
const MAX_LINES: usize = 600;
/// The two commands of the README.
const COMMANDS: &[&str] = &["cargo xtask demo", "cargo test --workspace"];

/// Looks.
///
/// # Errors
/// A file cannot be read.
pub fn check(root: &Path) -> Result<Vec<Finding>, String> {
    let mut findings = links(root)?;
    findings.extend(sources(root)?);
    findings.extend(commands(root));
    Ok(findings)
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn links(root: &Path) -> Result<Vec<Finding>, String> {
    let mut findings = Vec::new();
    for page in documents(root)? {
        if page.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let short = page.strip_prefix(root).unwrap_or(&page);
        for (line, target) in targets(&read(&page)?) {
            let (file, anchor) = target.split_once('#').unwrap_or((target.as_str(), ""));
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let file = match file {
                "" => page.clone(),
                file => page.parent().unwrap_or(root).join(file),
            };
            if !file.exists() {
                let what = format!("the link to {target} leads nowhere");
                findings.push(Finding::new(short, line, what));
            } else if !anchor.is_empty()
                && file.is_file()
                && !anchors(&read(&file)?).contains(&anchor.to_owned())
            {
                let what = format!("the link to {target} names a heading that is not there");
                findings.push(Finding::new(short, line, what));
            }
        }
    }
    Ok(findings)
}

/// The targets of a page's inline links, outside code, with their lines.
fn targets(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (number, line) in (1..).zip(text.lines()) {
        fenced ^= line.trim_start().starts_with("```");
        if fenced {
            continue;
        }
        let spoken: String = line.split('`').step_by(2).collect::<Vec<_>>().join("code");
        for part in spoken.split("](").skip(1) {
            let target = part.split([')', ' ']).next().unwrap_or_default();
            found.push((number, target.to_owned()));
        }
    }
    found
}

/// The anchors of a page's headings, as forges make them.
fn anchors(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| {
            line.trim_start_matches('#')
                .trim()
                .to_lowercase()
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
                .map(|c| if c == ' ' { '-' } else { c })
                .collect()
        })
        .collect()
}

fn sources(root: &Path) -> Result<Vec<Finding>, String> {
    let mut findings = Vec::new();
    let mut folders = vec![root.join("xtask")];
    for entry in std::fs::read_dir(root.join("crates")).map_err(|error| error.to_string())? {
        folders.push(entry.map_err(|error| error.to_string())?.path());
    }
    for folder in folders {
        for path in files_under(&folder.join("src"))? {
            let is_rust = path.extension().is_some_and(|extension| extension == "rs");
            if !is_rust || is_for_tests(&path) {
                continue;
            }
            let text = read(&path)?;
            let short = path.strip_prefix(root).unwrap_or(&path);
            if !text.starts_with("//!") {
                findings.push(Finding::new(
                    short,
                    1,
                    "a file opens with `//!`: what it is, what it is not, which section it follows",
                ));
            }
            let lines = text.lines().count();
            if lines > MAX_LINES {
                findings.push(Finding::new(short, 0, format!("{lines} lines, more than {MAX_LINES}: find the noun inside that wants its own file")));
            }
        }
    }
    Ok(findings)
}

fn is_for_tests(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "tests.rs")
        || path
            .components()
            .any(|part| part.as_os_str() == "tests" || part.as_os_str() == "contract.rs")
}

fn commands(root: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in ["README.md", ".ci/run"] {
        let text = std::fs::read_to_string(root.join(file)).unwrap_or_default();
        for command in COMMANDS {
            if !text.lines().any(|line| line.contains(command)) {
                findings.push(Finding::new(Path::new(file), 0, format!("`{command}` is missing: what the README tells a newcomer to type is what is tested")));
            }
        }
    }
    findings
}
