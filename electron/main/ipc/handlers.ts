/** The types that make the compiler ask for a handler for every channel of the contract, and refuse any other. */
import type { CheckedRequestOf, ChannelName, Domain, ResponseOf } from '../../../core/protocol/studio/api.ts';

type Answer<Response> = Response | Promise<Response>;

/** The handlers of one domain. They may throw: the window gets the error as data. */
export type HandlersOf<D extends Domain> = {
  readonly [C in ChannelName<D>]: (request: CheckedRequestOf<D, C>) => Answer<ResponseOf<D, C>>;
};

export type Handlers = { readonly [D in Domain]: HandlersOf<D> };
