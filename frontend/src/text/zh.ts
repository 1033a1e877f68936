import { account } from "./zh/account";
import { casefile } from "./zh/casefile";
import { common } from "./zh/common";
import { course } from "./zh/course";
import { decision } from "./zh/decision";
import { disclosure } from "./zh/disclosure";
import { imports } from "./zh/imports";
import { ledger } from "./zh/ledger";
import { lists } from "./zh/lists";
import { quality } from "./zh/quality";
import { review } from "./zh/review";
import { rulebook } from "./zh/rulebook";
import { search } from "./zh/search";
import { similar } from "./zh/similar";
import { settings } from "./zh/settings";
import { shell } from "./zh/shell";
import { workbench } from "./zh/workbench";

export const zh = { common, shell, workbench, casefile, imports, review, course, quality, decision, disclosure, lists, search, similar, ledger, account, rulebook, settings };
