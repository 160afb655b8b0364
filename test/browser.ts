import { type Browser, chromium } from 'playwright-core';
import { chromiumPath } from './requirements.ts';

/** Chromium, which asks nobody for anything by itself. Whoever launches it closes it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });
}
