import { showAsOf } from './as-of.ts';

showAsOf();
