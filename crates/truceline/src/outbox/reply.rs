//! A reply of a mail server (RFC 5321, 4.2), read from the bytes that have come so far.
//!
//! Of what it says only the code is kept, and whether it offers TLS: the other side's words go nowhere. Not here: what
//! is said to it, and over which line ([`super::mail`]).

use super::fault::Fault;

/// Most bytes of one reply.
pub const MAX_REPLY_BYTES: usize = 8 << 10;

/// What a mail server replied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Its code, 200 to 599.
    pub code: u16,
    /// Whether a line after the first is the extension STARTTLS (RFC 3207), as in the reply to EHLO.
    pub offers_tls: bool,
}

/// The first reply in `bytes` and how many of them it takes; nothing while it is not whole.
///
/// # Errors
/// [`Fault::Protocol`]: this is no reply, and no more bytes will make it one.
pub fn read(bytes: &[u8]) -> Result<Option<(Reply, usize)>, Fault> {
    let (mut used, mut first, mut offers_tls) = (0, None, false);
    loop {
        let rest = bytes.get(used..).unwrap_or_default();
        let Some(end) = rest.iter().position(|byte| *byte == b'\n') else {
            // What has come of it may be as long as a reply, and no longer.
            return match bytes.len() > MAX_REPLY_BYTES {
                true => Err(Fault::Protocol),
                false => Ok(None),
            };
        };
        used += end + 1;
        if used > MAX_REPLY_BYTES {
            return Err(Fault::Protocol);
        }
        let line = rest.get(..end).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let (code, after) = line.split_first_chunk().ok_or(Fault::Protocol)?;
        let code = code_of(code).ok_or(Fault::Protocol)?;
        if first.is_some_and(|first| first != code) {
            return Err(Fault::Protocol);
        }
        let (is_last, words) = match after.split_first() {
            None => (true, after),
            Some((b' ', words)) => (true, words),
            Some((b'-', words)) => (false, words),
            Some(_) => return Err(Fault::Protocol),
        };
        offers_tls |= first.is_some() && words.eq_ignore_ascii_case(b"STARTTLS");
        if is_last {
            return Ok(Some((Reply { code, offers_tls }, used)));
        }
        first = Some(code);
    }
}

fn code_of(digits: &[u8; 3]) -> Option<u16> {
    let is_code = matches!(digits[0], b'2'..=b'5') && digits.iter().all(u8::is_ascii_digit);
    is_code.then(|| {
        digits
            .iter()
            .fold(0, |code, digit| code * 10 + u16::from(digit - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Result<Option<(u16, bool, usize)>, Fault> {
        let read = read(text.as_bytes())?;
        Ok(read.map(|(reply, used)| (reply.code, reply.offers_tls, used)))
    }

    #[test]
    fn a_reply_of_one_or_several_lines_is_read_to_its_end() {
        assert_eq!(said("220 mail.example\r\n"), Ok(Some((220, false, 18))));
        assert_eq!(said("354\r\n"), Ok(Some((354, false, 5))));
        assert_eq!(
            said("250-a\r\n250 b\r\n250 c\r\n"),
            Ok(Some((250, false, 14)))
        );
        assert_eq!(said("250 bare line feeds\n"), Ok(Some((250, false, 20))));
        for part in [
            "",
            "2",
            "250",
            "250-a\r\n",
            "250-a\r\n250 b",
            "250-a\r\n250 b\r",
        ] {
            assert_eq!(said(part), Ok(None), "{part:?}");
        }
    }

    #[test]
    fn what_is_no_reply_is_told_at_once() {
        for bad in [
            "\r\n",
            "25\r\n",
            "+25 a\r\n",
            "199 a\r\n",
            "600 a\r\n",
            "2x0 a\r\n",
            "250+a\r\n",
            "250-a\r\n251 b\r\n",
            "HTTP/1.1 200 OK\r\n",
        ] {
            assert_eq!(said(bad), Err(Fault::Protocol), "{bad:?}");
        }
        let endless = "250-a\r\n".repeat(MAX_REPLY_BYTES);
        assert_eq!(said(&endless), Err(Fault::Protocol));
        let long = "2".repeat(MAX_REPLY_BYTES + 1);
        assert_eq!(said(&long), Err(Fault::Protocol));
    }

    #[test]
    fn only_a_line_of_its_own_after_the_first_offers_tls() {
        let offers = |text: &str| said(text).map(|read| read.is_some_and(|read| read.1));
        assert_eq!(offers("250-mail\r\n250-STARTTLS\r\n250 SIZE\r\n"), Ok(true));
        assert_eq!(offers("250-mail\r\n250 starttls\r\n"), Ok(true));
        assert_eq!(offers("250 STARTTLS\r\n"), Ok(false));
        assert_eq!(offers("250-mail\r\n250 NOSTARTTLS\r\n"), Ok(false));
        assert_eq!(offers("250-mail\r\n250 STARTTLS 1\r\n"), Ok(false));
    }
}
