package function

import (
	"math"
	"strconv"
	"testing"

	"foxhound/internal/value"
)

func TestUnitConversions(t *testing.T) {
	for _, c := range []struct {
		name     string
		x        float64
		from, to string
		want     float64
	}{
		{"convert_angle", 1.2, "Degree", "Arcminute", 72},
		{"convert_energy", 1.2, "Joule", "BritishThermalUnit", 0.0011373805443759806},
		{"convert_force", 1.2, "Newton", "Decanewton", 0.12},
		{"convert_length", 1.2, "Meter", "Foot", 3.9370078740157477},
		{"convert_mass", 1.2, "Kilogram", "Pound", 2.6455471462185307},
		{"convert_speed", 1.2, "MeterPerSecond", "CentimeterPerHour", 432000},
		{"convert_temperature", 1.2, "Kelvin", "DegreeCelsius", -271.95},
		{"convert_temperature", 212, "DegreeFahrenheit", "DegreeCelsius", 100},
		{"convert_temperature", 0, "DegreeDelisle", "DegreeRoemer", 60},
		{"convert_volume", 1.2, "CubicMeter", "AcreFoot", 0.0009728568},
	} {
		got, err := strconv.ParseFloat(call(t, c.name, value.Real, float(c.x), text(c.from), text(c.to)), 64)
		if err != nil || math.Abs(got-c.want) > 1e-9*math.Abs(c.want) {
			t.Errorf("%s(%v, %s, %s) = %v (%v), want %v", c.name, c.x, c.from, c.to, got, err, c.want)
		}
	}
	if got := call(t, "convert_length", value.Real, float(1), text("Meter"), text("Kelvin")); got != "null" {
		t.Errorf("metres in kelvins = %s", got)
	}
}
