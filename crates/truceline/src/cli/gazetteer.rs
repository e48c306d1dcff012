//! `gazetteer`: a list of places with their names in several scripts.

use super::context::Context;
use super::flags::{ReadBack, one_place, read_gazetteer};
use crate::exit::Done;
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::PathBuf;
use truceline_formats::coordinate::{Notation, Reading};

/// Check a gazetteer and look names up in it
#[derive(Args, Clone, Debug)]
pub struct Gazetteer {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Read a CSV file with id, name, lat, lon and further names; tell what is wrong with it
    #[command(after_help = "Example:\n  truceline gazetteer load places.csv")]
    Load {
        /// The file
        file: PathBuf,
    },
    /// Look a name up: one place, or refused with all candidates; near spellings claim nothing
    #[command(
        after_help = "Example:\n  truceline gazetteer find Dorvane --gazetteer places.csv\n  truceline gazetteer find \"Dorvane, Upper Kestrel\" --gazetteer places.csv"
    )]
    Find {
        /// The name, "NAME, DISTRICT", or #ID
        name: String,
        /// The file
        #[arg(long, value_name = "FILE")]
        gazetteer: PathBuf,
    },
}

impl Gazetteer {
    /// Runs it.
    ///
    /// # Errors
    /// [`crate::exit::Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::Load { file } => {
                let gazetteer = read_gazetteer(file)?;
                let several = gazetteer
                    .keys()
                    .values()
                    .filter(|places| places.len() > 1)
                    .count();
                context.show(&json!({
                    "places": gazetteer.places().len(),
                    "spellings": gazetteer.keys().len(),
                    "spellings_of_several_places": several,
                }))
            }
            What::Find { name, gazetteer } => {
                let gazetteer = read_gazetteer(gazetteer)?;
                let place = one_place(&gazetteer, name)?;
                let reading = Reading {
                    position: place.position,
                    precision: place.precision,
                    notation: Notation::DecimalDegrees,
                };
                context.show(&json!({
                    "place": place.label(),
                    "also": place.variants,
                    "position": ReadBack::of(&reading),
                }))
            }
        }
    }
}
