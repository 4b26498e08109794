import { createWiresideClient, type WiresideClient } from '@wireside/apollo';
import { fetchWithEarly } from './early-answers.js';

/** Makes the client of this page. It is most of what there is to load: who signs in does so while it comes (session.ts). */
export function makeClient(): WiresideClient {
  const client: WiresideClient = createWiresideClient({
    url: new URL('/graphql', location.href).href,
    fetch: fetchWithEarly(window.early, () => client.connection.current.status === 'connected'),
  });
  return client;
}
