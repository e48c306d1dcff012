//! The fields of the file, as they are written.

use super::{DeclaredActor, Fault};
use serde::Deserialize;
use truceline_register::actor::PublicName;
use truceline_register::actor::source::Source;
use truceline_register::codec::cbor::Digest;

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub(super) struct $name { $($(#[$field_doc])* pub(super) $field: $kind,)* }
    )*};
}

tables! {
    /// The whole.
    File {
        /// Number of the version, 1 where absent.
        version: Option<u16>,
        clock: Option<String>,
        #[serde(default)]
        parties: Vec<String>,
        #[serde(default)]
        guarantors: Vec<String>,
        renewal: Option<RenewalForm>,
        text: Vec<TextForm>,
        #[serde(default)]
        source: Vec<SourceForm>,
        #[serde(default)]
        actor: Vec<ActorForm>,
        #[serde(default)]
        signed: Vec<DatedForm>,
        #[serde(default)]
        in_force: Vec<DatedForm>,
        #[serde(default)]
        until: Vec<DatedForm>,
        #[serde(default)]
        area: Vec<AreaForm>,
        #[serde(default)]
        clause: Vec<ClauseForm>,
        #[serde(default)]
        rule: Vec<RuleForm>,
    }

    TextForm {
        language: String,
        title: String,
        #[serde(default)]
        of_record: bool,
        sha256: Option<String>,
    }

    SourceForm {
        id: String,
        title: Option<String>,
        url: Option<String>,
        sha256: Option<String>,
    }

    NameForm {
        name: String,
        language: Option<String>,
    }

    ActorForm {
        name: String,
        language: Option<String>,
        #[serde(default)]
        names: Vec<NameForm>,
        source: Option<String>,
    }

    DatedForm {
        date: String,
        source: Option<String>,
        by: Option<String>,
    }

    RenewalForm {
        how: String,
        period: Option<String>,
    }

    TermForm {
        from: Option<String>,
        by: Option<String>,
        until: Option<String>,
        source: Option<String>,
        renewal: Option<RenewalForm>,
    }

    FeatureForm {
        kind: String,
        name: Option<String>,
        language: Option<String>,
        #[serde(default)]
        names: Vec<NameForm>,
        of: Option<String>,
        #[serde(default)]
        between: Vec<String>,
    }

    StripForm {
        side: String,
        depth: String,
    }

    PartForm {
        name: String,
        language: Option<String>,
        #[serde(default)]
        names: Vec<NameForm>,
        #[serde(default)]
        whole: bool,
    }

    GeometryForm {
        zone: Option<String>,
        agreed: Option<String>,
        record: Option<u64>,
        claimed: Option<String>,
        by: Option<String>,
    }

    AreaForm {
        id: String,
        name: String,
        language: Option<String>,
        #[serde(default)]
        names: Vec<NameForm>,
        kind: String,
        #[serde(default)]
        places: Vec<PartForm>,
        along: Option<FeatureForm>,
        #[serde(default)]
        strips: Vec<StripForm>,
        outside: Option<Vec<String>>,
        geometry: Option<Written<GeometryForm>>,
        source: Option<String>,
        variant_of: Option<String>,
    }

    ClauseForm {
        label: String,
        #[serde(default)]
        obligation: Vec<ObligationForm>,
    }

    ObjectForm {
        #[serde(default)]
        forces: Vec<String>,
        weapons: Option<String>,
        designated: Option<String>,
        by: Option<String>,
        named: Option<String>,
    }

    WhereForm {
        inside: Option<String>,
        along: Option<String>,
        outside: Option<String>,
        over: Option<String>,
    }

    VerifiedForm {
        means: String,
        #[serde(default)]
        by: Vec<String>,
    }

    ObligationForm {
        id: Option<String>,
        who: Vec<String>,
        does: Option<String>,
        refrains: Option<String>,
        prevents: Option<String>,
        lets: Option<String>,
        #[serde(default)]
        objects: Vec<Written<ObjectForm>>,
        #[serde(default)]
        r#where: Vec<WhereForm>,
        #[serde(default)]
        terms: Vec<TermForm>,
        #[serde(default)]
        verified: Vec<VerifiedForm>,
        #[serde(default)]
        except: Vec<Written<ObjectForm>>,
        source: Option<String>,
        variant_of: Option<String>,
    }

    RuleForm {
        activity: String,
        object: Option<Written<ObjectForm>>,
        area: Option<String>,
        kind: Option<String>,
        needs: String,
        from: Option<String>,
        before: Option<String>,
        clause: Option<String>,
        source: Option<String>,
    }
}

/// A word, or a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Written<T> {
    /// A word.
    Word(String),
    /// A table.
    Table(T),
}

impl File {
    pub(super) fn actors(&self) -> Result<Vec<DeclaredActor>, Fault> {
        let all = self.actor.iter();
        all.map(|actor| {
            let source = match &actor.source {
                None => None,
                Some(id) => {
                    let known = self.source.iter().find(|source| source.id == *id);
                    let known = known.ok_or_else(|| {
                        Fault::new("an actor", "its source is not among the file's sources")
                    })?;
                    Some(known.read()?)
                }
            };
            let names = names(&actor.name, actor.language.as_deref(), &actor.names);
            Ok(DeclaredActor { names, source })
        })
        .collect()
    }
}

impl SourceForm {
    pub(super) fn read(&self) -> Result<Source, Fault> {
        Ok(Source {
            title: self.title.clone(),
            url: self.url.clone(),
            sha256: digest(self.sha256.as_deref(), "a source")?,
        })
    }
}

/// A SHA-256 in 64 hexadecimal letters.
pub(super) fn digest(text: Option<&str>, at: &str) -> Result<Option<Digest>, Fault> {
    let Some(text) = text else { return Ok(None) };
    let wrong = || Fault::new(at, "its sha256 is not 64 hexadecimal digits");
    if text.len() != 64 || !text.is_ascii() {
        return Err(wrong());
    }
    let mut bytes = [0; 32];
    for (place, byte) in bytes.iter_mut().enumerate() {
        let pair = text.get(place * 2..place * 2 + 2).ok_or_else(wrong)?;
        let is_hex = pair.bytes().all(|letter| letter.is_ascii_hexdigit());
        *byte = u8::from_str_radix(pair, 16)
            .ok()
            .filter(|_| is_hex)
            .ok_or_else(wrong)?;
    }
    Ok(Some(Digest(bytes)))
}

/// The first name and the others.
pub(super) fn names(name: &str, language: Option<&str>, more: &[NameForm]) -> Vec<PublicName> {
    let first = PublicName {
        name: name.to_owned(),
        language: language.map(str::to_owned),
    };
    let more = more.iter().map(|form| PublicName {
        name: form.name.clone(),
        language: form.language.clone(),
    });
    std::iter::once(first).chain(more).collect()
}
