//! Allegations over the wire: who is told sees them, with who says what, and nobody else learns of any.

use crate::house::{Serving, key};
use crate::room::{Room, text};

const CENTRE: &str = "valley/keys/centre.key";

/// South alleges something, told to nobody beside the centre or to these.
fn alleges(serving: &Serving, room: &Room, to: &[&str]) -> String {
    let mut words = vec![
        "allegation",
        "enter",
        "--kind",
        "shelling",
        "--at",
        "35.71, 36.52",
        "--called",
        "Durvan",
        "--from",
        "now-30m",
        "--until",
        "now-20m",
        "--count",
        "6..10",
    ];
    for party in to {
        words.extend(["--to", party]);
    }
    let said = serving.say_as(room, "south.key", &words);
    text(&said["admitted"][0]["id"])
}

#[test]
fn who_is_told_sees_it_with_who_says_what_and_nobody_else_learns_of_it() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let told = alleges(&serving, &room, &["North"]);
    let kept = alleges(&serving, &room, &[]);
    let answer = [
        "allegation",
        "answer",
        &told,
        "denies",
        "--text",
        "not by us",
    ];
    serving.say_as(&room, "north.key", &answer);
    serving.say_as(&room, CENTRE, &["allegation", "grade", &told, "logged"]);
    let list = |name: &str| {
        let list = serving
            .get("/v1/allegations", Some(&key(&room, name)))
            .json();
        list["allegations"].as_array().unwrap().clone()
    };
    assert_eq!((list("south.key").len(), list(CENTRE).len()), (2, 2));
    let north = list("north.key");
    assert_eq!(north.len(), 1, "{north:?}");
    let one = &north[0];
    assert_eq!(one["account"]["names"][0], "Durvan", "{one}");
    assert_eq!(one["flags"][0], "contested");
    assert_eq!(one["steps"][0]["by"]["name"], "Centre", "{one}");
    assert_eq!(one["steps"][0]["level"], 1);
    assert_eq!(one["answers"][0]["text"], "not by us");
    // A step is whose it is, and no mark of the allegation: neither that it was found to be so, nor that it was not.
    serving.say_as(&room, CENTRE, &["allegation", "grade", &told, "rejected"]);
    let graded = &list("north.key")[0];
    assert_eq!(graded["steps"][0]["word"], "rejected", "{graded}");
    assert_eq!(graded["steps"][0]["by"]["name"], "Centre", "{graded}");
    assert_eq!(
        graded["flags"],
        serde_json::json!(["contested"]),
        "{graded}"
    );
    let south = text(&one["party"]["id"]);
    let show = |id: &str| {
        let path = format!("/v1/allegations/{south}/{id}");
        serving.get(&path, Some(&key(&room, "north.key")))
    };
    assert_eq!(text(&show(&told).json()["id"]), told);
    // One that was not told and one that is not there are answered alike.
    let nothing = "alg_00000000000000000000000000000000";
    let (hidden, missing) = (show(&kept).json(), show(nothing).json());
    assert_eq!(hidden["code"], "not-found", "{hidden}");
    assert_eq!(hidden["detail"], missing["detail"]);

    // A page at a time.
    let first = serving
        .get("/v1/allegations?limit=1", Some(&key(&room, CENTRE)))
        .json();
    let next = format!("/v1/allegations?limit=1&after={}", text(&first["next"]));
    let second = serving.get(&next, Some(&key(&room, CENTRE))).json();
    let id = |page: &serde_json::Value| text(&page["allegations"][0]["id"]);
    assert_eq!((id(&first), id(&second)), (told, kept));
    assert!(second["next"].is_null());
}
