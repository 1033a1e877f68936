import {
  AuditOutlined, BookOutlined, CheckSquareOutlined, FolderOpenOutlined, ImportOutlined, InboxOutlined, NotificationOutlined, SafetyCertificateOutlined,
  SearchOutlined, SettingOutlined, TeamOutlined, UnorderedListOutlined, VideoCameraOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import { useMay } from "@/api";
import { useText } from "@/text";

export interface Place { to: string; label: string; key: string; icon: ReactNode; group: string; end?: boolean }

/** usePlaces lists the screens this person may open; navigation, keys and palette are made from it. */
export function usePlaces(): Place[] {
  const t = useText();
  const may = useMay();
  const n = t.shell.nav;
  const places: (Place & { needs?: string[] })[] = [
    { to: "/", label: n.workbench, key: "w", icon: <CheckSquareOutlined />, group: n.daily, end: true, needs: ["case.read"] },
    { to: "/cases", label: n.cases, key: "c", icon: <FolderOpenOutlined />, group: n.daily, needs: ["case.read"] },
    { to: "/reviews", label: n.reviews, key: "r", icon: <AuditOutlined />, group: n.daily, needs: ["case.read_internal"] },
    { to: "/disclosures", label: n.disclosures, key: "d", icon: <NotificationOutlined />, group: n.daily, needs: ["case.read"] },
    { to: "/lists", label: n.lists, key: "a", icon: <UnorderedListOutlined />, group: n.daily },
    { to: "/search", label: n.search, key: "s", icon: <SearchOutlined />, group: n.records, needs: ["search.use"] },
    { to: "/recordings", label: n.recordings, key: "v", icon: <VideoCameraOutlined />, group: n.records, needs: ["case.read"] },
    { to: "/imports", label: n.imports, key: "i", icon: <ImportOutlined />, group: n.records, needs: ["case.read"] },
    { to: "/archive", label: n.archive, key: "g", icon: <InboxOutlined />, group: n.records, needs: ["case.read"] },
    { to: "/ledger", label: n.ledger, key: "l", icon: <SafetyCertificateOutlined />, group: n.records, needs: ["ledger.read", "verify.run"] },
    { to: "/rulebook", label: n.rulebook, key: "b", icon: <BookOutlined />, group: n.office },
    { to: "/people", label: n.people, key: "p", icon: <TeamOutlined />, group: n.office, needs: ["people.manage"] },
    { to: "/settings", label: n.settings, key: "e", icon: <SettingOutlined />, group: n.office },
  ];
  return places.filter((p) => p.needs === undefined || p.needs.some(may));
}
