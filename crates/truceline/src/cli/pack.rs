//! `pack`: what the key's party was shown exactly, in a file that is checked where no line reaches the register.

use super::context::Context;
use super::flags::{self, ReadBack, When, Where};
use super::geojson;
use super::notify::precision;
use super::speaker::{Speaker, tell_submitted};
use crate::card::RegisterCard;
use crate::exit::{Done, Exit, Problem};
use crate::file;
use crate::house::House;
use crate::pack::{HEADER, MAX_PACK_BYTES, Opened, PackFile};
use crate::render;
use crate::speech::Speech;
use crate::wire::pack::{ContentView, PackAnswerView, PackView, PackedView};
use clap::{Args, Subcommand};
use serde::Serialize;
use std::path::{Path, PathBuf};
use truceline_engine::clock::{Clock as _, SystemClock};
use truceline_register::act::Act;
use truceline_register::check::CAVEAT;
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::PackId;
use truceline_register::pack::PackAsked;
use truceline_register::place::Volume4d;
use truceline_register::time::{Instant, Span};
use truceline_register::vocabulary::{Activity, Outcome};

/// Draw what your party was shown exactly into a file, and look into it without a line to the register
///
/// A pack says OVERLAP or CANNOT SAY, never that nothing was notified. That it was drawn is a record, and those whose
/// words are in it see the look. A file that was handed out cannot be called back.
#[derive(Args, Clone, Debug)]
pub struct Pack {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Have the register draw a pack, and write it to the file named with --out
    #[command(
        after_help = "Example:\n  truceline --data valley --key east.key --out east.pack pack make --valid 24h"
    )]
    Make {
        /// For how long it is good, three days at most
        #[arg(long, value_parser = flags::span, default_value = "24h")]
        valid: Span,
    },
    /// Hold a volume against a pack, without a register: exit 10 OVERLAP, 11 CANNOT SAY
    #[command(
        after_help = "Example:\n  truceline pack check east.pack --card register.card --at \"36.5, 35.7\" --radius 2km \\\n    --from now --until now+2h --activity flight\nNo outcome exits with 0, so that `pack check && act` does not act."
    )]
    Check(Box<Check>),
    /// Show what a pack holds
    #[command(after_help = "Example:\n  truceline pack show east.pack --card register.card")]
    Show {
        /// The pack
        file: PathBuf,
        /// The register's card; without it nothing is verified
        #[arg(long, value_name = "FILE")]
        card: Option<PathBuf>,
    },
}

/// What is held against which pack.
#[derive(Args, Clone, Debug)]
struct Check {
    /// The pack
    file: PathBuf,
    /// The register's card, from another source than the pack
    #[arg(long, value_name = "FILE")]
    card: PathBuf,
    #[command(flatten)]
    place: Where,
    /// How far the true edge may lie from the one given; never finer than the notation
    #[arg(long, value_parser = flags::length)]
    precision: Option<Decimetres>,
    /// From when
    #[arg(long, value_parser = flags::when, default_value = "now")]
    from: When,
    /// Until when
    #[arg(long, value_parser = flags::when)]
    until: When,
    /// flight, air-strike, indirect-fire, ground-movement, demining, training, other
    #[arg(long, value_parser = flags::activity, default_value = "other")]
    activity: Activity,
    /// How far around; the largest least buffer of all zones counts where it is larger
    #[arg(long, value_parser = flags::length, default_value = "0")]
    buffer: Decimetres,
}

/// A pack that was written.
#[derive(Serialize)]
struct MadeView<'a> {
    pack: PackView,
    file: &'a Path,
    caveat: &'static str,
}

/// The answer with the positions as they were understood.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    answer: &'a PackAnswerView,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    read_back: Vec<ReadBack>,
}

impl Pack {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::Make { valid } => make(context, *valid),
            What::Check(check) => check.run(context),
            What::Show { file, card } => show(context, file, card.as_deref()),
        }
    }
}

fn make(context: &Context, valid: Span) -> Done {
    let out = context.out()?;
    if out.exists() {
        return Err(Problem::usage(format!(
            "{}: is there already; name another file with --out",
            out.display()
        )));
    }
    // The request goes to the register; the file is what comes of it.
    let context = Context {
        out: None,
        ..context.clone()
    };
    let mut speaker = Speaker::open(&context)?;
    let asked = PackAsked {
        id: PackId::from_bytes(speaker.draw()?),
        until: speaker.now().plus(valid),
    };
    let view = speaker.submit(&[Speech::plain(Act::PackAsked(asked))])?;
    let Some(index) = view.admitted.first().map(|admitted| admitted.index) else {
        return tell_submitted(&context, view, Vec::new());
    };
    let house = speaker.house()?;
    if let House::Server(replica) = house {
        // What the register drew is in the portion, not in the answer.
        replica.catch_up(&mut |_| {})?;
    }
    let pack = PackFile::of(&house.record(index)?, &house.receipt(index)?)?;
    file::write_new(out, pack.to_string().as_bytes()).map_err(|problem| Problem {
        what: format!(
            "{}; the pack is on record at index {index} and was not written: draw another",
            problem.what
        ),
        ..problem
    })?;
    let made = MadeView {
        pack: PackView::of(&pack.open().map_err(Problem::unverified)?),
        file: out,
        caveat: CAVEAT,
    };
    context.tell(&made, || {
        format!("{}written: {}\n{CAVEAT}\n", made.pack.text(), out.display())
    })
}

fn read(path: &Path) -> Result<PackFile, Problem> {
    let bytes = file::read(path, MAX_PACK_BYTES)?;
    if !bytes.starts_with(HEADER.as_bytes()) {
        return Err(Problem::usage(format!(
            "{}: is no pack; `truceline show` tells what it is",
            path.display()
        )));
    }
    PackFile::parse(&bytes).map_err(|what| refused(path, &what))
}

fn opened(path: &Path, card: &Path) -> Result<Opened, Problem> {
    let card = RegisterCard::read(card)?;
    read(path)?
        .verify(&card)
        .map_err(|what| refused(path, &what))
}

fn refused(path: &Path, what: &str) -> Problem {
    Problem::unverified(format!(
        "{}: {what}; take another copy of it, or draw another",
        path.display()
    ))
}

fn show(context: &Context, path: &Path, card: Option<&Path>) -> Done {
    let pack = match card {
        Some(card) => opened(path, card)?,
        None => read(path)?.open().map_err(|what| refused(path, &what))?,
    };
    let view = ContentView {
        verified: card.is_some(),
        presences: pack.pack.presences.iter().map(PackedView::of).collect(),
        pack: PackView::of(&pack),
        caveat: CAVEAT,
    };
    context.tell(&view, || {
        let verified = match view.verified {
            true => "VERIFIED\n",
            false => "NOT VERIFIED: give the register's card with --card\n",
        };
        verified.to_owned() + &render::outline(&view)
    })
}

impl Check {
    fn run(&self, context: &Context) -> Done {
        self.place.want_radius()?;
        let opened = opened(&self.file, &self.card)?;
        let now = SystemClock::default().read().wall;
        let (volumes, read_back) = self.volumes(now)?;
        let overlaps = opened
            .pack
            .overlapping(&volumes, self.activity, self.buffer);
        let answer = PackAnswerView::of(&opened, &overlaps.collect::<Vec<_>>(), now);
        let told = Told {
            answer: &answer,
            read_back,
        };
        context.tell(&told, || {
            let read_back = told.read_back.iter();
            let lines = read_back.map(|back| format!("read back: {}\n", back.text()));
            answer.text() + &lines.collect::<String>()
        })?;
        Ok(match Outcome::from_word(answer.outcome) {
            Some(Outcome::Overlap) => Exit::Overlap,
            _ => Exit::Unknown,
        })
    }

    fn volumes(&self, now: Instant) -> Result<(Vec<Volume4d>, Vec<ReadBack>), Problem> {
        let window = flags::window(self.from.at(now), self.until.at(now))?;
        let places = match &self.place.geojson {
            Some(path) => geojson::read_all(path, self.place.radius, self.place.width)?,
            None => vec![self.place.find()?],
        };
        let mut volumes = Vec::with_capacity(places.len());
        let mut read_back = Vec::new();
        for found in places {
            read_back.extend(found.read_back);
            volumes.push(Volume4d {
                footprint: found.footprint,
                altitude: self.place.altitude,
                window,
                precision: precision(self.precision, found.precision),
            });
        }
        Ok((volumes, read_back))
    }
}
