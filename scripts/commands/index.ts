import * as build from './build.ts';
import * as check from './check.ts';
import type { Command } from './command.ts';
import * as dev from './dev.ts';
import * as importCommand from './import.ts';
import * as preview from './preview.ts';

/** Every command, in the order in which the help lists them. */
