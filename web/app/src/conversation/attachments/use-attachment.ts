import { useApolloClient, useFragment } from '@apollo/client/react';
import { AttachmentFieldsFragmentDoc, type AttachmentFieldsFragment } from '@wireside/apollo';
import { useCallback, useEffect, useRef, useState } from 'react';
import { fileAddress } from '../../files/file-address.js';
import { AttachmentDocument } from '../../generated/documents.js';
import { previewOf } from './previews.js';

export interface ShownAttachment {
  readonly attachment: AttachmentFieldsFragment | null;
  /** Where it can be fetched; null while that is not known, or when it can't be. */
  readonly url: string | null;
  /** The address did not work: addresses end after a while, and are asked for again once. */
  readonly onError: () => void;
  readonly isBroken: boolean;
}

/** An attachment as it is now, also of a message that has not been sent. */
export function useAttachment(id: string): ShownAttachment {
  const apollo = useApolloClient();
  const [isBroken, setBroken] = useState(false);
  const hasAsked = useRef(false);
  const { data, complete } = useFragment({
    fragment: AttachmentFieldsFragmentDoc,
    fragmentName: 'AttachmentFields',
    from: { __typename: 'Attachment', id },
  });
  const attachment = complete ? data : null;

  const ask = useCallback(() => {
    hasAsked.current = true;
    apollo
      .query({ query: AttachmentDocument, variables: { id }, fetchPolicy: 'network-only' })
      .catch(() => setBroken(true));
  }, [apollo, id]);

  useEffect(() => {
    if (!attachment && !hasAsked.current) ask();
  }, [attachment, ask]);

  const onError = useCallback(() => (hasAsked.current ? setBroken(true) : ask()), [ask]);
  const url = previewOf(id) ?? (attachment?.url ? fileAddress(attachment.url) : null);
  return { attachment, url, onError, isBroken };
}
