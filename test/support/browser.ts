import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

export const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

// Without these a browser calls its maker at every start, which a closed network answers with many errors at a time.
export const BROWSER_ARGUMENTS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

export const hasChromium = existsSync(CHROMIUM);

/** Whether browser tests can't run here and may be left out; said loudly, and an error where services are required. */
export function browserIsMissing(): boolean {
  if (hasChromium) return false;
  if (process.env.REQUIRE_SERVICES === '1') throw new Error(`${CHROMIUM} is missing`);
  process.stderr.write(`\nNOT RUN: browser tests, because ${CHROMIUM} is missing\n`);
  return true;
}

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: BROWSER_ARGUMENTS });

/** Everything that a page should not do: errors, requests to others, requests that fail, breaches of its policy. */
export function watchPage(page: Page, origin: string): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url()))
      faults.push(`foreign request: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  return faults;
}
