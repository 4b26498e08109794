import type { WiresideClient } from '@wireside/apollo';
import { WiresideProvider } from '@wireside/apollo/react';
import { Redirect, Route, Switch } from 'wouter';
import { ContactsPage, PersonPage, RoomsPage, SettingsPage } from './pages.js';
import { Chats } from './shell/chats.js';
import { NotFound } from './shell/not-found.js';
import { Shell } from './shell/shell.js';

/** Everything that is for people who are signed in; who is not does not load it. */
export function SignedIn({ client }: { readonly client: WiresideClient }) {
  return (
    <WiresideProvider client={client}>
      <Shell>
        <Switch>
          <Route path="/">
            <Chats conversationId={null} />
          </Route>
          <Route path="/c/:conversationId">
            {({ conversationId }) => <Chats conversationId={decodeURIComponent(conversationId)} />}
          </Route>
          <Route path="/contacts" component={ContactsPage} />
          <Route path="/rooms" component={RoomsPage} />
          <Route path="/people/:userId">{({ userId }) => <PersonPage userId={decodeURIComponent(userId)} />}</Route>
          <Route path="/settings/:section?">{({ section }) => <SettingsPage section={section ?? null} />}</Route>
          <Route path="/:page(sign-in|sign-up|forgot-password)">
            <Arrived />
          </Route>
          <Route component={NotFound} />
        </Switch>
      </Shell>
    </WiresideProvider>
  );
}

/** Where somebody goes who has just signed in: on to where they wanted to be. */
function Arrived() {
  const next = new URLSearchParams(location.search).get('next') ?? '/';
  return <Redirect replace to={/^\/(?![/\\])/.test(next) ? next : '/'} />;
}
