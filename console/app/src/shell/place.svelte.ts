/** Which room is open, by the part of the address behind `#/`: a room, and what is looked at in it. */

class Address {
  parts = $state<string[]>(read());

  constructor() {
    addEventListener('hashchange', () => {
      this.parts = read();
    });
  }

  get room(): string {
    return this.parts[0] ?? '';
  }

  /** What is looked at in the room. */
  get rest(): string[] {
    return this.parts.slice(1);
  }

  go(...parts: string[]): void {
    location.hash = link(...parts);
  }
}

/** The address of a room, or of a thing in it. */
export function link(...parts: string[]): string {
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

function read(): string[] {
  try {
    return location.hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return [];
  }
}

export const address = new Address();
