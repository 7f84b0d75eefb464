/** Worker thread that reads and decodes pictures. The program itself is in core/. */
import '../compat/node16.ts';
import '../../core/data/loaderWorker.ts';
