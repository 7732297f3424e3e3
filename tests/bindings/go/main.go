package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"time"
)

// main runs the tests: main OBJECTS, a folder with good.tbs, bad.tbs, star.der and ca.der.
func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: main OBJECTS")
		os.Exit(2)
	}
	objects = os.Args[1]
	testGate()
	testLint()
	testPanics()
	testRefusals()
	testGoroutines()
	testCollector()
	fmt.Println("go: good")
}

// When the objects are judged: 2026-05-01.
const now = 1777593600

// A gate has no counterpart.
const gateSelection = "-needs:pair"

var objects string

func object(name string) []byte {
	data, err := os.ReadFile(filepath.Join(objects, name))
	if err != nil {
		panic(err)
	}
	return data
}

func expect(good bool, format string, args ...any) {
	if !good {
		_, _, line, _ := runtime.Caller(1)
		fmt.Fprintf(os.Stderr, "main.go:%d: %s\n", line, fmt.Sprintf(format, args...))
		os.Exit(1)
	}
}

func ids(report []byte) []string {
	var r struct{ Findings []struct{ ID string } }
	err := json.Unmarshal(report, &r)
	expect(err == nil, "the report is no JSON: %v: %s", err, report)
	found := []string{}
	for _, f := range r.Findings {
		found = append(found, f.ID)
	}
	return found
}

func star(name string) string {
	if strings.HasPrefix(name, "*.") {
		return "a star"
	}
	return ""
}

func starLinter() *Linter {
	l, err := New("golang_star", &Lint{"golang_star", "tls subscriber", Error, star})
	expect(err == nil, "%v", err)
	return l
}

func testGate() {
	l, err := New(gateSelection)
	expect(err == nil, "%v", err)
	defer l.Close()
	ca := object("ca.der")
	passes, report, err := l.Check(&Input{object("good.tbs"), ca, TBSCert, now}, Warning)
	expect(err == nil && passes, "good.tbs: %v %s", err, report)
	passes, report, err = l.Check(&Input{object("bad.tbs"), ca, TBSCert, now}, Warning)
	expect(err == nil && !passes, "bad.tbs: %v %s", err, report)
	expect(strings.Contains(fmt.Sprint(ids(report)), "der_length_not_minimal"), "%s", report)
	passes, report, err = l.Check(&Input{[]byte("junk"), ca, TBSCert, now}, Warning)
	expect(err == nil && !passes, "junk: %v %s", err, report)
	passes, report, err = l.Check(&Input{nil, nil, TBSCert, now}, Warning)
	expect(err == nil && !passes, "nothing: %v %s", err, report)
}

func testLint() {
	l := starLinter()
	before := released.Load()
	der, seen := object("star.der"), []string{}
	_, report, err := l.Check(&Input{Data: der}, Error)
	expect(err == nil, "%v", err)
	expect(reflect.DeepEqual(ids(report), []string{"golang_star", "golang_star"}), "%s", report)
	expect(strings.Contains(string(report), "a star"), "%s", report)
	err = l.Run(&Input{Data: der}, func(id string, offset, length int) {
		seen = append(seen, string(der[offset:offset+length]))
	})
	expect(err == nil, "%v", err)
	expect(len(seen) == 2 && strings.HasPrefix(seen[0], "*."), "%q", seen)
	l.Close()
	expect(released.Load() == before+1, "Close() has not released the lint")
}

func testPanics() {
	l := starLinter()
	defer l.Close()
	calls, in := 0, &Input{Data: object("star.der")}
	func() {
		defer func() { expect(recover() == "in a sink", "the panic was lost") }()
		l.Run(in, func(string, int, int) { calls++; panic("in a sink") })
	}()
	expect(calls == 1, "the sink was called %d times", calls)
	broken, err := New("golang_broken", &Lint{"golang_broken", "tls", Error,
		func(string) string { panic("in a check") }})
	expect(err == nil, "%v", err)
	defer broken.Close()
	passes, report, err := broken.Check(in, Error)
	expect(err == nil && !passes, "%v %s", err, report)
	expect(strings.Contains(string(report), "panic: in a check"), "%s", report)
}

func refused(err error, status int, text string) {
	f, is := err.(*Failure)
	expect(is && f.Status == status && strings.Contains(f.Text, text), "%#v, not %d with '%s'", err,
		status, text)
}

func testRefusals() {
	before := released.Load()
	_, err := New("", &Lint{"golang_x", "tlss", Error, star})
	refused(err, ErrConfig, "'tlss'")
	_, err = New("", &Lint{"other_x", "tls", Error, star})
	refused(err, ErrConfig, "golang_")
	_, err = newLinter("", 99, []*Lint{{"golang_x", "tls", Error, star}})
	refused(err, ErrNewer, "99")
	expect(released.Load() == before, "a lint that was refused was released")
	l := starLinter()
	defer l.Close()
	_, _, err = l.Check(&Input{Data: []byte("x"), Kind: 99}, Error)
	refused(err, ErrArgument, "")
}

func testGoroutines() {
	l := starLinter()
	defer l.Close()
	der := object("star.der")
	var group sync.WaitGroup
	counts := [4]int{}
	for g := range counts {
		group.Add(1)
		go func(g int) {
			defer group.Done()
			for i := 0; i < 500; i++ {
				l.Run(&Input{Data: der}, func(string, int, int) { counts[g]++ })
			}
		}(g)
	}
	group.Wait()
	expect(counts == [4]int{1000, 1000, 1000, 1000}, "%v", counts)
}

// A handle that nobody closes is the collector's.
func testCollector() {
	before := released.Load()
	for i := 0; i < 8; i++ {
		starLinter()
	}
	for i := 0; i < 500 && released.Load() < before+7; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	// The last one may still be in a register.
	expect(released.Load() >= before+7, "only %d of 8 were released", released.Load()-before)
}
