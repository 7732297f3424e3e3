// Package main has certlint for Go, as much of a binding as the tests need: a linter, reports as
// JSON, lints written in Go, and panics that go round the library instead of through it.
package main

/*
#cgo pkg-config: certlint
#include <stdlib.h>
#include <certlint/plugin.h>

extern void goCheck(struct certlint_object *, struct certlint_reporter *);
extern void goRelease(void *);
extern int goSink(void *, struct certlint_finding *);

// A Go function is no C function pointer, and cgo drops const: hence these.
static void
check(const struct certlint_object *object, struct certlint_reporter *reporter)
{
	goCheck((struct certlint_object *)object, reporter);
}

static int
sink(void *ctx, const struct certlint_finding *finding)
{
	return goSink(ctx, (struct certlint_finding *)finding);
}

// A cgo.Handle is an integer, which Go must not make a pointer of.
static int
run(const certlint *lint, const struct certlint_input *in, uintptr_t handle,
    struct certlint_error *error)
{
	return certlint_run(lint, in, sink, (void *)handle, error);
}

static void
bind_lint(struct certlint_lint *lint, uintptr_t handle)
{
	lint->check = check;
	lint->user = (void *)handle;
	lint->release = goRelease;
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"runtime/cgo"
	"sync/atomic"
	"unsafe"
)

// Severities, kinds and statuses, as far as they are needed here.
const (
	Warning     = C.CERTLINT_WARNING
	Error       = C.CERTLINT_ERROR
	ErrArgument = C.CERTLINT_ERR_ARGUMENT
	ErrNewer    = C.CERTLINT_ERR_NEWER
	ErrConfig   = C.CERTLINT_ERR_CONFIG
	TBSCert     = C.CERTLINT_TBS_CERT
)

// Failure is a negative return: nothing was linted.
type Failure struct {
	Status, Position int
	Text             string
}

func (f *Failure) Error() string { return f.Text }

func failure(e *C.struct_certlint_error) error {
	return &Failure{int(e.status), int(e.position), C.GoString(&e.text[0])}
}

func newError() C.struct_certlint_error {
	return C.struct_certlint_error{size: C.sizeof_struct_certlint_error}
}

// Lint is a lint written in Go: Check gets each dNSName and returns a complaint or "".
type Lint struct {
	ID, Applies string
	Severity    int
	Check       func(name string) string
}

// Linter is a handle.  The pad keeps it out of the allocator for tiny objects without pointers (and
// a pointer to an opaque C struct counts as none), whose finalizers may never run.
type Linter struct {
	p *C.certlint
	_ [2]uintptr
}

// released counts the lints that the library has let go.
var released atomic.Int32

//export goRelease
func goRelease(user unsafe.Pointer) {
	cgo.Handle(uintptr(user)).Delete()
	released.Add(1)
}

//export goCheck
func goCheck(object *C.struct_certlint_object, reporter *C.struct_certlint_reporter) {
	defer func() {
		if p := recover(); p != nil {
			why := C.CString(fmt.Sprint("panic: ", p))
			defer C.free(unsafe.Pointer(why))
			C.certlint_not_checked(reporter, why)
		}
	}()
	lint := cgo.Handle(uintptr(C.certlint_user(reporter))).Value().(*Lint)
	var san C.struct_certlint_item
	for C.certlint_each(object, C.CERTLINT_EACH_SAN, &san) == 1 {
		if san.tag != 0x82 || san.value.length == 0 {
			continue
		}
		name := C.GoStringN((*C.char)(unsafe.Pointer(san.value.data)), C.int(san.value.length))
		if complaint := lint.Check(name); complaint != "" {
			fail(reporter, san.value, complaint)
		}
	}
}

// C's varargs cannot be called from Go: this is what certlint_fail_text() is for.
func fail(reporter *C.struct_certlint_reporter, at C.struct_certlint_span, complaint string) {
	text := C.CString(complaint)
	defer C.free(unsafe.Pointer(text))
	C.certlint_fail_text(reporter, at, text, nil, nil)
}

// call is a sink and what it panicked with.
type call struct {
	sink  func(id string, offset, length int)
	panic any
}

//export goSink
func goSink(ctx unsafe.Pointer, f *C.struct_certlint_finding) (stop C.int) {
	c := cgo.Handle(uintptr(ctx)).Value().(*call)
	defer func() {
		if c.panic = recover(); c.panic != nil {
			stop = 1
		}
	}()
	c.sink(C.GoString(f.id), int(f.offset), int(f.length))
	return 0
}

// New makes a handle.  The library copies all texts and structs, so that everything but the lints'
// closures may be moved and freed when it returns.
func New(selection string, lints ...*Lint) (*Linter, error) {
	return newLinter(selection, C.CERTLINT_PLUGIN_ABI, lints)
}

func newLinter(selection string, abi uint32, lints []*Lint) (*Linter, error) {
	var free []unsafe.Pointer
	text := func(s string) *C.char {
		p := C.CString(s)
		free = append(free, unsafe.Pointer(p))
		return p
	}
	defer func() {
		for _, p := range free {
			C.free(p)
		}
	}()
	// What C follows from struct to struct has to be pinned.
	var pin runtime.Pinner
	defer pin.Unpin()

	options := C.struct_certlint_options{size: C.sizeof_struct_certlint_options}
	if selection != "" {
		options.selection = text(selection)
	}
	plugin := &C.struct_certlint_plugin{size: C.sizeof_struct_certlint_plugin,
		abi: C.uint32_t(abi), name: text("golang"), version: text("1")}
	var structs []*C.struct_certlint_lint
	var handles []cgo.Handle
	for _, l := range lints {
		s := &C.struct_certlint_lint{size: C.sizeof_struct_certlint_lint, id: text(l.ID),
			applies: text(l.Applies), severity: C.int32_t(l.Severity)}
		h := cgo.NewHandle(l)
		C.bind_lint(s, C.uintptr_t(h))
		pin.Pin(s)
		structs, handles = append(structs, s), append(handles, h)
	}
	if len(structs) > 0 {
		pin.Pin(&structs[0])
		plugin.lints, plugin.lint_count = &structs[0], C.size_t(len(structs))
	}
	plugins := []*C.struct_certlint_plugin{plugin}
	pin.Pin(plugin)
	pin.Pin(&plugins[0])
	options.plugins, options.plugin_count = &plugins[0], 1

	l, e := new(Linter), newError()
	if C.certlint_new(&l.p, &options, &e) < 0 {
		for _, h := range handles { // ownership moves on success only
			h.Delete()
		}
		return nil, failure(&e)
	}
	runtime.SetFinalizer(l, (*Linter).Close)
	return l, nil
}

// Close frees the handle; otherwise the collector does, some time.
func (l *Linter) Close() {
	runtime.SetFinalizer(l, nil)
	C.certlint_free(l.p)
	l.p = nil
}

// Input is an object and what is known around it.
type Input struct {
	Data, Issuer []byte
	Kind         int
	Now          int64
}

// fill points a C struct at Go's bytes, pinned until the call is over: the library keeps none.
func (in *Input) fill(c *C.struct_certlint_input, pin *runtime.Pinner) {
	c.size, c.kind, c.now = C.sizeof_struct_certlint_input, C.int32_t(in.Kind), C.int64_t(in.Now)
	if len(in.Data) > 0 {
		pin.Pin(&in.Data[0])
		c.data, c.length = unsafe.Pointer(&in.Data[0]), C.size_t(len(in.Data))
	}
	if len(in.Issuer) > 0 {
		pin.Pin(&in.Issuer[0])
		c.issuer, c.issuer_length = unsafe.Pointer(&in.Issuer[0]), C.size_t(len(in.Issuer))
	}
}

// Check returns whether the object passes, and the report as JSON.  Few crossings, no callback.
func (l *Linter) Check(in *Input, severity int) (passes bool, report []byte, err error) {
	var pin runtime.Pinner
	defer pin.Unpin()
	var c C.struct_certlint_input
	in.fill(&c, &pin)
	var r *C.certlint_report
	e := newError()
	if C.certlint_check(l.p, &c, &r, &e) < 0 {
		return false, nil, failure(&e)
	}
	defer C.certlint_report_free(r)
	report = format(r)
	passes = C.certlint_report_passes(r, C.int(severity)) == 1
	runtime.KeepAlive(l)
	return passes, report, nil
}

func format(r *C.certlint_report) []byte {
	buffer := make([]byte, 8192)
	for {
		n := int(C.certlint_report_format(r, C.CERTLINT_JSON,
			(*C.char)(unsafe.Pointer(&buffer[0])), C.size_t(len(buffer))))
		if n < len(buffer) {
			return buffer[:n]
		}
		buffer = make([]byte, n+1)
	}
}

// Run calls sink for each finding.  A panic of the sink stops the run and goes on in the caller.
func (l *Linter) Run(in *Input, sink func(id string, offset, length int)) error {
	var pin runtime.Pinner
	defer pin.Unpin()
	var c C.struct_certlint_input
	in.fill(&c, &pin)
	it := &call{sink: sink}
	h := cgo.NewHandle(it)
	defer h.Delete()
	e := newError()
	status := C.run(l.p, &c, C.uintptr_t(h), &e)
	runtime.KeepAlive(l)
	if it.panic != nil {
		panic(it.panic)
	}
	if status < 0 {
		return failure(&e)
	}
	return nil
}
