//! The library from Rust.  `main OBJECTS`, a folder with good.der, bad.der and star.der; or
//! `main --layout` to print where the binding believes the structs' fields to lie.
mod certlint;

use certlint::{Complain, Linter, ERROR, ERR_ARGUMENT, ERR_CONFIG, ERR_NEWER, PLUGIN_ABI, WARNING};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;

const ALONE: &str = "-needs:issuer -needs:issuer_key -needs:pair -needs:now";

struct Objects {
    good: Vec<u8>,
    bad: Vec<u8>,
    star: Vec<u8>,
}

fn star() -> Complain {
    Box::new(|name| name.starts_with(b"*.").then(|| "a star".to_string()))
}

fn star_linter() -> Linter {
    Linter::new("rust_star", "rust_star", star(), PLUGIN_ABI).unwrap()
}

/// Counts, by its drop, the closures that the library has let go.
struct Token(Arc<AtomicUsize>);
impl Drop for Token {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

fn counted(dropped: &Arc<AtomicUsize>) -> Complain {
    let token = Token(dropped.clone());
    Box::new(move |name| {
        let _held = &token;
        name.starts_with(b"*.").then(|| "a star".to_string())
    })
}

fn test_report(objects: &Objects) {
    let lint = Linter::new(ALONE, "rust_never", Box::new(|_| None), PLUGIN_ABI).unwrap();
    assert!(lint.check(&objects.good, 0).unwrap().passes(WARNING));
    let bad = lint.check(&objects.bad, 0).unwrap();
    assert!(!bad.passes(ERROR));
    assert!(bad.json().contains("\"der_length_not_minimal\""), "{}", bad.json());
    assert!(!lint.check(b"", 0).unwrap().passes(ERROR));
    assert!(!lint.check(b"junk", 0).unwrap().passes(ERROR));
}

fn test_sink(objects: &Objects) {
    let mut seen = Vec::new();
    let lint = star_linter();
    lint.run(&objects.star, |f| seen.push((f.id.to_string(), f.detail.to_string(), f.bytes))).unwrap();
    assert_eq!(seen.len(), 2);
    for (id, detail, bytes) in seen {
        assert_eq!((id.as_str(), detail.as_str()), ("rust_star", "a star"));
        assert!(objects.star[bytes].starts_with(b"*."));
    }
    lint.run(&objects.good, |_| panic!("a finding")).unwrap();
}

fn test_panics(objects: &Objects) {
    let (lint, mut calls) = (star_linter(), 0);
    let caught = catch_unwind(AssertUnwindSafe(|| {
        lint.run(&objects.star, |_| {
            calls += 1;
            panic!("in a sink")
        })
    }));
    assert_eq!(caught.unwrap_err().downcast_ref::<&str>(), Some(&"in a sink"));
    assert_eq!(calls, 1);
    let broken: Complain = Box::new(|_| panic!("in a check"));
    let lint = Linter::new("rust_broken", "rust_broken", broken, PLUGIN_ABI).unwrap();
    let report = lint.check(&objects.good, 0).unwrap();
    assert!(!report.passes(ERROR));
    assert!(report.json().contains("the check panicked"), "{}", report.json());
}

fn test_ownership(objects: &Objects) {
    let dropped = Arc::new(AtomicUsize::new(0));
    let lint = Linter::new("rust_star", "rust_star", counted(&dropped), PLUGIN_ABI).unwrap();
    let report = lint.check(&objects.star, 0).unwrap();
    drop(lint);
    assert_eq!(dropped.load(Ordering::SeqCst), 0); // the report holds on to it
    assert!(report.json().contains("\"rust_star\""));
    drop(report);
    assert_eq!(dropped.load(Ordering::SeqCst), 1);
}

fn test_refusals() {
    let dropped = Arc::new(AtomicUsize::new(0));
    let failure = |selection, id, abi| {
        Linter::new(selection, id, counted(&dropped), abi).err().expect("it was not refused")
    };
    let newer = failure("", "rust_x", PLUGIN_ABI + 1);
    assert_eq!(newer.status, ERR_NEWER, "{}", newer.text);
    let other = failure("", "other_x", PLUGIN_ABI);
    assert_eq!(other.status, ERR_CONFIG);
    assert!(other.text.contains("rust_"), "{}", other.text);
    let text = failure("source:\"open", "rust_x", PLUGIN_ABI);
    assert_eq!(text.status, ERR_CONFIG, "{}", text.text);
    assert_eq!(dropped.load(Ordering::SeqCst), 3); // once each: by us, and not by the library too
    let kind = star_linter().check(b"x", 99).err().expect("it was not refused");
    assert_eq!(kind.status, ERR_ARGUMENT, "{}", kind.text);
}

fn test_threads(objects: &Objects) {
    let lint = star_linter();
    let count = || {
        let mut n = 0;
        for _ in 0..1000 {
            lint.run(&objects.star, |_| n += 1).unwrap();
        }
        n
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(count)).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), 2000);
        }
    });
}

fn main() {
    let argument = std::env::args().nth(1).expect("usage: main OBJECTS|--layout");
    if argument == "--layout" {
        return certlint::print_layout();
    }
    let read = |name: &str| std::fs::read(format!("{}/{}", argument, name)).unwrap();
    let objects = Objects { good: read("good.der"), bad: read("bad.der"), star: read("star.der") };
    test_report(&objects);
    test_sink(&objects);
    test_panics(&objects);
    test_ownership(&objects);
    test_refusals();
    test_threads(&objects);
    println!("rust: good");
}
