//! E-mail: a letter handed to one submission server (RFC 6409), over TLS from the first byte (RFC 8314), over TLS that is
//! asked for in plain (STARTTLS, RFC 3207) and without which nothing is said, or in plain to a mail server on this
//! machine.
//!
//! It speaks just enough SMTP for one sender, one recipient and a few lines of ASCII; whatever mail needs beyond that
//! is the submission server's. Replies are read within limits, and their text is not kept. A mail is not signed: who
//! gets one looks at the desk, whoever it is from.

use super::address::{self, Reach};
use super::fault::{Failure, Fault};
use super::letter::Letter;
use super::reply::{self, Reply};
use super::settings::SubmissionSettings;
use super::webhook::MAX_PEM_BYTES;
use crate::exit::Problem;
use crate::file;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::Uri;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Longest address, RFC 5321.
const MAX_ADDRESS: usize = 254;

/// Where mail is handed in.
pub struct Submission {
    host: String,
    port: u16,
    reach: Reach,
    tls: Tls,
    from: String,
    hello: String,
    /// User and password as AUTH PLAIN sends them.
    secret: Option<String>,
    timeout: Duration,
}

/// How the line to a submission server is kept from others.
enum Tls {
    /// Not at all: it does not leave the machine.
    None,
    /// From the first byte.
    AtOnce(Verified),
    /// After STARTTLS, which must be there.
    Asked(Verified),
}

/// Whose certificate is looked for, and who vouches for it.
struct Verified {
    name: ServerName<'static>,
    config: Arc<ClientConfig>,
}

impl Verified {
    fn over(&self, stream: TcpStream) -> Result<StreamOwned<ClientConnection, TcpStream>, Fault> {
        let connection = ClientConnection::new(Arc::clone(&self.config), self.name.clone())
            .map_err(|_| Fault::NotVerified)?;
        Ok(StreamOwned::new(connection, stream))
    }
}

/// An address that mail goes to.
pub struct Mail {
    submission: Submission,
    to: String,
}

impl Submission {
    /// As the configuration has it; `hello` is what this machine calls itself.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn new(
        settings: &SubmissionSettings,
        hello: &str,
        timeout: Duration,
    ) -> Result<Self, Problem> {
        let wrong = |why: &str| Problem::usage(format!("outbox.submission: {why}"));
        let uri: Uri = settings
            .server
            .parse()
            .map_err(|_| wrong("is no address, such as smtps://mail.example"))?;
        let host = uri
            .host()
            .unwrap_or_default()
            .trim_matches(['[', ']'])
            .to_owned();
        if host.is_empty() || !matches!(uri.path(), "" | "/") || settings.server.contains('@') {
            return Err(wrong("is a scheme, a host and a port, and nothing more"));
        }
        let verified = |path| -> Result<Verified, Problem> {
            Ok(Verified {
                name: ServerName::try_from(host.clone())
                    .map_err(|_| wrong("has no name that a certificate could have"))?,
                config: client(&file::read(path, MAX_PEM_BYTES)?)?,
            })
        };
        let (own_port, tls) = match (uri.scheme_str(), &settings.authority) {
            (Some("smtps"), Some(path)) => (465, Tls::AtOnce(verified(path)?)),
            (Some("smtp+starttls"), Some(path)) => (587, Tls::Asked(verified(path)?)),
            (Some("smtps" | "smtp+starttls"), None) => {
                return Err(wrong(
                    "name the authority that vouches for it, a PEM file: authority = \"…\"",
                ));
            }
            (Some("smtp"), None) if settings.reach == Reach::ThisMachine => (25, Tls::None),
            (Some("smtp"), _) => {
                return Err(wrong(
                    "is spoken to over TLS (smtps:// or smtp+starttls://); in plain only on this machine, with reach = \"this-machine\"",
                ));
            }
            _ => {
                return Err(wrong(
                    "is smtps://HOST or smtp+starttls://HOST, or smtp:// on this machine",
                ));
            }
        };
        let secret = match (&settings.user, &settings.password_file) {
            (None, None) => None,
            (Some(user), Some(path)) if !matches!(tls, Tls::None) => {
                let password = file::read_text(path, 4 << 10)?;
                let password = password.lines().next().unwrap_or_default();
                Some(BASE64_STANDARD.encode(format!("\0{user}\0{password}")))
            }
            (Some(_), Some(_)) => return Err(wrong("a password goes over TLS only")),
            _ => return Err(wrong("user and password-file go together")),
        };
        if !is_address(&settings.from) {
            return Err(wrong("from is no address"));
        }
        let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
        let hello = match !hello.is_empty() && hello.bytes().all(is_host) {
            true => hello.to_owned(),
            false => "truceline.invalid".to_owned(),
        };
        Ok(Self {
            port: uri.port_u16().unwrap_or(own_port),
            host,
            reach: settings.reach,
            tls,
            from: settings.from.clone(),
            hello,
            secret,
            timeout,
        })
    }
}

impl Mail {
    /// To an address.
    ///
    /// # Errors
    /// [`Problem`]: it is none.
    pub fn new(submission: Submission, to: &str) -> Result<Self, Problem> {
        if !is_address(to) {
            return Err(Problem::usage(format!(
                "outbox.e-mail: {to:?} is no address"
            )));
        }
        Ok(Self {
            submission,
            to: to.to_owned(),
        })
    }

    /// The domain of the address.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.to.rsplit('@').next().unwrap_or_default()
    }

    /// Hands a letter in.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn deliver(&self, letter: &Letter) -> Result<(), Failure> {
        let submission = &self.submission;
        let until = Instant::now() + submission.timeout;
        let addresses = address::resolve(&submission.host, submission.port, submission.reach)
            .map_err(|error| Fault::from(&error))?;
        let stream = connect(&addresses, until).map_err(|error| Fault::from(&error))?;
        match &submission.tls {
            Tls::None => {
                let mut plain = Conversation::over(stream.try_clone(), stream, until)?;
                plain.expect(220)?;
                plain.hold(self, letter)
            }
            Tls::AtOnce(verified) => {
                let control = stream.try_clone();
                let mut secure = Conversation::over(control, verified.over(stream)?, until)?;
                secure.expect(220)?;
                secure.hold(self, letter)
            }
            Tls::Asked(verified) => {
                let control = stream.try_clone();
                let stream = self.asked_for_tls(stream, until)?;
                Conversation::over(control, verified.over(stream)?, until)?.hold(self, letter)
            }
        }
    }

    /// Asks for TLS in plain. Whatever comes but the consent ends it: nothing is handed in without.
    fn asked_for_tls(&self, stream: TcpStream, until: Instant) -> Result<TcpStream, Failure> {
        let mut plain = Conversation::over(stream.try_clone(), stream, until)?;
        plain.expect(220)?;
        let reply = plain.ask(&format!("EHLO {}", self.submission.hello))?;
        if reply.code != 250 || !reply.offers_tls {
            return Err(Fault::NotEncrypted.into());
        }
        if plain.ask("STARTTLS")?.code != 220 {
            return Err(Fault::NotEncrypted.into());
        }
        match plain.read.is_empty() {
            true => Ok(plain.stream),
            // What was put in before TLS would be heard as if it had come over it.
            false => Err(Fault::Protocol.into()),
        }
    }

    fn message(&self, letter: &Letter) -> String {
        let from = &self.submission.from;
        let host = &self.submission.hello;
        let Letter { id, .. } = letter;
        let date = jiff::Timestamp::now().strftime("%a, %d %b %Y %H:%M:%S +0000");
        format!(
            "Date: {date}\r\nFrom: <{from}>\r\nTo: <{}>\r\nMessage-ID: <{id}@{host}>\r\nSubject: Look at your desk\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n{}",
            self.to,
            letter.text()
        )
    }
}

fn connect(addresses: &[std::net::SocketAddr], until: Instant) -> io::Result<TcpStream> {
    let mut last = io::ErrorKind::NotFound.into();
    for address in addresses {
        match TcpStream::connect_timeout(address, left(until)?) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn left(until: Instant) -> io::Result<Duration> {
    let left = until.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(io::ErrorKind::TimedOut.into());
    }
    Ok(left)
}

/// One exchange of commands and replies, within its time.
struct Conversation<S> {
    /// The same socket, to bound what is left.
    control: TcpStream,
    stream: S,
    until: Instant,
    read: Vec<u8>,
}

impl<S: Read + Write> Conversation<S> {
    fn over(control: io::Result<TcpStream>, stream: S, until: Instant) -> Result<Self, Failure> {
        Ok(Self {
            control: control.map_err(|error| Fault::from(&error))?,
            stream,
            until,
            read: Vec::new(),
        })
    }

    /// Hands the letter in, once the server has greeted or TLS has begun.
    fn hold(mut self, mail: &Mail, letter: &Letter) -> Result<(), Failure> {
        let submission = &mail.submission;
        self.want(&format!("EHLO {}", submission.hello), 250)?;
        if let Some(secret) = &submission.secret {
            self.want(&format!("AUTH PLAIN {secret}"), 235)?;
        }
        self.want(&format!("MAIL FROM:<{}>", submission.from), 250)?;
        self.want(&format!("RCPT TO:<{}>", mail.to), 250)?;
        self.want("DATA", 354)?;
        self.say(&mail.message(letter))?;
        // From here on it may have been taken, whatever is heard: then it goes out once more, under the same id.
        self.want(".", 250)?;
        // Taken. Whether the other side says farewell does not matter.
        let _ = self.want("QUIT", 221);
        Ok(())
    }

    fn want(&mut self, command: &str, expected: u16) -> Result<(), Failure> {
        self.say(&format!("{command}\r\n"))?;
        self.expect(expected)
    }

    fn ask(&mut self, command: &str) -> Result<Reply, Failure> {
        self.say(&format!("{command}\r\n"))?;
        self.hear()
    }

    fn say(&mut self, text: &str) -> Result<(), Failure> {
        self.bound().map_err(|error| Fault::from(&error))?;
        let said = self.stream.write_all(text.as_bytes());
        let said = said.and_then(|()| self.stream.flush());
        said.map_err(|error| Fault::from(&error).into())
    }

    fn expect(&mut self, expected: u16) -> Result<(), Failure> {
        match self.hear()?.code {
            code if code == expected => Ok(()),
            code => Err(Fault::Mail(code).into()),
        }
    }

    /// The next reply.
    fn hear(&mut self) -> Result<Reply, Failure> {
        loop {
            if let Some((reply, used)) = reply::read(&self.read)? {
                self.read.drain(..used);
                return Ok(reply);
            }
            self.bound().map_err(|error| Fault::from(&error))?;
            let mut bytes = [0; 1_024];
            let count = self
                .stream
                .read(&mut bytes)
                .map_err(|error| Fault::from(&error))?;
            if count == 0 {
                return Err(Fault::Unreachable.into());
            }
            self.read.extend_from_slice(&bytes[..count]);
        }
    }

    /// Lets nothing take longer than what is left.
    fn bound(&self) -> io::Result<()> {
        let left = left(self.until)?;
        self.control.set_read_timeout(Some(left))?;
        self.control.set_write_timeout(Some(left))
    }
}

fn client(pem: &[u8]) -> Result<Arc<ClientConfig>, Problem> {
    let wrong = || Problem::usage("outbox.submission: the authority is no certificate in PEM");
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(|_| wrong())?;
        roots.add(certificate).map_err(|_| wrong())?;
    }
    if roots.is_empty() {
        return Err(wrong());
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| wrong())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// One mailbox in ASCII, with nothing in it that means something to mail.
fn is_address(text: &str) -> bool {
    let Some((mailbox, domain)) = text.split_once('@') else {
        return false;
    };
    let is_mailbox = |byte: u8| byte.is_ascii_alphanumeric() || b".-_+=".contains(&byte);
    let is_domain = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
    text.len() <= MAX_ADDRESS
        && !mailbox.is_empty()
        && !domain.is_empty()
        && mailbox.bytes().all(is_mailbox)
        && domain.bytes().all(is_domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_nothing_that_means_something_to_mail() {
        for good in ["duty@relief.example", "a.b+c@x", "d_e-f@host.example"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "duty",
            "@x",
            "a@",
            "a@b@c",
            "a b@x",
            "a@x>\r\nRCPT TO:<b@y",
            "a@x\n",
            "\"a\"@x",
            "ä@x",
        ] {
            assert!(!is_address(bad), "{bad:?}");
        }
    }
}
