import type { Page } from 'playwright-core';

/**
 * Notes everything that a page should not do: errors, breaches of its policy, requests to others. What the network does to it
 * on purpose is named by `tolerate`.
 */
export async function watchFaults(page: Page, origin: string, tolerate?: RegExp): Promise<string[]> {
  const faults: string[] = [];
  const note = (fault: string): void => {
    if (!tolerate?.test(fault)) faults.push(fault);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') note(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => note(`page error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !/^(data|blob):/.test(request.url()))
      faults.push(`foreign request: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) note(`${response.status()} ${response.url()}`);
  });
  await page.exposeFunction('noteViolation', (what: string) => faults.push(`policy: ${what}`));
  await page.addInitScript(() => {
    const { noteViolation } = globalThis as unknown as { noteViolation: (what: string) => void };
    document.addEventListener('securitypolicyviolation', (event) =>
      noteViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  return faults;
}
