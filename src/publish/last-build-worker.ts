/** The thread that looks whether an output is as it was left. */
import { parentPort, workerData } from 'node:worker_threads';
import { isAsLeft, type LookingStart } from './last-build.ts';

parentPort?.postMessage(isAsLeft(workerData as LookingStart));
