/** Which page is shown. */

export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'pipeline' }
  | { readonly page: 'runs' }
  | { readonly page: 'run'; readonly runId: string }
  | { readonly page: 'sweeps' }
  | { readonly page: 'newSweep' }
  | { readonly page: 'sweep'; readonly sweepId: string }
  | { readonly page: 'compare'; readonly runIds: readonly string[] }
  | { readonly page: 'datasets' }
  | { readonly page: 'export'; readonly runId?: string }
  | { readonly page: 'playground'; readonly runId?: string; readonly exportId?: string }
  | { readonly page: 'settings' }
  | { readonly page: 'about' };

export type PageName = Route['page'];

export class Router {
  route = $state.raw<Route>({ page: 'home' });

  go(route: Route): void {
    this.route = route;
  }
}
