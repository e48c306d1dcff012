//! The named rules by which the figures of a bulletin are made; each stands beside its figure.
//!
//! A rule is never changed: another meaning is another name, and another number in
//! [`super::content::RULES`].

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub says: &'static str,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $constant:ident = $name:literal: $says:literal;)*) => {
        $($(#[$doc])* pub const $constant: Rule = Rule { name: $name, says: $says };)*

        /// All of them.
        pub const ALL: &[Rule] = &[$($constant),*];
    };
}

rules! {
    /// Entries of a list.
    LISTED = "listed": "violations that the party alleges to have begun in the zone on the day, as they stood when the lists were last opened; what was withdrawn or corrected since stays listed";
    /// Matched.
    MATCHED = "matched": "listed entries that a person of the publisher holds to be about the same event as one entry of the other list; it makes neither account so";
    /// One side only.
    ONLY = "only": "listed entries that are neither matched nor disputed; that the other side lists nothing of the kind is no word of its";
    /// Disputed.
    DISPUTED = "disputed": "listed entries that a person of the publisher set apart with a reason: neither matched nor of one side only";
    /// Pairs.
    PAIRS = "pairs": "pairs of one entry of each list that are matched";
    /// Contested.
    CONTESTED = "contested": "listed entries of which another party's last answer denies it";
    /// Withdrawn.
    WITHDRAWN = "withdrawn": "entries that their maker withdrew; they stay in every other figure";
    /// Corrected.
    CORRECTED = "corrected": "listed entries that their maker tells otherwise since they were listed; the kind is counted as told last";
    /// Unplaced.
    UNPLACED = "unplaced": "violations that the party alleges of that time with neither zone nor place; they are not listed and may belong to this list";
    /// Untold.
    UNTOLD = "untold": "violations whose account was not told to the publisher or is erased, save those heard before the day began; they are not listed and may belong to this list";
    /// Steps.
    STEPS = "steps": "entries of the maker by whose last step on the ladder, each for whoever takes it; nobody's step makes an account so";
    /// Answers.
    ANSWERS = "answers": "entries of the maker by whose last answer, of either side and of who watches or inquires; no answer is no word for either side";
    /// Beside the lists.
    BESIDE = "beside": "nil observations, restrictions of access, and violations that neither of the two sides alleges, of the zone and the day, by who entered them, where that is one that watches or inquires";
    /// Answers by parties that are not named.
    ANSWERS_BY_OTHERS = "answers-by-others": "last answers by parties that are neither of the two sides nor watch or inquire; neither whose they are nor what they say is told here";
    /// Beside the lists, by parties that are not named.
    BESIDE_BY_OTHERS = "beside-by-others": "nil observations, restrictions of access, and violations of the zone and the day, entered by parties that are neither of the two sides nor watch or inquire; neither whose they are nor of which kind is told here";
}
