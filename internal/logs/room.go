package logs

import "sync"

// rooms have the memory of records that are done with: a block may have few to be decoded.
var rooms sync.Pool // of *Record

// keptRoom bounds the texts of a record whose memory is kept.
const keptRoom = 64 << 10

// enter takes the memory of an earlier record; leave hands it on to a later one.
func (r *Record) enter() {
	if room, ok := rooms.Get().(*Record); ok {
		r.Fields, r.scratch = room.Fields, room.scratch
	}
}

func (r *Record) leave() {
	if cap(r.scratch) <= keptRoom {
		clear(r.Fields[:cap(r.Fields)]) // they would keep their block
		rooms.Put(&Record{Fields: r.Fields[:0], scratch: r.scratch[:0]})
	}
	r.Fields, r.scratch = nil, nil
}
