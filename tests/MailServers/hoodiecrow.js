// An IMAP server in memory with one mailbox: node hoodiecrow.js PORT
const hoodiecrow = require('hoodiecrow-imap');

const folders = {
  'INBOX': {},
  '': { folders: { 'Sent': { 'special-use': '\\Sent' }, 'Archive': { 'special-use': '\\Archive' }, 'Trash': { 'special-use': '\\Trash' } } },
};
const server = hoodiecrow({
  plugins: ['ID', 'IDLE', 'NAMESPACE', 'SASL-IR', 'SPECIAL-USE', 'LITERALPLUS', 'UNSELECT', 'ENABLE', 'CONDSTORE'],
  users: { anna: { password: 'correct-horse-battery' } },
  storage: folders,
});
server.listen(Number(process.argv[2]), '127.0.0.1');
