import { offerCopies } from './copy.ts';
import './page.ts';

offerCopies();
