import { useSession } from '@wireside/apollo/react';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { ForgotPasswordPage, ResetPasswordPage, SignInPage, SignUpPage } from './pages.js';
import { ErrorBoundary } from './shell/error-boundary.js';
import { PageLoading } from './shell/page-loading.js';
import { Toasts } from './ui/toast.js';

const SignedIn = lazy(async () => ({ default: (await import('./signed-in.js')).SignedIn }));

export function App() {
  const session = useSession();
  return (
    <ErrorBoundary>
      <Suspense fallback={<PageLoading />}>
        <Switch>
          {/* The link of the mail works for whoever opens it, signed in or not. */}
          <Route path="/reset-password" component={ResetPasswordPage} />
          <Route>{session.status === 'signed-out' ? <SignedOut /> : <SignedIn key={session.userId} />}</Route>
        </Switch>
      </Suspense>
      <Toasts />
    </ErrorBoundary>
  );
}

function SignedOut() {
  const [path] = useLocation();
  return (
    <Switch>
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/sign-up" component={SignUpPage} />
      <Route path="/forgot-password" component={ForgotPasswordPage} />
      <Route>
        <Redirect replace to={path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`} />
      </Route>
    </Switch>
  );
}
