/**
 * The offline page: hand in a file and the register's card, read the verdict. One page without a server, a request or a
 * memory; what it shows goes into it as text nodes (dom.ts).
 */

import { CannotSay } from "../src/refusal.ts";
import { believe, isBelief, verifyFile } from "../src/verify.ts";
import { type Content, el, inTray, theirs, wordmark } from "./dom.ts";
import { type Language, LANGUAGES, languageOf } from "./languages.ts";
import { type Outcome, outcomeView } from "./result.ts";
import { ofName, sentence, words } from "./sentence.ts";

/** A browser's tab holds a file of this size twice at most. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;
const MAX_BELIEF_BYTES = 128 * 1024;
const SCHEMES = ["system", "light", "dark"] as const;

interface Handed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

class Page {
  private language: Language;
  private scheme: (typeof SCHEMES)[number] = "system";
  private evidence: Handed | undefined;
  private card: Handed | undefined;
  private policy: Handed | undefined;
  private outcome: Outcome | undefined;
  private busy = false;
  private readonly root: HTMLElement;

  constructor(root: HTMLElement) {
    this.root = root;
    const asked = new URLSearchParams(location.hash.slice(1));
    this.language = languageOf([asked.get("lang") ?? "", ...navigator.languages]);
    this.scheme = SCHEMES.find((scheme) => scheme === asked.get("scheme")) ?? "system";
    this.listen();
    this.render();
  }

  private listen(): void {
    let depth = 0;
    const over = (more: number): void => {
      depth = Math.max(0, depth + more);
      document.body.classList.toggle("over", depth > 0);
    };
    addEventListener("dragenter", () => over(1));
    addEventListener("dragleave", () => over(-1));
    addEventListener("dragover", (event) => event.preventDefault());
    addEventListener("drop", (event) => {
      event.preventDefault();
      over(-depth);
      void this.take([...(event.dataTransfer?.files ?? [])]);
    });
  }

  /** Takes what was handed in: cards and policies are known by what is in them, anything else is the evidence. */
  private async take(files: readonly File[]): Promise<void> {
    for (const file of files) {
      if (file.size > MAX_FILE_BYTES) {
        this.outcome = { name: file.name, when: new Date(), result: undefined, error: new CannotSay("too-large", "too large") };
        return this.render(true);
      }
      const handed = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
      const kind = handed.bytes.length <= MAX_BELIEF_BYTES ? isBelief(handed.bytes) : undefined;
      if (kind === "card") this.card = handed;
      else if (kind === "policy") this.policy = handed;
      else this.evidence = handed;
    }
    this.verify();
  }

  private verify(): void {
    const { evidence } = this;
    if (evidence === undefined) return this.render();
    this.busy = true;
    this.render();
    // The words are drawn before the work begins.
    requestAnimationFrame(() => setTimeout(() => {
      const outcome = { name: evidence.name, when: new Date(), result: undefined, error: undefined };
      try {
        const belief = believe(this.card?.bytes, this.policy?.bytes);
        this.outcome = { ...outcome, result: verifyFile(evidence.bytes, belief) };
      } catch (error) {
        this.outcome = { ...outcome, error };
      }
      this.busy = false;
      this.render(true);
    }, 0));
  }

  private render(toResult = false): void {
    const { language } = this;
    document.documentElement.lang = language.code;
    document.documentElement.dir = language.dir;
    document.title = words(language, "page-title");
    if (this.scheme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = this.scheme;
    const shown = this.busy ? [el("p", { class: "sheet busy", role: "status" }, words(language, "verifying"))] : this.outcome === undefined ? [] : outcomeView(language, this.outcome);
    this.root.replaceChildren(
      el("a", { class: "skip", href: "#result" }, words(language, "skip")),
      this.bar(),
      el("main", { class: this.outcome === undefined ? "frame" : "frame settled" },
        el("div", { class: "opening" }, el("h1", {}, words(language, "opening-title")), el("p", { class: "quiet" }, words(language, "opening-words"))),
        shown.slice(0, 1),
        el("div", { class: "desk" }, this.evidenceTray(), this.pinTray()),
        shown.slice(1),
        el("p", { class: "caveat" }, words(language, "caveat")),
        el("footer", {}, el("p", {}, words(language, "footer-words")))),
    );
    if (toResult) document.getElementById("result")?.focus({ preventScroll: false });
  }

  private bar(): HTMLElement {
    const { language } = this;
    const languages = LANGUAGES.map((one) => el("option", { value: one.code, lang: one.code, selected: one === language }, one.name));
    const schemes = SCHEMES.map((one) => el("option", { value: one, selected: one === this.scheme }, words(language, `scheme-${one}`)));
    const choose = (pick: (value: string) => void) => (event: Event): void => {
      const { id, value } = event.currentTarget as HTMLSelectElement;
      pick(value);
      this.render();
      document.getElementById(id)?.focus();
    };
    return el("header", { class: "bar" }, el("div", { class: "frame" },
      el("span", { class: "wordmark" }, wordmark(), el("span", {}, "Truceline ", el("span", { class: "of" }, words(language, "product-of")))),
      el("label", { class: "setting" }, el("span", { class: "of" }, words(language, "language")), el("select", { id: "language", change: choose((value) => { this.language = languageOf([value]); }) }, languages)),
      el("label", { class: "setting" }, el("span", { class: "of" }, words(language, "scheme")), el("select", { id: "scheme", change: choose((value) => { this.scheme = SCHEMES.find((one) => one === value) ?? "system"; }) }, schemes)),
      this.outcome !== undefined && el("button", { type: "button", class: "small", click: () => print() }, words(language, "print"))));
  }

  private chooser(id: string, label: string, kind: string, several: boolean): Content {
    const input = el("input", { type: "file", id, class: "hidden", multiple: several, tabindex: "-1", "aria-hidden": "true", change: () => {
      void this.take([...(input.files ?? [])]);
      input.value = "";
    } });
    return [input, el("button", { type: "button", class: kind, click: () => input.click() }, words(this.language, label))];
  }

  private evidenceTray(): HTMLElement {
    const { language, evidence } = this;
    return el("section", { class: "tray drop" }, inTray(), el("h2", {}, words(language, "drop-title")),
      el("p", { class: "quiet" }, words(language, "drop-words")),
      el("div", { class: "held" },
        evidence !== undefined && el("span", { class: "slip" }, theirs(evidence.name)),
        this.chooser("evidence", evidence === undefined ? "choose" : "choose-other", evidence === undefined ? "primary" : "small", true)));
  }

  private pinTray(): HTMLElement {
    const { language, card, policy } = this;
    const slip = (content: Content, remove: () => void): HTMLElement => el("span", { class: "slip" }, content, el("button", { type: "button", class: "small", click: () => {
      remove();
      this.verify();
    } }, words(language, "pin-remove")));
    return el("section", { class: "tray" }, el("h2", {}, words(language, "pin-title")),
      el("p", { class: "quiet" }, words(language, "pin-words")),
      el("div", { class: "held" },
        card !== undefined && slip(el("span", {}, sentence(language, "pin-card", { name: ofName(card.name) })), () => { this.card = undefined; }),
        policy !== undefined && slip(el("span", {}, words(language, "pin-policy"), " ", theirs(policy.name)), () => { this.policy = undefined; }),
        card === undefined && policy === undefined && el("span", { class: "slip quiet" }, words(language, "pin-none")),
        this.chooser("belief", "pin-choose", "small", true)));
  }
}

const root = document.getElementById("page");
if (root !== null) new Page(root);
