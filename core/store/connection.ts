/** One connection to SQLite: prepared statements are kept, rows are checked with zod, errors are explained. */
import Database from 'better-sqlite3';
import { z } from 'zod';
import { explainSqliteError } from './storeError.ts';

export type SqlValue = string | number | Uint8Array | null;
/** Named parameters: `{ runKey: 3 }` for `@runKey`. */
export type SqlParameters = Readonly<Record<string, SqlValue>>;

/** How long a statement waits for another process, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;

export class Connection {
  readonly path: string;
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement<[SqlParameters]>>();

  /** Opens or creates the file. `nativeBinding`: path of a better-sqlite3 built for another Node-API version. */
  constructor(path: string, nativeBinding?: string) {
    this.path = path;
    const options = { timeout: BUSY_TIMEOUT_MS, ...(nativeBinding === undefined ? {} : { nativeBinding }) };
    this.#database = this.#explained(() => new Database(path, options));
  }

  /** All rows of a query, each checked against `schema`. */
  all<Row>(schema: z.ZodType<Row>, sql: string, parameters: SqlParameters = {}): Row[] {
    return z.array(schema).parse(this.#explained(() => this.#prepare(sql).all(parameters)));
  }

  /** The first row of a query, if there is one. */
  get<Row>(schema: z.ZodType<Row>, sql: string, parameters: SqlParameters = {}): Row | undefined {
    const row = this.#explained(() => this.#prepare(sql).get(parameters));
    return row === undefined ? undefined : schema.parse(row);
  }

  /** Rows of numbers as arrays, unchecked: for long series, whose types STRICT tables vouch for. */
  numbers(sql: string, parameters: SqlParameters): (number | null)[][] {
    return this.#explained(() => {
      const statement = this.#database.prepare<[SqlParameters], (number | null)[]>(sql);
      return statement.raw().all(parameters);
    });
  }

  /** Runs a statement that changes something; returns how many rows it changed. */
  run(sql: string, parameters: SqlParameters = {}): number {
    return this.#explained(() => this.#prepare(sql).run(parameters).changes);
  }

  /** Runs several statements without parameters. */
  script(sql: string): void {
    this.#explained(() => this.#database.exec(sql));
  }

  /** All of `work` or nothing; takes the write lock at once, so that it cannot fail half-way for want of it. */
  transaction<Result>(work: () => Result): Result {
    return this.#explained(() => this.#database.transaction(work).immediate());
  }

  /** The value of a pragma, or its answer to being set. */
  pragma(text: string): unknown {
    return this.#explained(() => this.#database.pragma(text, { simple: true }));
  }

  /** Copies the database to another file while it is in use. */
  async backup(destination: string): Promise<void> {
    await this.#database.backup(destination);
  }

  close(): void {
    this.#database.close();
  }

  #prepare(sql: string): Database.Statement<[SqlParameters]> {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare<[SqlParameters]>(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #explained<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw explainSqliteError(error, this.path);
    }
  }
}
