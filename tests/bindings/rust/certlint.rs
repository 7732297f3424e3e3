//! certlint for Rust, as much of a binding as the tests need and without any crate: a handle shared
//! between threads, closures as sinks and as lints, panics that go round the library.
//! What is spelt out here by hand is compared with the headers (`--layout`).
#![allow(non_camel_case_types)]

use std::any::Any;
use std::ffi::{CStr, CString};
use std::mem::{size_of, zeroed};
use std::os::raw::{c_char, c_int, c_void};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr;

pub const WARNING: i32 = 30;
pub const ERROR: i32 = 40;
pub const ERR_ARGUMENT: c_int = -1;
pub const ERR_NEWER: c_int = -3;
pub const ERR_CONFIG: c_int = -5;
pub const PLUGIN_ABI: u32 = 1;
const EACH_SAN: c_int = 4;
const DNS_NAME: u32 = 0x82;
const JSON: c_int = 1;

/// Opaque types, of which only pointers exist here.
#[repr(C)]
pub struct certlint {
    _private: [u8; 0],
}
#[repr(C)]
pub struct certlint_report {
    _private: [u8; 0],
}
#[repr(C)]
pub struct certlint_object {
    _private: [u8; 0],
}
#[repr(C)]
pub struct certlint_reporter {
    _private: [u8; 0],
}

/// Declare structs as C lays them out, and a function that tells where their fields lie.
macro_rules! structs {
    ($($name:ident { $($field:ident: $type:ty),* $(,)? })*) => {
        $(#[repr(C)]
        #[derive(Clone, Copy)]
        pub struct $name { $(pub $field: $type),* })*

        /// "STRUCT FIELD OFFSET SIZE" a line, as layout.py's program prints it.
        pub fn print_layout() {
            $({
                let it: $name = unsafe { zeroed() };
                let start = &it as *const $name as usize;
                $(println!("{} {} {} {}", stringify!($name), stringify!($field),
                    ptr::addr_of!(it.$field) as usize - start, size_of::<$type>());)*
            })*
        }
    };
}

type Check = unsafe extern "C" fn(*const certlint_object, *mut certlint_reporter);
type Release = unsafe extern "C" fn(*mut c_void);
type Sink = unsafe extern "C" fn(*mut c_void, *const certlint_finding) -> c_int;
type Poll = unsafe extern "C" fn(*mut c_void) -> c_int;

structs! {
    certlint_span { data: *const u8, length: usize }
    certlint_error { size: usize, status: i32, position: i32, text: [c_char; 240] }
    certlint_item {
        whole: certlint_span, key: certlint_span, value: certlint_span, tag: u32, index: u32,
        number: i64, private_: [*const c_void; 6],
    }
    certlint_lint {
        size: usize, id: *const c_char, source: *const c_char, citation: *const c_char,
        summary: *const c_char, why: *const c_char, fix: *const c_char, applies: *const c_char,
        needs: *const c_char, unless: *const c_char, covers: *const c_char, peers: *const c_char,
        aliases: *const c_char, citations: *const c_char, vectors: *const c_char, severity: i32,
        from_day: i32, until_day: i32, clock: u32, check: Option<Check>, user: *mut c_void,
        release: Option<Release>,
    }
    certlint_plugin {
        size: usize, abi: u32, needs_abi: u32, name: *const c_char, version: *const c_char,
        lints: *const *const certlint_lint, lint_count: usize,
    }
    certlint_options {
        size: usize, selection: *const c_char, severity: *const c_char, profile: *const c_char,
        data_directory: *const c_char, data: *const c_void, data_count: usize,
        plugins: *const *const certlint_plugin, plugin_count: usize, allocator: *const c_void,
        max_input: usize, max_depth: u32, max_per_lint: u32, max_findings: u32, flags: u32,
    }
    certlint_input {
        size: usize, data: *const u8, length: usize, issuer: *const u8, issuer_length: usize,
        pair: *const u8, pair_length: usize, profile: *const c_char, facts: *const c_char,
        name: *const c_char, as_of: i64, now: i64, kind: i32, minimum: i32, flags: u32, number: u32,
        allocator: *const c_void, poll: Option<Poll>, poll_ctx: *mut c_void,
        issuer_object: *const c_void,
    }
    certlint_finding {
        size: usize, id: *const c_char, source: *const c_char, citation: *const c_char,
        covers: *const c_char, detail: *const c_char, expected: *const c_char,
        found: *const c_char, path: *const c_char, bytes: *const u8, bytes_length: usize,
        offset: usize, length: usize, lint: *const certlint_lint, object: *const certlint_object,
        severity: i32, index: u32, omitted: u64,
    }
}

#[link(name = "certlint")]
extern "C" {
    fn certlint_new(
        lint: *mut *mut certlint, options: *const certlint_options, error: *mut certlint_error,
    ) -> c_int;
    fn certlint_free(lint: *mut certlint);
    fn certlint_run(
        lint: *const certlint, input: *const certlint_input, sink: Sink, ctx: *mut c_void,
        error: *mut certlint_error,
    ) -> c_int;
    fn certlint_check(
        lint: *const certlint, input: *const certlint_input, report: *mut *mut certlint_report,
        error: *mut certlint_error,
    ) -> c_int;
    fn certlint_report_free(report: *mut certlint_report);
    fn certlint_report_passes(report: *const certlint_report, severity: c_int) -> c_int;
    fn certlint_report_format(
        report: *const certlint_report, format: c_int, buffer: *mut c_char, capacity: usize,
    ) -> usize;
    fn certlint_user(reporter: *const certlint_reporter) -> *mut c_void;
    fn certlint_each(object: *const certlint_object, list: c_int, item: *mut certlint_item) -> c_int;
    fn certlint_fail_text(
        reporter: *mut certlint_reporter, at: certlint_span, text: *const c_char,
        expected: *const c_char, found: *const c_char,
    );
    fn certlint_not_checked(reporter: *mut certlint_reporter, why: *const c_char);
}

/// A negative return: nothing was linted.
#[derive(Debug)]
pub struct Failure {
    pub status: c_int,
    pub text: String,
}

fn new_error() -> certlint_error {
    certlint_error { size: size_of::<certlint_error>(), ..unsafe { zeroed() } }
}

fn failure(error: &certlint_error) -> Failure {
    let text = unsafe { CStr::from_ptr(error.text.as_ptr()) };
    Failure { status: error.status, text: text.to_string_lossy().into_owned() }
}

/// A lint in Rust: gets a dNSName, gives a complaint.
pub type Complain = Box<dyn Fn(&[u8]) -> Option<String> + Send + Sync>;

unsafe fn complain_of_names(object: *const certlint_object, reporter: *mut certlint_reporter) {
    let complain = &*(certlint_user(reporter) as *const Complain);
    let mut san: certlint_item = zeroed();
    while certlint_each(object, EACH_SAN, &mut san) == 1 {
        if san.tag != DNS_NAME || san.value.length == 0 {
            continue;
        }
        let name = std::slice::from_raw_parts(san.value.data, san.value.length);
        if let Some(text) = complain(name) {
            let text = CString::new(text).unwrap_or_default();
            certlint_fail_text(reporter, san.value, text.as_ptr(), ptr::null(), ptr::null());
        }
    }
}

/// A panic that reached C would abort the process.
unsafe extern "C" fn check(object: *const certlint_object, reporter: *mut certlint_reporter) {
    if catch_unwind(AssertUnwindSafe(|| complain_of_names(object, reporter))).is_err() {
        certlint_not_checked(reporter, b"the check panicked\0".as_ptr() as *const c_char);
    }
}

unsafe extern "C" fn release(user: *mut c_void) {
    drop(Box::from_raw(user as *mut Complain));
}

/// What a sink gets.
pub struct Finding<'a> {
    pub id: &'a str,
    pub detail: &'a str,
    pub bytes: std::ops::Range<usize>,
}

struct Call<F> {
    sink: F,
    panic: Option<Box<dyn Any + Send>>,
}

unsafe extern "C" fn call<F: FnMut(Finding)>(ctx: *mut c_void, f: *const certlint_finding) -> c_int {
    let (it, f) = (&mut *(ctx as *mut Call<F>), &*f);
    let finding = Finding {
        id: CStr::from_ptr(f.id).to_str().unwrap_or(""),
        detail: CStr::from_ptr(f.detail).to_str().unwrap_or(""),
        bytes: f.offset..f.offset + f.length,
    };
    match catch_unwind(AssertUnwindSafe(|| (it.sink)(finding))) {
        Ok(()) => 0,
        Err(panic) => {
            it.panic = Some(panic);
            1
        }
    }
}

/// A handle: never changes, so that threads may share it.
pub struct Linter(*mut certlint);
unsafe impl Send for Linter {}
unsafe impl Sync for Linter {}

impl Drop for Linter {
    fn drop(&mut self) {
        unsafe { certlint_free(self.0) }
    }
}

fn text_or_null(text: &Option<CString>) -> *const c_char {
    text.as_ref().map_or(ptr::null(), |t| t.as_ptr())
}

fn new_input(der: &[u8], kind: i32) -> certlint_input {
    certlint_input {
        size: size_of::<certlint_input>(),
        data: der.as_ptr(),
        length: der.len(),
        kind,
        ..unsafe { zeroed() }
    }
}

impl Linter {
    /// A handle with a lint of one's own.  The library copies all texts and structs; the closure is
    /// its own once it has said yes, and ours as long as it has not.
    pub fn new(selection: &str, id: &str, complain: Complain, abi: u32) -> Result<Linter, Failure> {
        let selection = Some(CString::new(selection).unwrap()).filter(|s| !s.as_bytes().is_empty());
        let (id, applies) = (CString::new(id).unwrap(), CString::new("tls").unwrap());
        let name = CString::new("rust").unwrap();
        let user = Box::into_raw(Box::new(complain)) as *mut c_void;
        let lint = certlint_lint {
            size: size_of::<certlint_lint>(),
            id: id.as_ptr(),
            applies: applies.as_ptr(),
            severity: ERROR,
            check: Some(check),
            user,
            release: Some(release),
            ..unsafe { zeroed() }
        };
        let lints = [&lint as *const certlint_lint];
        let plugin = certlint_plugin {
            size: size_of::<certlint_plugin>(),
            abi,
            name: name.as_ptr(),
            lints: lints.as_ptr(),
            lint_count: lints.len(),
            ..unsafe { zeroed() }
        };
        let plugins = [&plugin as *const certlint_plugin];
        let options = certlint_options {
            size: size_of::<certlint_options>(),
            selection: text_or_null(&selection),
            plugins: plugins.as_ptr(),
            plugin_count: plugins.len(),
            ..unsafe { zeroed() }
        };
        let (mut handle, mut error) = (ptr::null_mut(), new_error());
        unsafe {
            if certlint_new(&mut handle, &options, &mut error) < 0 {
                release(user);
                return Err(failure(&error));
            }
        }
        Ok(Linter(handle))
    }

    /// Call `sink` for each finding.  Its panic stops the run and goes on in the caller.
    pub fn run<F: FnMut(Finding)>(&self, der: &[u8], sink: F) -> Result<(), Failure> {
        let mut it = Call { sink, panic: None };
        let (input, mut error) = (new_input(der, 0), new_error());
        let ctx = &mut it as *mut Call<F> as *mut c_void;
        let status = unsafe { certlint_run(self.0, &input, call::<F>, ctx, &mut error) };
        if let Some(panic) = it.panic {
            std::panic::resume_unwind(panic);
        }
        if status < 0 {
            return Err(failure(&error));
        }
        Ok(())
    }

    pub fn check(&self, der: &[u8], kind: i32) -> Result<Report, Failure> {
        let (mut report, mut error) = (ptr::null_mut(), new_error());
        let input = new_input(der, kind);
        if unsafe { certlint_check(self.0, &input, &mut report, &mut error) } < 0 {
            return Err(failure(&error));
        }
        Ok(Report(report))
    }
}

/// A report owns what it shows: it may outlive its handle.
pub struct Report(*mut certlint_report);
unsafe impl Send for Report {}
unsafe impl Sync for Report {}

impl Drop for Report {
    fn drop(&mut self) {
        unsafe { certlint_report_free(self.0) }
    }
}

impl Report {
    pub fn passes(&self, severity: i32) -> bool {
        unsafe { certlint_report_passes(self.0, severity) == 1 }
    }

    pub fn json(&self) -> String {
        let length = unsafe { certlint_report_format(self.0, JSON, ptr::null_mut(), 0) };
        let mut text = vec![0u8; length + 1];
        let buffer = text.as_mut_ptr() as *mut c_char;
        unsafe { certlint_report_format(self.0, JSON, buffer, text.len()) };
        text.truncate(length);
        String::from_utf8(text).expect("the library writes UTF-8")
    }
}
