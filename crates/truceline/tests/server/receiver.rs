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
        Self::listening(Some(Arc::new(config)), behaviours)
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
}

impl MailServer {
    pub(crate) fn start(away: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            received: Arc::default(),
        };
        let received = Arc::clone(&server.received);
        std::thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let stream = stream.unwrap();
                if number < away {
                    // Whoever asked may be gone.
                    let _ = (&stream).write_all(b"421 not now\r\n");
                    continue;
                }
                if let Some(mail) = converse(&stream) {
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
}

/// Everything that was said up to the end of the message.
fn converse(stream: &TcpStream) -> Option<String> {
    let mut lines = BufReader::new(stream).lines();
    let reply = |text: &str| {
        let mut stream = stream;
        stream.write_all(format!("{text}\r\n").as_bytes()).ok()
    };
    let mut said = String::new();
    reply("220-mail.example\r\n220 at your service")?;
    loop {
        let line = lines.next()?.ok()?;
        said.push_str(&format!("{line}\n"));
        match line.split(' ').next()? {
            "EHLO" => reply("250-mail.example\r\n250 8BITMIME")?,
            "MAIL" | "RCPT" => reply("250 ok")?,
            "DATA" => break,
            _ => reply("502 what?")?,
        }
    }
    reply("354 go on")?;
    loop {
        let line = lines.next()?.ok()?;
        if line == "." {
            break;
        }
        said.push_str(&format!("{line}\n"));
    }
    reply("250 taken")?;
    // Whoever does not say farewell is gone as well.
    let _ = lines.next();
    let _ = reply("221 bye");
    Some(said)
}
