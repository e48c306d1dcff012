/** Whose role lets whom do what in this room; the register judges, here it is only offered or not. */

/** Who watches or inquires: they set lists side by side and ask about incidents; who fights does not. */
const WATCH = ['centre', 'guarantor', 'monitor', 'mediator', 'investigator'];

/** Whether a party of this role may set two lists side by side. */
export function reconciles(role: string | undefined): boolean {
  return role !== undefined && WATCH.includes(role);
}

/** Whether a party of this role asks about every incident; who opened one asks about that, whatever its role. */
export function asks(role: string | undefined): boolean {
  return reconciles(role);
}
