/**
 * What a record says, in one line without any place: a message with its arguments, which a catalogue puts into words
 * (catalogue.ts). The English words are those of the register's own `verify`.
 */

import { toHex } from "./bytes.ts";
import { ACT, keyId } from "./authority.ts";
import { digest } from "./hash.ts";
import { dayText, idText, timeText } from "./id.ts";
import type { Names } from "./names.ts";
import { GROUND, type Record } from "./record.ts";
import type { Value } from "./schema.ts";
import type { Act } from "./statement.ts";
import { at, bytes as asBytes, integer, kind, list, text } from "./values.ts";
import { oneLine } from "./visible.ts";
import { forces, word } from "./vocabulary.ts";

/** What a message is filled with. */
export type Argument =
  /** A name or another word of people: shown apart, whatever its direction. */
  | { readonly as: "name"; readonly text: string }
  /** An identifier, a time, a number, a digest: the same in every language, and left to right. */
  | { readonly as: "mark"; readonly text: string }
  /** A word of a closed vocabulary. */
  | { readonly as: "word"; readonly vocabulary: string; readonly text: string }
  /** A message within it. */
  | { readonly as: "message"; readonly message: Message }
  /** Several, one after the other. */
  | { readonly as: "list"; readonly of: readonly Argument[] };

/** A message of a catalogue with its arguments. */
export interface Message {
  readonly id: string;
  readonly args: Readonly<{ [name: string]: Argument }>;
}

const message = (id: string, args: Message["args"] = {}): Message => ({ id, args });
const inner = (id: string, args: Message["args"] = {}): Argument => ({ as: "message", message: message(id, args) });
const name = (words: string): Argument => ({ as: "name", text: words });
const mark = (words: string | bigint | number): Argument => ({ as: "mark", text: String(words) });
const id = (prefix: string, of: Value | undefined): Argument => mark(idText(prefix, asBytes(of)));
const time = (of: Value | undefined): Argument => mark(timeText(integer(of)));
const num = (of: Value | undefined): Argument => mark(integer(of));
const wordOf = (vocabulary: string, of: Value | undefined): Argument => ({ as: "word", vocabulary, text: word(vocabulary, integer(of)) });
const optional = (present: boolean, full: () => Argument): Argument => (present ? full() : inner("nothing"));

/** The fingerprint of a key: what two people read to each other. */
export function fingerprint(publicKey: Uint8Array): string {
  return (toHex(digest(publicKey)).slice(0, 32).match(/.{4}/g) ?? []).join(" ");
}

/** What a record says. */
export function lineOf(record: Record, names: Names): Message {
  return record.payload === undefined ? groundOf(record, names) : actLine(record.payload.act, names);
}

function groundOf({ ground }: Record, names: Names): Message {
  const [first, second, third, fourth] = ground.fields;
  switch (ground.number) {
    case GROUND.admitted:
      return message("ground-admitted");
    case GROUND.unreadable:
      return message("ground-unreadable");
    case GROUND.refused: {
      const code: Argument = { as: "word", vocabulary: "refusal-code", text: word("refusal-code", integer(third)) };
      return integer(fourth) === 0n ? message("ground-refused", { code }) : message("ground-refused-further", { code, further: num(fourth) });
    }
    case GROUND.tick:
      return message("ground-tick");
    case GROUND.clockDoubted:
      return message("ground-clock-doubted");
    case GROUND.watch:
      return message("ground-watch", { record: num(first) });
    case GROUND.deskSeen:
      return message(third === true ? "ground-desk-there" : "ground-desk-gone", { desk: names.desk(second), party: names.party(first) });
    case GROUND.looked:
      return message("ground-looked");
    case GROUND.passedOn:
      return message("ground-passed-on", { record: num(first) });
    default:
      return message("ground-delivered");
  }
}

type Line = (body: Value | undefined, names: Names, fields: readonly Value[]) => Message;

const AMENDED: Line = () => message("act-amended");

function incidentOf(of: Value | undefined): Argument {
  return inner("about-incident", { id: id("inc", of) });
}

function notificationRef(of: Value | undefined, names: Names): Message["args"] {
  return { id: id("ntf", at(of, 1)), party: names.party(at(of, 0)) };
}

function informedAbout(of: Value | undefined, names: Names): Argument {
  const { number, fields } = kind(of);
  const [first, second, third] = fields;
  if (number === 0) return inner("about-stop", { id: id("stp", at(first, 1)), party: names.party(at(first, 0)) });
  if (number === 2) return inner("about-notification", notificationRef(first, names));
  if (number === 3) return inner("about-plan", { id: id("pln", second), party: names.party(first) });
  const to = optional(third !== undefined, () => inner("alert-to", { party: names.party(third) }));
  return inner("about-alert", { number: num(second), record: num(first), to });
}

function claimAbout(of: Value | undefined, names: Names): Argument {
  const { number, fields } = kind(of);
  const [first, second] = fields;
  switch (number) {
    case 0:
      return incidentOf(first);
    case 1:
      return inner("about-notification", notificationRef(first, names));
    case 2:
      return inner("about-site", notificationRef(first, names));
    case 3:
      return inner("about-actor", { id: id("acr", first) });
    default:
      return inner("about-clause", { clause: num(second), id: id("agr", first) });
  }
}

function evidenceAbout(of: Value | undefined, names: Names): Argument {
  const { number, fields } = kind(of);
  const [first] = fields;
  switch (number) {
    case 0:
      return incidentOf(first);
    case 1:
      return inner("about-claim", { id: id("clm", first) });
    case 2:
      return inner("about-allegation", { id: id("alg", at(first, 1)), party: names.party(at(first, 0)) });
    case 3:
      return inner("about-answer", { record: num(first) });
    default:
      return inner("about-agreement", { id: id("agr", first) });
  }
}

function who(of: Value | undefined, names: Names): Argument {
  const { number, fields } = kind(of);
  if (number === 0) return names.party(fields[0]);
  const actor = names.actor(fields[0]);
  return inner("somebody-actor", { name: actor.as === "name" ? name(oneLine(actor.text)) : actor });
}

function replyWord(of: Value | undefined): Argument {
  const { number, fields } = kind(of);
  if (number === 0) return inner(fields.length > 1 ? "reply-complete" : "reply-positions");
  return inner(number === 1 ? "reply-nil" : "reply-refused");
}

const RELAYED = ["site", "movement", "nil", "report", "withdrawal", "answer", "words", "stop", "stop-reply"];

const LINES = new Map<number, Line>([
  [ACT.genesis, (b) => {
    const before = at(b, 7);
    const after = optional(before !== undefined, () => inner("genesis-after", { origin: name(text(at(before, 0))), size: num(at(before, 2)) }));
    return message("act-genesis", { origin: name(text(at(b, 0))), theatre: name(text(at(b, 1))), after });
  }],
  [ACT.party, (b) => message("act-party", { name: name(text(at(b, 1))), role: wordOf("role", at(b, 2)) })],
  [ACT.desk, (b, n) => message("act-desk", { name: name(text(at(b, 2))), party: n.party(at(b, 1)) })],
  [ACT.key, (b, n) => message("act-key", { party: n.party(at(b, 1)), desk: n.desk(at(b, 2)), person: id("per", at(b, 3)), fingerprint: mark(fingerprint(asBytes(at(b, 0)))) })],
  [ACT.rotation, (b) => message("act-rotation", { key: id("key", at(b, 0)) })],
  [ACT.revocation, (b) => message("act-revocation", { key: id("key", at(b, 0)), since: time(at(b, 1)) })],
  [ACT.change, (b) => message("act-change", { party: id("pty", at(b, 0)), name: name(text(at(b, 1))), role: wordOf("role", at(b, 2)) })],
  [ACT.boundary, (b) => message("act-boundary", { name: name(text(at(b, 1))), status: wordOf("boundary-status", at(b, 2)) })],
  [ACT.profile, (b, n) => message("act-profile", { zone: n.zone(at(b, 0)) })],
  [20, (b) => message("act-site", { id: id("ntf", at(b, 0)), category: wordOf("site-category", at(b, 2)) })],
  [21, (b) => message("act-movement", { id: id("ntf", at(b, 0)), mode: wordOf("movement-mode", at(b, 2)) })],
  [22, (b) => message("act-nil", { forces: forcesOf(at(b, 2)), asof: time(at(b, 3)) })],
  [23, AMENDED],
  [24, (b) => message("act-withdrawn", { id: id("ntf", at(b, 0)) })],
  [25, (b) => message("act-reconfirmed", { id: id("ntf", at(b, 0)), until: time(at(b, 1)) })],
  [26, (b, n) => message("act-contested", notificationRef(at(b, 0), n))],
  [27, (b) => message("act-reported", { id: id("ntf", at(b, 0)), act: wordOf("movement-act", at(b, 1)), at: time(at(b, 2)) })],
  [30, (b, n) => message("act-requested", { party: n.party(at(b, 1)), zone: n.zone(at(b, 2)), due: time(at(b, 6)) })],
  [31, (b) => message("act-answered", { id: id("req", at(b, 0)), occurrence: num(at(b, 1)), reply: replyWord(at(b, 3)) })],
  [40, (b) => message("act-acknowledged", { item: num(at(b, 0)), step: wordOf("ladder-step", at(b, 1)) })],
  [41, (b, n) => message("act-channel", { one: n.party(at(b, 1)), other: n.party(at(b, 0)), state: wordOf("channel-state", at(b, 2)) })],
  [50, (b) => message("act-plan", { id: id("pln", at(b, 0)), activity: wordOf("activity", at(b, 2)) })],
  [51, (b) => message("act-plan-amended", { id: id("pln", at(b, 0)) })],
  [52, (b) => message("act-plan-stepped", { id: id("pln", at(b, 0)), state: wordOf("plan-state", at(b, 1)) })],
  [53, (b) => message("act-check", { id: id("chk", at(b, 0)) })],
  [60, (b, n) => message("act-relayed", { party: n.party(at(b, 0)), means: wordOf("means", at(b, 2)), what: inner(`relayed-${RELAYED[kind(at(b, 6)).number] ?? "words"}`) })],
  [61, (b) => message("act-confirmed", { record: num(at(b, 0)), stance: wordOf("stance", at(b, 1)) })],
  [62, (b) => message("act-countersigned", { record: num(b) })],
  [70, (b) => message("act-erasure", { count: mark(list(at(b, 0)).length) })],
  [71, () => message("act-clock")],
  [72, (_, n, fields) => {
    const to = optional(fields[2] !== undefined, () => inner("alert-to", { party: n.party(fields[2]) }));
    return message("act-alert", { number: num(fields[1]), record: num(fields[0]), to });
  }],
  [80, (b) => message("act-stop", { id: id("stp", at(b, 0)) })],
  [81, (b) => message("act-stop-reply", { id: id("stp", at(b, 0, 1)), word: wordOf("stop-word", at(b, 1)) })],
  [82, (b) => message("act-stop-end", { id: id("stp", at(b, 0, 1)) })],
  [83, (b) => message("act-line-test", { id: id("lnt", at(b, 0)) })],
  [84, (b) => message("act-line-test-answer", { id: id("lnt", at(b, 1)) })],
  [85, (b, n) => message("act-informed", { whom: at(b, 1) === undefined ? inner("somebody") : n.party(at(b, 1)), about: informedAbout(at(b, 0), n), means: wordOf("means", at(b, 4)) })],
  [86, (b, n) => message("act-sign-on", { desk: n.desk(at(b, 0)) })],
  [87, (b, n) => message("act-sign-off", { person: id("per", at(b, 1)), desk: n.desk(at(b, 0)) })],
  [88, (b, n) => message("act-handover", { desk: n.desk(at(b, 0)), person: id("per", at(b, 1)), alerts: mark(list(at(b, 2)).length), stops: mark(list(at(b, 3)).length) })],
  [90, (b, n) => consent(b, n)],
  [91, (b) => message("act-pack", { id: id("pck", at(b, 0)), until: time(at(b, 1)) })],
  [95, () => message("act-hold")],
  [96, (b) => message("act-hold-lift", { record: num(at(b, 0)) })],
  [100, (b, n) => message("act-actor", { actor: n.actor(at(b, 0)) })],
  [101, (b, n) => message("act-designation", { who: who(at(b, 5), n), actor: n.actor(at(b, 1)), class: wordOf("designation-class", at(b, 2)), label: name(oneLine(text(at(b, 3)))) })],
  [102, (b) => (at(b, 1) === undefined ? message("act-designation-back", { id: id("dsg", at(b, 0)) }) : message("act-designation-end", { id: id("dsg", at(b, 0)), day: mark(dayText(integer(at(b, 1)))) }))],
  [105, (b, n) => message("act-agreement", { version: num(at(b, 1)), agreement: n.agreement(at(b, 0)) })],
  [106, (b, n) => message("act-binding", { zone: n.zone(at(b, 4)), agreement: n.agreement(at(b, 0)) })],
  [107, (b) => message("act-unbinding", { record: num(b) })],
  [113, (b) => message("act-incident", { id: id("inc", at(b, 0)), kind: wordOf("event-kind", at(b, 1)) })],
  [114, (b) => message("act-incident-amended", { id: id("inc", at(b, 0)), kind: wordOf("event-kind", at(b, 1)) })],
  [115, (b, n) => message("act-information-request", { party: n.party(at(b, 2)), count: mark(list(at(b, 3)).length), id: id("inc", at(b, 1)), due: time(at(b, 4)) })],
  [116, (b) => message("act-information-answer", { id: id("irq", at(b, 0)), question: wordOf("standard-question", at(b, 1)) })],
  [120, (b, n) => claim(b, n)],
  [121, (b) => message("act-stance", { id: id("clm", at(b, 0)), stance: wordOf("claim-stance-word", at(b, 2)) })],
  [122, (b) => message("act-claim-withdrawn", { id: id("clm", at(b, 0)), why: inner(integer(at(b, 1)) === 0n ? "why-in-error" : "why-taken-back") })],
  [127, (b) => message("act-allegation", { id: id("alg", at(b, 0)), what: allegedWhat(at(b, 1)) })],
  [128, (b) => message("act-allegation-corrected", { id: id("alg", at(b, 0)), what: allegedWhat(at(b, 1)) })],
  [129, (b, n) => message("act-allegation-word", { ...allegationRef(at(b, 0), n), word: wordOf("step-word", at(b, 1)) })],
  [130, (b, n) => message("act-allegation-word", { ...allegationRef(at(b, 0), n), word: wordOf("answer-word", at(b, 1)) })],
  [131, (b) => message("act-allegation-withdrawn", { id: id("alg", at(b, 0)) })],
  [133, (b, n) => message("act-reconciliation", { one: n.party(at(b, 1)), other: n.party(at(b, 2)), id: id("rec", at(b, 0)) })],
  [134, (b) => message(integer(at(b, 3)) === 0n ? "act-pair-matched" : "act-pair-apart", { one: id("alg", at(b, 1, 0)), other: id("alg", at(b, 2, 0)) })],
  [135, (b) => message("act-judgement-undone", { record: num(at(b, 1)), id: id("rec", at(b, 0)) })],
  [136, (b) => message("act-entry-disputed", { entry: id("alg", at(b, 2)), id: id("rec", at(b, 0)) })],
  [137, (b) => message(at(b, 2) === undefined ? "act-bulletin" : "act-bulletin-version", { id: id("bul", at(b, 0)), zone: name(text(at(b, 1, 11))), day: mark(dayText(integer(at(b, 1, 2)))) })],
  [140, (b, n) => message("act-evidence", { id: id("evd", at(b, 0)), media: mark(word("media-type", integer(at(b, 4)))), size: num(at(b, 3)), about: evidenceAbout(at(b, 1), n) })],
  [141, (b) => message("act-evidence-part", { number: num(at(b, 1)), id: id("evd", at(b, 0)) })],
  [142, (b) => message("act-evidence-handled", { id: id("evd", at(b, 0)), handling: wordOf("handling", at(b, 1)) })],
  [143, (b) => message("act-evidence-withdrawn", { id: id("evd", at(b, 0)) })],
]);

/** The numbers of the acts that a line is written for. */
export const ACT_NUMBERS: readonly number[] = [...LINES.keys()];

function actLine(act: Act, names: Names): Message {
  const line = LINES.get(act.number);
  if (line === undefined) throw new Error(`no line for the act ${act.number}`);
  return line(act.fields[0], names, act.fields);
}

function forcesOf(of: Value | undefined): Argument {
  const words = forces(integer(of));
  if (words.length === 0) return inner("forces-none");
  return { as: "list", of: words.map((one): Argument => ({ as: "word", vocabulary: "force-class", text: one })) };
}

function allegedWhat(of: Value | undefined): Argument {
  const { number, fields } = kind(of);
  if (number === 0) return wordOf("violation-kind", fields[0]);
  return inner(number === 1 ? "alleged-nothing" : "alleged-no-access");
}

function allegationRef(of: Value | undefined, names: Names): Message["args"] {
  return { id: id("alg", at(of, 1)), party: names.party(at(of, 0)) };
}

function consent(body: Value | undefined, names: Names): Message {
  const [resolution, emergency] = [at(body, 2), at(body, 3)];
  const args = { party: names.party(at(body, 1)), id: id("ntf", at(body, 0)) };
  const inEmergency = optional(emergency !== undefined, () => inner("consent-emergency", { resolution: wordOf("resolution", emergency) }));
  if (resolution === undefined) return message("act-consent-none", { ...args, emergency: inEmergency });
  return message("act-consent", { ...args, resolution: wordOf("resolution", resolution), emergency: inEmergency });
}

function claim(body: Value | undefined, names: Names): Message {
  const claimant = kind(at(body, 5));
  const about = at(body, 1);
  const whose = claimant.number === 0 ? inner("nothing") : claimant.number === 1 ? inner("claim-of", { party: names.party(claimant.fields[0]) }) : inner("claim-of-outside");
  return message("act-claim", {
    id: id("clm", at(body, 0)),
    whose,
    about: optional(about !== undefined, () => inner("claim-about", { about: claimAbout(about, names) })),
    question: wordOf("question", at(body, 2)),
  });
}

/** The text of a key's id. */
export function keyText(publicKey: Uint8Array): string {
  return idText("key", keyId(publicKey));
}
