//! What a killed run left behind, held against what it had shown.

use std::path::Path;

use truceline_engine::replay;
use truceline_engine::writer::rotation::Waits;
use truceline_engine::writer::{Answer, Writer};
use truceline_log::hash::Hash;
use truceline_register::codec::disclosure::{Disclosures, Label};
use truceline_register::codec::record::Record;
use truceline_register::codec::statement::{Statement, Submission};

use super::points::Shown;
use super::worker::order;
use super::workload::Workload;

/// What was found, where everything holds.
#[derive(Debug)]
pub(super) struct Autopsy {
    /// Whether the run was killed at all.
    pub(super) killed: bool,
    /// How many statements it had acknowledged.
    pub(super) acknowledged: u64,
    /// How many roots it had shown.
    pub(super) roots: u64,
}

/// Opens what is left and looks; the first broken promise is the error.
pub(super) fn look(
    folder: &Path,
    seed: u64,
    statements: usize,
    shown: &Shown,
) -> Result<Autopsy, String> {
    let mut workload = Workload::of(seed);
    let submissions = workload.submissions(statements);
    let (indexes, roots) = read(&shown.text)?;
    if !shown.killed && indexes.len() != statements {
        return Err(format!(
            "it ended by itself after {} of {statements}",
            indexes.len()
        ));
    }
    let mut writer = workload.open(folder)?;
    for (index, submission) in indexes.iter().zip(&submissions) {
        is_there(&writer, *index, submission)?;
    }
    for (size, root) in &roots {
        is_extended(&writer, *size, *root)?;
    }
    let mut first = 0;
    for batch in workload.batches(&submissions) {
        hand_in_again(&mut writer, &indexes, first, batch)?;
        first += batch.len();
    }
    is_what_a_replay_gives(&writer)?;
    let size = writer.tree().size();
    end_rotation(&mut writer)?;
    is_what_a_replay_gives(&writer)?;
    drop(writer);
    let writer = workload.open(folder)?;
    if writer.is_rotating() {
        return Err("the vault's master key is still being changed".to_owned());
    }
    is_what_a_replay_gives(&writer)?;
    if writer.tree().size() != size {
        return Err("opened again it has another size".to_owned());
    }
    Ok(Autopsy {
        killed: shown.killed,
        acknowledged: indexes.len() as u64,
        roots: roots.len() as u64,
    })
}

/// What was left of a change of the vault's master key is done by whoever opens it next.
fn end_rotation(writer: &mut Writer) -> Result<(), String> {
    let mut turning = match writer.is_rotating() {
        true => writer.begin_rotation(order(None)),
        false => Ok(None),
    };
    while let Ok(Some(rest)) = turning {
        turning = writer.rotate_some(rest, Waits::Nothing);
    }
    turning.map(|_| ()).map_err(|error| error.to_string())
}

/// What a run showed: acknowledged indexes, and sizes with their roots.
type Lines = (Vec<u64>, Vec<(u64, Hash)>);

/// The lines of a run; one cut short by the death was shown to nobody.
fn read(text: &str) -> Result<Lines, String> {
    let (mut indexes, mut roots) = (Vec::new(), Vec::new());
    for line in text
        .split_inclusive('\n')
        .filter_map(|line| line.strip_suffix('\n'))
    {
        let words: Vec<_> = line.split(' ').collect();
        let number = words.get(1).and_then(|word| word.parse().ok());
        match (words.as_slice(), number) {
            (["acknowledged", _], Some(index)) => indexes.push(index),
            (["root", _, root], Some(size)) => {
                let root = Hash::from_base64(root).or_else(|_| Hash::from_hex(root));
                roots.push((size, root.map_err(|error| error.to_string())?));
            }
            _ => return Err(format!("it printed \"{line}\"")),
        }
    }
    Ok((indexes, roots))
}

/// I1: present, bit for bit, proven, its content readable; what was erased is gone.
fn is_there(writer: &Writer, index: u64, submission: &Submission) -> Result<(), String> {
    let entry = writer
        .store()
        .read(index, 1)
        .map_err(|error| error.to_string())?
        .pop()
        .ok_or_else(|| format!("acknowledged index {index} is lost"))?;
    let leaf = replay::leaf_hash(&entry);
    let (tree, size) = (writer.tree(), writer.tree().size());
    tree.inclusion(index, size)
        .map_err(|error| error.to_string())?
        .verify(&leaf, index, size, &tree.root())
        .map_err(|error| format!("index {index} is not proven: {error}"))?;
    let disclosures =
        replay::disclosures(index, writer.vault()).map_err(|error| error.to_string())?;
    let erased = writer
        .register()
        .erasures
        .all()
        .any(|(record, _)| record == index);
    let expected = submission
        .disclosures
        .iter()
        .filter(|disclosure| !erased || disclosure.label() != Label::Personal);
    if disclosures != Disclosures::of(expected.cloned()) {
        return Err(format!(
            "the content of index {index} is not what was acknowledged"
        ));
    }
    let record =
        Record::read(index, &entry.envelope, disclosures).map_err(|error| error.to_string())?;
    if record
        .statement
        .map(|statement| Statement::to_bytes(&statement))
        .as_ref()
        != Some(&submission.statement)
    {
        return Err(format!(
            "the statement at index {index} is not the one acknowledged"
        ));
    }
    Ok(())
}

/// I2 and I3: the root of today extends a root once shown, and the size had no other.
fn is_extended(writer: &Writer, size: u64, root: Hash) -> Result<(), String> {
    let tree = writer.tree();
    tree.consistency(size, tree.size())
        .map_err(|error| format!("a root over {size} was shown: {error}"))?
        .verify(size, &root, tree.size(), &tree.root())
        .map_err(|error| format!("the root shown over {size} is not extended: {error}"))?;
    let history = writer
        .store()
        .history(size, 1)
        .map_err(|error| error.to_string())?;
    let stored = history
        .first()
        .ok_or_else(|| format!("no checkpoint over {size}"))?;
    let text = String::from_utf8_lossy(&stored.signed);
    if stored.size != size || !text.contains(&root.to_base64()) {
        return Err(format!(
            "the stored checkpoint over {size} is not the one shown"
        ));
    }
    Ok(())
}

/// I4: the same again gives the same index; what was not acknowledged is taken now, or was.
fn hand_in_again(
    writer: &mut Writer,
    indexes: &[u64],
    first: usize,
    batch: &[Submission],
) -> Result<(), String> {
    let before = writer.tree().size();
    let answers = writer.commit(batch).map_err(|error| error.to_string())?;
    for (number, answer) in (first..).zip(&answers) {
        match (indexes.get(number), answer) {
            (Some(index), Answer::Repeated { index: again }) if index == again => {}
            (None, Answer::Admitted { index }) if *index >= before => {}
            (None, Answer::Repeated { index }) if *index < before => {}
            (was, answer) => {
                return Err(format!(
                    "submission {number} was acknowledged at {was:?}, again it is {answer:?}"
                ));
            }
        }
    }
    for (submission, answer) in batch.iter().zip(&answers) {
        if let Answer::Admitted { index } | Answer::Repeated { index } = answer {
            is_there(writer, *index, submission)?;
        }
    }
    Ok(())
}

/// Replay equals the state that was carried along.
fn is_what_a_replay_gives(writer: &Writer) -> Result<(), String> {
    let replayed = replay::register(writer.store(), writer.vault(), &mut |_| {})
        .map_err(|error| error.to_string())?;
    if replayed.register == *writer.register() {
        return Ok(());
    }
    Err("a replay gives another register".to_owned())
}

#[cfg(test)]
mod tests;
