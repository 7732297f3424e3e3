/*
 * cxx.cc - a C++11 caller: handles that free themselves, a lambda as sink, a lint written in C++, a
 * report as JSON in a string, and exceptions that go round the library instead of through it.
 *
 *	cxx FILE		lints the object in FILE (DER)
 */

#include <certlint/plugin.h>

#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

struct release {
	void operator()(certlint *lint) const { certlint_free(lint); }
	void operator()(certlint_report *report) const { certlint_report_free(report); }
};
using handle = std::unique_ptr<certlint, release>;
using report = std::unique_ptr<certlint_report, release>;

/* Call `f` with each finding.  What it throws stops the run and is thrown again on this side. */
template <class F>
static void
run(const certlint *lint, const certlint_input &in, F f)
{
	struct context {
		F &f;
		std::exception_ptr thrown;
	} context = { f, nullptr };
	certlint_error error = CERTLINT_ERROR_INIT;
	certlint_sink *sink = [](void *ctx, const certlint_finding *finding) -> int {
		auto c = static_cast<struct context *>(ctx);
		try {
			c->f(*finding);
			return 0;
		} catch (...) {
			c->thrown = std::current_exception();
			return 1;
		}
	};

	if (certlint_run(lint, &in, sink, &context, &error) < 0)
		throw std::runtime_error(error.text);
	if (context.thrown)
		std::rethrow_exception(context.thrown);
}

static report
check(const certlint *lint, const certlint_input &in)
{
	certlint_error error = CERTLINT_ERROR_INIT;
	certlint_report *raw;

	if (certlint_check(lint, &in, &raw, &error) < 0)
		throw std::runtime_error(error.text);
	return report(raw);
}

static std::string
to_json(const certlint_report *r)
{
	std::string text(certlint_report_format(r, CERTLINT_JSON, nullptr, 0) + 1, '\0');

	text.resize(certlint_report_format(r, CERTLINT_JSON, &text[0], text.size()));
	return text;
}

static void
check_serial(const certlint_object *object, certlint_reporter *reporter)
{
	certlint_element serial;

	if (certlint_field(object, CERTLINT_FIELD_SERIAL, &serial) && serial.body.length < 8)
		certlint_fail(reporter, serial.body, "the serial number %s is short",
			      certlint_hex(reporter, serial.body));
}

/* The macros set `size`; designated initialisers would ask for C++20. */
static handle
make_handle()
{
	certlint_lint serial = CERTLINT_LINT_INIT;
	serial.id = "acme_short_serial";
	serial.severity = CERTLINT_WARNING;
	serial.applies = "certificate";
	serial.summary = "A serial number has less than 8 octets.";
	serial.check = check_serial;
	const certlint_lint *const lints[] = { &serial };

	certlint_plugin plugin = CERTLINT_PLUGIN_INIT;
	plugin.name = "acme";
	plugin.version = "1.0";
	plugin.lints = lints;
	plugin.lint_count = 1;
	const certlint_plugin *const plugins[] = { &plugin };

	certlint_options options = CERTLINT_OPTIONS_INIT;
	options.plugins = plugins;
	options.plugin_count = 1;
	certlint_error error = CERTLINT_ERROR_INIT;
	certlint *raw;
	if (certlint_new(&raw, &options, &error) < 0)
		throw std::runtime_error(error.text);
	return handle(raw);	/* the lint and its texts were copied */
}

static std::vector<char>
read_file(const char *path)
{
	std::ifstream file(path, std::ios::binary);

	if (!file)
		throw std::runtime_error(std::string("cannot read ") + path);
	return std::vector<char>((std::istreambuf_iterator<char>(file)),
				 std::istreambuf_iterator<char>());
}

static void
lint_file(const char *path)
{
	const std::vector<char> der = read_file(path);
	handle lint = make_handle();
	certlint_input in = CERTLINT_INPUT_INIT;
	in.data = der.data();
	in.length = der.size();
	in.name = path;

	std::vector<std::string> ids;
	run(lint.get(), in, [&](const certlint_finding &finding) { ids.emplace_back(finding.id); });
	for (const std::string &id : ids)
		std::cout << id << '\n';

	try {
		run(lint.get(), in, [](const certlint_finding &) { throw std::bad_alloc(); });
	} catch (const std::bad_alloc &) {
		std::cout << "an exception came through whole\n";
	}

	report kept = check(lint.get(), in);
	lint.reset();	/* before its report, on purpose: a report keeps what it needs */
	std::cout << to_json(kept.get()) << '\n';
}

int
main(int argc, char **argv)
try {
	if (argc != 2)
		throw std::runtime_error("usage: cxx FILE");
	lint_file(argv[1]);
	return 0;
} catch (const std::exception &e) {
	std::cerr << e.what() << '\n';
	return 2;
}
