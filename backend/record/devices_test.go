package record_test

import (
	"testing"

	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/record"
)

func TestADeviceIsRegisteredOnceAndChangedOnRecord(t *testing.T) {
	o := officetest.New(t)
	lin := o.Who["lin"]
	d, err := o.Record.PutDevice(o.Ctx, lin, record.Device{No: " YT-001 ", Model: "DSJ-8", Kind: "body", CalibratedOn: "2026-02-01"})
	o.Must(err)
	if d.No != "YT-001" || d.ID == "" || d.By != lin.ID {
		t.Fatalf("%+v", d)
	}
	same, err := o.Record.PutDevice(o.Ctx, lin, d)
	if err != nil || same != d {
		t.Fatalf("the same again: %+v, %v", same, err)
	}
	d.SkewSeconds = -95
	if d, err = o.Record.PutDevice(o.Ctx, lin, d); err != nil || d.SkewSeconds != -95 {
		t.Fatalf("%+v, %v", d, err)
	}
	for field, bad := range map[string]record.Device{
		"no":            {Model: "DSJ-8", Kind: "body"},
		"model":         {No: "YT-002", Kind: "body"},
		"kind":          {No: "YT-002", Model: "DSJ-8", Kind: "telescope"},
		"calibrated_on": {No: "YT-002", Model: "DSJ-8", Kind: "body", CalibratedOn: "2026-13-01"},
		"checked_on":    {No: "YT-002", Model: "DSJ-8", Kind: "body", CheckedOn: "2027-01-01"},
	} {
		if _, err := o.Record.PutDevice(o.Ctx, lin, bad); fault.KindOf(err) != fault.Invalid || fault.As(err).Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, err := o.Record.PutDevice(o.Ctx, lin, record.Device{No: "YT-001", Model: "other", Kind: "body"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a number taken: %v", err)
	}
	if _, err := o.Record.PutDevice(o.Ctx, o.Who["he"], record.Device{No: "YT-003", Model: "other", Kind: "body"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("by a reviewer: %v", err)
	}
	o.MustBeIntact()
}
