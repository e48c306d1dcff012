/** A result on the page: the verdict in words, what it is held against, who told whom what and when, and what it cannot show. */

import { isOfChain } from "../src/authority.ts";
import type { Verified } from "../src/bundle.ts";
import { toHex } from "../src/bytes.ts";
import { idText, secondsText, timeText } from "../src/id.ts";
import { Names } from "../src/names.ts";
import { keyText } from "../src/note.ts";
import type { Verdict } from "../src/policy.ts";
import type { Record } from "../src/record.ts";
import { CannotSay, Refusal } from "../src/refusal.ts";
import { lineOf } from "../src/said.ts";
import { at, bytes as asBytes } from "../src/values.ts";
import type { Result } from "../src/verify.ts";
import { oneLine } from "../src/visible.ts";
import { word } from "../src/vocabulary.ts";
import { type Content, el, hatched, mark, sealBroken, sealWhole, theirs } from "./dom.ts";
import { type Language, wordIn } from "./languages.ts";
import { argument, ofMark, ofName, said, sentence, words } from "./sentence.ts";

/** So many records are put on the page at once. */
const AT_ONCE = 300;
const [INBOX, ALERT, RETOLD] = [0, 2, 21];
/** Flags that say that the words are not simply their signer's. */
const LOUD = new Set(["quarantined", "unreadable", "relayed", "chain-fork", "awaits-second", "awaits-countersignature"]);

/** What came of a file. */
export interface Outcome {
  readonly name: string;
  readonly when: Date;
  readonly result: Result | undefined;
  readonly error: unknown;
}

/** All that is shown of an outcome. */
export function outcomeView(language: Language, outcome: Outcome): HTMLElement[] {
  const { result } = outcome;
  const stamp = el("p", { class: "printed faint" }, sentence(language, "printed-by"), " ", mark(outcome.when.toISOString()));
  if (result === undefined) return [failed(language, outcome), sheetOf(language, "facts-title", facts([fileFact(language, outcome), whenFact(language, outcome)])), stamp];
  switch (result.is) {
    case "bundle":
      return [...bundleView(language, result.verified, outcome), stamp];
    case "receipt":
      return [
        verdict(language, "holds", sentence(language, "holds-receipt", { name: ofName(result.receipt.checkpoint.origin) })),
        held(language, outcome, result.verdict, result.receipt.checkpoint),
        recordsView(language, [result.record], new Map(), new Set()),
        sheetOf(language, "not-title", points(language, ["not-true", "not-times"])),
        stamp,
      ];
    case "checkpoint":
      return [verdict(language, "holds", sentence(language, "holds-checkpoint", { name: ofName(result.checkpoint.origin) })), held(language, outcome, result.verdict, result.checkpoint), stamp];
    case "fork":
      return [verdict(language, "fails", sentence(language, "fork-found", { name: ofName(result.fork.first.origin) })), stamp];
  }
}

type Tone = "holds" | "fails" | "unknown";

function verdict(language: Language, tone: Tone, why: Content, ...more: readonly Content[]): HTMLElement {
  const symbol = tone === "holds" ? sealWhole() : tone === "fails" ? sealBroken() : hatched();
  return el("section", { class: `verdict ${tone}`, id: "result", tabindex: "-1", "aria-labelledby": "verdict" }, symbol,
    el("h2", { id: "verdict" }, words(language, `verdict-${tone}`)),
    el("p", { class: "why" }, why),
    more.length > 0 && el("div", { class: "more" }, ...more));
}

function failed(language: Language, { error }: Outcome): HTMLElement {
  if (error instanceof Refusal) {
    const where = error.index === undefined ? undefined : el("span", {}, sentence(language, "fails-at", { index: ofMark(error.index) }));
    return verdict(language, "fails", sentence(language, `why-${error.code}`), codeView(language, error.code, where));
  }
  if (error instanceof CannotSay) return verdict(language, "unknown", sentence(language, `cannot-${error.code}`), codeView(language, error.code));
  return verdict(language, "unknown", sentence(language, "cannot-failed"));
}

function codeView(language: Language, code: string, where?: HTMLElement): HTMLElement {
  return el("p", { class: "code" }, where, el("span", {}, sentence(language, "code-is", { code: ofMark(code) })));
}

function sheetOf(language: Language, title: string, body: Content, aside?: Content): HTMLElement {
  return el("section", { class: "sheet" }, el("header", {}, el("h2", {}, words(language, title)), aside !== undefined && el("span", { class: "faint" }, aside)), el("div", { class: "body" }, body));
}

type Fact = readonly [Content, Content];

function facts(all: readonly Fact[]): HTMLElement {
  return el("dl", { class: "facts" }, all.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

function fileFact(language: Language, { name }: Outcome): Fact {
  return [words(language, "fact-file"), theirs(name)];
}

function whenFact(language: Language, { when }: Outcome): Fact {
  return [words(language, "fact-checked"), mark(when.toISOString().replace(/\.\d+Z$/, "Z"))];
}

/** A digest in groups, to be read aloud and compared. */
function grouped(bytes: Uint8Array): HTMLElement {
  return mark((toHex(bytes).match(/.{8}/g) ?? []).join(" "));
}

function witnessFact(language: Language, judged: Verdict): Fact {
  const signed = judged.cosigned.map(({ witness, keyName, time }) => el("li", {}, sentence(language, "fact-witness", { witness: ofName(witness), name: ofName(keyName), time: ofMark(secondsText(time)) })));
  const missing = judged.missing.map((name) => el("li", {}, sentence(language, "fact-missing", { name: ofName(name) })));
  return [words(language, "fact-witnesses"), signed.length + missing.length === 0 ? words(language, "fact-witness-none") : el("ul", {}, signed, missing)];
}

function logFacts(language: Language, judged: Verdict, head: { readonly size: bigint; readonly root: Uint8Array }): Fact[] {
  return [
    [words(language, "fact-log"), sentence(language, "fact-size", { size: ofMark(head.size) })],
    [words(language, "fact-root"), grouped(head.root)],
    [words(language, "fact-key"), mark(keyText(judged.log))],
    witnessFact(language, judged),
  ];
}

function held(language: Language, outcome: Outcome, judged: Verdict, head: { readonly origin: string; readonly size: bigint; readonly root: Uint8Array }): HTMLElement {
  return sheetOf(language, "facts-title", facts([fileFact(language, outcome), [words(language, "fact-register"), theirs(head.origin)], ...logFacts(language, judged, head), whenFact(language, outcome)]));
}

function points(language: Language, ids: readonly string[], ...more: readonly Content[]): HTMLElement {
  return el("ul", { class: "points" }, ids.map((id) => el("li", {}, sentence(language, id))), more.filter((one) => one !== false && one !== undefined).map((one) => el("li", {}, one)));
}

function bundleView(language: Language, verified: Verified, outcome: Outcome): HTMLElement[] {
  const { genesis, verdict: judged, checkpoint } = verified;
  const pinned = verified.genesisPinned || verified.policyPinned;
  const exercise = genesis.exercise && el("p", {}, el("span", { class: "stamp" }, words(language, "exercise")));
  const leftOut = new Map(verified.leftOut.map(({ index, count }) => [index, count]));
  const revoked = new Set(verified.sinceRevoked.map(({ index }) => index));
  return [
    pinned
      ? verdict(language, "holds", sentence(language, "holds-bundle", { name: ofName(genesis.origin) }), ...(exercise === false ? [] : [exercise]))
      : verdict(language, "unknown", sentence(language, "consistent"), codeView(language, "no-pin"), exercise),
    sheetOf(language, "facts-title", facts([
      fileFact(language, outcome),
      [words(language, "fact-register"), theirs(genesis.origin)],
      [words(language, "fact-theatre"), theirs(genesis.theatre)],
      [words(language, "fact-genesis"), [grouped(verified.genesisDigest), el("br"), el("span", { class: "faint" }, words(language, verified.genesisPinned ? "fact-genesis-pinned" : "fact-genesis-own"))]],
      ...logFacts(language, judged, checkpoint),
      whenFact(language, outcome),
    ])),
    recordsView(language, verified.records, leftOut, revoked),
    ...(verified.files.length > 0 ? [filesView(language, verified)] : []),
    el("div", { class: "two" }, shownView(language, verified), notView(language, verified, pinned)),
  ];
}

function shownView(language: Language, verified: Verified): HTMLElement {
  const whole = verified.wholeChains.map(({ key, last }) => sentence(language, "shown-whole", { key: ofMark(idText("key", key)), count: ofMark(last + 1n) }));
  return sheetOf(language, "shown-title", points(language, ["shown-log", "shown-signed", "shown-chain", "shown-disclosed"], ...whole));
}

function notView(language: Language, verified: Verified, pinned: boolean): HTMLElement {
  const undisclosed = verified.leftOut.reduce((sum, { count }) => sum + count, 0);
  const places = verified.leftOut.slice(0, 100).map(({ index }) => index).join(", ") + (verified.leftOut.length > 100 ? " …" : "");
  const lines = verified.verdict.unchecked.map(({ name }) => oneLine(name));
  return sheetOf(language, "not-title", points(language, [...(pinned ? [] : ["not-unpinned"]), "not-true", "not-times", "not-others", "not-rules"],
    undisclosed > 0 && sentence(language, "not-left", { count: ofMark(undisclosed), records: ofMark(places) }),
    ...verified.sinceRevoked.map(({ index }) => sentence(language, "not-revoked", { index: ofMark(index) })),
    lines.length > 0 && sentence(language, "not-lines", { names: ofName(lines.join(", ")) })));
}

function filesView(language: Language, { files }: Verified): HTMLElement {
  const word = { fits: "file-fits", differs: "file-differs", "without-bytes": "file-without" };
  return sheetOf(language, "files-title", facts(files.map((file): Fact => [mark(idText("evd", file.id)), [words(language, word[file.bytes]), el("br"), mark(`SHA-256 ${toHex(file.sha256)}`)]])));
}

function recordsView(language: Language, records: readonly Record[], leftOut: ReadonlyMap<bigint, number>, revoked: ReadonlySet<bigint>): HTMLElement {
  const names = new Names(records);
  const isEnrolment = ({ payload }: Record): boolean => payload !== undefined && isOfChain(payload.act.number);
  const row = (record: Record): HTMLTableRowElement => rowOf(language, record, names, leftOut.get(record.index) ?? 0, revoked.has(record.index));
  const enrolments = records.filter(isEnrolment);
  const folds = enrolments.length > 1 && enrolments.length < records.length;
  const chain = folds ? el("tbody", { class: "chain" }, enrolments.map(row)) : undefined;
  const body = el("tbody");
  const rest = el("div", { class: "rest screen" });
  const none = el("p", { class: "rest quiet" }, words(language, "records-none"));
  none.hidden = true;
  let open = folds ? records.filter((record) => !isEnrolment(record)) : [...records];
  const show = (count: number): void => {
    body.append(...open.slice(0, count).map(row));
    open = open.slice(count);
    rest.hidden = open.length === 0;
    rest.replaceChildren(el("button", { type: "button", click: () => show(open.length) }, sentence(language, "records-more", { count: ofMark(open.length) })));
  };
  show(AT_ONCE);
  const fold = el("button", { type: "button", class: "small", "aria-expanded": "false", click: () => unfold(chain?.hidden === true) }, sentence(language, "records-chain", { count: ofMark(enrolments.length) }));
  const unfold = (shown: boolean): void => {
    if (chain !== undefined) chain.hidden = !shown;
    fold.setAttribute("aria-expanded", String(shown));
  };
  unfold(false);
  const find = el("input", { type: "search", id: "find", "aria-label": words(language, "records-filter"), placeholder: words(language, "records-filter"), input: () => {
    const wanted = find.value.trim().toLowerCase();
    if (wanted !== "" && open.length > 0) show(open.length);
    if (wanted !== "") unfold(true);
    let shown = 0;
    for (const one of [...(chain?.rows ?? []), ...body.rows]) {
      one.hidden = wanted !== "" && !(one.textContent ?? "").toLowerCase().includes(wanted);
      if (!one.hidden) shown += 1;
    }
    none.hidden = shown > 0;
  } });
  const head = ["number", "heard", "by", "what", "told"].map((column) => el("th", { scope: "col" }, words(language, `col-${column}`)));
  return el("section", { class: "sheet", "aria-labelledby": "records" },
    el("header", {}, el("h2", { id: "records" }, words(language, "records-title")), el("span", { class: "faint" }, sentence(language, "records-count", { count: ofMark(records.length) }))),
    records.length > 5 && el("div", { class: "tools screen" }, find, folds && fold),
    el("table", { class: "records" }, el("thead", {}, el("tr", {}, head)), chain, body), none, rest);
}

function rowOf(language: Language, record: Record, names: Names, leftOut: number, isRevoked: boolean): HTMLTableRowElement {
  const { payload, signer } = record;
  const label = (column: string): HTMLElement => el("span", { class: "label", "aria-hidden": "true" }, words(language, `col-${column}`));
  const by: Content = signer === undefined
    ? words(language, "by-register")
    : [argument(language, names.party(signer.party)), el("span", { class: "faint" }, " ", argument(language, names.desk(signer.desk)))];
  const signedAt = payload !== undefined && el("div", { class: "faint" }, sentence(language, "signed-at", { time: ofMark(shortest(payload.signedAt, record.received)) }));
  return el("tr", {},
    el("th", { scope: "row" }, String(record.index)),
    el("td", { class: "when" }, mark(short(record.received)), signedAt),
    el("td", { class: "by" }, by),
    el("td", { class: "what" }, said(language, lineOf(record, names)), flagsOf(language, record, names, leftOut, isRevoked)),
    el("td", { class: "told" }, toldOf(language, record, names, label)));
}

/** To the second, as the column says in UTC. */
function short(micros: bigint): string {
  return timeText(micros).replace("T", " ").replace(/(\.\d+)?Z$/, "");
}

/** The same, without the day where it is that of another time. */
function shortest(micros: bigint, beside: bigint): string {
  const [text, other] = [short(micros), short(beside)];
  return text.slice(0, 10) === other.slice(0, 10) ? text.slice(11) : text;
}

function flagsOf(language: Language, record: Record, names: Names, leftOut: number, isRevoked: boolean): HTMLElement | undefined {
  const flags = record.flags.map((flag) => {
    const stable = word("flag", BigInt(flag));
    return el("li", { class: LOUD.has(stable) ? "flag loud" : "flag" }, wordIn(language, "flag", stable) ?? stable);
  });
  if (names.lacksCountersignature(record.index)) flags.push(el("li", { class: "flag loud" }, words(language, "lacks-countersignature")));
  if (isRevoked) flags.push(el("li", { class: "flag loud" }, words(language, "revoked-mark")));
  if (leftOut > 0) flags.push(el("li", { class: "flag" }, sentence(language, "left-out-mark", { count: ofMark(leftOut) })));
  return flags.length === 0 ? undefined : el("ul", { class: "flags" }, flags);
}

/** To whose inbox it went and how exactly, and whom it alerted. */
function toldOf(language: Language, record: Record, names: Names, label: (column: string) => HTMLElement): Content {
  const lines = new Map<string, Content>();
  for (const { number, fields } of record.effects) {
    if (number === INBOX || number === RETOLD) {
      const resolution = word("resolution", fields[number === INBOX ? 2 : 3] as bigint);
      lines.set(`${number} ${toHex(asBytes(fields[0]))} ${String(fields[1])}`, sentence(language, "told-item", { party: names.party(fields[0]), resolution: { as: "word", vocabulary: "resolution", text: resolution } }));
    } else if (number === ALERT) {
      const party = at(fields[0], 1);
      lines.set(`alert ${toHex(asBytes(party))}`, sentence(language, "told-alert", { party: names.party(party) }));
    }
  }
  return lines.size === 0 ? undefined : [label("told"), el("ul", {}, [...lines.values()].map((line) => el("li", {}, line)))];
}
