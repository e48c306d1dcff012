//! What is sent outside: signed, tried again, given up where it can be seen, lost by no kill, and to nobody who is
//! not named.

use crate::house::{Serving, key};
use crate::receiver::{Behaviour, MailServer, Receiver, Upgrade};
use crate::room::{Room, VALLEY};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use std::fs;
use std::net::TcpListener;
use std::time::{Duration, Instant};
use truceline::http::tls;
use truceline_log::key::VerifyingKey;

const CENTRE: &str = "valley/keys/centre.key";
const PATIENCE: Duration = Duration::from_secs(60);

/// A register whose server sends to these targets.
fn room(targets: &str, give_up_s: u64) -> Room {
    let room = Room::with_parties();
    configure(&room, targets, give_up_s);
    room
}

fn configure(room: &Room, targets: &str, give_up_s: u64) {
    let text = format!(
        "[outbox]\nfirst-retry-s = 1\nlongest-retry-s = 1\ngive-up-after-s = {give_up_s}\ntimeout-s = 2\n{targets}"
    );
    std::fs::write(room.path("truceline.toml"), text).unwrap();
}

fn webhook(name: &str, party: &str, url: &str) -> String {
    format!(
        "[[outbox.webhook]]\nname = \"{name}\"\nparty = \"{party}\"\nurl = \"{url}\"\nreach = \"this-machine\"\n"
    )
}

fn serve(room: &Room) -> Serving {
    Serving::start_with(room.folder.path(), &["--config", "truceline.toml"])
}

/// The centre asks South: a letter is owed.
fn ask_south(serving: &Serving, room: &Room) {
    let words = [
        "request",
        "new",
        "--to",
        "South",
        "--zone",
        "Kestrel Valley",
        "--due-by",
        "now+1h",
    ];
    serving.say_as(room, CENTRE, &words);
}

fn public_key(room: &Room) -> VerifyingKey {
    let shown = room.say(&["outbox", "key"]);
    let public = BASE64_STANDARD
        .decode(shown["public"].as_str().unwrap())
        .unwrap();
    VerifyingKey::parse(&public).unwrap()
}

fn outbox(serving: &Serving, room: &Room, name: &str) -> Value {
    serving.get("/v1/outbox", Some(&key(room, name))).json()
}

fn until(what: &str, is: impl Fn() -> bool) {
    let began = Instant::now();
    while !is() {
        assert!(began.elapsed() < PATIENCE, "never: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_letter_survives_every_failure_and_a_kill_and_comes_signed_and_once_more_never() {
    let elsewhere = Receiver::start(vec![]);
    let receiver = Receiver::start(vec![
        Behaviour::Close,
        Behaviour::Answer("500 Internal Server Error", ""),
        Behaviour::Answer("429 Too Many Requests", "retry-after: 1\r\n"),
        Behaviour::Redirect(elsewhere.url("/")),
        Behaviour::Hang,
    ]);
    let room = room(
        &webhook("south-duty", "South", &receiver.url("/hook?of=duty")),
        600,
    );
    let serving = serve(&room);
    ask_south(&serving, &room);
    until("two attempts", || receiver.count() >= 2);
    serving.kill();
    let serving = serve(&room);
    until("it is taken", || receiver.count() >= 6);
    let public = public_key(&room);
    let received = receiver.received();
    let first: Value = serde_json::from_slice(&received[0].body).unwrap();
    for one in &received {
        one.verify(&public, &receiver.authority());
        let letter: Value = serde_json::from_slice(&one.body).unwrap();
        assert_eq!(letter, first, "the same letter each time");
    }
    let fields: Vec<&str> = first
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(fields, ["at", "event", "id", "register", "says"]);
    assert_eq!(first["event"], "request");
    for word in ["South", "Kestrel Valley", "pty_", "req_", "35."] {
        assert!(!first.to_string().contains(word), "{word}: {first}");
    }
    until("the file says so", || {
        outbox(&serving, &room, "south.key")["letters"] == serde_json::json!([])
    });
    serving.kill();
    let serving = serve(&room);
    ask_south(&serving, &room);
    until("the next letter", || receiver.count() >= 7);
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(receiver.count(), 7, "what was taken never comes again");
    assert_eq!(elsewhere.count(), 0, "nobody is sent on");
}

#[test]
fn what_is_given_up_is_seen_by_its_party_and_the_centre_and_tried_again_when_told() {
    let receiver = Receiver::start(vec![Behaviour::Answer("503 Service Unavailable", ""); 100]);
    let room = room(&webhook("south-duty", "South", &receiver.url("/")), 2);
    let serving = serve(&room);
    ask_south(&serving, &room);
    let dead = |name: &str| outbox(&serving, &room, name)["targets"][0]["dead"].clone();
    until("it is dead", || dead("south.key") == 1);
    assert_eq!(dead(CENTRE), 1);
    let seen = outbox(&serving, &room, "south.key");
    assert_eq!(seen["letters"][0]["fault"], "status-503");
    assert_eq!(seen["letters"][0]["state"], "dead");
    let north = outbox(&serving, &room, "north.key");
    assert_eq!(north["targets"], serde_json::json!([]));
    assert_eq!(north["letters"], serde_json::json!([]));
    let ready = serving.get("/readyz", Some(&key(&room, CENTRE)));
    assert!(ready.body.contains("dead letters"), "{ready:?}");
    assert_eq!(serving.get("/readyz", None).body, "ready\n");
    let figures = serving.get("/metrics", None).body;
    assert!(
        figures.contains("truceline_outbox_has_dead_letters 1"),
        "{figures}"
    );
    assert!(!figures.contains("south"), "no target, no party");
    let listed = room.ok(&["--data", "valley", "outbox", "list"]).out;
    assert!(listed.contains("1 dead"), "{listed}");
    let letter = seen["letters"][0]["id"].as_str().unwrap();
    for words in [
        ["outbox", "retry", letter],
        ["outbox", "drop", letter],
        ["outbox", "retry", "--dead"],
    ] {
        let refused = serving.command(&room, "south.key", &words);
        assert_eq!(refused.exit, 3, "it is the centre's to do: {refused:?}");
    }
    let none = serving.command(&room, CENTRE, &["outbox", "drop", "out_0"]);
    assert_eq!(none.exit, 2, "{none:?}");
    let tried = serving.say_as(&room, CENTRE, &["outbox", "retry", letter]);
    assert_eq!(tried["letters"], 1);
    until("it is dead once more", || {
        dead("south.key") == 1 && receiver.count() > 3
    });
    ask_south(&serving, &room);
    until("another is dead", || dead("south.key") == 2);
    let dropped = serving.say_as(&room, CENTRE, &["outbox", "drop", letter]);
    assert_eq!(dropped["letters"], 1);
    assert_eq!(dead("south.key"), 1);
    receiver.behave(vec![]);
    let tried = serving.say_as(&room, CENTRE, &["outbox", "retry", "--dead"]);
    assert_eq!(tried["letters"], 1);
    until("it is taken", || {
        dead("south.key") == 0 && outbox(&serving, &room, "south.key")["letters"][0].is_null()
    });
    let gone = room.run(&["--data", "valley", "outbox", "drop", "out_0"]);
    assert_eq!(gone.exit, 2, "{gone:?}");
}

#[test]
fn what_was_answered_at_a_desk_is_owed_no_more() {
    let receiver = Receiver::start(vec![
        Behaviour::Answer("500 Internal Server Error", "");
        100
    ]);
    let room = room(&webhook("south-duty", "South", &receiver.url("/")), 600);
    let serving = serve(&room);
    serving.say_as(&room, "north.key", &["line", "test"]);
    until("an attempt", || receiver.count() >= 1);
    let tests = serving.say_as(&room, "south.key", &["line", "list"]);
    let test = tests[0]["id"].as_str().unwrap_or_else(|| panic!("{tests}"));
    serving.say_as(&room, "south.key", &["line", "answer", test]);
    until("it is over", || {
        outbox(&serving, &room, "south.key")["letters"] == serde_json::json!([])
    });
    let count = receiver.count();
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(receiver.count(), count);
}

#[test]
fn a_stop_goes_out_whatever_waits_and_what_found_no_room_goes_out_later() {
    let receiver = Receiver::start(vec![]);
    let room = room(&webhook("south-duty", "South", &receiver.url("/")), 9_000);
    let serving = serve(&room);
    until("the target is there", || {
        outbox(&serving, &room, "south.key")["targets"][0]["name"] == "south-duty"
    });
    serving.stop();
    let file = rusqlite::Connection::open(room.path("valley/outbox.db")).unwrap();
    let later = truceline::outbox::work::now_ms() + 3_000_000;
    for (first, state) in [(1_000_000, "waiting"), (2_000_000, "dead")] {
        let filled = file.execute(
            "WITH RECURSIVE place(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM place WHERE n < 9999)
             INSERT INTO letter (target, record, number, id, kind, at, urgent, entered_at, next_try, attempts, state)
             SELECT 'south-duty', ?1 + n, 0, 'out_' || (?1 + n), 'alert', '2030-01-01T00:00:00Z', 0, ?3, ?3, 1, ?2 FROM place",
            rusqlite::params![first, state, later],
        );
        assert_eq!(filled.unwrap(), 10_000);
    }
    let events = |receiver: &Receiver| -> Vec<(String, String)> {
        let letters = receiver.received();
        let letters = letters
            .iter()
            .map(|one| serde_json::from_slice::<Value>(&one.body).unwrap());
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        letters
            .map(|letter| (word(&letter["event"]), word(&letter["id"])))
            .collect()
    };
    let serving = serve(&room);
    // South is under way: a stop reaches it.
    let words = [
        "plan",
        "file",
        "--area",
        VALLEY,
        "--until",
        "now+3h",
        "--activity",
        "flight",
    ];
    let filed = serving.say_as(&room, "south.key", &words);
    let plan = filed["admitted"][0]["id"].as_str().unwrap();
    serving.say_as(&room, "south.key", &["plan", "activate", plan]);
    ask_south(&serving, &room);
    serving.say_as(&room, "north.key", &["stop", "send", "--everywhere"]);
    until("the stop", || receiver.count() >= 1);
    let (event, stop) = events(&receiver).remove(0);
    assert_eq!(event, "stop", "the request has no room yet");
    serving.stop();
    let serving = serve(&room);
    let emptied = file.execute(
        "DELETE FROM letter WHERE record BETWEEN 1000000 AND 1999999",
        [],
    );
    assert_eq!(emptied.unwrap(), 10_000);
    until("the request", || {
        events(&receiver)
            .iter()
            .any(|(event, _)| event == "request")
    });
    std::thread::sleep(Duration::from_secs(2));
    let again = events(&receiver)
        .iter()
        .filter(|(_, id)| *id == stop)
        .count();
    assert_eq!(again, 1, "what was taken never comes again");
    drop(serving);
}

#[test]
fn a_target_that_hangs_delays_nobody_else_and_a_lost_file_is_made_again_from_the_log() {
    let hanging = Receiver::start(vec![Behaviour::Hang; 100]);
    let receiver = Receiver::start(vec![]);
    let targets = [
        webhook("a-hanging", "South", &hanging.url("/")),
        webhook("b-working", "South", &receiver.url("/")),
        webhook("north-duty", "North", &receiver.url("/north")),
    ];
    let room = room(&targets.concat(), 600);
    let serving = serve(&room);
    ask_south(&serving, &room);
    until("the other is taken", || receiver.count() == 1);
    serving.say_as(&room, "south.key", &["inbox"]);
    serving.stop();
    for name in ["outbox.db", "outbox.db-wal", "outbox.db-shm"] {
        // Not each of them is there after an orderly end.
        let _ = std::fs::remove_file(room.path("valley").join(name));
    }
    let serving = serve(&room);
    until("a second time", || receiver.count() == 2);
    let received = receiver.received();
    assert_eq!(received[0].body, received[1].body, "under the same id");
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(receiver.count(), 2);
    drop(serving);
}

#[test]
fn nothing_is_connected_to_whose_address_is_of_another_kind() {
    let own = TcpListener::bind("127.0.0.1:0").unwrap();
    own.set_nonblocking(true).unwrap();
    let port = own.local_addr().unwrap().port();
    let room = room("", 600);
    tls::own(&room.path("ca"), &["localhost".to_owned()]).unwrap();
    let target = format!(
        "[[outbox.webhook]]\nname = \"south-duty\"\nparty = \"South\"\nurl = \"https://localhost:{port}/\"\nauthority = \"ca/authority.pem\"\n"
    );
    configure(&room, &target, 600);
    let serving = serve(&room);
    ask_south(&serving, &room);
    until("it is refused", || {
        outbox(&serving, &room, "south.key")["targets"][0]["fault"] == "address-refused"
    });
    let nobody = own.accept().unwrap_err();
    assert_eq!(nobody.kind(), std::io::ErrorKind::WouldBlock);
    drop(serving);
    for url in ["https://169.254.169.254/", "http://duty.example/"] {
        let target = webhook("south-duty", "South", url).replace("this-machine", "public");
        configure(&room, &target, 600);
        let run = room.run(&[
            "--data",
            "valley",
            "serve",
            "--plain",
            "--config",
            "truceline.toml",
        ]);
        assert_eq!(run.exit, 2, "{url}: {run:?}");
    }
}

#[test]
fn over_tls_only_who_the_authority_vouches_for_is_sent_anything() {
    let room = room("", 600);
    let names = ["localhost".to_owned()];
    let files = tls::own(&room.path("ca"), &names).unwrap().files;
    tls::own(&room.path("other"), &names).unwrap();
    let receiver = Receiver::start_tls(&files, vec![]);
    let url = receiver.url("/").replace("127.0.0.1", "localhost");
    let target = |authority: &str| {
        webhook("south-duty", "South", &url)
            + &format!("authority = \"{authority}/authority.pem\"\n")
    };
    configure(&room, &target("other"), 600);
    let serving = serve(&room);
    ask_south(&serving, &room);
    until("it is not believed", || {
        outbox(&serving, &room, "south.key")["targets"][0]["fault"] == "not-verified"
    });
    assert_eq!(receiver.count(), 0);
    serving.stop();
    configure(&room, &target("ca"), 600);
    let serving = serve(&room);
    until("it is taken", || receiver.count() == 1);
    let authority = receiver.authority().replace("127.0.0.1", "localhost");
    receiver.received()[0].verify(&public_key(&room), &authority);
    drop(serving);
}

#[test]
fn a_mail_says_that_there_is_something_and_nothing_else() {
    let mails = MailServer::start(1);
    let target = format!(
        "[outbox.submission]\nserver = \"smtp://127.0.0.1:{}\"\nfrom = \"register@mail.example\"\nreach = \"this-machine\"\n[[outbox.e-mail]]\nname = \"south-mail\"\nparty = \"South\"\nto = \"duty@south.example\"\n",
        mails.port()
    );
    let room = room(&target, 600);
    let serving = serve(&room);
    ask_south(&serving, &room);
    until("it is taken", || mails.received().len() == 1);
    let mail = mails.received().remove(0);
    assert!(mail.contains("MAIL FROM:<register@mail.example>"), "{mail}");
    assert!(mail.contains("RCPT TO:<duty@south.example>"), "{mail}");
    assert!(mail.contains("Subject: Look at your desk"), "{mail}");
    assert!(mail.contains("Message-ID: <out_"), "{mail}");
    for word in ["South ", "Kestrel Valley", "pty_", "req_", "35."] {
        assert!(!mail.contains(word), "{word}: {mail}");
    }
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(mails.received().len(), 1);
    let seen = outbox(&serving, &room, "south.key");
    assert_eq!(seen["targets"][0]["host"], "south.example", "no mailbox");
}

#[test]
fn a_mail_server_that_is_asked_for_tls_gets_nothing_without_it() {
    let room = room("", 600);
    let names = ["localhost".to_owned()];
    let files = tls::own(&room.path("ca"), &names).unwrap().files;
    tls::own(&room.path("other"), &names).unwrap();
    fs::write(room.path("mail.password"), "the-password\n").unwrap();
    let mails = MailServer::start_upgraded(
        &files,
        &[Upgrade::NotOffered, Upgrade::Refused, Upgrade::Injected],
    );
    let target = |authority: &str| {
        format!(
            "[outbox.submission]\nserver = \"smtp+starttls://localhost:{}\"\nauthority = \"{authority}/authority.pem\"\nfrom = \"register@mail.example\"\nuser = \"register\"\npassword-file = \"mail.password\"\nreach = \"this-machine\"\n[[outbox.e-mail]]\nname = \"south-mail\"\nparty = \"South\"\nto = \"duty@south.example\"\n",
            mails.port()
        )
    };
    configure(&room, &target("other"), 600);
    let serving = serve(&room);
    ask_south(&serving, &room);
    let fault = |serving: &Serving| {
        outbox(serving, &room, "south.key")["targets"][0]["fault"]
            .as_str()
            .map(str::to_owned)
    };
    until("it is not believed", || {
        fault(&serving).as_deref() == Some("not-verified")
    });
    serving.stop();
    assert_eq!(mails.received().len(), 0);
    configure(&room, &target("ca"), 600);
    let serving = serve(&room);
    until("it is taken", || mails.received().len() == 1);
    let mail = mails.received().remove(0);
    assert!(mail.contains("AUTH PLAIN "), "{mail}");
    assert!(mail.contains("Subject: Look at your desk"), "{mail}");
    for said in mails.in_plain() {
        assert!(
            said.starts_with("EHLO ") || said == "STARTTLS",
            "said in plain: {said}"
        );
    }
    drop(serving);
    for (server, more) in [
        ("smtp+starttls://localhost", ""),
        ("smtp://mail.example", "authority = \"ca/authority.pem\"\n"),
        (
            "smtp://localhost",
            "reach = \"this-machine\"\nuser = \"a\"\npassword-file = \"mail.password\"\n",
        ),
    ] {
        let text = format!(
            "[outbox.submission]\nserver = \"{server}\"\nfrom = \"register@mail.example\"\n{more}[[outbox.e-mail]]\nname = \"south-mail\"\nparty = \"South\"\nto = \"duty@south.example\"\n"
        );
        configure(&room, &text, 600);
        let run = room.run(&[
            "--data",
            "valley",
            "serve",
            "--plain",
            "--config",
            "truceline.toml",
        ]);
        assert_eq!(run.exit, 2, "{server}: {run:?}");
    }
}
