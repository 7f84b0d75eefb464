// A process that measures one model in one runtime and ends. Its argument is the task as JSON.
import { runTask } from './runTask.ts';
import { ANSWER_MARK, benchTaskSchema } from './task.ts';

const task = benchTaskSchema.parse(JSON.parse(process.argv[2] ?? ''));
console.log(ANSWER_MARK + JSON.stringify(await runTask(task)));
