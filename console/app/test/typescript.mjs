// Lets Node run the TypeScript of the tests as it is: types are taken away, nothing is bundled.
import { register } from 'node:module';

register('./typescript.hook.mjs', import.meta.url);
