package function

import "math"

// geography are the functions of points on the Earth, in degrees of longitude and latitude
// and in metres. A point that is none gives null.
var geography = []Scalar{
	{Name: "geo_distance_2points", New: rowwise(distance2Points)},
	{Name: "geo_point_in_circle", New: rowwise(pointInCircle)},
	{Name: "geo_azimuth", New: rowwise(azimuth)},
}

// radius is the Earth's as Kusto has it, in metres.
const radius = 6371010

// A point is a place on the Earth, in radians.
type point struct{ longitude, latitude float64 }

// pointAt reads the point at i of the arguments.
func pointAt(row []any, i int) (point, bool) {
	longitude, ok1 := dynamicReal(row[i])
	latitude, ok2 := dynamicReal(row[i+1])
	ok := ok1 && ok2 && math.Abs(longitude) <= 180 && math.Abs(latitude) <= 90
	return point{longitude * math.Pi / 180, latitude * math.Pi / 180}, ok
}

// distance2Points measures on a sphere, or on the WGS 84 spheroid if a last argument says so.
func distance2Points(_ Spec, row []any) any {
	p, ok1 := pointAt(row, 0)
	q, ok2 := pointAt(row, 2)
	if !ok1 || !ok2 {
		return nil
	}
	if len(row) > 4 {
		switch spheroid, ok := truthOf(row[4]); {
		case !ok:
			return nil
		case spheroid:
			return onSpheroid(p, q)
		}
	}
	return radius * angleBetween(p, q)
}

// angleBetween is the angle between two points, seen from the Earth's centre (haversine).
func angleBetween(p, q point) float64 {
	a, b := math.Sin((q.latitude-p.latitude)/2), math.Sin((q.longitude-p.longitude)/2)
	h := a*a + math.Cos(p.latitude)*math.Cos(q.latitude)*b*b
	return 2 * math.Asin(math.Sqrt(min(1, h)))
}

func pointInCircle(_ Spec, row []any) any {
	p, ok1 := pointAt(row, 0)
	centre, ok2 := pointAt(row, 2)
	r, ok3 := dynamicReal(row[4])
	if !ok1 || !ok2 || !ok3 || !(r >= 0) {
		return nil
	}
	return radius*angleBetween(p, centre) <= r
}

// azimuth is the angle at the first point, clockwise, between north and the second.
func azimuth(_ Spec, row []any) any {
	p, ok1 := pointAt(row, 0)
	q, ok2 := pointAt(row, 2)
	if !ok1 || !ok2 {
		return nil
	}
	d := q.longitude - p.longitude
	a := math.Atan2(math.Sin(d)*math.Cos(q.latitude),
		math.Cos(p.latitude)*math.Sin(q.latitude)-math.Sin(p.latitude)*math.Cos(q.latitude)*math.Cos(d))
	if a < 0 {
		a += 2 * math.Pi
	}
	return a
}

// The spheroid of WGS 84.
const (
	equator    = 6378137.0 // its radius
	flattening = 1 / 298.257223563
	pole       = equator * (1 - flattening)
)

// onSpheroid is Vincenty's inverse formula; null for points so nearly opposite that it
// does not settle.
func onSpheroid(p, q point) any {
	u1, u2 := math.Atan((1-flattening)*math.Tan(p.latitude)), math.Atan((1-flattening)*math.Tan(q.latitude))
	sin1, cos1 := math.Sincos(u1)
	sin2, cos2 := math.Sincos(u2)
	apart := q.longitude - p.longitude
	for lambda, i := apart, 0; i < 200; i++ {
		sinL, cosL := math.Sincos(lambda)
		sinS := math.Hypot(cos2*sinL, cos1*sin2-sin1*cos2*cosL)
		if sinS == 0 {
			return 0.0
		}
		cosS := sin1*sin2 + cos1*cos2*cosL
		sigma := math.Atan2(sinS, cosS)
		sinA := cos1 * cos2 * sinL / sinS
		cosA2 := 1 - sinA*sinA
		cosM := 0.0 // along the equator
		if cosA2 > 0 {
			cosM = cosS - 2*sin1*sin2/cosA2
		}
		c := flattening / 16 * cosA2 * (4 + flattening*(4-3*cosA2))
		before := lambda
		lambda = apart + (1-c)*flattening*sinA*(sigma+c*sinS*(cosM+c*cosS*(2*cosM*cosM-1)))
		if math.Abs(lambda-before) < 1e-12 {
			return arc(sigma, sinS, cosS, cosM, cosA2)
		}
	}
	return nil
}

// arc is the length of the geodesic that Vincenty's angles describe.
func arc(sigma, sinS, cosS, cosM, cosA2 float64) float64 {
	u2 := cosA2 * (equator*equator - pole*pole) / (pole * pole)
	a := 1 + u2/16384*(4096+u2*(-768+u2*(320-175*u2)))
	b := u2 / 1024 * (256 + u2*(-128+u2*(74-47*u2)))
	m2 := 2*cosM*cosM - 1
	d := b * sinS * (cosM + b/4*(cosS*m2-b/6*cosM*(4*sinS*sinS-3)*(4*cosM*cosM-3)))
	return pole * a * (sigma - d)
}
