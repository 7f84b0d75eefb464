/** What Chromium 108 lacks and a library of ours calls. Imported before everything else. */
/// <reference lib="es2024.promise" />

// @xyflow/svelte calls it when the view is fitted (in Chromium since 119).
Promise.withResolvers ??= function withResolvers<Value>(): PromiseWithResolvers<Value> {
  let resolve!: PromiseWithResolvers<Value>['resolve'];
  let reject!: PromiseWithResolvers<Value>['reject'];
  const promise = new Promise<Value>((resolveIt, rejectIt) => {
    resolve = resolveIt;
    reject = rejectIt;
  });
  return { promise, resolve, reject };
};

// core/pipeline reads web addresses of datasets with it (in Chromium since 120).
URL.canParse ??= function canParse(url: string | URL, base?: string | URL): boolean {
  try {
    return Boolean(new URL(url, base));
  } catch {
    return false;
  }
};
