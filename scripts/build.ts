// `npm run build`: builds the studio into out/.
import { buildStudio } from './studio/build.ts';

process.exitCode = await buildStudio();
