package disclosure

import (
	"slices"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

// restricted tells by which ground the case of a disclosure is kept from those who have nothing to do with it, and that this
// stands against publishing it. A ground by which parts are masked does not, once a person has masked some by hand.
func (s *sight) restricted() (g rulebook.Ground, stands bool) {
	if s.closed == nil {
		return g, false
	}
	if g = groundOf(s.procedure.Book(), s.closed.Ground); g.ID == "" {
		g.ID, g.Label = s.closed.Ground, fault.T(s.closed.Ground, s.closed.Ground)
	}
	return g, g.Effect != masksParts || !s.maskedByHand()
}

// masksParts is the effect of a ground by which a decision is published with parts of it masked.
const masksParts = "mask"

// maskedByHand tells whether a person has hidden something of the text or on a page.
func (s *sight) maskedByHand() bool {
	if slices.ContainsFunc(s.masks, func(m Mask) bool { return m.Accepted && m.By == "person" }) {
		return true
	}
	return slices.ContainsFunc(s.scans, func(one scanned) bool {
		return slices.ContainsFunc(one.covers, func(c Cover) bool { return c.Accepted && c.By == "person" })
	})
}

func restrictedWord(g rulebook.Ground) fault.Text {
	return fault.Tf("本案已限制知悉，不能公示：%[1]s（%[3]s）", "the case is restricted and cannot be published: %[2]s (%[3]s)", g.Label.Zh, g.Label.In("en"), g.ID)
}

// restrictedExit is what can lawfully be done instead.
func restrictedExit(g rulebook.Ground) fault.Text {
	if g.Effect == masksParts {
		return fault.Tf("请人工隐去“%[1]s”涉及的内容后部分公开，或者由负责人解除限制知悉，或者以理由 %[3]s 办理不予公开。",
			"Mask by hand what “%[2]s” is about and publish the rest, have the restriction lifted by whoever is in charge, or withhold it on ground %[3]s.", g.Label.Zh, g.Label.In("en"), g.ID)
	}
	return fault.Tf("请由负责人核实后解除限制知悉，或者以理由 %[1]s 办理不予公开。", "Have the restriction lifted by whoever is in charge, or withhold it on ground %[1]s.", g.ID)
}
