#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::Cli;
use super::flags::{altitude, forces, length, span, when};
use clap::CommandFactory as _;
use std::collections::BTreeSet;
use truceline_register::time::Instant;
use truceline_register::vocabulary::ForceSet;

fn walk(command: &clap::Command, path: &str, visit: &mut dyn FnMut(&clap::Command, &str)) {
    visit(command, path);
    for inner in command
        .get_subcommands()
        .filter(|inner| inner.get_name() != "help")
    {
        walk(inner, &format!("{path} {}", inner.get_name()), visit);
    }
}

#[test]
fn the_commands_are_well_formed() {
    Cli::command().debug_assert();
}

#[test]
fn no_flag_of_a_command_hides_one_that_all_take() {
    let everywhere: BTreeSet<String> = Cli::command()
        .get_arguments()
        .map(|argument| argument.get_id().to_string())
        .collect();
    walk(&Cli::command(), "truceline", &mut |command, path| {
        for argument in command.get_arguments().filter(|_| path != "truceline") {
            let id = argument.get_id().to_string();
            assert!(
                !everywhere.contains(&id),
                "{path} has a flag of its own with the id {id}"
            );
        }
    });
}

#[test]
fn every_command_says_what_it_is_for() {
    walk(&Cli::command(), "truceline", &mut |command, path| {
        assert!(command.get_about().is_some(), "{path} has no help");
    });
}

#[test]
fn every_command_that_a_desk_signs_with_shows_an_example() {
    let without: BTreeSet<&str> = [
        "list", "show", "activate", "pause", "end", "cancel", "cosign", "request", "add",
    ]
    .into();
    let mut missing = Vec::new();
    for command in Cli::command().get_subcommands() {
        let own = command.get_after_help().is_some();
        walk(command, command.get_name(), &mut |inner, path| {
            let leaf = inner.get_subcommands().next().is_none();
            if leaf
                && !own
                && inner.get_after_help().is_none()
                && !without.contains(inner.get_name())
            {
                missing.push(path.to_owned());
            }
        });
    }
    let relayed_or_amended = |path: &String| path.starts_with("sign ");
    missing.retain(|path| !relayed_or_amended(path));
    assert!(missing.is_empty(), "without an example: {missing:?}");
}

#[test]
fn the_help_uses_none_of_the_words_that_take_a_side() {
    walk(&Cli::command(), "truceline", &mut |command, path| {
        let help = command
            .clone()
            .render_long_help()
            .to_string()
            .to_lowercase();
        let words: BTreeSet<&str> = help.split(|c: char| !c.is_alphabetic()).collect();
        for word in ["approved", "cleared", "safe", "unprotected", "violator"] {
            assert!(!words.contains(word), "{path} says {word}");
        }
    });
}

#[test]
fn spans_lengths_heights_and_times_are_read_strictly() {
    assert_eq!(span("1h30m").unwrap().micros(), 5_400_000_000);
    assert_eq!(span("2d").unwrap().micros(), 172_800_000_000);
    for wrong in [
        "",
        "90",
        "m",
        "1w",
        "-1h",
        "99999999999999999999d",
        "1h 30m x",
    ] {
        assert!(span(wrong).is_err(), "{wrong}");
    }
    assert_eq!(length("1.5km").unwrap().get(), 15_000);
    assert_eq!(length("12.5m").unwrap().get(), 125);
    assert_eq!(length("0").unwrap().get(), 0);
    for wrong in ["", "-5m", "1.55m", "1.55555km", "2000km", "five", "1,5km"] {
        assert!(length(wrong).is_err(), "{wrong}");
    }
    let band = altitude("-10..3000.5").unwrap();
    assert_eq!((band.lower_dm(), band.upper_dm()), (-100, 30_005));
    for wrong in ["3000..0", "0", "a..b", "0..0"] {
        assert!(altitude(wrong).is_err(), "{wrong}");
    }
    let noon = when("2031-05-02T12:00:00+02:00").unwrap().at(Instant::MIN);
    assert_eq!(noon.to_string(), "2031-05-02T10:00:00Z");
    assert_eq!(
        when("now+2h").unwrap().at(noon).to_string(),
        "2031-05-02T12:00:00Z"
    );
    for wrong in [
        "2031-05-02T12:00:00",
        "now-1h",
        "nowadays",
        "tomorrow",
        "2031-02-30T00:00:00Z",
    ] {
        assert!(when(wrong).is_err(), "{wrong}");
    }
    assert_eq!(forces("all").unwrap(), ForceSet::ALL_FORCES);
    assert!(forces("regulars,tanks").is_err());
}

#[test]
fn a_problem_amid_many_statements_says_how_many_stand() {
    use crate::wire::receipt::{AdmittedView, SubmittedView};
    let mut view = SubmittedView::new();
    let problem = || crate::exit::Problem::unavailable("nothing was recorded: the disk is full");
    assert_eq!(
        super::speaker::in_part(&view, 900, problem()),
        problem(),
        "of the first batch nothing stands"
    );
    for index in 19..531 {
        view.admitted.push(AdmittedView {
            file: None,
            act_id: None,
            index,
            received_at: String::new(),
            repeated: false,
            says: String::new(),
            flags: Vec::new(),
            awaits_second: None,
            countersignature: None,
            id: None,
            receipt: None,
        });
    }
    let told = super::speaker::in_part(&view, 900, problem());
    assert_eq!(told.exit, 4);
    assert!(
        told.what.starts_with(
            "512 of 900 are recorded, the last at index 530; of the other 388: nothing"
        ),
        "{told}"
    );
}
