package redactset_test

import (
	"os"
	"reflect"
	"strconv"
	"testing"

	"zhiheng/backend/rulebook"
	"zhiheng/build/redactset"
)

func TestTheRulesMaskWhatTheyMustAndNothingThatMustStay(t *testing.T) {
	book, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	seed := uint64(1)
	if more := os.Getenv("ZHIHENG_SEED"); more != "" {
		seed, _ = strconv.ParseUint(more, 10, 64)
	}
	decisions := redactset.Make(300, seed)
	t.Logf("seed %d", seed)
	for _, withCase := range []bool{true, false} {
		result := redactset.Measure(book.Redactor, decisions, withCase)
		mask, keep := redactset.Total(result.Mask), redactset.Total(result.Keep)
		t.Logf("with the case %v: %d of %d masked, %d of %d kept", withCase, mask.Right, mask.Places, keep.Right, keep.Places)
		if float64(mask.Right) < 0.995*float64(mask.Places) || keep.Right < keep.Places || mask.Places < 5000 {
			for _, m := range result.Misses {
				t.Errorf("%s keep=%v: %q", m.Span.Kind, m.Keep, m.Text)
			}
		}
	}
}

func TestTheSameSeedMakesTheSameDecisions(t *testing.T) {
	one, other := redactset.Make(20, 7), redactset.Make(20, 7)
	if !reflect.DeepEqual(one, other) || reflect.DeepEqual(one, redactset.Make(20, 8)) {
		t.Error("decisions do not follow from the seed alone")
	}
}
