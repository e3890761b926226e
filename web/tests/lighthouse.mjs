// What Lighthouse says of the page, signed in: node tests/lighthouse.mjs LINK [PLACE...]. LINK signs the browser in and works once.
// It is no package of this folder, as it is large: npm install --no-save lighthouse
import { chromium } from 'playwright-core';
import lighthouse, { desktopConfig } from 'lighthouse';

const [link, ...places] = process.argv.slice(2);
const port = 9333;
const browser = await chromium.launch({
  executablePath: process.env.INBOXMIND_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', `--remote-debugging-port=${port}`],
});
try {
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await page.waitForSelector('nav.rail');
  const home = new URL('/', link).href;

  // Lighthouse opens pages of its own, of the browser's own context: the cookie comes along there.
  const cdp = await browser.newBrowserCDPSession();
  const cookies = await page.context().cookies();
  await page.close();
  await cdp.send('Storage.setCookies', { cookies: cookies.map(({ name, value, domain, path, secure, httpOnly, sameSite }) => ({ name, value, domain, path, secure, httpOnly, sameSite })) });
  for (const place of places.length ? places : ['#/ask', '#/mail'])
    for (const [device, config] of [['phone', undefined], ['desktop', desktopConfig]]) {
      const { lhr } = await lighthouse(home + place, {
        port, output: 'json', logLevel: 'error', disableStorageReset: true, onlyCategories: ['performance', 'accessibility', 'best-practices'],
      }, config);
      const failed = Object.values(lhr.audits).filter(a => a.score !== null && a.score < 0.9 && a.scoreDisplayMode !== 'informative').map(a => a.id);
      console.log(JSON.stringify({
        place, device, ...Object.fromEntries(Object.values(lhr.categories).map(c => [c.id, Math.round(c.score * 100)])),
        first_paint_ms: Math.round(lhr.audits['first-contentful-paint'].numericValue), largest_paint_ms: Math.round(lhr.audits['largest-contentful-paint'].numericValue),
        bytes: lhr.audits['total-byte-weight']?.numericValue, below: failed,
      }));
    }
} finally {
  await browser.close();
}
