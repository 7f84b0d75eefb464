/** Of a run that learned from photographs: pictures that are opened or filmed become what its networks were given in training. */
import type { Derivation } from '../../core/data/derive/deriveInput.ts';

export class PhotoInputs {
  /** How the run's inputs were made; undefined if not of photographs. */
  derivation = $state.raw<Derivation>();
  /** A line drawing in a file, say, is an input already. */
  isWanted = $state(true);
  readonly applied: Derivation | undefined = $derived.by(() => (this.isWanted ? this.derivation : undefined));
}
