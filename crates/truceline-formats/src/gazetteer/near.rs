//! How many letters two keys differ in, counted no further than it matters.

/// How many edits still count as near for a key: one in three letters, at most three.
#[must_use]
pub fn allowed(key: &str) -> usize {
    match key.chars().count() {
        0..=1 => 0,
        2..=3 => 1,
        4 => 2,
        _ => 3,
    }
}

/// Letters to change, add or leave out between two keys, if at most `most`.
#[must_use]
pub fn edits(one: &str, other: &str, most: usize) -> Option<usize> {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        let mut least = row[0];
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
            least = least.min(row[j + 1]);
        }
        if least > most {
            return None;
        }
    }
    row.last().copied().filter(|edits| *edits <= most)
}
