import { useOutletContext } from "react-router";
import type { Case } from "./contract";

/** useTheCase is the case whose page the tab stands on; the page hands it down through the address. */
export function useTheCase(): Case {
  return useOutletContext<Case>();
}
