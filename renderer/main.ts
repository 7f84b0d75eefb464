/** Starts the pages. */
import './polyfills.ts';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import { z } from 'zod';
import { studio } from './api.ts';
import App from './App.svelte';

// zod would compile its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true });

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no element with the id "app".');
mount(App, { target, props: { api: studio } });
