#!/usr/bin/env node
import { main } from './main.ts';

main(process.argv.slice(2)).then((status) => process.exit(status));
