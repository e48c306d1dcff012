// A cable between a browser and the house, which can be cut: what is open breaks, and nothing new gets through.

import { connect, createServer } from 'node:net';

export class Cable {
  #sockets = new Set();
  #port = 0;
  #far = '';
  #server = undefined;

  /** Lays it; it leads somewhere once {@link to} says where. */
  static async lay() {
    const cable = new Cable();
    await cable.mend();
    return cable;
  }

  get name() {
    return `127.0.0.1:${this.#port}`;
  }

  to(address) {
    this.#far = new URL(address);
  }

  async mend() {
    this.#server = createServer((near) => {
      const far = connect(Number(this.#far.port), this.#far.hostname);
      for (const [one, other] of [[near, far], [far, near]]) {
        this.#sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.#sockets.delete(one);
          other.destroy();
        });
      }
    });
    await new Promise((done) => this.#server.listen(this.#port, '127.0.0.1', done));
    this.#port = this.#server.address().port;
  }

  async cut() {
    const closed = new Promise((done) => this.#server.close(done));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
