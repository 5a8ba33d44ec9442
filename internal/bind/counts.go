package bind

import (
	"fmt"
	"foxhound/internal/signature"
)

// counts tells in words how many arguments a function takes.
func counts(s *signature.Signature) string {
	least, most := s.Overloads[0].Count()
	for i := range s.Overloads {
		l, m := s.Overloads[i].Count()
		least, most = min(least, l), max(most, m)
	}
	switch {
	case most == 0:
		return "no arguments"
	case least == most && most == 1:
		return "1 argument"
	case least == most:
		return fmt.Sprintf("%d arguments", most)
	case most > 1000:
		return fmt.Sprintf("%d or more arguments", least)
	}
	return fmt.Sprintf("%d to %d arguments", least, most)
}
