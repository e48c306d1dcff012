//! Refusals beyond what a key has on record.

use super::*;

#[test]
fn refusals_beyond_the_budget_are_summed_up_by_the_hour() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (mut writer, mut centre) = begin(&root, &clock);
    writer.commit(&[centre.enrol(2)]).unwrap();
    let mut refuse = |writer: &mut Writer, numbers: std::ops::Range<u8>| {
        let reused: Vec<_> = numbers
            .map(|number| {
                centre.said -= 1;
                centre.enrol(number)
            })
            .collect();
        writer.commit(&reused).unwrap()
    };
    let answers = refuse(&mut writer, 3..113);
    let on_record = |answer: &&Answer| matches!(answer, Answer::Refused { index: Some(_), .. });
    assert_eq!(answers.iter().filter(on_record).count(), 100);
    let size = writer.register().size;
    assert!(!writer.tick().unwrap(), "within the hour");

    clock.set(noon().plus(Span::hours(1)));
    assert!(writer.tick().unwrap());
    let entry = writer.store().read(size, 1).unwrap().remove(0);
    let record = replay::record(size, &entry, writer.vault())
        .unwrap()
        .unwrap();
    assert!(
        matches!(record.part.ground, Ground::Refused { further: 9, .. }),
        "ten came beyond the budget: {:?}",
        record.part.ground
    );
    assert!(!writer.tick().unwrap());
    assert_eq!(writer.register().size, size + 1);
    assert_sound(&writer, &root);

    // What is not summed up yet ends with the process; the register does not depend on it.
    refuse(&mut writer, 113..120);
    let register = writer.register().clone();
    drop(writer);
    let mut writer = open(&root, &clock).unwrap();
    assert!(*writer.register() == register);
    clock.set(noon().plus(Span::hours(2)));
    assert!(!writer.tick().unwrap());
    // The next refusal is on record again at once: an hour without any has passed.
    refuse(&mut writer, 120..121);
    assert_eq!(writer.register().size, size + 2);
    assert_sound(&writer, &root);
}
