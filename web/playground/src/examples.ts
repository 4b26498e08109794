import type { GraphiQLProps } from 'graphiql';

const queries = import.meta.glob<string>('./examples/*.graphql', { query: '?raw', import: 'default', eager: true });
const variables = import.meta.glob<string>('./examples/*.json', { query: '?raw', import: 'default', eager: true });

/** The tabs that the page opens with, in the order of their file names. */
export const exampleTabs: NonNullable<GraphiQLProps['defaultTabs']> = Object.keys(queries)
  .sort()
  .map((path) => ({ query: queries[path] ?? '', variables: variables[path.replace('.graphql', '.json')]?.trim() }));

// GraphiQL shows the variables of the first tab only when told so, and would add a tab to stored ones when told then.
const isFirstVisit = sessionStorage.getItem('graphiql:tabState') === null;

export const initialVariables = isFirstVisit ? (exampleTabs[0]?.variables ?? undefined) : undefined;
