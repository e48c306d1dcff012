//! A small proxy that signs what passes through it, since the generator of requests cannot.
//!
//! One request a connection, HTTP/1.1, on loopback. It changes nothing of a request but its head: the host, the end
//! of the connection, and the signature with what it covers.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use http::Request;
use truceline::signature::base::Target;
use truceline::signature::params::Nonce;
use truceline::signature::sign::{Occasion, sign};
use truceline_engine::clock::{Clock as _, SystemClock};
use truceline_engine::randomness::{Randomness as _, SystemRandomness};
use truceline_log::key::SigningKey;

/// Longer than the server takes for anything.
const PATIENCE: Duration = Duration::from_secs(30);
/// Headers that the proxy sets itself.
const OWN: &[&str] = &[
    "host",
    "connection",
    "signature",
    "signature-input",
    "content-digest",
];

/// Signs for a key whatever is asked of a server, at the address that it gives back, until the process ends.
///
/// # Errors
/// It cannot listen.
pub(super) fn start(server: SocketAddr, key: SigningKey) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let key = Arc::new(key);
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let key = Arc::clone(&key);
            // A request that breaks off is the asker's to tell of.
            std::thread::spawn(move || pass_on(client, server, &key));
        }
    });
    Ok(address)
}

fn pass_on(client: TcpStream, server: SocketAddr, key: &SigningKey) -> io::Result<()> {
    client.set_read_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(client.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let first = line.trim_end().to_owned();
    let mut headers = Vec::new();
    loop {
        let mut line = Vec::new();
        reader.read_until(b'\n', &mut line)?;
        while line.ends_with(b"\n") || line.ends_with(b"\r") {
            line.pop();
        }
        if line.is_empty() {
            break;
        }
        headers.push(line);
    }
    let value_of = |name: &str| {
        headers.iter().find_map(|line| {
            let text = String::from_utf8_lossy(line).into_owned();
            let (own, value) = text.split_once(':')?;
            own.eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    };
    let body = match value_of("transfer-encoding") {
        Some(_) => chunks(&mut reader)?,
        None => {
            let length = value_of("content-length").and_then(|text| text.parse().ok());
            let mut body = vec![0; length.unwrap_or(0)];
            reader.read_exact(&mut body)?;
            body
        }
    };
    let mut stream = TcpStream::connect(server)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut head = format!("{first}\r\nhost: {server}\r\nconnection: close\r\n").into_bytes();
    for (name, value) in signed(&first, server, &body, key) {
        head.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    for line in &headers {
        let name = String::from_utf8_lossy(line).into_owned();
        let name = name.split(':').next().unwrap_or_default().to_lowercase();
        let is_framing = ["transfer-encoding", "content-length"].contains(&name.as_str());
        if !is_framing && !OWN.contains(&name.as_str()) {
            head.extend_from_slice(line);
            head.extend_from_slice(b"\r\n");
        }
    }
    if !body.is_empty() || value_of("content-length").is_some() {
        head.extend_from_slice(format!("content-length: {}\r\n", body.len()).as_bytes());
    }
    head.extend_from_slice(b"\r\n");
    stream.write_all(&head)?;
    stream.write_all(&body)?;
    let mut client = client;
    io::copy(&mut stream, &mut client)?;
    Ok(())
}

fn chunks(reader: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let length = usize::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
        let mut chunk = vec![0; length + 2];
        reader.read_exact(&mut chunk)?;
        chunk.truncate(length);
        if chunk.is_empty() {
            return Ok(body);
        }
        body.extend(chunk);
    }
}

/// The headers of a signed request; none where it is no request that can be signed.
fn signed(first: &str, server: SocketAddr, body: &[u8], key: &SigningKey) -> Vec<(String, String)> {
    let mut words = first.split(' ');
    let (method, path) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let request = Request::builder()
        .method(method)
        .uri(format!("http://{server}{path}"))
        .body(());
    let Ok((parts, ())) = request.map(Request::into_parts) else {
        return Vec::new();
    };
    let Ok(target) = Target::of(&parts) else {
        return Vec::new();
    };
    let mut nonce = [0; 16];
    if SystemRandomness.fill(&mut nonce).is_err() {
        return Vec::new();
    }
    let now = SystemClock::default().read().wall.micros() / 1_000_000;
    let occasion = Occasion {
        now_s: u64::try_from(now).unwrap_or(0),
        life_s: 60,
        nonce: Nonce(nonce),
    };
    let body = (!body.is_empty()).then_some(body);
    let signed = sign(&target, body, key, occasion);
    let headers = signed.headers().into_iter();
    headers
        .map(|(name, value)| (name.to_string(), value))
        .collect()
}
