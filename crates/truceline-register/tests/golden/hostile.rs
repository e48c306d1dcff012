//! Other spellings of the same CBOR, each of which a strict decoder refuses.

/// One data item: where it begins, where its head ends, where it ends, and what is inside.
struct Item {
    start: usize,
    body: usize,
    end: usize,
    major: u8,
    argument: u64,
    inside: Vec<Item>,
}

/// Every spelling of `bytes` that is not the deterministic one, each with what was done.
pub(crate) fn spellings(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let whole = item(bytes, 0);
    assert_eq!(whole.end, bytes.len(), "the vector is one data item");
    let mut found = vec![(
        "a byte behind the end".to_owned(),
        [bytes, &[0xf6]].concat(),
    )];
    found.push((
        "the last byte missing".to_owned(),
        bytes[..bytes.len() - 1].to_vec(),
    ));
    respell(bytes, &whole, &mut found);
    found
}

fn item(bytes: &[u8], start: usize) -> Item {
    let (major, low) = (bytes[start] >> 5, bytes[start] & 31);
    let width = match low {
        0..=23 => 0,
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => panic!("no vector has an indefinite length"),
    };
    let body = start + 1 + width;
    let argument = match width {
        0 => u64::from(low),
        _ => bytes[start + 1..body]
            .iter()
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
    };
    let members = match major {
        4 => argument,
        5 => argument * 2,
        6 => 1,
        _ => 0,
    };
    let mut end = body;
    if matches!(major, 2 | 3) {
        end += usize::try_from(argument).unwrap();
    }
    let mut inside = Vec::new();
    for _ in 0..members {
        let member = item(bytes, end);
        end = member.end;
        inside.push(member);
    }
    Item {
        start,
        body,
        end,
        major,
        argument,
        inside,
    }
}

/// A head whose argument takes `width` bytes, needed or not.
fn head(major: u8, argument: u64, width: usize) -> Vec<u8> {
    let low = match width {
        1 => 24,
        2 => 25,
        4 => 26,
        _ => 27,
    };
    let mut head = vec![major << 5 | low];
    head.extend_from_slice(&argument.to_be_bytes()[8 - width..]);
    head
}

fn replaced(bytes: &[u8], from: usize, to: usize, by: &[u8]) -> Vec<u8> {
    [&bytes[..from], by, &bytes[to..]].concat()
}

fn respell(bytes: &[u8], item: &Item, found: &mut Vec<(String, Vec<u8>)>) {
    let at = item.start;
    if item.major < 7 {
        for width in [1, 2, 4, 8]
            .into_iter()
            .filter(|width| *width > item.body - item.start - 1)
        {
            let longer = head(item.major, item.argument, width);
            found.push((
                format!("a head of {width} more bytes at {at}"),
                replaced(bytes, item.start, item.body, &longer),
            ));
        }
    }
    if matches!(item.major, 2 | 3) {
        let chunked = [
            &[item.major << 5 | 31],
            &bytes[item.start..item.end],
            &[0xff],
        ]
        .concat();
        found.push((
            format!("a string in chunks at {at}"),
            replaced(bytes, item.start, item.end, &chunked),
        ));
    }
    if matches!(item.major, 4 | 5) {
        let open = [
            &[item.major << 5 | 31],
            &bytes[item.body..item.end],
            &[0xff],
        ]
        .concat();
        found.push((
            format!("no length at {at}"),
            replaced(bytes, item.start, item.end, &open),
        ));
    }
    if item.major == 5 {
        respell_map(bytes, item, found);
    }
    for member in &item.inside {
        respell(bytes, member, found);
    }
}

fn respell_map(bytes: &[u8], item: &Item, found: &mut Vec<(String, Vec<u8>)>) {
    let at = item.start;
    let unknown = [&head(5, item.argument + 1, 1)[1..], &[]].concat();
    let short = |pairs: u64| match pairs {
        0..=23 => vec![5 << 5 | u8::try_from(pairs).unwrap()],
        _ => [&[5 << 5 | 24], &unknown[..]].concat(),
    };
    let contents = &bytes[item.body..item.end];
    let more = [&short(item.argument + 1), contents, &[0x18, 200, 0xf6]].concat();
    found.push((
        format!("an unknown key at {at}"),
        replaced(bytes, item.start, item.end, &more),
    ));
    if item.argument == 0 {
        return;
    }
    let first = &bytes[item.inside[0].start..item.inside[1].end];
    let again = [&short(item.argument + 1), first, contents].concat();
    found.push((
        format!("a key twice at {at}"),
        replaced(bytes, item.start, item.end, &again),
    ));
    if item.argument > 1 {
        let second = &bytes[item.inside[2].start..item.inside[3].end];
        let swapped = [second, first].concat();
        let (from, to) = (item.inside[0].start, item.inside[3].end);
        found.push((
            format!("keys out of order at {at}"),
            replaced(bytes, from, to, &swapped),
        ));
    }
}
