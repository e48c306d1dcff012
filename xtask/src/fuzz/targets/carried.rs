//! What a person carries to a machine without a line, and what a mail server replies.

use super::writes_again;
use truceline::outbox::reply::{self, MAX_REPLY_BYTES};
use truceline::pack::PackFile;

/// An offline pack: as it is written, or not at all; and why not is said in more than a word.
pub fn program_pack(data: &[u8]) {
    match PackFile::parse(data) {
        Ok(file) => {
            writes_again(&file, data);
            if let Ok(opened) = file.open() {
                assert!(
                    opened.pack.until == opened.asked.until,
                    "a pack is good until another time than was asked"
                );
            }
        }
        Err(what) => assert!(what.contains(' '), "{what:?} helps nobody"),
    }
}

/// A reply of a mail server: the same however it comes in pieces, and never longer than it may be.
pub fn program_mail_reply(data: &[u8]) {
    let read = reply::read(data);
    let Ok(Some((reply, used))) = read else {
        // What is no reply does not become one by what follows.
        let more = [data, b"250 ok\r\n"].concat();
        assert!(
            read.is_ok() || reply::read(&more) == read,
            "what was refused is taken with more behind it"
        );
        return;
    };
    assert!(
        used <= data.len().min(MAX_REPLY_BYTES),
        "more than there is"
    );
    assert!((200..600).contains(&reply.code), "no code of a reply");
    let whole = reply::read(&data[..used]);
    assert!(whole == Ok(Some((reply, used))), "what follows changes it");
    for part in [used - 1, used / 2, 0] {
        assert!(
            reply::read(&data[..part]) == Ok(None),
            "a part of a reply is taken for one"
        );
    }
}
