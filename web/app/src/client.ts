import { createWiresideClient } from '@wireside/apollo';

/** The client of this page. It is most of what there is to load: who signs in does so while it comes (session.ts). */
export const client = createWiresideClient({ url: new URL('/graphql', location.href).href });
