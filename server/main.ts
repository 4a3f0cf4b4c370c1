import { entryPath } from '#server/lib/entry.ts';
import { readConfig } from './config.ts';

console.log(readConfig(process.env), entryPath('x'));
