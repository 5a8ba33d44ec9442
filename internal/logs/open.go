package logs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"foxhound/internal/packed"
)

// An input is an opened source or member of one: a text, or an archive of inputs.
type input struct {
	*paddingReader          // the text, decompressed and as UTF-8; nil for an archive
	members        archive  // nil for a text
	raw            *rawFile // what all of it is read from
	plain          bool     // the text is the file, as it stands there, behind a byte order mark:
	mark           int64    // so many bytes
	modified       time.Time
	layers         []*aheadReader // that were decompressed, the innermost first
	close          func()
}

// ahead has each layer decoded by a goroutine of its own, while what it gave is looked at. Where
// little is done to find where records end, that does not pay: what is decoded is still in a
// near cache when it is read, and is not copied.
func (in *input) ahead() {
	for _, l := range in.layers {
		l.start()
	}
	in.layers = nil
}

// An archive is files in one.
type archive interface {
	// next opens the next file, whose reader is valid until the call after; io.EOF follows
	// the last one. Any other error ends the archive.
	next() (*member, error)
}

// A member is a file of an archive.
type member struct {
	name     string
	size     int64 // compressed, or -1 where it is not known
	modified time.Time
	open     func() (io.ReadCloser, error)
}

// maxMembers is how many files of one archive are read: what is said of each is kept.
const maxMembers = 1 << 18

var errMembers = fmt.Errorf("more than %d files in one archive: the rest of them is not read; unpack it", maxMembers)

// errInside is what an archive is that needs to be read from its end, and cannot.
var errInside = errors.New("it is read from its end, and comes through a pipe or stands in another archive: unpack it first")

// maxLayers is how many times over a text may be compressed or packed: incidents come as a zip
// of a tar.gz of gzip files.
const maxLayers = 4

var errLayers = fmt.Errorf("packed more than %d times over: unpack it first", maxLayers)

// An opener takes compression and archives off a source, layer by layer.
type opener struct {
	ctx  context.Context
	raw  *rawFile
	caps caps
	text atomic.Int64 // bytes that came out of any layer so far
}

// openSource opens the source and undoes its compression and encoding.
func openSource(ctx context.Context, s *Source, opts Options) (*input, error) {
	if s.Err != nil {
		return nil, s.Err
	}
	raw, err := openRaw(ctx, s, opts)
	if err != nil {
		return nil, err
	}
	o := &opener{ctx: ctx, raw: raw, caps: opts.caps.orDefault()}
	r := &consumed{r: raw.reader()}
	in, err := o.open(r, r.at, 0)
	if err != nil {
		raw.close()
		return nil, err
	}
	in.modified = raw.modified
	return in.closing(raw.close), nil
}

// A place tells how many bytes of the file were taken for what was read so far. It is the same
// for the same bytes, however far others have read ahead.
type place func() int64

// open takes one layer off r, and what is below it.
func (o *opener) open(r io.Reader, at place, depth int) (*input, error) {
	h := &headReader{r: r}
	layer := layerOf(h.peek(layerHead))
	switch {
	case layer == nil:
		text, plain, mark := newTextReader(h)
		return &input{paddingReader: text, raw: o.raw, plain: plain && depth == 0, mark: int64(mark), close: func() {}}, nil
	case depth == maxLayers:
		return nil, errLayers
	case layer.unpack != nil:
		return o.unpack(layer, h, at, depth)
	}
	return o.decompress(layer, h, at, depth)
}

// decompress decodes one layer: where it is read, or ahead of that, once [input.ahead] is called.
func (o *opener) decompress(l *layer, r io.Reader, at place, depth int) (*input, error) {
	plain, err := l.decode(r)
	if err != nil {
		return nil, packed.Failed(l.name, err)
	}
	decoded := newAhead(o.ctx, o.capped(packed.Named(plain, l.name), at), at)
	in, err := o.open(decoded, decoded.at, depth+1)
	if err != nil {
		decoded.stop()
		plain.Close()
		return nil, err
	}
	in.layers = append(in.layers, decoded)
	return in.closing(func() { decoded.stop(); plain.Close() }), nil
}

func (o *opener) unpack(l *layer, r io.Reader, at place, depth int) (*input, error) {
	var files archive
	err := errInside
	if !l.whole || depth == 0 && o.raw.file != nil && o.raw.size >= 0 {
		files, err = l.unpack(r, o.raw)
	}
	if err != nil {
		return nil, packed.Failed(l.name, err)
	}
	if l.whole {
		at = o.raw.n.Load
	}
	return &input{members: &unpacking{archive: files, opener: o, layer: l, at: at, depth: depth}, raw: o.raw, close: func() {}}, nil
}

// closing has more done when the input is closed.
func (in *input) closing(more func()) *input {
	first := in.close
	in.close = func() { first(); more() }
	return in
}

// An unpacking is an archive being read, with what its members are opened by.
type unpacking struct {
	archive
	opener *opener
	layer  *layer
	at     place
	depth  int
	given  int
}

func (u *unpacking) next() (*member, error) {
	m, err := u.archive.next()
	switch {
	case err == io.EOF:
		return nil, err
	case err != nil:
		return nil, packed.Failed(u.layer.name, err)
	case u.given == maxMembers:
		return nil, errMembers
	}
	u.given++
	return m, nil
}

// openMember opens a file of an archive as a source of its own.
func (in *input) openMember(m *member) (*input, error) {
	u := in.members.(*unpacking)
	file, err := m.open()
	if err != nil {
		return nil, packed.Failed(u.layer.name, err)
	}
	inner, err := u.opener.open(u.opener.capped(packed.Named(file, u.layer.name), u.at), u.at, u.depth+1)
	if err != nil {
		file.Close()
		return nil, err
	}
	inner.modified = m.modified
	return inner.closing(func() { file.Close() }), nil
}

// inside is the source that a member of an archive is.
func (s Source) inside(m *member) Source {
	return Source{Path: s.Path + "!" + m.name, Size: m.size, Archive: s.Origin()}
}

// Origin returns the path of the file that the source stands in: its own, or the archive's.
func (s Source) Origin() string { return cmp.Or(s.Archive, s.Path) }

// Once reports whether the source can be read once only, as standard input and pipes can.
func (s Source) Once() bool { return s.Size < 0 && s.Err == nil && s.Archive == "" }

// errArchive is what [Open] says of many files in one.
var errArchive = errors.New("an archive of files, where one file is wanted: unpack it, and name the one")

// Open opens a file as logs are read: decompressed by its content, and as UTF-8.
func Open(path string) (io.ReadCloser, error) {
	ctx, cancel := context.WithCancel(context.Background())
	in, err := openSource(ctx, &Source{Path: path, Size: -1}, Options{})
	if err != nil {
		cancel()
		return nil, err
	}
	in.closing(cancel)
	if in.members != nil {
		in.close()
		return nil, errArchive
	}
	return opened{in}, nil
}

// opened is an input that its reader closes.
type opened struct{ *input }

func (o opened) Close() error {
	o.input.close()
	return nil
}
