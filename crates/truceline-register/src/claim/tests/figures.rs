//! Figures and stances: whose last word counts, against a plain reading of what was said.

use super::*;
use crate::claim::view::Figure;

fn told(minute: i64) -> TimeTold {
    TimeTold {
        from: at(minute),
        until: at(minute),
        certainty: Certainty::Exact,
        offset_minutes: None,
    }
}

fn soldiers(count: Count) -> Proposition {
    Proposition::Casualties {
        category: Category::Soldiers,
        of: None,
        harm: Harm::Killed,
        count,
        named: None,
    }
}

const fn count(low: Option<u32>, best: Option<u32>, high: Option<u32>) -> Count {
    Count { low, best, high }
}

impl Cast {
    fn party(&self, number: u8) -> PartyId {
        match number {
            3 => self.south.party,
            4 => self.relief.party,
            _ => self.monitor.party,
        }
    }

    fn figure(&self, rule: Rule, known_at: LogIndex) -> Option<Figure> {
        let register = &self.house.register;
        let claims: Vec<&Entered> = register.claims.all(known_at).collect();
        let numbers = numbers(&claims);
        let at = Standpoint {
            known_at,
            now: self.house.now,
        };
        numbers
            .values()
            .next()
            .and_then(|of_it| figure(of_it, rule, at))
    }
}

/// By the rule's name, its ends and which are open.
type Read = (u32, bool, u32, bool);

fn read(figure: &Figure) -> Read {
    (figure.low, figure.or_fewer, figure.high, figure.or_more)
}

/// What an open end leaves open stays open in the figure.
#[test]
fn an_open_end_is_open_in_the_figure() {
    let of = |counts: &[Count]| {
        let mut cast = Cast::new();
        for (place, count) in counts.iter().enumerate() {
            let number = u8::try_from(place + 1).unwrap();
            let claim = cast.claim(number, &soldiers(*count));
            let mut claim = cast.sourced(claim, &named(&format!("office {number}")));
            claim.0.claimant = Claimant::Outside;
            cast.enters(3, &claim).unwrap();
        }
        [Rule::Lowest, Rule::Highest, Rule::LatestOfEach]
            .map(|rule| read(&cast.figure(rule, u64::MAX).unwrap()))
    };
    let (least, most) = (count(Some(33), None, None), count(None, None, Some(50)));
    assert_eq!(of(&[least]), [(33, false, 33, true); 3], "33 or more");
    assert_eq!(of(&[most]), [(50, true, 50, false); 3], "50 or fewer");
    let both = [
        (33, true, 33, false),
        (50, false, 50, true),
        (33, true, 50, true),
    ];
    assert_eq!(of(&[least, most]), both);
    let nine = count(None, Some(9), None);
    let beside = [
        (9, false, 9, false),
        (33, false, 33, true),
        (9, false, 33, true),
    ];
    assert_eq!(of(&[least, nine]), beside);
}

#[test]
fn no_answer_takes_the_place_of_no_answer_and_each_enterer_stands_for_itself() {
    use ClaimStance::{Confirms, Denies, NoAnswer};
    let mut cast = Cast::new();
    let first = cast.claim(1, &killed(9));
    cast.enters(3, &first).unwrap();
    let monitor = Claimant::Party(cast.monitor.party);
    let source = Provenance {
        claimant: None,
        ..named("x")
    };
    stance(&mut cast, 4, 1, monitor, Some(&source), Denies).unwrap();
    stance(&mut cast, 4, 1, monitor, None, NoAnswer).unwrap();
    stance(&mut cast, 3, 1, monitor, None, NoAnswer).unwrap();
    let words = |cast: &Cast| -> Vec<(PartyId, ClaimStance)> {
        let entered = cast.house.register.claims.get(id(1)).unwrap();
        let taken = stances(entered, u64::MAX).into_values();
        taken.map(|one| (one.by, one.said.stance)).collect()
    };
    let (south, relief) = (cast.south.party, cast.relief.party);
    let mut both = vec![(south, NoAnswer), (relief, Denies)];
    both.sort();
    assert_eq!(words(&cast), both);
    // Somebody outside is whom each names, too.
    let office = named("an office");
    stance(&mut cast, 4, 1, Claimant::Outside, Some(&office), Denies).unwrap();
    stance(&mut cast, 5, 1, Claimant::Outside, Some(&office), Confirms).unwrap();
    assert_eq!(words(&cast).len(), 4);
    // Who answers for itself is answered for by nobody.
    stance(&mut cast, 5, 1, Claimant::Own, None, Confirms).unwrap();
    assert_eq!(words(&cast).len(), 3);
    cast.house.assert_replays();
}

/// Something that somebody says: a claim, a correction of an earlier one, or a withdrawal.
#[derive(Clone, Debug)]
struct Step {
    by: u8,
    whose: u8,
    shape: u8,
    number: u32,
    said_at: i64,
    denied: bool,
    corrects: Option<usize>,
    withdraws: Option<(usize, bool)>,
}

fn step() -> impl Strategy<Value = Step> {
    let corrects = proptest::option::of(0..4usize);
    let withdraws = proptest::option::weighted(0.3, (0..8usize, any::<bool>()));
    let denied = proptest::bool::weighted(0.25);
    (
        3..6u8,
        0..6u8,
        0..4u8,
        0..9u32,
        0..6i64,
        denied,
        corrects,
        withdraws,
    )
        .prop_map(
            |(by, whose, shape, number, said_at, denied, corrects, withdraws)| Step {
                by,
                whose,
                shape,
                number,
                said_at,
                denied,
                corrects,
                withdraws,
            },
        )
}

/// What was said, as anybody could write it down.
#[derive(Clone, Debug)]
struct Word {
    record: LogIndex,
    id: ClaimId,
    /// Whose: 0 to 2 somebody outside, else a party.
    voice: u8,
    by: u8,
    least: Option<u32>,
    most: Option<u32>,
    said_at: i64,
    denied: bool,
    corrects: Option<usize>,
    withdrawn: Option<(LogIndex, bool)>,
}

fn is_corrected(words: &[Word], which: usize, known_at: LogIndex) -> bool {
    words.iter().enumerate().any(|(place, word)| {
        let error = word
            .withdrawn
            .is_some_and(|(at, error)| error && at < known_at);
        word.corrects == Some(which)
            && word.record < known_at
            && (!error || is_corrected(words, place, known_at))
    })
}

/// A figure as somebody draws it by hand.
fn by_hand(words: &[Word], rule: Rule, known_at: LogIndex) -> Option<(Read, Vec<ClaimId>)> {
    let standing = words.iter().enumerate().filter(|(place, word)| {
        word.record < known_at
            && word.withdrawn.is_none_or(|(at, _)| at >= known_at)
            && !is_corrected(words, *place, known_at)
    });
    let standing: Vec<&Word> = standing.map(|(_, word)| word).collect();
    let is_last = |word: &Word| {
        !standing.iter().any(|other| {
            let own = other.by == other.voice && word.by != word.voice;
            let later = (other.said_at, other.record) > (word.said_at, word.record);
            other.voice == word.voice && (own || (other.by == word.by && later))
        })
    };
    let counted: Vec<&Word> = standing
        .iter()
        .copied()
        .filter(|word| !word.denied && (rule != Rule::LatestOfEach || is_last(word)))
        .collect();
    let low = counted
        .iter()
        .filter_map(|word| word.least.or(word.most))
        .min()?;
    let high = counted
        .iter()
        .filter_map(|word| word.most.or(word.least))
        .max()?;
    let fewer = counted.iter().any(|word| word.least.is_none());
    let more = counted.iter().any(|word| word.most.is_none());
    let closed_above = counted
        .iter()
        .any(|word| word.least == Some(low) && word.most.is_some());
    let closed_below = counted
        .iter()
        .any(|word| word.most == Some(high) && word.least.is_some());
    let read = match rule {
        Rule::Lowest => (low, fewer, low, !fewer && !closed_above),
        Rule::Highest => (high, !more && !closed_below, high, more),
        Rule::LatestOfEach => (low, fewer, high, more),
    };
    Some((read, counted.iter().map(|word| word.id).collect()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whoever says, corrects, denies and withdraws what: at every standpoint each rule draws what a plain reading
    /// gives, from the same claims.
    #[test]
    fn figures_are_what_a_plain_reading_gives(steps in proptest::collection::vec(step(), 1..20)) {
        let mut cast = Cast::new();
        let mut words: Vec<Word> = Vec::new();
        for one in &steps {
            if let (Some((which, error)), false) = (one.withdraws, words.is_empty()) {
                let which = which % words.len();
                let why = if error { Withdrawal::EnteredInError } else { Withdrawal::TakenBack };
                let body = ClaimWithdrawn { claim: words[which].id, why, provenance: None };
                let by = words[which].by;
                if let Ok(at) = cast.say(by, Act::ClaimWithdrawn(body), &[]) {
                    words[which].withdrawn = Some((at, error));
                }
                continue;
            }
            let number = u8::try_from(words.len() + 1).unwrap();
            let (least, most) = match one.shape {
                0 => (Some(one.number), Some(one.number)),
                1 => (Some(one.number), None),
                2 => (None, Some(one.number)),
                _ => (Some(one.number), Some(one.number + 3)),
            };
            let told_count = match one.shape {
                0 => count(None, least, None),
                _ => count(least, None, most),
            };
            let claim = cast.claim(number, &soldiers(told_count));
            let mut source = named(&format!("office {}", one.whose));
            let claimant = match one.whose {
                0..=2 => Claimant::Outside,
                whose if whose == one.by => Claimant::Own,
                whose => Claimant::Party(cast.party(whose)),
            };
            if claimant != Claimant::Outside {
                source.claimant = None;
            }
            let mut claim = cast.sourced(claim, &source);
            claim.0.claimant = claimant;
            claim.0.polarity = if one.denied { Polarity::WasNot } else { Polarity::Was };
            claim.0.stated.at = Some(told(one.said_at));
            let alike = words.iter().enumerate().rev();
            let alike = alike.filter(|(_, word)| word.voice == one.whose && word.by == one.by);
            let corrects = one.corrects.and_then(|back| alike.map(|(place, _)| place).nth(back));
            claim.0.supersedes = corrects.map(|place| words[place].id);
            if let Ok(record) = cast.enters(one.by, &claim) {
                words.push(Word {
                    record, id: claim.0.id, voice: one.whose, by: one.by, least, most,
                    said_at: one.said_at, denied: one.denied, corrects, withdrawn: None,
                });
            }
        }
        for known_at in 0..=cast.house.register.size {
            for rule in [Rule::Lowest, Rule::Highest, Rule::LatestOfEach] {
                let drawn = cast.figure(rule, known_at);
                let drawn = drawn.map(|drawn| (read(&drawn), drawn.claims));
                prop_assert_eq!(drawn, by_hand(&words, rule, known_at), "{} at {}", rule, known_at);
            }
        }
        cast.house.assert_replays();
    }
}
