// Read by Vite, svelte-check and the editor. TypeScript in components is erasable, which Svelte handles itself.
/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default {
  compilerOptions: { runes: true },
};
