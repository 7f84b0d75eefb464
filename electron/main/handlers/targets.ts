/** Compute targets: kept in the store, their tokens apart, tested on request. */
import type { RayTarget } from '../../../core/protocol/index.ts';
import type { StudioTarget } from '../../../core/protocol/studio/targets.ts';
import { probeRay } from '../../../core/ray/probe.ts';
import type { Store } from '../../../core/store/index.ts';
import { StudioFault } from '../errors.ts';
import type { HandlersOf } from '../ipc/handlers.ts';
import { tokenVariableOf, type TokenKeeper } from '../targets/tokenKeeper.ts';

export interface TargetServices {
  readonly getStore: () => Store;
  readonly tokens: TokenKeeper;
}

export function createTargetHandlers({ getStore, tokens }: TargetServices): HandlersOf<'targets'> {
  const targetAt = (name: string): RayTarget | undefined =>
    getStore().reader.listTargets().find((target) => target.name === name); // prettier-ignore
  /** By name, since the studio was opened. */
  const removed = new Map<string, RayTarget>();

  return {
    list: () => getStore().reader.listTargets().map((target) => ({ target, token: tokenStateOf(target, tokens) })), // prettier-ignore
    save: async ({ target, token }) => {
      const variable = tokenVariableOf(target.name);
      if (token === '') await tokens.forget(variable);
      else if (token !== undefined) await tokens.keep(variable, token);
      const before = targetAt(target.name)?.token;
      const source =
        token === undefined ? before : token === '' ? undefined : { kind: 'variable' as const, name: variable };
      getStore().writer.saveTarget({ ...target, ...(source ? { token: source } : {}) });
    },
    remove: async ({ name }) => {
      const target = targetAt(name);
      if (!target) throw new StudioFault('target-missing');
      removed.set(name, target);
      getStore().writer.removeTarget(name);
      await tokens.release(tokenVariableOf(name));
    },
    restore: async ({ name }) => {
      const target = removed.get(name);
      if (!target) throw new StudioFault('target-missing');
      const variable = tokenVariableOf(name);
      if (target.token?.kind === 'variable' && target.token.name === variable) await tokens.keepAgain(variable);
      getStore().writer.saveTarget(target);
      removed.delete(name);
    },
    test: ({ name }) => {
      const target = targetAt(name);
      if (!target) throw new StudioFault('target-missing');
      return probeRay(target);
    },
  };
}

function tokenStateOf({ name, token }: RayTarget, tokens: TokenKeeper): StudioTarget['token'] {
  if (token === undefined) return 'none';
  if (token.kind === 'file' || token.name !== tokenVariableOf(name)) return 'elsewhere';
  return tokens.stateOf(token.name) ?? 'gone';
}
