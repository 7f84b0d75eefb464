/** Utility process of a run: watches the engine's worker. The program itself is in core/. */
import '../compat/node16.ts';
import '../../core/engine/host.ts';
