/** Worker thread that trains. The program itself is in core/. */
import '../compat/node16.ts';
import '../../core/engine/worker.ts';
