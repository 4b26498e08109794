import type { Fetcher, FetcherOpts, FetcherParams } from '@graphiql/toolkit';
import { getIntrospectionQuery, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { post, type GraphQLAnswer, type GraphQLRequest } from './http.js';
import { live, type LiveRun } from './live.js';
import { adoptTokens, currentAuthorization } from './people.js';
import { fill, remember } from './placeholders.js';

const INTROSPECTION = 'IntrospectionQuery';

// The standard question is 15 levels deep, deeper than servers need to allow; five wrappers are enough for [[T!]!]!.
const introspectionQuery = getIntrospectionQuery({
  inputValueDeprecation: true,
  schemaDescription: true,
  typeDepth: 5,
});

/**
 * Queries and mutations go over HTTP, subscriptions over graphql-ws. Both carry what the headers editor holds; without an
 * `Authorization` (or a room `ticket`) there, the person chosen at the top of the page is used.
 */
async function run(params: FetcherParams, options?: FetcherOpts): Promise<GraphQLAnswer | LiveRun> {
  try {
    const headers = await withAuthorization(lowerCased(options?.headers));
    if (params.operationName === INTROSPECTION) return await introspect(headers);

    const operation = chosenOperation(params);
    const request: GraphQLRequest = {
      query: params.query,
      variables: fill(params.variables),
      operationName: operation?.name?.value ?? params.operationName,
    };
    if (operation?.operation === 'subscription') return live(request, headers, remember);

    const answer = await post(request, headers);
    adoptTokens(answer);
    remember(answer.data);
    return answer;
  } catch (error) {
    // As an answer, because GraphiQL prints the stack of whatever is thrown at it.
    return { errors: [{ message: error instanceof Error ? error.message : String(error) }] };
  }
}

// GraphiQL prints any JSON value and checks for `subscribe` at run time; its type admits less than it takes.
export const fetcher = run as unknown as Fetcher;

// A token left over from a database that was reset must not take the documentation away.
async function introspect(headers: Record<string, string>): Promise<GraphQLAnswer> {
  const request: GraphQLRequest = { query: introspectionQuery, operationName: INTROSPECTION };
  const answer = await post(request, headers);
  if (answer.data || !headers.authorization) return answer;
  const { authorization: _refused, ...others } = headers;
  return post(request, others);
}

async function withAuthorization(headers: Record<string, string>): Promise<Record<string, string>> {
  if (headers.authorization || headers.ticket) return headers;
  const authorization = await currentAuthorization();
  return authorization ? { ...headers, authorization } : headers;
}

function lowerCased(headers: Record<string, unknown> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

// A sole operation is taken whatever name is asked for: just after a change of tabs GraphiQL still names the last tab's.
function chosenOperation({ query, operationName }: FetcherParams): OperationDefinitionNode | undefined {
  try {
    const operations = parse(query).definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    return operations.length === 1 ? operations[0] : operations.find((node) => node.name?.value === operationName);
  } catch {
    return undefined; // The server words syntax errors better.
  }
}
