//! The words of our own reports, in every language: complete, attributed, with a rule beside each total, and
//! without what no output says.
//!
//! Looks at `catalogues/<language>/*.ftl`, at the console's words (`console/words/<language>/*.ftl`) and at the templates
//! that reports are set with. What people said comes into
//! a sentence through a placeholder, so that every word of a catalogue is ours: nothing in it is quoted, and nothing
//! is exempt but the sentences about the register itself that are named here. DESIGN.md §2.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::source::files_under;
use super::{Finding, words};

/// What is looked for in a language. A word that ends in `*` stands for all that begin so; several words are found
/// one after the other.
struct Language {
    code: &'static str,
    /// Never said.
    never: &'static [&'static str],
    /// Who says something must stand beside these.
    attributing: &'static [&'static str],
    /// A rule must stand beside these.
    totalling: &'static [&'static str],
}

/// The languages, English first: the others are held against it.
const LANGUAGES: &[Language] = &[
    Language {
        code: "en",
        never: &[
            "permitted",
            "authorised",
            "authorized",
            "confirmed",
            "proven",
            "guilty",
            "culprit*",
            "perpetrator*",
            "terrorist*",
            "by us",
            "we",
        ],
        attributing: &[
            "says",
            "denies",
            "alleges",
            "asserts",
            "accuses",
            "according",
        ],
        totalling: &["total*", "altogether", "sum", "sums", "in all"],
    },
    Language {
        code: "ar",
        never: &[
            "آمن*",
            "مأمون*",
            "موافق عليه",
            "مصرح*",
            "معتمد*",
            "مؤكد*",
            "تأكيد*",
            "أكد*",
            "غير محمي*",
            "منتهك*",
            "مخالف*",
            "مذنب*",
            "مجرم*",
            "إرهابي*",
            "مثبت*",
            "نحن",
        ],
        attributing: &[
            "يقول", "قال", "ينفي", "يزعم", "يدعي", "يتهم", "بقول", "بحسب", "وفق",
        ],
        totalling: &["مجموع*", "إجمالي*"],
    },
    Language {
        code: "fr",
        never: &[
            "approuvé*",
            "autorisé*",
            "sûr",
            "sûre",
            "sûrs",
            "sûres",
            "sans danger",
            "non protégé*",
            "contrevenant*",
            "violateur*",
            "coupable*",
            "terroriste*",
            "confirmé*",
            "prouvé*",
            "validé*",
            "par nous",
            "nous",
        ],
        attributing: &[
            "dit",
            "disent",
            "dément",
            "affirme",
            "accuse",
            "prétend",
            "selon",
            "d’après",
        ],
        totalling: &["total*", "totaux", "somme", "sommes"],
    },
    Language {
        code: "ru",
        never: &[
            "одобр*",
            "разрешен",
            "разрешена",
            "разрешено",
            "разрешены",
            "безопасн*",
            "незащищен*",
            "нарушител*",
            "виновн*",
            "виновен",
            "террорист*",
            "доказан*",
            "подтвержд*",
            "нами",
            "мы",
        ],
        attributing: &[
            "говорит",
            "утверждает",
            "отрицает",
            "заявляет",
            "обвиняет",
            "слову",
            "словам",
        ],
        totalling: &["итог*", "всего", "сумм*"],
    },
    Language {
        code: "tr",
        never: &[
            "onaylan*",
            "onaylı*",
            "onaylad*",
            "izinli",
            "güvenli",
            "korumasız*",
            "ihlalci*",
            "suçlu*",
            "terörist*",
            "kanıtlanmış*",
            "doğrulan*",
            "doğruland*",
            "teyit*",
            "biz",
            "bizce",
        ],
        attributing: &[
            "söylüyor",
            "söyledi",
            "yalanlıyor",
            "iddia*",
            "göre",
            "suçluyor",
        ],
        totalling: &["toplam*"],
    },
    Language {
        code: "uk",
        never: &[
            "схвален*",
            "дозволен*",
            "безпечн*",
            "незахищен*",
            "порушник*",
            "винен",
            "винна",
            "винні",
            "винуват*",
            "терорист*",
            "доведен*",
            "підтвердж*",
            "нами",
            "ми",
        ],
        attributing: &[
            "каже",
            "стверджує",
            "заперечує",
            "заявляє",
            "звинувачує",
            "словом",
        ],
        totalling: &["разом", "усього", "всього", "сума", "суми", "підсум*"],
    },
];

/// The file of names alone: its words are put into sentences that attribute them.
const VOCABULARY: &str = "vocabulary.ftl";
/// Sentences about the register or about who opened an incident, and not about what somebody claims.
const ABOUT_US: &[&str] = &[
    "bulletin-no-side",
    "dossier-attributed",
    "dossier-caveat",
    "label-kind",
    "verify-records",
];
/// Whoever stands in one of these is who says it.
const CLAIMANTS: &[&str] = &["claimant", "party", "teller", "speaker", "source"];
/// Sentences that lack something without this in them, whatever their words are.
const MUST: &[(&str, &str)] = &[
    ("figure-drawn", "rule"),
    ("said-stance", "claimant"),
    ("says-denied", "claimant"),
    ("said-entered", "party"),
    ("said-remark", "party"),
    ("state-informed", "party"),
];

/// A sentence of a catalogue.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sentence {
    line: usize,
    /// Its own words, a blank for what is put in.
    text: String,
    placeholders: BTreeSet<String>,
}

type Sentences = BTreeMap<String, Sentence>;

/// Looks at every catalogue and template.
///
/// # Errors
/// A file cannot be read.
pub fn check(root: &Path) -> Result<Vec<Finding>, String> {
    let mut findings = of_folders(root, "catalogues")?;
    findings.extend(of_folders(root, "console/words")?);
    findings.extend(of_page(root, "console/verifier/page/words")?);
    for path in files_under(&root.join("crates"))? {
        if path.extension().is_some_and(|ending| ending == "typ") {
            let text =
                std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let short = path.strip_prefix(root).unwrap_or(&path);
            findings.extend(judge_template(short, &text));
        }
    }
    Ok(findings)
}

/// A folder for each language, as complete in every one and filled with the same.
fn of_folders(root: &Path, folder: &str) -> Result<Vec<Finding>, String> {
    let folder = Path::new(folder);
    let english = read(&root.join(folder).join("en"))?;
    if english.is_empty() {
        return Err(format!("no English words in {}", folder.display()));
    }
    let mut findings = Vec::new();
    for language in LANGUAGES {
        let files = read(&root.join(folder).join(language.code))?;
        for (name, source) in &english {
            let path = folder.join(language.code).join(name);
            match files.get(name) {
                None => findings.push(Finding::new(&path, 0, "the language lacks this file")),
                Some(own) => {
                    findings.extend(judge(&path, language.code, own));
                    findings.extend(compare(&path, source, own));
                }
            }
        }
    }
    Ok(findings)
}

/// A file for each language. Whoever says a record's words stands beside them on the page, in a column of its own.
fn of_page(root: &Path, folder: &str) -> Result<Vec<Finding>, String> {
    let folder = Path::new(folder);
    let files = read(&root.join(folder))?;
    let english = files
        .get("en.ftl")
        .ok_or_else(|| format!("no English words in {}", folder.display()))?;
    let mut findings = Vec::new();
    for language in LANGUAGES {
        let name = format!("{}.ftl", language.code);
        let path = folder.join(&name);
        match files.get(&name) {
            None => findings.push(Finding::new(&path, 0, "the language lacks this file")),
            Some(own) => {
                findings.extend(judge_page(&path, language, own));
                findings.extend(compare(&path, english, own));
            }
        }
    }
    Ok(findings)
}

/// The files of a language, by name.
fn read(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut files = BTreeMap::new();
    for path in files_under(folder)? {
        let text =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let name = path.file_name().unwrap_or_default();
        files.insert(name.to_string_lossy().into_owned(), text);
    }
    Ok(files)
}

/// The sentences of a file, and what of it cannot be read.
fn sentences(path: &Path, source: &str) -> (Sentences, Vec<Finding>) {
    let (resource, errors) = match fluent_syntax::parser::parse(source) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    let mut findings: Vec<Finding> = errors
        .iter()
        .map(|error| Finding::new(path, 0, format!("is not Fluent: {error}")))
        .collect();
    let mut found = Sentences::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let key = message.id.name;
        let begins = format!("{key} =");
        let line = (1..).zip(source.lines());
        let line = line.filter(|(_, line)| line.starts_with(&begins)).last();
        let mut sentence = Sentence {
            line: line.map_or(0, |(number, _)| number),
            ..Sentence::default()
        };
        if let Some(pattern) = &message.value {
            collect(pattern, &mut sentence);
        }
        if found.insert(key.to_owned(), sentence).is_some() {
            findings.push(Finding::new(path, 0, format!("\"{key}\" stands twice")));
        }
    }
    (found, findings)
}

fn collect(pattern: &Pattern<&str>, sentence: &mut Sentence) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => sentence.text.push_str(value),
            PatternElement::Placeable { expression } => {
                sentence.text.push(' ');
                expressed(expression, sentence);
                sentence.text.push(' ');
            }
        }
    }
}

fn expressed(expression: &Expression<&str>, sentence: &mut Sentence) {
    match expression {
        Expression::Inline(inline) => named(inline, sentence),
        Expression::Select { selector, variants } => {
            named(selector, sentence);
            for variant in variants {
                collect(&variant.value, sentence);
                sentence.text.push_str(" | ");
            }
        }
    }
}

fn named(inline: &InlineExpression<&str>, sentence: &mut Sentence) {
    match inline {
        InlineExpression::VariableReference { id } => {
            sentence.placeholders.insert(id.name.to_owned());
        }
        InlineExpression::StringLiteral { value } => sentence.text.push_str(value),
        InlineExpression::Placeable { expression } => expressed(expression, sentence),
        InlineExpression::NumberLiteral { .. }
        | InlineExpression::FunctionReference { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. } => {}
    }
}

/// Whether another language says the same things with the same put into them.
#[must_use]
pub fn compare(path: &Path, english: &str, own: &str) -> Vec<Finding> {
    let (english, _) = sentences(path, english);
    let (own, _) = sentences(path, own);
    let mut findings = Vec::new();
    for (key, wanted) in &english {
        match own.get(key) {
            None => findings.push(Finding::new(
                path,
                0,
                format!("lacks \"{key}\": a report in this language would stop there"),
            )),
            Some(found) if found.placeholders != wanted.placeholders => {
                findings.push(Finding::new(
                    path,
                    found.line,
                    format!(
                        "\"{key}\" has {:?} put in, and in English {:?}",
                        found.placeholders, wanted.placeholders
                    ),
                ));
            }
            Some(_) => {}
        }
    }
    for (key, found) in &own {
        if !english.contains_key(key) {
            let what = format!("\"{key}\" is in no English catalogue: nothing says it");
            findings.push(Finding::new(path, found.line, what));
        }
    }
    findings
}

/// What is never said in a language.
fn forbidden(language: &Language) -> impl Iterator<Item = &'static str> {
    let everywhere = (language.code == "en").then_some(words::NEVER);
    let everywhere = everywhere.into_iter().flatten().copied();
    language.never.iter().copied().chain(everywhere)
}

fn said_by_none(key: &str, word: &str) -> String {
    format!("\"{key}\" says \"{word}\": no output says it, in any language (DESIGN.md section 2)")
}

/// What of a file no output says, and what of it is not Fluent.
fn judge_page(path: &Path, language: &Language, source: &str) -> Vec<Finding> {
    let (sentences, mut findings) = sentences(path, source);
    for (key, sentence) in &sentences {
        let words = split(language.code, &sentence.text);
        let said = forbidden(language).filter(|word| has(language.code, &words, word));
        findings
            .extend(said.map(|word| Finding::new(path, sentence.line, said_by_none(key, word))));
    }
    findings
}

/// Judges the sentences of a file in a language.
#[must_use]
pub fn judge(path: &Path, code: &str, source: &str) -> Vec<Finding> {
    let Some(language) = LANGUAGES.iter().find(|language| language.code == code) else {
        return vec![Finding::new(
            path,
            0,
            "no words are listed for the language",
        )];
    };
    let (sentences, mut findings) = sentences(path, source);
    let is_vocabulary = path.file_name().is_some_and(|name| name == VOCABULARY);
    for (key, sentence) in &sentences {
        let words = split(code, &sentence.text);
        let line = sentence.line;
        let mut find = |what: String| findings.push(Finding::new(path, line, what));
        if sentence.text.trim().is_empty() && sentence.placeholders.is_empty() {
            find(format!("\"{key}\" says nothing"));
        }
        if sentence.text.contains(is_vowel_sign) {
            find(format!(
                "\"{key}\" has signs for vowels: what is copied from a PDF doubles letters at them"
            ));
        }
        for word in forbidden(language).filter(|word| has(code, &words, word)) {
            find(said_by_none(key, word));
        }
        let is_given = |names: &[&str]| {
            let mut names = names.iter();
            names.any(|name| sentence.placeholders.contains(*name))
        };
        for (sentence, placeholder) in MUST.iter().filter(|(sentence, _)| sentence == key) {
            if !is_given(&[placeholder]) {
                find(format!("\"{sentence}\" has no {{ ${placeholder} }} in it"));
            }
        }
        if is_vocabulary {
            continue;
        }
        let says = |word: &&&str| has(code, &words, word);
        if let Some(word) = language.attributing.iter().find(says)
            && !ABOUT_US.contains(&key.as_str())
            && !is_given(CLAIMANTS)
        {
            find(format!(
                "\"{key}\" says \"{word}\" and not whose word it is: put {{ $claimant }} beside it"
            ));
        }
        if let Some(word) = language.totalling.iter().find(says)
            && !is_given(&["rule"])
        {
            find(format!(
                "\"{key}\" says \"{word}\" without {{ $rule }}: every figure has its rule beside it"
            ));
        }
    }
    findings
}

/// What no output says in a language, as far as it stands in a text.
#[must_use]
pub fn never_said(code: &str, text: &str) -> Vec<&'static str> {
    let words = split(code, text);
    let listed = LANGUAGES.iter().filter(|language| language.code == code);
    let never = listed.flat_map(|language| language.never.iter().copied());
    let english = words::NEVER.iter().copied();
    let found = english.chain(never);
    found.filter(|word| has(code, &words, word)).collect()
}

/// A sign above or below an Arabic letter.
const fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{652}' | '\u{670}')
}

/// The words of a text in lower case, without signs that are not always written.
fn split(code: &str, text: &str) -> Vec<String> {
    let plain: String = text
        .chars()
        .filter(|c| !is_vowel_sign(*c) && *c != '\u{640}')
        .map(|c| match (code, c) {
            ("tr", 'I') => 'ı',
            ("tr", 'İ') => 'i',
            (_, 'ё') => 'е',
            (_, 'Ё') => 'Е',
            _ => c,
        })
        .collect();
    let lower = plain.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'');
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether a listed word, or several in a row, stands among the words.
fn has(code: &str, words: &[String], listed: &str) -> bool {
    let listed: Vec<&str> = listed.split(' ').collect();
    words.windows(listed.len()).any(|found| {
        found
            .iter()
            .zip(&listed)
            .all(|(word, listed)| is(code, word, listed))
    })
}

fn is(code: &str, word: &str, listed: &str) -> bool {
    let fits = |word: &str| match listed.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => word == listed,
    };
    fits(word) || (code == "ar" && without_particles(word).iter().any(|word| fits(word)))
}

/// An Arabic word without the particles that are written together with it.
fn without_particles(word: &str) -> Vec<&str> {
    let mut forms = vec![word];
    for particles in [&["و", "ف"][..], &["ب", "ل", "ك"], &["ال"]] {
        let cut: Vec<&str> = forms
            .iter()
            .flat_map(|form| particles.iter().filter_map(|one| form.strip_prefix(one)))
            .collect();
        forms.extend(cut);
    }
    // The article is written without its first letter after "for".
    forms.extend(word.strip_prefix("لل"));
    forms
}

/// A template sets what it is given and says nothing of its own.
#[must_use]
pub fn judge_template(path: &Path, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let code = line.split("//").next().unwrap_or_default();
        if code.contains(['[', ']']) {
            let what = "a template has no content of its own: its words come from the catalogues";
            findings.push(Finding::new(path, number, what));
        }
        for literal in code.split('"').skip(1).step_by(2) {
            let is_name = |c: char| c.is_ascii_alphanumeric() || "%./-:_ ,".contains(c);
            let words = literal.split(' ').filter(|word| word.len() > 1).count();
            let is_font = literal.starts_with("Noto ") || literal.starts_with("DejaVu ");
            if !literal.chars().all(is_name) || (words > 1 && !is_font) {
                let what = format!("\"{literal}\": its words come from the catalogues");
                findings.push(Finding::new(path, number, what));
            }
        }
    }
    findings
}
