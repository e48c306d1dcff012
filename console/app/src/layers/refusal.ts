/** Why a file is no layer: by a key of the catalogue, with what is wrong and where. Nothing else comes out of the readers. */
export class LayerRefusal extends Error {
  readonly given: Record<string, string | number>;

  constructor(what: string, given: Record<string, string | number> = {}) {
    super(what);
    this.given = given;
  }

  /** The key: `layer-` and what is wrong. */
  get key(): string {
    return `layer-${this.message}`;
  }
}
