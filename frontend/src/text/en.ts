import { account } from "./en/account";
import { casefile } from "./en/casefile";
import { common } from "./en/common";
import { course } from "./en/course";
import { decision } from "./en/decision";
import { disclosure } from "./en/disclosure";
import { imports } from "./en/imports";
import { ledger } from "./en/ledger";
import { review } from "./en/review";
import { rulebook } from "./en/rulebook";
import { search } from "./en/search";
import { similar } from "./en/similar";
import { settings } from "./en/settings";
import { shell } from "./en/shell";
import { workbench } from "./en/workbench";
import type { Shape } from "./shape";
import type { zh } from "./zh";

export const en: Shape<typeof zh> = { common, shell, workbench, casefile, imports, review, course, decision, disclosure, search, similar, ledger, account, rulebook, settings };
