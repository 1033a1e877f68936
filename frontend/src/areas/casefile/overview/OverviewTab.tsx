import { Link } from "react-router";
import { usePass, useTheCase } from "@/api";
import { useText } from "@/text";
import { Clocks } from "../clocks/Clocks";
import { Facts } from "./Facts";
import { MajorRules, Materials } from "./Materials";
import { NextSteps } from "./NextSteps";
import { Proposals } from "./Proposals";

/** OverviewTab is a case at a glance: what is known, what waits to be confirmed, what comes next and by when. */
export function OverviewTab() {
  const t = useText();
  const data = useTheCase();
  const pass = usePass(data);
  return (
    <div className="overview">
      <div className="stack stack-loose">
        {pass && !pass.valid && (
          <div className="problem problem-quiet">
            <h3>{t.review.passVoid}</h3>
            <p>{t.review.passVoidHint(pass.changes.length)} <Link to="review">{t.review.seeChanges}</Link></p>
          </div>
        )}
        {data.proposals.length > 0 && <Proposals data={data} />}
        <Facts data={data} />
      </div>
      <div className="stack stack-loose">
        <NextSteps caseId={data.id} />
        <Clocks caseId={data.id} clocks={data.clocks} />
        <Materials materials={data.materials} />
        <MajorRules rules={data.major_rules} />
      </div>
    </div>
  );
}
