/** The verifier in a thread of its own, so that the page does not stand still meanwhile. */

import { verdict, type Handed } from './verifying.ts';

addEventListener('message', (event: MessageEvent<Handed>) => postMessage(verdict(event.data)));
