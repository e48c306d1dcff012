//! What a PDF says of itself and is made of: read by other people's tools, and by us where none of them looks.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value};
use truceline::catalogue::Language;

use super::house::Report;
use super::{is_there, marked, printed};
use crate::campaign::Campaign;

/// Which tools there are.
pub(super) struct Tools {
    qpdf: bool,
    pub(super) poppler: bool,
    mutool: bool,
}

impl Tools {
    /// Looks for them, and says what is skipped without them.
    pub(super) fn find(campaign: &mut Campaign) -> Self {
        let mut find = |tools: &[&str], package: &str, what: &str| {
            let found = tools.iter().all(|tool| is_there(tool));
            if !found {
                campaign.say(format!("SKIPPED: {what}, {package} is not installed"));
                campaign.figure(package, "skipped");
            }
            found
        };
        Self {
            qpdf: find(&["qpdf"], "qpdf", "syntax, structure and content"),
            poppler: find(
                &["pdfinfo", "pdffonts", "pdftotext"],
                "poppler-utils",
                "metadata, tags, fonts and text",
            ),
            mutool: find(&["mutool"], "mupdf-tools", "a second reader's eyes"),
        }
    }
}

/// Looks at one PDF.
pub(super) fn look_at(
    campaign: &mut Campaign,
    tools: &Tools,
    (name, path): (&str, &Path),
    report: &Report,
    language: Language,
) -> Result<(), String> {
    if tools.qpdf {
        syntax(campaign, name, path)?;
        structure(campaign, name, path, language)?;
        marked::look_at(campaign, name, path)?;
    }
    if tools.poppler {
        metadata(campaign, name, path, report)?;
        fonts(campaign, name, path)?;
    }
    if tools.mutool {
        let mut mutool = Command::new("mutool");
        mutool.args(["draw", "-q", "-r", "20", "-F", "png", "-o", "/dev/null"]);
        let output = mutool.arg(path).output().map_err(|e| e.to_string())?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        // Debian's is built without profiles of colours, and says so of every PDF.
        let said = said.replace("warning: ICC support is not available", "");
        let is_sound = output.status.success() && said.trim().is_empty();
        campaign.expect(is_sound, format!("{name}: mutool: {said}"));
    }
    Ok(())
}

fn syntax(campaign: &mut Campaign, name: &str, path: &Path) -> Result<(), String> {
    let checked = printed(Command::new("qpdf").arg("--check").arg(path))?;
    let is_sound = checked.contains("No syntax or stream encoding errors found");
    campaign.expect(is_sound, format!("{name}: qpdf: {checked}"));
    Ok(())
}

/// The objects of a PDF, as qpdf writes them.
struct Objects {
    all: Map<String, Value>,
}

impl Objects {
    fn read(path: &Path) -> Result<Self, String> {
        let said = printed(Command::new("qpdf").arg("--json=2").arg(path))?;
        let mut read: Value = serde_json::from_str(&said).map_err(|error| error.to_string())?;
        match read["qpdf"][1].take() {
            Value::Object(all) => Ok(Self { all }),
            _ => Err("qpdf: no objects".to_owned()),
        }
    }

    /// What a value is, or what it points at.
    fn of<'a>(&'a self, value: &'a Value) -> &'a Value {
        let pointed = value.as_str().filter(|text| text.ends_with(" 0 R"));
        let Some(object) = pointed.and_then(|text| self.all.get(&format!("obj:{text}"))) else {
            return value;
        };
        match object.get("stream") {
            Some(stream) => &stream["dict"],
            None => &object["value"],
        }
    }

    /// Every dictionary of the file.
    fn dictionaries(&self) -> impl Iterator<Item = &Value> {
        let all = self.all.values();
        all.map(|object| match object.get("stream") {
            Some(stream) => &stream["dict"],
            None => &object["value"],
        })
    }

    /// The elements below one, in the order in which they are read.
    fn elements<'a>(&'a self, element: &'a Value, found: &mut Vec<&'a Value>) {
        let element = self.of(element);
        if element["/S"].is_string() {
            found.push(element);
        }
        match self.of(&element["/K"]) {
            Value::Array(kids) => kids.iter().for_each(|kid| self.elements(kid, found)),
            kid if kid.is_object() => self.elements(kid, found),
            _ => {}
        }
    }
}

/// What PDF/A-2 and PDF/UA-1 ask of the objects, as far as it is looked at.
fn structure(
    campaign: &mut Campaign,
    name: &str,
    path: &Path,
    language: Language,
) -> Result<(), String> {
    let objects = Objects::read(path)?;
    let trailer = &objects.all["trailer"]["value"];
    let root = objects.of(&trailer["/Root"]);
    let lang = format!("u:{}", language.code());
    let direction = match language.is_right_to_left() {
        true => "/R2L",
        false => "/L2R",
    };
    let preferences = objects.of(&root["/ViewerPreferences"]);
    let marks = objects.of(&root["/MarkInfo"]);
    let tree = objects.of(&root["/StructTreeRoot"]);
    let intents = objects.of(&root["/OutputIntents"]);
    let intent = objects.of(&intents[0]);
    let asks = [
        ("is not encrypted", trailer["/Encrypt"].is_null()),
        ("has an identifier", trailer["/ID"][0].is_string()),
        ("has its language", root["/Lang"] == lang.as_str()),
        ("says that it is tagged", marks["/Marked"] == true),
        ("suspects none of its tags", marks["/Suspects"] != true),
        ("has a tree of tags", tree["/K"].is_array()),
        (
            "finds tags by content",
            tree["/ParentTree"].is_string() || tree["/ParentTree"].is_object(),
        ),
        ("shows its title", preferences["/DisplayDocTitle"] == true),
        (
            "turns pages in its direction",
            preferences["/Direction"] == direction,
        ),
        ("means its colours", intent["/S"] == "/GTS_PDFA1"),
        (
            "has the profile of its colours",
            objects.of(&intent["/DestOutputProfile"])["/N"].is_number(),
        ),
        (
            "has metadata",
            objects.of(&root["/Metadata"])["/Subtype"] == "/XML",
        ),
        ("has an outline", root["/Outlines"].is_string()),
    ];
    for (ask, holds) in asks {
        campaign.expect(holds, format!("{name}: it should be that it {ask}"));
    }
    for never in ["/OpenAction", "/AA", "/AcroForm", "/Names", "/Perms"] {
        campaign.expect(
            root[never].is_null(),
            format!("{name}: its root has {never}"),
        );
    }
    for one in objects.dictionaries() {
        judge(campaign, name, &objects, one);
    }
    let mut elements = Vec::new();
    objects.elements(&tree["/K"][0], &mut elements);
    tags(campaign, name, &elements);
    Ok(())
}

/// One dictionary of the file.
fn judge(campaign: &mut Campaign, name: &str, objects: &Objects, one: &Value) {
    let kind = one["/Type"].as_str().unwrap_or_default();
    let never = [
        "/JavaScript",
        "/Launch",
        "/Movie",
        "/Sound",
        "/EmbeddedFile",
        "/Filespec",
    ];
    let action = one["/S"].as_str().unwrap_or_default();
    let is_active = never.contains(&kind) || never.contains(&action);
    campaign.expect(!is_active, format!("{name}: it has {kind}{action}"));
    match kind {
        "/Page" => {
            campaign.expect(
                one["/Tabs"] == "/S",
                format!("{name}: a page is not walked by tags"),
            );
            campaign.expect(
                one["/StructParents"].is_number(),
                format!("{name}: a page is in no tree of tags"),
            );
        }
        "/FontDescriptor" => {
            let within = ["/FontFile", "/FontFile2", "/FontFile3"];
            let within = within.iter().any(|file| one[*file].is_string());
            campaign.expect(
                within,
                format!("{name}: {} is not within", one["/FontName"]),
            );
        }
        "/Font" if one["/Subtype"] == "/Type0" => campaign.expect(
            objects.of(&one["/ToUnicode"]).is_object(),
            format!("{name}: {} has no way back to text", one["/BaseFont"]),
        ),
        _ => {}
    }
}

/// The tags: their order of headings, and that heads of tables say of what.
fn tags(campaign: &mut Campaign, name: &str, elements: &[&Value]) {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let mut level = 0;
    for element in elements {
        let tag = element["/S"].as_str().unwrap_or_default();
        *counts.entry(tag).or_default() += 1;
        if let Some(next) = tag
            .strip_prefix("/H")
            .and_then(|level| level.parse::<u8>().ok())
        {
            campaign.expect(
                next <= level + 1,
                format!("{name}: a heading of level {next} stands below one of level {level}"),
            );
            level = next;
        }
        if tag == "/TH" {
            let scoped = element["/A"]
                .as_array()
                .is_some_and(|attributes| attributes.iter().any(|one| one["/Scope"].is_string()));
            let alone = element["/A"]["/Scope"].is_string();
            campaign.expect(scoped || alone, format!("{name}: a head says not of what"));
        }
    }
    for tag in ["/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD"] {
        let there = counts.get(tag).is_some_and(|count| *count > 0);
        campaign.expect(there, format!("{name}: nothing is tagged {tag}"));
    }
    let counted: Map<String, Value> = counts
        .into_iter()
        .map(|(tag, count)| (tag.trim_start_matches('/').to_owned(), count.into()))
        .collect();
    campaign.figure(&format!("{name}_tags"), counted);
}

/// What it says of itself.
fn metadata(
    campaign: &mut Campaign,
    name: &str,
    path: &Path,
    report: &Report,
) -> Result<(), String> {
    let info = printed(Command::new("pdfinfo").arg(path))?;
    let value = |key: &str| -> String {
        let line = info.lines().find_map(|line| line.strip_prefix(key));
        let value = line.unwrap_or_default().trim_start_matches(':');
        value.trim().to_owned()
    };
    let title = value("Title");
    for (key, wanted) in [
        ("Tagged", "yes"),
        ("JavaScript", "no"),
        ("Encrypted", "no"),
        ("Form", "none"),
        ("PDF version", "1.7"),
    ] {
        campaign.expect(
            value(key) == wanted,
            format!("{name}: {key} is {}", value(key)),
        );
    }
    let told = title.contains(&report.subject);
    campaign.expect(told, format!("{name}: its title is \"{title}\""));
    campaign.figure(&format!("{name}_pages"), value("Pages"));
    let about = printed(Command::new("pdfinfo").arg("-meta").arg(path))?;
    for (what, wanted) in [
        ("part of PDF/A", "<pdfaid:part>2<"),
        ("level of PDF/A", "<pdfaid:conformance>A<"),
        ("part of PDF/UA", "<pdfuaid:part>1<"),
        ("title", "<dc:title>"),
        ("language", "<dc:language>"),
        ("date", "<xmp:CreateDate>"),
    ] {
        campaign.expect(
            about.contains(wanted),
            format!("{name}: no {what} in its metadata"),
        );
    }
    Ok(())
}

/// Every font is within, a part of it, with a way back to text.
fn fonts(campaign: &mut Campaign, name: &str, path: &Path) -> Result<(), String> {
    let fonts = printed(Command::new("pdffonts").arg(path))?;
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    campaign.expect(!rows.is_empty(), format!("{name}: no fonts"));
    for row in rows {
        // … emb sub uni object ID, of which the last is two columns.
        let columns: Vec<&str> = row.split_whitespace().rev().collect();
        let is = |at: usize| columns.get(at) == Some(&"yes");
        campaign.expect(is(4) && is(3) && is(2), format!("{name}: {row}"));
        campaign.expect(row.contains("NotoSans"), format!("{name}: {row}"));
    }
    Ok(())
}
