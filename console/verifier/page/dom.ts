/** Elements and text nodes, and no other way to put anything on the page: nothing is ever parsed as markup. */

import { oneLine } from "../src/visible.ts";

/** What stands inside an element. */
export type Content = Node | string | undefined | false | readonly Content[];

interface Attributes {
  readonly [name: string]: string | boolean | undefined | ((event: Event) => void);
}

/** An element. Attributes that are functions are what happens on the event of that name. */
export function el<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Attributes = {}, ...content: readonly Content[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(attribute, value);
    else if (value === true) element.setAttribute(attribute, "");
    else if (typeof value === "string") element.setAttribute(attribute, value);
  }
  append(element, content);
  return element;
}

function append(to: Element, content: Content): void {
  if (Array.isArray(content)) for (const one of content) append(to, one as Content);
  else if (content instanceof Node) to.append(content);
  else if (typeof content === "string") to.append(document.createTextNode(content));
}

/** Words of people: apart from the sentence around them, whatever their direction, with what would steer the screen spelled out. */
export function theirs(words: string): HTMLElement {
  return el("bdi", {}, oneLine(words));
}

/** An identifier, a digest, a time: from left to right in every language. */
export function mark(text: string): HTMLElement {
  const isFigure = /^[\d\s:.,TZ-]+$/.test(text);
  return el("bdi", { class: isFigure ? "figure" : "mark", dir: "ltr" }, oneLine(text));
}

const SVG = "http://www.w3.org/2000/svg";

/** A drawing of strokes: paths, each with what it has beside its way. */
export function drawing(label: string | undefined, ...paths: readonly Readonly<Record<string, string>>[]): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const shared = { viewBox: "0 0 48 48", fill: "none", stroke: "currentColor", "stroke-width": "3", "stroke-linecap": "round", "stroke-linejoin": "round" };
  const named = label === undefined ? { "aria-hidden": "true" } : { role: "img", "aria-label": label };
  for (const [name, value] of Object.entries({ ...shared, ...named })) svg.setAttribute(name, value);
  for (const path of paths) {
    const element = document.createElementNS(SVG, "path");
    for (const [name, value] of Object.entries(path)) element.setAttribute(name, value);
    svg.append(element);
  }
  return svg;
}

const SEAL = "M24 4l4.6 3.4 5.7-.5 2.4 5.2 5.2 2.4-.5 5.7L44.8 24l-3.4 4.6.5 5.7-5.2 2.4-2.4 5.2-5.7-.5L24 44.8l-4.600-3.400-5.700.5-2.400-5.200-5.200-2.400.5-5.700L3.200 24l3.400-4.600-.5-5.700 5.200-2.400 2.400-5.200 5.700.5z";

/** The mark of the product: a line with a ring upon it. */
export const wordmark = (): SVGElement => drawing(undefined, { d: "M3 24h10M35 24h10", "stroke-width": "5" }, { d: "M24 13a11 11 0 1 0 0 22 11 11 0 1 0 0-22z", "stroke-width": "5" });
/** A whole seal with a tick. */
export const sealWhole = (): SVGElement => drawing(undefined, { d: SEAL }, { d: "M15 24.5l6.5 6.5L33.5 18", "stroke-width": "4" });
/** A seal broken across. */
export const sealBroken = (): SVGElement => drawing(undefined, { d: SEAL, "stroke-dasharray": "5 5" }, { d: "M17 17l14 14M31 17L17 31", "stroke-width": "4.5" });
/** A hatched square. */
export const hatched = (): SVGElement => drawing(undefined, { d: "M6 6h36v36H6z" }, { d: "M6 18L18 6M6 30L30 6M6 42L42 6M18 42l24-24M30 42l12-12", "stroke-width": "2" });
/** An arrow into a tray. */
export const inTray = (): SVGElement => drawing(undefined, { d: "M24 5v24M15 20l9 9 9-9" }, { d: "M6 29v13h36V29" });
