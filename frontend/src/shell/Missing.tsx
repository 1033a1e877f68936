import { Link } from "react-router";
import { useText } from "@/text";
import { Nothing } from "@/ui/states";

export function Missing() {
  const t = useText();
  return <div className="page"><Nothing title={t.common.state.notFound} hint={t.common.state.notFoundHint} action={<Link to="/">{t.common.state.home}</Link>} /></div>;
}
