package record

import (
	"context"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Device is a recorder in the register of devices. CalibratedOn is the day on which its clock was last set and CheckedOn the
// day of its last test (YYYY-MM-DD). SkewSeconds is by how much its clock runs ahead of the true time; negative is behind.
type Device struct {
	ID           string `json:"id"`
	No           string `json:"no"`
	Model        string `json:"model"`
	Kind         string `json:"kind"` // of the code table record_device
	Unit         string `json:"unit"` // to which it is issued
	CalibratedOn string `json:"calibrated_on"`
	CheckedOn    string `json:"checked_on"`
	SkewSeconds  int    `json:"skew_seconds"`
	Retired      bool   `json:"retired"`
	Note         string `json:"note"`
	At           string `json:"at"` // of the last change
	By           string `json:"by"`
}

// deviceSet is a device as an event carries it; the subject is its id.
type deviceSet struct {
	No           string `json:"no"`
	Model        string `json:"model"`
	Kind         string `json:"kind"`
	Unit         string `json:"unit,omitempty"`
	CalibratedOn string `json:"calibrated_on,omitempty"`
	CheckedOn    string `json:"checked_on,omitempty"`
	SkewSeconds  int    `json:"skew_seconds,omitempty"`
	Retired      bool   `json:"retired,omitempty"`
	Note         string `json:"note,omitempty"`
}

func applyDevice(t *store.Tables, e store.Event, d deviceSet) error {
	return t.Exec(queries.Get("device_put"), e.Subject, d.No, d.Model, d.Kind, d.Unit, d.CalibratedOn, d.CheckedOn, d.SkewSeconds, d.Retired, d.Note, e.Instant(), e.Actor)
}

// DevicesOf lists the register of devices by number.
func DevicesOf(from store.Source) ([]Device, error) {
	return store.All[Device](from, queries.Get("devices"))
}

// DeviceOf returns a device by its id or number; found is false if there is none.
func DeviceOf(from store.Source, name string) (d Device, found bool, err error) {
	return store.One[Device](from, queries.Get("device"), name, name)
}

// PutDevice registers a device, or changes the one whose id it bears. The same again records nothing.
func (k *Desk) PutDevice(ctx context.Context, actor account.Person, d Device) (out Device, err error) {
	if err := actor.Demand(account.WorkOnCases); err != nil {
		return out, err
	}
	if err := k.checkDevice(&d); err != nil {
		return out, err
	}
	err = k.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) (err error) {
		out, err = k.putDevice(tx, d)
		return err
	})
	return out, err
}

func (k *Desk) putDevice(tx *store.Tx, d Device) (Device, error) {
	const op = "record.device"
	twin, taken, err := DeviceOf(tx, d.No)
	if err != nil {
		return d, err
	}
	if taken && twin.ID != d.ID {
		return d, fault.New(fault.Conflict, op, fault.Tf("设备编号 %[1]s 已登记", "the device number %[1]s is registered already", d.No)).WithField("no")
	}
	kind := "record.device_registered"
	if d.ID != "" {
		old, found, err := DeviceOf(tx, d.ID)
		if err != nil {
			return d, err
		}
		if !found {
			return d, fault.New(fault.NotFound, op, fault.T("没有这台设备", "no such device"))
		}
		kind = "record.device_changed"
		if d.At, d.By = old.At, old.By; d == old {
			return old, nil
		}
	} else if d.ID, err = tx.NewID("v"); err != nil {
		return d, err
	}
	_, err = tx.Record(kind, d.ID, deviceSet{No: d.No, Model: d.Model, Kind: d.Kind, Unit: d.Unit, CalibratedOn: d.CalibratedOn, CheckedOn: d.CheckedOn, SkewSeconds: d.SkewSeconds,
		Retired: d.Retired, Note: d.Note})
	if err != nil {
		return d, err
	}
	out, _, err := DeviceOf(tx, d.ID)
	return out, err
}

func (k *Desk) checkDevice(d *Device) error {
	const op = "record.device"
	d.No, d.Model, d.Unit, d.Note = strings.TrimSpace(d.No), strings.TrimSpace(d.Model), strings.TrimSpace(d.Unit), strings.TrimSpace(d.Note)
	switch {
	case d.No == "":
		return fault.New(fault.Invalid, op, fault.T("请填写设备编号", "give the device a number")).WithField("no")
	case d.Model == "":
		return fault.New(fault.Invalid, op, fault.T("请填写设备型号", "give the device’s model")).WithField("model")
	case !k.Files.Rules.Current().HasCode("record_device", d.Kind):
		return fault.New(fault.Invalid, op, fault.T("请选择设备种类", "choose the kind of device")).WithField("kind")
	}
	for field, day := range map[string]string{"calibrated_on": d.CalibratedOn, "checked_on": d.CheckedOn} {
		if day == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return fault.New(fault.Invalid, op, fault.Tf("日期“%[1]s”应写作 2026-03-01", "the date %[1]q should be written 2026-03-01", day)).WithField(field)
		}
		if day > k.Files.Today() {
			return fault.New(fault.Invalid, op, fault.Tf("日期 %[1]s 在今天之后", "the date %[1]s is after today", day)).WithField(field)
		}
	}
	return nil
}
