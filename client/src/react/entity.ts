import type { TypedDocumentNode } from '@apollo/client';
import { useFragment } from '@apollo/client/react';

/** What the cache holds of a thing, by the fragment that is named after its type; null while that is not all here. */
export function useEntity<Data>(
  fragment: TypedDocumentNode<Data, Record<string, never>>,
  __typename: string,
  id: string,
): Data | null {
  const from = { __typename, id };
  const { data, complete } = useFragment<Data>({ fragment, fragmentName: `${__typename}Fields`, from });
  return complete ? data : null;
}
