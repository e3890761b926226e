import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const question = 'How much was approved for the calibration bath, and why?';

async function ask(page, text) {
  await page.fill('#question', text);
  await page.press('#question', 'Enter');
  await page.waitForSelector('.turn:last-of-type .how');
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
  assert.match(await last.locator('.widen').textContent(), /Search the mail/);
  await axe(page, 'no answer');
  await page.click('.past .quiet');
  await ask(page, 'from:nobody@nowhere.example what about the lease?');
  assert.match(await page.textContent('.widen'), /Connect another mailbox/);

  // On a phone the history is behind a button, and a passage is shown by the first tap.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.click('.top button:has-text("History")');
  await page.waitForSelector('.past li a');
  await axe(page, 'history on a phone');
  await page.click('.past li a:has-text("calibration bath")');
  await page.waitForSelector('.answer .cite a');
  const device = await page.context().newCDPSession(page);
  await device.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await device.send('Emulation.setDeviceMetricsOverride', { width: 390, height: 844, deviceScaleFactor: 1, mobile: true });
  await page.locator('.answer .cite a').first().click();
  assert.ok(await page.locator('.answer .tip').first().isVisible(), 'the first tap shows the passage');
  await page.locator('.answer .cite a').first().click();
  await page.waitForSelector('.letter .plaintext');
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

/** Everybody there is mail from or to; somebody, and the way to their mail. */
export async function people({ assert, signIn, go, axe }) {
  const { page, faults } = await signIn();
  await go(page, '#/people');
  await page.waitForSelector('.row.person');
  await axe(page, 'people');
  const all = await page.locator('.row.person').count();
  await page.fill('input[type=search]', 'anna');
  await page.waitForFunction(n => document.querySelectorAll('.row.person').length < n, all);
  await page.click('.row.person a:has-text("Anna Okafor")');
  await page.waitForSelector('.columns-chart rect:not(.back):not([height="0"])');
  await page.waitForSelector('.letter .row');
  assert.match(await page.textContent('.letter h2'), /Anna Okafor/);
  await axe(page, 'person');
  const from = (await page.textContent('.tile:has-text("From them") b')).trim();
  assert.ok(Number(from) > 3, from);
  await page.click('a.tile:has-text("From them")');
  await page.waitForSelector('.rows .row');
  assert.match(await page.inputValue('input[type=search]'), /from:"anna/);
  await page.waitForFunction(() => [...new Set([...document.querySelectorAll('.rows .row .who')].map(e => e.textContent))].join() === 'Anna Okafor');
  await page.click('.rows .row a');
  await page.click('.people a');
  await page.waitForSelector('.letter.person');
  await page.fill('input[type=search]', 'zzzznobody');
  await page.waitForSelector('.empty');
  assert.deepEqual(faults, []);
}

/** The text of files: by pages, sheets and slides, where a hit or an answer stands in them, and why there is none. */
export async function attachments({ assert, signIn, go, axe }) {
  const { page, faults } = await signIn();
  await go(page, '#/mail?q=harbour%20office&best=1');
  await page.waitForSelector('.row .snippet b:has-text("in lease.pdf, page 2")');
  await page.click('.row:has(.snippet b:has-text("lease.pdf")) a');
  await page.waitForSelector('.filetext .here mark');
  assert.match(await page.textContent('.filetext .here mark'), /harbour office/);
  assert.match(await page.textContent('.filetext'), /page 1.*Lease of the boat shed.*page 2/s);
  assert.ok(await page.locator('.filetext .here mark').first().isVisible());
  await axe(page, 'text of a PDF');
  await page.click('.file button:has-text("Close")');
  await page.waitForSelector('.filetext', { state: 'detached' });
  const download = page.waitForEvent('download');
  await page.click('.file button:has-text("Download")');
  assert.equal((await download).suggestedFilename(), 'lease.pdf');

  // A file that is read only now, a sheet with its rows, slides, and one under lock.
  let answer = () => {};
  const answered = new Promise(resolve => { answer = resolve; });
  await page.route('**/attachments/*/text', async r => { await answered; await r.continue(); });
  await page.click('.chip:has-text("Newest first")');
  await page.fill('input[type=search]', 'roof');
  await page.click('.row:has(.subject:has-text("Costs of the roof")) a');
  await page.click('.file button:has-text("Text")');
  await page.waitForSelector('.filetext .stage');
  await axe(page, 'a file being read');
  answer();
  await page.waitForSelector('.sheet td:has-text("Slate roof")');
  assert.match(await page.textContent('.filetext'), /sheet Costs.*sheet Appointments/s);
  await axe(page, 'text of a workbook');
  await page.unroute('**/attachments/*/text');
  await page.fill('input[type=search]', 'library');
  await page.click('.row:has(.subject:has-text("Opening of the library")) a');
  await page.click('.file button:has-text("Text")');
  await page.waitForSelector('.filetext h3:has-text("slide 2")');
  await page.fill('input[type=search]', 'lock');
  await page.click('.row:has(.subject:has-text("Papers under lock")) a');
  await page.click('.file button:has-text("Text")');
  await page.waitForSelector('.filetext .note:has-text("encrypted")');
  await page.route('**/attachments/*/text', r => r.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"detail":"No room."}' }));
  await page.click('.file button:has-text("Close")');
  await page.click('.file button:has-text("Text")');
  await page.waitForSelector('.files .note.bad:has-text("No room")');
  await page.unroute('**/attachments/*/text');

  // An answer from a file names it, and opens it there.
  await go(page, '#/ask');
  await ask(page, 'How long ahead is notice given?');
  await page.waitForSelector('.sources .in:has-text("in lease.pdf, page 2")');
  await axe(page, 'an answer from a file');
  await page.click('.sources li:has(.in) a');
  await page.waitForSelector('.filetext .here mark');
  assert.match(await page.textContent('.filetext .here mark'), /Notice is given three months ahead/);
  assert.deepEqual(faults.filter(f => !/status of 503/.test(f)), []);
}

/** Addresses that may be one person's: what speaks for it, yes, undo, no, and taking that back. */
export async function merges({ assert, signIn, go, axe }) {
  const { page, faults } = await signIn();
  await go(page, '#/people');
  await page.waitForSelector('.row.person');
  const people = await page.locator('.row.person').count();
  await page.click('.list a:has-text("may be one person")');
  await page.waitForSelector('.merge');
  assert.match(await page.textContent('.merge'), /mira(\.okonjo)?@(harbour|home)\.example = .*Both are called: Mira Okonjo/s);
  await axe(page, 'suggested merges');
  await page.click('.merge .button');
  await page.waitForSelector('.toast:has-text("one person")');
  await page.waitForFunction(n => document.querySelectorAll('.row.person').length === n - 1, people);
  await page.click('.toast button:has-text("Undo")');
  await page.waitForFunction(n => document.querySelectorAll('.row.person').length === n, people);
  await page.waitForSelector('.merge');
  await page.click('.merge .button');
  await page.waitForSelector('.lines button:has-text("Take back")');
  await page.click('.row.person a:has-text("Mira Okonjo")');
  await page.waitForSelector('.letter.person .tiles');
  const card = await page.textContent('.letter.person');
  assert.match(card, /mira@harbour\.example/);
  assert.match(card, /mira\.okonjo@home\.example/);
  assert.match(card, /\+47 22 00 00 11/);
  assert.match(card, /An answer is waited for.*Can you sign the lease/s);
  assert.match(await page.textContent('.tile:has-text("From them")'), /3/);
  await axe(page, 'a person of two addresses');
  await page.click('.letter.person button:has-text("Take back")');
  await page.waitForSelector('.letter.person .merge');
  await page.click('.letter.person .merge .quiet');
  await page.waitForSelector('.letter.person .merge', { state: 'detached' });
  await page.waitForSelector('.letter.person small:has-text("not the same")');
  await go(page, '#/people/nobody%40nowhere.example');
  await page.waitForSelector('.letter .empty');
  assert.deepEqual(faults, []);
}

/** What waits for an answer: on oneself, and on others. */
export async function waiting({ assert, signIn, go, axe }) {
  const { page, faults } = await signIn();
  await go(page, '#/mail');
  await page.click('.tabs a:has-text("Waiting")');
  await page.waitForSelector('.list .chip.on:has-text("On me · ")');
  const mine = await page.locator('.list .row .snippet').allTextContents();
  assert.ok(mine.length > 0 && mine.every(q => q.includes('?')), mine.join());
  await page.keyboard.press('j');
  await page.waitForSelector('.letter h2');
  assert.equal((await page.textContent('.letter h2')).trim(), (await page.textContent('.row.on .subject')).trim());
  await axe(page, 'waiting on me');
  await page.click('.list .chip:has-text("On others")');
  await page.waitForSelector('.list .chip.on:has-text("On others")');
  await page.waitForSelector('.list .empty');
  await axe(page, 'waiting on others');
  await page.click('.list .chip:has-text("On me")');
  await page.click('.list .row a');
  await page.waitForSelector('.letter h2');
  await page.click('.bar a:has-text("All mail")');
  await page.waitForSelector('.bar .danger');
  assert.deepEqual(faults, []);
}

/** Each view while it waits for the server, when that fails, and when there is nothing yet. */
export async function states({ assert, signIn, go, axe }) {
  const { page, faults } = await signIn();
  const busy = JSON.stringify({ title: 'Busy', detail: 'The store is busy.' });
  const views = [
    ['#/ask', '.past .waiting', '.past .note.bad', '.past .muted, .empty'], ['#/mail', '.list .waiting', '.list .note.bad', '.empty'],
    ['#/waiting', '.list .waiting', '.list .note.bad', '.list .empty'], ['#/people', '.list .waiting', '.list .note.bad', '.empty'],
    ['#/sync', '.page .waiting', '.page .note.bad', '.empty'], ['#/account', '.page .waiting', '.page .note.bad', '.card'],
  ];
  for (const [hash, waiting, failed, empty] of views) {
    await go(page, '#/start');
    await page.waitForSelector('.drop');
    let answer = () => {}, mode = 'fail';
    const answered = new Promise(resolve => { answer = resolve; });
    await page.route(/api\/v1\/(?!auth)/, async r => {
      await answered;
      await (mode === 'fail' ? r.fulfill({ status: 503, contentType: 'application/problem+json', body: busy }) : r.continue()).catch(() => {});
    });
    await go(page, hash);
    await page.waitForSelector(waiting);
    await axe(page, `${hash} on its way`);
    answer();
    await page.waitForSelector(failed);
    assert.match(await page.textContent(failed), /The store is busy/);
    await axe(page, `${hash} failed`);
    mode = 'pass';
    await page.click(`${failed} button`);
    await page.waitForSelector(empty);
    await axe(page, `${hash} empty`);
    await page.unroute(/api\/v1\/(?!auth)/);
  }
  assert.deepEqual(faults.filter(f => !/status of 503/.test(f)), []);
}

/** A long file on a bad line: it is sent in pieces, and goes on where it was, after the page was closed too. */
export async function resume({ assert, signIn, go, axe, folder }) {
  const { page, faults } = await signIn();
  await page.waitForSelector('.drop');
  let sent = 0, cut = 3;
  await page.route('**/api/v1/imports*', async r => {
    sent++;
    if (sent === 2 && cut-- > 0) {
      sent--;
      await r.abort('connectionreset');
    } else if (sent === 3)
      await r.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"title":"Broken","detail":"It broke."}' });
    else
      await r.continue();
  });
  await page.setInputFiles('input[type=file]', join(folder, 'long.mbox'));
  await page.waitForSelector('.imports .muted:has-text("goes on by itself")');
  await page.waitForSelector('.imports .note.bad:has-text("It broke")');
  await axe(page, 'an upload that stopped');
  assert.equal(await page.textContent('.imports .note.bad button'), 'Go on');
  await page.unroute('**/api/v1/imports*');
  await page.reload();
  await go(page, '#/start');
  await page.waitForSelector('.drop');
  const lengths = [];
  page.on('request', r => { if (r.url().includes('/imports')) lengths.push(Number(r.headers()['content-length'] ?? r.postDataBuffer()?.length ?? 0)); });
  await page.setInputFiles('input[type=file]', join(folder, 'long.mbox'));
  await page.waitForSelector('a.button:has-text("Ask")');
  assert.match(await page.textContent('.imports'), /600 found: 600 added/);
  assert.equal(lengths.length, 1, 'only what was missing is sent');
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter(k => k.startsWith('inboxmind.upload'))), []);
  assert.deepEqual(faults.filter(f => !/status of 500|ERR_CONNECTION_RESET/.test(f)), []);
}

/** Assistants that were let in, and the end of one. */
export async function assistants({ assert, signIn, go, axe }) {
  const { page, faults } = await signIn();
  await go(page, '#/account');
  await page.waitForSelector('.card:has-text("Connected assistants") li');
  assert.match(await page.textContent('.card:has-text("Connected assistants") li'), /Test assistant/);
  await axe(page, 'a connected assistant');
  await page.click('.card:has-text("Connected assistants") button:has-text("Disconnect")');
  await page.waitForSelector('.card:has-text("None is connected")');
  assert.deepEqual(faults, []);
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
    await inside.locator('body > *').first().waitFor({ state: 'attached' });
    assert.equal(await inside.locator('script, form, input, iframe, object, embed, link, meta, base, svg').count(), 0);
    const links = await inside.locator('a[href]').evaluateAll(all => all.map(a => a.getAttribute('href')));
    assert.ok(links.every(l => /^(https?|mailto|tel):/.test(l)), String(links));
    const handlers = await inside.locator('*').evaluateAll(all => all.flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on')));
    assert.deepEqual(handlers, []);
    const box = await frame.boundingBox();
    assert.ok(box.width < 1280, 'the frame stays in its place');
    const heights = await frame.evaluate(async e => {
      const all = [];
      for (let i = 0; i < 40; i++) {
        await new Promise(requestAnimationFrame);
        all.push(e.offsetHeight);
      }
      return all;
    });
    assert.equal(new Set(heights.slice(-10)).size, 1, `the frame comes to rest: ${heights}`);
  }
  assert.ok(framed >= 3, `${framed} mails have HTML`);
  await axe(page, 'hostile mail');

  // What stands in files, what they are called, and what people are called.
  for (const href of rows.slice(0, 4)) {
    await go(page, href);
    await page.locator('.file button:has-text("Text")').dispatchEvent('click');
    await page.waitForSelector('.filetext:has-text("Text of a file")');
    assert.match(await page.textContent('.file .name'), /<img src=x onerror=top\.pwned=1>/);
    assert.equal(await page.locator('.filetext').locator('script, img, form, iframe, svg, a, table, style').count(), 0);
  }
  await axe(page, 'hostile files');
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
  await page.waitForSelector('nav.rail');

  // What the provider's forms ask for is not ours.
  faults.length = 0;
  await go(page, '#/sync');
  await page.waitForSelector('.state.up_to_date');
  await page.waitForSelector('.figures:has-text("2 stored · 2 searchable")');
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
  await page.waitForSelector('.empty, .toast.bad');
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

  // Each chart on its way, failed, empty, and with what there is.
  const all = await page.locator('.chart').count();
  assert.equal(all, 9);
  await page.waitForSelector('.chart:has-text("Users by day") .columns-chart');
  assert.match(await page.textContent('.chart:has-text("Cost of models")'), /No model that costs/);
  assert.match(await page.textContent('.chart:has-text("Questions by day")'), /Nothing yet/);
  await axe(page, 'figures');
  await go(page, '#/ask');
  await ask(page, question);
  let answer = () => {};
  const answered = new Promise(resolve => { answer = resolve; });
  await page.route(/admin\/stats/, async r => {
    await answered;
    await r.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"title":"Busy","detail":"The store is busy."}' });
  });
  await go(page, '#/admin');
  await page.waitForSelector('.chart .waiting');
  assert.equal(await page.locator('.chart .waiting').count(), all);
  await axe(page, 'charts on their way');
  answer();
  await page.waitForFunction(n => document.querySelectorAll('.chart .note.bad').length === n, all);
  await axe(page, 'charts that failed');
  await page.unroute(/admin\/stats/);
  await page.click('.chart:has-text("Questions by day") button:has-text("Try again")');
  await page.waitForSelector('.chart:has-text("Questions by day") .columns-chart');
  assert.match(await page.textContent('.chart:has-text("Questions by day") table'), /answered: 1/);
  await page.waitForSelector('.chart:has-text("Time by stage") th:has-text("search")');
  await axe(page, 'charts');
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
  assert.deepEqual(faults.filter(f => !/status of 503/.test(f)), []);
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
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
    await page.screenshot({ path: join(folder, `${name}${phone ? '-phone' : ''}${scheme === 'dark' ? '-dark' : ''}.png`) });
  };
  const all = async name => {
    for (const phone of [false, true])
      for (const scheme of ['light', 'dark'])
        await shoot(name, scheme, phone);
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  await page.waitForSelector('.examples button');
  await page.waitForFunction(() => !document.querySelector('.waiting'));
  await all('welcome');
  await ask(page, question);
  await page.evaluate(() => document.activeElement.blur());
  await all('ask');
  await page.click('.answer .cite a');
  await page.waitForSelector('.plaintext mark');
  await all('mail');
  await go(page, '#/mail');
  await page.waitForSelector('.nothing');
  await page.fill('input[type=search]', 'from:anna budget');
  await page.waitForFunction(() => document.querySelectorAll('.row').length > 0 && document.querySelectorAll('.row').length < 20);
  await page.evaluate(() => document.activeElement.blur());
  await all('search');
  await go(page, '#/waiting');

  // The rows of the search stay until those that wait are there.
  await page.waitForSelector('.list .chip.on:has-text("On me")');
  await page.waitForSelector('.list .row');
  await page.keyboard.press('j');
  await page.waitForSelector('.letter mark');
  await all('waiting');
  await go(page, '#/people/anna%40kelpline.example');
  await page.waitForSelector('.columns-chart');
  await page.waitForSelector('.letter .row');
  await all('person');
  await go(page, '#/people');
  await page.waitForSelector('.nothing');
  await all('people');
  await go(page, '#/mail?q=harbour%20office&best=1');
  await page.click('.row:has(.snippet b) a');
  await page.waitForSelector('.filetext .here mark');
  await all('attachment');
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
  for (const [tab, ready] of [['figures', '.chart:last-child figure, .chart:last-child table'], ['users', 'tbody tr'], ['audit', 'tbody tr']]) {
    await go(page, `#/admin/${tab}`);
    await page.waitForSelector(ready);
    await all(tab === 'figures' ? 'admin' : tab);
  }
  await page.unroute('**/api/v1/auth/refresh');
  await page.context().clearCookies();
  await page.reload();
  await page.waitForSelector('main.alone h1');
  await all('sign-in');
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
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/callback\?code=/, { waitUntil: 'commit' }).catch(e => {
    if (!/ERR_|interrupted|net::/.test(e.message)) throw e;
  });
}
