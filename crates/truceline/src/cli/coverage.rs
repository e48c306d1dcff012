//! `coverage`: who has told what about the zones, and who is silent.

use super::context::Context;
use super::flags::{self, When};
use super::known_at::{self, KnownAt};
use crate::exit::Done;
use crate::names::Names;
use crate::reading::Reading;
use crate::wire::coverage::{AROUND, CoverageByTimeView};
use crate::wire::time;
use clap::Args;
use truceline_register::coverage::Question;
use truceline_register::register::Standpoint;

/// Show zone by zone, party by party and stretch by stretch of time who has told what, and who is silent
///
/// Computed from the register each time anew. Silence is not nil, and nil speaks of the forces it names alone.
/// Of a server, a party sees itself alone.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley coverage\n  truceline --data valley coverage --zone \"Kestrel Valley\" --from 2031-05-20T06:00:00Z --until 2031-05-20T18:00:00Z \\\n    --known-at 2031-05-20T13:20:00Z"
)]
pub struct Coverage {
    /// Only this zone, by name or id
    #[arg(long)]
    zone: Option<String>,
    /// The time that is looked at: from; without it 12 hours before
    #[arg(long, value_parser = flags::when_or_before)]
    from: Option<When>,
    /// … until; without it 12 hours after
    #[arg(long, value_parser = flags::when_or_before)]
    until: Option<When>,
    /// Known at this log index or time; without it now
    #[arg(long, value_name = "INDEX|TIME", value_parser = known_at::known_at)]
    known_at: Option<KnownAt>,
}

impl Coverage {
    /// Runs it.
    ///
    /// # Errors
    /// [`crate::exit::Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let reading = context.reading()?;
        let register = reading.register();
        context.note_clock(register);
        let names = Names::of_register(register);
        let now = reading.now();
        let now = self
            .known_at
            .map_or(now, |known| known.judged_at(register, now));
        let zone = self.zone.as_deref().map(|zone| names.find_zone(zone));
        let question = Question {
            zone: zone.transpose()?,
            party: reading.only_of(),
            window: flags::window(
                self.from.map_or(now.minus(AROUND), |from| from.at(now)),
                self.until.map_or(now.plus(AROUND), |until| until.at(now)),
            )?,
        };
        let at = Standpoint {
            known_at: self
                .known_at
                .map_or(Ok(register.size), |known| known.size(register))?,
            now,
        };
        if let Reading::Server(replica) = &reading {
            let zone = question.zone.map(|zone| format!("&zone={zone}"));
            let known = self.known_at.map(|known| match known {
                KnownAt::Index(index) => format!("&known_at={index}"),
                KnownAt::Time(instant) => format!("&known_at={}", time(instant)),
            });
            let (text, view) = replica.shown(&format!(
                "/v1/coverage?from={}&until={}{}{}",
                time(question.window.start()),
                time(question.window.end()),
                zone.unwrap_or_default(),
                known.unwrap_or_default()
            ))?;
            return context.tell(&view, || text);
        }
        let view = CoverageByTimeView::of(register, &question, at, &names)?;
        context.tell(&view, || view.text())
    }
}
