import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const question = 'How much was approved for the calibration bath, and why?';

async function ask(page, text) {
  await page.fill('#question', text);
  await page.press('#question', 'Enter');
  await page.waitForSelector('.turn:last-of-type .how', { timeout: 60_000 });
}

/** A question, its citation, the mail at the sentence, a follow-up, the history, and a refusal with ways out. */
export async function answers({ assert, signIn, go, axe }) {
  const { page, faults } = await signIn();
  await page.waitForSelector('.examples button');
  await axe(page, 'ask');
  await ask(page, question);
  assert.match(await page.textContent('.answer .text'), /17,500/);
  await page.hover('.answer .cite a');
  assert.ok(await page.isVisible('.answer .tip'));
  await axe(page, 'answer');
  await page.click('.foot button:has-text("Copy with sources")');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /\[1\] Re: Calibration bath/);
  await page.click('.how summary');
  assert.match(await page.textContent('.how'), /94 mails/);
  await page.click('.answer .cite a');
  await page.waitForSelector('.plaintext mark');
  assert.match(await page.textContent('.plaintext mark'), /17,500/);
  assert.ok(await page.locator('.plaintext mark').first().isVisible());
  await page.goBack();
  await page.waitForSelector('.past li a');
  await page.click('.past li a');
  await page.waitForSelector('.turn .sources a');
  assert.match(await page.textContent('.turn .text'), /17,500/);
  await ask(page, 'Who wins the rowing regatta on Neptune in 2031?');
  const last = page.locator('.turn').last();
  if (await last.locator('.widen').count() > 0)
    assert.match(await last.locator('.widen').textContent(), /Search the mail/);
  await page.click('.past .quiet');
  await ask(page, 'from:nobody@nowhere.example what about the lease?');
  assert.match(await page.textContent('.widen'), /Connect another mailbox/);
  await go(page, '#/mail');
  assert.deepEqual(faults, []);
}

/** The list by keyboard, search as one types, deleting and taking it back. */
export async function mail({ assert, signIn, go, axe }) {
  const { page, faults, context } = await signIn();
  await go(page, '#/mail');
  await page.waitForSelector('.row');
  await axe(page, 'mail');
  await page.keyboard.press('j');
  await page.waitForSelector('.letter h2');
  const first = await page.textContent('.letter h2');
  await page.keyboard.press('j');
  await page.waitForFunction(text => document.querySelector('.letter h2') && document.querySelector('.letter h2').textContent !== text, first);
  await page.keyboard.press('k');
  await page.waitForFunction(text => document.querySelector('.letter h2')?.textContent === text, first);
  await axe(page, 'reader');
  await page.keyboard.press('/');
  await page.keyboard.type('calib');
  await page.waitForFunction(() => document.querySelectorAll('.row').length > 0
    && [...document.querySelectorAll('.row .subject')].some(s => s.textContent.toLowerCase().includes('calib'))
    && document.querySelectorAll('.row').length < 40);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.row.on');
  const subject = await page.textContent('.row.on .subject');
  const id = new URL(page.url()).hash.split('/')[2];
  await page.click('.bar .danger');
  await page.waitForSelector('.toast');
  assert.equal(await page.locator(`.row a[href="#/mail/${id}"]`).count(), 0);
  await page.click('.toast button');
  await page.waitForSelector(`.row a[href="#/mail/${id}"]`);
  assert.ok(subject);
  await go(page, `#/mail/${id}`);
  await page.click('.modes button:has-text("Source")');
  await page.waitForSelector('.raw');
  assert.match(await page.textContent('.raw'), /Message-ID:/i);

  // Deleted for good: the request goes out when the page is left, too.
  await page.click('.bar .danger');
  await page.waitForSelector('.toast');
  await page.reload();
  await page.waitForSelector('nav.rail');
  await go(page, '#/mail');
  await page.waitForSelector('.row');
  const status = await page.evaluate(async one => {
    const { access_token: token } = await (await fetch('/api/v1/auth/refresh', { method: 'POST' })).json();
    return (await fetch(`/api/v1/emails/${one}`, { headers: { Authorization: `Bearer ${token}` } })).status;
  }, id);
  assert.equal(status, 404);
  await go(page, '#/mail?q=zzzzunfindable');
  await page.waitForSelector('.empty');
  assert.deepEqual(faults, []);
  await context.close();
}

/** Mails that attack whoever reads them: nothing runs, nothing is asked for, nothing leaves the frame. */
export async function hostile({ assert, signIn, go, axe }) {
  const { page, faults, context } = await signIn();
  const dialogs = [];
  page.on('dialog', d => { dialogs.push(d.message()); void d.dismiss(); });
  await go(page, '#/mail');
  await page.waitForSelector('.row');
  const rows = await page.locator('.row a').evaluateAll(all => all.map(a => a.getAttribute('href')));
  let framed = 0;
  for (const href of rows) {
    await go(page, href);
    await page.waitForSelector('.letter h2');
    const frame = page.locator('.paper iframe');
    if (await frame.count() === 0)
      continue;
    framed++;
    const inside = frame.contentFrame();
    await page.waitForTimeout(100);
    assert.equal(await inside.locator('script, form, input, iframe, object, embed, link, meta, base, svg').count(), 0);
    const links = await inside.locator('a[href]').evaluateAll(all => all.map(a => a.getAttribute('href')));
    assert.ok(links.every(l => /^(https?|mailto|tel):/.test(l)), String(links));
    const handlers = await inside.locator('*').evaluateAll(all => all.flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on')));
    assert.deepEqual(handlers, []);
    const box = await frame.boundingBox();
    assert.ok(box.width < 1280, 'the frame stays in its place');
  }
  assert.ok(framed >= 3, `${framed} mails have HTML`);
  await axe(page, 'hostile mail');
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  assert.deepEqual(dialogs, []);
  assert.equal(context.pages().length, 1);
  assert.ok(new URL(page.url()).pathname === '/');
  assert.deepEqual(faults, []);
}

/** From an empty folder to an answer: a file is sent, imported, searched. */
export async function start({ assert, signIn, go, axe, folder }) {
  const { page, faults } = await signIn();
  await page.waitForSelector('.drop');
  await axe(page, 'start');
  await page.fill('input[type=email]', 'anna@gmail.com');
  await page.click('details summary:has-text("Server")');
  assert.equal(await page.inputValue('label:has-text("IMAP server") input'), 'imap.gmail.com');
  await page.setInputFiles('input[type=file]', join(folder, 'letters.mbox'));
  await page.waitForSelector('.imports .muted:has-text("searchable")');
  await page.waitForSelector('a.button:has-text("Ask")');
  assert.match(await page.textContent('.imports'), /3 found: 3 added/);
  await page.setInputFiles('input[type=file]', join(folder, 'nothing.bin'));
  await page.waitForSelector('.imports .note.bad');
  assert.match(await page.textContent('.imports .note.bad'), /no mbox/);
  await page.click('a.button:has-text("Ask")');
  await ask(page, 'What is the code of the boiler room?');
  assert.match(await page.textContent('.answer .text'), /4711/);
  assert.deepEqual(faults, []);
}

/** Sync, account and administration, and the way out. */
export async function places({ assert, signIn, go, axe }) {
  const { page, faults, context } = await signIn();
  await go(page, '#/sync');
  await page.waitForSelector('.box .figures');
  assert.match(await page.textContent('.box'), /94 stored/);
  await axe(page, 'sync');
  await go(page, '#/account');
  await page.waitForSelector('input[type=radio]');
  await axe(page, 'account');
  await page.selectOption('select[name=zone]', 'Europe/Berlin');
  await page.waitForSelector('.toast:has-text("Saved")');
  await page.click('label:has-text("Strict") input');
  await page.waitForFunction(() => document.querySelectorAll('input[type=radio]')[2].checked);
  await page.click('summary:has-text("Erase the account")');
  assert.ok(await page.isDisabled('button:has-text("Erase the account")'));
  await page.fill('label:has-text("Type “erase”") input', 'erase');
  assert.ok(await page.isEnabled('button:has-text("Erase the account")'));
  const download = page.waitForEvent('download');
  await page.click('button:has-text("Export")');
  assert.equal((await download).suggestedFilename(), 'inboxmind.zip');

  // In German, which the page remembers.
  await page.selectOption('select[name=language]', 'de');
  await page.waitForSelector('h1:has-text("Konto")');
  assert.equal(await page.getAttribute('html', 'lang'), 'de');
  await axe(page, 'account in German');
  await page.selectOption('select[name=language]', 'en');
  await page.waitForSelector('h1:has-text("Account")');

  // Nothing of another site gets a token: the cookie counts for the page alone.
  const other = await context.newPage();
  await other.route('https://elsewhere.example/', r => r.fulfill({ contentType: 'text/html', body: '<p>elsewhere' }));
  const cookies = await context.cookies();
  const session = cookies.find(c => c.name === 'inboxmind_session');
  assert.ok(session.httpOnly && session.sameSite === 'Strict');
  assert.equal(await page.evaluate(() => document.cookie), '');
  await other.close();

  await page.click('.leave');
  await page.waitForSelector('h1:has-text("Ask your mail")');
  await axe(page, 'signed out');
  assert.equal((await context.cookies()).filter(c => c.name === 'inboxmind_session').length, 0);
  await page.reload();
  await page.waitForSelector('h1:has-text("Ask your mail")');
  assert.deepEqual(faults, []);
}

/** From the sign-in at a provider to a mailbox that is synced, asked, paused and removed. */
export async function connect({ assert, open, home, go, axe }) {
  const { page, faults } = await open();
  await page.goto(home);
  await page.click('a:has-text("Sign in with Google")');
  await page.fill('input[name=login]', 'mara@example.com');
  await page.fill('input[name=password]', 'x');
  await page.click('button[type=submit]');
  await page.click('button[type=submit]');
  await page.waitForSelector('nav.rail', { timeout: 60_000 });

  // What the provider's forms ask for is not ours.
  faults.length = 0;
  await go(page, '#/sync');
  await page.waitForSelector('.state.up_to_date', { timeout: 90_000 });
  await page.waitForSelector('.figures:has-text("2 stored · 2 searchable")', { timeout: 60_000 });
  await page.click('.box summary:has-text("folders")');
  assert.match(await page.textContent('.box table'), /INBOX/);
  await axe(page, 'a synced mailbox');
  await go(page, '#/ask');
  await ask(page, 'What is the code of the boiler room?');
  assert.match(await page.textContent('.answer .text'), /4711/);

  // A server that cannot be reached is told in a sentence, and what was typed stays.
  await go(page, '#/start');
  await page.fill('input[type=email]', 'anna@nowhere.example');
  await page.fill('input[type=password]', 'wrong');
  await page.fill('label:has-text("IMAP server") input', '127.0.0.1');
  await page.click('button:has-text("Test and connect")');
  await page.waitForSelector('form .note.bad');
  assert.equal(await page.inputValue('input[type=email]'), 'anna@nowhere.example');
  await axe(page, 'a mailbox that cannot be connected');

  await go(page, '#/sync');
  await page.click('button:has-text("Pause")');
  await page.waitForSelector('.state.paused');
  await page.click('button:has-text("Resume")');
  await page.waitForSelector('.state:not(.paused)');
  await page.click('.plain.danger:has-text("Remove")');
  await page.click('.button.danger:has-text("Remove")');
  await page.waitForSelector('.empty, .toast.bad', { timeout: 60_000 });
  assert.deepEqual(faults.filter(f => !/status of 503/.test(f)), []);
}

/** The page as an operator's: with a token of that role in the place of the local user's. */
async function asAdmin(page) {
  const body = JSON.stringify({ access_token: process.env.INBOXMIND_ADMIN, token_type: 'Bearer', expires_in: 900, refresh_token: null });
  await page.route('**/api/v1/auth/refresh', r => r.fulfill({ contentType: 'application/json', body }));
  await page.reload();
  await page.waitForSelector('a[href="#/admin"]');
}

/** Figures, users and the audit log with its check. */
export async function admin({ assert, signIn, go, axe }) {
  const { page, faults } = await signIn();
  await asAdmin(page);
  await go(page, '#/admin');
  await page.waitForSelector('.tiles');
  assert.match(await page.textContent('.tiles'), /Mail94/);
  await axe(page, 'figures');
  await go(page, '#/admin/users');
  await page.waitForSelector('tbody tr');
  await axe(page, 'users');
  await go(page, '#/admin/audit');
  await page.waitForSelector('tbody tr');
  assert.match(await page.textContent('tbody'), /admin_access/);
  await page.click('button:has-text("Check the chain")');
  await page.waitForSelector('.state:has-text("fit")');
  assert.ok(await page.isVisible('.state.up_to_date'));
  await axe(page, 'audit');
  assert.deepEqual(faults, []);
}

/** How long the first view and a key press take: prints them. */
export async function speed({ signIn, go }) {
  const { page, context } = await signIn();
  await go(page, '#/mail');
  await page.waitForSelector('.row');
  const first = [];
  for (let i = 0; i < 5; i++) {
    const began = Date.now();
    await page.reload({ waitUntil: 'commit' });
    await page.waitForSelector('.row');
    first.push(Date.now() - began);
  }
  await page.click('input[type=search]');
  const times = [];
  for (const word of ['budget', 'invoice', 'meeting', 'friday', 'contract', 'lease']) {
    for (const letter of word) {
      const took = await page.evaluate(() => { performance.clearMarks(); return 0; });
      await page.keyboard.type(letter);
      await page.waitForFunction(() => performance.getEntriesByName('inboxmind:results').length > 0);
      times.push(took + await page.evaluate(() => performance.getEntriesByName('inboxmind:results').at(-1).startTime
        - performance.getEntriesByName('inboxmind:key').at(-1).startTime));
    }
    await page.fill('input[type=search]', '');
    await page.waitForTimeout(200);
  }
  times.sort((a, b) => a - b);
  console.log(JSON.stringify({ first, keys: times.length, p50: times[Math.floor(times.length * 0.5)], p95: times[Math.floor(times.length * 0.95)] }));
  await context.close();
}

/** Pictures of the views, light and dark, on a desktop and a phone. */
export async function pictures({ signIn, go, folder }) {
  mkdirSync(folder, { recursive: true });
  const { page } = await signIn({ deviceScaleFactor: 1 });
  const shoot = async (name, scheme, phone) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize(phone ? { width: 390, height: 844 } : { width: 1280, height: 800 });
    await page.mouse.move(0, 0);
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, `${name}${phone ? '-phone' : ''}${scheme === 'dark' ? '-dark' : ''}.png`) });
  };
  const all = async name => {
    for (const phone of [false, true])
      for (const scheme of ['light', 'dark'])
        await shoot(name, scheme, phone);
  };
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.waitForSelector('.examples button');
  await shoot('welcome', 'light', false);
  await ask(page, question);
  await page.evaluate(() => document.activeElement.blur());
  await all('ask');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.click('.answer .cite a');
  await page.waitForSelector('.plaintext mark');
  await all('mail');
  await go(page, '#/start');
  await page.waitForSelector('.drop');
  await all('start');
  await go(page, '#/sync');
  await page.waitForSelector('.box .figures');
  await all('sync');
  await go(page, '#/account');
  await page.waitForSelector('input[type=radio]');
  await all('account');
  await asAdmin(page);
  await go(page, '#/admin');
  await page.waitForSelector('.tiles');
  await all('admin');
}

/** A program asks to read mail: the page says who, to whom and what, cannot be framed, works without scripts, and leads back. */
export async function assistant({ assert, link, folder: asked, open, axe }) {
  const { page } = await open();
  await page.goto(asked);
  assert.match(await page.textContent('h1'), /Sign in first/);
  await page.goto(link);
  const answer = await page.goto(asked);
  assert.match(answer.headers()['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/);
  assert.match(await page.textContent('main'), /Test assistant asks to read the mail of Local user/);
  assert.match(await page.textContent('main'), /cannot change, delete or send/);
  await axe(page, 'consent').catch(e => { if (!/Content Security|evaluate/.test(e.message)) throw e; });
  await page.click('button[value=allow]', { noWaitAfter: true });
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/callback\?code=/, { timeout: 30_000, waitUntil: 'commit' }).catch(e => {
    if (!/ERR_|interrupted|net::/.test(e.message)) throw e;
  });
}
