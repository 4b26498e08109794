import type { Type } from '@nestjs/common';
import { Field, ObjectType } from '@nestjs/graphql';
import { AppError, invalidInput } from '../errors/app-error.js';
import { DEFAULT_PAGE, type PageArgs } from './page.args.js';
import { PageInfoType } from './page-info.type.js';

export interface Edge<Node> {
  readonly node: Node;
  readonly cursor: string;
}

export interface Page<Node> {
  readonly edges: Edge<Node>[];
  readonly pageInfo: PageInfoType;
}

/** An edge that works out its cursor when somebody asks for it. */
class KeyedEdge<Node> implements Edge<Node> {
  constructor(
    readonly node: Node,
    readonly key: CursorKey,
  ) {}

  get cursor(): string {
    return encodeCursor(this.key);
  }
}

/** The same page with something else made of each item. */
export const mapPage = <From, To>({ edges, pageInfo }: Page<From>, change: (node: From) => To): Page<To> => ({
  edges: edges.map((edge) =>
    edge instanceof KeyedEdge
      ? new KeyedEdge(change(edge.node as From), edge.key)
      : { node: change(edge.node), cursor: edge.cursor },
  ),
  pageInfo,
});

/**
 * The base class of a Relay connection (https://relay.dev/graphql/connections.htm) over a node type:
 * `@ObjectType('UserConnection', …) class UserConnection extends connectionOf(UserType, 'User') {}`.
 */
export function connectionOf<Node>(NodeType: Type<Node>, name: string): Type<Page<Node>> {
  @ObjectType(`${name}Edge`, { description: `A ${name} and its place in the list.` })
  class EdgeType implements Edge<Node> {
    @Field(() => NodeType, { description: 'The item.' })
    node!: Node;

    @Field(() => String, { description: 'Its place, to go on from.' })
    cursor!: string;
  }

  @ObjectType({ isAbstract: true })
  abstract class ConnectionBase implements Page<Node> {
    @Field(() => [EdgeType], { description: 'The items of this page, in the order of the list.' })
    edges!: Edge<Node>[];

    @Field(() => PageInfoType, { description: 'Where the page stands.' })
    pageInfo!: PageInfoType;
  }
  return ConnectionBase as Type<Page<Node>>;
}

/** The columns a list is ordered by, as values of one row. */
export type CursorKey = readonly (string | number)[];

/** What a page asks of the database. */
export interface Slice {
  /** Only rows after this key, in list order. */
  readonly after: CursorKey | null;
  /** Only rows before this key, in list order. */
  readonly before: CursorKey | null;
  /** Most rows to read. */
  readonly limit: number;
  /** Read from the end: rows are wanted in reverse list order. */
  readonly backward: boolean;
}

export interface PageSource<Row> {
  /** `s` or `n` for each column of the key: string or number. */
  readonly keyShape: string;
  keyOf(row: Row): CursorKey;
  fetch(slice: Slice): Promise<readonly Row[]>;
  /** Which flags of pageInfo are asked for, when that is known: one that nobody sees costs no query. */
  readonly flags?: ReadonlySet<string>;
}

/**
 * Reads one page by keyset. One query; another, of one row, for each cursor that was given, so that both flags of
 * pageInfo are true to fact: whether the list goes on beyond the page, not whether the cursors allow it.
 * @throws AppError INVALID_INPUT when both directions are asked for, INVALID_CURSOR
 */
export async function pageOf<Row>(args: PageArgs, source: PageSource<Row>): Promise<Page<Row>> {
  const backward = args.last != null;
  if (backward && args.first != null) throw invalidInput('last', 'exclusive', 'give either first or last');
  const size = args.last ?? args.first ?? DEFAULT_PAGE;
  const after = args.after == null ? null : decodeCursor(args.after, source.keyShape);
  const before = args.before == null ? null : decodeCursor(args.before, source.keyShape);

  const read = await source.fetch({ after, before, limit: size + 1, backward });
  const more = read.length > size;
  const rows = read.slice(0, size);
  if (backward) rows.reverse();
  const edges = rows.map((node) => new KeyedEdge(node, source.keyOf(node)));
  const isSeen = (flag: keyof PageInfoType): boolean => source.flags?.has(flag) ?? true;
  return {
    edges,
    pageInfo: {
      hasNextPage:
        (!backward && more) ||
        (before !== null && isSeen('hasNextPage') && (await goesOn(source, 'after', rows.at(-1), before))),
      hasPreviousPage:
        (backward && more) ||
        (after !== null && isSeen('hasPreviousPage') && (await goesOn(source, 'before', rows[0], after))),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Whether the list goes on at a side that a cursor has cut off; `edge` is the page's row there, if it has any. */
async function goesOn<Row>(
  source: PageSource<Row>,
  side: 'before' | 'after',
  edge: Row | undefined,
  cursor: CursorKey,
): Promise<boolean> {
  const outermost = { after: null, before: null, limit: 1, backward: side === 'after' };
  if (edge !== undefined) return (await source.fetch({ ...outermost, [side]: source.keyOf(edge) })).length > 0;
  // An empty page: the row that the cursor names counts as well. It or one beyond it is there unless the outermost row
  // of the list is also the outermost on this side of the cursor.
  const [last] = await source.fetch(outermost);
  if (last === undefined) return false;
  const [inside] = await source.fetch({ ...outermost, [side === 'after' ? 'before' : 'after']: cursor });
  return inside === undefined || encodeCursor(source.keyOf(inside)) !== encodeCursor(source.keyOf(last));
}

/**
 * `WHERE` for a slice over columns that are compared together, all ascending or all descending in list order.
 * Answers `1 = 1` when nothing bounds it.
 */
export function sliceCondition(
  slice: Slice,
  keyColumns: readonly string[],
  order: 'ASC' | 'DESC' = 'ASC',
): { where: string; parameters: (string | number)[]; orderBy: string } {
  const parts: string[] = [];
  const parameters: (string | number)[] = [];
  const add = (key: CursorKey | null, operator: string) => {
    if (key === null) return;
    parts.push(comparison(keyColumns, operator));
    for (const [index] of keyColumns.entries()) parameters.push(...key.slice(0, index + 1));
  };
  add(slice.after, order === 'ASC' ? '>' : '<');
  add(slice.before, order === 'ASC' ? '<' : '>');
  const direction = (order === 'ASC') === !slice.backward ? 'ASC' : 'DESC';
  return {
    where: parts.length === 0 ? '1 = 1' : parts.join(' AND '),
    parameters,
    orderBy: keyColumns.map((column) => `${column} ${direction}`).join(', '),
  };
}

/** (a > ?) OR (a = ? AND b > ?) …: row values spelled out, which both databases can serve from an index. */
function comparison(keyColumns: readonly string[], operator: string): string {
  const alternatives = keyColumns.map((column, index) => {
    const equal = keyColumns.slice(0, index).map((earlier) => `${earlier} = ?`);
    return `(${[...equal, `${column} ${operator} ?`].join(' AND ')})`;
  });
  return `(${alternatives.join(' OR ')})`;
}

export const encodeCursor = (key: CursorKey): string => Buffer.from(JSON.stringify(key)).toString('base64url');

export function decodeCursor(cursor: string, shape: string): CursorKey {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === shape.length && key.every((part, index) => fits(part, shape[index])))
      return key as CursorKey;
  } catch {
    // falls through: whatever it is, it is not ours
  }
  throw new AppError('INVALID_CURSOR', 'Not a cursor of this list');
}

const fits = (part: unknown, shape: string | undefined): boolean =>
  shape === 'n' ? Number.isSafeInteger(part) : typeof part === 'string' && part.isWellFormed();
