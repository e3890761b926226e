// Drives a real Chromium against a real `inboxmind serve`: node run.mjs SCENARIO LINK [FOLDER]. LINK signs the browser in.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import * as scenarios from './scenarios.mjs';

const [name, link, folder] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.INBOXMIND_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

/** How long a state may take that comes in milliseconds on a machine that has time: a starved one fails no test. */
const patience = 300_000;

/** A page that fails the scenario when its policy is broken, a script fails or anything but the server is asked. */
async function open(options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(patience);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => {});
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', e => faults.push(`script: ${e}`));
  page.on('console', m => {
    if (m.type() === 'error' && !/status of (401|404|409|422)/.test(m.text()))
      faults.push(`console: ${m.text()}`);
  });
  context.on('request', r => {
    if (!r.isNavigationRequest() && new URL(r.url()).origin !== new URL(link).origin && !/^(data|blob|about):/.test(r.url()))
      faults.push(`asked elsewhere: ${r.url()}`);
  });
  return { context, page, faults };
}

const test = {
  assert, link, home: new URL('/', link).href, folder, open,
  /** Opens the page and signs it in by the link, which works once; every page of the scenario is of this one browser. */
  async signIn(options) {
    const opened = await open(options);
    await opened.page.goto(link);
    await opened.page.waitForURL(test.home);
    await opened.page.waitForSelector('nav.rail');
    return opened;
  },
  go: async (page, hash) => {
    await page.evaluate(h => { location.hash = h; }, hash);
  },
  /** What axe-core finds wrong with what is shown: light and dark, on a desktop and a phone. */
  async axe(page, what) {
    const before = page.viewportSize();
    for (const viewport of [before, { width: 390, height: 844 }]) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
        assert.deepEqual(violations.map(v =>
          `${what}, ${colorScheme}, ${viewport.width}: ${v.id}: ${v.nodes.map(n => n.html.slice(0, 160)).join(' | ')}`), []);
        const [wide, inside] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(wide <= inside, `${what}, ${viewport.width}: the page is ${wide} wide in ${inside}`);
      }
    }
    await page.emulateMedia({ colorScheme: null });
    await page.setViewportSize(before);
  },
};

try {
  await scenarios[name](test);
  console.log(`${name}: good`);
} catch (e) {
  console.error(e);
  process.exitCode = 1;
} finally {
  await browser.close();
}
