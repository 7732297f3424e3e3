/* Matching: every kind of item in every place where it can hide, and what must not be found. */

#include "watching.h"

#include <stdio.h>

static const struct {
	const char *list, *recipe, *expected;
} cases[] = {
	/* names */
	{ "www.certlint-test.com", "tls san=dns:www.certlint-test.com",
	  "dns:www.certlint-test.com exact undecided www.certlint-test.com dNSName\n" },
	{ "WWW.Certlint-Test.COM.", "tls san=dns:wWw.cErtlint-test.com.",
	  "dns:www.certlint-test.com exact undecided wWw.cErtlint-test.com. dNSName\n" },
	{ "dns:certlint-test.com", "tls san=dns:www.certlint-test.com", "" },
	{ "dns:certlint-test.com", "tls san=dns:xcertlint-test.com,dns:certlint-test.com.evil.com",
	  "" },
	{ "dns:.certlint-test.com", "tls san=dns:certlint-test.com",
	  "dns:.certlint-test.com exact undecided certlint-test.com dNSName\n" },
	{ ".certlint-test.com", "tls san=dns:a.b.certlint-test.com",
	  "dns:.certlint-test.com below undecided a.b.certlint-test.com dNSName\n" },
	{ "dns:*.certlint-test.com", "tls san=dns:a.b.certlint-test.com,dns:certlint-test.com",
	  "" },
	{ "dns:*.certlint-test.com", "tls san=dns:b.certlint-test.com",
	  "dns:*.certlint-test.com below undecided b.certlint-test.com dNSName\n" },
	{ "dns:*.certlint-test.com", "tls san=dns:*.certlint-test.com",
	  "dns:*.certlint-test.com exact undecided *.certlint-test.com dNSName\n" },
	/* wildcards, above and below */
	{ "www.certlint-test.com\n.a.certlint-test.com\n.certlint-test.com\ncertlint-test.com\n"
	  "a.b.certlint-test.com", "tls san=dns:*.certlint-test.com",
	  "dns:www.certlint-test.com wildcard undecided *.certlint-test.com dNSName\n"
	  "dns:.a.certlint-test.com wildcard undecided *.certlint-test.com dNSName\n"
	  "dns:.certlint-test.com below undecided *.certlint-test.com dNSName\n" },
	{ "foo.certlint-test.com\nbar.certlint-test.com", "tls san=dns:f*o.certlint-test.com",
	  "dns:foo.certlint-test.com wildcard undecided f*o.certlint-test.com dNSName\n" },
	{ ".certlint-test.com", "tls san=dns:*.com",
	  "dns:.certlint-test.com wildcard undecided *.com dNSName\n" },
	{ ".certlint-test.com\nb.certlint-test.com", "tls san=dns:a.*.certlint-test.com",
	  "dns:.certlint-test.com below undecided a.*.certlint-test.com dNSName\n"
	  "dns:b.certlint-test.com wildcard undecided a.*.certlint-test.com dNSName\n" },
	{ "www.certlint-test.com", "tls san=dns:?.certlint-test.com",
	  "dns:www.certlint-test.com wildcard undecided ?.certlint-test.com dNSName\n" },
	/* other alphabets */
	{ "dns:B\xc3\x9c" "CHER.example", "tls san=dns:xn--bcher-kva.example",
	  "dns:xn--bcher-kva.example exact undecided xn--bcher-kva.example dNSName\n" },
	{ ".b\xc3\xbc" "cher.example", "tls san=dns:www.b\\xc3\\x9ccher.example",
	  "dns:.xn--bcher-kva.example below undecided www.b\\xc3\\x9ccher.example dNSName\n" },
	{ "xn--bcher-kva.example", "tls san=dns:b\\xfccher.example",
	  "dns:xn--bcher-kva.example exact undecided b\\xfccher.example dNSName\n" },
	{ "certlint-test.com", "tls subject=CN=bmp:certlint-test.com san=dns:other.com",
	  "dns:certlint-test.com exact undecided certlint-test.com commonName\n" },
	/* among other text */
	{ "www.certlint-test.com", "tls san=dns:www.certlint-test.com\\x00.evil.com",
	  "dns:www.certlint-test.com disguised undecided www.certlint-test.com dNSName\n" },
	{ "www.certlint-test.com\n1.1.1.1", "tls \"san=dns:https://www.certlint-test.com/x,"
	  "dns:http://1.1.1.1:8080/\"",
	  "dns:www.certlint-test.com disguised undecided www.certlint-test.com dNSName\n"
	  "ip:1.1.1.1 disguised undecided 1.1.1.1:8080 dNSName\n" },
	{ "test.hr", "tls \"san=dns:test test.hr\"",
	  "dns:test.hr disguised undecided test.hr dNSName\n" },
	{ "certlint-test.com", "tls \"subject=CN=the site (certlint-test.com), really\"",
	  "dns:certlint-test.com disguised undecided certlint-test.com commonName\n" },
	{ "ssltest5", "tls san=dns:ssltest5",
	  "dns:ssltest5 exact undecided ssltest5 dNSName\n" },
	/* the subject */
	{ "cn.certlint-test.com", "tls subject=CN=cn.certlint-test.com san=dns:other.com",
	  "dns:cn.certlint-test.com exact undecided cn.certlint-test.com commonName\n" },
	{ "a.certlint-test.com", "tls subject=CN=a.certlint-test.com san=dns:a.certlint-test.com",
	  "dns:a.certlint-test.com exact undecided a.certlint-test.com dNSName\n" },
	/* addresses */
	{ "1.1.1.1", "tls san=ip:1.1.1.1", "ip:1.1.1.1 exact undecided 1.1.1.1 iPAddress\n" },
	{ "1.1.1.1", "tls san=ip:1.1.1.2,dns:1.1.1.11,dns:11.1.1.1.com", "" },
	{ "2606:4700:4700::1111", "tls san=ip:2606:4700:4700::1111",
	  "ip:2606:4700:4700::1111 exact undecided 2606:4700:4700::1111 iPAddress\n" },
	{ "1.1.1.1", "tls san=iphex:'1.1.1.1'",
	  "ip:1.1.1.1 disguised undecided 1.1.1.1 iPAddress\n" },
	{ "ip:1.1.1.10", "tls san=iphex:'1.1.1.10'",
	  "ip:1.1.1.10 disguised undecided 1.1.1.10 iPAddress\n" },
	{ "1.1.1.1", "tls san=dns:1.1.1.1", "ip:1.1.1.1 disguised undecided 1.1.1.1 dNSName\n" },
	{ "1.1.1.1", "tls subject=CN=1.1.1.1 san=dns:a.com",
	  "ip:1.1.1.1 exact undecided 1.1.1.1 commonName\n" },
	{ "1.1.1.1", "tls \"subject=CN=1.1.1.1 \" san=dns:a.com",
	  "ip:1.1.1.1 disguised undecided 1.1.1.1 commonName\n" },
	{ "1.1.1.1", "tls subject=CN=001.001.001.001 san=dns:a.com",
	  "ip:1.1.1.1 exact undecided 001.001.001.001 commonName\n" },
	{ "1.1.1.1", "tls san=dns:1.1.1.1.in-addr.arpa",
	  "ip:1.1.1.1 disguised undecided 1.1.1.1.in-addr.arpa dNSName\n" },
	{ "1.2.3.4", "tls san=dns:x.4.3.2.1.IN-ADDR.arpa.",
	  "ip:1.2.3.4 disguised undecided x.4.3.2.1.IN-ADDR.arpa. dNSName\n" },
	{ "1.2.3.4\ncidr:1.2.0.0/16", "tls san=dns:*.3.2.1.in-addr.arpa",
	  "ip:1.2.3.4 disguised undecided *.3.2.1.in-addr.arpa dNSName\n"
	  "cidr:1.2.0.0/16 disguised undecided *.3.2.1.in-addr.arpa dNSName\n" },
	{ "2606:4700::/32", "tls san=dns:1.1.1.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.7.4."
	  "6.0.6.2.ip6.arpa", "cidr:2606:4700::/32 disguised undecided 1.1.1.1.0.0.0.0.0.0.0.0.0.0.0.0."
	  "0.0.0.0.0.0.0.0.0.0.7.4.6.0.6.2.ip6.arpa dNSName\n" },
	{ "1.1.1.1", "tls san=ip:::ffff:1.1.1.1",
	  "ip:1.1.1.1 disguised undecided ::ffff:1.1.1.1 iPAddress\n" },
	{ "::ffff:1.1.1.1", "tls san=ip:1.1.1.1",
	  "ip:1.1.1.1 exact undecided 1.1.1.1 iPAddress\n" },
	{ "cidr:1.1.1.0/24", "tls san=iphex:00000000000000000000ffff01010107",
	  "cidr:1.1.1.0/24 disguised undecided ::ffff:1.1.1.7 iPAddress\n" },
	{ "1.1.1.0/24\n1.0.0.0/8\n1.1.1.0/25\n1.1.1.7/32\n2606:4700::/32", "tls san=ip:1.1.1.7",
	  "cidr:1.1.1.0/24 below undecided 1.1.1.7 iPAddress\n"
	  "cidr:1.0.0.0/8 below undecided 1.1.1.7 iPAddress\n"
	  "cidr:1.1.1.0/25 below undecided 1.1.1.7 iPAddress\n"
	  "cidr:1.1.1.7/32 below undecided 1.1.1.7 iPAddress\n" },
	{ "1.1.1.7\n1.1.0.0/16\n1.1.1.0/24\n1.1.1.128/25\n1.1.2.0/24\n1.1.2.1",
	  "tls san=iphex:01010100ffffff00",
	  "ip:1.1.1.7 disguised undecided 1.1.1.0/255.255.255.0 iPAddress\n"
	  "cidr:1.1.0.0/16 disguised undecided 1.1.1.0/255.255.255.0 iPAddress\n"
	  "cidr:1.1.1.0/24 disguised undecided 1.1.1.0/255.255.255.0 iPAddress\n"
	  "cidr:1.1.1.128/25 disguised undecided 1.1.1.0/255.255.255.0 iPAddress\n" },
	{ "1.1.1.7\n1.1.1.6", "tls san=iphex:01010101ffffff01",
	  "ip:1.1.1.7 disguised undecided 1.1.1.1/255.255.255.1 iPAddress\n" },
	{ "1.1.1.7", "tls san=iphex:0000000000000000", "" },
	{ "1.1.1.1", "tls san=iphex:0101010118",
	  "ip:1.1.1.1 possible undecided \\x01\\x01\\x01\\x01\\x18 iPAddress\n" },
	{ "1.1.1.1", "tls san=iphex:040401010101",
	  "ip:1.1.1.1 disguised undecided \\x04\\x04\\x01\\x01\\x01\\x01 iPAddress\n" },
	{ "1.1.1.1", "tls san=iphex:010101,iphex:,iphex:0202", "" },
	/* mail */
	{ "email:@certlint-test.com\nemail:a@certlint-test.com\nA@Certlint-test.com\n"
	  "email:@.certlint-test.com\nemail:b@certlint-test.com\nemail:@test.com\n"
	  "certlint-test.com", "smime san=mail:a@certlint-test.com subject=C=US",
	  "email:@certlint-test.com exact undecided a@certlint-test.com rfc822Name\n"
	  "email:a@certlint-test.com exact undecided a@certlint-test.com rfc822Name\n"
	  "email:a@certlint-test.com exact undecided a@certlint-test.com rfc822Name\n"
	  "email:@.certlint-test.com exact undecided a@certlint-test.com rfc822Name\n"
	  "dns:certlint-test.com disguised undecided a@certlint-test.com rfc822Name\n" },
	{ "email:@.certlint-test.com\nemail:@certlint-test.com",
	  "smime san=mail:a@mx.certlint-test.com subject=C=US",
	  "email:@.certlint-test.com below undecided a@mx.certlint-test.com rfc822Name\n" },
	{ "email:@certlint-test.com",
	  "smime san=dns:a.com subject=emailAddress=x@certlint-test.com",
	  "email:@certlint-test.com exact undecided x@certlint-test.com subject\n" },
	/* URIs */
	{ "uri:certlint-test.com\nuri:.test.com\nuri:.certlint-test.com\nwww.certlint-test.com\n"
	  "uri:www.certlint-test.com\nhttps://WWW.certlint-test.com/x",
	  "tls san=uri:https://www.certlint-test.com/x",
	  "uri:.certlint-test.com below undecided https://www.certlint-test.com/x "
	  "uniformResourceIdentifier\n"
	  "dns:www.certlint-test.com disguised undecided https://www.certlint-test.com/x "
	  "uniformResourceIdentifier\n"
	  "uri:www.certlint-test.com exact undecided https://www.certlint-test.com/x "
	  "uniformResourceIdentifier\n"
	  "uri:https://www.certlint-test.com/x exact undecided https://www.certlint-test.com/x "
	  "uniformResourceIdentifier\n" },
	{ "1.1.1.1\n2606:4700:4700::1111", "tls san=uri:https://1.1.1.1/,"
	  "uri:https://[2606:4700:4700::1111]/",
	  "ip:1.1.1.1 disguised undecided https://1.1.1.1/ uniformResourceIdentifier\n"
	  "ip:2606:4700:4700::1111 disguised undecided https://[2606:4700:4700::1111]/ "
	  "uniformResourceIdentifier\n" },
	/* what the CA writes about itself is not looked at */
	{ ".certlint-test.com\n.example.net\nuri:.certlint-test.com",
	  "tls san=dns:a.com aia=ocsp:http://ocsp.certlint-test.com "
	  "crldp=http://crl.certlint-test.com/x", "" },
	/* organizations */
	{ "org:\"Example   GmbH\"\norg:Example", "ov \"subject=C=DE/O=EXAMPLE gmbh\"",
	  "org:Example   GmbH exact undecided EXAMPLE gmbh organizationName\n" },
	{ "org:\"M\xc3\xbcller AG\"", "ov \"subject=C=DE/O=bmp:M\\u00dcLLER ag\"",
	  "org:M\xc3\xbcller AG exact undecided M\\x00\\xdcLLER ag organizationName\n" },
	/* name constraints */
	{ "www.certlint-test.com\n.certlint-test.com\na.b.certlint-test.com\n.com wide\n"
	  "other.com\n1.2.3.4\n*.c.certlint-test.com",
	  "ca nc=permit-dns:certlint-test.com,permit-ip:1.2.3.0/24",
	  "dns:www.certlint-test.com below undecided certlint-test.com permittedSubtrees\n"
	  "dns:.certlint-test.com below undecided certlint-test.com permittedSubtrees\n"
	  "dns:a.b.certlint-test.com below undecided certlint-test.com permittedSubtrees\n"
	  "dns:.com below undecided certlint-test.com permittedSubtrees\n"
	  "ip:1.2.3.4 below undecided 1.2.3.0/255.255.255.0 permittedSubtrees\n"
	  "dns:*.c.certlint-test.com below undecided certlint-test.com permittedSubtrees\n" },
	{ "www.certlint-test.com", "ca nc=permit-dns:com,permit-dns:", "" },
	{ "www.certlint-test.com", "ca nc=exclude-dns:certlint-test.com", "" },
};

static void
test_cases(void **state)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		watch_expect(cases[i].list, cases[i].recipe, cases[i].expected);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
