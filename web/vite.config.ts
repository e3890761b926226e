import { defineConfig } from 'vite';

// The built files are compared byte by byte with those in the repository: nothing in them may depend on the machine or the time.
export default defineConfig({
  base: '/',
  build: {
    outDir: process.env.INBOXMIND_WEB_OUT ?? '../src/Api/Web/Built',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
