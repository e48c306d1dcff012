// A register to look at: Kestrel Valley as its story leaves it, and what is said there today; served on this machine.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const APP = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = process.env.TRUCELINE_PROGRAM ?? resolve('../../target/debug/truceline');

/** Names with everything in them that a page might take for its own. */
export const NAUGHTY = [
  '<script>window.stolen=1</script>',
  '"><img src=x onerror=window.stolen=1>',
  "'; DROP TABLE sites; --",
  '=HYPERLINK("https://example.org";"x")',
  '{{constructor.constructor("window.stolen=1")()}}',
  '${window.stolen=1}',
  'javascript:window.stolen=1',
  'مستشفى دورفان <b>bold</b>',
  'Ä'.repeat(120),
  '𝕏 🚑 ﷽ Z̷̢͇a̴l̶g̵o̷',
];

export class House {
  static async open({ names = [], today = true, strange = true, witnesses = false } = {}) {
    const folder = mkdtempSync(join(tmpdir(), 'truceline-console-'));
    const house = new House(folder);
    house.run(['demo', '--out', house.path('kestrel')]);
    if (witnesses) house.cosigned();
    await house.serve(names, witnesses ? { TRUCELINE_PUBLISH_EVERY_S: '3600' } : {});
    if (today) house.today(strange);
    return house;
  }

  constructor(folder) {
    this.folder = folder;
  }

  path(...parts) {
    return join(this.folder, ...parts);
  }

  /** The files of a person's key. */
  files(person) {
    const own = (name) => ['key', 'card', 'chain'].map((ending) => `${name}.${ending}`).filter(existsSync);
    return own(person === 'centre' ? this.path('kestrel/register/keys/centre') : this.path('kestrel/desks', person));
  }

  run(words) {
    return execFileSync(PROGRAM, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], cwd: this.folder });
  }

  /** Says something as a person, at the server. */
  say(person, ...words) {
    const [key] = this.files(person);
    return JSON.parse(this.run(['--json', '--server', this.address, '--key', key, ...words]));
  }

  /** Two witnesses sign the same head of the log; a verifier's policy names one of them. */
  cosigned() {
    const [data, card, request] = ['', '/register.card', '/../round.request'].map((path) => this.path(`kestrel/register${path}`));
    this.run(['--data', data, '--out', request, 'witness', 'request', '--from', '0']);
    for (const name of ['mission', 'stranger']) {
      const [key, state, reply, seal] = ['key', 'state', 'reply', 'vkey'].map((ending) => this.path(`${name}.${ending}`));
      this.run(['witness', 'key', key, '--name', `witness.example/${name}`]);
      this.run(['witness', 'watch', '--state', state, '--card', card]);
      this.run(['--key', key, '--out', reply, 'witness', 'cosign', '--state', state, '--request', request]);
      this.run(['--data', data, 'witness', 'add', '--request', request, '--reply', reply, '--witness', seal]);
    }
    const log = /^log: (.*)$/m.exec(readFileSync(card, 'utf8'))[1];
    writeFileSync(this.path('verifiers.policy'), `log ${log}\nwitness mission ${readFileSync(this.path('mission.vkey'), 'utf8').trim()}\nquorum mission\n`);
  }

  async serve(names, more = {}) {
    // In front of the server stands Vite's, where a room is worked on: a browser signs in at its address, a program at its own.
    const preview = process.env.TRUCELINE_PREVIEW;
    const port = preview ? Number(preview) + 1_000 : 0;
    const own = preview ? [`127.0.0.1:${port}`, `127.0.0.1:${preview}`] : [];
    const named = [...own, ...names].flatMap((name) => ['--name', name]);
    const words = ['--data', this.path('kestrel/register'), 'serve', '--plain', '--listen', `127.0.0.1:${port}`, ...named];
    // Browsers of many parties are one address here: its share of signing in is no part of what is tried.
    const env = { ...process.env, TRUCELINE_LIMITS: 'off', ...more };
    this.server = spawn(PROGRAM, words, { stdio: ['ignore', 'pipe', 'pipe'], env });
    this.address = await heard(this.server, /serving \S+ at (\S+)/);
    this.url = this.address;
    // While a room is worked on: what Vite has built, in front of the API, so that the program need not be built again.
    if (preview) {
      const words = ['preview', '--outDir', 'dist/site', '--host', '127.0.0.1', '--port', preview, '--strictPort'];
      this.preview = spawn(join(APP, '../node_modules/.bin/vite'), words, { cwd: APP, stdio: ['ignore', 'pipe', 'pipe'], env: { ...env, TRUCELINE_SERVER: this.address, NO_COLOR: '1' } });
      this.url = await heard(this.preview, /Local:\s+(\S+)\//);
    }
  }

  /** What is said today, so that something is in force now. */
  today(strange = true) {
    const site = (who, at, radius, category, name, ...rest) =>
      this.say(who, 'notify', 'site', '--at', at, '--radius', radius, '--category', category, '--name', name, ...rest);
    this.clinic = site('rhea', '-29.9549, -21.9170', '150m', 'health', 'Dorvane clinic', '--from', 'now+1m', '--reconfirm-by', 'now+7d', '--share', 'North=cell', '--share', 'South=exact');
    site('rhea', '-29.9120, -22.0310', '400m', 'distribution', 'مركز توزيع هولاث', '--from', 'now+1m', '--reconfirm-by', 'now+2d', '--share', 'North=exact');
    site('mona', '-30.0210, -21.9880', '80m', 'observation-post', 'Patrol base “East ridge”', '--from', 'now+1m', '--reconfirm-by', 'now+1d', '--share', 'North=existence');
    const way = ['--route', '-29.930,-22.100; -29.945,-22.020; -29.940,-21.930', '--width', '200m'];
    this.say('rolf', 'notify', 'movement', ...way, '--from', 'now+20m', '--until', 'now+4h', '--name', 'Convoy 14', '--share', 'North=exact');
    this.say('sana', 'notify', 'nil', '--area', '-30.05,-22.10; -30.05,-22.02; -29.98,-22.02; -29.98,-22.10', '--from', 'now', '--until', 'now+6h', '--forces', 'regulars', '--share', 'North=exact');
    for (const to of ['North', 'South']) this.say('centre', 'request', 'new', '--to', to, '--zone', 'Valley', '--as-of', 'now', '--due-by', 'now+3h', '--every', '12h');
    if (strange) NAUGHTY.forEach((name, number) => site('rhea', `-29.8${number}, -21.8${number}`, '60m', 'other', name, '--from', 'now+1m', '--reconfirm-by', 'now+1d', '--share', 'North=exact'));
  }

  close() {
    for (const one of [this.preview, this.server]) {
      one?.removeAllListeners('exit');
      one?.kill('SIGTERM');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What a program says of itself once it serves. */
function heard(program, what) {
  let said = '';
  return new Promise((found, failed) => {
    program.on('exit', (code) => failed(new Error(`it ended with ${code}: ${said}`)));
    for (const pipe of [program.stdout, program.stderr])
      pipe.on('data', (data) => {
        said += data;
        const at = what.exec(said);
        if (at) found(at[1]);
      });
  });
}
