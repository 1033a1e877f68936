package rulebook

import (
	"math"
	"math/big"
	"regexp"
	"strings"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"zhiheng/backend/idcode"
	"zhiheng/backend/ledger"
	"zhiheng/backend/workday"
)

// functions declares what conditions may call beside CEL's own:
//
//	days(a, b) int                calendar days from date a to date b
//	days_after(a, n) string       the date n calendar days after a
//	months_after(a, n) string     the same day n months later, or that month's last day
//	workdays_after(a, n) string   the n-th working day after a; before it, for a negative n
//	age(born, on) int             full years; a year is full on the day after the birthday
//	born(number) string           the birthday in a resident identity number
//	day(instant) string           the date of an instant
//	hour(instant) int             the hour of an instant, 0 to 23, by its own clock
//	hours(a, b) int               hours from instant a to instant b; an hour that has begun counts
//	workday(day) bool             whether a date is a working day
//	surcharge(sum, rate, days) int  what has come on top of an unpaid sum at rate ten-thousandths a day: never more than the sum
//	in_region(a, b) bool          whether division a lies in division b (a city's 320600 holds 320681)
//	intersects(a, b) bool         whether two lists of texts share one
//	distinct(a) int               how many different texts a list holds
//	times(sum, quantity) int      a sum of money times a quantity written as a decimal, such as "12.5", to the nearest fen
//	in_force(table, id, on) bool  whether an entry of a code table is in force on a day
//	credit_code_ok(s) bool        a well-formed unified social credit code
//	resident_id_ok(s) bool        a well-formed resident identity number
//
// A call that cannot be answered, such as one with an empty date, makes the condition unknown.
func (b *Book) functions() []cel.EnvOption {
	str, num, list := cel.StringType, cel.IntType, cel.ListType(cel.StringType)
	return []cel.EnvOption{
		cel.Function("days", cel.Overload("days_date_date", []*cel.Type{str, str}, num, cel.BinaryBinding(days))),
		cel.Function("days_after", cel.Overload("days_after_date_int", []*cel.Type{str, num}, str,
			cel.BinaryBinding(shift(func(t time.Time, n int) time.Time { return t.AddDate(0, 0, n) })))),
		cel.Function("months_after", cel.Overload("months_after_date_int", []*cel.Type{str, num}, str, cel.BinaryBinding(shift(addMonths)))),
		cel.Function("workdays_after", cel.Overload("workdays_after_date_int", []*cel.Type{str, num}, str, cel.BinaryBinding(b.workdaysAfter))),
		cel.Function("age", cel.Overload("age_date_date", []*cel.Type{str, str}, num, cel.BinaryBinding(age))),
		cel.Function("born", cel.Overload("born_text", []*cel.Type{str}, str, cel.UnaryBinding(born))),
		cel.Function("day", cel.Overload("day_instant", []*cel.Type{str}, str, cel.UnaryBinding(dayOf))),
		cel.Function("hour", cel.Overload("hour_instant", []*cel.Type{str}, num, cel.UnaryBinding(hour))),
		cel.Function("hours", cel.Overload("hours_instant_instant", []*cel.Type{str, str}, num, cel.BinaryBinding(hours))),
		cel.Function("workday", cel.Overload("workday_date", []*cel.Type{str}, cel.BoolType, cel.UnaryBinding(b.workday))),
		cel.Function("surcharge", cel.Overload("surcharge_sum_rate_days", []*cel.Type{num, num, num}, num, cel.FunctionBinding(surcharge))),
		cel.Function("in_region", cel.Overload("in_region_text_text", []*cel.Type{str, str}, cel.BoolType, cel.BinaryBinding(inRegion))),
		cel.Function("intersects", cel.Overload("intersects_list_list", []*cel.Type{list, list}, cel.BoolType, cel.BinaryBinding(intersects))),
		cel.Function("distinct", cel.Overload("distinct_list", []*cel.Type{list}, num, cel.UnaryBinding(distinct))),
		cel.Function("times", cel.Overload("times_sum_quantity", []*cel.Type{num, str}, num, cel.BinaryBinding(times))),
		cel.Function("in_force", cel.Overload("in_force_table_id_date", []*cel.Type{str, str, str}, cel.BoolType, cel.FunctionBinding(b.inForce))),
		cel.Function("credit_code_ok", cel.Overload("credit_code_ok_text", []*cel.Type{str}, cel.BoolType, cel.UnaryBinding(checked(idcode.CheckCreditCode)))),
		cel.Function("resident_id_ok", cel.Overload("resident_id_ok_text", []*cel.Type{str}, cel.BoolType, cel.UnaryBinding(checked(residentID)))),
	}
}

func parseDay(s string) (time.Time, error) { return time.Parse(time.DateOnly, s) }

func dateOf(v ref.Val) (time.Time, error) {
	s, _ := v.Value().(string)
	return parseDay(s)
}

func days(a, b ref.Val) ref.Val {
	from, err := dateOf(a)
	if err != nil {
		return types.WrapErr(err)
	}
	to, err := dateOf(b)
	if err != nil {
		return types.WrapErr(err)
	}
	return types.Int(to.Sub(from).Hours() / 24)
}

func shift(move func(time.Time, int) time.Time) func(a, n ref.Val) ref.Val {
	return func(a, n ref.Val) ref.Val {
		from, err := dateOf(a)
		if err != nil {
			return types.WrapErr(err)
		}
		by, _ := n.Value().(int64)
		return types.String(move(from, int(by)).Format(time.DateOnly))
	}
}

// addMonths goes to the same day of a later month, or to that month's last day if it has no such day.
func addMonths(t time.Time, n int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

func (b *Book) workdaysAfter(a, n ref.Val) ref.Val {
	day, _ := a.Value().(string)
	by, _ := n.Value().(int64)
	from, err := workday.ParseDate(day)
	if err != nil {
		return types.WrapErr(err)
	}
	count := b.Calendar.AddWorkdays
	if by < 0 {
		count, by = b.Calendar.SubWorkdays, -by
	}
	result, err := count(from, int(by))
	if err != nil {
		return types.WrapErr(err)
	}
	return types.String(result.Legal.String())
}

func age(born, on ref.Val) ref.Val {
	b, err := dateOf(born)
	if err != nil {
		return types.WrapErr(err)
	}
	o, err := dateOf(on)
	if err != nil {
		return types.WrapErr(err)
	}
	years := o.Year() - b.Year()
	if !o.After(time.Date(o.Year(), b.Month(), b.Day(), 0, 0, 0, 0, time.UTC)) {
		years--
	}
	return types.Int(years)
}

func dayOf(v ref.Val) ref.Val {
	s, _ := v.Value().(string)
	day, err := civilDay(s)
	if err != nil {
		return types.WrapErr(err)
	}
	return types.String(day.String())
}

func instantOf(v ref.Val) (time.Time, error) {
	s, _ := v.Value().(string)
	at, err := time.Parse(time.RFC3339, s)
	return at.In(ledger.Zone), err
}

func hour(v ref.Val) ref.Val {
	at, err := instantOf(v)
	if err != nil {
		return types.WrapErr(err)
	}
	return types.Int(at.Hour())
}

func hours(a, b ref.Val) ref.Val {
	from, err := instantOf(a)
	if err != nil {
		return types.WrapErr(err)
	}
	to, err := instantOf(b)
	if err != nil {
		return types.WrapErr(err)
	}
	return types.Int(math.Ceil(to.Sub(from).Hours()))
}

func (b *Book) workday(v ref.Val) ref.Val {
	s, _ := v.Value().(string)
	day, err := workday.ParseDate(s)
	if err != nil {
		return types.WrapErr(err)
	}
	return types.Bool(b.Calendar.IsWorkday(day))
}

// surcharge is 加处罚款 or 滞纳金, which never exceeds the sum that is due (行政强制法第四十五条第二款).
func surcharge(args ...ref.Val) ref.Val {
	sum, _ := args[0].Value().(int64)
	rate, _ := args[1].Value().(int64)
	days, _ := args[2].Value().(int64)
	if sum < 0 || rate < 0 || days < 0 {
		return types.NewErr("a surcharge of less than nothing")
	}
	if rate*days >= 10_000 {
		return types.Int(sum)
	}
	return types.Int(sum * rate * days / 10_000)
}

func inRegion(a, b ref.Val) ref.Val {
	place, _ := a.Value().(string)
	area, _ := b.Value().(string)
	if place == "" || area == "" {
		return types.NewErr("no division")
	}
	for strings.HasSuffix(area, "00") {
		area = strings.TrimSuffix(area, "00")
	}
	return types.Bool(strings.HasPrefix(place, area))
}

func intersects(a, b ref.Val) ref.Val {
	left, right := a.(traits.Lister), b.(traits.Lister)
	for it := left.Iterator(); it.HasNext() == types.True; {
		if right.Contains(it.Next()) == types.True {
			return types.True
		}
	}
	return types.False
}

func distinct(a ref.Val) ref.Val {
	set := map[any]bool{}
	for it := a.(traits.Lister).Iterator(); it.HasNext() == types.True; {
		set[it.Next().Value()] = true
	}
	return types.Int(len(set))
}

// quantity is what times takes for a number: digits, with up to six behind the point.
var quantity = regexp.MustCompile(`^[0-9]{1,12}(\.[0-9]{1,6})?$`)

func times(sum, by ref.Val) ref.Val {
	fen, _ := sum.Value().(int64)
	text, _ := by.Value().(string)
	if !quantity.MatchString(text) {
		return types.NewErr("no quantity: %q", text)
	}
	product, _ := new(big.Rat).SetString(text)
	product.Mul(product, new(big.Rat).SetInt64(fen))
	nearest, _ := new(big.Int).SetString(product.FloatString(0), 10)
	if !nearest.IsInt64() {
		return types.NewErr("too large: %d times %s", fen, text)
	}
	return types.Int(nearest.Int64())
}

func (b *Book) inForce(args ...ref.Val) ref.Val {
	table, _ := args[0].Value().(string)
	id, _ := args[1].Value().(string)
	day, err := dateOf(args[2])
	if err != nil {
		return types.WrapErr(err)
	}
	code, known := find(b.Table(table), id, func(c Code) string { return c.ID })
	if !known {
		return types.NewErr("the table %s has no %q", table, id)
	}
	return types.Bool(code.On(day.Format(time.DateOnly)))
}

// residentID checks an identity number without a view on whether its birthday is still to come.
func residentID(s string) []idcode.Problem { return idcode.CheckResidentID(s, "") }

// born is the birthday in a resident identity number that is well formed.
func born(v ref.Val) ref.Val {
	number, _ := v.Value().(string)
	id, err := idcode.ParseResidentID(number)
	if err != nil {
		return types.WrapErr(err)
	}
	return types.String(id.Birthday)
}

func checked(problems func(string) []idcode.Problem) func(ref.Val) ref.Val {
	return func(v ref.Val) ref.Val {
		s, _ := v.Value().(string)
		if s == "" {
			return types.NewErr("no number")
		}
		return types.Bool(len(problems(s)) == 0)
	}
}
