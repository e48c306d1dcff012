/** What is read back before it is signed. */

/** A line of it; where the text is empty it is left out. */
export interface Row {
  label: string;
  text: string;
  /** Of the text, where somebody said which it is. */
  language?: string;
}
