//! Receivers on this machine: of webhooks, well-behaved or not, and of mail.

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use truceline::http::tls::Files;
use truceline::signature::head::Head;
use truceline_log::key::VerifyingKey;
use ureq::http::Request;

/// What is done with one request.
#[derive(Clone, Debug)]
pub(crate) enum Behaviour {
    /// A status with its reason, and headers.
    Answer(&'static str, &'static str),
    /// Another address.
    Redirect(String),
    /// No answer, for longer than anybody waits.
    Hang,
    /// The line is cut.
    Close,
}

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    head: Vec<String>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    /// As a receiver would: the signature under the key that it was given, and the digest of the body.
    pub(crate) fn verify(&self, public: &VerifyingKey, authority: &str) {
        let mut words = self.head[0].split(' ');
        let mut request = Request::builder()
            .method(words.next().unwrap())
            .uri(words.next().unwrap());
        for line in &self.head[1..] {
            let (name, value) = line.split_once(": ").unwrap();
            request = request.header(name, value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let verified = Head::read(&parts)
            .unwrap()
            .verify(public, &[authority.to_owned()], now.as_secs())
            .unwrap();
        verified.check_body(&self.body).unwrap();
    }
}

/// What a server goes by that shows these files.
fn config(files: &Files) -> Arc<ServerConfig> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_file_iter(&files.certificate)
        .unwrap()
        .collect();
    let key = PrivateKeyDer::from_pem_file(&files.key).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain.unwrap(), key)
        .unwrap();
    Arc::new(config)
}

/// A receiver of webhooks; what it was not told to do is to answer 204.
pub(crate) struct Receiver {
    address: SocketAddr,
    is_secure: bool,
    received: Arc<Mutex<Vec<Received>>>,
    behaviours: Arc<Mutex<VecDeque<Behaviour>>>,
}

impl Receiver {
    pub(crate) fn start(behaviours: Vec<Behaviour>) -> Self {
        Self::listening(None, behaviours)
    }

    pub(crate) fn start_tls(files: &Files, behaviours: Vec<Behaviour>) -> Self {
        Self::listening(Some(config(files)), behaviours)
    }

    fn listening(config: Option<Arc<ServerConfig>>, behaviours: Vec<Behaviour>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let receiver = Self {
            address: listener.local_addr().unwrap(),
            is_secure: config.is_some(),
            received: Arc::default(),
            behaviours: Arc::new(Mutex::new(behaviours.into())),
        };
        let (received, behaviours) = (
            Arc::clone(&receiver.received),
            Arc::clone(&receiver.behaviours),
        );
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                let (received, behaviours, config) = (
                    Arc::clone(&received),
                    Arc::clone(&behaviours),
                    config.clone(),
                );
                std::thread::spawn(move || {
                    let Some(config) = config else {
                        return answer(stream, &received, &behaviours);
                    };
                    let connection = ServerConnection::new(config).unwrap();
                    answer(StreamOwned::new(connection, stream), &received, &behaviours)
                });
            }
        });
        receiver
    }

    pub(crate) fn url(&self, path: &str) -> String {
        let scheme = if self.is_secure { "https" } else { "http" };
        format!("{scheme}://{}{path}", self.address)
    }

    pub(crate) fn authority(&self) -> String {
        self.address.to_string()
    }

    pub(crate) fn count(&self) -> usize {
        self.received.lock().unwrap().len()
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    pub(crate) fn behave(&self, behaviours: Vec<Behaviour>) {
        *self.behaviours.lock().unwrap() = behaviours.into();
    }
}

fn answer(
    stream: impl Read + Write,
    received: &Mutex<Vec<Received>>,
    behaviours: &Mutex<VecDeque<Behaviour>>,
) {
    let mut stream = BufReader::new(stream);
    // Who does not speak to the end is not counted.
    let Some(request) = read(&mut stream) else {
        return;
    };
    let behaviour = behaviours.lock().unwrap().pop_front();
    received.lock().unwrap().push(request);
    let (status, headers) = match behaviour {
        None => ("204 No Content", String::new()),
        Some(Behaviour::Answer(status, headers)) => (status, headers.to_owned()),
        Some(Behaviour::Redirect(to)) => ("302 Found", format!("location: {to}\r\n")),
        Some(Behaviour::Hang) => return std::thread::sleep(Duration::from_secs(120)),
        Some(Behaviour::Close) => return,
    };
    let text =
        format!("HTTP/1.1 {status}\r\n{headers}content-length: 0\r\nconnection: close\r\n\r\n");
    // Whoever asked may be gone.
    let _ = stream.get_mut().write_all(text.as_bytes());
    let _ = stream.get_mut().flush();
}

fn read(stream: &mut BufReader<impl Read>) -> Option<Received> {
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => head.push(line.to_owned()),
        }
    }
    let length = head.iter().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.parse::<usize>().unwrap())
    });
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).ok()?;
    Some(Received { head, body })
}

/// A mail server that speaks just enough, after it was away for some connections.
pub(crate) struct MailServer {
    address: SocketAddr,
    received: Arc<Mutex<Vec<String>>>,
    in_plain: Arc<Mutex<Vec<String>>>,
}

/// What a mail server does that should go over to TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Upgrade {
    /// It does not say that it can.
    NotOffered,
    /// It says so, and does not.
    Refused,
    /// Somebody on the way puts in a word before TLS begins.
    Injected,
    /// It does.
    Done,
}

impl MailServer {
    pub(crate) fn start(away: usize) -> Self {
        Self::listening(move |number, stream, _| {
            if number < away {
                // Whoever asked may be gone.
                let _ = (&stream).write_all(b"421 not now\r\n");
                return None;
            }
            let mut stream = BufReader::new(stream);
            reply(&mut stream, "220-mail.example\r\n220 at your service")?;
            converse(stream)
        })
    }

    /// One that goes over to TLS when it is asked to, after it did something else for some connections.
    pub(crate) fn start_upgraded(files: &Files, before: &[Upgrade]) -> Self {
        let (config, before) = (config(files), before.to_vec());
        Self::listening(move |number, stream, in_plain| {
            let manner = before.get(number).copied().unwrap_or(Upgrade::Done);
            upgraded(stream, Arc::clone(&config), manner, in_plain)
        })
    }

    fn listening(
        hold: impl Fn(usize, TcpStream, &Mutex<Vec<String>>) -> Option<String> + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            received: Arc::default(),
            in_plain: Arc::default(),
        };
        let (received, in_plain) = (Arc::clone(&server.received), Arc::clone(&server.in_plain));
        std::thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                if let Some(mail) = hold(number, stream.unwrap(), &in_plain) {
                    received.lock().unwrap().push(mail);
                }
            }
        });
        server
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }

    /// Every line that came before TLS.
    pub(crate) fn in_plain(&self) -> Vec<String> {
        self.in_plain.lock().unwrap().clone()
    }
}

fn reply(stream: &mut BufReader<impl Read + Write>, text: &str) -> Option<()> {
    let stream = stream.get_mut();
    stream.write_all(format!("{text}\r\n").as_bytes()).ok()?;
    stream.flush().ok()
}

fn line(stream: &mut BufReader<impl Read + Write>) -> Option<String> {
    let mut line = String::new();
    let count = stream.read_line(&mut line).ok()?;
    (count > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Up to TLS in plain, and then on over it.
fn upgraded(
    stream: TcpStream,
    config: Arc<ServerConfig>,
    manner: Upgrade,
    in_plain: &Mutex<Vec<String>>,
) -> Option<String> {
    let mut plain = BufReader::new(stream);
    reply(&mut plain, "220 at your service")?;
    loop {
        let said = line(&mut plain)?;
        in_plain.lock().unwrap().push(said.clone());
        match (said.split(' ').next()?, manner) {
            ("EHLO", Upgrade::NotOffered) => reply(&mut plain, "250-mail.example\r\n250 8BITMIME")?,
            ("EHLO", _) => reply(
                &mut plain,
                "250-mail.example\r\n250-STARTTLS\r\n250 8BITMIME",
            )?,
            ("STARTTLS", Upgrade::Done) => {
                reply(&mut plain, "220 go on")?;
                break;
            }
            ("STARTTLS", Upgrade::Injected) => reply(&mut plain, "220 go on\r\n250 injected")?,
            ("STARTTLS", _) => reply(&mut plain, "454 not now")?,
            // Who goes on in plain is heard, so that it is seen.
            _ => reply(&mut plain, "250 ok")?,
        }
    }
    let connection = ServerConnection::new(config).ok()?;
    converse(BufReader::new(StreamOwned::new(
        connection,
        plain.into_inner(),
    )))
}

/// Everything that was said up to the end of the message.
fn converse(mut stream: BufReader<impl Read + Write>) -> Option<String> {
    let mut said = String::new();
    loop {
        let line = line(&mut stream)?;
        said.push_str(&format!("{line}\n"));
        match line.split(' ').next()? {
            "EHLO" => reply(&mut stream, "250-mail.example\r\n250 8BITMIME")?,
            "AUTH" => reply(&mut stream, "235 welcome")?,
            "MAIL" | "RCPT" => reply(&mut stream, "250 ok")?,
            "DATA" => break,
            _ => reply(&mut stream, "502 what?")?,
        }
    }
    reply(&mut stream, "354 go on")?;
    loop {
        let line = line(&mut stream)?;
        if line == "." {
            break;
        }
        said.push_str(&format!("{line}\n"));
    }
    reply(&mut stream, "250 taken")?;
    // Whoever does not say farewell is gone as well.
    let _ = line(&mut stream);
    let _ = reply(&mut stream, "221 bye");
    Some(said)
}
