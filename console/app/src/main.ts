/** Begins: the reader's choices, the words of the language, then the page. */

import { mount } from 'svelte';
import '../../tokens.css';
import './style/base.css';
import App from './App.svelte';
import { choices } from './shell/choices.svelte.ts';
import { words } from './words/words.svelte.ts';

choices.begin();
await words.load(choices.language);
const target = document.getElementById('app');
if (target) mount(App, { target });
